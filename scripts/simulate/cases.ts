import { type Agent, type Behaviour, type Situation, other, voteOf } from "./agents.ts";
import { type Random, drawByWeight } from "./random.ts";

/** The money rules of a court (shares of the fee per seat), from its on-chain configuration. */
export type CourtRules = {
  seats: number;
  maxRounds: number;
  /** Lost by a seat that never voted. */
  absentPenalty: number;
  /** Lost by a seat that voted against the final ruling. */
  incoherentPenalty: number;
};

export type Verdict = { ruling: 0 | 1 | 2; rounds: number; redrawn: boolean; votes: number };

type Vote = { agent: Agent; choice: 1 | 2 | null };

/** What the losing side does when it knows that it was wronged, and when it knows that it was not. */
export type Litigants = { appealWhenWronged: number; appealWhenRight: number };

/**
 * One case from draw to settled seats, by the rules of ArbitrationCourt: absolute majority of seats, one redraw when
 * somebody was absent, appeals to panels of 2n+1, slashes shared among the coherent.
 */
export function playCase(
  pool: readonly Agent[],
  rules: CourtRules,
  situation: Situation,
  behaviour: Behaviour,
  litigants: Litigants,
  random: Random,
): Verdict {
  const counted: Vote[][] = [];
  const failed: Vote[][] = [];
  const seated = new Set<Agent>();
  let seats = rules.seats;
  let ruling: 0 | 1 | 2 = 0;
  let redrawn = false;

  for (let round = 0; round < rules.maxRounds; round++) {
    const votes = drawVotes();
    if (votes.length < seats) break;
    let decision = majority(votes);
    if (decision === 0 && votes.some((vote) => vote.choice === null)) {
      redrawn = true;
      const again = drawVotes();
      if (again.length === seats) {
        failed.push(votes);
        counted.push(again);
        decision = majority(again);
      } else counted.push(votes);
    } else counted.push(votes);
    ruling = decision;
    if (!isAppealed()) break;
    seats = 2 * seats + 1;
  }

  for (const votes of failed) settleFailed(votes, rules);
  for (const votes of counted) settleCounted(votes, ruling, rules, behaviour);
  const all = [...failed, ...counted].flat();
  return { ruling, rounds: counted.length, redrawn, votes: all.length };

  function drawVotes(): Vote[] {
    const free = pool.filter((agent) => !seated.has(agent));
    const drawn = drawByWeight(free, (agent) => agent.stake, seats, random);
    for (const agent of drawn) seated.add(agent);
    return drawn.map((agent) => ({ agent, choice: voteOf(agent, situation, behaviour, random) }));
  }

  function isAppealed() {
    const wronged = ruling !== situation.truth;
    return random() < (wronged ? litigants.appealWhenWronged : litigants.appealWhenRight);
  }

  function majority(votes: readonly Vote[]): 0 | 1 | 2 {
    const forOne = votes.filter((vote) => vote.choice === 1).length;
    const forTwo = votes.filter((vote) => vote.choice === 2).length;
    if (forOne * 2 > votes.length) return 1;
    return forTwo * 2 > votes.length ? 2 : 0;
  }
}

function settleFailed(votes: readonly Vote[], rules: CourtRules) {
  const present = votes.filter((vote) => vote.choice !== null);
  const pot = slashAbsent(votes, rules);
  for (const { agent } of votes) agent.seats += 1;
  for (const { agent } of present) agent.earned += Math.min(1, pot / present.length);
}

function settleCounted(votes: readonly Vote[], ruling: 0 | 1 | 2, rules: CourtRules, behaviour: Behaviour) {
  const isCoherent = (vote: Vote) => vote.choice !== null && (ruling === 0 || vote.choice === ruling);
  const coherent = votes.filter(isCoherent);
  let pot = slashAbsent(votes, rules) + (votes.length - coherent.length);
  for (const vote of votes) {
    vote.agent.seats += 1;
    if (vote.choice === null) continue;
    if (vote.agent.strategy !== "lazy" && vote.agent.strategy !== "random") vote.agent.earned -= behaviour.effort;
    if (isCoherent(vote)) continue;
    vote.agent.slashed += rules.incoherentPenalty;
    pot += rules.incoherentPenalty;
  }
  for (const { agent } of coherent) agent.earned += 1 + pot / coherent.length;
}

function slashAbsent(votes: readonly Vote[], rules: CourtRules): number {
  const absent = votes.filter((vote) => vote.choice === null);
  for (const { agent } of absent) agent.slashed += rules.absentPenalty;
  return absent.length * rules.absentPenalty;
}

/** The truth is `prior` in three cases of four; a hostile stake attacks half of the cases, always for the wrong side. */
export function drawSituation(random: Random, attackShare = 0.5): Situation {
  const prior: 1 | 2 = 1;
  const truth = random() < 0.75 ? prior : other(prior);
  const attacked = random() < attackShare;
  return { truth, prior, ...(attacked ? { attackedSide: other(truth), bribedSide: other(truth) } : {}) };
}
