import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import { release } from "#protocol/money.ts";
import {
  completedOrder,
  flows,
  fundedOrder,
  loadFixture,
  market,
  openedDispute,
  orderable,
  Outcome,
  price,
  raisedDispute,
  shippedOrder,
  Status,
} from "./support/market.ts";

const all = 3n * price;
const part = 1_234_567_891n;

describe("Escrow.release", () => {
  context("when the caller is not the buyer", () => {
    it("reverts NotBuyer", async () => {
      const m = await loadFixture(market);
      const { order } = await fundedOrder(m);
      for (const caller of [m.seller, m.stranger]) {
        await expect(m.escrow.connect(caller).release(order, part))
          .to.be.revertedWithCustomError(m.escrow, "NotBuyer")
          .withArgs(caller.address, m.buyer.address);
      }
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
        await expect(m.escrow.connect(m.buyer).release(order, part))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(id, status);
      });
    });
  }

  for (const [when, amount] of [
    ["nothing", 0n],
    ["everything", all],
    ["more than everything", all + 1n],
  ] as const) {
    context(`when ${when} is released`, () => {
      it("reverts AmountOutOfBounds", async () => {
        const m = await loadFixture(market);
        const { order } = await fundedOrder(m);
        await expect(m.escrow.connect(m.buyer).release(order, amount))
          .to.be.revertedWithCustomError(m.escrow, "AmountOutOfBounds")
          .withArgs(amount, all);
      });
    });
  }

  for (const coin of ["native", "token"]) {
    for (const [given, arrive, status] of [
      ["funded", fundedOrder, Status.Funded],
      ["shipped", shippedOrder, Status.Shipped],
    ] as const) {
      context(`given the order is ${given} (${coin})`, () => {
        const arrived = async () => {
          const m = await loadFixture(market);
          const trade = await arrive(m, { token: coin === "native" ? NATIVE : m.addresses.dollar });
          return { m, ...trade, parts: release(trade.order, all, part) };
        };

        it("pays seller and referrer their share of the part", async () => {
          const { m, order, parts } = await arrived();
          const moved = await flows(m, order.terms.token, () => m.escrow.connect(m.buyer).release(order, part));
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

        it("emits OrderReleased with what is left and every part", async () => {
          const { m, order, id, parts } = await arrived();
          await expect(m.escrow.connect(m.buyer).release(order, part))
            .to.emit(m.escrow, "OrderReleased")
            .withArgs(id, all - part, [parts.toSeller, 0n, parts.fee, parts.referral]);
        });

        it("holds the rest, and the order goes on", async () => {
          const { m, order, id, parts } = await arrived();
          const { deadline } = await m.escrow.stateOf(id);
          await m.escrow.connect(m.buyer).release(order, part);
          const state = [status, Outcome.None, deadline, all - part, parts.fee, false];
          expect(await m.escrow.stateOf(id)).to.deep.equal(state);
        });
      });
    }
  }

  it("adds up over many parts, down to the last unit", async () => {
    const m = await loadFixture(market);
    const { order, id } = await fundedOrder(m);
    const escrow = m.escrow.connect(m.buyer);
    let held = all;
    let fee = 0n;
    for (const amount of [1n, 1n, 99n, 1_000_000n, all - 1_000_000n - 102n]) {
      await escrow.release(order, amount);
      fee += release(order, held, amount).fee;
      held -= amount;
      const state = await m.escrow.stateOf(id);
      expect([state.held, state.feePaid]).to.deep.equal([held, fee]);
    }
    expect(held).to.equal(1n);
    await expect(escrow.release(order, 1n))
      .to.be.revertedWithCustomError(m.escrow, "AmountOutOfBounds")
      .withArgs(1n, 1n);
    await escrow.confirm(order);
    expect((await m.escrow.stateOf(id)).feePaid).to.equal(106_200_000n);
  });
});
