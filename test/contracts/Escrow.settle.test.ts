import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import { payout } from "#protocol/money.ts";
import {
  arbitrationFee,
  completedOrder,
  contractTrade,
  day,
  deposit,
  DisputePhase,
  flows,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  offerOf,
  openedDispute,
  orderable,
  Outcome,
  price,
  raisedDispute,
  rent,
  rental,
  Ruling,
  shippedOrder,
  signOffer,
  Status,
  through,
  time,
  type Trade,
} from "./support/market.ts";

const all = 3n * price;
const split = 1_111_111_111n;

/** An offer of the seller's, sent by the buyer. */
async function offered(m: Market, { id }: Trade, changes: Parameters<typeof offerOf>[2] = {}, signer = m.seller) {
  const offer = await offerOf(id, split, changes);
  return { offer, signature: await signOffer(m, signer, offer) };
}

describe("Escrow.settle", () => {
  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["has ended", completedOrder, Status.Completed],
  ] as const) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus", async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        const { offer, signature } = await offered(m, trade);
        await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, signature))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(trade.id, status);
      });
    });
  }

  context("given the arbitrator has ruled", () => {
    it("reverts WrongDisputePhase, so that the loser cannot cash an older offer", async () => {
      const m = await loadFixture(market);
      const trade = await raisedDispute(m);
      const { offer, signature } = await offered(m, trade);
      await m.arbitrator.giveRuling(m.escrow, 0, Ruling.Seller);
      await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, signature))
        .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
        .withArgs(trade.id, DisputePhase.Ruled);
    });
  });

  context("when the caller is neither side", () => {
    it("reverts NotParty", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const { offer, signature } = await offered(m, trade);
      await expect(m.escrow.connect(m.stranger).settle(trade.order, offer, signature))
        .to.be.revertedWithCustomError(m.escrow, "NotParty")
        .withArgs(m.stranger.address);
    });
  });

  context("when the offer names another order", () => {
    it("reverts SettlementForOtherOrder", async () => {
      const m = await loadFixture(market);
      const [trade, other] = [await fundedOrder(m), await fundedOrder(m)];
      const { offer, signature } = await offered(m, other);
      await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, signature))
        .to.be.revertedWithCustomError(m.escrow, "SettlementForOtherOrder")
        .withArgs(other.id, trade.id);
    });
  });

  context("when the offer has expired", () => {
    it("reverts SignatureExpired a second later, not at its last second", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const { offer, signature } = await offered(m, trade);
      await time.setNextBlockTimestamp(offer.deadline + 1);
      await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, signature))
        .to.be.revertedWithCustomError(m.escrow, "SignatureExpired")
        .withArgs(offer.deadline, offer.deadline + 1);
      const later = await offered(m, trade);
      await time.setNextBlockTimestamp(later.offer.deadline);
      await m.escrow.connect(m.buyer).settle(trade.order, later.offer, later.signature);
    });
  });

  context("when its signer has cancelled it", () => {
    it("reverts SignaturesAreCancelled", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const { offer, signature } = await offered(m, trade);
      await m.escrow.connect(m.seller).cancelSignatures(offer.nonce);
      await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, signature))
        .to.be.revertedWithCustomError(m.escrow, "SignaturesAreCancelled")
        .withArgs(m.seller.address, offer.nonce);
    });

    it("does not care that the other side cancelled that nonce of its own", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const { offer, signature } = await offered(m, trade);
      await m.escrow.connect(m.buyer).cancelSignatures(offer.nonce);
      await m.escrow.connect(m.buyer).settle(trade.order, offer, signature);
    });
  });

  context("when the signature is not the other side's", () => {
    it("reverts BadSignature", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      for (const signer of [m.buyer, m.stranger, m.owner]) {
        const { offer, signature } = await offered(m, trade, {}, signer);
        await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, signature))
          .to.be.revertedWithCustomError(m.escrow, "BadSignature")
          .withArgs(m.seller.address);
      }
    });

    it("reverts BadSignature when any field is not what was signed", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const { offer, signature } = await offered(m, trade);
      for (const changes of [{ sellerAmount: split + 1n }, { nonce: 8n }, { deadline: offer.deadline + 1 }]) {
        await expect(
          m.escrow.connect(m.buyer).settle(trade.order, { ...offer, ...changes }, signature),
        ).to.be.revertedWithCustomError(m.escrow, "BadSignature");
      }
      await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, "0x")).to.be.revertedWithCustomError(
        m.escrow,
        "BadSignature",
      );
    });
  });

  context("when more is split than there is", () => {
    it("reverts AmountOutOfBounds, and takes exactly all", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m, rental);
      const most = 3n * (rent + deposit);
      const greedy = await offered(m, trade, { sellerAmount: most + 1n });
      await expect(m.escrow.connect(m.buyer).settle(trade.order, greedy.offer, greedy.signature))
        .to.be.revertedWithCustomError(m.escrow, "AmountOutOfBounds")
        .withArgs(most + 1n, most);
      const { offer, signature } = await offered(m, trade, { sellerAmount: most });
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).settle(trade.order, offer, signature));
      const parts = payout(trade.order, 3n * rent, most);
      expect([moved.seller, moved.buyer]).to.deep.equal([parts.toSeller, 0n]);
    });
  });

  context("given a part was paid after the offer was signed", () => {
    it("pays only what is left of what was agreed: nobody is paid twice", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m);
      const offer = await offerOf(id, all / 2n);
      const signature = await signOffer(m, m.buyer, offer);
      await m.escrow.connect(m.buyer).release(order, all / 3n);
      const { held } = await m.escrow.stateOf(id);
      const parts = payout(order, held, all / 2n - all / 3n);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).settle(order, offer, signature));
      expect([moved.seller, moved.buyer]).to.deep.equal([parts.toSeller, parts.toBuyer]);
    });

    it("takes no rent out of a deposit when the rent has been paid", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m, rental);
      const offer = await offerOf(id, 3n * rent + 20n);
      const signature = await signOffer(m, m.buyer, offer);
      await m.escrow.connect(m.buyer).confirm(order);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).settle(order, offer, signature));
      expect([moved.seller, moved.buyer]).to.deep.equal([20n, 3n * deposit - 20n]);
    });

    it("gives back all the rest when what was paid is what was agreed", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m);
      const offer = await offerOf(id, 1_000n);
      const signature = await signOffer(m, m.buyer, offer);
      await m.escrow.connect(m.buyer).release(order, 1_000n);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).settle(order, offer, signature));
      expect([moved.seller, moved.buyer]).to.deep.equal([0n, payout(order, 3n * price - 1_000n, 0n).toBuyer]);
    });

    it("reverts SettlementBelowReleased when more was paid than was agreed", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m);
      const offer = await offerOf(id, 999n);
      const signature = await signOffer(m, m.buyer, offer);
      await m.escrow.connect(m.buyer).release(order, 1_000n);
      await expect(m.escrow.connect(m.seller).settle(order, offer, signature))
        .to.be.revertedWithCustomError(m.escrow, "SettlementBelowReleased")
        .withArgs(999, 1_000);
    });
  });

  context("when the same offer is sent again", () => {
    it("reverts WrongStatus, as it has ended the order that it names", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const { offer, signature } = await offered(m, trade);
      await m.escrow.connect(m.buyer).settle(trade.order, offer, signature);
      await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, signature))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(trade.id, Status.Resolved);
    });
  });

  for (const coin of ["native", "token"]) {
    for (const [sender, signer] of [
      ["buyer", "seller"],
      ["seller", "buyer"],
    ] as const) {
      context(`when the ${sender} sends what the ${signer} has signed (${coin})`, () => {
        const arrived = async () => {
          const m = await loadFixture(market);
          const trade = await shippedOrder(m, { token: coin === "native" ? NATIVE : m.addresses.dollar });
          const { offer, signature } = await offered(m, trade, {}, m[signer]);
          const settle = () => m.escrow.connect(m[sender]).settle(trade.order, offer, signature);
          return { m, ...trade, settle, parts: payout(trade.order, all, split) };
        };

        it("gives each side its part and bears fees on the seller's alone", async () => {
          const { m, order, settle, parts } = await arrived();
          const moved = await flows(m, order.terms.token, settle);
          const { toSeller, toBuyer, referral } = parts;
          expect(moved).to.deep.equal({
            buyer: toBuyer,
            seller: toSeller,
            referrer: referral,
            treasury: 0n,
            escrow: -toSeller - toBuyer - referral,
            arbitrator: 0n,
          });
          expect((await m.escrow.stateOf(orderId(order))).feePaid).to.equal(parts.fee);
        });

        it("emits OrderSettled and ends the order", async () => {
          const { m, id, settle, parts } = await arrived();
          await expect(settle())
            .to.emit(m.escrow, "OrderSettled")
            .withArgs(id, [parts.toSeller, parts.toBuyer, parts.fee, parts.referral]);
          const now = BigInt(await time.latest());
          expect(await m.escrow.stateOf(id)).to.deep.equal([
            Status.Resolved,
            Outcome.Settled,
            now,
            0n,
            parts.fee,
            false,
          ]);
        });
      });
    }
  }

  context("when the other side is a contract", () => {
    it("asks it whether it has signed (ERC-1271)", async () => {
      const m = await loadFixture(market);
      const { order, id, buyer, seller } = await contractTrade(m);
      const offer = await offerOf(id, split);
      const forged = await signOffer(m, m.stranger, offer);
      await expect(through(buyer, m.escrow, "settle", [order, offer, forged]))
        .to.be.revertedWithCustomError(m.escrow, "BadSignature")
        .withArgs(await seller.getAddress());
      await through(buyer, m.escrow, "settle", [order, offer, await signOffer(m, m.seller, offer)]);
      expect((await m.escrow.stateOf(id)).outcome).to.equal(Outcome.Settled);
    });
  });

  context("given it is disputed and not answered", () => {
    it("settles, and the opener gets its fee back", async () => {
      const m = await loadFixture(market);
      const trade = await openedDispute(m);
      const { offer, signature } = await offered(m, trade);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).settle(trade.order, offer, signature));
      const parts = payout(trade.order, all, split);
      expect([moved.buyer, moved.seller]).to.deep.equal([parts.toBuyer + arbitrationFee, parts.toSeller]);
    });
  });

  context("given it is before the arbitrator", () => {
    it("settles, withdraws the dispute and shares what comes back", async () => {
      const m = await loadFixture(market);
      const trade = await raisedDispute(m);
      await m.arbitrator.setRefund(11n, 0n);
      const { offer, signature } = await offered(m, trade);
      await expect(m.escrow.connect(m.buyer).settle(trade.order, offer, signature))
        .to.emit(m.escrow, "ArbitrationFeesReturned")
        .withArgs(trade.id, (arbitrationFee + 11n) / 2n, arbitrationFee + 11n - (arbitrationFee + 11n) / 2n);
      expect(await m.arbitrator.withdrawals()).to.equal(1n);
    });
  });
});

describe("Escrow.cancelSignatures", () => {
  it("emits SignaturesCancelled, again when asked again", async () => {
    const m = await loadFixture(market);
    for (let i = 0; i < 2; i++) {
      await expect(m.escrow.connect(m.seller).cancelSignatures(2n ** 256n - 1n))
        .to.emit(m.escrow, "SignaturesCancelled")
        .withArgs(m.seller.address, 2n ** 256n - 1n);
    }
  });

  it("leaves other nonces alone", async () => {
    const m = await loadFixture(market);
    const trade = await fundedOrder(m);
    const { offer, signature } = await offered(m, trade, { deadline: (await time.latest()) + day });
    await m.escrow.connect(m.seller).cancelSignatures(offer.nonce + 1n);
    await m.escrow.connect(m.buyer).settle(trade.order, offer, signature);
  });
});
