import { expect } from "chai";
import {
  cost,
  courts,
  day,
  drawHeader,
  ethers,
  headerAt,
  join,
  keeperForDraw,
  load,
  lock,
  minStake,
  networkHelpers,
  panelOf,
  Phase,
  queuedCase,
  room,
  SeatStatus,
  serve,
  smallRoom,
} from "./support/court.ts";

const { mine, time } = networkHelpers;

async function queued() {
  const parts = await room();
  return { ...parts, id: await queuedCase(parts) };
}

describe("ArbitrationCourt.draw", () => {
  context("given nobody waits", () => {
    it("reverts QueueEmpty", async () => {
      const { court } = await load(room);
      await expect(court.draw("0x")).to.be.revertedWithCustomError(court, "QueueEmpty");
    });
  });

  context("when the draw block is not over", () => {
    it("reverts DrawNotReady", async () => {
      const { court, id } = await load(queued);
      const { drawBlock } = await court.caseOf(id);
      const next = BigInt(await ethers.provider.getBlockNumber()) + 1n;
      await expect(court.draw("0x")).to.be.revertedWithCustomError(court, "DrawNotReady").withArgs(drawBlock, next);
    });
  });

  context("when the header is another block's", () => {
    it("reverts BadHeader", async () => {
      const parts = await load(queued);
      const { drawBlock } = await parts.court.caseOf(parts.id);
      const [right, wrong] = [await drawHeader(parts), await headerAt(drawBlock - 1n)];
      await expect(parts.court.draw(wrong))
        .to.be.revertedWithCustomError(parts.court, "BadHeader")
        .withArgs(drawBlock, ethers.keccak256(right), ethers.keccak256(wrong));
    });
  });

  context("given a hidden court", () => {
    it("seats a panel, which is to commit", async () => {
      const parts = await load(queued);
      const { court, id } = parts;
      const header = await drawHeader(parts);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      const drawing = court.draw(header);
      await expect(drawing)
        .to.emit(court, "PhaseChanged")
        .withArgs(id, Phase.Commit, 0, 0, now + 2 * day);
      const seats = await court.seatsOf(id, 0, 0);
      expect(seats.map(({ status }) => status)).to.deep.equal([SeatStatus.Drawn, SeatStatus.Drawn, SeatStatus.Drawn]);
      const panel = seats.map(({ arbitrator }) => arbitrator);
      expect(new Set(panel).size).to.equal(3);
      await expect(drawing).to.emit(court, "Drawn").withArgs(id, 0, 0, panel);
      expect(await court.attemptOf(id, 0, 0)).to.deep.equal([3n, 0n, 0n, 0n, true, false]);
    });

    it("locks the case's lock behind each seat", async () => {
      const parts = await load(room);
      const id = await queuedCase(parts, { value: 2n * cost });
      await serve(parts);
      const { lock: locked } = await parts.court.roundOf(id, 0);
      expect(locked).to.be.greaterThan(lock);
      for (const person of await panelOf(parts, id)) {
        expect((await parts.pool.arbitratorOf(person)).locked).to.equal(locked);
      }
    });

    it("pays the caller half of the keeper's fee", async () => {
      const parts = await load(queued);
      await serve(parts);
      expect(await parts.pool.creditOf(parts.keeper)).to.equal(keeperForDraw);
    });

    context("given a single seat", () => {
      it("has nothing to hide", async () => {
        const parts = await load(room);
        const id = await queuedCase(parts, { in: courts.final, seats: 1 });
        await serve(parts);
        expect((await parts.court.caseOf(id)).phase).to.equal(Phase.Reveal);
        expect((await parts.court.attemptOf(id, 0, 0)).hidden).to.equal(false);
      });
    });
  });

  context("given an open court", () => {
    it("asks for the vote at once", async () => {
      const parts = await load(room);
      const id = await queuedCase(parts, { in: courts.smallClaims, seats: 3 });
      const header = await drawHeader(parts);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      await expect(parts.court.draw(header))
        .to.emit(parts.court, "PhaseChanged")
        .withArgs(id, Phase.Reveal, 0, 0, now + 2 * day);
    });
  });

  it("serves cases in the order in which they came", async () => {
    const parts = await load(queued);
    const second = await queuedCase(parts);
    await serve(parts);
    expect((await parts.court.caseOf(parts.id)).phase).to.equal(Phase.Commit);
    expect((await parts.court.caseOf(second)).phase).to.equal(Phase.Draw);
  });

  it("keeps the parties and the arbitrable off the panel, whatever they stake", async () => {
    const parts = await load(smallRoom);
    await join(parts, [parts.partyA, parts.partyB], () => 40n * minStake);
    for (let i = 0; i < 6; i++) {
      const id = await queuedCase(parts, { in: courts.final });
      await serve(parts);
      const panel = (await parts.court.seatsOf(id, 0, 0)).map(({ arbitrator }) => arbitrator);
      expect(panel).not.to.include(parts.partyA.address);
      expect(panel).not.to.include(parts.partyB.address);
    }
  });

  context("given the case was withdrawn", () => {
    it("takes it off, and pays half of the keeper's fee", async () => {
      const parts = await load(queued);
      const second = await queuedCase(parts);
      await parts.arbitrable.withdrawDispute(parts.id);
      await parts.court.connect(parts.keeper).draw("0x");
      expect(await parts.pool.creditOf(parts.keeper)).to.equal(keeperForDraw);
      expect((await parts.court.nextDraw()).id).to.equal(second);
    });
  });

  context("when the chain has forgotten the draw block", () => {
    it("queues the case anew, even after the deadline", async () => {
      const { court, pool, keeper, id } = await load(queued);
      const { drawBlock, phaseEnd } = await court.caseOf(id);
      await mine(300);
      await time.setNextBlockTimestamp(phaseEnd + 1n);
      const drawing = court.connect(keeper).draw("0x");
      await drawing;
      const again = await court.caseOf(id);
      expect([again.phase, again.phaseEnd]).to.deep.equal([Phase.Draw, phaseEnd]);
      expect(again.drawBlock).to.be.greaterThan(drawBlock + 256n);
      expect(await court.nextDraw()).to.deep.equal([id, again.drawBlock]);
      expect(await pool.creditOf(keeper)).to.equal(0n);
      await expect(drawing).to.emit(court, "DrawQueued").withArgs(id, 0, 0, again.drawBlock, phaseEnd);
    });
  });
});

describe("ArbitrationCourt.draw, whoever calls it and whenever", () => {
  it("seats the same panel: b10.15", async () => {
    const parts = await load(queued);
    const { court, keeper, partyA, id } = parts;
    const header = await drawHeader(parts);
    const panels: string[] = [];
    for (const [caller, blocks] of [
      [keeper, 0],
      [keeper, 1],
      [partyA, 17],
      [partyA, 250],
    ] as const) {
      const snapshot = await networkHelpers.takeSnapshot();
      if (blocks > 0) await mine(blocks, { interval: 60 });
      await court.connect(caller).draw(header);
      panels.push((await court.seatsOf(id, 0, 0)).map(({ arbitrator }) => arbitrator).join());
      await snapshot.restore();
    }
    expect(new Set(panels).size).to.equal(1);
  });
});
