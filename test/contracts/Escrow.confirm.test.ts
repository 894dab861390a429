import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import { payout, release } from "#protocol/money.ts";
import {
  arbitrationFee,
  Arbitrator,
  completedOrder,
  deposit,
  DisputePhase,
  ethers,
  flows,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  openedDispute,
  orderable,
  Outcome,
  price,
  raisedDispute,
  rent,
  rental,
  ruledDispute,
  Ruling,
  shippedOrder,
  Status,
  time,
} from "./support/market.ts";

const all = 3n * price;
/** Of 3 x 1,000,000,007: 2.53 % and 1.01 % to the treasury, 0.57 % to the referrer, each rounded down. */
const sellerFee = 75_900_000n;
const buyerFee = 30_300_000n;
const referral = 17_100_000n;
const paid = [all - sellerFee - referral, 0n, sellerFee + buyerFee, referral];
const tokenOf = (m: Market, coin: string) => (coin === "native" ? NATIVE : m.addresses.dollar);

describe("Escrow.confirm", () => {
  context("when the caller is not the buyer", () => {
    it("reverts NotBuyer", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m);
      for (const caller of [m.seller, m.stranger, m.owner]) {
        await expect(m.escrow.connect(caller).confirm(order))
          .to.be.revertedWithCustomError(m.escrow, "NotBuyer")
          .withArgs(caller.address, m.buyer.address);
      }
    });
  });

  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["has ended", completedOrder, Status.Completed],
  ] as const) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        await expect(m.escrow.connect(m.buyer).confirm(order))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(id, status);
      });
    });
  }

  context("given the arbitrator has ruled", () => {
    it("reverts WrongDisputePhase", async () => {
      const m = await loadFixture(market);
      const { order, id } = await ruledDispute(m, Ruling.Buyer);
      await expect(m.escrow.connect(m.buyer).confirm(order))
        .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
        .withArgs(id, DisputePhase.Ruled);
    });
  });

  for (const coin of ["native", "token"]) {
    for (const [given, arrive] of [
      ["funded", fundedOrder],
      ["shipped", shippedOrder],
    ] as const) {
      context(`given the order is ${given} (${coin})`, () => {
        it("pays seller and referrer, and keeps the fees for the treasury", async () => {
          const m = await loadFixture(market);
          const { order } = await arrive(m, { token: tokenOf(m, coin) });
          const moved = await flows(m, order.terms.token, () => m.escrow.connect(m.buyer).confirm(order));
          expect(moved).to.deep.equal({
            buyer: 0n,
            seller: all - sellerFee - referral,
            referrer: referral,
            treasury: 0n,
            escrow: -(all - sellerFee),
            arbitrator: 0n,
          });
          expect((await m.escrow.stateOf(orderId(order))).feePaid).to.equal(sellerFee + buyerFee);
        });

        it("emits OrderConfirmed with every part", async () => {
          const m = await loadFixture(market);
          const { order, id } = await arrive(m, { token: tokenOf(m, coin) });
          await expect(m.escrow.connect(m.buyer).confirm(order)).to.emit(m.escrow, "OrderConfirmed").withArgs(id, paid);
        });

        it("ends the order and remembers what it paid in fees", async () => {
          const m = await loadFixture(market);
          const { order, id } = await arrive(m, { token: tokenOf(m, coin) });
          await m.escrow.connect(m.buyer).confirm(order);
          const now = BigInt(await time.latest());
          const state = [Status.Completed, Outcome.Completed, now, 0n, sellerFee + buyerFee, false];
          expect(await m.escrow.stateOf(id)).to.deep.equal(state);
          expect(await m.escrow.howEnded(id)).to.deep.equal([Outcome.Completed, now, sellerFee + buyerFee]);
        });
      });
    }
  }

  context("given nobody referred the buyer", () => {
    it("leaves the referral with the seller", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m, { referrer: NATIVE });
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
      expect([moved.seller, moved.referrer]).to.deep.equal([all - sellerFee, 0n]);
    });

    it("sends nobody nothing: a token would refuse, and leave a credit", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m, { referrer: NATIVE, token: m.addresses.dollar });
      await expect(m.escrow.connect(m.buyer).confirm(order)).not.to.emit(m.escrow, "Credited");
    });
  });

  context("given a part was released", () => {
    it("pays the rest: together exactly what one payment pays", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m);
      const first = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).release(order, 777n));
      const rest = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
      expect(first.seller + rest.seller).to.equal(all - sellerFee - referral);
      expect(first.referrer + rest.referrer).to.equal(referral);
      expect((await m.escrow.stateOf(orderId(order))).feePaid).to.equal(sellerFee + buyerFee);
    });
  });

  context("given it is disputed and not answered", () => {
    it("pays the seller, and the opener its fee", async () => {
      const m = await loadFixture(market);
      const { order, id } = await openedDispute(m, {}, m.seller);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
      expect([moved.buyer, moved.seller]).to.deep.equal([0n, all - sellerFee - referral + arbitrationFee]);
      expect((await m.escrow.disputeOf(id)).phase).to.equal(DisputePhase.None);
    });
  });

  context("given it is before the arbitrator", () => {
    it("pays the seller, withdraws the dispute, and gives in as dearly as if it were ruled against", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
      expect([moved.buyer, moved.seller]).to.deep.equal([0n, all - sellerFee - referral + arbitrationFee]);
      expect(await m.arbitrator.withdrawals()).to.equal(1n);
      expect((await m.escrow.disputeOf(id)).phase).to.equal(DisputePhase.None);
    });
  });

  context("given the arbitrator would not take it", () => {
    it("pays the seller, and gives each side its own fee back", async () => {
      const m = await loadFixture(market);
      const { order } = await openedDispute(m);
      await m.arbitrator.set(Arbitrator.Reverting, Arbitrator.Honest);
      await m.escrow.connect(m.seller).answerDispute(order, { value: arbitrationFee });
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
      const toSeller = all - sellerFee - referral + arbitrationFee;
      expect([moved.buyer, moved.seller]).to.deep.equal([arbitrationFee, toSeller]);
    });
  });

  context("given it is before an arbitrator that asks for nothing", () => {
    it("pays the seller, and says nothing of fees", async () => {
      const m = await loadFixture(market);
      await m.arbitrator.setCost(0n, false);
      const { order } = await shippedOrder(m);
      await m.escrow.connect(m.buyer).openDispute(order);
      await m.escrow.connect(m.seller).answerDispute(order);
      const sent = m.escrow.connect(m.buyer).confirm(order);
      await expect(sent).to.not.emit(m.escrow, "ArbitrationFeesReturned");
      await expect(sent).to.changeEtherBalances(ethers, [m.buyer, m.seller], [0n, all - sellerFee - referral]);
    });
  });

  context("given the order is a rental with a deposit", () => {
    for (const [given, arrive, status] of [
      ["not handed over", fundedOrder, Status.Funded],
      ["disputed", openedDispute, Status.Disputed],
    ] as const) {
      it(`reverts WrongStatus while it is ${given}`, async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m, rental);
        await expect(m.escrow.connect(m.buyer).confirm(order))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(id, status);
      });
    }

    it("pays the rent and keeps the deposit", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m, rental);
      const parts = release(order, 3n * rent, 3n * rent);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
      expect([moved.buyer, moved.seller, moved.referrer]).to.deep.equal([0n, parts.toSeller, parts.referral]);
      const held = await ethers.provider.getBalance(m.escrow);
      expect(held).to.equal(3n * deposit + parts.fee);
    });

    it("emits OrderConfirmed and stays shipped, with the same deadline", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m, rental);
      const { deadline } = await m.escrow.stateOf(id);
      const { toSeller, fee, referral: toReferrer } = payout(order, 3n * rent, 3n * rent);
      await expect(m.escrow.connect(m.buyer).confirm(order))
        .to.emit(m.escrow, "OrderConfirmed")
        .withArgs(id, [toSeller, 0n, fee, toReferrer]);
      expect(await m.escrow.stateOf(id)).to.deep.equal([Status.Shipped, Outcome.None, deadline, 0n, fee, false]);
    });

    it("reverts WrongStatus a second time", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m, rental);
      await m.escrow.connect(m.buyer).confirm(order);
      await expect(m.escrow.connect(m.buyer).confirm(order))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(id, Status.Shipped);
    });
  });
});
