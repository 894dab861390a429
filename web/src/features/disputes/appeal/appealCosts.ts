type Appealed = {
  /** What has to come together, the bond included. */
  need: bigint;
  bondBps: number;
  /** What each seat of the panel before is paid, and how many sat there. */
  fee: bigint;
  seats: number;
  /** The panel before has decided nothing: then the bond comes back in any case. */
  undecided: boolean;
};

/** What an appeal costs all those who pay for it together, by how it ends. */
export type AppealCosts = {
  bond: bigint;
  /** Uses up the new panel in any case. */
  panel: bigint;
  /** When it decides otherwise: at least, and at most, by how many seats of the panel before lose their fee. */
  won: { least: bigint; most: bigint };
  lost: bigint;
};

export function appealCosts({ need, bondBps, fee, seats, undecided }: Appealed): AppealCosts {
  const bond = (need * BigInt(bondBps)) / BigInt(10_000 + bondBps);
  const panel = need - bond;
  const back = fee * BigInt(seats);
  return { bond, panel, won: { least: panel > back ? panel - back : 0n, most: panel }, lost: undecided ? panel : need };
}
