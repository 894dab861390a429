import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A drawer for what most people never need: addresses, hashes, the protocol's own words. */
export function Details({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex touch items-center gap-1.5 text-quiet transition-colors hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90 rtl:-scale-x-100" aria-hidden />
        {summary}
      </summary>
      <div className="pt-1 pb-3">{children}</div>
    </details>
  );
}
