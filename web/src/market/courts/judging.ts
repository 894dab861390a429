import {
  bearableCost,
  type CourtGuide,
  dollarsOf,
  fitOf,
  meantFor,
  type Sold,
  type Taken,
  type TokenWeight,
  valueAtStake,
} from "../../../../protocol/courts.ts";
import { NATIVE, type Terms } from "../../../../protocol/ids.ts";
import { formatAmount, type Token } from "../../lib/money.ts";
import { count } from "../../lib/text.ts";

/** Who would judge, and what a dispute would cost each side, in the native coin. */
export type Bench = { seats: number; cost: bigint };

/** Of a court's rules: seats, and in wei what each is paid and the work around the case. */
export function benchOf({ seats, fee, keeperFee }: { seats: number; fee: bigint; keeperFee: bigint }): Bench {
  return { seats, cost: fee * BigInt(seats) + keeperFee };
}

/** "One stranger", "3 strangers". */
export function strangers(seats: number): string {
  return seats === 1 ? "One stranger" : count(seats, "stranger");
}

type Priced = { address: string; token: Token; native: Token; weights: readonly TokenWeight[] };

/** "0.0008 ETH (about 2.40 tUSD)": a fee as it is paid, and in what the reader thinks in: the token of the price. */
export function costWords(cost: bigint, { address, token, native, weights }: Priced): string {
  const paid = formatAmount(cost, native);
  const worth = dollarsOf(cost, NATIVE, weights);
  if (worth === null || address.toLowerCase() === NATIVE) return paid;
  const same = amountWorth(worth, address, weights);
  return same === null ? paid : `${paid} (about ${formatAmount(same, token, { maxDigits: 2 })})`;
}

/** So much of a token as so many thousandths of a dollar are worth. */
function amountWorth(dollars: bigint, token: string, weights: readonly TokenWeight[]): bigint | null {
  const found = weights.find((weight) => weight.token.toLowerCase() === token.toLowerCase());
  return found ? (dollars * 10n ** 18n) / BigInt(found.unitsPerToken) : null;
}

/** What a listing, or whoever writes one, says of the bad way: who judges, and what that costs. */
export function benchWords(bench: Bench, priced: Priced): string {
  const judge = bench.seats === 1 ? "judges" : "judge";
  return `${strangers(bench.seats)} drawn at random ${judge}. A dispute costs each side ${costWords(bench.cost, priced)}; whoever wins gets it back.`;
}

const onePiece = { quantity: 1 };

export type Misfit = { title: string; words: string };

/**
 * What is odd about the court that terms name, for an order of this value; null when it is the right one or nobody can tell. A court is
 * chosen for one piece, so an order of several can be too much for it. A larger court than needed matters only where it costs much.
 */
export function misfitOf(
  terms: Sold & Pick<Terms, "courtId">,
  taken: Taken,
  { seats, cost }: Bench,
  { guide, token, native }: { guide: CourtGuide; token: Token; native: Token },
): Misfit | null {
  const { courtsByValue, weights } = guide;
  const value = valueAtStake(terms, taken, weights);
  const fit = fitOf(terms.courtId, value, courtsByValue);
  if (value === null || fit === "fits") return null;
  const priced = { address: terms.token, token, native, weights };
  const spoken = (dollars: bigint) => {
    const amount = amountWorth(dollars, terms.token, weights);
    return amount === null ? "" : formatAmount(amount, token, { maxDigits: token.decimals > 6 ? 4 : 2 });
  };
  if (fit === "tooSmall") {
    const limit = spoken(BigInt(meantFor(terms.courtId, courtsByValue) ?? meantFor(0, courtsByValue) ?? 0));
    const fewer = fitOf(terms.courtId, valueAtStake(terms, onePiece, weights), courtsByValue) !== "tooSmall";
    return {
      title: "The court is meant for smaller orders",
      words: `${strangers(seats)} would judge a dispute. The market means that for less than ${limit}, and here ${spoken(value)} are at stake: the fewer judge, the likelier a wrong ruling is. ${fewer ? "Take fewer at once, or ask" : "Ask"} the seller for a listing before a larger court.`,
    };
  }
  const worth = dollarsOf(cost, NATIVE, weights);
  if (worth === null || worth <= bearableCost(value)) return null;
  return {
    title: "A dispute would cost much for so little",
    words: `The seller has chosen a court for larger orders: ${strangers(seats).toLowerCase()} would judge, for ${costWords(cost, priced)} from each side, where ${spoken(value)} are at stake. Whoever wins gets it back.`,
  };
}

/** Whether a seller's next version would go before another court. */
export function isMisplaced(terms: Sold & Pick<Terms, "courtId">, { courtsByValue, weights }: CourtGuide): boolean {
  return fitOf(terms.courtId, valueAtStake(terms, onePiece, weights), courtsByValue) !== "fits";
}
