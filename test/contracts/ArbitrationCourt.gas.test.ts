import { ZeroHash } from "ethers";
import {
  cost,
  courts,
  drawHeader,
  ethers,
  extraData,
  type FullRoom,
  load,
  minStake,
  networkHelpers,
  room,
  salt,
} from "./support/court.ts";
import { keepGas } from "./support/gas.ts";
import { isLong } from "./support/runs.ts";

const { time } = networkHelpers;
const large = 2_048;

/** Sixteen people, and a crowd that makes them 2,048. */
async function largeRoom() {
  const parts = await room();
  const crowd = await ethers.deployContract("Crowd", [parts.pool]);
  const members = large - parts.arbitrators.length;
  const atOnce = 40;
  for (let i = 0; i < members; i += atOnce) {
    const count = BigInt(Math.min(atOnce, members - i));
    await crowd.stake(count, { value: count * minStake });
  }
  await time.increase(7 * 86_400);
  for (let i = 0; i < members; i += atOnce) await crowd.activate(i, Math.min(atOnce, members - i));
  return parts;
}

/** One case of three from createDispute to the last payment: what each transaction takes, by its name. */
async function wholeCase(parts: FullRoom): Promise<[string, bigint][]> {
  const { court, arbitrable, keeper, partyA, partyB } = parts;
  const spent: [string, bigint][] = [];
  const measure = async (name: string, sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>) => {
    const receipt = await (await sent).wait();
    spent.push([name, receipt!.gasUsed]);
  };
  const id = await court.caseCount();
  const pass = async () => time.increaseTo((await court.caseOf(id)).phaseEnd + 1n);

  const data = extraData(courts.standard, 0, [partyA.address, partyB.address]);
  await measure("createDispute", arbitrable.open(2, data, { value: cost }));
  await pass();
  await measure("advance to the draw", court.connect(keeper).advance(id));
  const header = await drawHeader(parts);
  await measure("draw", court.connect(keeper).draw(header));
  const panel = [];
  for (const { arbitrator } of await court.seatsOf(id, 0, 0)) {
    // Some of them are contracts.
    await networkHelpers.setBalance(arbitrator, 10n ** 21n);
    await networkHelpers.impersonateAccount(arbitrator);
    panel.push(await ethers.getSigner(arbitrator));
  }
  for (const [seat, person] of panel.entries()) {
    const commitment = await court.commitmentOf(id, 0, 0, person, 1, salt(seat));
    await measure("commit", court.connect(person).commit(id, seat, commitment, "0x"));
  }
  for (const [seat, person] of panel.entries()) {
    await measure("reveal", court.connect(person).reveal(id, seat, 1, salt(seat), ZeroHash));
  }
  await pass();
  await measure("advance past the appeal", court.connect(keeper).advance(id));
  await measure("executeRuling", court.connect(keeper).executeRuling(id));
  await measure("settle", court.connect(keeper).settle(id, 0, 0));
  return spent;
}

const total = (spent: [string, bigint][]) => spent.reduce((sum, [, gas]) => sum + gas, 0n);

describe("ArbitrationCourt gas", function () {
  this.timeout(300_000);

  it("takes a whole hidden case of three among sixteen below its ceiling", async () => {
    const parts = await load(room);
    // Steady state: the queue has moved, the keeper has been credited before.
    await wholeCase(parts);
    const spent = await wholeCase(parts);
    for (const [name, gas] of spent) console.log(`      ${name.padEnd(24)} ${gas}`);
    await keepGas("draw3At16", spent.find(([name]) => name === "draw")![1], 300_000n);
    await keepGas("caseAt16", total(spent), 1_400_000n);
  });

  // Some twenty seconds go into filling the pool.
  (isLong ? it : it.skip)("takes it among 2,048 below its ceiling", async () => {
    const parts = await load(largeRoom);
    await wholeCase(parts);
    await keepGas("caseAt2048", total(await wholeCase(parts)), 1_550_000n);
  });
});
