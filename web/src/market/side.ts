import type { Side } from "#protocol/side.ts";

/** How the two sides are called on this page: "You", "Bruno", "The seller". */
export type Names = Record<Side, string>;

type SideName = {
  isYou: boolean;
  /** At the beginning of a sentence. */
  subject: string;
  /** In the middle of one. */
  object: string;
  possessive: string;
  verb: (you: string, other: string) => string;
};

/** The grammar of a side's name, so that one sentence serves "You" and everybody else. */
export function sideName(names: Names, side: Side): SideName {
  const name = names[side];
  const isYou = name === "You";
  const generic = name === "The buyer" || name === "The seller";
  return {
    isYou,
    subject: name,
    object: isYou ? "you" : generic ? name.toLowerCase() : name,
    possessive: isYou ? "your" : "their",
    verb: (you, other) => (isYou ? you : other),
  };
}

/** Names for whoever looks at the page. Profiles' names may replace the generic ones. */
export function namesFor(me: string | undefined, buyer: string, seller: string): Names {
  const is = (account: string) => me?.toLowerCase() === account.toLowerCase();
  return { buyer: is(buyer) ? "You" : "The buyer", seller: is(seller) ? "You" : "The seller" };
}
