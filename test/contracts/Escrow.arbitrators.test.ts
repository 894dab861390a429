import { expect } from "chai";
import { type Address } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { payout } from "#protocol/money.ts";
import {
  afterDeadline,
  arbitrationFee,
  Arbitrator,
  contractTrade,
  day,
  DisputePhase,
  ethers,
  flows,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  networkHelpers,
  offerOf,
  openedDispute,
  Outcome,
  price,
  raisedDispute,
  ruledDispute,
  Ruling,
  shippedOrder,
  signOffer,
  Status,
  through,
  type Trade,
} from "./support/market.ts";

const all = 3n * price;
/** Enough gas for a refusal to be believed, and not much more for a burner to burn. */
const fee = { value: arbitrationFee, gasLimit: 4_000_000 };

/** Answered, but the arbitrator would not take it. */
async function refusedDispute(m: Market, manner: number): Promise<Trade> {
  await m.arbitrator.set(manner, Arbitrator.Honest);
  const trade = await openedDispute(m);
  await m.escrow.connect(m.seller).answerDispute(trade.order, fee);
  return trade;
}

describe("Escrow's arbitrators", () => {
  for (const [word, manner, kept] of [
    ["reverts", Arbitrator.Reverting, 0n],
    ["burns all gas", Arbitrator.Burning, 0n],
    ["floods the answer", Arbitrator.Flooding, 0n],
    ["answers with less than a number", Arbitrator.Mumbling, arbitrationFee],
  ] as const) {
    context(`given an arbitrator that ${word} when it is asked`, () => {
      it("emits DisputeRefused, and keeps in the pot what it did not take", async () => {
        const m = await loadFixture(market);
        await m.arbitrator.set(manner, Arbitrator.Honest);
        const { order, id } = await openedDispute(m);
        const now = await networkHelpers.time.latest();
        await networkHelpers.time.setNextBlockTimestamp(now + 10);
        await expect(m.escrow.connect(m.seller).answerDispute(order, fee))
          .to.emit(m.escrow, "DisputeRefused")
          .withArgs(id, m.addresses.arbitrator, now + 10 + 40 * day);
        const { phase, pot, disputeId } = await m.escrow.disputeOf(id);
        expect([phase, pot, disputeId]).to.deep.equal([DisputePhase.Raised, 2n * arbitrationFee - kept, 0n]);
      });

      it("ends half and half once the ruling window is over", async () => {
        const m = await loadFixture(market);
        const trade = await refusedDispute(m, manner);
        await afterDeadline(m, trade);
        const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).resolveStalled(trade.order));
        const parts = payout(trade.order, all, all / 2n);
        const left = 2n * arbitrationFee - kept;
        expect([moved.buyer, moved.seller]).to.deep.equal([
          ...[parts.toBuyer + left / 2n, parts.toSeller + left - left / 2n],
        ]);
        expect((await m.escrow.stateOf(trade.id)).outcome).to.equal(Outcome.Split);
      });

      it("can be ended by the parties before that, in each of their ways", async () => {
        const m = await loadFixture(market);
        const [confirmed, refunded, settled] = [
          await refusedDispute(m, manner),
          await refusedDispute(m, manner),
          await refusedDispute(m, manner),
        ];
        await m.escrow.connect(m.buyer).confirm(confirmed.order);
        await m.escrow.connect(m.seller).refund(refunded.order);
        const offer = await offerOf(settled.id, 5n);
        await m.escrow.connect(m.buyer).settle(settled.order, offer, await signOffer(m, m.seller, offer));
        const fees = payout(confirmed.order, all, all).fee + payout(settled.order, all, 5n).fee;
        expect(await ethers.provider.getBalance(m.escrow)).to.equal(fees);
      });

      it("cannot rule on it", async () => {
        const m = await loadFixture(market);
        await refusedDispute(m, manner);
        await expect(m.arbitrator.giveRuling(m.escrow, 0, Ruling.Buyer))
          .to.be.revertedWithCustomError(m.escrow, "NotArbitrator")
          .withArgs(m.addresses.arbitrator, 0);
      });
    });
  }

  context("given an arbitrator that gives the same number twice", () => {
    it("is refused the second time, and rules on the first order alone", async () => {
      const m = await loadFixture(market);
      await m.arbitrator.number(3);
      const first = await raisedDispute(m);
      const second = await openedDispute(m);
      await expect(m.escrow.connect(m.seller).answerDispute(second.order, fee)).to.emit(m.escrow, "DisputeRefused");
      await m.arbitrator.giveRuling(m.escrow, 3, Ruling.Seller);
      expect((await m.escrow.disputeOf(first.id)).phase).to.equal(DisputePhase.Ruled);
      const { phase, pot } = await m.escrow.disputeOf(second.id);
      expect([phase, pot]).to.deep.equal([DisputePhase.Raised, arbitrationFee]);
    });

    it("gets no number back that an ended order had", async () => {
      const m = await loadFixture(market);
      await m.arbitrator.number(3);
      const first = await raisedDispute(m);
      await m.escrow.connect(m.seller).refund(first.order);
      const second = await openedDispute(m);
      await expect(m.escrow.connect(m.seller).answerDispute(second.order, fee)).to.emit(m.escrow, "DisputeRefused");
      await m.escrow.connect(m.seller).refund(second.order);
      await m.arbitrator.setRefund(5n, 0n);
      await expect(m.escrow.reclaimFees(second.id)).to.be.revertedWithCustomError(m.escrow, "NothingToReclaim");
    });
  });

  for (const [when, number, taken] of [
    ["fits", 2n ** 96n - 1n, true],
    ["does not fit", 2n ** 96n, false],
  ] as const) {
    context(`given an arbitrator whose number just ${when}`, () => {
      it(taken ? "is taken" : "is refused", async () => {
        const m = await loadFixture(market);
        await m.arbitrator.number(number);
        const { id } = await raisedDispute(m);
        expect((await m.escrow.disputeOf(id)).disputeId).to.equal(taken ? number : 0n);
        expect(await m.escrow.queryFilter(m.escrow.filters.DisputeRefused())).to.have.length(taken ? 0 : 1);
      });
    });
  }

  for (const [word, manner] of [
    ["reverts", Arbitrator.Reverting],
    ["burns all gas", Arbitrator.Burning],
    ["floods the answer", Arbitrator.Flooding],
  ] as const) {
    context(`given an arbitrator that ${word} when the case is withdrawn`, () => {
      it("stops no party, and no timeout", async () => {
        const m = await loadFixture(market);
        await m.arbitrator.set(Arbitrator.Honest, manner);
        const [confirmed, refunded, stalled] = [await raisedDispute(m), await raisedDispute(m), await raisedDispute(m)];
        await m.escrow.connect(m.buyer).confirm(confirmed.order);
        await m.escrow.connect(m.seller).refund(refunded.order);
        await afterDeadline(m, stalled);
        await m.escrow.connect(m.stranger).resolveStalled(stalled.order);
        expect((await m.escrow.stateOf(stalled.id)).status).to.equal(Status.Resolved);
        const fees = payout(confirmed.order, all, all).fee + payout(stalled.order, all, all / 2n).fee;
        expect(await ethers.provider.getBalance(m.escrow)).to.equal(fees);
      });
    });
  }

  context("given an arbitrator that gives nothing back until the order has ended", () => {
    it("is asked again by reclaimFees, and the fee is shared", async () => {
      const m = await loadFixture(market);
      await m.arbitrator.set(Arbitrator.Honest, Arbitrator.Reverting);
      await m.arbitrator.setRefund(arbitrationFee, 0n);
      const { order, id } = await raisedDispute(m);
      await m.escrow.connect(m.seller).refund(order);
      await m.arbitrator.set(Arbitrator.Honest, Arbitrator.Honest);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).reclaimFees(id));
      const half = arbitrationFee / 2n;
      expect([moved.buyer, moved.seller]).to.deep.equal([half, arbitrationFee - half]);
      expect(await m.arbitrator.withdrawals()).to.equal(1n);
    });
  });

  context("given an arbitrator that claims to have returned a thousand coins", () => {
    it("counts what arrived", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      await m.arbitrator.setRefund(2n, 0n);
      await expect(m.escrow.connect(m.seller).refund(order))
        .to.emit(m.escrow, "ArbitrationFeesReturned")
        .withArgs(id, arbitrationFee, 2n);
    });
  });

  context("given an arbitrator that asks more once the dispute is open", () => {
    it("refuses for too little, and both fees stay in the pot", async () => {
      const m = await loadFixture(market);
      const { order, id } = await openedDispute(m);
      await m.arbitrator.setCost(arbitrationFee + 1n, false);
      await expect(m.escrow.connect(m.seller).answerDispute(order, fee)).to.emit(m.escrow, "DisputeRefused");
      expect((await m.escrow.disputeOf(id)).pot).to.equal(2n * arbitrationFee);
    });
  });

  context("given an arbitrator that sends coin when nobody asked", () => {
    it("reverts", async () => {
      const m = await loadFixture(market);
      await raisedDispute(m);
      await expect(m.arbitrator.send(m.escrow, 1n)).to.be.revertedWith("not taken");
    });

    it("reverts within the transaction in which it was asked, too", async () => {
      const m = await loadFixture(market);
      const { order, id, seller, buyer } = await contractTrade(m);
      await through(buyer, m.escrow, "openDispute", [order], arbitrationFee);
      const answer = m.escrow.interface.encodeFunctionData("answerDispute", [order]);
      await expect(seller.actAndSend(m.escrow, answer, 1n, { value: arbitrationFee + 1n })).to.be.revertedWith(
        "not taken",
      );
      await seller.act(m.escrow, answer, { value: arbitrationFee });
      const refund = m.escrow.interface.encodeFunctionData("refund", [order]);
      await expect(seller.actAndSend(m.escrow, refund, 1n, { value: 1n })).to.be.revertedWith("not taken");
      expect((await m.escrow.disputeOf(id)).phase).to.equal(DisputePhase.Raised);
    });
  });

  context("given an arbitrator that begins with another number than zero", () => {
    it("is asked about that dispute for what it has not used", async () => {
      const m = await loadFixture(market);
      await m.arbitrator.number(7n);
      const { order } = await ruledDispute(m, Ruling.Seller);
      await m.arbitrator.setRefund(6n, 0n);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).executeRuling(order));
      expect(moved.arbitrator).to.equal(-6n);
    });
  });

  context("given an arbitrator that costs a single wei", () => {
    it("has it come back like any other fee", async () => {
      const m = await loadFixture(market);
      await m.arbitrator.setCost(1n, false);
      const { order } = await shippedOrder(m);
      await m.escrow.connect(m.seller).openDispute(order, { value: 1n });
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
      expect(moved.seller).to.equal(payout(order, all, all).toSeller + 1n);
    });
  });

  context("given an arbitrator that is no contract", () => {
    it("opens no dispute, and the order ends by its deadlines", async () => {
      const m = await loadFixture(market);
      const arbitrator = m.stranger.address as Address;
      const [funded, shipped] = [await fundedOrder(m, { arbitrator }), await shippedOrder(m, { arbitrator })];
      await expect(m.escrow.connect(m.buyer).openDispute(shipped.order, fee)).to.be.revertedWithoutReason(ethers);
      await afterDeadline(m, shipped);
      await m.escrow.connect(m.stranger).claim(shipped.order);
      await m.escrow.connect(m.stranger).refund(funded.order);
    });
  });

  context("given an arbitrator that is gone when it is asked", () => {
    it("counts as a refusal, and only the answerer's fee is lost", async () => {
      const m = await loadFixture(market);
      const { order, id } = await openedDispute(m);
      await networkHelpers.setCode(m.addresses.arbitrator, "0x");
      await expect(m.escrow.connect(m.seller).answerDispute(order, fee)).to.emit(m.escrow, "DisputeRefused");
      expect((await m.escrow.disputeOf(id)).pot).to.equal(arbitrationFee);
    });
  });

  context("when the answerer gives too little gas on purpose", () => {
    it("reverts NotEnoughGas instead of believing the refusal", async () => {
      const m = await loadFixture(market);
      await m.arbitrator.set(Arbitrator.Burning, Arbitrator.Honest);
      const { order } = await openedDispute(m);
      const answer = (gasLimit: number) => m.escrow.connect(m.seller).answerDispute(order, { ...fee, gasLimit });
      await expect(answer(3_000_000)).to.be.revertedWithCustomError(m.escrow, "NotEnoughGas");
      await expect(answer(4_000_000)).to.emit(m.escrow, "DisputeRefused");
    });
  });
});
