/** Lost of the stake, in fees of a seat. */
export type Penalties = {
  /** By a seat that never voted. */
  absentPenalty: number;
  /** By a seat that voted against the final ruling. */
  incoherentPenalty: number;
};

/** What each seat voted, or null when it never came. */
export type Votes = readonly (number | null)[];

/** A round's panels in the order in which they sat: the last one counts. A second one is empty when nobody was left for it. */
export type Round = { seats: number; panels: readonly Votes[] };

export type SeatEnd = { earned: number; slashed: number };

export type RoundEnd = {
  panels: SeatEnd[][];
  /** Fees of empty seats, or of a panel of which nobody voted as the case ended. */
  toPayer: number;
  /** Fees of those who had ruled otherwise than the case ended. */
  toAppellants: number;
  /** Whether an appeal against this round has its bond back. */
  returnsBond: boolean;
};

export type CaseEnd = { ruling: number; isUndecided: boolean; rounds: RoundEnd[] };

/** The choice of more than half of all seats, the silent ones included. */
export function majority(votes: Votes): number | null {
  const counts: number[] = [];
  for (const choice of votes) if (choice !== null) counts[choice] = (counts[choice] ?? 0) + 1;
  const most = counts.findIndex((count) => 2 * count > votes.length);
  return most === -1 ? null : most;
}

/** The round whose ruling stands, from 0: the last one that decided something. -1: none has. */
export function standsAfter(rounds: readonly Round[]): number {
  return rounds.findLastIndex(({ panels }) => majority(panels.at(-1)!) !== null);
}

function rulingOf({ panels }: Round): number {
  return majority(panels.at(-1)!) ?? 0;
}

/** What the case would end with if nobody appealed. */
export function standingRuling(rounds: readonly Round[]): number {
  const stands = standsAfter(rounds);
  return stands === -1 ? 0 : rulingOf(rounds[stands]!);
}

/**
 * How a case of these rounds ends and who is paid what, by the rules of `ArbitrationCourt.settle`, `Panels.judge` and `PanelPayout`, with a
 * seat's fee as the unit. A round that decides nothing leaves standing what stood before it.
 */
export function settleCase(rounds: readonly Round[], penalties: Penalties): CaseEnd {
  const stands = standsAfter(rounds);
  const isUndecided = stands === -1;
  const ruling = standingRuling(rounds);
  const ends = rounds.map(({ seats, panels }, number): RoundEnd => {
    const stood = standsAfter(rounds.slice(0, number + 1));
    const isOverturned = stood === -1 ? !isUndecided : rulingOf(rounds[stood]!) !== ruling;
    const failed = panels.slice(0, -1).map((votes) => failedPanel(votes, penalties));
    // What no ruling came of says nothing about who was right.
    const judgedBy = isUndecided || number > stands ? null : ruling;
    const counted = countedPanel(panels.at(-1)!, judgedBy, penalties, isOverturned);
    return {
      panels: [...failed, counted.seats],
      toPayer: seats - counted.seats.length + counted.toPayer,
      toAppellants: counted.toAppellants,
      returnsBond: isOverturned || stood === -1,
    };
  });
  return { ruling, isUndecided, rounds: ends };
}

/** Its fees pay the second panel, so that those who did vote live off the absent. */
function failedPanel(votes: Votes, { absentPenalty }: Penalties): SeatEnd[] {
  const present = votes.filter((choice) => choice !== null).length;
  const pot = (votes.length - present) * absentPenalty;
  return votes.map((choice) =>
    choice === null ? { earned: 0, slashed: absentPenalty } : { earned: Math.min(1, pot / present), slashed: 0 },
  );
}

function countedPanel(votes: Votes, ruling: number | null, penalties: Penalties, isOverturned: boolean) {
  const isCoherent = (choice: number | null) => choice !== null && (ruling === null || choice === ruling);
  const slashOf = (choice: number | null) => {
    if (choice === null) return penalties.absentPenalty;
    return isCoherent(choice) ? 0 : penalties.incoherentPenalty;
  };
  const coherent = votes.filter(isCoherent).length;
  const lost = votes.length - coherent;
  const slashed = votes.reduce<number>((sum, choice) => sum + slashOf(choice), 0);
  const isShared = !isOverturned && coherent > 0;
  const perSeat = 1 + (slashed + (isShared ? lost : 0)) / coherent;
  return {
    seats: votes.map((choice) => ({ earned: isCoherent(choice) ? perSeat : 0, slashed: slashOf(choice) })),
    toPayer: !isOverturned && coherent === 0 ? lost : 0,
    toAppellants: isOverturned ? lost : 0,
  };
}
