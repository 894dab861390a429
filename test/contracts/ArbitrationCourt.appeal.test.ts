import { expect } from "chai";
import {
  courts,
  day,
  drawnCase,
  emptyRoom,
  fee,
  join,
  keeperFee,
  load,
  lock,
  networkHelpers,
  panelOf,
  passPhase,
  Phase,
  room,
  serve,
  smallRoom,
  vote,
} from "./support/court.ts";

const { time } = networkHelpers;
/** Seven seats and the keeper, and half of it as a bond. */
const nextCost = 7n * fee + keeperFee;
const need = nextCost + nextCost / 2n;
const nonPayable = 2n ** 255n - 1n;

/** Ruled for choice 1 by two of three. */
async function ruled() {
  const parts = await room();
  const id = await drawnCase(parts);
  await vote(parts, id, [1, 1, 2]);
  return { ...parts, id };
}

describe("ArbitrationCourt.appeal", () => {
  context("given there is no such case", () => {
    it("reverts UnknownCase", async () => {
      const { court } = await load(emptyRoom);
      await expect(court.appeal(0, "0x")).to.be.revertedWithCustomError(court, "UnknownCase").withArgs(0);
    });
  });

  context("given the case is not there yet, or no longer", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(room);
      const id = await drawnCase(parts);
      await expect(parts.court.appeal(id, "0x", { value: need }))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(id, Phase.Commit);
      await vote(parts, id, [1, 1, 1]);
      await passPhase(parts, id);
      await expect(parts.court.appeal(id, "0x", { value: need }))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(id, Phase.Resolved);
    });
  });

  context("when the period is over", () => {
    it("reverts PhaseOver, and goes through in its last second", async () => {
      const { court, id } = await load(ruled);
      const { phaseEnd } = await court.caseOf(id);
      const snapshot = await networkHelpers.takeSnapshot();
      await time.setNextBlockTimestamp(phaseEnd + 1n);
      await expect(court.appeal(id, "0x", { value: need }))
        .to.be.revertedWithCustomError(court, "PhaseOver")
        .withArgs(id, phaseEnd, phaseEnd + 1n);
      await snapshot.restore();
      await time.setNextBlockTimestamp(phaseEnd);
      await court.appeal(id, "0x", { value: need });
    });
  });

  context("when nothing is paid", () => {
    it("reverts InsufficientFee", async () => {
      const { court, id } = await load(ruled);
      await expect(court.appeal(id, "0x")).to.be.revertedWithCustomError(court, "InsufficientFee").withArgs(0, need);
    });
  });

  context("when a part is paid", () => {
    it("is kept, and the rest is still wanted", async () => {
      const { court, partyB, id } = await load(ruled);
      await expect(court.connect(partyB).appeal(id, "0x", { value: 5n }))
        .to.emit(court, "Contribution")
        .withArgs(id, partyB.address, 0, 5, 5, need);
      expect(await court.appealCost(id, "0x")).to.equal(need - 5n);
      expect(await court.contributionOf(id, 0, partyB)).to.equal(5n);
      expect((await court.caseOf(id)).phase).to.equal(Phase.Appeal);
    });

    it("adds up, from whomever", async () => {
      const { court, partyB, keeper, id } = await load(ruled);
      for (const person of [partyB, keeper, partyB]) await court.connect(person).appeal(id, "0x", { value: 5n });
      expect(await court.contributionOf(id, 0, partyB)).to.equal(10n);
      expect((await court.roundOf(id, 0)).raised).to.equal(15n);
    });

    it("comes back when the rest never does: b10.22", async () => {
      const parts = await load(ruled);
      const { court, pool, partyB, id } = parts;
      await court.connect(partyB).appeal(id, "0x", { value: need - 1n });
      await passPhase(parts, id);
      await court.claimAppeal(id, 0, partyB);
      expect(await pool.creditOf(partyB)).to.equal(need - 1n);
    });
  });

  context("when all is paid", () => {
    it("queues a larger panel for the next round", async () => {
      const { court, arbitrable, partyB, id } = await load(ruled);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      await expect(court.connect(partyB).appeal(id, "0x", { value: need }))
        .to.emit(court, "AppealDecision")
        .withArgs(id, await arbitrable.getAddress())
        .to.emit(court, "PhaseChanged")
        .withArgs(id, Phase.Draw, 1, 0, now + 3 * day);
      const { seats, fee: seat, lock: stake } = await court.roundOf(id, 1);
      expect([seats, seat, stake]).to.deep.equal([7n, fee, lock]);
      expect((await court.nextDraw()).id).to.equal(id);
    });

    it("credits what was too much", async () => {
      const { court, pool, partyB, id } = await load(ruled);
      await court.connect(partyB).appeal(id, "0x", { value: need + 9n });
      expect(await pool.creditOf(partyB)).to.equal(9n);
      expect(await court.contributionOf(id, 0, partyB)).to.equal(need);
    });

    for (const [people, again] of [
      [10, 0],
      [9, 1],
    ] as const) {
      it(`seats ${again} of those who judged it before when three of ${people} did`, async () => {
        const parts = await load(emptyRoom);
        const arbitrators = parts.others.slice(0, people);
        await join(parts, arbitrators);
        const id = await drawnCase(parts);
        const before = (await panelOf(parts, id)).map(({ address }) => address);
        await vote(parts, id, [1, 1, 2]);
        await parts.court.appeal(id, "0x", { value: need });
        await serve(parts);
        const after = (await panelOf(parts, id)).map(({ address }) => address);
        expect(after.length).to.equal(7);
        // Of ten, seven are left to judge without them; of nine, at least one has to sit again.
        expect(after.filter((address) => before.includes(address)).length >= again).to.equal(true);
        if (again === 0) expect(after.filter((address) => before.includes(address))).to.deep.equal([]);
      });
    }
  });

  it("keeps what was at stake at stake", async () => {
    const parts = await load(room);
    const id = await drawnCase(parts, { value: 6n * fee + keeperFee });
    await vote(parts, id, [1, 1, 2]);
    const cost = 14n * fee + keeperFee;
    expect(await parts.court.appealCost(id, "0x")).to.equal(cost + cost / 2n);
    await parts.court.appeal(id, "0x", { value: cost + cost / 2n });
    const round = await parts.court.roundOf(id, 1);
    expect([round.fee, round.lock]).to.deep.equal([2n * fee, 2n * lock]);
  });

  it("goes from the small court to the standard one", async () => {
    const parts = await load(room);
    const id = await drawnCase(parts, { in: courts.smallClaims });
    await vote(parts, id, [1]);
    await parts.court.appeal(id, "0x", { value: await parts.court.appealCost(id, "0x") });
    const { seats, courtId } = await parts.court.roundOf(id, 1);
    expect([seats, courtId]).to.deep.equal([3n, 0n]);
    await serve(parts);
    expect((await parts.court.caseOf(id)).phase).to.equal(Phase.Commit);
  });
});

describe("ArbitrationCourt, the size of an appeal's panel", () => {
  it("is the largest odd number that the pool can fill", async () => {
    const parts = await load(smallRoom);
    const id = await drawnCase(parts);
    await vote(parts, id, [1, 1, 2]);
    expect((await parts.court.roundOf(id, 0)).nextSeats).to.equal(5n);
    await join(parts, parts.others.slice(5, 6));
    const other = await drawnCase(parts);
    await vote(parts, other, [1, 1, 2]);
    expect((await parts.court.roundOf(other, 0)).nextSeats).to.equal(5n);
  });

  it("is the next court's usual one when that is larger", async () => {
    const parts = await load(room);
    const id = await drawnCase(parts, { in: courts.smallClaims, seats: 1 });
    await vote(parts, id, [1]);
    expect((await parts.court.roundOf(id, 0)).nextSeats).to.equal(3n);
  });

  context("given no larger one can be made, or no round is left", () => {
    it("ends the case at once", async () => {
      const parts = await load(smallRoom);
      const whole = await drawnCase(parts, { seats: 5 });
      await vote(parts, whole, [1, 1, 1, 1, 1]);
      expect((await parts.court.caseOf(whole)).phase).to.equal(Phase.Resolved);
      const only = await drawnCase(parts, { in: courts.final });
      await vote(parts, only, [2, 2, 2]);
      expect((await parts.court.caseOf(only)).phase).to.equal(Phase.Resolved);
    });

    it("ends it when everybody has left", async () => {
      const parts = await load(smallRoom);
      const id = await drawnCase(parts);
      const seated = (await panelOf(parts, id)).map(({ address }) => address);
      for (const person of parts.arbitrators) {
        const { stake, locked } = await parts.pool.arbitratorOf(person);
        if (!seated.includes(person.address)) await parts.pool.connect(person).requestExit(stake - locked);
      }
      await vote(parts, id, [1, 1, 1]);
      expect((await parts.court.caseOf(id)).phase).to.equal(Phase.Resolved);
    });
  });

  it("is never more than 63", async () => {
    const parts = await load(room);
    const id = await drawnCase(parts, { seats: 31 });
    expect((await parts.court.attemptOf(id, 0, 0)).seats).to.equal(15n);
    await vote(
      parts,
      id,
      Array.from({ length: 15 }, () => 1),
    );
    // 63 were possible, 31 are paid for, and fifteen can come.
    expect((await parts.court.caseOf(id)).phase).to.equal(Phase.Resolved);
  });
});

describe("ArbitrationCourt.appealCost and appealPeriod", () => {
  it("cannot be paid while there is nothing to appeal, nor after the period", async () => {
    const parts = await load(ruled);
    const { court, id } = parts;
    const { phaseEnd } = await court.caseOf(id);
    expect(await court.appealCost(id, "0x")).to.equal(need);
    expect(await court.appealPeriod(id)).to.deep.equal([phaseEnd - BigInt(3 * day), phaseEnd]);
    await time.increaseTo(phaseEnd + 1n);
    expect(await court.appealCost(id, "0x")).to.equal(nonPayable);
    await court.advance(id);
    expect(await court.appealCost(id, "0x")).to.equal(nonPayable);
    expect(await court.appealPeriod(id)).to.deep.equal([0n, 0n]);
  });
});
