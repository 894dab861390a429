import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import {
  afterDeadline,
  arbitrationFee,
  atDeadline,
  completedOrder,
  deposit,
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
  rental,
  ruledDispute,
  Ruling,
  shippedOrder,
  Status,
  time,
  valueOf,
} from "./support/market.ts";

const all = 3n * price;
const buyerFee = 30_300_000n;

describe("Escrow.refund", () => {
  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["has ended", completedOrder, Status.Completed],
  ] as const) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        await expect(m.escrow.connect(m.seller).refund(order))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(id, status);
      });
    });
  }

  context("given the arbitrator has ruled", () => {
    it("reverts WrongDisputePhase", async () => {
      const m = await loadFixture(market);
      const { order, id } = await ruledDispute(m, Ruling.Seller);
      await expect(m.escrow.connect(m.seller).refund(order))
        .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
        .withArgs(id, DisputePhase.Ruled);
    });
  });

  for (const [given, arrive] of [
    ["is shipped", shippedOrder],
    ["is disputed", openedDispute],
    ["is before the arbitrator", raisedDispute],
  ] as const) {
    context(`given the order ${given}, when the caller is not the seller`, () => {
      it("reverts NotSeller, however late it is", async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        await afterDeadline(m, trade);
        for (const caller of [m.buyer, m.stranger]) {
          await expect(m.escrow.connect(caller).refund(trade.order))
            .to.be.revertedWithCustomError(m.escrow, "NotSeller")
            .withArgs(caller.address, m.seller.address);
        }
      });
    });
  }

  context("given the order is funded, when the caller is not the seller", () => {
    it("reverts DeadlineNotPassed at the last second", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const now = await atDeadline(m, trade);
      await expect(m.escrow.connect(m.buyer).refund(trade.order))
        .to.be.revertedWithCustomError(m.escrow, "DeadlineNotPassed")
        .withArgs(now, now);
    });

    it("gives all back a second later, whoever asks", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      await afterDeadline(m, trade);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).refund(trade.order));
      expect([moved.buyer, moved.seller]).to.deep.equal([all + buyerFee, 0n]);
      expect((await m.escrow.stateOf(trade.id)).outcome).to.equal(Outcome.NeverSent);
    });

    it("says that it was never sent, the seller too", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      await afterDeadline(m, trade);
      await expect(m.escrow.connect(m.seller).refund(trade.order))
        .to.emit(m.escrow, "OrderRefunded")
        .withArgs(trade.id, Outcome.NeverSent, all + buyerFee);
    });

    it("lets the seller call it off until the last second, as if never bought", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      await atDeadline(m, trade);
      await expect(m.escrow.connect(m.seller).refund(trade.order))
        .to.emit(m.escrow, "OrderRefunded")
        .withArgs(trade.id, Outcome.RefundedUnshipped, all + buyerFee);
    });
  });

  for (const coin of ["native", "token"]) {
    for (const [given, arrive, outcome] of [
      ["funded", fundedOrder, Outcome.RefundedUnshipped],
      ["shipped", shippedOrder, Outcome.Refunded],
    ] as const) {
      context(`given the order is ${given} (${coin}), when the seller asks`, () => {
        const arrived = async () => {
          const m = await loadFixture(market);
          return { m, ...(await arrive(m, { token: coin === "native" ? NATIVE : m.addresses.dollar })) };
        };

        it("gives price and buyer fee back, and nobody else anything", async () => {
          const { m, order } = await arrived();
          const moved = await flows(m, order.terms.token, () => m.escrow.connect(m.seller).refund(order));
          const total = all + buyerFee;
          expect(moved).to.deep.equal({
            ...{ buyer: total, seller: 0n, referrer: 0n, treasury: 0n, escrow: -total, arbitrator: 0n },
          });
          expect((await m.escrow.stateOf(orderId(order))).feePaid).to.equal(0n);
        });

        it("emits OrderRefunded and ends the order", async () => {
          const { m, order, id } = await arrived();
          await expect(m.escrow.connect(m.seller).refund(order))
            .to.emit(m.escrow, "OrderRefunded")
            .withArgs(id, outcome, all + buyerFee);
          const now = BigInt(await time.latest());
          expect(await m.escrow.stateOf(id)).to.deep.equal([Status.Refunded, outcome, now, 0n, 0n, false]);
        });
      });
    }
  }

  context("given a part was released", () => {
    it("says that it was never sent once the time is over, whatever was released", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      await m.escrow.connect(m.buyer).release(trade.order, 1n);
      await afterDeadline(m, trade);
      await m.escrow.connect(m.buyer).refund(trade.order);
      expect((await m.escrow.stateOf(trade.id)).outcome).to.equal(Outcome.NeverSent);
    });

    it("gives back the rest with its buyer fee, and the buyer has had something", async () => {
      const m = await loadFixture(market);
      const { order, id } = await fundedOrder(m);
      await m.escrow.connect(m.buyer).release(order, price);
      const { feePaid } = await m.escrow.stateOf(id);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).refund(order));
      // 1.01 % of 2,000,000,014, rounded down
      expect(moved.buyer).to.equal(2n * price + 20_200_000n);
      const state = await m.escrow.stateOf(id);
      expect([state.status, state.outcome, state.feePaid]).to.deep.equal([
        ...[Status.Refunded, Outcome.Refunded, feePaid],
      ]);
    });
  });

  context("given the order is a rental", () => {
    it("gives the deposit back with the rent", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m, rental);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).refund(order));
      expect(moved.buyer).to.equal(valueOf(order));
    });

    it("completes the order when only the deposit is left", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m, rental);
      await m.escrow.connect(m.buyer).confirm(order);
      const { feePaid } = await m.escrow.stateOf(id);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).refund(order));
      expect([moved.buyer, moved.seller]).to.deep.equal([3n * deposit, 0n]);
      const now = BigInt(await time.latest());
      expect(await m.escrow.stateOf(id)).to.deep.equal([Status.Completed, Outcome.Completed, now, 0n, feePaid, false]);
    });
  });

  context("given it is disputed and not answered", () => {
    it("gives the opener its fee back, too", async () => {
      const m = await loadFixture(market);
      const { order, id } = await openedDispute(m);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).refund(order));
      expect([moved.buyer, moved.seller]).to.deep.equal([all + buyerFee + arbitrationFee, 0n]);
      expect((await m.escrow.stateOf(id)).outcome).to.equal(Outcome.Refunded);
    });

    it("says that it was never sent when the seller comes after the time to answer", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      await m.escrow.connect(m.buyer).openDispute(trade.order, { value: arbitrationFee });
      await afterDeadline(m, trade);
      await m.escrow.connect(m.seller).refund(trade.order);
      expect((await m.escrow.stateOf(trade.id)).outcome).to.equal(Outcome.NeverSent);
    });

    it("is as if never bought when it never left the seller", async () => {
      const m = await loadFixture(market);
      const { order, id } = await fundedOrder(m);
      await m.escrow.connect(m.buyer).openDispute(order, { value: arbitrationFee });
      await m.escrow.connect(m.seller).refund(order);
      expect((await m.escrow.stateOf(id)).outcome).to.equal(Outcome.RefundedUnshipped);
    });

    it("counts when a part was paid, or when it was answered", async () => {
      const m = await loadFixture(market);
      const [part, answered] = [await fundedOrder(m), await fundedOrder(m)];
      await m.escrow.connect(m.buyer).release(part.order, 1_000n);
      for (const { order } of [part, answered])
        await m.escrow.connect(m.buyer).openDispute(order, { value: arbitrationFee });
      await m.escrow.connect(m.seller).answerDispute(answered.order, { value: arbitrationFee });
      for (const { order, id } of [part, answered]) {
        await m.escrow.connect(m.seller).refund(order);
        expect((await m.escrow.stateOf(id)).outcome).to.equal(Outcome.Refunded);
      }
    });
  });

  context("given it is before the arbitrator", () => {
    it("withdraws the dispute, leaves the buyer its fee, and has what the arbitrator returns", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      await m.arbitrator.setRefund(arbitrationFee, 0);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).refund(order));
      expect([moved.buyer, moved.seller, moved.arbitrator]).to.deep.equal([
        ...[all + buyerFee + arbitrationFee, arbitrationFee, -arbitrationFee],
      ]);
      expect((await m.escrow.disputeOf(id)).phase).to.equal(DisputePhase.None);
    });
  });
});
