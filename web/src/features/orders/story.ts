import type { Side } from "#protocol/side.ts";
import { endOf } from "#protocol/order.ts";
import { formatAmount, type Token } from "../../lib/money.ts";
import type { Moved } from "../../market/orders/payout.ts";
import { capitalized, listOf } from "../../lib/text.ts";
import { momentOf, type Seconds, spanOf } from "../../lib/time.ts";
import type { Happening, HappeningType } from "../../market/orders/order.ts";
import type { Meaning } from "../../ui/money/meaning.ts";
import { headlineOf, isAhead, isOver, type Situation } from "./life.ts";
import { wordsFor } from "./words.ts";

/** One line of an order's timeline. */
export type Chapter = {
  title: string;
  /** When it happened, or by when it must. */
  at?: Seconds;
  word?: "by" | "after";
  detail?: string;
  state: "past" | "now" | "next";
  meaning?: Meaning;
};

/** What has left the escrow so far, by the steps that moved it. */
export function movedBy(happenings: readonly Pick<Happening, "payout">[]): Moved {
  return happenings.reduce(
    (sum, { payout }) => ({
      toSeller: sum.toSeller + (payout?.toSeller ?? 0n),
      toBuyer: sum.toBuyer + (payout?.toBuyer ?? 0n),
    }),
    { toSeller: 0n, toBuyer: 0n },
  );
}

/** An order's life from its payment to its end: what happened, what is going on, what comes next. */
export function storyOf(happenings: readonly Happening[], situation: Situation, token: Token): Chapter[] {
  return [
    ...happenings.map((happening) => pastOf(happening, situation, token)),
    ...(isOver(situation.status) ? [] : [nowOf(situation), ...nextOf(situation)]),
  ];
}

function pastOf(happening: Happening, situation: Situation, token: Token): Chapter {
  const { type, at, payout } = happening;
  const details = [...(payout ? [payoutWords(payout, situation.side, token)] : []), ...detailOf(happening, situation)];
  const meaning = meaningOf(type, payout);
  return {
    title: titleOf(happening, situation),
    at,
    state: "past",
    ...(details.length > 0 && { detail: `${details.map(capitalized).join(". ")}.` }),
    ...(meaning && { meaning }),
  };
}

function titleOf({ type, outcome, payout }: Happening, { order, side }: Situation): string {
  const deed = (who: Side, yours: string, theirs: string) => (side === who ? `You ${yours}` : `The ${who} ${theirs}`);
  switch (type) {
    case "funded":
      return `${deed("buyer", "paid", "paid")} into escrow`;
    case "shipped":
      return wordsFor(order.terms).done;
    case "extended":
      return "More time was given";
    case "released":
      return `${deed("buyer", "paid", "paid")} a part out`;
    case "confirmed":
      return deed("buyer", "said that all is well", "said that all is well");
    case "claimed":
      return payout?.toSeller === 0n
        ? "The time was over, so the deposit went back"
        : "Nothing was said in time, so it was paid out";
    case "refunded":
      if (outcome === "neverSent") return "It was never sent, so the money went back";
      return outcome === "completed" ? "The deposit went back" : "The money went back";
    case "calledOff":
      return deed("buyer", "called it off", "called it off");
    case "settled":
      return "Both agreed on a split";
    case "disputeOpened":
      return "A dispute was opened";
    case "disputeRaised":
      return "The other side answered, and it went to court";
    case "disputeRefused":
      return "The court would not take the case";
    case "disputeRuled":
      return "The ruling came in";
    case "resolved":
      return outcome === "unanswered" ? "The seller did not answer, so the money went back" : "The dispute ended";
  }
}

function detailOf({ type, deadline }: Happening, { now }: Situation): string[] {
  if (deadline === null) return [];
  if (type === "shipped") return [`time to look at it until ${momentOf(deadline, now)}`];
  if (type === "extended") return [`until ${momentOf(deadline, now)}`];
  return [];
}

/** "100 USDC to you, 20 USDC to the seller". */
function payoutWords({ toSeller, toBuyer }: Moved, side: Side | null, token: Token): string {
  const to = (who: Side) => (side === who ? "you" : `the ${who}`);
  return listOf([
    ...(toBuyer > 0n ? [`${formatAmount(toBuyer, token)} to ${to("buyer")}`] : []),
    ...(toSeller > 0n ? [`${formatAmount(toSeller, token)} to ${to("seller")}`] : []),
  ]);
}

function meaningOf(type: HappeningType, payout: Moved | null): Meaning | undefined {
  if (type.startsWith("dispute")) return "dispute";
  if (!payout) return type === "funded" ? "held" : undefined;
  return payout.toBuyer > payout.toSeller ? "returned" : "paid";
}

function nowOf(situation: Situation): Chapter {
  const { meaning, title, by } = headlineOf(situation);
  return { title, state: "now", meaning, ...(by !== undefined && { at: by, word: "by" as const }) };
}

function nextOf({ order, status, held, deadline, now, side }: Situation): Chapter[] {
  const { terms } = order;
  const paid: Chapter = { title: side === "seller" ? "You are paid" : "The seller is paid", state: "next" };
  const deposit: Chapter[] =
    terms.deposit > 0n
      ? [{ title: `The deposit comes back to ${side === "buyer" ? "you" : "the buyer"}`, state: "next" }]
      : [];
  if (status === "disputed") return [{ title: "The money moves by the decision", state: "next" }];
  if (status === "funded") {
    if (now > deadline) return [];
    const begins: Chapter[] = isAhead(order, now)
      ? [{ title: "It begins", at: order.start, state: "next", detail: `Until ${momentOf(endOf(order), now)}.` }]
      : [];
    const look = `${side === "buyer" ? "You have" : "The buyer has"} ${spanOf(terms.inspectWindow)} to look at it`;
    const from = order.start
      ? "From its end, or from when the seller says that it has begun, whichever is later."
      : "From the moment at which the seller says so.";
    return [...begins, { title: look, detail: from, state: "next" }, paid, ...deposit];
  }
  if (now > deadline) return [];
  if (held === 0n) return deposit;
  return [{ ...paid, detail: "At once, if the buyer says that all is well.", at: deadline, word: "after" }, ...deposit];
}
