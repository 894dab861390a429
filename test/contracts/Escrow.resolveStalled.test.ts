import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { payout } from "#protocol/money.ts";
import {
  afterDeadline,
  arbitrationFee,
  atDeadline,
  DisputePhase,
  flows,
  loadFixture,
  market,
  openedDispute,
  Outcome,
  price,
  raisedDispute,
  ruledDispute,
  Ruling,
  shippedOrder,
  Status,
} from "./support/market.ts";

const all = 3n * price;
const half = arbitrationFee / 2n;

describe("Escrow.resolveStalled", () => {
  context("given it is not disputed", () => {
    it("reverts WrongStatus, however late it is", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      await afterDeadline(m, trade);
      await expect(m.escrow.resolveStalled(trade.order))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(trade.id, Status.Shipped);
    });
  });

  for (const [given, arrive, phase] of [
    ["not answered", openedDispute, DisputePhase.Opened],
    ["ruled", (m: Awaited<ReturnType<typeof market>>) => ruledDispute(m, Ruling.Buyer), DisputePhase.Ruled],
  ] as const) {
    context(`given it is ${given}`, () => {
      it("reverts WrongDisputePhase, however late it is", async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        await afterDeadline(m, trade);
        await expect(m.escrow.resolveStalled(trade.order))
          .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
          .withArgs(trade.id, phase);
      });
    });
  }

  context("when it is the last second of the ruling window", () => {
    it("reverts DeadlineNotPassed", async () => {
      const m = await loadFixture(market);
      const trade = await raisedDispute(m);
      const now = await atDeadline(m, trade);
      await expect(m.escrow.resolveStalled(trade.order))
        .to.be.revertedWithCustomError(m.escrow, "DeadlineNotPassed")
        .withArgs(now, now);
    });
  });

  context("when the ruling window is over", () => {
    const arrived = async () => {
      const m = await loadFixture(market);
      const trade = await raisedDispute(m);
      const deadline = await afterDeadline(m, trade);
      return { m, deadline, ...trade, parts: payout(trade.order, all, all / 2n) };
    };

    it("gives each side half of the order and of the fee that is left, whoever asks", async () => {
      const { m, order, parts } = await arrived();
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).resolveStalled(order));
      expect([moved.buyer, moved.seller, moved.referrer]).to.deep.equal([
        ...[parts.toBuyer + half, parts.toSeller + arbitrationFee - half, parts.referral],
      ]);
    });

    it("emits OrderResolved and ends the order", async () => {
      const { m, order, id, parts, deadline } = await arrived();
      await expect(m.escrow.resolveStalled(order))
        .to.emit(m.escrow, "OrderResolved")
        .withArgs(id, Outcome.Split, [parts.toSeller, parts.toBuyer, parts.fee, parts.referral]);
      const state = [Status.Resolved, Outcome.Split, deadline + 1n, 0n, parts.fee, false];
      expect(await m.escrow.stateOf(id)).to.deep.equal(state);
    });

    it("asks the arbitrator for the case and its fee back, and shares that, too", async () => {
      const { m, order, id } = await arrived();
      await m.arbitrator.setRefund(arbitrationFee, 0n);
      await expect(m.escrow.resolveStalled(order))
        .to.emit(m.escrow, "ArbitrationFeesReturned")
        .withArgs(id, arbitrationFee, arbitrationFee);
      expect(await m.arbitrator.withdrawals()).to.equal(1n);
    });
  });
});

describe("Escrow.reclaimFees", () => {
  context("given the order is disputed", () => {
    it("reverts WrongStatus", async () => {
      const m = await loadFixture(market);
      for (const arrive of [openedDispute, raisedDispute]) {
        const { id } = await arrive(m);
        await expect(m.escrow.reclaimFees(id))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(id, Status.Disputed);
      }
    });
  });

  context("given it was never disputed, or nothing comes back", () => {
    it("reverts NothingToReclaim", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      await m.escrow.connect(m.seller).refund(order);
      const never = await shippedOrder(m);
      for (const ended of [id, never.id]) {
        await expect(m.escrow.reclaimFees(ended))
          .to.be.revertedWithCustomError(m.escrow, "NothingToReclaim")
          .withArgs(ended);
      }
    });
  });

  context("given the arbitrator pays only after the end", () => {
    it("shares it when there was no ruling, and returns how much it was", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      await m.escrow.connect(m.seller).refund(order);
      await m.arbitrator.setRefund(7n, 0n);
      expect(await m.escrow.reclaimFees.staticCall(id)).to.equal(7n);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).reclaimFees(id));
      expect([moved.buyer, moved.seller, moved.escrow, moved.arbitrator]).to.deep.equal([3n, 4n, 0n, -7n]);
      await expect(m.escrow.reclaimFees(id)).to.be.revertedWithCustomError(m.escrow, "NothingToReclaim");
    });

    for (const [winner, ruling, buyer, seller] of [
      ["buyer", Ruling.Buyer, 7n, 0n],
      ["seller", Ruling.Seller, 0n, 7n],
    ] as const) {
      it(`gives it to the ${winner} for whom it ruled, and withdraws nothing`, async () => {
        const m = await loadFixture(market);
        const { order, id } = await ruledDispute(m, ruling);
        await m.escrow.executeRuling(order);
        await m.arbitrator.setRefund(7n, 0n);
        const moved = await flows(m, NATIVE, () => m.escrow.reclaimFees(id));
        expect([moved.buyer, moved.seller]).to.deep.equal([buyer, seller]);
        expect(await m.arbitrator.withdrawals()).to.equal(0n);
      });
    }
  });

  context("given the arbitrator took less than its fee at once", () => {
    it("keeps the change for whoever wins", async () => {
      const m = await loadFixture(market);
      await m.arbitrator.setRefund(0n, 9n);
      const { order, id } = await raisedDispute(m);
      expect((await m.escrow.disputeOf(id)).pot).to.equal(arbitrationFee + 9n);
      await m.arbitrator.giveRuling(m.escrow, 0, Ruling.Seller);
      await expect(m.escrow.executeRuling(order))
        .to.emit(m.escrow, "ArbitrationFeesReturned")
        .withArgs(id, 0n, arbitrationFee + 9n);
    });
  });
});
