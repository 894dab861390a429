import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import { IconButton } from "../actions/IconButton.tsx";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons. The last one is the primary one and stands at the thumb on a phone. */
  footer?: ReactNode;
};

/** A question in the middle of the screen; on a phone it rises from the bottom edge. */
export function Dialog(props: DialogProps) {
  return (
    <Frame
      {...props}
      place="inset-x-0 bottom-0 max-h-[90dvh] rounded-t-card md:inset-x-auto md:start-1/2 md:top-[12vh] md:bottom-auto md:max-h-[76vh] md:w-full md:max-w-lg md:-translate-x-1/2 md:rounded-card rtl:md:translate-x-1/2"
    />
  );
}

/** A panel at the end of the line of reading, for details one looks at beside the page; on a phone like a dialog. */
export function Sheet(props: DialogProps) {
  return (
    <Frame
      {...props}
      place="inset-x-0 bottom-0 max-h-[90dvh] rounded-t-card md:inset-y-0 md:start-auto md:end-0 md:max-h-none md:w-full md:max-w-md md:rounded-none"
    />
  );
}

function Frame({ open, onOpenChange, title, description, children, footer, place }: DialogProps & { place: string }) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-[light-dark(#1d1b1666,#000000a6)]" />
        <Radix.Content
          aria-describedby={description ? undefined : ""}
          className={cx("fixed z-50 flex animate-rise flex-col bg-raised shadow-float outline-none", place)}
        >
          <div className="flex items-start gap-4 ps-6 pe-3 pt-3">
            <Radix.Title className="min-w-0 flex-1 pt-2.5 text-title">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} />
            </Radix.Close>
          </div>
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pt-1 pb-6">
            {description && <Radix.Description className="max-w-text text-quiet">{description}</Radix.Description>}
            {children}
          </div>
          {footer && (
            <div className="flex flex-col gap-2 border-t border-line px-6 py-4 pb-[max(1rem,env(safe-area-inset-bottom))] md:flex-row md:justify-end">
              {footer}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
