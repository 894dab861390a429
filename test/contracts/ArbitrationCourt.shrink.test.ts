import { expect } from "chai";
import {
  cost,
  courts,
  drawHeader,
  emptyRoom,
  ethers,
  extraData,
  fee,
  join,
  load,
  networkHelpers,
  Phase,
  queuedCase,
  type Room,
  room,
  serve,
  smallRoom,
} from "./support/court.ts";

const { time } = networkHelpers;

/** Two people: fewer than the smallest panel. */
async function thinRoom() {
  const parts = await emptyRoom();
  await join(parts, parts.others.slice(0, 2));
  return { ...parts, id: await queuedCase(parts) };
}

async function pastDeadline(parts: Room, id: bigint) {
  const { phaseEnd } = await parts.court.caseOf(id);
  // A draw whose block is ready, called in the second after the deadline.
  const header = await drawHeader(parts);
  await time.setNextBlockTimestamp(phaseEnd + 1n);
  return parts.court.connect(parts.keeper).draw(header);
}

describe("ArbitrationCourt.draw, from too small a pool", () => {
  context("given fewer than the smallest panel, before the deadline", () => {
    it("queues the case anew, and pays nothing", async () => {
      const parts = await load(thinRoom);
      const { drawBlock } = await parts.court.caseOf(parts.id);
      await serve(parts);
      const { phase, drawBlock: again } = await parts.court.caseOf(parts.id);
      expect(phase).to.equal(Phase.Draw);
      expect(again).to.be.greaterThan(drawBlock);
      expect(await parts.pool.creditOf(parts.keeper)).to.equal(0n);
    });
  });

  context("given fewer than the smallest panel, after the deadline", () => {
    it("ends without a ruling, and gives the whole fee back", async () => {
      const parts = await load(thinRoom);
      const { court, arbitrable, id } = parts;
      await expect(pastDeadline(parts, id)).to.emit(court, "Resolved").withArgs(id, 0, true);
      const { phase, drawFailed, executed } = await court.caseOf(id);
      expect([phase, drawFailed, executed]).to.deep.equal([Phase.Resolved, true, false]);
      expect(await court.refundOf(id)).to.equal(cost);
      await court.executeRuling(id);
      expect(await arbitrable.rulingsOf(id)).to.deep.equal([0n]);
      await arbitrable.reclaimFee(id);
      expect(await ethers.provider.getBalance(court)).to.equal(0n);
    });

    it("has nothing to settle", async () => {
      const parts = await load(thinRoom);
      await pastDeadline(parts, parts.id);
      await expect(parts.court.settle(parts.id, 0, 0))
        .to.be.revertedWithCustomError(parts.court, "NothingToSettle")
        .withArgs(parts.id, 0, 0);
    });
  });

  context("when it is called in the deadline's own second", () => {
    it("queues the case once more", async () => {
      const parts = await load(thinRoom);
      const { phaseEnd } = await parts.court.caseOf(parts.id);
      const header = await drawHeader(parts);
      await time.setNextBlockTimestamp(phaseEnd);
      await parts.court.draw(header);
      expect((await parts.court.caseOf(parts.id)).phase).to.equal(Phase.Draw);
    });
  });

  context("given a pool that could never fill the panel", () => {
    it("shrinks it at once", async () => {
      const parts = await load(smallRoom);
      const id = await queuedCase(parts, { seats: 7 });
      await serve(parts);
      expect((await parts.court.attemptOf(id, 0, 0)).seats).to.equal(5n);
    });
  });

  context("given a pool that could, whose stakes are all locked", () => {
    async function busyRoom() {
      const parts = await room();
      // Fifteen locks of ten times the fee fill whoever has the smallest stakes.
      const id = await openedFor(parts);
      return { ...parts, id };
    }
    async function openedFor(parts: Awaited<ReturnType<typeof room>>) {
      const data = extraData(courts.final, 13);
      for (let i = 0; i < 3; i++) {
        await parts.arbitrable.open(2, data, { value: 140n * fee });
        await parts.arbitrable.closeEvidence(BigInt(i));
        await serve(parts);
      }
      return 2n;
    }

    it("waits until the deadline, then shrinks it", async () => {
      const parts = await load(busyRoom);
      const { court, id } = parts;
      expect((await court.attemptOf(0, 0, 0)).seats).to.equal(13n);
      expect((await court.caseOf(id)).phase).to.equal(Phase.Draw);
      await pastDeadline(parts, id);
      const { seats } = await court.attemptOf(id, 0, 0);
      expect(seats % 2n).to.equal(1n);
      expect(seats).to.be.lessThan(13n);
      expect((await court.caseOf(id)).phase).to.not.equal(Phase.Draw);
    });
  });
});
