import { expect } from "chai";
import {
  commitmentFor,
  drawnCase,
  ethers,
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

/** Two of three have committed, to choices 1 and 2. */
async function committed() {
  const parts = await room();
  const id = await drawnCase(parts);
  const [first, second] = await panelOf(parts, id);
  for (const [seat, person] of [first!, second!].entries()) {
    const commitment = await commitmentFor(parts, id, person, seat + 1, seat);
    await parts.court.connect(person).commit(id, seat, commitment, "0x");
  }
  return { ...parts, id, first: first!, second: second! };
}

describe("ArbitrationCourt.leak", () => {
  context("when the period is over", () => {
    it("reverts PhaseOver", async () => {
      const { court, id } = await load(committed);
      const { phaseEnd } = await court.caseOf(id);
      await time.setNextBlockTimestamp(phaseEnd + 1n);
      await expect(court.leak(id, 0, 1, salt(0)))
        .to.be.revertedWithCustomError(court, "PhaseOver")
        .withArgs(id, phaseEnd, phaseEnd + 1n);
    });
  });

  context("given votes are being revealed", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(committed);
      await passPhase(parts, parts.id);
      await expect(parts.court.leak(parts.id, 0, 1, salt(0)))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(parts.id, Phase.Reveal);
    });
  });

  context("given the seat has not committed, or leaked already", () => {
    it("reverts WrongSeatStatus", async () => {
      const { court, id } = await load(committed);
      await expect(court.leak(id, 2, 1, salt(2)))
        .to.be.revertedWithCustomError(court, "WrongSeatStatus")
        .withArgs(id, 2, SeatStatus.Drawn);
      await court.leak(id, 0, 1, salt(0));
      await expect(court.leak(id, 0, 1, salt(0)))
        .to.be.revertedWithCustomError(court, "WrongSeatStatus")
        .withArgs(id, 0, SeatStatus.Leaked);
    });
  });

  context("when the caller is the author", () => {
    it("reverts LeakByAuthor", async () => {
      const { court, first, id } = await load(committed);
      await expect(court.connect(first).leak(id, 0, 1, salt(0)))
        .to.be.revertedWithCustomError(court, "LeakByAuthor")
        .withArgs(first.address);
    });
  });

  context("when the vote was another", () => {
    it("reverts WrongCommitment", async () => {
      const parts = await load(committed);
      const { court, first, id } = parts;
      const right = await commitmentFor(parts, id, first, 1, 0);
      const wrong = await commitmentFor(parts, id, first, 2, 0);
      await expect(court.leak(id, 0, 2, salt(0)))
        .to.be.revertedWithCustomError(court, "WrongCommitment")
        .withArgs(right, wrong);
    });
  });

  context("when the vote is right", () => {
    it("voids it", async () => {
      const { court, id } = await load(committed);
      await court.leak(id, 0, 1, salt(0));
      expect((await court.seatsOf(id, 0, 0))[0]?.status).to.equal(SeatStatus.Leaked);
      expect((await court.attemptOf(id, 0, 0)).leaked).to.equal(1n);
    });

    it("emits Leaked", async () => {
      const { court, keeper, second, id } = await load(committed);
      await expect(court.connect(keeper).leak(id, 1, 2, salt(1)))
        .to.emit(court, "Leaked")
        .withArgs(id, second.address, 0, 0, 1);
    });

    it("cannot be committed again, nor revealed", async () => {
      const parts = await load(committed);
      await parts.court.leak(parts.id, 0, 1, salt(0));
      await expect(parts.court.connect(parts.first).commit(parts.id, 0, salt(5), "0x"))
        .to.be.revertedWithCustomError(parts.court, "WrongSeatStatus")
        .withArgs(parts.id, 0, SeatStatus.Leaked);
      await passPhase(parts, parts.id);
      await expect(parts.court.reveal(parts.id, 0, 1, salt(0), ethers.ZeroHash))
        .to.be.revertedWithCustomError(parts.court, "WrongSeatStatus")
        .withArgs(parts.id, 0, SeatStatus.Leaked);
    });

    it("leaves the others to be revealed, and no one to wait for after them", async () => {
      const parts = await load(committed);
      await parts.court.leak(parts.id, 0, 1, salt(0));
      await passPhase(parts, parts.id);
      await parts.court.reveal(parts.id, 1, 2, salt(1), ethers.ZeroHash);
      expect((await parts.court.caseOf(parts.id)).phase).to.equal(Phase.Draw);
    });
  });

  context("when all who committed leaked", () => {
    it("goes to a second panel without revealing", async () => {
      const parts = await load(committed);
      await parts.court.leak(parts.id, 0, 1, salt(0));
      await parts.court.leak(parts.id, 1, 2, salt(1));
      await passPhase(parts, parts.id);
      const { phase, attempt } = await parts.court.caseOf(parts.id);
      expect([phase, attempt]).to.deep.equal([Phase.Draw, 1n]);
    });
  });
});
