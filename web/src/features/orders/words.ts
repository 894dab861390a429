import { type Kind, kinds } from "#protocol/enums.ts";
import type { Terms } from "#protocol/terms.ts";

type Words = {
  /** What the seller does, in the infinitive: "send it". */
  fulfil: string;
  /** The seller's button. */
  fulfilled: string;
  /** What has happened, in the timeline. */
  done: string;
  /** The buyer's button, without the amount. */
  content: string;
  /** What a note about it holds. */
  note: string;
};

/** The words of commerce for each kind of thing. */
export const kindWords = {
  item: {
    fulfil: "send it",
    fulfilled: "I have sent it",
    done: "Sent",
    content: "It is here and all is well",
    note: "Carrier and tracking number",
  },
  digital: {
    fulfil: "deliver it",
    fulfilled: "I have delivered it",
    done: "Delivered",
    content: "I have it and it works",
    note: "Where to get it, and the key if there is one",
  },
  service: {
    fulfil: "do the work",
    fulfilled: "The work is done",
    done: "Done",
    content: "The work is good",
    note: "What was done and where to see it",
  },
  rental: {
    fulfil: "hand it over",
    fulfilled: "I have handed it over",
    done: "Handed over",
    content: "I have it and all is well",
    note: "When and where, and in what state",
  },
  request: { fulfil: "answer", fulfilled: "Answered", done: "Answered", content: "All is well", note: "Note" },
} as const satisfies Record<Kind, Words>;

/** Of what is booked: it begins at its moment, and the seller says so. */
const bookedWords = {
  ...kindWords,
  rental: {
    fulfil: "hand it over",
    fulfilled: "It has begun: I have handed it over",
    done: "Handed over, and begun",
    content: "All is well",
    note: "Where the key was, and in what state things are",
  },
  service: {
    fulfil: "begin",
    fulfilled: "It has begun",
    done: "It began",
    content: "It was good",
    note: "Where and how",
  },
} as const satisfies Record<Kind, Words>;

export function wordsFor({ kind, slot }: Pick<Terms, "kind" | "slot">): Words {
  return (slot === 0 ? kindWords : bookedWords)[kinds[kind] ?? "item"];
}
