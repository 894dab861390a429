import { expect } from "chai";
import { type Hex, zeroAddress } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { orderKey } from "#protocol/order.ts";
import { payout } from "#protocol/money.ts";
import { commitmentFor, content, reveal, Role, salt } from "./support/reviews.ts";
import {
  arbitrationFee,
  completedOrder,
  DisputePhase,
  ethers,
  flows,
  fundedOrder,
  impersonated,
  loadFixture,
  type Market,
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
  type Trade,
} from "./support/market.ts";

const all = 3n * price;
const published: Hex = `0x${"1".padStart(64, "0")}`;
const empty: Hex = `0x${"0".repeat(64)}`;
const copy = "0xabcd";

async function confirm(m: Market, trade: Trade, commitment?: Hex, caller = m.buyer) {
  const sealed = commitment ?? (await commitmentFor(m, trade, m.buyer, 5));
  return m.escrow.connect(caller).confirmAndReview(trade.order, sealed, copy);
}

describe("Escrow.confirmAndReview", () => {
  context("when the caller is not the buyer", () => {
    it("reverts NotBuyer", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      for (const caller of [m.seller, m.stranger, m.owner]) {
        await expect(confirm(m, trade, undefined, caller))
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
        const trade = await arrive(m);
        await expect(confirm(m, trade))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(trade.id, status);
      });
    });
  }

  context("given the arbitrator has ruled", () => {
    it("reverts WrongDisputePhase", async () => {
      const m = await loadFixture(market);
      const trade = await ruledDispute(m, Ruling.Seller);
      await expect(confirm(m, trade))
        .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
        .withArgs(trade.id, DisputePhase.Ruled);
    });
  });

  context("given the order is a rental with a deposit", () => {
    it("reverts DepositHeld, and pays no rent", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m, rental);
      const before = await m.escrow.stateOf(trade.id);
      await expect(confirm(m, trade)).to.be.revertedWithCustomError(m.escrow, "DepositHeld").withArgs(trade.id);
      expect(await m.escrow.stateOf(trade.id)).to.deep.equal(before);
    });
  });

  for (const [what, commitment] of [
    ["nothing", empty],
    ["what a published review has in its place", published],
  ] as const) {
    context(`when the commitment is ${what}`, () => {
      it("reverts EmptyCommitment, and pays nobody", async () => {
        const m = await loadFixture(market);
        const trade = await shippedOrder(m);
        const before = await ethers.provider.getBalance(m.escrow);
        await expect(confirm(m, trade, commitment))
          .to.be.revertedWithCustomError(m.reputation, "EmptyCommitment")
          .withArgs(trade.id);
        expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Shipped);
        expect(await ethers.provider.getBalance(m.escrow)).to.equal(before);
      });
    });
  }

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

        it("pays seller and referrer, as confirm does", async () => {
          const { m, trade, parts } = await arrived();
          const moved = await flows(m, trade.order.terms.token, () => confirm(m, trade));
          expect([moved.buyer, moved.seller, moved.referrer]).to.deep.equal([0n, parts.toSeller, parts.referral]);
          expect((await m.escrow.stateOf(trade.id)).feePaid).to.equal(parts.fee);
        });

        it("emits OrderConfirmed", async () => {
          const { m, trade, parts } = await arrived();
          await expect(confirm(m, trade))
            .to.emit(m.escrow, "OrderConfirmed")
            .withArgs(trade.id, [parts.toSeller, 0n, parts.fee, parts.referral]);
        });

        it("ends the order", async () => {
          const { m, trade, parts } = await arrived();
          await confirm(m, trade);
          const now = BigInt(await time.latest());
          expect(await m.escrow.stateOf(trade.id)).to.deep.equal([
            Status.Completed,
            Outcome.Completed,
            now,
            0n,
            parts.fee,
            false,
          ]);
        });

        it("emits Sealed in the buyer's name, with the sealed copy", async () => {
          const { m, trade } = await arrived();
          const commitment = await commitmentFor(m, trade, m.buyer, 5);
          await expect(confirm(m, trade, commitment))
            .to.emit(m.reputation, "Sealed")
            .withArgs(trade.id, m.buyer.address, m.seller.address, Role.Seller, commitment, copy);
        });
      });
    }
  }

  it("keeps the commitment, and nothing of what it says", async () => {
    const m = await loadFixture(market);
    const trade = await shippedOrder(m);
    await confirm(m, trade);
    const commitment = await commitmentFor(m, trade, m.buyer, 5);
    expect(await m.reputation.reviewOf(trade.id, m.buyer)).to.deep.equal([commitment, false]);
    const [{ count }] = await m.reputation.scoreOf(m.seller, Role.Seller);
    expect(count).to.equal(0n);
  });

  it("makes a review like any other: the seller answers, and it is opened", async () => {
    const m = await loadFixture(market);
    const trade = await shippedOrder(m, { token: m.addresses.dollar });
    await confirm(m, trade);
    await m.reputation.connect(m.seller).review(orderKey(trade.order), 4, content);
    await expect(
      m.reputation.reveal(orderKey(trade.order), m.buyer, 4, content, salt(m.buyer)),
    ).to.be.revertedWithCustomError(m.reputation, "WrongPreimage");
    await reveal(m, trade, m.buyer, 5);
    expect((await m.reputation.reviewOf(trade.id, m.buyer)).published).to.equal(true);
  });

  it("leaves no second review to the buyer", async () => {
    const m = await loadFixture(market);
    const trade = await shippedOrder(m);
    await confirm(m, trade);
    const again = await commitmentFor(m, trade, m.buyer, 1);
    await expect(m.reputation.connect(m.buyer).seal(orderKey(trade.order), again, "0x"))
      .to.be.revertedWithCustomError(m.reputation, "AlreadyReviewed")
      .withArgs(trade.id, m.buyer.address);
    await expect(confirm(m, trade, again)).to.be.revertedWithCustomError(m.escrow, "WrongStatus");
  });

  context("given it is disputed and not answered", () => {
    it("confirms, seals and gives the opener its fee back", async () => {
      const m = await loadFixture(market);
      const trade = await openedDispute(m);
      const moved = await flows(m, NATIVE, () => confirm(m, trade));
      expect([moved.buyer, moved.seller]).to.deep.equal([arbitrationFee, payout(trade.order, all, all).toSeller]);
      expect((await m.reputation.reviewOf(trade.id, m.buyer)).commitment).to.not.equal(empty);
    });
  });

  context("given it is before the arbitrator", () => {
    it("confirms, seals and withdraws the dispute", async () => {
      const m = await loadFixture(market);
      const trade = await raisedDispute(m);
      await confirm(m, trade);
      expect(await m.arbitrator.withdrawals()).to.equal(1n);
      expect((await m.reputation.reviewOf(trade.id, m.buyer)).commitment).to.not.equal(empty);
    });
  });
});

describe("Reputation.sealFor", () => {
  const id: Hex = `0x${"ab".repeat(32)}`;
  const commitment: Hex = `0x${"cd".repeat(32)}`;

  context("when the caller is not the escrow", () => {
    it("reverts OnlyEscrow, the owner included", async () => {
      const m = await loadFixture(market);
      for (const caller of [m.owner, m.buyer, m.seller, m.stranger]) {
        await expect(m.reputation.connect(caller).sealFor(id, m.buyer, m.seller, commitment, "0x"))
          .to.be.revertedWithCustomError(m.reputation, "OnlyEscrow")
          .withArgs(caller.address);
      }
    });
  });

  context("when the buyer has spoken", () => {
    it("reverts AlreadyReviewed, sealed or published", async () => {
      const m = await loadFixture(market);
      const escrow = await impersonated(m.addresses.escrow);
      const trade = await shippedOrder(m, { referrer: zeroAddress });
      await confirm(m, trade);
      const again = () => m.reputation.connect(escrow).sealFor(trade.id, m.buyer, m.seller, commitment, "0x");
      await expect(again()).to.be.revertedWithCustomError(m.reputation, "AlreadyReviewed");
      await m.reputation.connect(m.seller).review(orderKey(trade.order), 4, content);
      await reveal(m, trade, m.buyer, 5);
      await expect(again())
        .to.be.revertedWithCustomError(m.reputation, "AlreadyReviewed")
        .withArgs(trade.id, m.buyer.address);
    });
  });
});
