import { isAddressEqual, type Address } from "viem";
import type { Terms } from "../../../../protocol/ids.ts";
import { shortHex } from "../../lib/text.ts";
import { spanOf } from "../../lib/time.ts";

export type Caution = { title: string; words: string };

const day = 86_400;

/**
 * What is unusual about a listing's terms and could cost its buyer the money. The contracts allow all of it, because buyer and
 * seller may agree on anything; so the buyer has to be told before paying.
 */
export function cautionsOf(
  { arbitrator, token, inspectWindow }: Pick<Terms, "arbitrator" | "token" | "inspectWindow">,
  court: Address,
  isKnown: (token: Address) => boolean,
): Caution[] {
  const cautions: Caution[] = [];
  if (!isAddressEqual(arbitrator, court)) {
    cautions.push({
      title: "The seller has named their own judge",
      words: `In a dispute no strangers are drawn: ${shortHex(arbitrator)} alone decides who gets the money. It may be the seller, or a friend.`,
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
