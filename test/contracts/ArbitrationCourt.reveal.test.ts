import { expect } from "chai";
import {
  commitmentFor,
  commitVotes,
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
const reasons = salt(77);
const none = `0x${"0".repeat(64)}`;

/** Three committed to 1, 2 and 2. */
async function committed() {
  const parts = await room();
  const id = await drawnCase(parts);
  const [first, second, third] = await panelOf(parts, id);
  await commitVotes(parts, id, [1, 2, 2]);
  return { ...parts, id, first: first!, second: second!, third: third! };
}

async function open() {
  const parts = await room();
  const id = await drawnCase(parts, { in: courts.smallClaims, seats: 3 });
  const [first, second, third] = await panelOf(parts, id);
  return { ...parts, id, first: first!, second: second!, third: third! };
}

describe("ArbitrationCourt.reveal", () => {
  context("given there is no such case", () => {
    it("reverts UnknownCase", async () => {
      const { court } = await load(emptyRoom);
      await expect(court.reveal(1, 0, 1, salt(0), none))
        .to.be.revertedWithCustomError(court, "UnknownCase")
        .withArgs(1);
    });
  });

  context("given it is still time to commit", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(room);
      const id = await drawnCase(parts);
      await expect(parts.court.reveal(id, 0, 1, salt(0), none))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(id, Phase.Commit);
    });
  });

  context("when the period is over", () => {
    it("reverts PhaseOver, and goes through in its last second", async () => {
      const { court, id } = await load(committed);
      const { phaseEnd } = await court.caseOf(id);
      await time.setNextBlockTimestamp(phaseEnd);
      await court.reveal(id, 0, 1, salt(0), none);
      await time.setNextBlockTimestamp(phaseEnd + 1n);
      await expect(court.reveal(id, 1, 2, salt(1), none))
        .to.be.revertedWithCustomError(court, "PhaseOver")
        .withArgs(id, phaseEnd, phaseEnd + 1n);
    });
  });

  context("given a hidden vote", () => {
    context("when the seat has not committed, or has revealed", () => {
      it("reverts WrongSeatStatus", async () => {
        const parts = await load(room);
        const id = await drawnCase(parts);
        await commitVotes(parts, id, [1, 1, null]);
        await passPhase(parts, id);
        await expect(parts.court.reveal(id, 2, 1, salt(2), none))
          .to.be.revertedWithCustomError(parts.court, "WrongSeatStatus")
          .withArgs(id, 2, SeatStatus.Drawn);
        await parts.court.reveal(id, 0, 1, salt(0), none);
        await expect(parts.court.reveal(id, 0, 1, salt(0), none))
          .to.be.revertedWithCustomError(parts.court, "WrongSeatStatus")
          .withArgs(id, 0, SeatStatus.Revealed);
      });
    });

    context("when choice or salt is not what was committed", () => {
      it("reverts WrongCommitment", async () => {
        const parts = await load(committed);
        const { court, first, id } = parts;
        const right = await commitmentFor(parts, id, first, 1, 0);
        await expect(court.reveal(id, 0, 2, salt(0), none))
          .to.be.revertedWithCustomError(court, "WrongCommitment")
          .withArgs(right, await commitmentFor(parts, id, first, 2, 0));
        await expect(court.reveal(id, 0, 1, salt(1), none)).to.be.revertedWithCustomError(court, "WrongCommitment");
      });
    });

    context("when the commitment was copied from another seat", () => {
      it("reverts WrongCommitment: b10.13", async () => {
        const parts = await load(room);
        const { court } = parts;
        const id = await drawnCase(parts);
        const [first, second] = await panelOf(parts, id);
        const commitment = await commitmentFor(parts, id, first!, 1, 0);
        await court.connect(first).commit(id, 0, commitment, "0x");
        await court.connect(second).commit(id, 1, commitment, "0x");
        await passPhase(parts, id);
        await court.reveal(id, 0, 1, salt(0), none);
        await expect(court.connect(second).reveal(id, 1, 1, salt(0), reasons))
          .to.be.revertedWithCustomError(court, "WrongCommitment")
          .withArgs(commitment, await commitmentFor(parts, id, second!, 1, 0));
      });
    });

    it("is open to anyone with the pre-image", async () => {
      const { court, keeper, first, id } = await load(committed);
      await expect(court.connect(keeper).reveal(id, 0, 1, salt(0), none))
        .to.emit(court, "Revealed")
        .withArgs(id, first.address, 0, 0, 0, 1, none);
    });

    context("when its arbitrator brings reasons", () => {
      it("tells them with the vote", async () => {
        const { court, first, id } = await load(committed);
        await expect(court.connect(first).reveal(id, 0, 1, salt(0), reasons))
          .to.emit(court, "Revealed")
          .withArgs(id, first.address, 0, 0, 0, 1, reasons);
        expect((await court.seatsOf(id, 0, 0))[0]!.justified).to.equal(true);
      });
    });

    context("when anybody else brings reasons", () => {
      it("reverts NotSeated: nobody speaks for an arbitrator", async () => {
        const { court, keeper, first, id } = await load(committed);
        await expect(court.connect(keeper).reveal(id, 0, 1, salt(0), reasons))
          .to.be.revertedWithCustomError(court, "NotSeated")
          .withArgs(keeper.address, first.address);
      });
    });
  });

  context("given an open vote", () => {
    context("when the caller does not sit there", () => {
      it("reverts NotSeated", async () => {
        const { court, first, second, id } = await load(open);
        await expect(court.connect(second).reveal(id, 0, 1, salt(0), reasons))
          .to.be.revertedWithCustomError(court, "NotSeated")
          .withArgs(second.address, first.address);
      });
    });

    context("when the seat has voted", () => {
      it("reverts WrongSeatStatus", async () => {
        const { court, first, id } = await load(open);
        await court.connect(first).reveal(id, 0, 1, salt(0), reasons);
        await expect(court.connect(first).reveal(id, 0, 2, salt(0), reasons))
          .to.be.revertedWithCustomError(court, "WrongSeatStatus")
          .withArgs(id, 0, SeatStatus.Revealed);
      });
    });
  });

  context("when there is no such choice", () => {
    it("reverts ChoiceOutOfBounds, committed or not: b10.10", async () => {
      const { court, first, id } = await load(open);
      await expect(court.connect(first).reveal(id, 0, 3, salt(0), reasons))
        .to.be.revertedWithCustomError(court, "ChoiceOutOfBounds")
        .withArgs(3, 2);
      const parts = await load(room);
      const hidden = await drawnCase(parts);
      await commitVotes(parts, hidden, [3, 1, 1]);
      await expect(parts.court.reveal(hidden, 0, 3, salt(0), none))
        .to.be.revertedWithCustomError(parts.court, "ChoiceOutOfBounds")
        .withArgs(3, 2);
    });

    it("takes zero, which is to refuse", async () => {
      const { court, first, second, id } = await load(open);
      await court.connect(first).reveal(id, 0, 0, salt(0), reasons);
      await court.connect(second).reveal(id, 1, 2, salt(0), reasons);
      const seats = await court.seatsOf(id, 0, 0);
      expect(seats.map(({ choice }) => choice)).to.deep.equal([0n, 2n, 0n]);
    });
  });

  context("when all is well", () => {
    it("keeps the vote", async () => {
      const { court, id } = await load(committed);
      await court.reveal(id, 1, 2, salt(1), none);
      const [, seat] = await court.seatsOf(id, 0, 0);
      expect([seat?.status, seat?.choice]).to.deep.equal([SeatStatus.Revealed, 2n]);
      expect((await court.attemptOf(id, 0, 0)).revealed).to.equal(1n);
    });
  });

  context("when it is the last that was awaited", () => {
    it("closes the round, and opens it to appeals", async () => {
      const { court, arbitrable, id } = await load(committed);
      await court.reveal(id, 0, 1, salt(0), none);
      await court.reveal(id, 1, 2, salt(1), none);
      expect((await court.caseOf(id)).phase).to.equal(Phase.Reveal);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      await expect(court.reveal(id, 2, 2, salt(2), none))
        .to.emit(court, "RoundClosed")
        .withArgs(id, 0, 0, 2, true)
        .to.emit(court, "AppealPossible")
        .withArgs(id, await arbitrable.getAddress())
        .to.emit(court, "PhaseChanged")
        .withArgs(id, Phase.Appeal, 0, 0, now + 3 * day);
      const { ruling, decided } = await court.roundOf(id, 0);
      expect([ruling, decided]).to.deep.equal([2n, true]);
      expect(await court.currentRuling(id)).to.equal(2n);
    });
  });
});

describe("ArbitrationCourt.advance, from the votes", () => {
  context("when the period is not over", () => {
    it("reverts PhaseNotOver", async () => {
      const { court, id } = await load(committed);
      const { phaseEnd } = await court.caseOf(id);
      await time.setNextBlockTimestamp(phaseEnd);
      await expect(court.advance(id))
        .to.be.revertedWithCustomError(court, "PhaseNotOver")
        .withArgs(id, phaseEnd, phaseEnd);
    });
  });

  context("when a majority of all seats has voted alike", () => {
    it("closes the round without the others", async () => {
      const parts = await load(committed);
      await parts.court.reveal(parts.id, 1, 2, salt(1), none);
      await parts.court.reveal(parts.id, 2, 2, salt(2), none);
      await passPhase(parts, parts.id);
      expect((await parts.court.caseOf(parts.id)).phase).to.equal(Phase.Appeal);
      expect(await parts.court.currentRuling(parts.id)).to.equal(2n);
    });
  });
});

describe("ArbitrationCourt.justify", () => {
  /** Opened by a stranger, who was quicker than the arbitrator. */
  async function opened() {
    const parts = await committed();
    await parts.court.connect(parts.keeper).reveal(parts.id, 0, 1, salt(0), none);
    return parts;
  }

  context("given there is no such case", () => {
    it("reverts UnknownCase", async () => {
      const { court, first } = await load(opened);
      await expect(court.connect(first).justify(1, 0, 0, 0, reasons))
        .to.be.revertedWithCustomError(court, "UnknownCase")
        .withArgs(1);
    });
  });

  context("when the caller does not sit there", () => {
    it("reverts NotSeated", async () => {
      const { court, first, second, id } = await load(opened);
      await expect(court.connect(second).justify(id, 0, 0, 0, reasons))
        .to.be.revertedWithCustomError(court, "NotSeated")
        .withArgs(second.address, first.address);
    });
  });

  context("given the vote is not open", () => {
    it("reverts WrongSeatStatus", async () => {
      const { court, second, id } = await load(opened);
      await expect(court.connect(second).justify(id, 0, 0, 1, reasons))
        .to.be.revertedWithCustomError(court, "WrongSeatStatus")
        .withArgs(id, 1, SeatStatus.Committed);
    });
  });

  context("given somebody else opened it", () => {
    it("gives the arbitrator's reasons all the same, even after the end", async () => {
      const parts = await load(opened);
      const { court, first, id } = parts;
      for (const seat of [1, 2]) await court.reveal(id, seat, 2, salt(seat), none);
      await passPhase(parts, id);
      await expect(court.connect(first).justify(id, 0, 0, 0, reasons))
        .to.emit(court, "Justified")
        .withArgs(id, first.address, 0, 0, 0, reasons);
      expect((await court.seatsOf(id, 0, 0))[0]!.justified).to.equal(true);
    });
  });

  context("given reasons were given", () => {
    it("reverts AlreadyJustified", async () => {
      const { court, first, second, id } = await load(opened);
      await court.connect(first).justify(id, 0, 0, 0, reasons);
      await court.connect(second).reveal(id, 1, 2, salt(1), reasons);
      for (const [seat, person] of [first, second].entries()) {
        await expect(court.connect(person).justify(id, 0, 0, seat, salt(78)))
          .to.be.revertedWithCustomError(court, "AlreadyJustified")
          .withArgs(id, seat);
      }
    });
  });
});
