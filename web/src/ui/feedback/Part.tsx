import { CatchBoundary } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { cx } from "../../lib/cx.ts";

type PartProps = {
  /** At the beginning of a sentence: "This listing". */
  what: string;
  /** What it is drawn from. When that changes, it is tried anew. */
  of: unknown;
  className?: string;
  children: ReactNode;
};

/**
 * One part of a page that is made of strangers' words. When it can't be drawn, a sentence takes its place, and everything around
 * it stays.
 */
export function Part({ what, of, className, children }: PartProps) {
  return (
    <CatchBoundary getResetKey={() => of} errorComponent={() => <Unshowable what={what} className={className} />}>
      {children}
    </CatchBoundary>
  );
}

function Unshowable({ what, className }: Pick<PartProps, "what" | "className">) {
  return (
    <span role="status" className={cx("block max-w-text rounded-card bg-sunk p-4 text-quiet", className)}>
      {what} can’t be shown: something in it makes no sense.
    </span>
  );
}
