import { expect } from "chai";
import { id as digest } from "ethers";
import {
  Beacon,
  beaconRoom,
  cost,
  ethers,
  headerAt,
  keeperForDraw,
  load,
  minStake,
  networkHelpers,
  openedCase,
  Phase,
  poolParameters,
  queuedCase,
  standard,
  vote,
  passPhase,
} from "./support/court.ts";

const { mine, time } = networkHelpers;
const patience = 8_191n;
const seed = digest("a number that nobody chose");

const blockNumber = async () => BigInt(await ethers.provider.getBlockNumber());

async function queued() {
  const parts = await beaconRoom();
  const id = await queuedCase(parts);
  const [, drawBlock] = await parts.court.nextDraw();
  return { ...parts, id, drawBlock };
}

/** The draw block is over. */
async function due() {
  const parts = await queued();
  await mineTo(parts.drawBlock + 1n);
  return parts;
}

async function mineTo(block: bigint) {
  const left = block - (await blockNumber());
  if (left > 0n) await mine(left, { interval: 1 });
}

type Due = Awaited<ReturnType<typeof due>>;

/** Until the source's failure counts. */
async function outwait({ court }: Due) {
  const [, drawBlock] = await court.nextDraw();
  await mineTo(drawBlock + patience);
}

describe("ArbitrationCourt, drawn by a source of randomness that is not the chain's", () => {
  it("seats by what the source says, whatever is brought as proof", async () => {
    const parts = await load(due);
    const { court, beacon, keeper, drawBlock, id } = parts;
    await beacon.publish(drawBlock, seed);
    const panels: string[] = [];
    for (const proof of ["0x", "0xabcd", await headerAt(drawBlock)]) {
      const snapshot = await networkHelpers.takeSnapshot();
      await court.connect(keeper).draw(proof);
      panels.push((await court.seatsOf(id, 0, 0)).map(({ arbitrator }) => arbitrator).join());
      await snapshot.restore();
    }
    expect(new Set(panels).size).to.equal(1);
    await beacon.publish(drawBlock, digest("another"));
    await court.draw("0x");
    expect((await court.seatsOf(id, 0, 0)).map(({ arbitrator }) => arbitrator).join()).not.to.equal(panels[0]);
  });

  it("judges a case to its end", async () => {
    const parts = await load(due);
    await parts.beacon.publish(parts.drawBlock, seed);
    await expect(parts.court.draw("0x")).to.emit(parts.pool, "DrawBlockSeeded").withArgs(parts.drawBlock, seed);
    await vote(parts, parts.id, [2, 2, 1]);
    await passPhase(parts, parts.id);
    await parts.court.executeRuling(parts.id);
    expect(await parts.arbitrable.rulingsOf(parts.id)).to.deep.equal([2n]);
  });

  it("asks once for each block, so that one answer serves all of its cases", async () => {
    const parts = await load(beaconRoom);
    const ids = [await openedCase(parts), await openedCase(parts)];
    // The next two blocks look ahead into one epoch.
    while (((await blockNumber()) + 1n + BigInt(poolParameters.lookahead)) % BigInt(poolParameters.epoch) !== 1n)
      await mine(1);
    for (const id of ids) await parts.arbitrable.closeEvidence(id);
    const [, drawBlock] = await parts.court.nextDraw();
    await mineTo(drawBlock + 1n);
    await parts.beacon.publish(drawBlock, seed);
    await parts.court.draw("0x");
    await parts.beacon.publish(drawBlock, digest("a change of mind"));
    await parts.court.draw("0x");
    expect(await parts.beacon.questions()).to.equal(1n);
  });

  it("waits for a seed that is late", async () => {
    const { court, beacon, drawBlock, id } = await load(due);
    await expect(court.draw("0x")).to.be.revertedWithCustomError(beacon, "NotPublished").withArgs(drawBlock);
    expect(await court.nextDraw()).to.deep.equal([id, drawBlock]);
    await mine(500);
    await beacon.publish(drawBlock, seed);
    await court.draw("0x");
    expect((await court.caseOf(id)).phase).to.equal(Phase.Commit);
  });
});

describe("ArbitrationCourt, before a source of randomness that fails", () => {
  for (const manner of ["Reverting", "Mumbling", "Burning"] as const) {
    it(`takes it for the caller's fault for 8,191 blocks, and then queues the case anew: ${manner}`, async () => {
      const parts = await load(due);
      const { court, beacon, keeper, drawBlock, id } = parts;
      await beacon.set(Beacon[manner]);
      await mineTo(drawBlock + patience - 1n);
      await expect(court.connect(keeper).draw("0x", { gasLimit: 3_000_000 })).to.be.revert(ethers);
      expect(await blockNumber()).to.equal(drawBlock + patience);
      await court.connect(keeper).draw("0x", { gasLimit: 3_000_000 });
      const again = await court.caseOf(id);
      expect([again.phase, again.round]).to.deep.equal([Phase.Draw, 0n]);
      expect(again.drawBlock).to.be.greaterThan(drawBlock + patience);
    });
  }

  it("queues the case anew at once when the source says that there is no seed", async () => {
    const { court, beacon, drawBlock, id } = await load(due);
    await beacon.set(Beacon.Denying);
    await court.draw("0x");
    expect((await court.caseOf(id)).drawBlock).to.be.greaterThan(drawBlock);
  });

  for (const manner of ["Denying", "Reverting", "Mumbling", "Burning"] as const) {
    it(`ends the case undecided, its fee returned, when its time and as much again are over: ${manner}`, async () => {
      const parts = await load(due);
      const { court, arbitrable, beacon, keeper, id } = parts;
      await beacon.set(Beacon[manner]);
      const { phaseEnd } = await court.caseOf(id);
      const last = phaseEnd + BigInt(standard.drawTimeout);
      const gas = { gasLimit: 3_000_000 };
      await outwait(parts);
      await time.setNextBlockTimestamp(last);
      await court.connect(keeper).draw("0x", gas);
      expect((await court.caseOf(id)).phase).to.equal(Phase.Draw);
      await outwait(parts);
      await court.connect(keeper).draw("0x", gas);
      const ended = await court.caseOf(id);
      expect([ended.phase, ended.drawFailed, ended.undecided, ended.ruling]).to.deep.equal([
        Phase.Resolved,
        true,
        true,
        0n,
      ]);
      expect(await court.refundOf(id)).to.equal(cost);
      await arbitrable.reclaimFee(id);
      expect(await ethers.provider.getBalance(court)).to.equal(0n);
      // Nobody waits any more, so everybody can go.
      expect(await parts.pool.frozen()).to.equal(false);
      await parts.pool.connect(parts.arbitrators[0]).requestExit(minStake);
    });
  }

  it("draws as ever once the source is well again", async () => {
    const parts = await load(due);
    const { court, beacon, id } = parts;
    await beacon.set(Beacon.Reverting);
    await outwait(parts);
    await court.draw("0x", { gasLimit: 3_000_000 });
    await beacon.set(Beacon.Honest);
    const [, drawBlock] = await court.nextDraw();
    await beacon.publish(drawBlock, seed);
    await mineTo(drawBlock + 1n);
    await court.draw("0x");
    expect((await court.caseOf(id)).phase).to.equal(Phase.Commit);
  });

  it("does not let a caller with too little gas make a good source look silent", async () => {
    const parts = await load(due);
    await parts.beacon.publish(parts.drawBlock, seed);
    await outwait(parts);
    await expect(parts.court.draw("0x", { gasLimit: 900_000 })).to.be.revertedWithCustomError(
      parts.pool,
      "NotEnoughGas",
    );
    await parts.court.draw("0x", { gasLimit: 3_000_000 });
    expect((await parts.court.caseOf(parts.id)).phase).to.equal(Phase.Commit);
  });
});

describe("ArbitrationCourt, before a source of randomness that calls back", () => {
  const guarded = (parts: Due) => parts.pool.interface.getError("ReentrancyGuardReentrantCall")!.selector;

  it("draws nobody twice", async () => {
    const parts = await load(due);
    const { court, beacon, id, drawBlock } = parts;
    await beacon.publish(drawBlock, seed);
    await beacon.set(Beacon.CallingBack);
    await beacon.setCallback(court, court.interface.encodeFunctionData("draw", ["0x"]));
    await court.draw("0x");
    expect(await beacon.failure()).to.equal(guarded(parts));
    const locked = await Promise.all(parts.arbitrators.map(async (a) => (await parts.pool.arbitratorOf(a)).locked));
    expect(locked.filter((amount) => amount > 0n).length).to.equal(3);
    expect(await parts.pool.creditOf(parts.treasury)).to.equal(keeperForDraw);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Commit);
  });

  it("lets no stake move while the seed is known and nobody drawn", async () => {
    const parts = await load(due);
    const { court, pool, beacon, drawBlock } = parts;
    await beacon.publish(drawBlock, seed);
    await beacon.set(Beacon.CallingBack);
    await beacon.setCallback(pool, pool.interface.encodeFunctionData("activate"));
    await court.draw("0x");
    expect(await beacon.failure()).to.equal(pool.interface.encodeErrorResult("Frozen", [drawBlock]));
  });
});
