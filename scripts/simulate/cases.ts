import { type Agent, type Behaviour, type Situation, other, voteOf } from "./agents.ts";
import { type Random, drawByWeight } from "./random.ts";
import { type Penalties, type Round, majority, settleCase, standingRuling, standsAfter } from "./settlement.ts";

/** The money rules of a court (shares of the fee per seat), from its on-chain configuration. */
export type CourtRules = Penalties & { seats: number; minSeats: number; maxRounds: number };

export type Verdict = { ruling: 0 | 1 | 2; rounds: number; redrawn: boolean; votes: number };

type Vote = { agent: Agent; choice: 1 | 2 | null };

/** What the losing side does when it knows that it was wronged, and when it knows that it was not. */
export type Litigants = { appealWhenWronged: number; appealWhenRight: number };

/** `CaseBook.MAX_APPEAL_PANEL` and `Panels.MAX_EARLIER`. */
const maxAppealPanel = 63;
const maxEarlier = 126;

/**
 * One case from draw to settled seats, by the rules of ArbitrationCourt: absolute majority of seats, one redraw when
 * somebody was absent, appeals to panels of 2n+1 as far as the pool goes, a ruling stands until a later round decides something.
 */
export function playCase(
  pool: readonly Agent[],
  rules: CourtRules,
  situation: Situation,
  behaviour: Behaviour,
  litigants: Litigants,
  random: Random,
): Verdict {
  const rounds: { seats: number; panels: Vote[][] }[] = [];
  for (let seats = rules.seats; seats > 0; seats = appealSeats(seats)) {
    const first = draw(seats, []);
    // Nobody to judge an appeal: what stood stands, and its price comes back.
    if (first.length === 0) break;
    const isRedrawn = majority(choices(first)) === null && choices(first).includes(null);
    rounds.push({ seats, panels: isRedrawn ? [first, draw(seats, first)] : [first] });
    if (rounds.length === rules.maxRounds || !isAppealed()) break;
  }

  const end = settleCase(rounds.map(votesOf), rules);
  for (const [number, { panels }] of rounds.entries()) {
    for (const [attempt, votes] of panels.entries()) {
      for (const [seat, { agent, choice }] of votes.entries()) {
        const { earned, slashed } = end.rounds[number]!.panels[attempt]![seat]!;
        agent.seats += 1;
        agent.slashed += slashed;
        agent.earned += earned - (choice === null || !reads(agent) ? 0 : behaviour.effort);
      }
    }
  }
  const panels = rounds.flatMap((round) => round.panels);
  return {
    ruling: end.ruling as 0 | 1 | 2,
    rounds: rounds.length,
    redrawn: panels.length > rounds.length,
    votes: panels.flat().length,
  };

  /** Whoever judged the case before is kept off where the pool can do without them, and this round's first panel always. */
  function draw(seats: number, own: readonly Vote[]): Vote[] {
    const earlier = rounds.flatMap((round) => round.panels.flat());
    const isLarge = pool.length >= seats + own.length + earlier.length && earlier.length <= maxEarlier;
    const excluded = new Set([...own, ...(isLarge ? earlier : [])].map(({ agent }) => agent));
    const free = pool.filter((agent) => !excluded.has(agent));
    // An even panel could tie.
    const found = free.length < seats ? free.length - (free.length % 2 === 0 ? 1 : 0) : seats;
    if (found < fewest()) return [];
    const drawn = drawByWeight(free, (agent) => agent.stake, found, random);
    return drawn.map((agent) => ({ agent, choice: voteOf(agent, situation, behaviour, random) }));
  }

  /** No appeal is judged by fewer than the ruling that it is against. */
  function fewest(): number {
    const seated = [rounds.length - 1, standsAfter(rounds.map(votesOf))].map(
      (number) => rounds[number]?.panels.at(-1)!.length ?? 0,
    );
    return Math.max(rules.minSeats, ...seated);
  }

  function appealSeats(seats: number): number {
    const largest = pool.length - (pool.length % 2 === 0 ? 1 : 0);
    const next = Math.min(2 * seats + 1, largest);
    return next <= seats || next > maxAppealPanel ? 0 : next;
  }

  function isAppealed() {
    const wronged = standingRuling(rounds.map(votesOf)) !== situation.truth;
    return random() < (wronged ? litigants.appealWhenWronged : litigants.appealWhenRight);
  }
}

function choices(votes: readonly Vote[]) {
  return votes.map(({ choice }) => choice);
}

function votesOf({ seats, panels }: { seats: number; panels: Vote[][] }): Round {
  return { seats, panels: panels.map(choices) };
}

function reads({ strategy }: Agent) {
  return strategy !== "lazy" && strategy !== "random";
}

/** The truth is `prior` in three cases of four; a hostile stake attacks half of the cases, always for the wrong side. */
export function drawSituation(random: Random, attackShare = 0.5): Situation {
  const prior: 1 | 2 = 1;
  const truth = random() < 0.75 ? prior : other(prior);
  const attacked = random() < attackShare;
  return { truth, prior, ...(attacked ? { attackedSide: other(truth), bribedSide: other(truth) } : {}) };
}
