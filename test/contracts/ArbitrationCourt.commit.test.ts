import { expect } from "chai";
import {
  courts,
  day,
  drawnCase,
  emptyRoom,
  load,
  networkHelpers,
  panelOf,
  passPhase,
  Phase,
  room,
  salt,
  SeatStatus,
} from "./support/court.ts";

const { time } = networkHelpers;

async function drawn() {
  const parts = await room();
  const id = await drawnCase(parts);
  const panel = await panelOf(parts, id);
  const [first, second, third] = [panel[0]!, panel[1]!, panel[2]!];
  return { ...parts, id, first, second, third };
}

describe("ArbitrationCourt.commit", () => {
  context("given there is no such case", () => {
    it("reverts UnknownCase", async () => {
      const { court } = await load(emptyRoom);
      await expect(court.commit(9, 0, salt(0), "0x"))
        .to.be.revertedWithCustomError(court, "UnknownCase")
        .withArgs(9);
    });
  });

  context("given an open vote", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(room);
      const id = await drawnCase(parts, { in: courts.smallClaims });
      await expect(parts.court.commit(id, 0, salt(0), "0x"))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(id, Phase.Reveal);
    });
  });

  context("when the period is over", () => {
    it("reverts PhaseOver, and goes through in its last second", async () => {
      const { court, first, id } = await load(drawn);
      const { phaseEnd } = await court.caseOf(id);
      const snapshot = await networkHelpers.takeSnapshot();
      await time.setNextBlockTimestamp(phaseEnd);
      await court.connect(first).commit(id, 0, salt(0), "0x");
      await snapshot.restore();
      await time.setNextBlockTimestamp(phaseEnd + 1n);
      await expect(court.connect(first).commit(id, 0, salt(0), "0x"))
        .to.be.revertedWithCustomError(court, "PhaseOver")
        .withArgs(id, phaseEnd, phaseEnd + 1n);
    });
  });

  context("when the seat is another's, or there is no such seat", () => {
    it("reverts NotSeated", async () => {
      const { court, first, second, id } = await load(drawn);
      await expect(court.connect(first).commit(id, 1, salt(0), "0x"))
        .to.be.revertedWithCustomError(court, "NotSeated")
        .withArgs(first.address, second.address);
      await expect(court.connect(first).commit(id, 3, salt(0), "0x"))
        .to.be.revertedWithCustomError(court, "NotSeated")
        .withArgs(first.address, `0x${"00".repeat(20)}`);
    });
  });

  context("when the seat has committed", () => {
    it("reverts WrongSeatStatus: nobody commits to two choices", async () => {
      const { court, first, id } = await load(drawn);
      await court.connect(first).commit(id, 0, salt(0), "0x");
      await expect(court.connect(first).commit(id, 0, salt(1), "0x"))
        .to.be.revertedWithCustomError(court, "WrongSeatStatus")
        .withArgs(id, 0, SeatStatus.Committed);
    });
  });

  context("when all is well", () => {
    it("keeps the commitment", async () => {
      const { court, first, id } = await load(drawn);
      await court.connect(first).commit(id, 0, salt(0), "0x");
      const [seat] = await court.seatsOf(id, 0, 0);
      expect([seat?.status, seat?.commitment, seat?.choice]).to.deep.equal([SeatStatus.Committed, salt(0), 0n]);
      expect((await court.attemptOf(id, 0, 0)).committed).to.equal(1n);
    });

    it("emits Committed, with the sealed copy", async () => {
      const { court, second, id } = await load(drawn);
      await expect(court.connect(second).commit(id, 1, salt(0), "0x1234"))
        .to.emit(court, "Committed")
        .withArgs(id, second.address, 0, 0, 1, salt(0), "0x1234");
    });
  });

  context("when everybody has committed", () => {
    it("is time to reveal, at once", async () => {
      const { court, first, second, third, id } = await load(drawn);
      for (const [seat, person] of [first, second].entries()) {
        await court.connect(person).commit(id, seat, salt(seat), "0x");
      }
      expect((await court.caseOf(id)).phase).to.equal(Phase.Commit);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      await expect(court.connect(third).commit(id, 2, salt(2), "0x"))
        .to.emit(court, "PhaseChanged")
        .withArgs(id, Phase.Reveal, 0, 0, now + 2 * day);
    });
  });
});

describe("ArbitrationCourt.advance, from the commitments", () => {
  context("when the period is not over", () => {
    it("reverts PhaseNotOver", async () => {
      const { court, id } = await load(drawn);
      const { phaseEnd } = await court.caseOf(id);
      await time.setNextBlockTimestamp(phaseEnd);
      await expect(court.advance(id))
        .to.be.revertedWithCustomError(court, "PhaseNotOver")
        .withArgs(id, phaseEnd, phaseEnd);
    });
  });

  context("when somebody has committed", () => {
    it("is time to reveal", async () => {
      const parts = await load(drawn);
      await parts.court.connect(parts.first).commit(parts.id, 0, salt(0), "0x");
      await passPhase(parts, parts.id);
      expect((await parts.court.caseOf(parts.id)).phase).to.equal(Phase.Reveal);
    });
  });

  context("when nobody has", () => {
    it("goes to a second panel", async () => {
      const parts = await load(drawn);
      await passPhase(parts, parts.id);
      const { phase, attempt, round } = await parts.court.caseOf(parts.id);
      expect([phase, attempt, round]).to.deep.equal([Phase.Draw, 1n, 0n]);
    });
  });
});
