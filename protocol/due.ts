import type { DisputePhase } from "./enums.ts";

/** Index = `Phase` in IArbitrationCourt.sol. */
export const phases = ["none", "evidence", "draw", "commit", "reveal", "appeal", "resolved"] as const;
export type Phase = (typeof phases)[number];

/** What `nextDraw` answers while nobody waits. */
export const NO_CASE = 2n ** 256n - 1n;

/** Everything that decides what anyone may do now. `queue` is the head of the draw queue, null when nobody waits. */
export type Situation = {
  now: number;
  block: bigint;
  dispute: { phase: DisputePhase; deadline: number };
  /** The escrow still holds the money. */
  open: boolean;
  court: { phase: Phase; phaseEnd: number; executed: boolean } | null;
  /** The panels that have been drawn. */
  attempts: { round: number; attempt: number; settled: boolean }[];
  queue: { id: bigint; block: bigint } | null;
};

/** A step of a dispute that is open to everybody, because nobody has to take it in particular. */
export type Due =
  | { step: "resolveUnanswered" }
  | { step: "resolveStalled" }
  | { step: "advance"; phase: Phase }
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
