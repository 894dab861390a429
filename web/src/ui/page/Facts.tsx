import type { ReactNode } from "react";
import { cx } from "../../lib/cx.ts";

export type Fact = {
  label: ReactNode;
  value: ReactNode;
  /** A quiet line under the label: why it is so. */
  hint?: ReactNode;
  /** The sum at the end. */
  strong?: boolean;
};

/** Rows of what and how much, parted by hairlines: fees, terms, a seller's record. */
export function Facts({ facts, className }: { facts: Fact[]; className?: string }) {
  return (
    <dl className={cx("divide-y divide-line", className)}>
      {facts.map((fact, row) => (
        <div
          key={row}
          className={cx("flex items-baseline justify-between gap-6 py-3", fact.strong && "text-lead font-strong")}
        >
          <dt className="max-w-3/5 shrink-0">
            {fact.label}
            {fact.hint && <span className="block text-fine font-normal text-quiet">{fact.hint}</span>}
          </dt>
          <dd className="min-w-0 text-end tabular-nums">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
