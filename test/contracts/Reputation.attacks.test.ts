import { expect } from "chai";
import { type Address } from "viem";
import { orderKey } from "#protocol/order.ts";
import {
  afterDeadline,
  arbitrationFee,
  contractParty,
  ethers,
  fundedOrder,
  loadFixture,
  networkHelpers,
  openedDispute,
  orderable,
  Outcome,
  Receiver,
  time,
} from "./support/market.ts";
import {
  completed,
  content,
  reveal,
  reviewed,
  reviews,
  Role,
  salt,
  seal,
  tokenWeightDelay,
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
 * Branding by a friendly judge: Reputation.ruling, "pays by the ruling, and brands nobody: a seller's own judge".
 * Immunity by listing without commission: Reputation.ruling, "weighs what the loser has paid the arbitrators: zero per cent
 *   buys no immunity"; by starving the record of gas: "never pays without the record for want of gas that the caller chose".
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

  it("dust: reviews of orders of next to nothing weigh nothing, count as nothing and halve nothing", async () => {
    const m = await loadFixture(reviews);
    const score = await reviewedOnce(m, { price: 1n });
    expect([score.num, score.den, score.count]).to.deep.equal([0n, 0n, 0n]);
    const { updatedAt } = (await m.reputation.scoreOf(m.seller, Role.Seller)).score;
    expect(updatedAt).to.equal(0n);
    const [, points, confidence] = await m.reputation.scoreOf(m.seller, Role.Seller);
    expect([points, confidence]).to.deep.equal([7_000n, 0n]);
    // Were it a review, the next one of the pair would weigh half.
    expect((await reviewedOnce(m, { nonce: 2n })).den).to.equal(weighs);
  });

  it("a unit released before it was sent: silence brands nobody, and the arbitrators have not ruled", async () => {
    const m = await loadFixture(reviews);
    const trade = await fundedOrder(m, { token: m.addresses.dollar, price: 1_000_000_000n, quantity: 1 });
    await m.escrow.connect(m.buyer).release(trade.order, 1n);
    await m.escrow.connect(m.buyer).openDispute(trade.order, { value: arbitrationFee });
    await afterDeadline(m, trade);
    await m.escrow.connect(m.buyer).resolveUnanswered(trade.order);
    expect((await m.escrow.stateOf(trade.id)).outcome).to.equal(Outcome.NeverSent);
    await m.reputation.connect(m.buyer).review(orderKey(trade.order), 1, content);
    const [score, points] = await m.reputation.scoreOf(m.seller, Role.Seller);
    expect([score.count, points]).to.deep.equal([0n, 7_000n]);
  });

  it("silence about what was sent: the buyer has the money, and no ruling enters a record", async () => {
    const m = await loadFixture(reviews);
    const trade = await openedDispute(m, { token: m.addresses.dollar, price: 1_000_000_000n, quantity: 1 });
    await afterDeadline(m, trade);
    await m.escrow.resolveUnanswered(trade.order);
    expect((await m.escrow.stateOf(trade.id)).outcome).to.equal(Outcome.Unanswered);
    expect((await m.reputation.scoreOf(m.seller, Role.Seller)).score).to.deep.equal([0n, 0n, 0n, 0n]);
  });

  it("a public star for one unit: it moves nothing, whoever refunds in time", async () => {
    const m = await loadFixture(reviews);
    const trade = await fundedOrder(m, { token: m.addresses.dollar, ...reviewed });
    await m.escrow.connect(m.buyer).release(trade.order, 1n);
    await m.escrow.connect(m.seller).refund(trade.order);
    await seal(m, trade, m.buyer, 1);
    await m.reputation.connect(m.seller).review(orderKey(trade.order), 1, content);
    await expect(reveal(m, trade, m.buyer, 1))
      .to.emit(m.reputation, "Reviewed")
      .withArgs(...[trade.id, m.buyer.address, m.seller.address, Role.Seller, 1, content, 0n, Outcome.Refunded], [
        0n,
        0n,
        0n,
        0n,
      ]);
  });

  it("flooding an absent seller with orders: a hundred that were never sent weigh as much as one, nothing", async () => {
    const m = await loadFixture(reviews);
    for (let nonce = 1n; nonce <= 5n; nonce++) {
      const trade = await fundedOrder(m, { token: m.addresses.dollar, price: 10n ** 12n, nonce });
      await afterDeadline(m, trade);
      await m.escrow.connect(m.buyer).refund(trade.order);
      await m.reputation.connect(m.buyer).review(orderKey(trade.order), 1, content);
    }
    const [score, points, confidence] = await m.reputation.scoreOf(m.seller, Role.Seller);
    expect([score.count, points, confidence]).to.deep.equal([0n, 7_000n, 0n]);
  });

  describe("the bounty for opening", () => {
    const pot = 10n ** 18n;
    async function withPot(m: Reviews) {
      await m.owner.sendTransaction({ to: m.reputation, value: pot });
      const trade = await completed(m);
      await seal(m, trade, m.buyer, 5);
      await m.reputation.connect(m.seller).review(orderKey(trade.order), 5, content);
      return trade;
    }

    it("is never more than a tenth of the fee that the order paid, whatever gas costs", async () => {
      const m = await loadFixture(reviews);
      const trade = await withPot(m);
      await networkHelpers.setNextBlockBaseFeePerGas(10n ** 13n);
      const fees = { maxFeePerGas: 2n * 10n ** 13n, gasLimit: 300_000n };
      await networkHelpers.setBalance(m.stranger.address, 10n ** 21n);
      const opener = m.reputation.connect(m.stranger);
      const tx = await opener.reveal(orderKey(trade.order), m.buyer, 5, content, salt(m.buyer), fees);
      // 1.416 dollars of fee, 3,000 dollars a coin.
      const most = (weighs * 10n ** 18n) / (3_000_000n * 10n);
      await expect(tx).to.emit(m.reputation, "OpeningPaid").withArgs(trade.id, m.stranger.address, most);
      expect(await ethers.provider.getBalance(m.reputation)).to.equal(pot - most);
    });

    it("is less than the gas of the trade that it would take to earn it again", async () => {
      const m = await loadFixture(reviews);
      const used: bigint[] = [];
      const count = async (sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>) =>
        used.push((await (await sent).wait())!.gasUsed);
      const trade = await orderable(m, { token: m.addresses.dollar, ...reviewed });
      await count(m.escrow.connect(m.buyer).buy(trade.order));
      await count(m.escrow.connect(m.seller).ship(trade.order, ethers.ZeroHash));
      await count(m.escrow.connect(m.buyer).confirm(trade.order));
      await count(seal(m, trade, m.buyer, 5));
      await count(m.reputation.connect(m.seller).review(orderKey(trade.order), 5, content));
      await count(reveal(m, trade, m.buyer, 5));
      const all = used.reduce((sum, gas) => sum + gas, 0n);
      expect(await m.reputation.OPENING_GAS()).to.be.lessThan(all);
    });

    it("is nothing for an author, nothing for a review without weight, and nothing once the pot is empty", async () => {
      const m = await loadFixture(reviews);
      const own = await withPot(m);
      const asAuthor = m.reputation.connect(m.buyer);
      await expect(asAuthor.reveal(orderKey(own.order), m.buyer, 5, content, salt(m.buyer))).not.to.emit(
        m.reputation,
        "OpeningPaid",
      );
      const dust = await completed(m, { price: 1n, nonce: 2n });
      await seal(m, dust, m.buyer, 5);
      await m.reputation.connect(m.seller).review(orderKey(dust.order), 5, content);
      await expect(reveal(m, dust, m.buyer, 5)).not.to.emit(m.reputation, "OpeningPaid");
      expect(await ethers.provider.getBalance(m.reputation)).to.equal(pot);
      await networkHelpers.setBalance(await m.reputation.getAddress(), 0n);
      const late = await completed(m, { nonce: 3n });
      await seal(m, late, m.buyer, 5);
      await m.reputation.connect(m.seller).review(orderKey(late.order), 5, content);
      await expect(reveal(m, late, m.buyer, 5)).not.to.emit(m.reputation, "OpeningPaid");
    });

    it("stops no opening where the coin is not weighed, or the opener takes none", async () => {
      const m = await loadFixture(reviews);
      const trade = await withPot(m);
      const party = await contractParty(m.owner);
      await party.set(Receiver.Refusing);
      const key = orderKey(trade.order);
      const data = m.reputation.interface.encodeFunctionData("reveal", [
        key,
        m.buyer.address,
        5,
        content,
        salt(m.buyer),
      ]);
      // Were too little gas for it a refusal, somebody's estimate would work for nothing.
      await expect(party.act(m.reputation, data, { gasLimit: 150_000n })).to.be.revertedWithCustomError(
        m.reputation,
        "NotEnoughGas",
      );
      await party.act(m.reputation, data, { gasLimit: 400_000n });
      expect((await m.reputation.reviewOf(trade.id, m.buyer)).published).to.equal(true);
      expect(await ethers.provider.getBalance(m.reputation)).to.equal(pot);
      await m.reputation.connect(m.owner).proposeTokenWeight(ethers.ZeroAddress, 0n);
      await time.increase(tokenWeightDelay);
      await m.reputation.setTokenWeight(ethers.ZeroAddress);
      const next = await completed(m, { nonce: 2n });
      await seal(m, next, m.buyer, 5);
      await m.reputation.connect(m.seller).review(orderKey(next.order), 5, content);
      await expect(reveal(m, next, m.buyer, 5)).not.to.emit(m.reputation, "OpeningPaid");
    });

    it("comes from whoever gives it, and goes back to nobody, the owner included", async () => {
      const m = await loadFixture(reviews);
      await expect(m.stranger.sendTransaction({ to: m.reputation, value: 7n }))
        .to.emit(m.reputation, "BountiesFunded")
        .withArgs(m.stranger.address, 7n);
    });
  });
});
