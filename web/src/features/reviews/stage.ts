import type { Outcome, Status } from "#protocol/enums.ts";
import type { Seconds } from "../../lib/time.ts";
import { otherSide, type Side } from "#protocol/side.ts";

/** The escrow's word on whether there is anything to review: an order that has ended, and was not called off in time. */
export function isReviewable(status: Status, outcome: Outcome): boolean {
  const ended = status === "completed" || status === "refunded" || status === "resolved";
  return ended && outcome !== "none" && outcome !== "refundedUnshipped" && outcome !== "calledOff";
}

/** Of what was never sent only the buyer has something to say, in clear and at once. */
export function isBuyersAlone(outcome: Outcome): boolean {
  return outcome === "neverSent";
}

export type Spoken = "silent" | "sealed" | "published";

export type Windows = {
  /** Until then, this second included, both sides may write. */
  closesAt: Seconds;
  /** Until then, this second included, what is sealed may be opened. */
  opensUntil: Seconds;
};

/**
 * What one side's review is, and what it may do next: `seal` as the first to speak, `write` in the clear as the second, `open`
 * once both have spoken or the time to write is over. `missed` and `withheld` are for ever.
 */
export type Stage = "seal" | "write" | "missed" | "waits" | "open" | "withheld" | "published";

/** By the contract's own rules: at a deadline the action, after it the next stage, never both. */
export function stageOf(
  spoken: { [side in Side]: Spoken },
  side: Side,
  windows: Windows,
  now: Seconds,
  alone = false,
): Stage {
  const other = spoken[otherSide(side)];
  if (spoken[side] === "published") return "published";
  if (spoken[side] === "silent") {
    if (now > windows.closesAt) return "missed";
    return other === "silent" && !alone ? "seal" : "write";
  }
  if (now > windows.opensUntil) return "withheld";
  return other === "silent" && now <= windows.closesAt ? "waits" : "open";
}
