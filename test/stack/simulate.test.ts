import { expect } from "chai";
import { poolOf, usualBehaviour } from "../../scripts/simulate/agents.ts";
import { playCase } from "../../scripts/simulate/cases.ts";
import { seededRandom } from "../../scripts/simulate/random.ts";

const rules = { seats: 3, minSeats: 3, maxRounds: 4, absentPenalty: 3, incoherentPenalty: 2 };
const surely = { ...usualBehaviour, accuracy: 1, absence: 1 };
const always = { appealWhenWronged: 1, appealWhenRight: 1 };
const situation = { truth: 2, prior: 1 } as const;

describe("playCase", () => {
  context("given an appeal of which nobody comes to judge", () => {
    it("leaves the ruling standing that it was against", () => {
      // Three who come are drawn first by their weight; of all others nobody ever votes.
      const pool = [
        ...poolOf({}, 3).map((agent) => ({ ...agent, stake: 1e12 })),
        ...poolOf({ absent: 1 }, 20).map((agent) => ({ ...agent, stake: 1e-6 })),
      ];
      const verdict = playCase(pool, { ...rules, maxRounds: 2 }, situation, surely, always, seededRandom(1));
      expect(verdict).to.deep.equal({ ruling: 2, rounds: 2, redrawn: true, votes: 3 + 7 + 7 });
      expect(pool.slice(0, 3).map(({ earned }) => earned)).to.deep.equal(Array(3).fill(1 - surely.effort));
    });
  });

  context("given a pool too small for the next panel", () => {
    it("takes the largest odd one, and those who judged before", () => {
      const verdict = playCase(poolOf({}, 10), rules, situation, surely, always, seededRandom(1));
      expect(verdict).to.deep.equal({ ruling: 2, rounds: 3, redrawn: false, votes: 3 + 7 + 9 });
    });
  });

  context("given nobody left for a second panel", () => {
    it("ends the round without a decision, and pays the first panel only out of what the absent lose", () => {
      const pool = poolOf({ absent: 0.5 }, 4);
      const verdict = playCase(pool, { ...rules, maxRounds: 1 }, situation, surely, always, seededRandom(3));
      expect(verdict).to.deep.include({ ruling: 0, redrawn: true, votes: 3 });
      const present = pool.find(({ strategy, seats }) => strategy === "honest" && seats > 0)!;
      expect(present.earned).to.equal(1 - surely.effort);
    });
  });
});
