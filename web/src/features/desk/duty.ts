/** What there is to know about a seat of mine. The names are those of the court. */
export type SeatFacts = {
  /** The seat's own panel is the one that votes now: neither replaced nor followed by another round. */
  current: boolean;
  phase: "none" | "evidence" | "draw" | "commit" | "reveal" | "appeal" | "resolved";
  phaseEnd: number;
  status: "empty" | "drawn" | "committed" | "revealed" | "leaked";
  /** The panel votes in secret first. */
  hidden: boolean;
  settled: boolean;
};

/** The states of a seat, as facts. Two of them ask for something. */
export const duties = [
  "commit now",
  "vote now",
  "reveal now",
  "committed",
  "revealed",
  "missed",
  "shown too early",
  "ruled",
  "settled",
] as const;
export type Duty = (typeof duties)[number];

/** Where a seat stands now. After the last second of a phase nothing can be done any more, even before anyone has moved it. */
export function dutyOf({ current, phase, phaseEnd, status, hidden, settled }: SeatFacts, now: number): Duty {
  if (status === "leaked") return "shown too early";
  if (settled) return status === "revealed" ? "settled" : "missed";
  if (phase === "resolved") return status === "revealed" ? "ruled" : "missed";
  if (status === "revealed") return "revealed";
  const voting = current && now <= phaseEnd;
  if (phase === "commit" && current) {
    if (status === "committed") return "committed";
    return voting ? "commit now" : "missed";
  }
  if (phase !== "reveal" || !voting) return "missed";
  if (!hidden) return "vote now";
  return status === "committed" ? "reveal now" : "missed";
}

export const dutySentences = {
  "commit now": "Read the case and vote. Nobody sees your vote until everybody has voted.",
  "vote now": "Read the case and vote.",
  "reveal now": "Open your vote. A vote that stays closed counts as absence.",
  committed: "Your vote is in. You open it when the voting has ended.",
  revealed: "Your vote is open. The ruling is final once nobody appeals.",
  missed: "No vote came in time. The whole stake behind this seat is lost.",
  "shown too early": "Your vote became known during the secret vote, and is void.",
  ruled: "The case is decided. Your seat can be paid out.",
  settled: "Paid out.",
} as const satisfies Record<Duty, string>;

const asks = new Set<Duty>(["commit now", "vote now", "reveal now"]);

/** Whether the arbitrator has to do something, and can. */
export function isAsking(duty: Duty): boolean {
  return asks.has(duty);
}

/** What has to be done first comes first; then what can be collected; then the rest, latest first. */
export function byUrgency(a: { duty: Duty; deadline: number }, b: { duty: Duty; deadline: number }): number {
  const [first, second] = [rank(a.duty), rank(b.duty)];
  if (first !== second) return first - second;
  return first === 0 ? a.deadline - b.deadline : b.deadline - a.deadline;
}

function rank(duty: Duty): number {
  if (isAsking(duty)) return 0;
  if (duty === "ruled") return 1;
  return duty === "settled" ? 3 : 2;
}
