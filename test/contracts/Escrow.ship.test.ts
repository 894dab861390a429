import { expect } from "chai";
import { zeroHash } from "viem";
import {
  afterDeadline,
  atDeadline,
  completedOrder,
  day,
  fundedOrder,
  loadFixture,
  market,
  openedDispute,
  orderable,
  Outcome,
  price,
  rental,
  shippedOrder,
  Status,
  time,
} from "./support/market.ts";

const fulfilment = `0x${"5a".repeat(32)}` as const;

describe("Escrow.ship", () => {
  context("when the caller is not the seller", () => {
    it("reverts NotSeller", async () => {
      const m = await loadFixture(market);
      const { order } = await fundedOrder(m);
      for (const caller of [m.buyer, m.stranger, m.owner]) {
        await expect(m.escrow.connect(caller).ship(order, fulfilment))
          .to.be.revertedWithCustomError(m.escrow, "NotSeller")
          .withArgs(caller.address, m.seller.address);
      }
    });
  });

  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["is shipped", shippedOrder, Status.Shipped],
    ["is disputed", openedDispute, Status.Disputed],
    ["has ended", completedOrder, Status.Completed],
  ] as const) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        await expect(m.escrow.connect(m.seller).ship(order, fulfilment))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(id, status);
      });
    });
  }

  context("when the ship deadline has passed", () => {
    it("reverts DeadlinePassed", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const deadline = await afterDeadline(m, trade);
      await expect(m.escrow.connect(m.seller).ship(trade.order, fulfilment))
        .to.be.revertedWithCustomError(m.escrow, "DeadlinePassed")
        .withArgs(deadline, deadline + 1n);
    });
  });

  context("when it is the last second", () => {
    it("emits OrderShipped with what was sent and until when to inspect it", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const now = await atDeadline(m, trade);
      await expect(m.escrow.connect(m.seller).ship(trade.order, fulfilment))
        .to.emit(m.escrow, "OrderShipped")
        .withArgs(trade.id, fulfilment, now + BigInt(7 * day));
    });

    it("opens the inspection window and keeps the money", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const now = await atDeadline(m, trade);
      await m.escrow.connect(m.seller).ship(trade.order, fulfilment);
      const state = [Status.Shipped, Outcome.None, now + BigInt(7 * day), 3n * price, 0n, false];
      expect(await m.escrow.stateOf(trade.id)).to.deep.equal(state);
    });
  });

  context("given a part was released", () => {
    it("keeps what is held and what was paid in fees", async () => {
      const m = await loadFixture(market);
      const { order, id } = await fundedOrder(m);
      await m.escrow.connect(m.buyer).release(order, price);
      const before = await m.escrow.stateOf(id);
      await m.escrow.connect(m.seller).ship(order, zeroHash);
      const { held, feePaid } = await m.escrow.stateOf(id);
      expect([held, feePaid]).to.deep.equal([2n * price, before.feePaid]);
    });
  });
});

describe("Escrow.extend", () => {
  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["is disputed", openedDispute, Status.Disputed],
    ["has ended", completedOrder, Status.Completed],
  ] as const) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        for (const caller of [m.buyer, m.seller]) {
          await expect(m.escrow.connect(caller).extend(order, (await time.latest()) + 30 * day))
            .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
            .withArgs(id, status);
        }
      });
    });
  }

  for (const { given, arrive, giver, taker, error } of [
    { given: "funded", arrive: fundedOrder, giver: "buyer", taker: "seller", error: "NotBuyer" },
    { given: "shipped", arrive: shippedOrder, giver: "seller", taker: "buyer", error: "NotSeller" },
  ] as const) {
    context(`given the order is ${given}`, () => {
      it(`reverts ${error} for the ${taker}, who would gain by it, and for strangers`, async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        const { deadline } = await m.escrow.stateOf(id);
        for (const caller of [m[taker], m.stranger]) {
          await expect(m.escrow.connect(caller).extend(order, deadline + 1n))
            .to.be.revertedWithCustomError(m.escrow, error)
            .withArgs(caller.address, m[giver].address);
        }
      });

      it("reverts DeadlinePassed once it has passed", async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        const deadline = await afterDeadline(m, trade);
        await expect(m.escrow.connect(m[giver]).extend(trade.order, deadline + 100n))
          .to.be.revertedWithCustomError(m.escrow, "DeadlinePassed")
          .withArgs(deadline, deadline + 1n);
      });

      it("reverts DeadlineNotLater for the same or an earlier one", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        const { deadline } = await m.escrow.stateOf(id);
        for (const wanted of [deadline, deadline - 1n]) {
          await expect(m.escrow.connect(m[giver]).extend(order, wanted))
            .to.be.revertedWithCustomError(m.escrow, "DeadlineNotLater")
            .withArgs(wanted, deadline);
        }
      });

      it("reverts DeadlineTooLate a second beyond the most, not at it", async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        const now = await atDeadline(m, trade);
        const latest = now + BigInt(365 * day);
        await expect(m.escrow.connect(m[giver]).extend(trade.order, latest + 1n))
          .to.be.revertedWithCustomError(m.escrow, "DeadlineTooLate")
          .withArgs(latest + 1n, latest);
        const other = await arrive(m);
        const then = await atDeadline(m, other);
        await m.escrow.connect(m[giver]).extend(other.order, then + BigInt(365 * day));
      });

      it("emits OrderExtended and moves the deadline, nothing else", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        const before = await m.escrow.stateOf(id);
        const later = before.deadline + 1n;
        await expect(m.escrow.connect(m[giver]).extend(order, later))
          .to.emit(m.escrow, "OrderExtended")
          .withArgs(id, later);
        expect(await m.escrow.stateOf(id)).to.deep.equal([
          ...[before.status, before.outcome, later, before.held, before.feePaid, false],
        ]);
      });
    });
  }

  it("reverts DepositHeld when the seller of a rental would keep the deposit longer", async () => {
    const m = await loadFixture(market);
    const { order, id } = await shippedOrder(m, rental);
    const { deadline } = await m.escrow.stateOf(id);
    await expect(m.escrow.connect(m.seller).extend(order, deadline + 1n))
      .to.be.revertedWithCustomError(m.escrow, "DepositHeld")
      .withArgs(id);
  });
});
