import { expect } from "chai";
import { type Chain, deployed } from "./model/chain.ts";
import { allVerbs, emptyTally, startWalk, verbNames } from "./model/walk.ts";
import { isLong, seed } from "./support/runs.ts";

const walks = isLong ? 34 : 1;
const steps = isLong ? 3_000 : 2_600;
const between = 300;

describe("Escrow, ListingRegistry and the model of them", function () {
  this.timeout(isLong ? 3_600_000 : 480_000);
  const tally = emptyTally();
  let chain: Chain;

  for (let walk = seed; walk < seed + walks; walk++) {
    it(`agree on each of ${steps} random steps (FUZZ_SEED=${walk})`, async () => {
      chain = await deployed();
      const { step, compareAll } = await startWalk(chain, walk, tally);
      for (let n = 1; n <= steps; n++) {
        await step();
        if (n % between === 0) await compareAll();
      }
    });
  }

  it("know every verb that there is", async () => {
    expect((await deployed()).verbNames.filter((name) => !allVerbs.includes(name))).to.deep.equal([]);
  });

  it("have met every verb, every event and, on a long way, every error", () => {
    const missing = (names: string[], met: Map<string, number>) => names.filter((name) => !met.has(name));
    const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
    const unmet = missing(chain.errorNames, tally.errors);
    console.log(
      `      ${sum(tally.done)} steps done and ${sum(tally.refused)} refused,`,
      `${chain.errorNames.length - unmet.length} of ${chain.errorNames.length} errors`,
    );
    expect(missing(verbNames, tally.done), "verbs").to.deep.equal([]);
    expect(missing(chain.eventNames, tally.events), "events").to.deep.equal([]);
    if (isLong) expect(unmet, "errors").to.deep.equal([]);
  });
});
