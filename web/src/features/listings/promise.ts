import type { Kind, Terms } from "../../../../protocol/ids.ts";
import { dayOf, momentOf, spanOf } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";
import { isBooking } from "../../market/stays/stays.ts";
import { policyWords } from "../../market/stays/stayWords.ts";

type Windows = Pick<Terms, "fulfilWindow" | "inspectWindow" | "slot" | "freeNotice" | "lateRefundBps">;

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
 * `drawn`: the market's court judges, and not somebody whom the seller has named. `stay`: from when to when it would be booked.
 */
export function promisesOf(
  terms: Windows & { kind: Kind },
  now: Seconds,
  drawn: boolean,
  stay?: { start: Seconds; end: Seconds },
): string[] {
  const { kind, fulfilWindow, inspectWindow } = terms;
  const judges = drawn ? "Arbitrators drawn at random decide" : "Only the judge whom the seller has named decides";
  const done = drawn ? "they have" : "that is done";
  const bad = `If it is not what was promised, open a dispute before then. ${judges}, and the money stays where it is until ${done}.`;
  if (isBooking(terms)) return [...bookedWell(terms, now, stay), bad, policyWords(terms, "You").join(" ")];
  const ship = dayOf(now + fulfilWindow, now);
  const end = dayOf(now + fulfilWindow + inspectWindow, now);
  return [
    `Your money waits in escrow. The seller has ${spanOf(fulfilWindow)} to ${fulfils[kind]}, until ${ship} if you buy now. If that does not happen, you get everything back: it takes one press of a button then, by anyone.`,
    `You have ${spanOf(inspectWindow)} to look at it, from the moment at which the seller says that it is done: the days of the post are among them. Say that all is well and the seller is paid; say nothing and the seller is paid after that, on ${end} at the latest.`,
    bad,
  ];
}

function bookedWell(
  { kind, fulfilWindow, inspectWindow }: Windows & { kind: Kind },
  now: Seconds,
  stay: { start: Seconds; end: Seconds } | undefined,
): string[] {
  const ship = stay && stay.start + fulfilWindow;
  const end = ship && Math.max(ship, stay.end) + inspectWindow;
  const begins = kind === "service" ? "begin" : fulfils[kind];
  return [
    `Your money waits in escrow. The seller has ${spanOf(fulfilWindow)} from the start to ${begins}${ship ? `, until ${momentOf(ship, now)}` : ""}. If that does not happen, you get everything back.`,
    `When it is over you have ${spanOf(inspectWindow)}. Say that all is well and the seller is paid; say nothing and the seller is paid after that${end ? `, on ${dayOf(end, now)} at the latest` : ""}.`,
  ];
}
