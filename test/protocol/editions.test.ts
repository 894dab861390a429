import { expect } from "chai";
import { standingOver } from "#protocol/editions.ts";
import { addReview, emptyScore, standing } from "#protocol/score.ts";

const now = 1_800_000_000n;
const later = now + 400n * 86_400n;
const first = addReview(addReview(emptyScore, 9_000n, 10_000n, now), 700n, 2_500n, now + 86_400n);
const second = addReview(emptyScore, 5_000n, 0n, now + 100n * 86_400n);

describe("a score over the editions of a market", () => {
  it("is the edition's own for whoever has traded in one only", () => {
    for (const at of [now + 86_400n, later]) {
      expect(standingOver([first], at)).to.deep.equal(standing(first, at));
      expect(standingOver([emptyScore, first, emptyScore], at)).to.deep.equal(standing(first, at));
    }
  });

  it("is the prior for whoever has traded in none", () => {
    for (const scores of [[], [emptyScore, emptyScore]])
      expect(standingOver(scores, now)).to.deep.equal({ points: 7_000n, confidence: 0n });
  });

  it("is what one edition would say that had seen it all, within a step of its clock: a record is carried, good or bad", () => {
    const one = addReview(first, 5_000n, 0n, now + 100n * 86_400n);
    for (const at of [now + 100n * 86_400n, later]) {
      const [here, there] = [standingOver([first, second], at), standing(one, at)];
      for (const key of ["points", "confidence"] as const) {
        const off = here[key] - there[key];
        expect(off >= -20n && off <= 20n, `${key}: ${here[key]}, ${there[key]}`).to.equal(true);
      }
    }
    expect(standingOver([first, second], later).points).to.not.equal(standing(first, later).points);
  });
});
