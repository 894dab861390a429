import { deadlineOf } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";
import type { NextMove, Place, Station } from "./MoneyLine.tsx";

/** The whole money line as words, for those who do not see it. */
export function moneySentence(
  stations: Record<Place, Station>,
  at: Place | "split",
  next: NextMove | undefined,
  now: Seconds,
): string {
  const held = (place: Place) => `${stations[place].amount ?? "the money"} is ${whose(place, stations[place].name)}`;
  const where = at === "split" ? `${held("buyer")}, ${held("seller")}` : held(at);
  const deadline = next?.by === undefined ? "" : ` ${deadlineOf(next.by, now)}`;
  const sentence = next ? `${where}. Next, ${next.sentence}${deadline}.` : `${where}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function whose(place: Place, name: string): string {
  if (place === "escrow") return "in escrow";
  return name === "You" ? "with you" : `with ${name}`;
}
