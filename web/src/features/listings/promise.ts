import type { Kind } from "../../../../protocol/ids.ts";
import { dayOf, spanOf } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";

type Windows = { fulfilWindow: Seconds; inspectWindow: Seconds };

/** What the seller must do. */
const fulfils = {
  item: "send it",
  digital: "deliver it",
  service: "get it done",
  rental: "hand it over",
  request: "answer",
} as const satisfies Record<Kind, string>;

/**
 * What escrow means for this listing: the good way, silence, and the bad way, each with its date, as if it were bought now.
 * `drawn`: the market's court judges, and not somebody whom the seller has named.
 */
export function promisesOf(
  { kind, fulfilWindow, inspectWindow }: Windows & { kind: Kind },
  now: Seconds,
  drawn: boolean,
): string[] {
  const judges = drawn ? "Arbitrators drawn at random decide" : "Only the judge whom the seller has named decides";
  const done = drawn ? "they have" : "that is done";
  const ship = dayOf(now + fulfilWindow, now);
  const end = dayOf(now + fulfilWindow + inspectWindow, now);
  return [
    `Your money waits in escrow. The seller has ${spanOf(fulfilWindow)} to ${fulfils[kind]}, until ${ship} if you buy now. If that does not happen, you get everything back.`,
    `Then you have ${spanOf(inspectWindow)} to look at it. Say that all is well and the seller is paid; say nothing and the seller is paid after that, on ${end} at the latest.`,
    `If it is not what was promised, open a dispute before then. ${judges}, and the money stays where it is until ${done}.`,
  ];
}
