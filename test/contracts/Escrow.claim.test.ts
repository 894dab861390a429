import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import { payout } from "#protocol/money.ts";
import {
  afterDeadline,
  atDeadline,
  completedOrder,
  deposit,
  flows,
  fundedOrder,
  loadFixture,
  market,
  openedDispute,
  orderable,
  Outcome,
  price,
  rent,
  rental,
  shippedOrder,
  Status,
} from "./support/market.ts";

const all = 3n * price;

describe("Escrow.claim", () => {
  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["is funded", fundedOrder, Status.Funded],
    ["is disputed", openedDispute, Status.Disputed],
    ["has ended", completedOrder, Status.Completed],
  ] as const) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus, however late it is", async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        if (status !== Status.None && status !== Status.Completed) await afterDeadline(m, trade);
        await expect(m.escrow.connect(m.seller).claim(trade.order))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(trade.id, status);
      });
    });
  }

  context("when it is the last second of the inspection", () => {
    it("reverts DeadlineNotPassed", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      const now = await atDeadline(m, trade);
      await expect(m.escrow.connect(m.seller).claim(trade.order))
        .to.be.revertedWithCustomError(m.escrow, "DeadlineNotPassed")
        .withArgs(now, now);
    });
  });

  for (const coin of ["native", "token"]) {
    context(`when the inspection is over (${coin})`, () => {
      const arrived = async () => {
        const m = await loadFixture(market);
        const trade = await shippedOrder(m, { token: coin === "native" ? NATIVE : m.addresses.dollar });
        const deadline = await afterDeadline(m, trade);
        return { m, deadline, ...trade, parts: payout(trade.order, all, all) };
      };

      it("pays seller and referrer, whoever asks", async () => {
        const { m, order, parts } = await arrived();
        const moved = await flows(m, order.terms.token, () => m.escrow.connect(m.stranger).claim(order));
        expect(moved).to.deep.equal({
          buyer: 0n,
          seller: parts.toSeller,
          referrer: parts.referral,
          treasury: 0n,
          escrow: -parts.toSeller - parts.referral,
          arbitrator: 0n,
        });
        expect((await m.escrow.stateOf(orderId(order))).feePaid).to.equal(parts.fee);
      });

      it("emits OrderClaimed with every part", async () => {
        const { m, order, id, parts } = await arrived();
        await expect(m.escrow.connect(m.stranger).claim(order))
          .to.emit(m.escrow, "OrderClaimed")
          .withArgs(id, [parts.toSeller, 0n, parts.fee, parts.referral]);
      });

      it("ends the order", async () => {
        const { m, order, id, parts, deadline } = await arrived();
        await m.escrow.connect(m.stranger).claim(order);
        const state = [Status.Completed, Outcome.Completed, deadline + 1n, 0n, parts.fee, false];
        expect(await m.escrow.stateOf(id)).to.deep.equal(state);
      });
    });
  }

  context("given the order is a rental", () => {
    it("pays the rent to the seller and the deposit to the buyer", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m, rental);
      await afterDeadline(m, trade);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).claim(trade.order));
      const { toSeller } = payout(trade.order, 3n * rent, 3n * rent);
      expect([moved.buyer, moved.seller]).to.deep.equal([3n * deposit, toSeller]);
    });

    it("returns the deposit of one whose rent is paid, and keeps its fees on record", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m, rental);
      await m.escrow.connect(m.buyer).confirm(trade.order);
      const { feePaid } = await m.escrow.stateOf(trade.id);
      const deadline = await afterDeadline(m, trade);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).claim(trade.order));
      expect([moved.buyer, moved.seller]).to.deep.equal([3n * deposit, 0n]);
      const state = [Status.Completed, Outcome.Completed, deadline + 1n, 0n, feePaid, false];
      expect(await m.escrow.stateOf(trade.id)).to.deep.equal(state);
    });
  });
});
