import type { ComponentProps, ReactNode } from "react";
import { cx } from "../../lib/cx.ts";

type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  /** Said by screen readers and shown on hover. */
  label: string;
  icon: ReactNode;
};

/** For close, back and search alone. Anything else deserves a word: use Button. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        "inline-grid touch place-items-center rounded-control transition-colors hover:bg-sunk disabled:opacity-50 [&_svg]:size-5",
        className,
      )}
      {...rest}
    >
      {icon}
    </button>
  );
}
