import type { DisputePhase, Status } from "../../../../protocol/ids.ts";
import type { Attempt, CourtCase } from "./court.ts";
import type { Side } from "./names.ts";

/** Everything that decides what anyone may press now. `queue` is the head of the draw queue, null when nobody waits. */
export type Situation = {
  now: number;
  block: bigint;
  dispute: { phase: DisputePhase; deadline: number };
  /** The escrow still holds the money. */
  open: boolean;
  court: CourtCase | null;
  attempts: Pick<Attempt, "round" | "attempt" | "settled">[];
  queue: { id: bigint; block: bigint } | null;
};

/** A step open to everybody. Nobody has to take it in particular, and so the page says whom it helps. */
export type Due =
  | { step: "resolveUnanswered" }
  | { step: "resolveStalled" }
  | { step: "advance"; phase: CourtCase["phase"] }
  | { step: "draw"; id: bigint; block: bigint }
  | { step: "executeAtCourt" }
  | { step: "executeAtEscrow" }
  | { step: "settle"; round: number; attempt: number };

/** The steps that are due, the one that frees money first. */
export function dueSteps({ now, block, dispute, open, court, attempts, queue }: Situation): Due[] {
  const due: Due[] = [];
  if (open && dispute.phase === "ruled") due.push({ step: "executeAtEscrow" });
  if (open && dispute.phase === "opened" && now > dispute.deadline) due.push({ step: "resolveUnanswered" });
  if (open && dispute.phase === "raised" && now > dispute.deadline) due.push({ step: "resolveStalled" });
  if (!court) return due;

  if (court.phase === "resolved" && !court.executed) due.push({ step: "executeAtCourt" });
  if (court.phase === "draw") {
    if (queue && block > queue.block) due.push({ step: "draw", ...queue });
  } else if (court.phase !== "resolved" && court.phase !== "none" && now > court.phaseEnd) {
    due.push({ step: "advance", phase: court.phase });
  }
  if (court.phase === "resolved") {
    for (const { round, attempt, settled } of attempts) if (!settled) due.push({ step: "settle", round, attempt });
  }
  return due;
}

/** Whether it is this person's to answer: the side that did not open it, while it is open and no longer. */
export function mayAnswer({
  status,
  side,
  dispute,
  deadline,
  now,
}: {
  status: Status;
  side: Side | null;
  dispute: { phase: DisputePhase; openedByBuyer: boolean };
  deadline: number;
  now: number;
}): boolean {
  if (status !== "disputed" || dispute.phase !== "opened" || side === null) return false;
  return (side === "buyer") !== dispute.openedByBuyer && now <= deadline;
}
