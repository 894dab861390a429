import type { Address, Hex } from "viem";
import type { Phase } from "../../../../protocol/due.ts";
import { type Ruling, rulings } from "../../../../protocol/ids.ts";

/** Index = `SeatStatus` in IArbitrationCourt.sol. */
export const seatStatuses = ["empty", "drawn", "committed", "revealed", "leaked"] as const;
export type SeatStatus = (typeof seatStatuses)[number];

/** The rules that a case was opened with. Times in seconds, money in wei, shares in basis points. */
export type CourtConfig = {
  evidencePeriod: number;
  commitPeriod: number;
  revealPeriod: number;
  appealPeriod: number;
  drawTimeout: number;
  seats: number;
  minSeats: number;
  maxRounds: number;
  hidden: boolean;
  fee: bigint;
  lockBps: number;
  incoherentBps: number;
  bondBps: number;
  keeperFee: bigint;
};

/** `phaseEnd` is the last second of the phase; in `draw` the moment after which too few arbitrators are no longer waited for. */
export type CourtCase = {
  id: bigint;
  arbitrable: Address;
  /** Buyer and seller, who are kept off the panel. */
  parties: readonly [Address, Address];
  phase: Phase;
  round: number;
  attempt: number;
  executed: boolean;
  undecided: boolean;
  drawFailed: boolean;
  phaseEnd: number;
  ruling: Ruling;
  drawBlock: bigint;
  /** The rules of its present round. */
  config: CourtConfig;
};

/** One panel. A round has one, or two when somebody was absent and nobody had a majority. */
export type Attempt = {
  round: number;
  attempt: number;
  hidden: boolean;
  settled: boolean;
  seats: Seat[];
};

/**
 * While its ruling can be appealed, `need` buys a round of `nextSeats` seats, of which `raised` has been paid. `returned` of it
 * goes back to those who paid, and is known once this round's panel and the next one's are settled.
 */
export type Round = {
  round: number;
  /** Number of its rules. */
  rules: number;
  seats: number;
  nextSeats: number;
  decided: boolean;
  ruling: Ruling;
  fee: bigint;
  lock: bigint;
  need: bigint;
  raised: bigint;
  returned: bigint;
  attempts: Attempt[];
};

export type Seat = {
  index: number;
  arbitrator: Address;
  status: SeatStatus;
  /** The vote, once revealed. */
  choice: Ruling | null;
  commitment: Hex;
  /** Its arbitrator has given reasons. */
  justified: boolean;
};

/** The ruling that a number on the chain stands for. A number that the escrow never asked about counts as no decision. */
export function rulingOf(choice: bigint | number): Ruling {
  return rulings[Number(choice)] ?? "split";
}

/** A hidden vote is cast in two steps; a panel of one has nobody to hide from. */
export function votesHidden(config: Pick<CourtConfig, "hidden">, seats: number): boolean {
  return config.hidden && seats > 1;
}

/** What the court can pay out once a case is decided: every panel of every round that was drawn, a failed second draw included. */
export function panelsToSettle(rounds: Round[]): Attempt[] {
  return rounds.filter((round) => (round.attempts[0]?.seats.length ?? 0) > 0).flatMap((round) => round.attempts);
}
