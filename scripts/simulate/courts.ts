import { formatEther, ZeroAddress } from "ethers";
import { dollarsOf } from "../../protocol/courts.ts";
import { type CourtConfig, networks, type Parameters } from "../parameters.ts";
import { poolOf, usualBehaviour } from "./agents.ts";
import { type Litigants, drawSituation, playCase } from "./cases.ts";
import { linePlot } from "./plot.ts";
import { seededRandom } from "./random.ts";

/**
 * From which order value on a court of more seats is worth its price: what it spares in wrong rulings against what it costs more.
 * The prices are those of the public networks, in dollars.
 */
const { courts, reputation } = networks["base"] as Parameters;

const poolSize = 60;
const lazy = 0.1;
/** Beyond, a larger panel no longer helps: docs/simulation.md, hostile stake. */
export const hostileShares = [0, 0.1, 0.2, 0.3] as const;

export const litigants = {
  "with appeals": { appealWhenWronged: 0.7, appealWhenRight: 0.05 },
  "if nobody appeals": { appealWhenWronged: 0, appealWhenRight: 0 },
} as const satisfies Record<string, Litigants>;
export type Habit = keyof typeof litigants;

const [standard, smallClaims, highValue] = [0, 1, 2];
const steps = [
  { from: smallClaims, to: standard, name: "three seats instead of one" },
  { from: standard, to: highValue, name: "five seats instead of three" },
] as const;

/** What a case comes to: the share of what it is about that goes to the wrong side, and what all its rounds cost, in dollars. */
export type Outcome = { lost: number; paid: number };

type Row = { share: number; outcomes: Outcome[]; breakEven: number[] };
export type Worth = Record<Habit, Row[]>;

function dollars(wei: bigint): number {
  const value = dollarsOf(wei, ZeroAddress, reputation.weights);
  if (value === null) throw new Error(`${formatEther(wei)} of the native coin can't be weighed`);
  return Number(value) / 1_000;
}

/** What one round of a court costs whoever pays it: the sides the first, an appellant the next. */
function roundPrice({ fee, keeperFee }: Pick<CourtConfig, "fee" | "keeperFee">, seats: number): number {
  return dollars(fee * BigInt(seats) + keeperFee);
}

/** The price of a case of so many rounds, by the rules of `ArbitrationCourt`: panels of 2n+1, and no fee below the round before. */
export function casePrice(number: number, rounds: number): number {
  let court = courts[number]!;
  let { fee } = court;
  let seats = court.seats;
  let paid = roundPrice(court, seats);
  for (let round = 1; round < rounds; round++) {
    court = courts[court.next]!;
    fee = fee > court.fee ? fee : court.fee;
    seats = Math.max(2 * seats + 1, court.seats);
    paid += roundPrice({ fee, keeperFee: court.keeperFee }, seats);
  }
  return paid;
}

function outcomeOf(number: number, hostile: number, habit: Habit, cases: number): Outcome {
  const { seats, minSeats, maxRounds, lockBps, incoherentBps } = courts[number]!;
  const absentPenalty = lockBps / 10_000;
  const incoherentPenalty = (absentPenalty * incoherentBps) / 10_000;
  const rules = { seats, minSeats, maxRounds, absentPenalty, incoherentPenalty };
  const random = seededRandom(20_261_129);
  const pool = poolOf({ hostile, lazy }, poolSize);
  let lost = 0;
  let paid = 0;
  for (let at = 0; at < cases; at++) {
    const situation = drawSituation(random);
    const verdict = playCase(pool, rules, situation, usualBehaviour, litigants[habit], random);
    // Undecided, half of it goes to the wrong side.
    lost += verdict.ruling === 0 ? 0.5 : verdict.ruling === situation.truth ? 0 : 1;
    paid += casePrice(number, verdict.rounds);
  }
  return { lost: lost / cases, paid: paid / cases };
}

/** For each hostile share: what a case comes to at each court, and from which value on the next larger one costs less. */
export function worthRows(habit: Habit, cases: number): Row[] {
  return hostileShares.map((share) => {
    const outcomes = courts.map((_, number) => outcomeOf(number, share, habit, cases));
    const breakEven = steps.map(({ from, to }) => {
      const [few, many] = [outcomes[from]!, outcomes[to]!];
      return (many.paid - few.paid) / (few.lost - many.lost);
    });
    return { share, outcomes, breakEven };
  });
}

export function courtsWorth(cases: number): Worth {
  return {
    "with appeals": worthRows("with appeals", cases),
    "if nobody appeals": worthRows("if nobody appeals", cases),
  };
}

/**
 * The lowest value, whatever the hostile share, at which more seats are worth it, in dollars: less a tenth, which is how far two runs
 * differ, and rounded down to its first digit. Too many seats for an order in between cost it a few dollars, too few its price.
 */
export function thresholds(rows: readonly Row[]): number[] {
  return steps.map((_, step) => {
    const lowest = 0.9 * Math.min(...rows.map(({ breakEven }) => breakEven[step]!));
    const unit = 10 ** Math.floor(Math.log10(lowest));
    return Math.floor(lowest / unit) * unit;
  });
}

const percent = (part: number) => `${(100 * part).toFixed(1)} %`;

export function worthTables(worth: Worth): [title: string, table: Record<string, Record<string, string>>][] {
  const names = { [smallClaims]: "one seat", [standard]: "three", [highValue]: "five" };
  const byCourt = [smallClaims, standard, highValue];
  const tables = Object.entries(worth).map(([habit, rows]): [string, Record<string, Record<string, string>>] => [
    `What a case loses and costs, ${habit}, by hostile stake; and from which value on more seats are worth it`,
    Object.fromEntries(
      rows.map(({ share, outcomes, breakEven }) => [
        percent(share),
        {
          ...Object.fromEntries(byCourt.map((at) => [`lost, ${names[at]}`, percent(outcomes[at]!.lost)])),
          ...Object.fromEntries(byCourt.map((at) => [`paid, ${names[at]}`, `$${outcomes[at]!.paid.toFixed(2)}`])),
          ...Object.fromEntries(steps.map(({ name }, step) => [name, `from $${Math.round(breakEven[step]!)}`])),
        },
      ]),
    ),
  ]);
  const derived = Object.fromEntries(
    steps.map(({ name }, step) => [name, { "judges from": `$${thresholds(worth["with appeals"])[step]}` }]),
  );
  return [...tables, ["What follows", derived]];
}

/** What a dispute costs both sides together, wrong rulings included, at a fifth of hostile stake. */
export function worthPlot(worth: Worth): string {
  const { outcomes } = worth["with appeals"].find(({ share }) => share === 0.2)!;
  const values = Array.from({ length: 25 }, (_, at) => 20 * at);
  const series = [smallClaims, standard].map((number) => ({
    name: number === smallClaims ? "one seat" : "three seats",
    points: values.map((value) => [value, outcomes[number]!.paid + value * outcomes[number]!.lost] as const),
  }));
  return linePlot(
    { title: "What a dispute costs", x: "value of the order, USD", y: "USD, fees and wrong rulings" },
    series,
  );
}
