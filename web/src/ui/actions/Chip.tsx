import { X } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "../../lib/cx.ts";

type ChipProps = ComponentProps<"button"> & {
  /** Chosen chips are ink on paper turned round. Leave it out for a chip that only opens something. */
  selected?: boolean;
  /** An active filter: pressing it takes it away, and says so. */
  removes?: boolean;
};

/** A small choice in a row of choices. Says its effect: "Under 50 USDC", not "Price". */
export function Chip({ selected, removes = false, className, children, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={removes ? undefined : selected}
      className={cx(
        "inline-flex h-11 shrink-0 items-center gap-1.5 rounded-round border px-4 whitespace-nowrap transition-colors md:h-9 md:px-3.5 [&_svg]:size-4",
        selected || removes ? "border-ink bg-ink text-paper" : "border-line bg-raised hover:border-ink",
        className,
      )}
      {...rest}
    >
      {removes && <span className="sr-only">Remove the filter</span>}
      {children}
      {removes && <X aria-hidden />}
    </button>
  );
}
