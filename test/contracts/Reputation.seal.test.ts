import { expect } from "chai";
import { orderKey } from "#protocol/order.ts";
import { day, fundedOrder, loadFixture, Outcome, shippedOrder, time } from "./support/market.ts";
import { answered, atEndOf, commitmentFor, completed, reviews, reviewWindow, Role, seal } from "./support/reviews.ts";

const published = `0x${"1".padStart(64, "0")}`;
const zero = `0x${"0".repeat(64)}`;

async function closed() {
  const m = await reviews();
  return { ...m, trade: await completed(m) };
}

describe("Reputation.seal", () => {
  context("given the order never was, or is still open", () => {
    it("reverts NotReviewable: c6.1", async () => {
      const m = await loadFixture(closed);
      const { order, id } = await shippedOrder(m, { nonce: 5n });
      await expect(m.reputation.connect(m.buyer).seal(orderKey(order), published, "0x"))
        .to.be.revertedWithCustomError(m.reputation, "NotReviewable")
        .withArgs(id, Outcome.None);
      const unknown = { ...orderKey(m.trade.order), quantity: 2 };
      await expect(m.reputation.connect(m.buyer).seal(unknown, published, "0x")).to.be.revertedWithCustomError(
        m.reputation,
        "NotReviewable",
      );
    });
  });

  context("given the order was refunded before it was shipped", () => {
    it("reverts NotReviewable", async () => {
      const m = await loadFixture(reviews);
      const { order, id } = await fundedOrder(m);
      await m.escrow.connect(m.seller).refund(order);
      await expect(m.reputation.connect(m.buyer).seal(orderKey(order), published, "0x"))
        .to.be.revertedWithCustomError(m.reputation, "NotReviewable")
        .withArgs(id, Outcome.RefundedUnshipped);
    });
  });

  context("when the caller is no party", () => {
    it("reverts NotParty: c6.3", async () => {
      const m = await loadFixture(closed);
      await expect(seal(m, m.trade, m.stranger, 1))
        .to.be.revertedWithCustomError(m.reputation, "NotParty")
        .withArgs(m.stranger.address);
    });
  });

  context("when the window has closed", () => {
    it("reverts WindowClosed, and goes through in its last second", async () => {
      const m = await loadFixture(closed);
      const end = await atEndOf(m, m.trade, reviewWindow);
      await seal(m, m.trade, m.buyer, 5);
      await expect(seal(m, m.trade, m.seller, 5))
        .to.be.revertedWithCustomError(m.reputation, "WindowClosed")
        .withArgs(end, end + 1n);
    });
  });

  for (const [what, commitment] of [
    ["nothing", zero],
    ["what a published review has in its place", published],
  ] as const) {
    context(`when the commitment is ${what}`, () => {
      it("reverts EmptyCommitment", async () => {
        const m = await loadFixture(closed);
        await expect(m.reputation.connect(m.buyer).seal(orderKey(m.trade.order), commitment, "0x"))
          .to.be.revertedWithCustomError(m.reputation, "EmptyCommitment")
          .withArgs(m.trade.id);
      });
    });
  }

  context("when the side has spoken", () => {
    it("reverts AlreadyReviewed, sealed or published: c6.2", async () => {
      const m = await loadFixture(answered);
      for (const author of [m.buyer, m.seller]) {
        await expect(seal(m, m.trade, author, 1))
          .to.be.revertedWithCustomError(m.reputation, "AlreadyReviewed")
          .withArgs(m.trade.id, author.address);
      }
    });
  });

  context("when all is well", () => {
    for (const side of ["buyer", "seller"] as const) {
      it(`keeps the ${side}'s commitment, and nothing of what it says: c6.4`, async () => {
        const m = await loadFixture(closed);
        const author = m[side];
        await seal(m, m.trade, author, 5);
        const commitment = await commitmentFor(m, m.trade, author, 5);
        expect(await m.reputation.reviewOf(m.trade.id, author)).to.deep.equal([commitment, false]);
        const [{ count }] = await m.reputation.scoreOf(side === "buyer" ? m.seller : m.buyer, Role.Seller);
        expect(count).to.equal(0n);
      });
    }

    it("emits Sealed, with the sealed copy", async () => {
      const m = await loadFixture(closed);
      const commitment = await commitmentFor(m, m.trade, m.seller, 2);
      await expect(m.reputation.connect(m.seller).seal(orderKey(m.trade.order), commitment, "0xabcd"))
        .to.emit(m.reputation, "Sealed")
        .withArgs(m.trade.id, m.seller.address, m.buyer.address, Role.Buyer, commitment, "0xabcd");
    });

    it("lets both sides seal", async () => {
      const m = await loadFixture(closed);
      await time.increase(day);
      await seal(m, m.trade, m.buyer, 5);
      await seal(m, m.trade, m.seller, 5);
      expect((await m.reputation.reviewOf(m.trade.id, m.seller)).published).to.equal(false);
    });
  });
});
