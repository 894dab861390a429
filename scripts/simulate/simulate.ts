import { mkdirSync, writeFileSync } from "node:fs";
import { type Mix, poolOf, type Strategy, usualBehaviour } from "./agents.ts";
import { type CourtRules, type Litigants, drawSituation, playCase } from "./cases.ts";
import { courtsWorth, worthPlot, worthTables } from "./courts.ts";
import { type Series, linePlot } from "./plot.ts";
import { seededRandom } from "./random.ts";
import {
  costOfWaiting,
  drainedFromPot,
  feeToReach,
  playRing,
  pointsAfterBlow,
  pointsAfterRuling,
  standings,
} from "./reputation.ts";

/** Where the mechanism holds and where it tips, from random cases under the rules of the standard court. */
const out = new URL("../../docs/simulation/", import.meta.url);
const poolSize = 60;
const cases = Number(process.env.CASES ?? 4_000);
const standard: CourtRules = { seats: 3, minSeats: 1, maxRounds: 4, absentPenalty: 3, incoherentPenalty: 2 };
const usualLitigants: Litigants = { appealWhenWronged: 0.7, appealWhenRight: 0.05 };

type Result = {
  wrong: number;
  undecided: number;
  votesPerCase: number;
  /** Earned less slashed, in fees per seat. */
  perSeat: (strategy: Strategy) => number;
};

function run(mix: Mix, rules = standard, litigants = usualLitigants): Result {
  const random = seededRandom(20_261_124);
  const pool = poolOf(mix, poolSize);
  let wrong = 0;
  let undecided = 0;
  let votes = 0;
  for (let at = 0; at < cases; at++) {
    const situation = drawSituation(random);
    const verdict = playCase(pool, rules, situation, usualBehaviour, litigants, random);
    if (verdict.ruling === 0) undecided += 1;
    else if (verdict.ruling !== situation.truth) wrong += 1;
    votes += verdict.votes;
  }
  const perSeat = (strategy: Strategy) => {
    const those = pool.filter((agent) => agent.strategy === strategy);
    const seats = those.reduce((sum, agent) => sum + agent.seats, 0);
    return seats === 0 ? NaN : those.reduce((sum, agent) => sum + agent.earned - agent.slashed, 0) / seats;
  };
  return { wrong: wrong / cases, undecided: undecided / cases, votesPerCase: votes / cases, perSeat };
}

const percent = (value: number) => `${(100 * value).toFixed(2)} %`;
const hostileShares = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45];
const lazyShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

function errorsByPanel(): Series[] {
  return [1, 3, 5, 7].map((seats) => ({
    name: `panel of ${seats}`,
    points: hostileShares.map((share) => [share, run({ hostile: share, lazy: 0.1 }, { ...standard, seats }).wrong]),
  }));
}

function earningsByLazyShare(): Series[] {
  const results = lazyShares.map((share) => [share, run({ hostile: 0.1, lazy: share })] as const);
  return (["honest", "lazy"] as const).map((strategy) => ({
    name: strategy,
    points: results
      .map(([share, result]) => [share, result.perSeat(strategy)] as const)
      .filter(([, y]) => !Number.isNaN(y)),
  }));
}

function costToFake(): Series[] {
  const targets = [7_500n, 8_000n, 8_500n, 9_000n, 9_500n, 9_800n];
  return standings.map((from) => ({
    name: from.name,
    points: targets.map((to) => [Number(to), feeToReach(to, from)]),
  }));
}

mkdirSync(out, { recursive: true });
const save = (name: string, svg: string) => writeFileSync(new URL(name, out), svg);

const errors = errorsByPanel();
save(
  "error-by-hostile-stake.svg",
  linePlot({ title: "Wrong rulings", x: "hostile share of stake", y: "share of cases" }, errors),
);
const earnings = earningsByLazyShare();
save(
  "earnings-by-lazy-share.svg",
  linePlot({ title: "What a seat earns", x: "share of lazy voters", y: "fees per seat" }, earnings),
);
const worth = courtsWorth(10 * cases);
save("loss-by-value.svg", worthPlot(worth));
const faking = costToFake();
save(
  "cost-to-fake.svg",
  linePlot({ title: "Fee burnt to reach a score", x: "points", y: "USD, logarithmic" }, faking, true),
);

const honestAt = new Map(earnings[0]?.points);
const tipping = earnings[1]?.points.find(([share, earned]) => earned > (honestAt.get(share) ?? Infinity))?.[0];

console.log(`${cases} cases a cell, ${poolSize} arbitrators, standard court\n`);
console.log("Wrong rulings by hostile stake");
console.table(
  Object.fromEntries(
    errors.map((line) => [line.name, Object.fromEntries(line.points.map(([x, y]) => [x, percent(y)]))]),
  ),
);
console.log("Earned per seat, in fees, by share of lazy voters");
console.table(
  Object.fromEntries(
    earnings.map((line) => [line.name, Object.fromEntries(line.points.map(([x, y]) => [x, y.toFixed(2)]))]),
  ),
);
console.log(
  tipping === undefined
    ? "Lazy voters never earn more."
    : `From this share of lazy voters on, they earn more than honest ones: ${tipping}.`,
);
console.log("\nOther pools");
const mixes: Record<string, Mix> = {
  "10 % hostile, 30 % lazy": { hostile: 0.1, lazy: 0.3 },
  "15 % absent half of the time": { absent: 0.15 },
  "20 % bribed": { bribed: 0.2 },
  "10 % voting at random": { random: 0.1 },
};
console.table(
  Object.fromEntries(
    Object.entries(mixes).map(([name, mix]) => {
      const result = run(mix);
      return [
        name,
        {
          wrong: percent(result.wrong),
          undecided: percent(result.undecided),
          "votes per case": result.votesPerCase.toFixed(1),
        },
      ];
    }),
  ),
);
for (const [title, table] of worthTables(worth)) {
  console.log(title);
  console.table(table);
}
console.log("Fee to fake a score, USD");
console.table(
  Object.fromEntries(
    faking.map((line) => [line.name, Object.fromEntries(line.points.map(([x, y]) => [x, y.toFixed(0)]))]),
  ),
);
console.log("A ring of 40 identities, trades of 1 USD of fee each, to 9,000 points:", playRing(9_000n, 1_000n, 40));

console.log(
  "\nPoints out of 100 after losing a ruling, by commission on an order of 100 USD and the arbitration fee of a side",
);
const commissions = { "0 %": 0n, "2 %": 2_000n };
const arbitration = { "1 USD": 1_000n, "3 USD": 3_000n, "30 USD": 30_000n };
console.table(
  Object.fromEntries(
    standings.map((from) => [
      from.name,
      Object.fromEntries(
        Object.entries(commissions).flatMap(([percent, fee]) =>
          Object.entries(arbitration).map(([paid, weight]) => [
            `${percent}, ${paid}`,
            pointsAfterRuling(from, fee, weight).toFixed(1),
          ]),
        ),
      ),
    ]),
  ),
);
console.log("What a rival does to a seller who does not answer, by releasing one unit of 1,000 USD first");
console.table(
  Object.fromEntries(
    standings.map((from) => [
      from.name,
      {
        "counted as a ruling": pointsAfterBlow(from, 40_000n).toFixed(1),
        "never sent": pointsAfterBlow(from, 0n).toFixed(1),
      },
    ]),
  ),
);
console.log("What waiting in vain costs whoever waits, USD, at 5 % a year");
console.table(
  Object.fromEntries(
    [30, 100, 1_000].map((price) => [
      `${price} USD`,
      Object.fromEntries([3, 7, 14].map((days) => [`${days} days`, costOfWaiting(price, days).toFixed(2)])),
    ]),
  ),
);
console.log("What can be drawn from the pot for opening reviews with trades of 1 USD of fee, at any price of gas");
console.table(
  Object.fromEntries(
    [1, 10, 100].map((pairs) => {
      const { burnt, taken } = drainedFromPot(1, 100, pairs);
      return [`${pairs} pairs, 100 trades`, { "burnt, USD": burnt.toFixed(0), "taken, USD at most": taken.toFixed(2) }];
    }),
  ),
);
