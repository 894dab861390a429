import { expect } from "chai";
import {
  cost,
  drawnCase,
  emptyRoom,
  ethers,
  extraData,
  fee,
  keeperFee,
  keeperForDraw,
  keeperForSettling,
  load,
  networkHelpers,
  openedCase,
  Phase,
  queuedCase,
  room,
  vote,
} from "./support/court.ts";
import { Party } from "./support/pool.ts";

const { mine } = networkHelpers;
const withCase = (bring: typeof openedCase) =>
  async function given() {
    const parts = await room();
    return { ...parts, id: await bring(parts) };
  };
const opened = withCase(openedCase);
const queued = withCase(queuedCase);
const drawn = withCase(drawnCase);

describe("ArbitrationCourt.withdrawDispute", () => {
  context("given there is no such case", () => {
    it("reverts UnknownCase", async () => {
      const { court } = await load(emptyRoom);
      await expect(court.withdrawDispute(3)).to.be.revertedWithCustomError(court, "UnknownCase").withArgs(3);
    });
  });

  context("when the caller is not the arbitrable", () => {
    it("reverts NotArbitrable", async () => {
      const { court, arbitrable, partyB, id } = await load(opened);
      await expect(court.connect(partyB).withdrawDispute(id))
        .to.be.revertedWithCustomError(court, "NotArbitrable")
        .withArgs(partyB.address, await arbitrable.getAddress());
    });
  });

  context("given a panel is drawn", () => {
    it("reverts WrongPhase", async () => {
      const { court, arbitrable, id } = await load(drawn);
      await expect(arbitrable.withdrawDispute(id))
        .to.be.revertedWithCustomError(court, "WrongPhase")
        .withArgs(id, Phase.Commit);
    });
  });

  context("given it waits for a second panel", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(drawn);
      await vote(parts, parts.id, [1, null, null]);
      await expect(parts.arbitrable.withdrawDispute(parts.id))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(parts.id, Phase.Draw);
    });
  });

  context("given it waits for an appeal's panel", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(drawn);
      await vote(parts, parts.id, [1, 1, 1]);
      await parts.court.appeal(parts.id, "0x", { value: await parts.court.appealCost(parts.id, "0x") });
      await expect(parts.arbitrable.withdrawDispute(parts.id))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(parts.id, Phase.Draw);
    });
  });

  context("given its draw is frozen", () => {
    it("reverts DrawFrozen, and goes through a block earlier", async () => {
      const { court, arbitrable, id } = await load(queued);
      const { drawBlock } = await court.caseOf(id);
      // Two blocks before it the draw freezes.
      while (BigInt(await ethers.provider.getBlockNumber()) < drawBlock - 4n) await mine(1);
      const before = await networkHelpers.takeSnapshot();
      await arbitrable.withdrawDispute(id);
      await before.restore();
      await mine(1);
      await expect(arbitrable.withdrawDispute(id))
        .to.be.revertedWithCustomError(court, "DrawFrozen")
        .withArgs(id, drawBlock);
    });
  });

  for (const [where, given, toTreasury] of [
    ["open for evidence", opened, keeperFee],
    ["queued", queued, keeperForSettling],
  ] as const) {
    context(`given it is ${where}`, () => {
      it("ends without a ruling", async () => {
        const { court, arbitrable, id } = await load(given);
        await expect(arbitrable.withdrawDispute(id))
          .to.emit(court, "CaseWithdrawn")
          .withArgs(id)
          .to.emit(court, "Resolved")
          .withArgs(id, 0, true);
        const { phase, executed, undecided } = await court.caseOf(id);
        expect([phase, executed, undecided]).to.deep.equal([Phase.Resolved, true, true]);
        await expect(court.executeRuling(id)).to.be.revertedWithCustomError(court, "AlreadyExecuted").withArgs(id);
        await expect(court.settle(id, 0, 0))
          .to.be.revertedWithCustomError(court, "NothingToSettle")
          .withArgs(id, 0, 0);
      });

      it("gives the seats' fees back, and the keeper's to the treasury", async () => {
        const { court, pool, arbitrable, treasury, id } = await load(given);
        await arbitrable.withdrawDispute(id);
        expect(await court.refundOf(id)).to.equal(3n * fee);
        expect(await pool.creditOf(treasury)).to.equal(toTreasury);
      });
    });
  }

  context("given it was queued", () => {
    it("leaves half of the keeper's fee to whoever takes it off the queue, at once", async () => {
      const { court, pool, arbitrable, keeper, id } = await load(queued);
      await arbitrable.withdrawDispute(id);
      await court.connect(keeper).draw("0x");
      expect(await pool.creditOf(keeper)).to.equal(keeperForDraw);
      expect((await court.nextDraw()).id).to.equal(2n ** 256n - 1n);
      await arbitrable.reclaimFee(id);
      expect(await ethers.provider.getBalance(court)).to.equal(0n);
    });
  });
});

describe("ArbitrationCourt.reclaimFee", () => {
  async function withdrawn() {
    const parts = await opened();
    await parts.arbitrable.withdrawDispute(parts.id);
    return parts;
  }

  context("when the caller is not the arbitrable", () => {
    it("reverts NotArbitrable", async () => {
      const { court, arbitrable, partyA, id } = await load(withdrawn);
      await expect(court.connect(partyA).reclaimFee(id))
        .to.be.revertedWithCustomError(court, "NotArbitrable")
        .withArgs(partyA.address, await arbitrable.getAddress());
    });
  });

  context("when there is nothing", () => {
    it("does nothing", async () => {
      const { court, arbitrable, id } = await load(opened);
      await expect(arbitrable.reclaimFee(id)).not.to.emit(court, "FeeReturned");
    });
  });

  it("pays the arbitrable, once", async () => {
    const { court, arbitrable, id } = await load(withdrawn);
    expect(await arbitrable.reclaimFee.staticCall(id)).to.equal(3n * fee);
    const amounts = [-3n * fee, 3n * fee];
    await expect(() => arbitrable.reclaimFee(id)).to.changeEtherBalances(ethers, [court, arbitrable], amounts);
    await expect(() => arbitrable.reclaimFee(id)).to.changeEtherBalances(ethers, [court, arbitrable], [0n, 0n]);
  });

  it("emits FeeReturned", async () => {
    const { court, arbitrable, id } = await load(withdrawn);
    await expect(arbitrable.reclaimFee(id))
      .to.emit(court, "FeeReturned")
      .withArgs(id, 3n * fee);
  });

  context("when the arbitrable refuses", () => {
    it("reverts TransferFailed, and keeps it", async () => {
      const { court, keeper } = await load(emptyRoom);
      const party = await ethers.deployContract("ContractParty", [keeper]);
      const act = (name: "createDispute" | "reclaimFee", args: unknown[], value = 0n) =>
        party.act(court, court.interface.encodeFunctionData(name as never, args as never), { value });
      await act("createDispute", [2, extraData()], 31n * fee + keeperFee);
      await party.set(Party.Refusing);
      const [pool, address] = [await ethers.getContractAt("ArbitratorPool", court), await party.getAddress()];
      await expect(act("reclaimFee", [0]))
        .to.be.revertedWithCustomError(pool, "TransferFailed")
        .withArgs(address, fee);
      expect(await court.refundOf(0)).to.equal(fee);
    });
  });

  context("when the arbitrable calls back", () => {
    it("pays once", async () => {
      const { court } = await load(emptyRoom);
      const hostile = await ethers.deployContract("ArbitrableHostile", [court]);
      for (const _ of [0, 1]) await hostile.open(2, extraData(), { value: cost + 30n * fee });
      await hostile.set(false, court.interface.encodeFunctionData("reclaimFee", [1]));
      await hostile.reclaimFee(0);
      expect(court.interface.parseError(await hostile.failure())?.name).to.equal("ReentrancyGuardReentrantCall");
      expect(await ethers.provider.getBalance(hostile)).to.equal(3n * fee);
    });
  });
});
