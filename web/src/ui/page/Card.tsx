import type { ComponentProps } from "react";
import { cx } from "../../lib/cx.ts";

/** Something one can pick up: raised, hairline, radius 12. Never a card in a card; white space does the grouping. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cx("rounded-card border border-line bg-raised p-4 md:p-6", className)} {...rest} />;
}
