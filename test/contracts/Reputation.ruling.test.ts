import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { type Address } from "viem";
import { orderId, orderKey } from "../../protocol/ids.ts";
import { arbitrationFee, loadFixture, Outcome, raisedDispute, Ruling, time } from "./support/market.ts";
import { completed, content, reviewed, reviews, Role, seal, weighs } from "./support/reviews.ts";

/** A dispute of the usual order, ruled and executed. */
async function ruled(ruling: number) {
  const m = await reviews();
  const terms = { token: m.addresses.dollar, ...reviewed, referrer: ZeroAddress as Address };
  const trade = await raisedDispute(m, terms);
  const { disputeId } = await m.escrow.disputeOf(trade.id);
  await m.arbitrator.giveRuling(m.escrow, disputeId, ruling);
  await m.escrow.executeRuling(trade.order);
  return { ...m, trade };
}
const forBuyer = () => ruled(Ruling.Buyer);
const forSeller = () => ruled(Ruling.Seller);
const split = () => ruled(Ruling.Split);

describe("Reputation.countRuling", () => {
  context("given the order ended without a ruling, or by one that favours nobody", () => {
    it("reverts NotReviewable", async () => {
      const m = await loadFixture(reviews);
      const { order, id } = await completed(m);
      await expect(m.reputation.countRuling(order))
        .to.be.revertedWithCustomError(m.reputation, "NotReviewable")
        .withArgs(id, Outcome.Completed);
      const other = { ...order, nonce: 9n };
      await expect(m.reputation.countRuling(other))
        .to.be.revertedWithCustomError(m.reputation, "NotReviewable")
        .withArgs(orderId(other), Outcome.None);
      const halved = await loadFixture(split);
      await expect(halved.reputation.countRuling(halved.trade.order))
        .to.be.revertedWithCustomError(halved.reputation, "NotReviewable")
        .withArgs(halved.trade.id, Outcome.Split);
    });
  });

  context("given it was counted", () => {
    it("reverts AlreadyCounted", async () => {
      const m = await loadFixture(forBuyer);
      await m.reputation.countRuling(m.trade.order);
      await expect(m.reputation.countRuling(m.trade.order))
        .to.be.revertedWithCustomError(m.reputation, "AlreadyCounted")
        .withArgs(m.trade.id);
    });
  });

  for (const [winner, fixture, loser, role] of [
    ["buyer", forBuyer, "seller", Role.Seller],
    ["seller", forSeller, "buyer", Role.Buyer],
  ] as const) {
    context(`given it was ruled for the ${winner}`, () => {
      it(`counts against the ${loser}, at twice the weight of a review`, async () => {
        const m = await loadFixture(fixture);
        const now = (await time.latest()) + 60;
        await time.setNextBlockTimestamp(now);
        const score = [0n, 2n * weighs, BigInt(now), 1n];
        await expect(m.reputation.connect(m.stranger).countRuling(m.trade.order))
          .to.emit(m.reputation, "RulingCounted")
          .withArgs(m.trade.id, m[loser].address, role, 0, 2n * weighs, score);
        expect((await m.reputation.scoreOf(m[loser], role)).score).to.deep.equal(score);
        expect((await m.reputation.scoreOf(m[winner], 1n - role)).score.count).to.equal(0n);
      });
    });
  }

  it("counts at most twice the cap: c6.6", async () => {
    const m = await loadFixture(reviews);
    const terms = { token: m.addresses.dollar, price: 10n ** 12n, quantity: 1 };
    const trade = await raisedDispute(m, terms);
    const { disputeId, pot } = await m.escrow.disputeOf(trade.id);
    expect(pot).to.equal(arbitrationFee);
    await m.arbitrator.giveRuling(m.escrow, disputeId, Ruling.Buyer);
    await m.escrow.executeRuling(trade.order);
    await m.reputation.countRuling(trade.order);
    const { score, points } = await m.reputation.scoreOf(m.seller, Role.Seller);
    // 20,000 at 7,000 and 40,000 at nothing.
    expect([score.den, points]).to.deep.equal([40_000n, 140_000_000n / 60_000n]);
  });

  it("stands beside the reviews of the same order", async () => {
    const m = await loadFixture(forSeller);
    await m.reputation.countRuling(m.trade.order);
    await seal(m, m.trade, m.buyer, 1);
    await m.reputation.connect(m.seller).review(orderKey(m.trade.order), 1, content);
    expect((await m.reputation.scoreOf(m.buyer, Role.Buyer)).score.count).to.equal(2n);
  });
});
