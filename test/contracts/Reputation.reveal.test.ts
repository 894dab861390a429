import { expect } from "chai";
import { orderKey } from "#protocol/order.ts";
import { loadFixture, networkHelpers, Outcome, shippedOrder, time } from "./support/market.ts";
import {
  answered,
  commitmentFor,
  completed,
  content,
  reveal,
  revealWindow,
  reviews,
  reviewWindow,
  Role,
  salt,
  seal,
  sealedOnce,
  weighs,
} from "./support/reviews.ts";

const zero = `0x${"0".repeat(64)}`;

describe("Reputation.reveal", () => {
  context("given the order is still open", () => {
    it("reverts NotReviewable", async () => {
      const m = await loadFixture(reviews);
      const trade = await shippedOrder(m);
      await expect(reveal(m, trade, m.buyer, 5))
        .to.be.revertedWithCustomError(m.reputation, "NotReviewable")
        .withArgs(trade.id, Outcome.None);
    });
  });

  context("when the author is no party", () => {
    it("reverts NotParty", async () => {
      const m = await loadFixture(sealedOnce);
      await expect(reveal(m, m.trade, m.stranger, 5))
        .to.be.revertedWithCustomError(m.reputation, "NotParty")
        .withArgs(m.stranger.address);
    });
  });

  context("given the side has sealed nothing, or is public", () => {
    it("reverts NothingSealed", async () => {
      const m = await loadFixture(answered);
      await expect(reveal(m, m.trade, m.seller, 4))
        .to.be.revertedWithCustomError(m.reputation, "NothingSealed")
        .withArgs(m.trade.id, m.seller.address);
      const other = await completed(m);
      await expect(reveal(m, other, m.buyer, 4)).to.be.revertedWithCustomError(m.reputation, "NothingSealed");
    });
  });

  context("given the other side may still speak", () => {
    it("reverts StillSealed in the window's last second, and goes through in the next: c6.4", async () => {
      const m = await loadFixture(sealedOnce);
      const end = (await m.escrow.stateOf(m.trade.id)).deadline + BigInt(reviewWindow);
      await time.setNextBlockTimestamp(end);
      await expect(reveal(m, m.trade, m.buyer, 5))
        .to.be.revertedWithCustomError(m.reputation, "StillSealed")
        .withArgs(m.trade.id, end + 1n);
      await time.setNextBlockTimestamp(end + 1n);
      await reveal(m, m.trade, m.buyer, 5);
    });
  });

  context("when the time to reveal is over", () => {
    it("reverts WindowClosed, and goes through in its last second", async () => {
      const m = await loadFixture(sealedOnce);
      const end = (await m.escrow.stateOf(m.trade.id)).deadline + BigInt(reviewWindow + revealWindow);
      const snapshot = await networkHelpers.takeSnapshot();
      await time.setNextBlockTimestamp(end);
      await reveal(m, m.trade, m.buyer, 5);
      await snapshot.restore();
      await time.setNextBlockTimestamp(end + 1n);
      await expect(reveal(m, m.trade, m.buyer, 5))
        .to.be.revertedWithCustomError(m.reputation, "WindowClosed")
        .withArgs(end, end + 1n);
    });
  });

  context("when it is not what was sealed", () => {
    it("reverts WrongPreimage, whatever was changed: c6.5", async () => {
      const m = await loadFixture(answered);
      const { reputation, trade, buyer } = m;
      const right = await commitmentFor(m, trade, buyer, 5);
      await expect(reveal(m, trade, buyer, 1))
        .to.be.revertedWithCustomError(reputation, "WrongPreimage")
        .withArgs(right, await commitmentFor(m, trade, buyer, 1));
      const key = orderKey(trade.order);
      for (const [text, grain] of [
        [zero, salt(buyer)],
        [content, zero],
      ] as const) {
        await expect(reputation.reveal(key, buyer, 5, text, grain)).to.be.revertedWithCustomError(
          reputation,
          "WrongPreimage",
        );
      }
    });

    it("reverts WrongPreimage for a commitment copied from the other side, or from another order", async () => {
      const m = await loadFixture(reviews);
      const [one, other] = [await completed(m), await completed(m)];
      const copied = await commitmentFor(m, one, m.buyer, 5);
      for (const [trade, author] of [
        [one, m.seller],
        [other, m.buyer],
      ] as const) {
        await m.reputation.connect(author).seal(orderKey(trade.order), copied, "0x");
      }
      await seal(m, one, m.buyer, 5);
      await seal(m, other, m.seller, 5);
      for (const [trade, author] of [
        [one, m.seller],
        [other, m.buyer],
      ] as const) {
        await expect(
          m.reputation.reveal(orderKey(trade.order), author, 5, content, salt(m.buyer)),
        ).to.be.revertedWithCustomError(m.reputation, "WrongPreimage");
      }
    });
  });

  context("when what was sealed is no rating", () => {
    it("reverts RatingOutOfBounds, for ever", async () => {
      const m = await loadFixture(reviews);
      const trade = await completed(m);
      await seal(m, trade, m.buyer, 6);
      await seal(m, trade, m.seller, 0);
      for (const [author, rating] of [
        [m.buyer, 6],
        [m.seller, 0],
      ] as const) {
        await expect(reveal(m, trade, author, rating))
          .to.be.revertedWithCustomError(m.reputation, "RatingOutOfBounds")
          .withArgs(rating);
      }
    });
  });

  context("when both have spoken", () => {
    it("opens at once, by anyone with the pre-image", async () => {
      const m = await loadFixture(answered);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      const score = [weighs * 10_000n, weighs, BigInt(now), 1n];
      await expect(reveal(m, m.trade, m.buyer, 5))
        .to.emit(m.reputation, "Reviewed")
        .withArgs(
          ...[m.trade.id, m.buyer.address, m.seller.address, Role.Seller, 5, content, weighs, Outcome.Completed, score],
        );
      expect((await m.reputation.reviewOf(m.trade.id, m.buyer)).published).to.equal(true);
      expect((await m.reputation.scoreOf(m.seller, Role.Seller)).score).to.deep.equal(score);
    });
  });

  context("when it is opened again", () => {
    it("reverts NothingSealed: c6.2", async () => {
      const m = await loadFixture(answered);
      await reveal(m, m.trade, m.buyer, 5);
      await expect(reveal(m, m.trade, m.buyer, 5))
        .to.be.revertedWithCustomError(m.reputation, "NothingSealed")
        .withArgs(m.trade.id, m.buyer.address);
    });
  });
});

describe("Reputation.reply", () => {
  async function published() {
    const m = await answered();
    await reveal(m, m.trade, m.buyer, 5);
    return m;
  }

  context("when the caller is no party", () => {
    it("reverts NotParty", async () => {
      const m = await loadFixture(published);
      await expect(m.reputation.connect(m.stranger).reply(orderKey(m.trade.order), content))
        .to.be.revertedWithCustomError(m.reputation, "NotParty")
        .withArgs(m.stranger.address);
    });
  });

  context("given the order is still open", () => {
    it("reverts NothingToReply", async () => {
      const m = await loadFixture(reviews);
      const { order } = await shippedOrder(m);
      await expect(m.reputation.connect(m.buyer).reply(orderKey(order), content)).to.be.revertedWithCustomError(
        m.reputation,
        "NothingToReply",
      );
    });
  });

  context("given the other side's review is not public", () => {
    it("reverts NothingToReply", async () => {
      const m = await loadFixture(sealedOnce);
      for (const [caller, author] of [
        [m.seller, m.buyer],
        [m.buyer, m.seller],
      ] as const) {
        await expect(m.reputation.connect(caller).reply(orderKey(m.trade.order), content))
          .to.be.revertedWithCustomError(m.reputation, "NothingToReply")
          .withArgs(m.trade.id, author.address);
      }
    });
  });

  it("emits Replied, once for each side", async () => {
    const m = await loadFixture(published);
    for (const caller of [m.buyer, m.seller]) {
      const replying = () => m.reputation.connect(caller).reply(orderKey(m.trade.order), content);
      await expect(replying()).to.emit(m.reputation, "Replied").withArgs(m.trade.id, caller.address, content);
      await expect(replying())
        .to.be.revertedWithCustomError(m.reputation, "AlreadyReplied")
        .withArgs(m.trade.id, caller.address);
    }
  });
});
