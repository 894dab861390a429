import { expect } from "chai";
import {
  courts,
  day,
  drawHeader,
  drawnCase,
  fee,
  keeperForDraw,
  load,
  networkHelpers,
  panelOf,
  passPhase,
  Phase,
  room,
  type Room,
  serve,
  smallRoom,
  vote,
  type Votes,
} from "./support/court.ts";

const { time } = networkHelpers;

async function drawn() {
  const parts = await room();
  const id = await drawnCase(parts, { seats: 5 });
  return { ...parts, id, panel: (await panelOf(parts, id)).map(({ address }) => address) };
}

/** One of five voted, so that a second panel was drawn. */
async function redrawn() {
  const parts = await drawn();
  await vote(parts, parts.id, [1, null, null, null, null]);
  await serve(parts);
  return parts;
}

describe("ArbitrationCourt, when a panel has no majority", () => {
  const outcomes: {
    votes: Votes;
    means: string;
    phase: bigint;
    attempt: bigint;
    ruling?: bigint;
    decided?: boolean;
  }[] = [
    { votes: [1, 1, 1, null, null], means: "decides", phase: Phase.Appeal, attempt: 0n, ruling: 1n, decided: true },
    { votes: [1, 1, 2, 2, 1], means: "decides", phase: Phase.Appeal, attempt: 0n, ruling: 1n, decided: true },
    { votes: [2, 1, 2, 1, 2], means: "decides", phase: Phase.Appeal, attempt: 0n, ruling: 2n, decided: true },
    { votes: [0, 0, 0, 1, 2], means: "decides", phase: Phase.Appeal, attempt: 0n, ruling: 0n, decided: true },
    { votes: [1, 1, 2, 2, 0], means: "leaves undecided", phase: Phase.Appeal, attempt: 0n, ruling: 0n, decided: false },
    { votes: [1, 1, 2, 2, null], means: "asks a second panel after", phase: Phase.Draw, attempt: 1n },
    { votes: [1, 1, null, null, null], means: "asks a second panel after", phase: Phase.Draw, attempt: 1n },
    { votes: [null, null, null, null, null], means: "asks a second panel after", phase: Phase.Draw, attempt: 1n },
  ];
  for (const { votes, means, ...expected } of outcomes) {
    it(`${means} ${votes.map((choice) => choice ?? "-").join(" ")}`, async () => {
      const parts = await load(drawn);
      await vote(parts, parts.id, votes);
      const { phase, attempt, undecided, ruling } = await parts.court.caseOf(parts.id);
      expect([phase, attempt]).to.deep.equal([expected.phase, expected.attempt]);
      if (expected.ruling !== undefined)
        expect([ruling, undecided]).to.deep.equal([expected.ruling, !expected.decided]);
    });
  }

  it("emits RoundClosed for the first attempt, and queues the second with a deadline of its own", async () => {
    const parts = await load(drawn);
    const { court, id } = parts;
    const { phaseEnd } = await court.caseOf(id);
    await time.setNextBlockTimestamp(phaseEnd + 1n);
    const end = phaseEnd + 1n + BigInt(3 * day);
    await expect(court.advance(id))
      .to.emit(court, "RoundClosed")
      .withArgs(id, 0, 0, 0, false)
      .to.emit(court, "PhaseChanged")
      .withArgs(id, Phase.Draw, 0, 1, end);
    expect((await court.roundOf(id, 0)).lastAttempt).to.equal(1n);
    expect((await court.nextDraw()).id).to.equal(id);
  });
});

describe("ArbitrationCourt, a second panel", () => {
  it("is made of others: b10.7", async () => {
    const { court, id, panel } = await load(redrawn);
    const second = (await court.seatsOf(id, 0, 1)).map(({ arbitrator }) => arbitrator);
    expect(second.length).to.equal(5);
    for (const address of second) expect(panel).not.to.include(address);
  });

  it("pays its draw nothing: the keeper's fee has been halved already", async () => {
    const { pool, keeper } = await load(redrawn);
    expect(await pool.creditOf(keeper)).to.equal(keeperForDraw);
  });

  it("decides by a majority of its own", async () => {
    const parts = await load(redrawn);
    await vote(parts, parts.id, [2, 2, 2, null, 1]);
    const { phase, ruling } = await parts.court.caseOf(parts.id);
    expect([phase, ruling]).to.deep.equal([Phase.Appeal, 2n]);
    expect((await parts.court.roundOf(parts.id, 0)).decided).to.equal(true);
  });

  it("is the last: without a majority the round stays undecided", async () => {
    const parts = await load(redrawn);
    await vote(parts, parts.id, [2, null, null, null, null]);
    const { phase, ruling, undecided } = await parts.court.caseOf(parts.id);
    expect([phase, ruling, undecided]).to.deep.equal([Phase.Appeal, 0n, true]);
    await passPhase(parts, parts.id);
    expect(await parts.court.disputeStatus(parts.id)).to.equal(2n);
  });

  it("needs commitments of its own: those of the first panel open nothing", async () => {
    const parts = await load(redrawn);
    const { court, id } = parts;
    const [person] = await panelOf(parts, id);
    const first = await court.commitmentOf(id, 0, 0, person!, 1, `0x${"11".repeat(32)}`);
    const second = await court.commitmentOf(id, 0, 1, person!, 1, `0x${"11".repeat(32)}`);
    expect(first).not.to.equal(second);
  });

  context("given nobody is left to sit on it", () => {
    async function waiting() {
      const parts = await smallRoom();
      const id = await drawnCase(parts);
      await vote(parts, id, [1, null, null]);
      return { ...parts, id };
    }
    const late = async (parts: Room, id: bigint) => {
      const header = await drawHeader(parts);
      await time.setNextBlockTimestamp((await parts.court.caseOf(id)).phaseEnd + 1n);
      return parts.court.connect(parts.keeper).draw(header);
    };

    it("waits until its deadline", async () => {
      const parts = await load(waiting);
      await serve(parts);
      expect((await parts.court.caseOf(parts.id)).phase).to.equal(Phase.Draw);
    });

    it("leaves the round undecided after it, open to an appeal", async () => {
      const parts = await load(waiting);
      const { court, id } = parts;
      await expect(late(parts, id)).to.emit(court, "RoundClosed").withArgs(id, 0, 1, 0, false);
      const { phase, drawFailed, undecided } = await court.caseOf(id);
      expect([phase, drawFailed, undecided]).to.deep.equal([Phase.Appeal, false, true]);
    });

    it("gives the seats' fees back when it is settled", async () => {
      const parts = await load(waiting);
      const { court, id } = parts;
      await late(parts, id);
      await passPhase(parts, id);
      await court.settle(id, 0, 1);
      expect(await court.refundOf(id)).to.equal(3n * fee);
      await court.settle(id, 0, 0);
      expect(await court.refundOf(id)).to.equal(3n * fee);
    });
  });

  context("given a court that makes do with one", () => {
    it("shrinks to it", async () => {
      const parts = await load(smallRoom);
      const id = await drawnCase(parts, { in: courts.final });
      await vote(parts, id, [1, null, null]);
      await serve(parts);
      expect((await parts.court.attemptOf(id, 0, 1)).seats).to.equal(1n);
      await vote(parts, id, [2]);
      const { phase, ruling } = await parts.court.caseOf(id);
      expect([phase, ruling]).to.deep.equal([Phase.Resolved, 2n]);
    });
  });
});
