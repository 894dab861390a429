import { expect } from "chai";
import { orderKey } from "#protocol/order.ts";
import {
  afterDeadline,
  fundedOrder,
  loadFixture,
  networkHelpers,
  Outcome,
  shippedOrder,
  time,
} from "./support/market.ts";
import {
  answered,
  atEndOf,
  completed,
  content,
  reviews,
  reviewWindow,
  Role,
  seal,
  sealedOnce,
  weighs,
} from "./support/reviews.ts";

describe("Reputation.review", () => {
  context("given the order is still open", () => {
    it("reverts NotReviewable", async () => {
      const m = await loadFixture(reviews);
      const { order, id } = await shippedOrder(m);
      await expect(m.reputation.connect(m.buyer).review(orderKey(order), 5, content))
        .to.be.revertedWithCustomError(m.reputation, "NotReviewable")
        .withArgs(id, Outcome.None);
    });
  });

  context("when the caller is no party", () => {
    it("reverts NotParty", async () => {
      const m = await loadFixture(sealedOnce);
      await expect(m.reputation.connect(m.stranger).review(orderKey(m.trade.order), 5, content))
        .to.be.revertedWithCustomError(m.reputation, "NotParty")
        .withArgs(m.stranger.address);
    });
  });

  context("when the window has closed", () => {
    it("reverts WindowClosed, and goes through in its last second", async () => {
      const m = await loadFixture(sealedOnce);
      const snapshot = await networkHelpers.takeSnapshot();
      const end = await atEndOf(m, m.trade, reviewWindow);
      await m.reputation.connect(m.seller).review(orderKey(m.trade.order), 5, content);
      await snapshot.restore();
      await time.setNextBlockTimestamp(end + 1n);
      await expect(m.reputation.connect(m.seller).review(orderKey(m.trade.order), 5, content))
        .to.be.revertedWithCustomError(m.reputation, "WindowClosed")
        .withArgs(end, end + 1n);
    });
  });

  context("when the side has spoken", () => {
    it("reverts AlreadyReviewed: c6.2", async () => {
      const m = await loadFixture(answered);
      for (const author of [m.buyer, m.seller]) {
        await expect(m.reputation.connect(author).review(orderKey(m.trade.order), 1, content))
          .to.be.revertedWithCustomError(m.reputation, "AlreadyReviewed")
          .withArgs(m.trade.id, author.address);
      }
    });
  });

  context("given the other side has not sealed", () => {
    it("reverts OtherSideNotSealed", async () => {
      const m = await loadFixture(reviews);
      const { order, id } = await completed(m);
      await expect(m.reputation.connect(m.seller).review(orderKey(order), 5, content))
        .to.be.revertedWithCustomError(m.reputation, "OtherSideNotSealed")
        .withArgs(id);
    });
  });

  for (const rating of [0, 6, 255]) {
    context(`when it gives ${rating} stars`, () => {
      it("reverts RatingOutOfBounds", async () => {
        const m = await loadFixture(sealedOnce);
        await expect(m.reputation.connect(m.seller).review(orderKey(m.trade.order), rating, content))
          .to.be.revertedWithCustomError(m.reputation, "RatingOutOfBounds")
          .withArgs(rating);
      });
    });
  }

  context("when all is well", () => {
    for (const rating of [1, 2, 3, 4, 5]) {
      it(`counts ${rating} stars by the fee that the order paid`, async () => {
        const m = await loadFixture(sealedOnce);
        await m.reputation.connect(m.seller).review(orderKey(m.trade.order), rating, content);
        const [score] = await m.reputation.scoreOf(m.buyer, Role.Buyer);
        const now = BigInt(await time.latest());
        expect(score).to.deep.equal([weighs * BigInt(rating - 1) * 2_500n, weighs, now, 1n]);
      });
    }

    it("counts for the subject alone, in the role that it had: c6.15", async () => {
      const m = await loadFixture(answered);
      for (const [account, role] of [
        [m.buyer, Role.Seller],
        [m.seller, Role.Seller],
        [m.seller, Role.Buyer],
        [m.stranger, Role.Buyer],
      ] as const) {
        expect((await m.reputation.scoreOf(account, role)).score.count).to.equal(0n);
      }
    });

    it("emits Reviewed with the score that comes of it", async () => {
      const m = await loadFixture(sealedOnce);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      const score = [weighs * 7_500n, weighs, BigInt(now), 1n];
      await expect(m.reputation.connect(m.seller).review(orderKey(m.trade.order), 4, content))
        .to.emit(m.reputation, "Reviewed")
        .withArgs(
          ...[m.trade.id, m.seller.address, m.buyer.address, Role.Buyer, 4, content, weighs, Outcome.Completed, score],
        );
    });

    it("is public", async () => {
      const m = await loadFixture(answered);
      expect(await m.reputation.reviewOf(m.trade.id, m.seller)).to.deep.equal([`0x${"0".repeat(64)}`, true]);
    });
  });

  it("halves with every review of the same pair, seven times: c6.14", async () => {
    const m = await loadFixture(reviews);
    for (let earlier = 0n; earlier < 10n; earlier++) {
      const trade = await completed(m);
      await seal(m, trade, m.buyer, 5);
      await m.reputation.connect(m.seller).review(orderKey(trade.order), 5, content);
      const [event] = await m.reputation.queryFilter(m.reputation.filters.Reviewed(trade.id));
      expect(event?.args.weight).to.equal(weighs >> (earlier < 7n ? earlier : 7n));
    }
  });

  it("counts a pair anew in the other direction", async () => {
    const m = await loadFixture(reviews);
    for (const [first, second] of [
      [m.buyer, m.seller],
      [m.seller, m.buyer],
    ] as const) {
      const trade = await completed(m);
      await seal(m, trade, first, 5);
      await m.reputation.connect(second).review(orderKey(trade.order), 5, content);
      const [event] = await m.reputation.queryFilter(m.reputation.filters.Reviewed(trade.id));
      expect(event?.args.weight).to.equal(weighs);
    }
  });
});

describe("Reputation.review, of what was never sent", () => {
  /** The time to send it is over, and somebody has said so. */
  async function waited() {
    const m = await reviews();
    const trade = await fundedOrder(m, { token: m.addresses.dollar });
    await afterDeadline(m, trade);
    await m.escrow.connect(m.stranger).refund(trade.order);
    return { ...m, trade };
  }

  it("is the buyer's to say, in clear and at once, with its outcome and without weight", async () => {
    const m = await loadFixture(waited);
    await expect(m.reputation.connect(m.buyer).review(orderKey(m.trade.order), 1, content))
      .to.emit(m.reputation, "Reviewed")
      .withArgs(...[m.trade.id, m.buyer.address, m.seller.address, Role.Seller, 1, content, 0n, Outcome.NeverSent], [
        0n,
        0n,
        0n,
        0n,
      ]);
  });

  it("weighs what the order has paid, where a part was released", async () => {
    const m = await loadFixture(reviews);
    const trade = await fundedOrder(m, { token: m.addresses.dollar, price: 80_000_000n, quantity: 1 });
    await m.escrow.connect(m.buyer).release(trade.order, 40_000_000n);
    await afterDeadline(m, trade);
    await m.escrow.connect(m.stranger).refund(trade.order);
    await m.reputation.connect(m.buyer).review(orderKey(trade.order), 1, content);
    const { score } = await m.reputation.scoreOf(m.seller, Role.Seller);
    expect([score.den, score.count]).to.deep.equal([weighs, 1n]);
  });

  it("is nothing that its seller may answer with a review, only with a reply", async () => {
    const m = await loadFixture(waited);
    const key = orderKey(m.trade.order);
    for (const speak of [
      () => seal(m, m.trade, m.seller, 1),
      () => m.reputation.connect(m.seller).review(key, 1, content),
    ]) {
      await expect(speak())
        .to.be.revertedWithCustomError(m.reputation, "NotReviewable")
        .withArgs(m.trade.id, Outcome.NeverSent);
    }
    await m.reputation.connect(m.buyer).review(key, 1, content);
    await expect(m.reputation.connect(m.seller).reply(key, content))
      .to.emit(m.reputation, "Replied")
      .withArgs(m.trade.id, m.seller.address, content);
  });

  it("is said once, and while the window is open", async () => {
    const m = await loadFixture(waited);
    const key = orderKey(m.trade.order);
    const snapshot = await networkHelpers.takeSnapshot();
    await m.reputation.connect(m.buyer).review(key, 1, content);
    await expect(m.reputation.connect(m.buyer).review(key, 5, content)).to.be.revertedWithCustomError(
      m.reputation,
      "AlreadyReviewed",
    );
    await snapshot.restore();
    const end = (await m.escrow.stateOf(m.trade.id)).deadline + BigInt(reviewWindow);
    await time.setNextBlockTimestamp(end + 1n);
    await expect(m.reputation.connect(m.buyer).review(key, 1, content)).to.be.revertedWithCustomError(
      m.reputation,
      "WindowClosed",
    );
  });
});
