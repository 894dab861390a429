import { expect } from "chai";
import {
  courts,
  drawHeader,
  drawnCase,
  ethers,
  fee,
  join,
  keeperFee,
  load,
  networkHelpers,
  panelOf,
  Phase,
  type Room,
  room,
  serve,
  type Signer,
  smallRoom,
  vote,
} from "./support/court.ts";

const { time } = networkHelpers;

/** Everybody leaves who can, but for those who stay. */
async function leave({ pool }: Room, people: Signer[]) {
  for (const person of people) {
    const { stake, locked, suspended } = await pool.arbitratorOf(person);
    if (locked === 0n && !suspended) await pool.connect(person).requestExit(stake);
  }
}

async function drawLate(parts: Room, id: bigint) {
  const header = await drawHeader(parts);
  await time.setNextBlockTimestamp((await parts.court.caseOf(id)).phaseEnd + 1n);
  return parts.court.connect(parts.keeper).draw(header);
}

describe("ArbitrationCourt, an appeal that nobody can judge", () => {
  const nextCost = 3n * fee + keeperFee;
  const need = nextCost + nextCost / 2n;

  /** Ruled for choice 1 by one, who is the only one left; the standard court would need three. */
  async function alone() {
    const parts = await room();
    const id = await drawnCase(parts, { in: courts.smallClaims });
    await vote(parts, id, [1]);
    await leave(parts, parts.arbitrators);
    await parts.pool.withdraw(parts.keeper);
    await parts.court.connect(parts.partyB).appeal(id, "0x", { value: need });
    return { ...parts, id };
  }

  it("leaves the ruling that it was against", async () => {
    const parts = await load(alone);
    await expect(drawLate(parts, parts.id)).to.emit(parts.court, "Resolved").withArgs(parts.id, 1, false);
    const { drawFailed, round, undecided } = await parts.court.caseOf(parts.id);
    expect([drawFailed, round, undecided]).to.deep.equal([true, 1n, false]);
    await parts.court.executeRuling(parts.id);
    expect(await parts.arbitrable.rulingsOf(parts.id)).to.deep.equal([1n]);
  });

  it("gives all of it back, bond and keeper's fee included: b10.22", async () => {
    const parts = await load(alone);
    const { court, pool, partyB, keeper, id } = parts;
    await drawLate(parts, id);
    await court.connect(partyB).claimAppeal(id, 0, partyB);
    expect([await pool.creditOf(partyB), await pool.creditOf(keeper)]).to.deep.equal([need, 0n]);
    await court.settle(id, 0, 0);
    expect(await ethers.provider.getBalance(court)).to.equal(0n);
  });
});

describe("ArbitrationCourt, an appeal that only fewer could judge", () => {
  /**
   * Five ruled for choice 1. Two of them are suspended for their absence from an earlier case, and two newcomers have left:
   * the three who could sit would be enough for the court, but fewer than the five against whom the appeal is.
   */
  async function thinned() {
    const parts = await smallRoom();
    const { court, partyB } = parts;
    const earlier = await drawnCase(parts, { in: courts.final, seats: 5 });
    await vote(parts, earlier, [1, 1, 1, null, null]);
    const newcomers = parts.others.slice(5, 7);
    await join(parts, newcomers);
    const id = await drawnCase(parts, { in: courts.highValue });
    return { ...parts, earlier, newcomers, id, court, partyB };
  }

  it("is not judged: b10.25", async () => {
    const parts = await load(thinned);
    const { court, earlier, newcomers, partyB, id } = parts;
    const panel = await panelOf(parts, id);
    await vote(parts, id, [1, 1, 1, 1, 1]);
    expect((await court.roundOf(id, 0)).nextSeats).to.equal(7n);
    await court.settle(earlier, 0, 0);
    await leave(
      parts,
      [...newcomers, ...parts.arbitrators].filter((person) => !panel.includes(person)),
    );
    await court.connect(partyB).appeal(id, "0x", { value: await court.appealCost(id, "0x") });
    const active = await parts.pool.activeCount();
    expect(active).to.be.greaterThanOrEqual(3n).and.lessThan(5n);
    await serve(parts);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Draw);
    await drawLate(parts, id);
    const { phase, drawFailed, ruling } = await court.caseOf(id);
    expect([phase, drawFailed, ruling]).to.deep.equal([Phase.Resolved, true, 1n]);
  });
});
