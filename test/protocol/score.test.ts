import { expect } from "chai";
import {
  type Score,
  addReview,
  decay,
  emptyScore,
  pairWeight,
  rulingWeight,
  pointsOfRating,
  standing,
} from "#protocol/score.ts";
import { HALF_LIFE, MAX_WEIGHT, STEP, weight } from "#protocol/score.ts";
import { createRandom } from "./random.ts";

const random = createRandom(3);
const BILLION = 1_000_000_000n;
const YEAR = 2n * HALF_LIFE;

/** A sum of 1e9 after 360 days in which it was touched now and then by reviews that weigh next to nothing. */
function touched(everySeconds: () => bigint): Score {
  let score: Score = { num: BILLION, den: BILLION, updatedAt: 1n, count: 1n };
  for (let now = 1n; now < YEAR; now += everySeconds()) score = addReview(score, 1n, 0n, now);
  return addReview(score, 1n, 0n, 1n + YEAR);
}

describe("decay", () => {
  it("halves exactly in 180 days, again and again, and ends at nothing", () => {
    for (let halvings = 0n; halvings < 30n; halvings++)
      expect(decay(BILLION, 64n * halvings)).to.equal(BILLION >> halvings);
    expect(decay((1n << 96n) - 1n, 64n * 96n)).to.equal(0n);
  });

  it("is within a hundred-thousandth of the true curve on every step", () => {
    for (let steps = 0; steps < 128; steps++) {
      const exact = 1e15 * 2 ** (-steps / 64);
      expect(Math.abs(Number(decay(10n ** 15n, BigInt(steps))) / exact - 1)).to.be.below(1e-5);
    }
  });

  it("never grows with time", () => {
    for (let steps = 0n; steps < 640n; steps++)
      expect(decay(BILLION, steps) >= decay(BILLION, steps + 1n)).to.equal(true);
  });
});

describe("a score that is touched", () => {
  const patterns: [string, () => bigint][] = [
    ["never", () => YEAR],
    ["every hour", () => 3_600n],
    ["every second step and a bit", () => 2n * STEP + 1n],
    ["every step", () => STEP],
    ["a second before every step", () => STEP - 1n],
    ["at random", () => 1n + random.bits(20)],
  ];
  for (const [name, pattern] of patterns) {
    it(`${name} has a quarter left after 360 days`, () => {
      const { den, updatedAt } = touched(pattern);
      // Rounded factors multiply up to less than four ten-thousandths on the worst path.
      expect(Number(den)).to.be.within(249_900_000, 250_100_000);
      expect(updatedAt).to.equal(1n + YEAR);
    });
  }

  it("every hour is what was measured: 249,981,379", () => {
    expect(touched(() => 3_600n).den).to.equal(249_981_379n);
  });
});

describe("addReview", () => {
  it("starts its clock with the first review and moves it by whole steps", () => {
    const first = addReview(emptyScore, 1_000n, 7_500n, 500n);
    expect(first).to.deep.equal({ num: 7_500_000n, den: 1_000n, updatedAt: 500n, count: 1n });
    const second = addReview(first, 1_000n, 0n, 500n + STEP - 1n);
    expect(second).to.deep.equal({ num: 7_500_000n, den: 2_000n, updatedAt: 500n, count: 2n });
    expect(addReview(second, 1n, 0n, 500n + STEP + 9n).updatedAt).to.equal(500n + STEP);
  });

  it("leaves no trace of one that weighs nothing", () => {
    const first = addReview(emptyScore, 1_000n, 7_500n, 500n);
    expect(addReview(first, 0n, 10_000n, 500n + 9n * STEP)).to.equal(first);
  });
});

describe("rulingWeight", () => {
  it("is twice a review's, and never less than the arbitration fee that was lost", () => {
    expect(rulingWeight(1_416n, 2_700n)).to.equal(2_832n);
    expect(rulingWeight(1_416n, 3_000n)).to.equal(3_000n);
    expect(rulingWeight(0n, 3_000n)).to.equal(3_000n);
  });
});

describe("standing", () => {
  it("is 7,000 without reviews, and between 0 and 10,000 with any", () => {
    expect(standing(emptyScore, 1n)).to.deep.equal({ points: 7_000n, confidence: 0n });
    for (let i = 0; i < 300; i++) {
      let [score, now] = [emptyScore, 1n];
      for (let reviews = random.upTo(20); reviews >= 0; reviews--) {
        now += random.bits(24);
        score = addReview(score, random.bits(14), pointsOfRating(1 + random.upTo(4)), now);
      }
      const { points, confidence } = standing(score, now + random.bits(28));
      expect(points >= 0n && points <= 10_000n && confidence >= 0n && confidence < 10_000n).to.equal(true);
    }
  });

  it("is what it was when a clock is behind the last review", () => {
    const score = addReview(emptyScore, 20_000n, 10_000n, YEAR);
    expect(standing(score, 1n)).to.deep.equal(standing(score, YEAR));
  });

  it("moves towards the prior with time alone", () => {
    const score = addReview(emptyScore, 20_000n, 10_000n, 1n);
    const years = [0n, 1n, 2n, 8n].map((count) => standing(score, 1n + count * YEAR).points);
    expect(years).to.deep.equal([8_500n, 7_600n, 7_176n, 7_000n]);
  });
});

describe("weight", () => {
  it("is a thousandth of a dollar of fee each, up to the cap, halved for every earlier review of the pair", () => {
    const dollar = 1_000n * 10n ** 12n;
    expect(weight(2_500_000n, dollar)).to.equal(2_500n);
    expect(weight(999n, dollar)).to.equal(0n);
    expect(weight(10n ** 12n, dollar)).to.equal(MAX_WEIGHT);
    const weights = [0n, 1n, 2n, 7n, 8n, 500n].map((earlier) => pairWeight(1_280n, earlier));
    expect(weights).to.deep.equal([1_280n, 640n, 320n, 10n, 10n, 10n]);
    expect([1, 2, 3, 4, 5].map(pointsOfRating)).to.deep.equal([0n, 2_500n, 5_000n, 7_500n, 10_000n]);
  });
});
