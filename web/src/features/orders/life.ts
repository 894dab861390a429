import type { Order } from "#protocol/order.ts";
import type { Outcome, Status } from "#protocol/enums.ts";
import { quote } from "#protocol/money.ts";
import type { Side } from "#protocol/side.ts";
import type { OrderState } from "#protocol/worstCase.ts";
import { type Seconds, momentOf } from "../../lib/time.ts";
import { silenceCosts, silenceOf } from "../../market/orders/silence.ts";
import type { Meaning } from "../../ui/money/meaning.ts";
import { wordsFor } from "./words.ts";

/** An order as the escrow holds it now, and who looks at it. */
export type Situation = OrderState & {
  order: Order;
  now: Seconds;
  side: Side | null;
};

export type Step = "ship" | "confirm" | "release" | "refund" | "claim" | "extend" | "settle" | "dispute" | "callOff";

export type Steps = {
  /** The one thing to do now, for whoever looks. */
  first: Step | null;
  /** What else is possible. */
  others: Step[];
};

export function depositOf(order: Order): bigint {
  return quote(order).deposit;
}

/** A booking that has not begun: it can be called off, and not be handed over. Its very first second still belongs to this. */
export function isAhead({ start }: Order, now: Seconds): boolean {
  return start !== 0 && now <= start;
}

export function isOver(status: Status): boolean {
  return status === "completed" || status === "refunded" || status === "resolved";
}

/** What the escrow would let this person do now, by its own rules. */
export function stepsOf(situation: Situation): Steps {
  const { status, now, deadline } = situation;
  const late = now > deadline;
  if (status === "funded") return late ? afterShipDeadline(situation) : beforeShipping(situation);
  if (status === "shipped") return late ? afterInspection(situation) : inspecting(situation);
  if (status === "disputed") return inDispute(situation);
  return { first: null, others: [] };
}

function partySteps(side: Side | null, steps: Step[]): Step[] {
  return side ? steps : [];
}

function afterShipDeadline({ order, side }: Situation): Steps {
  // With a deposit, only what was handed over can be confirmed.
  const content: Step[] = side === "buyer" && order.terms.deposit === 0n ? ["confirm"] : [];
  return { first: "refund", others: partySteps(side, [...content, "settle"]) };
}

function afterInspection({ side, held }: Situation): Steps {
  const generous: Step[] = side === "seller" && held > 0n ? ["refund"] : [];
  return { first: "claim", others: partySteps(side, ["settle", ...generous]) };
}

function beforeShipping({ order, side, now }: Situation): Steps {
  const ahead = isAhead(order, now);
  if (side === "seller") return { first: ahead ? null : "ship", others: ["settle", "refund"] };
  if (side !== "buyer") return { first: null, others: [] };
  const early: Step[] = order.terms.deposit === 0n ? ["confirm"] : [];
  // What has not begun is called off, at what its terms keep; only then is there something to complain of.
  const [off, complain]: [Step[], Step[]] = ahead ? [["callOff"], []] : [[], ["dispute"]];
  return { first: null, others: [...off, ...early, "release", "extend", "settle", ...complain] };
}

function inspecting({ order, side, held }: Situation): Steps {
  // Once the rent is paid only the deposit is left, and returning it is the seller's to do.
  if (held === 0n) {
    if (side === "seller") return { first: "refund", others: ["settle", "dispute"] };
    return { first: null, others: partySteps(side, ["settle", "dispute"]) };
  }
  if (side === "buyer") return { first: "confirm", others: ["release", "settle", "dispute"] };
  // The seller of a rental would keep the deposit by it.
  const extend: Step[] = order.terms.deposit === 0n ? ["extend"] : [];
  return { first: null, others: partySteps(side, [...extend, "settle", "refund", "dispute"]) };
}

function inDispute({ order, side, dispute }: Situation): Steps {
  if (dispute.phase === "ruled") return { first: "dispute", others: [] };
  const end: Step = side === "buyer" ? "confirm" : "refund";
  const others: Step[] = end === "confirm" && order.terms.deposit > 0n ? ["settle"] : ["settle", end];
  return { first: "dispute", others: partySteps(side, others) };
}

export type Headline = {
  meaning: Meaning;
  title: string;
  /** By when it must happen. */
  by?: Seconds;
  /** What happens when nobody does anything. */
  silence?: string;
};

const endings = {
  none: { meaning: "held", title: "Open" },
  completed: { meaning: "paid", title: "Finished" },
  settled: { meaning: "paid", title: "Finished by agreement" },
  ruledForBuyer: { meaning: "returned", title: "Decided for the buyer" },
  ruledForSeller: { meaning: "paid", title: "Decided for the seller" },
  split: { meaning: "paid", title: "Split in half" },
  refundedUnshipped: { meaning: "returned", title: "The money went back to the buyer" },
  refunded: { meaning: "returned", title: "The money went back to the buyer" },
  unanswered: { meaning: "returned", title: "The seller did not answer, so the money went back" },
  neverSent: { meaning: "returned", title: "It never came, so the money went back" },
  calledOff: { meaning: "returned", title: "The buyer called it off" },
} as const satisfies Record<Outcome, Headline>;

/** Where an order stands, as far as it matters for who must act. */
type Stage =
  | "ahead"
  | "unsent"
  | "unsentLate"
  | "looking"
  | "looked"
  | "depositHeld"
  | "depositLate"
  | "opened"
  | "unanswered"
  | "raised"
  | "ruled"
  | "over";

function stageOf({ order, status, dispute, now, deadline, held }: Situation): Stage {
  const late = now > deadline;
  if (isOver(status)) return "over";
  if (status === "disputed") {
    if (dispute.phase === "ruled" || dispute.phase === "raised") return dispute.phase;
    return late ? "unanswered" : "opened";
  }
  if (status === "funded") return late ? "unsentLate" : isAhead(order, now) ? "ahead" : "unsent";
  // Once the rent is paid only the deposit is left.
  if (held === 0n) return late ? "depositLate" : "depositHeld";
  return late ? "looked" : "looking";
}

const turns = {
  ahead: null,
  unsent: "seller",
  unsentLate: "buyer",
  looking: "buyer",
  looked: "seller",
  depositHeld: "seller",
  depositLate: "buyer",
  unanswered: null,
  raised: null,
  ruled: null,
  over: null,
} as const satisfies Record<Exclude<Stage, "opened">, Side | null>;

/** Whose move it is. Null when nobody has to do anything, or anybody can. */
export function turnOf(situation: Situation): Side | null {
  const stage = stageOf(situation);
  if (stage !== "opened") return turns[stage];
  return situation.dispute.openedByBuyer ? "seller" : "buyer";
}

/** Whether somebody has to act, for sorting: what needs me comes first. */
export function needs(situation: Situation): "me" | "other" | "nobody" {
  if (isOver(situation.status)) return "nobody";
  return situation.side !== null && turnOf(situation) === situation.side ? "me" : "other";
}

/** Who must act, on what, by when. */
export function headlineOf(situation: Situation): Headline {
  const stage = stageOf(situation);
  if (stage === "over") return endings[situation.outcome];
  const calm = situation.status === "disputed" ? "dispute" : "held";
  return { meaning: needs(situation) === "me" ? "turn" : calm, ...sentences[stage](situation) };
}

type Sentences = (situation: Situation) => Omit<Headline, "meaning">;

const sentences = {
  ahead: ({ order, side, now }) => ({
    title: `It begins on ${momentOf(order.start, now)}`,
    silence: bySide(side, {
      buyer: "Until then you can call it off.",
      seller: "Say so once it has begun. Until then the buyer can call it off.",
      other: "Until then the buyer can call it off.",
    }),
  }),
  unsent: ({ order, side, deadline }) => {
    const { fulfil } = wordsFor(order.terms);
    return {
      title: side === "seller" ? `Your turn: ${fulfil}` : `Waiting for the seller to ${fulfil}`,
      by: deadline,
      silence: bySide(side, {
        buyer: "You get everything back if that does not happen.",
        seller: "After that, the buyer can take the money back.",
        other: "The buyer can get everything back if that does not happen.",
      }),
    };
  },
  unsentLate: ({ order, side }) => ({
    title: `${side === "seller" ? "You" : "The seller"} did not ${wordsFor(order.terms).fulfil} in time`,
    silence:
      side === "buyer" ? "You can take everything back now." : "The buyer can take the money back at any moment.",
  }),
  looking: ({ side, deadline }) => ({
    title: side === "buyer" ? "Your turn: say whether all is well" : "Waiting for the buyer to say whether all is well",
    by: deadline,
    silence: bySide(side, {
      buyer: "If you say nothing, the seller is paid after that.",
      seller: "If nothing is said, you are paid after that.",
      other: "If nothing is said, the seller is paid after that.",
    }),
  }),
  looked: ({ side }) => ({
    title: "The time to complain is over",
    silence: side === "seller" ? "You can have it paid out now." : "The seller can have it paid out at any moment.",
  }),
  depositHeld: ({ side, deadline }) => ({
    title: side === "seller" ? "Your turn: return the deposit" : "The rent is paid; the deposit waits",
    by: deadline,
    silence: "After that, anybody can send the deposit back to the buyer with one press of a button.",
  }),
  depositLate: () => ({ title: "The deposit can go back to the buyer" }),
  opened: (situation) => {
    const { side, deadline, now, order } = situation;
    const answerer = turnOf(situation);
    if (side !== answerer) return { title: `Waiting for the ${answerer} to answer the dispute`, by: deadline };
    const loss = silenceCosts[silenceOf(order, situation, now)];
    return { title: "Your turn: answer the dispute", by: deadline, silence: `If you don’t, ${loss}.` };
  },
  unanswered: () => ({ title: "The dispute was not answered in time" }),
  raised: ({ deadline }) => ({ title: "Arbitrators are judging", by: deadline }),
  ruled: () => ({ title: "The ruling is in and can be paid out" }),
} as const satisfies Record<Exclude<Stage, "over">, Sentences>;

function bySide<Words>(side: Side | null, words: Record<Side | "other", Words>): Words {
  return words[side ?? "other"];
}
