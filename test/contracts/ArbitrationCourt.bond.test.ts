import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  cost,
  drawnCase,
  ethers,
  extraData,
  fee,
  keeperFee,
  load,
  lock,
  passPhase,
  room,
  serve,
  vote,
  type Votes,
} from "./support/court.ts";
import { appealed, settled } from "./support/settling.ts";

const wrong = (lock * 6_667n) / 10_000n;
const bond = (7n * fee + keeperFee) / 2n;
const seven = (choice: number | null): Votes => Array.from({ length: 7 }, () => choice);

/** Three ruled for choice 1, against which B appealed; seven judge it. */
async function appealedCase(first: Votes, second: Votes) {
  const parts = await load(room);
  const id = await drawnCase(parts);
  await vote(parts, id, first);
  const need = await appealed(parts, id, parts.partyB);
  await serve(parts);
  await vote(parts, id, second);
  if (second.includes(null)) {
    await serve(parts);
    await vote(parts, id, second);
  }
  await passPhase(parts, id);
  return { ...parts, id, need };
}

describe("ArbitrationCourt.claimAppeal", () => {
  context("given the case is not resolved", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(room);
      const id = await drawnCase(parts);
      await expect(parts.court.claimAppeal(id, 0, parts.partyB)).to.be.revertedWithCustomError(
        parts.court,
        "WrongPhase",
      );
    });
  });

  context("when the account paid nothing, or has it back", () => {
    it("reverts NothingToClaim", async () => {
      const { court, partyA, partyB, id } = await appealedCase([1, 1, 1], seven(2));
      await expect(court.claimAppeal(id, 0, partyA))
        .to.be.revertedWithCustomError(court, "NothingToClaim")
        .withArgs(id, 0, partyA.address);
      for (const round of [0, 1]) await court.settle(id, round, 0);
      await court.claimAppeal(id, 0, partyB);
      await expect(court.claimAppeal(id, 0, partyB)).to.be.revertedWithCustomError(court, "NothingToClaim");
    });
  });

  context("given the round, or the one that it paid for, is not settled", () => {
    it("reverts NotSettled", async () => {
      const { court, partyB, id } = await appealedCase([1, 1, 1], seven(2));
      for (const round of [0, 1]) {
        await expect(court.claimAppeal(id, 0, partyB))
          .to.be.revertedWithCustomError(court, "NotSettled")
          .withArgs(id, round);
        await court.settle(id, round, 0);
      }
      await court.claimAppeal(id, 0, partyB);
    });
  });

  context("given the ruling was overturned", () => {
    it("returns the bond and what the first panel lost: b10.23", async () => {
      const parts = await appealedCase([1, 1, 2], seven(2));
      const { court, pool, partyB, id } = parts;
      const first = await settled(parts, id, 0, 0);
      // The one who was right shares nothing but the slashes.
      expect(first.paid).to.deep.equal([0n, 0n, fee + 2n * wrong]);
      expect(first.slashed).to.deep.equal([wrong, wrong, 0n]);
      const second = await settled(parts, id, 1, 0);
      expect(second.paid).to.deep.equal(seven(0).map(() => fee));
      const before = await pool.creditOf(partyB);
      await expect(court.claimAppeal(id, 0, partyB))
        .to.emit(court, "AppealClaimed")
        .withArgs(id, partyB.address, 0, bond + 2n * fee);
      expect((await pool.creditOf(partyB)) - before).to.equal(bond + 2n * fee);
      expect(await ethers.provider.getBalance(court)).to.equal(0n);
    });

    it("returns to each by what it paid", async () => {
      const parts = await load(room);
      const { court, pool, partyB, keeper } = parts;
      const id = await drawnCase(parts);
      await vote(parts, id, [1, 1, 1]);
      const need = await court.appealCost(id, "0x");
      await court.connect(keeper).appeal(id, "0x", { value: need / 4n });
      await appealed(parts, id, partyB);
      await serve(parts);
      await vote(parts, id, seven(2));
      await passPhase(parts, id);
      for (const round of [0, 1]) await court.settle(id, round, 0);
      const before = await pool.creditOf(keeper);
      for (const person of [keeper, partyB]) await court.claimAppeal(id, 0, person);
      const returned = bond + 3n * fee;
      expect((await pool.creditOf(keeper)) - before).to.equal((returned * (need / 4n)) / need);
      // At most a wei is lost to each division.
      expect(await ethers.provider.getBalance(court)).to.be.lessThanOrEqual(1n);
    });

    it("slashes to the treasury when none of the first panel was right", async () => {
      const parts = await appealedCase([1, 1, 1], seven(2));
      const flow = await settled(parts, parts.id, 0, 0);
      expect([flow.paid, flow.treasury]).to.deep.equal([[0n, 0n, 0n], 3n * wrong]);
    });
  });

  context("given the ruling was upheld", () => {
    it("gives the bond to the party that won, and nothing back", async () => {
      const parts = await appealedCase([1, 1, 1], seven(1));
      const first = await settled(parts, parts.id, 0, 0);
      expect([first.partyA, first.partyB, first.paid]).to.deep.equal([bond, 0n, [fee, fee, fee]]);
      await parts.court.settle(parts.id, 1, 0);
      await parts.court.claimAppeal(parts.id, 0, parts.partyB);
      expect(await parts.pool.creditOf(parts.partyB)).to.equal(0n);
      expect(await ethers.provider.getBalance(parts.court)).to.equal(0n);
    });

    it("gives it to the treasury when nobody won", async () => {
      const parts = await appealedCase([0, 0, 0], seven(0));
      const flow = await settled(parts, parts.id, 0, 0);
      expect([flow.partyA, flow.treasury]).to.deep.equal([0n, bond]);
    });
  });

  context("given the appeal's panel stayed away twice", () => {
    it("returns its seats' fees, which nobody earned, and gives the bond to the party that won", async () => {
      const parts = await appealedCase([1, 1, 1], seven(null));
      const { court, pool, partyA, partyB, id } = parts;
      for (const [round, attempt] of [
        [0, 0],
        [1, 0],
        [1, 1],
      ] as const) {
        await court.settle(id, round, attempt);
      }
      await court.claimAppeal(id, 0, partyB);
      expect([await pool.creditOf(partyA), await pool.creditOf(partyB)]).to.deep.equal([bond, 7n * fee]);
      expect(await ethers.provider.getBalance(court)).to.equal(0n);
    });
  });
});

describe("ArbitrationCourt, the bond of an arbitrable that misbehaves", () => {
  for (const refuses of [true, false]) {
    it(`goes to the treasury when it ${refuses ? "burns all gas and floods" : "answers no address"}`, async () => {
      const parts = await load(room);
      const hostile = await ethers.deployContract("ArbitrableHostile", [parts.court]);
      await hostile.open(2, extraData(0, 0, [parts.partyA.address, ZeroAddress]), { value: cost });
      await passPhase(parts, 0n);
      await serve(parts);
      await vote(parts, 0n, [1, 1, 1]);
      await appealed(parts, 0n, parts.partyB);
      await serve(parts);
      await vote(parts, 0n, seven(1));
      await passPhase(parts, 0n);
      await hostile.set(refuses, "0x");
      const flow = await settled(parts, 0n, 0, 0);
      expect([flow.treasury, flow.paid]).to.deep.equal([bond, [fee, fee, fee]]);
    });
  }
});
