import { type Order, type Outcome, type Status } from "../../../../protocol/ids.ts";
import { quote } from "../../../../protocol/money.ts";
import type { Side } from "../../../../protocol/side.ts";
import type { OrderState } from "../../../../protocol/worstCase.ts";
import { type Seconds, zonedOf } from "../../lib/time.ts";
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

/** Who must act, on what, by when. */
export function headlineOf(situation: Situation): Headline {
  const { order, status, outcome, side, now, deadline, held } = situation;
  const late = now > deadline;
  const { fulfil } = wordsFor(order.terms);
  if (isOver(status)) return endings[outcome];
  if (status === "disputed") return disputeHeadline(situation);
  if (status === "funded") {
    if (late) {
      return {
        meaning: side === "buyer" ? "turn" : "held",
        title: `${side === "seller" ? "You" : "The seller"} did not ${fulfil} in time`,
        silence:
          side === "buyer" ? "You can take everything back now." : "The buyer can take the money back at any moment.",
      };
    }
    if (isAhead(order, now)) return aheadHeadline(situation);
    return side === "seller"
      ? {
          meaning: "turn",
          title: `Your turn: ${fulfil}`,
          by: deadline,
          silence: "After that, the buyer can take the money back.",
        }
      : {
          meaning: "held",
          title: `Waiting for the seller to ${fulfil}`,
          by: deadline,
          silence: youOr(side, "get everything back if that does not happen."),
        };
  }
  if (held === 0n) return depositHeadline(side, late, deadline);
  if (late) {
    return {
      meaning: side === "seller" ? "turn" : "held",
      title: "The time to complain is over",
      silence: side === "seller" ? "You can have it paid out now." : "The seller can have it paid out at any moment.",
    };
  }
  return side === "buyer"
    ? {
        meaning: "turn",
        title: "Your turn: say whether all is well",
        by: deadline,
        silence: "If you say nothing, the seller is paid after that.",
      }
    : {
        meaning: "held",
        title: "Waiting for the buyer to say whether all is well",
        by: deadline,
        silence:
          side === "seller"
            ? "If nothing is said, you are paid after that."
            : "If nothing is said, the seller is paid after that.",
      };
}

function youOr(side: Side | null, words: string): string {
  return side === "buyer" ? `You ${words}` : `The buyer can ${words}`;
}

/** Nobody has to do anything before a booking begins. */
function aheadHeadline({ order, side, now }: Situation): Headline {
  const begins = zonedOf(order.start, now);
  const silence = {
    buyer: "Until then you can call it off.",
    seller: "Say so once it has begun. Until then the buyer can call it off.",
  };
  return {
    meaning: "held",
    title: `It begins on ${begins}`,
    silence: side ? silence[side] : "Until then the buyer can call it off.",
  };
}

function depositHeadline(side: Side | null, late: boolean, deadline: Seconds): Headline {
  if (late) return { meaning: side === "buyer" ? "turn" : "held", title: "The deposit can go back to the buyer" };
  const silence = "After that, the deposit goes back to the buyer by itself, at anybody’s press of a button.";
  return side === "seller"
    ? { meaning: "turn", title: "Your turn: return the deposit", by: deadline, silence }
    : { meaning: "held", title: "The rent is paid; the deposit waits", by: deadline, silence };
}

function disputeHeadline(situation: Situation): Headline {
  const { dispute, side, deadline, now, order } = situation;
  if (dispute.phase === "ruled") return { meaning: "dispute", title: "The ruling is in and can be paid out" };
  if (dispute.phase === "raised") return { meaning: "dispute", title: "Arbitrators are judging", by: deadline };
  const answerer: Side = dispute.openedByBuyer ? "seller" : "buyer";
  if (now > deadline) return { meaning: "dispute", title: "The dispute was not answered in time" };
  const loss = silenceCosts[silenceOf(order, situation, now)];
  return side === answerer
    ? { meaning: "turn", title: "Your turn: answer the dispute", by: deadline, silence: `If you don’t, ${loss}.` }
    : { meaning: "dispute", title: `Waiting for the ${answerer} to answer the dispute`, by: deadline };
}

/** Whether somebody has to act, for sorting: what needs me comes first. */
export function needs(situation: Situation): "me" | "other" | "nobody" {
  if (isOver(situation.status)) return "nobody";
  return headlineOf(situation).meaning === "turn" ? "me" : "other";
}
