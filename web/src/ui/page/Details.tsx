import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type DetailsProps = {
  summary: string;
  /** With `onToggle`: whoever shows it decides, for instance because something in it needs to be seen. */
  open?: boolean;
  onToggle?: (open: boolean) => void;
  children: ReactNode;
};

/** A drawer for what most people never need: addresses, hashes, the protocol's own words. */
export function Details({ summary, open, onToggle, children }: DetailsProps) {
  return (
    <details className="group" open={open} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary className="inline-flex touch items-center gap-1.5 text-quiet transition-colors hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90 rtl:-scale-x-100" aria-hidden />
        {summary}
      </summary>
      <div className="pt-1 pb-3">{children}</div>
    </details>
  );
}
