import { expect } from "chai";
import { AbiCoder, ZeroAddress } from "ethers";
import {
  cost,
  courts,
  day,
  emptyRoom,
  ethers,
  extraData,
  fee,
  keeperFee,
  load,
  lock,
  networkHelpers,
  openedCase,
  Phase,
  standard,
} from "./support/court.ts";

const { time } = networkHelpers;
const parties = async () => {
  const parts = await load(emptyRoom);
  return { ...parts, data: extraData(0, 0, [parts.partyA.address, parts.partyB.address]) };
};

describe("ArbitrationCourt.constructor", () => {
  const wrong: [string, object][] = [
    ["a panel is even", { seats: 4 }],
    ["the smallest panel is even", { minSeats: 2 }],
    ["the smallest panel is larger than the usual one", { minSeats: 5 }],
    ["a panel is larger than can be drawn at once", { seats: 33 }],
    ["a wrong vote loses more than all", { incoherentBps: 10_001 }],
    ["a draw is waited for longer than stakes are held back", { drawTimeout: 10 * day + 1 }],
    ["there is no round", { maxRounds: 0 }],
    ["an appeal goes to a court that there is not", { next: 2 }],
    ["a seat costs nothing", { fee: 0n }],
  ];

  for (const [when, changes] of wrong) {
    context(`when ${when}`, () => {
      it("reverts BadConfig", async () => {
        const { pool, treasury } = await load(emptyRoom);
        const factory = await ethers.getContractFactory("ArbitrationCourt");
        await expect(factory.deploy(pool, treasury, [standard, { ...standard, ...changes }]))
          .to.be.revertedWithCustomError(factory, "BadConfig")
          .withArgs(1);
      });
    });
  }

  it("takes the largest of everything", async () => {
    const { pool, treasury } = await load(emptyRoom);
    const largest = { ...standard, seats: 31, minSeats: 31, incoherentBps: 10_000, drawTimeout: 10 * day, next: 1 };
    const court = await ethers.deployContract("ArbitrationCourt", [pool, treasury, [standard, largest]]);
    await expect(court.deploymentTransaction())
      .to.emit(court, "CourtConfigured")
      .withArgs(1, [...Object.values(largest)]);
    expect((await court.configOf(1)).seats).to.equal(31n);
  });

  it("gives up every draw before stakes are let go", async () => {
    const { court, pool } = await load(emptyRoom);
    expect(2n * (await court.MAX_DRAW_TIMEOUT())).to.be.lessThan(await pool.STANDSTILL());
  });

  it("knows its pool and its treasury", async () => {
    const { court, pool, treasury } = await load(emptyRoom);
    expect(await court.pool()).to.equal(await pool.getAddress());
    expect(await court.treasury()).to.equal(treasury.address);
  });

  it("takes no coin that nobody asked for", async () => {
    const { court, keeper } = await load(emptyRoom);
    await expect(keeper.sendTransaction({ to: court, value: 1n }))
      .to.be.revertedWithCustomError(court, "NotPool")
      .withArgs(keeper.address);
  });
});

describe("ArbitrationCourt.createDispute", () => {
  for (const choices of [0n, 2n ** 80n]) {
    context(`when there are ${choices} choices`, () => {
      it("reverts ChoicesOutOfBounds", async () => {
        const { court, data } = await parties();
        await expect(court.createDispute(choices, data, { value: cost }))
          .to.be.revertedWithCustomError(court, "ChoicesOutOfBounds")
          .withArgs(choices);
      });
    });
  }

  context("when there is no such court", () => {
    it("opens the case at court 0, for its price", async () => {
      const { court } = await load(emptyRoom);
      for (const [id, unknown] of [5n, 2n ** 32n + 1n, 2n ** 256n - 1n].entries()) {
        const data = AbiCoder.defaultAbiCoder().encode(["uint256"], [unknown]);
        await expect(court.createDispute(2, data, { value: cost - 1n }))
          .to.be.revertedWithCustomError(court, "InsufficientFee")
          .withArgs(cost - 1n, cost);
        await court.createDispute(2, data, { value: cost });
        expect((await court.caseOf(id)).courtId).to.equal(0n);
        expect((await court.roundOf(id, 0)).seats).to.equal(standard.seats);
      }
    });
  });

  for (const seats of [1, 2, 32, 33]) {
    context(`when ${seats} seats are asked of a court of at least 3`, () => {
      it("reverts SeatsOutOfBounds", async () => {
        const { court } = await load(emptyRoom);
        await expect(court.createDispute(2, extraData(0, seats), { value: 100n * fee }))
          .to.be.revertedWithCustomError(court, "SeatsOutOfBounds")
          .withArgs(seats, 3, 31);
      });
    });
  }

  context("when too little is paid", () => {
    it("reverts InsufficientFee", async () => {
      const { court, data } = await parties();
      await expect(court.createDispute(2, data, { value: cost - 1n }))
        .to.be.revertedWithCustomError(court, "InsufficientFee")
        .withArgs(cost - 1n, cost);
    });
  });

  context("when its cost is paid", () => {
    it("is open for evidence", async () => {
      const parts = await load(emptyRoom);
      const { court, arbitrable, partyA, partyB } = parts;
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      const id = await openedCase(parts);
      const opened = await court.caseOf(id);
      expect([opened.arbitrable, opened.partyA, opened.partyB]).to.deep.equal([
        await arbitrable.getAddress(),
        partyA.address,
        partyB.address,
      ]);
      expect([opened.phase, opened.phaseEnd, opened.choices, opened.courtId]).to.deep.equal([
        Phase.Evidence,
        BigInt(now + 3 * day),
        2n,
        0n,
      ]);
      expect([opened.round, opened.attempt, opened.ruling, opened.executed, opened.undecided]).to.deep.equal([
        ...[0n, 0n, 0n, false, false],
      ]);
    });

    it("has paid seats, and stakes behind them", async () => {
      const parts = await load(emptyRoom);
      const round = await parts.court.roundOf(await openedCase(parts), 0);
      expect([round.seats, round.fee, round.lock]).to.deep.equal([3n, fee, lock]);
    });

    it("keeps the money", async () => {
      const parts = await load(emptyRoom);
      await openedCase(parts);
      expect(await ethers.provider.getBalance(parts.court)).to.equal(cost);
      expect(await parts.court.refundOf(0)).to.equal(0n);
    });

    it("emits DisputeCreation, CaseCreated and PhaseChanged", async () => {
      const { court, arbitrable, data, partyA, partyB } = await parties();
      const address = await arbitrable.getAddress();
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      await expect(arbitrable.open(5, data, { value: cost }))
        .to.emit(court, "DisputeCreation")
        .withArgs(0, address)
        .to.emit(court, "CaseCreated")
        .withArgs(0, address, 0, 5, 3, fee, lock, partyA.address, partyB.address)
        .to.emit(court, "PhaseChanged")
        .withArgs(0, Phase.Evidence, 0, 0, now + 3 * day);
    });

    it("is numbered from zero", async () => {
      const parts = await load(emptyRoom);
      expect([await openedCase(parts), await openedCase(parts)]).to.deep.equal([0n, 1n]);
    });

    it("may have nearly as many choices as there are numbers for them", async () => {
      const { court, data } = await parties();
      await court.createDispute(2n ** 80n - 1n, data, { value: cost });
      expect((await court.caseOf(0)).choices).to.equal(2n ** 80n - 1n);
    });
  });

  context("when more is paid", () => {
    it("raises what each seat earns and what stands behind it", async () => {
      const parts = await load(emptyRoom);
      const id = await openedCase(parts, { value: 6n * fee + keeperFee + 5n });
      const round = await parts.court.roundOf(id, 0);
      expect([round.fee, round.lock]).to.deep.equal([2n * fee + 1n, 6n * fee + 3n]);
      // What does not divide among three.
      expect(await parts.court.refundOf(id)).to.equal(2n);
    });

    it("up to ten times the court's fee; the rest can be taken back", async () => {
      const parts = await load(emptyRoom);
      const id = await openedCase(parts, { value: 31n * fee + keeperFee });
      expect((await parts.court.roundOf(id, 0)).fee).to.equal(10n * fee);
      expect(await parts.court.refundOf(id)).to.equal(fee);
    });
  });

  context("when an even number of seats is asked for", () => {
    it("has one more", async () => {
      const parts = await load(emptyRoom);
      const id = await openedCase(parts, { seats: 4 });
      expect((await parts.court.roundOf(id, 0)).seats).to.equal(5n);
    });
  });

  for (const [what, data] of [
    ["nothing", "0x"],
    ["one word", AbiCoder.defaultAbiCoder().encode(["uint256"], [courts.smallClaims])],
    ["Kleros' three words", AbiCoder.defaultAbiCoder().encode(["uint256", "uint256", "uint256"], [2, 0, 1])],
  ] as const) {
    context(`when the extra data is ${what}`, () => {
      it("takes the court's panel, and keeps nobody off it", async () => {
        const { court } = await load(emptyRoom);
        await court.createDispute(2, data, { value: await court.arbitrationCost(data) });
        const { partyA, partyB, courtId } = await court.caseOf(0);
        expect([partyA, partyB]).to.deep.equal([ZeroAddress, ZeroAddress]);
        expect((await court.roundOf(0, 0)).seats).to.equal((await court.configOf(courtId)).seats);
      });
    });
  }
});
