import { expect } from "chai";
import {
  courts,
  day,
  drawHeader,
  drawnCase,
  emptyRoom,
  ethers,
  fee,
  type FullRoom,
  join,
  keeperFee,
  load,
  lock,
  networkHelpers,
  passPhase,
  Phase,
  room,
  type Room,
  serve,
  type Signer,
  smallRoom,
  vote,
  type Votes,
} from "./support/court.ts";
import { appealed, settled } from "./support/settling.ts";

const { time } = networkHelpers;
const wrong = (lock * 6_667n) / 10_000n;
const costOf = (seats: bigint) => seats * fee + keeperFee;
const bondOf = (seats: bigint) => costOf(seats) / 2n;

/** Of seven, three, three and one. */
const split7: Votes = [1, 1, 1, 2, 2, 2, 0];
const split15: Votes = [...Array<number>(7).fill(1), ...Array<number>(7).fill(2), 0];

/** Judged by one panel after the other, each appealed against by party B, to the end. */
async function judged(...rounds: Votes[]) {
  const parts = await load(room);
  const id = await drawnCase(parts);
  for (const [i, votes] of rounds.entries()) {
    if (i > 0) {
      await appealed(parts, id, parts.partyB);
      await serve(parts);
    }
    await vote(parts, id, votes);
  }
  if ((await parts.court.caseOf(id)).phase === Phase.Appeal) await passPhase(parts, id);
  expect((await parts.court.caseOf(id)).phase).to.equal(Phase.Resolved);
  return { ...parts, id };
}

/** What party B has back of its appeals once all panels are paid, and that the court has nothing left. */
async function claimed(parts: FullRoom & { id: bigint }, rounds: number): Promise<bigint[]> {
  const { court, pool, partyB, id } = parts;
  const back: bigint[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = await pool.creditOf(partyB);
    await court.claimAppeal(id, round, partyB);
    back.push((await pool.creditOf(partyB)) - before);
  }
  expect(await ethers.provider.getBalance(court)).to.equal(await court.refundOf(id));
  return back;
}

async function drawLate(parts: Room, id: bigint) {
  const header = await drawHeader(parts);
  await time.setNextBlockTimestamp((await parts.court.caseOf(id)).phaseEnd + 1n);
  return parts.court.connect(parts.keeper).draw(header);
}

describe("ArbitrationCourt, an appeal that ends undecided", () => {
  context("given the ruling that it was against was decided", () => {
    it("leaves it standing", async () => {
      const { court, arbitrable, id } = await judged([1, 1, 2], split7);
      const { ruling, undecided, stands } = await court.caseOf(id);
      expect([ruling, undecided, stands]).to.deep.equal([1n, false, 1n]);
      const round = await court.roundOf(id, 1);
      expect([round.decided, round.ruling, round.stands]).to.deep.equal([false, 0n, 1n]);
      await court.executeRuling(id);
      expect(await arbitrable.rulingsOf(id)).to.deep.equal([1n]);
    });

    it("says of the round what it decided, and of the case what stands", async () => {
      const parts = await load(room);
      const { court } = parts;
      const id = await drawnCase(parts);
      await vote(parts, id, [2, 2, 1]);
      await appealed(parts, id, parts.partyB);
      await serve(parts);
      await vote(parts, id, split7.slice(0, 6).concat(null));
      await serve(parts);
      await vote(parts, id, split7);
      expect(await court.currentRuling(id)).to.equal(2n);
      const { phaseEnd } = await court.caseOf(id);
      await time.increaseTo(phaseEnd + 1n);
      await expect(court.advance(id)).to.emit(court, "Resolved").withArgs(id, 2, false);
    });

    it("costs its bond, as any lost appeal, and pays whoever voted", async () => {
      const parts = await judged([1, 1, 2], split7);
      const first = await settled(parts, parts.id, 0, 0);
      expect([first.partyA, first.partyB]).to.deep.equal([bondOf(7n), 0n]);
      expect(first.slashed).to.deep.equal([0n, 0n, wrong]);
      const second = await settled(parts, parts.id, 1, 0);
      // What nothing came of says nothing about who was right.
      expect(second.slashed).to.deep.equal(split7.map(() => 0n));
      expect(second.paid).to.deep.equal(split7.map(() => fee));
      expect(await claimed(parts, 1)).to.deep.equal([0n]);
    });

    it("does so when a bribed absence leaves nobody for a second panel", async () => {
      const parts = await load(smallRoom);
      const { court, partyB } = parts;
      const id = await drawnCase(parts);
      await vote(parts, id, [1, 1, 2]);
      const need = await appealed(parts, id, partyB);
      expect(need).to.equal(costOf(5n) + bondOf(5n));
      await serve(parts);
      await vote(parts, id, [1, 1, 2, 2, null]);
      await drawLate(parts, id);
      const { phase, ruling, undecided } = await court.caseOf(id);
      expect([phase, ruling, undecided]).to.deep.equal([Phase.Resolved, 1n, false]);
      const first = await settled(parts, id, 0, 0);
      expect(first.partyA).to.equal(bondOf(5n));
      await settled(parts, id, 1, 0);
      await settled(parts, id, 1, 1);
      // Nobody sat on the second panel, so nobody earned its seats' fees.
      expect(await claimed({ ...parts, id }, 1)).to.deep.equal([5n * fee]);
    });
  });

  context("given rounds in between that decided nothing either", () => {
    it("leaves the last that decided something, and every appeal since has lost its bond", async () => {
      const parts = await judged([1, 1, 1], split7, split15);
      const { court, id } = parts;
      const { ruling, undecided } = await court.caseOf(id);
      expect([ruling, undecided]).to.deep.equal([1n, false]);
      expect((await settled(parts, id, 0, 0)).partyA).to.equal(bondOf(7n));
      expect((await settled(parts, id, 1, 0)).partyA).to.equal(bondOf(15n));
      expect((await settled(parts, id, 2, 0)).paid).to.deep.equal(split15.map(() => fee));
      expect(await claimed(parts, 2)).to.deep.equal([0n, 0n]);
    });
  });

  context("given a later one decides otherwise", () => {
    it("returns the bonds of both, and judges all votes by that", async () => {
      const parts = await judged([1, 1, 1], split7, Array<number>(15).fill(2));
      const { court, id } = parts;
      expect((await court.caseOf(id)).ruling).to.equal(2n);
      await settled(parts, id, 0, 0);
      const second = await settled(parts, id, 1, 0);
      expect(second.slashed).to.deep.equal([wrong, wrong, wrong, 0n, 0n, 0n, wrong]);
      await settled(parts, id, 2, 0);
      expect(await claimed(parts, 2)).to.deep.equal([bondOf(7n) + 3n * fee, bondOf(15n) + 4n * fee]);
    });
  });

  context("given a later one decides the same", () => {
    it("keeps the bonds of both", async () => {
      const parts = await judged([1, 1, 1], split7, Array<number>(15).fill(1));
      const { id } = parts;
      expect((await settled(parts, id, 0, 0)).partyA).to.equal(bondOf(7n));
      expect((await settled(parts, id, 1, 0)).partyA).to.equal(bondOf(15n));
      await settled(parts, id, 2, 0);
      expect(await claimed(parts, 2)).to.deep.equal([0n, 0n]);
    });
  });
});

describe("ArbitrationCourt, an appeal against a round that decided nothing", () => {
  context("when it decides nothing either", () => {
    it("returns the bond: nobody had won whom it could have kept waiting", async () => {
      const parts = await judged([1, 2, 0], split7);
      const { court, id } = parts;
      const { ruling, undecided, stands } = await court.caseOf(id);
      expect([ruling, undecided, stands]).to.deep.equal([0n, true, 0n]);
      const first = await settled(parts, id, 0, 0);
      expect([first.partyA, first.treasury, first.paid]).to.deep.equal([0n, 0n, [fee, fee, fee]]);
      expect((await settled(parts, id, 1, 0)).paid).to.deep.equal(split7.map(() => fee));
      expect(await claimed(parts, 1)).to.deep.equal([bondOf(7n)]);
    });
  });

  for (const ruling of [0, 2]) {
    context(`when it decides for ${ruling}`, () => {
      it("returns the bond and what the first panel lost", async () => {
        const parts = await judged([1, 2, 0], Array<number>(7).fill(ruling));
        const { court, id } = parts;
        expect((await court.caseOf(id)).undecided).to.equal(false);
        await settled(parts, id, 0, 0);
        await settled(parts, id, 1, 0);
        expect(await claimed(parts, 1)).to.deep.equal([bondOf(7n) + 2n * fee]);
      });
    });
  }
});

describe("ArbitrationCourt, an appeal after one that nobody could judge", () => {
  /**
   * Five ruled for choice 1; of the seven of the appeal one stayed away, and for a second panel nobody was left. Then three are
   * suspended for an earlier absence: four could sit, which is enough for the court, but fewer than the five who ruled.
   */
  async function thinned() {
    const parts = await emptyRoom();
    const { court, pool, partyB } = parts;
    await join(parts, parts.others.slice(0, 7));
    const newcomers: Signer[] = parts.others.slice(7, 11);
    for (const person of newcomers) await pool.connect(person).stake({ value: lock * 5n });
    await time.increase(7 * day);
    const earlier = await drawnCase(parts, { in: courts.final, seats: 5 });
    await vote(parts, earlier, [1, 1, null, null, null]);
    await serve(parts);
    await vote(parts, earlier, [1]);
    const id = await drawnCase(parts, { in: courts.highValue });
    await vote(parts, id, [1, 1, 1, 1, 1]);
    await appealed(parts, id, partyB);
    await serve(parts);
    for (const person of newcomers) await pool.connect(person).activate();
    await vote(parts, id, [1, 1, 1, 2, 2, 2, null]);
    await drawLate(parts, id);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Appeal);
    for (const attempt of [0, 1]) await court.settle(earlier, 0, attempt);
    for (const person of newcomers) await pool.connect(person).requestExit(lock * 5n);
    await appealed(parts, id, partyB);
    return { ...parts, id };
  }

  it("is not judged by fewer than the ruling that stands: b10.25", async () => {
    const parts = await load(thinned);
    const { court, pool, id } = parts;
    expect(await pool.activeCount()).to.equal(4n);
    await serve(parts);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Draw);
    await drawLate(parts, id);
    const { phase, drawFailed, ruling } = await court.caseOf(id);
    expect([phase, drawFailed, ruling]).to.deep.equal([Phase.Resolved, true, 1n]);
  });
});
