import type { Side } from "../../../../../protocol/side.ts";
import { whenOf } from "../../../lib/time.ts";
import type { DisputeView } from "../disputeView.ts";

export type Obstacle = { title: string; text: string };

type Facts = Pick<DisputeView, "now" | "deadline" | "status"> & { order: Pick<DisputeView["order"], "start"> };

/** Why one of the two sides can't open a dispute now, and what it can do instead; null when nothing is in the way. */
export function obstacleTo({ now, deadline, status, order: { start } }: Facts, side: Side): Obstacle | null {
  if (now > deadline) return { title: "The time for a dispute is over", text: `It ended ${whenOf(deadline, now)}.` };
  if (status !== "funded") return null;
  // As long as nothing was sent, silence gives the buyer the money back, and no dispute can turn that round.
  if (side === "seller") {
    return {
      title: "Nothing was sent yet, so there is nothing to judge",
      text: "Send it, agree on a split, or give the money back. Once it is sent you can open a dispute.",
    };
  }
  if (now > start) return null;
  return {
    title: "It has not begun yet, so there is nothing to judge",
    text: `Until ${whenOf(start, now)} you can call it off. Once it has begun you can open a dispute.`,
  };
}
