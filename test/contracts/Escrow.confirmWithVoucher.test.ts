import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { payout, release } from "#protocol/money.ts";
import { voucherOf } from "./support/payments.ts";
import {
  completedOrder,
  contractTrade,
  deposit,
  ethers,
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
  ruledDispute,
  Ruling,
  shippedOrder,
  signOffer,
  Status,
  time,
  type Trade,
} from "./support/market.ts";

const all = 3n * price;

/** Sent by a stranger, unless it matters who sends it. */
async function confirm(m: Market, trade: Trade, changes: Parameters<typeof voucherOf>[2] = {}, caller = m.stranger) {
  return m.escrow.connect(caller).confirmWithVoucher(trade.order, await voucherOf(m, trade.id, changes));
}

describe("Escrow.confirmWithVoucher", () => {
  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["is completed", completedOrder, Status.Completed],
    ["is refunded", refundedOrder, Status.Refunded],
    ["is settled", settledOrder, Status.Resolved],
    ["is disputed and not answered", openedDispute, Status.Disputed],
    ["is before the arbitrator", raisedDispute, Status.Disputed],
    ["is ruled for the buyer", (m) => ruledDispute(m, Ruling.Buyer), Status.Disputed],
    ["is ruled for the seller", (m) => ruledDispute(m, Ruling.Seller), Status.Disputed],
  ] as [string, (m: Market) => Promise<Trade>, bigint][]) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus, whoever sends it", async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        for (const caller of [m.stranger, m.seller, m.buyer]) {
          await expect(confirm(m, trade, {}, caller))
            .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
            .withArgs(trade.id, status);
        }
      });
    });
  }

  context("given the buyer gave the voucher away and opened a dispute since", () => {
    it("reverts WrongStatus: the dispute takes it back", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const voucher = await voucherOf(m, trade.id);
      await m.escrow.connect(m.buyer).openDispute(trade.order, { value: await m.arbitrator.cost() });
      await expect(m.escrow.connect(m.seller).confirmWithVoucher(trade.order, voucher))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(trade.id, Status.Disputed);
    });
  });

  context("when its deadline has passed", () => {
    it("reverts SignatureExpired, and goes through in its last second", async () => {
      const m = await loadFixture(market);
      const [trade, other] = [await fundedOrder(m), await fundedOrder(m)];
      const deadline = (await time.latest()) + 100;
      const [first, second] = [await voucherOf(m, trade.id, { deadline }), await voucherOf(m, other.id, { deadline })];
      await time.setNextBlockTimestamp(deadline);
      await m.escrow.confirmWithVoucher(trade.order, first);
      await time.setNextBlockTimestamp(deadline + 1);
      await expect(m.escrow.confirmWithVoucher(other.order, second))
        .to.be.revertedWithCustomError(m.escrow, "SignatureExpired")
        .withArgs(deadline, deadline + 1);
    });

    it("reverts BadSignature when somebody moves the deadline", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      const voucher = await voucherOf(m, trade.id);
      const later = { ...voucher, deadline: voucher.deadline + 1 };
      await expect(m.escrow.confirmWithVoucher(trade.order, later)).to.be.revertedWithCustomError(
        m.escrow,
        "BadSignature",
      );
    });
  });

  context("when it is not the buyer's, or for something else", () => {
    for (const [what, forgery] of [
      ["the seller's", (m) => ({ signer: m.seller })],
      ["a stranger's", (m) => ({ signer: m.stranger })],
      ["for another order", () => ({ message: { orderId: `0x${"11".repeat(32)}` } })],
      ["for another escrow", (m) => ({ domain: { verifyingContract: m.addresses.registry } })],
      ["for another chain", () => ({ domain: { chainId: 1 } })],
    ] as [string, (m: Market) => Parameters<typeof voucherOf>[2]][]) {
      it(`reverts BadSignature: ${what}`, async () => {
        const m = await loadFixture(market);
        const trade = await shippedOrder(m);
        await expect(confirm(m, trade, forgery(m)))
          .to.be.revertedWithCustomError(m.escrow, "BadSignature")
          .withArgs(m.buyer.address);
      });
    }

    it("reverts BadSignature: an offer to settle", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      const offer = await offerOf(trade.id, all);
      const signature = await signOffer(m, m.buyer, offer);
      const asVoucher = { nonce: offer.nonce, deadline: offer.deadline, signature };
      await expect(m.escrow.confirmWithVoucher(trade.order, asVoucher)).to.be.revertedWithCustomError(
        m.escrow,
        "BadSignature",
      );
      await expect(
        m.escrow.confirmWithVoucher(trade.order, { ...asVoucher, signature: "0x" }),
      ).to.be.revertedWithCustomError(m.escrow, "BadSignature");
    });
  });

  context("when the buyer has taken it back by its nonce", () => {
    it("reverts SignaturesAreCancelled, and vouchers with other nonces go through", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      const voucher = await voucherOf(m, trade.id, { nonce: 2n ** 256n - 1n });
      await m.escrow.connect(m.buyer).cancelSignatures(voucher.nonce);
      await expect(m.escrow.confirmWithVoucher(trade.order, voucher))
        .to.be.revertedWithCustomError(m.escrow, "SignaturesAreCancelled")
        .withArgs(m.buyer.address, voucher.nonce);
      await confirm(m, trade, { nonce: 0n });
      expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Completed);
    });

    it("goes through when only somebody else has cancelled that nonce", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      await m.escrow.connect(m.seller).cancelSignatures(5n);
      await confirm(m, trade);
      expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Completed);
    });
  });

  context("when it is sent again", () => {
    it("reverts WrongStatus", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      await confirm(m, trade);
      await expect(confirm(m, trade))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(trade.id, Status.Completed);
    });
  });

  for (const coin of ["native", "token"]) {
    for (const [given, arrive] of [
      ["funded", fundedOrder],
      ["shipped", shippedOrder],
    ] as const) {
      context(`given the order is ${given} (${coin})`, () => {
        const arrived = async () => {
          const m = await loadFixture(market);
          const trade = await arrive(m, { token: coin === "native" ? NATIVE : m.addresses.dollar });
          return { m, trade, parts: payout(trade.order, all, all) };
        };

        it("pays seller and referrer, and keeps the fees for the treasury", async () => {
          const { m, trade, parts } = await arrived();
          const { token } = trade.order.terms;
          const moved = await flows(m, token, () => confirm(m, trade));
          const { toSeller, referral } = parts;
          const rest = { buyer: 0n, treasury: 0n, arbitrator: 0n, escrow: -toSeller - referral };
          expect(moved).to.deep.equal({ seller: toSeller, referrer: referral, ...rest });
          expect((await m.escrow.stateOf(trade.id)).feePaid).to.equal(parts.fee);
        });

        it("emits OrderConfirmed with every part", async () => {
          const { m, trade, parts } = await arrived();
          await expect(confirm(m, trade))
            .to.emit(m.escrow, "OrderConfirmed")
            .withArgs(trade.id, [parts.toSeller, 0n, parts.fee, parts.referral]);
        });

        it("ends the order and remembers what it paid in fees", async () => {
          const { m, trade, parts } = await arrived();
          await confirm(m, trade);
          const now = BigInt(await time.latest());
          const state = [Status.Completed, Outcome.Completed, now, 0n, parts.fee, false];
          expect(await m.escrow.stateOf(trade.id)).to.deep.equal(state);
        });
      });
    }
  }

  for (const who of ["buyer", "seller"] as const) {
    it(`can be sent by the ${who}`, async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      await confirm(m, trade, {}, m[who]);
      expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Completed);
    });
  }

  context("given a part was released", () => {
    it("pays the rest: together exactly what one payment pays", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      const first = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).release(trade.order, 777n));
      const rest = await flows(m, NATIVE, () => confirm(m, trade));
      expect(first.seller + rest.seller).to.equal(payout(trade.order, all, all).toSeller);
    });
  });

  context("given the inspection time is over and nobody has claimed", () => {
    it("pays all the same", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      const { deadline } = await m.escrow.stateOf(trade.id);
      const voucher = await voucherOf(m, trade.id, { deadline: Number(deadline) + 1_000 });
      await time.increaseTo(deadline + 10n);
      await m.escrow.confirmWithVoucher(trade.order, voucher);
      expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Completed);
    });
  });

  context("given the order is a rental with a deposit", () => {
    it("reverts WrongStatus while it is not handed over", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m, rental);
      await expect(confirm(m, trade))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(trade.id, Status.Funded);
    });

    it("pays the rent and keeps the deposit", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m, rental);
      const parts = release(trade.order, 3n * rent, 3n * rent);
      const moved = await flows(m, NATIVE, () => confirm(m, trade));
      expect([moved.buyer, moved.seller, moved.referrer]).to.deep.equal([0n, parts.toSeller, parts.referral]);
      expect(await ethers.provider.getBalance(m.escrow)).to.equal(3n * deposit + parts.fee);
    });

    it("emits OrderConfirmed and stays shipped, with the same deadline", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m, rental);
      const { deadline } = await m.escrow.stateOf(trade.id);
      const { toSeller, fee, referral } = release(trade.order, 3n * rent, 3n * rent);
      await expect(confirm(m, trade))
        .to.emit(m.escrow, "OrderConfirmed")
        .withArgs(trade.id, [toSeller, 0n, fee, referral]);
      expect(await m.escrow.stateOf(trade.id)).to.deep.equal([Status.Shipped, Outcome.None, deadline, 0n, fee, false]);
    });

    it("pays the rent once: WrongStatus a second time", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m, rental);
      await confirm(m, trade);
      await expect(confirm(m, trade))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(trade.id, Status.Shipped);
    });

    it("reverts WrongStatus while it is disputed", async () => {
      const m = await loadFixture(market);
      const trade = await openedDispute(m, rental);
      await expect(confirm(m, trade))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(trade.id, Status.Disputed);
    });
  });

  context("when the buyer is a contract", () => {
    it("asks it whether it has signed (ERC-1271)", async () => {
      const m = await loadFixture(market);
      const trade = await contractTrade(m);
      await expect(confirm(m, trade, { signer: m.stranger }))
        .to.be.revertedWithCustomError(m.escrow, "BadSignature")
        .withArgs(await trade.buyer.getAddress());
      await confirm(m, trade);
      expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Completed);
    });
  });
});

async function refundedOrder(m: Market): Promise<Trade> {
  const trade = await fundedOrder(m);
  await m.escrow.connect(m.seller).refund(trade.order);
  return trade;
}

async function settledOrder(m: Market): Promise<Trade> {
  const trade = await shippedOrder(m);
  const offer = await offerOf(trade.id, 1n);
  await m.escrow.connect(m.buyer).settle(trade.order, offer, await signOffer(m, m.seller, offer));
  return trade;
}
