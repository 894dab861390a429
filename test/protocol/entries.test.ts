import { expect } from "chai";
import { differences, type Entry, entryOf, explain } from "#protocol/entries.ts";
import { addReview, emptyScore, HALF_LIFE, pointsOfRating, standing, STEP } from "#protocol/score.ts";
import { createRandom } from "./random.ts";

const random = createRandom(11);
const ada = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const bruno = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const start = 1_796_126_400n;

function entry(changes: Partial<Entry> = {}): Entry {
  return { orderId: random.hex(32), role: "seller", author: ada, rating: 5, weight: 1_000n, at: start, ...changes };
}

describe("explain", () => {
  it("is the prior alone for somebody of whom nobody has spoken", () => {
    const empty = explain([], "seller", start);
    expect(empty).to.deep.equal({ lines: [], score: emptyScore, points: 7_000n, confidence: 0n });
  });

  it("makes the very sums that one entry after the other makes, whatever the order in which it is told", () => {
    for (let run = 0; run < 60; run++) {
      let [score, now] = [emptyScore, start];
      const entries = Array.from({ length: random.upTo(25) }, () => {
        now += random.bits(23);
        const rating = random.upTo(5);
        const weight = 1n + random.bits(15);
        score = addReview(score, weight, rating === 0 ? 0n : pointsOfRating(rating), now);
        return entry({ rating, weight, at: now, author: rating === 0 ? null : random.upTo(1) === 0 ? ada : bruno });
      });
      now += random.bits(25);
      const explained = explain(entries.toReversed(), "seller", now);
      expect(differences(explained.score, score)).to.deep.equal([]);
      expect(explained).to.deep.include(standing(score, now));
    }
  });

  it("leaves out what weighs nothing: it is not counted, and halves nothing", () => {
    const entries = [entry({ weight: 0n }), entry({ at: start + 1n })];
    const { lines, score } = explain(entries, "seller", start + 2n);
    expect(lines.map(({ nth }) => nth)).to.deep.equal([1]);
    expect(score.count).to.equal(1n);
  });

  it("keeps the two sides of a person apart", () => {
    const entries = [entry(), entry({ role: "buyer", rating: 1 })];
    expect(explain(entries, "seller", start).lines.map(({ rating }) => rating)).to.deep.equal([5]);
    expect(explain(entries, "buyer", start).lines.map(({ rating }) => rating)).to.deep.equal([1]);
  });

  it("counts the reviews of one author over both sides, and never a ruling", () => {
    const entries = [
      entry({ at: start }),
      entry({ at: start + 1n, role: "buyer" }),
      entry({ at: start + 2n, author: bruno }),
      entry({ at: start + 3n, author: null, rating: 0 }),
      entry({ at: start + 4n, author: ada.toLowerCase() as typeof ada }),
    ];
    expect(explain(entries, "seller", start + 5n).lines.map(({ nth }) => nth)).to.deep.equal([3, 0, 1, 1]);
  });

  it("takes the heavier of one second first, as the contract halves", () => {
    const entries = [entry({ weight: 500n }), entry({ weight: 1_000n })];
    const halved = explain(entries, "seller", start).lines.map(({ nth, weight }) => [nth, weight]);
    expect(halved).to.deep.equal([
      [2, 500n],
      [1, 1_000n],
    ]);
  });

  it("lets a weight fade by half in 180 days, whatever came in between", () => {
    const entries = [entry({ weight: 4_000n }), entry({ weight: 20n, at: start + HALF_LIFE })];
    const [young, old] = explain(entries, "seller", start + 2n * HALF_LIFE).lines;
    expect([old?.left, young?.left]).to.deep.equal([1_000n, 10n]);
  });

  it("shares the score out among all entries and the prior", () => {
    const entries = [entry({ weight: 20_000n, author: bruno }), entry({ weight: 10_000n, rating: 1 })];
    const { lines, points, confidence } = explain(entries, "seller", start);
    expect(lines.map(({ share }) => share).toSorted()).to.deep.equal([2_000n, 4_000n]);
    expect([points, confidence]).to.deep.equal([6_800n, 6_000n]);
  });

  it("loses less than a thousandth of a dollar for each entry and step to rounding", () => {
    const entries = Array.from({ length: 40 }, (_, i) =>
      entry({ weight: 3_000n + BigInt(i), at: start + BigInt(i) * STEP }),
    );
    const now = start + 60n * STEP;
    const { lines, score } = explain(entries, "seller", now);
    const left = lines.reduce((sum, line) => sum + line.left, 0n);
    const all = (standing(score, now).confidence * 20_000n) / (10_000n - standing(score, now).confidence);
    expect(Number(all - left)).to.be.within(-20, 40 * 60);
  });
});

describe("an entry from the chain", () => {
  const args = { orderId: random.hex(32), subjectRole: 1, rating: 4, weight: 7n };

  it("is a review with an author, and a ruling without one", () => {
    const { orderId } = args;
    expect(entryOf({ ...args, author: ada }, 9n)).to.deep.equal(entry({ orderId, rating: 4, weight: 7n, at: 9n }));
    expect(entryOf({ ...args, rating: 0 }, 9n).author).to.equal(null);
    expect(entryOf({ ...args, subjectRole: 0 }, 9n).role).to.equal("buyer");
  });
});

describe("differences", () => {
  const score = { num: 5n, den: 4n, updatedAt: 3n, count: 2n };

  it("are none between two of the same, and name every sum that is another", () => {
    expect(differences(score, { ...score })).to.deep.equal([]);
    expect(differences(score, { ...score, count: 3n, den: 9n })).to.deep.equal([
      { of: "count", chain: 3n, here: 2n },
      { of: "weight", chain: 9n, here: 4n },
    ]);
    expect(differences(score, { ...score, num: 0n, updatedAt: 0n }).map(({ of }) => of)).to.deep.equal([
      "points",
      "time",
    ]);
  });
});
