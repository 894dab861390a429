import { isAddressEqual, type Address } from "viem";
import type { Terms } from "#protocol/terms.ts";
import { shortHex } from "../../../lib/text.ts";
import { type Seconds, spanOf } from "../../../lib/time.ts";

export type Caution = { title: string; words: string };

const day = 86_400;

type Relevant = Pick<Terms, "arbitrator" | "token" | "inspectWindow" | "rulingWindow">;

/**
 * What is unusual about a listing's terms and could cost its buyer the money. The contracts allow all of it, because buyer and
 * seller may agree on anything; so the buyer has to be told before paying. `courtTakes` is the longest that this market's court
 * needs without an appeal.
 */
export function cautionsOf(
  { arbitrator, token, inspectWindow, rulingWindow }: Relevant,
  court: Address,
  isKnown: (token: Address) => boolean,
  courtTakes: Seconds,
): Caution[] {
  const cautions: Caution[] = [];
  if (!isAddressEqual(arbitrator, court)) {
    cautions.push({
      title: "The seller has named their own judge",
      words: `In a dispute no strangers are drawn: ${shortHex(arbitrator)} alone decides who gets the money. It may be the seller, or a friend.`,
    });
  } else if (rulingWindow < courtTakes) {
    cautions.push({
      title: `The court has only ${spanOf(rulingWindow)} to decide`,
      words: `A dispute can take it ${spanOf(courtTakes)}. Without a ruling in time, half of the money goes to the seller, whoever is right.`,
    });
  }
  if (!isKnown(token)) {
    cautions.push({
      title: "This market does not know the token",
      words: `You pay with the token at ${shortHex(token)}. Anybody can make one, and call it what they like.`,
    });
  }
  if (inspectWindow < day) {
    cautions.push({
      title: `You have only ${spanOf(inspectWindow)} to look at it`,
      words:
        "The time runs from the moment at which the seller says that it is on its way. Then the seller can take the money.",
    });
  }
  return cautions;
}
