const BASIS = 10_000n;

/** A member of the pool, as `arbitratorOf` answers. */
export type Member = {
  stake: bigint;
  weight: bigint;
  locked: bigint;
  exiting: bigint;
  suspended: boolean;
  activeFrom: number;
  exitAt: number;
};

export type Rules = { minStake: bigint; maxStake: bigint; activationDelay: number; exitDelay: number };

/** What one seat can earn and cost. */
export type SeatTerms = {
  /** The fee; more when others stayed away or voted against the ruling, because their part is shared out. */
  earns: bigint;
  lock: bigint;
  losesWhenWrong: bigint;
  losesWhenAbsent: bigint;
};

/** What a court pays and takes, as its rules say. */
export type CourtFees = { fee: bigint; lockBps: number; incoherentBps: number };

export function seatTerms(config: CourtFees): SeatTerms {
  const lock = (config.fee * BigInt(config.lockBps)) / BASIS;
  return {
    earns: config.fee,
    lock,
    losesWhenWrong: (lock * BigInt(config.incoherentBps)) / BASIS,
    losesWhenAbsent: lock,
  };
}

export type StakeState = "outside" | "waiting" | "ready" | "drawn from" | "suspended";

/** Where somebody stands with the pool. `ready` has waited long enough and only has to say so. */
export function stakeStateOf(member: Member, now: number): StakeState {
  if (member.suspended) return "suspended";
  if (member.weight > 0n) return "drawn from";
  if (member.stake === 0n) return "outside";
  return now >= member.activeFrom ? "ready" : "waiting";
}

/** Stake added after the last activation does not count until it is activated as well. */
export function dormant(member: Member): bigint {
  return member.suspended || member.weight === 0n ? 0n : member.stake - member.weight;
}

/** What can leave the pool now: all of it, or as much as leaves the minimum behind. Nothing while it stands behind a seat. */
export function mayLeave(member: Member): bigint {
  return member.locked > member.stake ? 0n : member.stake - member.locked;
}

/** Why an amount can't be staked; null when it can. */
export function stakeProblem(
  amount: bigint,
  member: Pick<Member, "stake">,
  rules: Rules,
): "too little" | "too much" | null {
  const after = member.stake + amount;
  if (amount <= 0n || after < rules.minStake) return "too little";
  return after > rules.maxStake ? "too much" : null;
}

/** 3 of 4 votes agreed -> 75. Null before the first was settled. */
export function coherence(counts: { coherent: number; incoherent: number; absent: number }): number | null {
  const all = counts.coherent + counts.incoherent + counts.absent;
  return all === 0 ? null : Math.round((100 * counts.coherent) / all);
}
