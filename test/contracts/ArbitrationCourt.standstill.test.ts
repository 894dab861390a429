import { expect } from "chai";
import { id as digest } from "ethers";
import {
  Beacon,
  beaconRoom,
  cost,
  day,
  drawHeader,
  ethers,
  keeperFee,
  fee,
  load,
  minStake,
  networkHelpers,
  openedCase,
  passPhase,
  Phase,
  poolParameters,
  queuedCase,
  room,
  standard,
  vote,
} from "./support/court.ts";
import { appealed } from "./support/settling.ts";

const { mine, time } = networkHelpers;
const standstill = BigInt(21 * day);
const seed = digest("a number that nobody chose");
const nobody = 2n ** 256n - 1n;

const blockNumber = async () => BigInt(await ethers.provider.getBlockNumber());

/** A room in which one case has been judged and waits to be settled. */
async function judged() {
  const parts = await beaconRoom();
  const id = await queuedCase(parts);
  await answer(parts);
  await parts.court.connect(parts.keeper).draw("0x");
  await vote(parts, id, [1, 1, 2]);
  await passPhase(parts, id);
  const seats = await parts.court.seatsOf(id, 0, 0);
  const idle = parts.arbitrators.find(({ address }) => seats.every(({ arbitrator }) => arbitrator !== address))!;
  return { ...parts, settleable: id, idle };
}

type Judged = Awaited<ReturnType<typeof judged>>;

/** Lets the head's block come, and a seed for it. */
async function answer({ court, beacon }: Pick<Judged, "court" | "beacon">) {
  const [, drawBlock] = await court.nextDraw();
  while ((await blockNumber()) <= drawBlock) await mine(1);
  await beacon.publish(drawBlock, seed);
}

/** The source fails for ever, and a case waits for it. */
async function failing() {
  const parts = await judged();
  await parts.beacon.set(Beacon.Reverting);
  const id = await queuedCase(parts);
  const since = BigInt(await time.latest());
  while (!(await parts.pool.frozen())) await mine(1);
  return { ...parts, id, since };
}

/** Gives up whatever waits in vain, whether or not its block has come. */
async function giveUp({ court, keeper }: Judged) {
  for (;;) {
    const [head] = await court.nextDraw();
    if (head === nobody) return;
    const { phaseEnd } = await court.caseOf(head);
    if (BigInt(await time.latest()) <= phaseEnd + BigInt(standard.drawTimeout)) return;
    await court.connect(keeper).draw("0x");
  }
}

/** New cases keep coming to a source that fails; each waits in vain and is given up. */
async function stalled() {
  const parts = await failing();
  while (BigInt(await time.latest()) + BigInt(5 * day) < parts.since + standstill) {
    await time.increase(5 * day);
    await queuedCase(parts);
    await time.increase(day);
    await giveUp(parts);
    expect((await parts.court.nextDraw()).id).not.to.equal(nobody);
  }
  while (!(await parts.pool.frozen())) await mine(1);
  return parts;
}

/** The same three weeks on, with one fresh case in the queue. */
async function stalledLong() {
  const parts = await stalled();
  await time.increase(7 * day);
  const id = await queuedCase(parts);
  await giveUp(parts);
  expect((await parts.court.nextDraw()).id).to.equal(id);
  return { ...parts, id };
}

describe("ArbitrationCourt.draw, once a case's time is over", () => {
  const last = async ({ court }: Judged, id: bigint) =>
    (await court.caseOf(id)).phaseEnd + BigInt(standard.drawTimeout);

  it("asks the source until the last second", async () => {
    const parts = await load(failing);
    await time.setNextBlockTimestamp(await last(parts, parts.id));
    await expect(parts.court.draw("0x")).to.be.revert(ethers);
    expect((await parts.court.nextDraw()).id).to.equal(parts.id);
  });

  for (const manner of ["Reverting", "Burning", "Denying", "Honest"] as const) {
    it(`ends the case undecided a second later, and asks nobody: ${manner}`, async () => {
      const parts = await load(failing);
      const { court, beacon, id } = parts;
      await beacon.set(Beacon[manner]);
      if (manner === "Honest") await answer(parts);
      const asked = await beacon.questions();
      await time.setNextBlockTimestamp((await last(parts, id)) + 1n);
      await court.draw("0x", { gasLimit: 500_000 });
      const { phase, drawFailed, undecided, ruling } = await court.caseOf(id);
      expect([phase, drawFailed, undecided, ruling]).to.deep.equal([Phase.Resolved, true, true, 0n]);
      expect(await beacon.questions()).to.equal(asked);
      expect(await court.refundOf(id)).to.equal(cost);
      expect((await court.nextDraw()).id).to.equal(nobody);
    });
  }

  it("does so before the case's block has come", async () => {
    const parts = await load(failing);
    const { court, beacon, id } = parts;
    await beacon.set(Beacon.Denying);
    while ((await blockNumber()) <= (await court.nextDraw()).drawBlock) await mine(1);
    await time.setNextBlockTimestamp(await last(parts, id));
    await court.draw("0x");
    const { drawBlock } = await court.caseOf(id);
    await court.draw("0x");
    expect(await blockNumber()).to.be.lessThan(drawBlock);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Resolved);
  });

  it("leaves the ruling that an appeal was against, and gives all of the appeal back", async () => {
    const parts = await load(beaconRoom);
    const { court, pool, beacon, partyB, keeper } = parts;
    const id = await queuedCase(parts);
    await answer(parts);
    await court.connect(keeper).draw("0x");
    await vote(parts, id, [1, 1, 2]);
    const need = await appealed(parts, id, partyB);
    await beacon.set(Beacon.Reverting);
    await time.increaseTo((await court.caseOf(id)).phaseEnd + BigInt(standard.drawTimeout) + 1n);
    await court.draw("0x");
    const { phase, drawFailed, undecided, ruling } = await court.caseOf(id);
    expect([phase, drawFailed, undecided, ruling]).to.deep.equal([Phase.Resolved, true, false, 1n]);
    await court.claimAppeal(id, 0, partyB);
    expect(await pool.creditOf(partyB)).to.equal(need);
    await court.settle(id, 0, 0);
    expect(await ethers.provider.getBalance(court)).to.equal(0n);
  });

  it("leaves a round undecided whose second panel it was", async () => {
    const parts = await load(beaconRoom);
    const { court, beacon } = parts;
    const id = await queuedCase(parts);
    await answer(parts);
    await court.draw("0x");
    await vote(parts, id, [1, null, null]);
    await beacon.set(Beacon.Reverting);
    await time.increaseTo((await court.caseOf(id)).phaseEnd + BigInt(standard.drawTimeout) + 1n);
    await expect(court.draw("0x")).to.emit(court, "RoundClosed").withArgs(id, 0, 1, 0, false);
    await passPhase(parts, id);
    await court.settle(id, 0, 1);
    expect(await court.refundOf(id)).to.equal(3n * fee);
    await court.settle(id, 0, 0);
    expect(await ethers.provider.getBalance(court)).to.equal(3n * fee);
  });
});

describe("ArbitratorPool, when cases wait and no seed comes", () => {
  it("holds stakes back for 21 days, and not for a second longer", async () => {
    const parts = await load(stalled);
    const { pool, idle, since } = parts;
    const { stake } = await pool.arbitratorOf(idle);
    await time.setNextBlockTimestamp(since + standstill);
    await expect(pool.connect(idle).requestExit(stake)).to.be.revertedWithCustomError(pool, "Frozen");
    await time.setNextBlockTimestamp(since + standstill + 1n);
    await pool.connect(idle).requestExit(stake);
    expect(await pool.frozen()).to.equal(false);
  });

  it("then pays exits, settles panels, and takes and activates stakes", async () => {
    const parts = await load(stalledLong);
    const { court, pool, idle, partyA: newcomer, settleable } = parts;
    const { stake } = await pool.arbitratorOf(idle);
    await pool.connect(idle).requestExit(stake);
    await court.settle(settleable, 0, 0);
    await pool.connect(newcomer).stake({ value: minStake });
    await time.increase(poolParameters.exitDelay);
    await expect(() => pool.connect(idle).exit()).to.changeEtherBalances(ethers, [pool, idle], [-stake, stake]);
    await pool.connect(newcomer).activate();
    expect((await pool.arbitratorOf(newcomer)).weight).to.equal(minStake);
    // Each case ended in time, its whole fee returned.
    await giveUp(parts);
    for (let id = settleable + 1n; id < (await court.caseCount()); id++) {
      const { phase, undecided } = await court.caseOf(id);
      if (phase === Phase.Draw) continue;
      expect([phase, undecided, await court.refundOf(id)]).to.deep.equal([Phase.Resolved, true, cost]);
    }
  });

  it("is not made to wait anew by a queue that is emptied and filled again", async () => {
    const parts = await load(failing);
    const { pool, idle, since } = parts;
    for (let i = 0; i < 3; i++) {
      await time.increase(6 * day + 1);
      await giveUp(parts);
      expect((await parts.court.nextDraw()).id).to.equal(nobody);
      await queuedCase(parts);
    }
    while ((await parts.court.nextDraw()).drawBlock > (await blockNumber())) await mine(1);
    const { stake } = await pool.arbitratorOf(idle);
    await time.setNextBlockTimestamp(since + standstill);
    await expect(pool.connect(idle).requestExit(stake)).to.be.revertedWithCustomError(pool, "Frozen");
    await time.setNextBlockTimestamp(since + standstill + 1n);
    await pool.connect(idle).requestExit(stake);
  });

  it("seats nobody from the first seed, which stakes may have known: b10.12", async () => {
    const parts = await load(stalledLong);
    const { court, pool, beacon, idle, id } = parts;
    await beacon.set(Beacon.Honest);
    await answer(parts);
    const { drawBlock } = await court.caseOf(id);
    await pool.connect(idle).requestExit((await pool.arbitratorOf(idle)).stake);
    await expect(court.draw("0x")).to.emit(pool, "DrawBlockSeeded").withArgs(drawBlock, seed);
    const again = await court.caseOf(id);
    expect([again.phase, again.drawBlock > drawBlock]).to.deep.equal([Phase.Draw, true]);
    // From now on stakes are held back again, and the next draw is one like any other.
    while (!(await pool.frozen())) await mine(1);
    await expect(pool.connect(idle).requestExit(1n)).to.be.revertedWithCustomError(pool, "Frozen");
    await answer(parts);
    await court.draw("0x");
    expect((await court.caseOf(id)).phase).to.equal(Phase.Commit);
  });

  it("queues anew whoever waited for that block too, and draws those behind them", async () => {
    const parts = await load(stalled);
    const { court, arbitrable, beacon } = parts;
    const { epoch, lookahead } = poolParameters;
    await time.increase(7 * day);
    const [first, second, later] = [await openedCase(parts), await openedCase(parts), await openedCase(parts)];
    // The next two blocks look ahead into one epoch.
    while (((await blockNumber()) + 1n + BigInt(lookahead)) % BigInt(epoch) !== 1n) await mine(1);
    for (const id of [first, second]) await arbitrable.closeEvidence(id);
    await giveUp(parts);
    await beacon.set(Beacon.Honest);
    await answer(parts);
    await arbitrable.closeEvidence(later);
    for (const id of [first, second]) {
      const { drawBlock } = await court.caseOf(id);
      expect((await court.nextDraw()).id).to.equal(id);
      await court.draw("0x");
      const again = await court.caseOf(id);
      expect([again.phase, again.drawBlock > drawBlock]).to.deep.equal([Phase.Draw, true]);
    }
    await answer(parts);
    await court.draw("0x");
    expect((await court.caseOf(later)).phase).to.equal(Phase.Commit);
  });
});

describe("ArbitratorPool, in a market where little happens", () => {
  for (const before of ["nobody has been drawn for long", "the only case for long was withdrawn"] as const) {
    context(`given ${before}`, () => {
      it("holds stakes back for the next draw, and draws at once", async () => {
        const parts = await load(room);
        const { court, pool, arbitrable, keeper, arbitrators } = parts;
        if (before === "the only case for long was withdrawn") {
          const id = await queuedCase(parts);
          await arbitrable.withdrawDispute(id);
          await court.draw("0x");
        }
        await time.increase(100 * day);
        const id = await queuedCase(parts);
        while (!(await pool.frozen())) await mine(1);
        await expect(pool.connect(arbitrators[0]).requestExit(1n)).to.be.revertedWithCustomError(pool, "Frozen");
        await court.connect(keeper).draw(await drawHeader(parts));
        expect((await court.caseOf(id)).phase).to.equal(Phase.Commit);
        expect(await pool.creditOf(keeper)).to.equal(keeperFee / 2n);
      });
    });
  }
});
