import type { ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import { Quoted } from "../../ui/words/Quoted.tsx";

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
            <Told>{fact.label}</Told>
            {fact.hint && <span className="block text-fine font-normal text-quiet">{fact.hint}</span>}
          </dt>
          <dd className="min-w-0 text-end tabular-nums">
            <Told>{fact.value}</Told>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Facts are often in a stranger’s words: a text is always set apart from what stands beside it. */
function Told({ children }: { children: ReactNode }) {
  return typeof children === "string" ? <Quoted text={children} otherwise="Nothing to see" /> : children;
}
