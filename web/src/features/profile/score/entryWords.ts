import type { Line } from "#protocol/entries.ts";
import { PRIOR_MEAN, PRIOR_WEIGHT } from "#protocol/score.ts";
import { formatAmount } from "../../../lib/money.ts";
import { count } from "../../../lib/text.ts";

const usd = { symbol: "USD", decimals: 3 };

/** A weight in milli-units as the fees it stands for: "2.32 USD". */
export function feesOf(weight: bigint): string {
  return formatAmount(weight, usd, { maxDigits: 2 });
}

/** Hundredths of a percent, as the contract counts shares and points: "18.5 %". */
export function percentOf(hundredths: bigint): string {
  return `${(Number(hundredths) / 100).toFixed(1)}\u00a0%`;
}

/** What one entry was worth before it was weighed, out of 100. */
export function valueOf({ points }: Pick<Line, "points">): string {
  return `${Number(points) / 100} of 100`;
}

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };

/** Why it counted less than another one, or more; null when for what it is. */
export function whyWeight({ nth, author, weight }: Pick<Line, "nth" | "author" | "weight">): string | null {
  if (weight === 0n) return "The order left no fee, so it counts for nothing.";
  if (author === null) return "A lost ruling counts double, and never less than its arbitration fee.";
  if (nth < 2) return null;
  const ending = endings[ordinals.select(nth)] ?? "th";
  return `The ${nth}${ending} review by the same person: it counts for 1/${2 ** Math.min(nth - 1, 7)}.`;
}

/** The reckoning in one sentence: what everybody starts with, what the entries add, what comes out. */
export function reckoningOf(lines: readonly Pick<Line, "left" | "points">[], points: bigint): string {
  const start = `Everyone starts at ${PRIOR_MEAN / 100n} with ${PRIOR_WEIGHT / 1_000n} USD of fees behind it.`;
  if (lines.length === 0) return `${start} Nothing has been added yet.`;
  const left = lines.reduce((sum, line) => sum + line.left, 0n);
  const made = (Number(points) / 100).toFixed(1);
  return `${start} ${count(lines.length, "entry", "entries")} that still ${lines.length === 1 ? "counts" : "count"} for ${feesOf(left)} make${lines.length === 1 ? "s" : ""} it ${made}.`;
}
