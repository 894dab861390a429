import { expect } from "chai";
import { drawHeader, ethers, minStake, networkHelpers, poolParameters, type Signer } from "./support/court.ts";
import { isLong } from "./support/runs.ts";

const { loadFixture, time } = networkHelpers;
const draws = isLong ? 100_000 : 5_000;
const atOnce = 100;
/** In minimum stakes; one holds as much as three others together. */
const stakes = [1n, 2n, 3n, 5n, 8n, 13n];
/** How far chance may go: once in a million runs. */
const sigmas = 4.75;

async function drawing() {
  const court = await ethers.deployContract("DrawingCourt", [poolParameters]);
  const pool = await ethers.getContractAt("ArbitratorPool", await court.pool());
  const people = (await ethers.getSigners()).slice(0, stakes.length);
  for (const [i, person] of people.entries()) await pool.connect(person).stake({ value: stakes[i]! * minStake });
  await time.increase(poolParameters.activationDelay);
  for (const person of people) await pool.connect(person).activate();
  await court.enqueue(atOnce);
  const header = await drawHeader({ court: pool as never });
  return { court, people, header };
}

type Drawing = Awaited<ReturnType<typeof drawing>>;

/** Ordered panels and how often each was drawn. */
async function tally({ court, people, header }: Drawing, excluded: Signer[] = []): Promise<Map<string, number>> {
  const places = new Map(people.map(({ address }, i) => [address, i]));
  const panels = new Map<string, number>();
  for (let id = 0; id < draws; id += atOnce) {
    const request = { id, round: 0, attempt: 0, seats: 3, atLeast: 3, lock: 0, excluded: [...excluded] };
    for (const panel of await court.drawMany.staticCall(header, request, atOnce)) {
      const key = panel.map((address) => places.get(address)).join();
      panels.set(key, (panels.get(key) ?? 0) + 1);
    }
  }
  return panels;
}

/** What each ordered panel of three should be drawn, one after the other without replacement. */
function expected(weights: readonly bigint[]): Map<string, number> {
  const total = Number(weights.reduce((sum, weight) => sum + weight, 0n));
  const panels = new Map<string, number>();
  const visit = (panel: number[], left: number, share: number) => {
    if (panel.length === 3) return void panels.set(panel.join(), share * draws);
    for (const [i, weight] of weights.entries()) {
      if (weight > 0n && !panel.includes(i))
        visit([...panel, i], left - Number(weight), (share * Number(weight)) / left);
    }
  };
  visit([], total, 1);
  return panels;
}

/** Standard deviations by which the draws differ from what they should be (Wilson-Hilferty). */
function surprise(drawn: Map<string, number>, should: Map<string, number>): number {
  // Cells too rare to compare are thrown together.
  let [chi, cells, rareDrawn, rareShould] = [0, 0, 0, 0];
  for (const [panel, share] of should) {
    const count = drawn.get(panel) ?? 0;
    if (share < 5) [rareDrawn, rareShould] = [rareDrawn + count, rareShould + share];
    else [chi, cells] = [chi + (count - share) ** 2 / share, cells + 1];
  }
  if (rareShould >= 5) [chi, cells] = [chi + (rareDrawn - rareShould) ** 2 / rareShould, cells + 1];
  const freedom = cells - 1;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chi / freedom) - (1 - spread)) / Math.sqrt(spread);
}

describe("ArbitratorPool.draw, by how much stake", function () {
  this.timeout(isLong ? 1_800_000 : 300_000);

  it(`draws every panel of three as often as it should in ${draws} draws`, async () => {
    const drawn = await tally(await loadFixture(drawing));
    expect(Math.abs(surprise(drawn, expected(stakes)))).to.be.lessThan(sigmas);
    // The test can tell: it would not believe equal chances, nor two neighbours' stakes exchanged.
    expect(surprise(drawn, expected(stakes.map(() => 1n)))).to.be.greaterThan(sigmas);
    expect(surprise(drawn, expected([1n, 2n, 5n, 3n, 8n, 13n]))).to.be.greaterThan(sigmas);
  });

  it("shares out the chances of whoever is excluded", async () => {
    const parts = await loadFixture(drawing);
    const drawn = await tally(parts, [parts.people[4]!, parts.people[1]!]);
    expect([...drawn.keys()].some((panel) => panel.includes("4") || panel.includes("1"))).to.equal(false);
    expect(Math.abs(surprise(drawn, expected([1n, 0n, 3n, 5n, 0n, 13n])))).to.be.lessThan(sigmas);
  });
});
