import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { cx } from "../../lib/cx.ts";

type MenuProps = { trigger: ReactElement; label: string; children: ReactNode };

/** `<Menu label="Account" trigger={<Button>Ada</Button>}><MenuItem …/></Menu>` */
export function Menu({ trigger, label, children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="end"
          sideOffset={8}
          collisionPadding={12}
          className="z-40 max-w-80 min-w-56 animate-appear rounded-card border border-line bg-raised p-1.5 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type MenuItemProps = {
  icon?: ReactNode;
  onSelect?: () => void;
  asChild?: boolean;
  danger?: boolean;
  children: ReactNode;
};

/** One line of a menu. With `asChild` the child is a link. */
export function MenuItem({ icon, onSelect, asChild = false, danger = false, children }: MenuItemProps) {
  return (
    <Radix.Item
      asChild={asChild}
      onSelect={onSelect}
      className={cx(
        "flex touch w-full items-center gap-3 rounded-control px-3 py-2 outline-none select-none data-highlighted:bg-sunk [&_svg]:size-5",
        danger && "text-danger",
      )}
    >
      {asChild ? (
        children
      ) : (
        <>
          {icon}
          {children}
        </>
      )}
    </Radix.Item>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="mx-3 my-1.5 h-px bg-line" />;
}

/** Text that can't be chosen: whose menu it is, a balance. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-3 py-2 text-quiet">{children}</Radix.Label>;
}
