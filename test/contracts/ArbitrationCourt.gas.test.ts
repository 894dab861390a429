import { expect } from "chai";
import {
  commitmentFor,
  cost,
  courts,
  drawHeader,
  ethers,
  extraData,
  load,
  networkHelpers,
  panelOf,
  resolvedCase,
  room,
  salt,
} from "./support/court.ts";

/** Ceilings in gas as of the receipt: a promise to whoever pays for them. */
const ceilings = { draw: 300_000n, case: 1_400_000n };

describe("ArbitrationCourt gas", () => {
  it("takes a whole hidden case of three among sixteen below its ceiling", async () => {
    const parts = await load(room);
    const { court, arbitrable, keeper, partyA, partyB } = parts;
    // Steady state: the queue has moved, the keeper has been credited before.
    await court.connect(keeper).settle(await resolvedCase(parts), 0, 0);
    const id = 1n;
    const spent: [string, bigint][] = [];
    const measure = async (name: string, sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>) => {
      const receipt = await (await sent).wait();
      spent.push([name, receipt!.gasUsed]);
    };

    const data = extraData(courts.standard, 0, [partyA.address, partyB.address]);
    await measure("createDispute", arbitrable.open(2, data, { value: cost }));
    const { phaseEnd } = await court.caseOf(id);
    await networkHelpers.time.increaseTo(phaseEnd + 1n);
    await measure("advance to the draw", court.connect(keeper).advance(id));
    const header = await drawHeader(parts);
    await measure("draw", court.connect(keeper).draw(header));
    const panel = await panelOf(parts, id);
    for (const [seat, person] of panel.entries()) {
      const commitment = await commitmentFor(parts, id, person, 1, seat);
      await measure("commit", court.connect(person).commit(id, seat, commitment, "0x"));
    }
    for (const [seat, person] of panel.entries()) {
      await measure("reveal", court.connect(person).reveal(id, seat, 1, salt(seat), ethers.ZeroHash));
    }
    await networkHelpers.time.increaseTo((await court.caseOf(id)).phaseEnd + 1n);
    await measure("advance past the appeal", court.connect(keeper).advance(id));
    await measure("executeRuling", court.connect(keeper).executeRuling(id));
    await measure("settle", court.connect(keeper).settle(id, 0, 0));

    const total = spent.reduce((sum, [, gas]) => sum + gas, 0n);
    for (const [name, gas] of spent) console.log(`      ${name.padEnd(24)} ${gas}`);
    console.log(`      ${"whole case".padEnd(24)} ${total}`);
    expect(spent.find(([name]) => name === "draw")![1]).to.be.lessThanOrEqual(ceilings.draw);
    expect(total).to.be.lessThanOrEqual(ceilings.case);
  });
});
