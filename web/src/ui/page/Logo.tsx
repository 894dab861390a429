import { useId } from "react";
import { cx } from "../../lib/cx.ts";

/** A coin held between two people: the money line at its smallest, which is also an H. */
export function Mark({ className }: { className?: string }) {
  const held = useId();
  return (
    <svg viewBox="0 0 32 32" className={cx("shrink-0 text-ink", className)} aria-hidden>
      <mask id={held}>
        <rect width="32" height="32" fill="#fff" />
        <circle cx="16" cy="16" r="7.75" fill="#000" />
      </mask>
      <path d="M7 4v24M25 4v24" stroke="currentColor" strokeWidth="5" strokeLinecap="round" mask={`url(#${held})`} />
      <circle cx="16" cy="16" r="6.25" className="fill-held" />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cx("inline-flex items-center gap-2", className)}>
      <Mark className="size-6" />
      <span className="font-display text-title font-strong">Handsel</span>
    </span>
  );
}
