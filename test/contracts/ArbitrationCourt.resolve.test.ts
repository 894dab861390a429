import { expect } from "chai";
import {
  cost,
  drawnCase,
  emptyRoom,
  ethers,
  extraData,
  load,
  networkHelpers,
  passPhase,
  Phase,
  resolvedCase,
  room,
  serve,
  vote,
} from "./support/court.ts";

const { time } = networkHelpers;

/** Ruled for choice 1, and open to appeals. */
async function ruled() {
  const parts = await room();
  const id = await drawnCase(parts);
  await vote(parts, id, [1, 1, 2]);
  return { ...parts, id };
}

async function resolved() {
  const parts = await room();
  return { ...parts, id: await resolvedCase(parts) };
}

/** A case of an arbitrable that misbehaves, ruled and past its appeal. */
async function hostile() {
  const parts = await room();
  const arbitrable = await ethers.deployContract("ArbitrableHostile", [parts.court]);
  await arbitrable.open(2, extraData(), { value: cost });
  await passPhase(parts, 0n);
  await serve(parts);
  await vote(parts, 0n, [1, 1, 1]);
  await passPhase(parts, 0n);
  return { ...parts, hostile: arbitrable };
}

describe("ArbitrationCourt.advance, from the appeal", () => {
  context("when the period is not over", () => {
    it("reverts PhaseNotOver in its last second", async () => {
      const { court, id } = await load(ruled);
      const { phaseEnd } = await court.caseOf(id);
      await time.setNextBlockTimestamp(phaseEnd);
      await expect(court.advance(id))
        .to.be.revertedWithCustomError(court, "PhaseNotOver")
        .withArgs(id, phaseEnd, phaseEnd);
    });
  });

  context("when it is over", () => {
    it("resolves the case by its ruling", async () => {
      const { court, id } = await load(ruled);
      const { phaseEnd } = await court.caseOf(id);
      await time.setNextBlockTimestamp(phaseEnd + 1n);
      await expect(court.advance(id))
        .to.emit(court, "Resolved")
        .withArgs(id, 1, false)
        .to.emit(court, "PhaseChanged")
        .withArgs(id, Phase.Resolved, 0, 0, phaseEnd + 1n);
    });

    it("resolves it undecided when the panel differed", async () => {
      const parts = await load(room);
      const id = await resolvedCase(parts, [1, 2, 0]);
      const { ruling, undecided } = await parts.court.caseOf(id);
      expect([ruling, undecided]).to.deep.equal([0n, true]);
    });
  });
});

describe("ArbitrationCourt.executeRuling", () => {
  context("given there is no such case", () => {
    it("reverts UnknownCase", async () => {
      const { court } = await load(emptyRoom);
      await expect(court.executeRuling(0)).to.be.revertedWithCustomError(court, "UnknownCase").withArgs(0);
    });
  });

  context("given the ruling is not final", () => {
    it("reverts WrongPhase", async () => {
      const { court, id } = await load(ruled);
      await expect(court.executeRuling(id))
        .to.be.revertedWithCustomError(court, "WrongPhase")
        .withArgs(id, Phase.Appeal);
    });
  });

  context("given it was executed", () => {
    it("reverts AlreadyExecuted: b10.16", async () => {
      const { court, arbitrable, id } = await load(resolved);
      await court.executeRuling(id);
      await expect(court.executeRuling(id)).to.be.revertedWithCustomError(court, "AlreadyExecuted").withArgs(id);
      expect(await arbitrable.rulingsOf(id)).to.deep.equal([1n]);
    });
  });

  context("when all is well", () => {
    it("hands the ruling to whoever brought the case", async () => {
      const { court, arbitrable, id } = await load(resolved);
      await expect(court.executeRuling(id))
        .to.emit(arbitrable, "Ruling")
        .withArgs(await court.getAddress(), id, 1);
      expect((await court.caseOf(id)).executed).to.equal(true);
    });

    it("emits RulingExecuted", async () => {
      const { court, id } = await load(resolved);
      await expect(court.executeRuling(id)).to.emit(court, "RulingExecuted").withArgs(id, 1);
    });
  });

  context("when the arbitrable refuses", () => {
    it("reverts, can be tried again, and holds up no settlement: b10.17", async () => {
      const parts = await load(hostile);
      await parts.hostile.set(true, "0x");
      await expect(parts.court.executeRuling(0)).to.be.revertedWith("refused");
      await parts.court.settle(0, 0, 0);
      await parts.hostile.set(false, "0x");
      await parts.court.executeRuling(0);
      expect(await parts.hostile.rulings()).to.equal(1n);
    });
  });

  context("when the arbitrable calls back", () => {
    for (const [name, args] of [
      ["executeRuling", [0]],
      ["settle", [0, 0, 0]],
      ["reclaimFee", [0]],
    ] as const) {
      it(`cannot ${name}`, async () => {
        const parts = await load(hostile);
        await parts.hostile.set(false, parts.court.interface.encodeFunctionData(name as never, args as never));
        await parts.court.executeRuling(0);
        expect(await parts.hostile.rulings()).to.equal(1n);
        const failure = parts.court.interface.parseError(await parts.hostile.failure());
        expect(failure?.name).to.equal("ReentrancyGuardReentrantCall");
      });
    }
  });
});

describe("ArbitrationCourt, the views of a case", () => {
  it("know no case that there is not", async () => {
    const { court } = await load(emptyRoom);
    for (const asking of [
      court.caseOf(0),
      court.currentRuling(0),
      court.disputeStatus(0),
      court.appealCost(0, "0x"),
      court.appealPeriod(0),
    ]) {
      await expect(asking).to.be.revertedWithCustomError(court, "UnknownCase").withArgs(0);
    }
  });
});
