import type { Side } from "../../../../protocol/side.ts";
import { payout } from "../../../../protocol/money.ts";
import { formatAmount, type Token } from "../../lib/money.ts";
import type { Moved } from "../../market/orders/payout.ts";
import { nothingSettled, type Settled } from "../../market/orders/waiting.ts";
import { dayOf, momentOf } from "../../lib/time.ts";
import type { Meaning } from "../../ui/money/meaning.ts";
import type { NextMove, Place, Station } from "../../ui/money/MoneyLine.tsx";
import { headlineOf, isAhead, isOver, type Situation } from "./life.ts";
import { wordsFor } from "./words.ts";

/** How the two sides are called: "You", "Bruno", "Seller". */
export type Names = Record<Side, string>;

export type MoneyAt = {
  stations: Record<Place, Station>;
  at: Place | "split";
  meaning: Meaning;
  next?: NextMove;
};

/** Everything still in escrow for this order, the buyer's fee and the deposit included. */
export function inEscrow({ order, held, status }: Pick<Situation, "order" | "held" | "status">): bigint {
  return isOver(status) ? 0n : payout(order, held, 0n).toBuyer;
}

/** The money line of an order: where the coin is, where it goes next, and by whose hand. */
export function moneyAt(
  situation: Situation,
  moved: Moved,
  names: Names,
  token: Token,
  waiting: Settled["waiting"] = nothingSettled.waiting,
): MoneyAt {
  const { status } = situation;
  const part = (amount: bigint) => (amount > 0n ? { amount: formatAmount(amount, token) } : {});
  if (isOver(status)) {
    const got = { toSeller: moved.toSeller - waiting.seller, toBuyer: moved.toBuyer - waiting.buyer };
    return ended(got, waiting, names, part);
  }
  const next = nextMove(situation);
  return {
    stations: {
      buyer: { name: names.buyer, ...part(moved.toBuyer) },
      escrow: { name: "Escrow", ...part(inEscrow(situation)), note: noteOf(situation) },
      seller: { name: names.seller, ...part(moved.toSeller), ...(moved.toSeller > 0n && { note: "paid out so far" }) },
    },
    at: "escrow",
    meaning: status === "disputed" ? "dispute" : headlineOf(situation).meaning === "turn" ? "turn" : "held",
    ...(next && { next }),
  };
}

function ended(
  { toSeller, toBuyer }: Moved,
  waiting: Settled["waiting"],
  names: Names,
  part: (amount: bigint) => Partial<Station>,
): MoneyAt {
  const waits = waiting.seller + waiting.buyer;
  const forWhom = waiting.buyer === 0n ? names.seller : waiting.seller === 0n ? names.buyer : "both";
  return {
    stations: {
      buyer: { name: names.buyer, ...part(toBuyer), ...(toBuyer > 0n && { note: "came back" }) },
      escrow: { name: "Escrow", ...part(waits), note: waits > 0n ? `waits for ${spoken(forWhom)}` : "empty" },
      seller: { name: names.seller, ...part(toSeller), ...(toSeller > 0n && { note: "paid out" }) },
    },
    at:
      waits > 0n && toSeller + toBuyer === 0n
        ? "escrow"
        : toSeller > 0n && toBuyer > 0n
          ? "split"
          : toSeller > 0n
            ? "seller"
            : "buyer",
    meaning: toSeller >= toBuyer && toSeller > 0n ? "paid" : "returned",
  };
}

function spoken(name: string): string {
  return name === "You" || name.startsWith("The ") ? name.toLowerCase() : name;
}

function noteOf({ order, status, held, deadline, now }: Situation): string {
  if (status === "disputed") return "stays here until it is decided";
  if (now > deadline) return "waits for anybody’s press of a button";
  if (status === "funded") {
    const deed = order.start === 0 ? "that does not happen" : "it has not begun";
    return `goes back if ${deed} by ${dayOf(deadline, now)}`;
  }
  return held === 0n ? "the deposit" : `goes to the seller on ${dayOf(deadline, now)} if nothing is said`;
}

function nextMove({ order, status, side, held, deadline, now }: Situation): NextMove | undefined {
  const { fulfil } = wordsFor(order.terms);
  const has = (who: Side) => (side === who ? "you have" : `the ${who} has`);
  const says = (who: Side) => (side === who ? "you say" : `the ${who} says`);
  if (status === "disputed") return undefined;
  if (status === "funded") {
    if (now > deadline) return { to: "buyer", sentence: "anyone can send it back" };
    if (isAhead(order, now)) return { to: "seller", sentence: `it begins on ${momentOf(order.start, now)}` };
    return { to: "seller", sentence: `${has("seller")} to ${fulfil}`, by: deadline };
  }
  if (held === 0n) {
    if (now > deadline) return { to: "buyer", sentence: "anyone can send it back" };
    return { to: "buyer", sentence: `${has("seller")} to return the deposit`, by: deadline };
  }
  if (now > deadline) return { to: "seller", sentence: "anyone can have it paid out" };
  return { to: "seller", sentence: `${says("buyer")} whether all is well`, by: deadline };
}
