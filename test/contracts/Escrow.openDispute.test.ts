import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import {
  afterDeadline,
  answerWindow,
  arbitrationFee,
  atDeadline,
  completedOrder,
  DisputePhase,
  flows,
  fundedOrder,
  loadFixture,
  market,
  openedDispute,
  orderable,
  Outcome,
  price,
  raisedDispute,
  setBalance,
  shippedOrder,
  Status,
} from "./support/market.ts";

const all = 3n * price;
const fee = { value: arbitrationFee };

describe("Escrow.openDispute", () => {
  context("when the caller is neither side", () => {
    it("reverts NotParty", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m);
      await expect(m.escrow.connect(m.stranger).openDispute(order, fee))
        .to.be.revertedWithCustomError(m.escrow, "NotParty")
        .withArgs(m.stranger.address);
    });
  });

  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["is disputed", openedDispute, Status.Disputed],
    ["is before the arbitrator", raisedDispute, Status.Disputed],
    ["has ended", completedOrder, Status.Completed],
  ] as const) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        await expect(m.escrow.connect(m.seller).openDispute(order, fee))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(id, status);
      });
    });
  }

  context("given nothing was sent, when the seller opens it", () => {
    it("reverts NotBuyer: silence must not pay a seller who did nothing", async () => {
      const m = await loadFixture(market);
      const { order } = await fundedOrder(m);
      await expect(m.escrow.connect(m.seller).openDispute(order, fee))
        .to.be.revertedWithCustomError(m.escrow, "NotBuyer")
        .withArgs(m.seller.address, m.buyer.address);
    });
  });

  for (const [given, arrive, opener] of [
    ["funded", fundedOrder, "buyer"],
    ["shipped", shippedOrder, "buyer"],
    ["shipped", shippedOrder, "seller"],
  ] as const) {
    context(`given the order is ${given}, when the ${opener} opens it at once`, () => {
      it("leaves the other side all the time that it had", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        const { deadline } = await m.escrow.stateOf(id);
        await expect(m.escrow.connect(m[opener]).openDispute(order, fee))
          .to.emit(m.escrow, "DisputeOpened")
          .withArgs(id, m[opener].address, arbitrationFee, deadline);
        expect((await m.escrow.stateOf(id)).deadline).to.equal(deadline);
      });
    });
  }

  for (const [given, arrive] of [
    ["ship", fundedOrder],
    ["inspection", shippedOrder],
  ] as const) {
    context(`when the ${given} deadline has passed`, () => {
      it("reverts DeadlinePassed", async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        const deadline = await afterDeadline(m, trade);
        await expect(m.escrow.connect(m.buyer).openDispute(trade.order, fee))
          .to.be.revertedWithCustomError(m.escrow, "DeadlinePassed")
          .withArgs(deadline, deadline + 1n);
      });
    });
  }

  context("when the arbitrator cannot name its price", () => {
    it("passes its revert on", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m);
      await m.arbitrator.setCost(1, true);
      await expect(m.escrow.connect(m.buyer).openDispute(order, fee)).to.be.revertedWith("broken");
    });
  });

  context("when its price does not fit", () => {
    it("reverts AmountTooLarge, and takes the largest that fits", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m);
      await m.arbitrator.setCost(2n ** 96n, false);
      await expect(m.escrow.connect(m.buyer).openDispute(order, fee))
        .to.be.revertedWithCustomError(m.escrow, "AmountTooLarge")
        .withArgs(2n ** 96n);
      const most = 2n ** 96n - 1n;
      await m.arbitrator.setCost(most, false);
      await setBalance(m.buyer.address, 2n ** 97n);
      await m.escrow.connect(m.buyer).openDispute(order, { value: most });
      expect((await m.escrow.disputeOf(id)).pot).to.equal(most);
    });
  });

  context("when not exactly the fee is sent", () => {
    it("reverts WrongValue", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m);
      for (const value of [0n, arbitrationFee - 1n, arbitrationFee + 1n]) {
        await expect(m.escrow.connect(m.buyer).openDispute(order, { value }))
          .to.be.revertedWithCustomError(m.escrow, "WrongValue")
          .withArgs(value, arbitrationFee);
      }
    });
  });

  for (const [given, arrive, openers] of [
    ["funded", fundedOrder, ["buyer"]],
    ["shipped", shippedOrder, ["buyer", "seller"]],
  ] as const) {
    for (const opener of openers) {
      context(`given the order is ${given}, when the ${opener} opens it at the last second`, () => {
        const arrived = async () => {
          const m = await loadFixture(market);
          const trade = await arrive(m);
          const now = await atDeadline(m, trade);
          return { m, ...trade, now, deadline: now + BigInt(answerWindow) };
        };

        it("emits DisputeOpened", async () => {
          const { m, order, id, deadline } = await arrived();
          await expect(m.escrow.connect(m[opener]).openDispute(order, fee))
            .to.emit(m.escrow, "DisputeOpened")
            .withArgs(id, m[opener].address, arbitrationFee, deadline);
        });

        it("waits for the answer and keeps the money", async () => {
          const { m, order, id, deadline } = await arrived();
          const moved = await flows(m, NATIVE, () => m.escrow.connect(m[opener]).openDispute(order, fee));
          expect([moved[opener], moved.escrow, moved.arbitrator]).to.deep.equal([-arbitrationFee, arbitrationFee, 0n]);
          expect(await m.escrow.stateOf(id)).to.deep.equal([Status.Disputed, Outcome.None, deadline, all, 0n, false]);
          const { Opened } = DisputePhase;
          const { buyer, seller, addresses } = m;
          expect(await m.escrow.disputeOf(id)).to.deep.equal([
            ...[
              buyer.address,
              Opened,
              opener === "buyer",
              0n,
              given === "funded",
              false,
              seller.address,
              arbitrationFee,
              addresses.arbitrator,
              0n,
            ],
          ]);
        });
      });
    }
  }

  it("says beforehand what it will cost", async () => {
    const m = await loadFixture(market);
    const { order } = await orderable(m);
    expect(await m.escrow.arbitrationCost(order)).to.equal(arbitrationFee);
  });
});
