import { expect } from "chai";
import { type Address } from "viem";
import { orderKey } from "../../protocol/ids.ts";
import { loadFixture } from "./support/market.ts";
import {
  completed,
  content,
  reveal,
  reviews,
  Role,
  seal,
  unitsPerToken,
  weighs,
  type Reviews,
} from "./support/reviews.ts";

/*
 * One entry for each attack that reviews were designed against. What another file shows already is only named here.
 *
 * Whitewashing: Reputation.score, "starts at the prior, without confidence".
 * Bad-mouthing: Reputation.score, "weighs one order no more than the prior"; Reputation.reveal, "emits Replied, once for each
 *   side".
 * Retaliation: Reputation.reveal, "reverts StillSealed in the window's last second, and goes through in the next: c6.4";
 *   Reputation.review, "reverts AlreadyReviewed: c6.2".
 * Selective reveal: Reputation.reveal, "is open at once, by anyone with the pre-image"; it is too late after "reverts
 *   WindowClosed, and goes through in its last second", and what was sealed stays on record as sealed.
 * Extortion: a ruling is feedback that nobody can withhold: Reputation.ruling, "counts against the …".
 * Farming, then scamming: Reputation.score, "halves in 180 days, and moves towards the prior only: c6.10".
 * Selling the account, and tampering by an owner: Reputation.weights, "is to speak, once, and to weigh tokens: nothing edits,
 *   deletes or transfers, c6.12 and c6.15".
 * Freezing decay by frequent touches: Reputation.score, "decays as much however often it is touched: c6.9".
 * Manipulating a token's weight: Reputation.weights, "reverts TokenWeightNotDue in its last second, and goes through in the
 *   next".
 */
describe("Reputation under attack", () => {
  /** What the seller's record weighs after the buyer's review of one more order. */
  async function reviewedOnce(m: Reviews, changes: object = {}) {
    const trade = await completed(m, changes);
    await seal(m, trade, m.buyer, 5);
    await m.reputation.connect(m.seller).review(orderKey(trade.order), 5, content);
    await reveal(m, trade, m.buyer, 5);
    const [score] = await m.reputation.scoreOf(m.seller, Role.Seller);
    return { num: score.num, den: score.den, count: score.count, fee: (await m.escrow.stateOf(trade.id)).feePaid };
  }

  it("wash trading: the same two pay the whole fee each time, and it counts half as much each time", async () => {
    const m = await loadFixture(reviews);
    let paid = 0n;
    for (const share of [1n, 2n, 4n, 8n]) {
      const before = (await m.reputation.scoreOf(m.seller, Role.Seller))[0].den;
      const { den } = await reviewedOnce(m, { nonce: share });
      paid += weighs;
      expect(den - before).to.equal(weighs / share);
    }
    const { den } = (await m.reputation.scoreOf(m.seller, Role.Seller))[0];
    expect(den).to.be.lessThan(paid / 2n);
  });

  it("sybil buyers and splitting: a fee in a hundred parts weighs no more than in one", async () => {
    const { reputation, addresses } = await loadFixture(reviews);
    for (const fee of [1n, 99n, 1_415_999n, 20_000_000n, 77_777_777n]) {
      const whole = await reputation.weightOf(addresses.dollar, fee);
      const part = await reputation.weightOf(addresses.dollar, fee / 100n);
      if (whole < 20_000n) expect(100n * part, String(fee)).to.be.lessThanOrEqual(whole);
      // Above the cap splitting pays only what the parts really cost.
      expect(100n * part, String(fee)).to.be.lessThanOrEqual((fee * unitsPerToken) / 10n ** 18n);
    }
  });

  it("a referral to oneself: it is the seller's own money, and only what the treasury has earned counts", async () => {
    const m = await loadFixture(reviews);
    const before = await m.dollar.balanceOf(m.buyer);
    const { den, fee } = await reviewedOnce(m, {
      referrer: m.buyer.address as Address,
      referralBps: 200,
      sellerFeeBps: 10,
    });
    // She pays 40 dollars and her own fee, and has 2 % of the price back.
    expect(before - (await m.dollar.balanceOf(m.buyer))).to.equal(40_000_000n + 404_000n - 800_000n);
    expect(fee).to.equal(40_000n + 404_000n);
    expect(den).to.equal(await m.reputation.weightOf(m.addresses.dollar, fee));
  });

  it("dust: orders of next to nothing count as reviews, and weigh nothing", async () => {
    const m = await loadFixture(reviews);
    const score = await reviewedOnce(m, { price: 1n });
    expect([score.num, score.den, score.count]).to.deep.equal([0n, 0n, 1n]);
    const [, points, confidence] = await m.reputation.scoreOf(m.seller, Role.Seller);
    expect([points, confidence]).to.deep.equal([7_000n, 0n]);
  });
});
