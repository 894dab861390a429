import type { Random } from "./random.ts";

/** How somebody on a panel behaves. Accuracies are shares of cases judged as the truth is. */
export const strategies = ["honest", "lazy", "random", "absent", "bribed", "hostile"] as const;
export type Strategy = (typeof strategies)[number];

export type Agent = { strategy: Strategy; stake: number; earned: number; slashed: number; seats: number };

export type Mix = Partial<Record<Strategy, number>>;

/** So many people, by the shares of a mix; whoever is not named in it is honest. */
export function poolOf(mix: Mix, size: number): Agent[] {
  const shares = Object.entries(mix) as [Strategy, number][];
  const named = shares.flatMap(([strategy, part]) => Array<Strategy>(Math.round(part * size)).fill(strategy));
  const honest = Array<Strategy>(Math.max(0, size - named.length)).fill("honest");
  return [...named, ...honest].map((strategy) => ({ strategy, stake: 1, earned: 0, slashed: 0, seats: 0 }));
}

/** What agents know before they vote: the truth is hidden, the prior and the bribe are not. */
export type Situation = {
  truth: 1 | 2;
  /** The side that wins more often in cases of this sort. */
  prior: 1 | 2;
  /** The side that somebody pays for, when somebody does. */
  bribedSide?: 1 | 2;
  /** The side that the hostile stake wants. */
  attackedSide?: 1 | 2;
};

export type Behaviour = {
  /** How often an honest reader of the file finds the truth. */
  accuracy: number;
  /** Cost of reading a file, as a share of the fee; lazy voters do not pay it. */
  effort: number;
  /** How often an absent-minded arbitrator misses the vote. */
  absence: number;
  /** Bribe per vote, as a share of the fee. */
  bribe: number;
};

export const usualBehaviour: Behaviour = { accuracy: 0.85, effort: 0.15, absence: 0.5, bribe: 1.5 };

/** The vote, or null when it never comes. */
export function voteOf(agent: Agent, situation: Situation, behaviour: Behaviour, random: Random): 1 | 2 | null {
  const readsTheFile = (): 1 | 2 => (random() < behaviour.accuracy ? situation.truth : other(situation.truth));
  switch (agent.strategy) {
    case "honest":
      return readsTheFile();
    case "lazy":
      return situation.prior;
    case "random":
      return random() < 0.5 ? 1 : 2;
    case "absent":
      return random() < behaviour.absence ? null : readsTheFile();
    case "bribed":
      return situation.bribedSide ?? readsTheFile();
    case "hostile":
      return situation.attackedSide ?? readsTheFile();
  }
}

export function other(side: 1 | 2): 1 | 2 {
  return side === 1 ? 2 : 1;
}
