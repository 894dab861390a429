import { expect } from "chai";
import { day, emptyRoom, load, networkHelpers, openedCase, Phase, queuedCase, room, salt } from "./support/court.ts";

const { time } = networkHelpers;
const withCase = (bring: typeof openedCase) =>
  async function given() {
    const parts = await room();
    return { ...parts, id: await bring(parts) };
  };
const opened = withCase(openedCase);
const queued = withCase(queuedCase);

describe("ArbitrationCourt.closeEvidence", () => {
  context("given there is no such case", () => {
    it("reverts UnknownCase", async () => {
      const { court } = await load(emptyRoom);
      await expect(court.closeEvidence(0)).to.be.revertedWithCustomError(court, "UnknownCase").withArgs(0);
    });
  });

  context("given the evidence is closed", () => {
    it("reverts WrongPhase", async () => {
      const { court, arbitrable, id } = await load(queued);
      await expect(arbitrable.closeEvidence(id))
        .to.be.revertedWithCustomError(court, "WrongPhase")
        .withArgs(id, Phase.Draw);
    });
  });

  context("when the caller is not the arbitrable", () => {
    it("reverts NotArbitrable", async () => {
      const { court, arbitrable, partyA, id } = await load(opened);
      await expect(court.connect(partyA).closeEvidence(id))
        .to.be.revertedWithCustomError(court, "NotArbitrable")
        .withArgs(partyA.address, await arbitrable.getAddress());
    });
  });

  it("queues the case for a draw", async () => {
    const { court, pool, arbitrable, id } = await load(opened);
    const now = (await time.latest()) + 60;
    await time.setNextBlockTimestamp(now);
    const closing = arbitrable.closeEvidence(id);
    await expect(closing)
      .to.emit(court, "PhaseChanged")
      .withArgs(id, Phase.Draw, 0, 0, now + 3 * day);
    const [head, drawBlock] = await court.nextDraw();
    expect([head, drawBlock]).to.deep.equal([id, (await court.caseOf(id)).drawBlock]);
    expect(await pool.nextDraw()).to.deep.equal([head, drawBlock]);
    await expect(closing)
      .to.emit(court, "DrawQueued")
      .withArgs(id, 0, 0, drawBlock, now + 3 * day);
  });
});

describe("ArbitrationCourt.advance, from the evidence", () => {
  context("given there is no such case", () => {
    it("reverts UnknownCase", async () => {
      const { court } = await load(emptyRoom);
      await expect(court.advance(0)).to.be.revertedWithCustomError(court, "UnknownCase").withArgs(0);
    });
  });

  context("given only a draw, or nothing, can move the case", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(queued);
      await expect(parts.court.advance(parts.id))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(parts.id, Phase.Draw);
      await parts.arbitrable.withdrawDispute(parts.id);
      await expect(parts.court.advance(parts.id))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(parts.id, Phase.Resolved);
    });
  });

  context("when the period is not over", () => {
    it("reverts PhaseNotOver in its last second, and goes through in the next", async () => {
      const { court, id } = await load(opened);
      const { phaseEnd } = await court.caseOf(id);
      await time.setNextBlockTimestamp(phaseEnd);
      await expect(court.advance(id))
        .to.be.revertedWithCustomError(court, "PhaseNotOver")
        .withArgs(id, phaseEnd, phaseEnd);
      await time.setNextBlockTimestamp(phaseEnd + 1n);
      await court.advance(id);
      expect((await court.caseOf(id)).phase).to.equal(Phase.Draw);
    });
  });
});

describe("ArbitrationCourt.shareKey", () => {
  context("when the caller is no party", () => {
    it("reverts NotSeated", async () => {
      const { court, keeper, partyA, id } = await load(opened);
      await expect(court.connect(keeper).shareKey(id, salt(1)))
        .to.be.revertedWithCustomError(court, "NotSeated")
        .withArgs(keeper.address, partyA.address);
    });
  });

  it("emits KeyShared for either party, in the case's round", async () => {
    const { court, partyA, partyB, id } = await load(opened);
    for (const party of [partyA, partyB]) {
      await expect(court.connect(party).shareKey(id, salt(1)))
        .to.emit(court, "KeyShared")
        .withArgs(id, party.address, 0, salt(1));
    }
  });
});
