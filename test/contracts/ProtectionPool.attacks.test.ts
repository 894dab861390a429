import { expect } from "chai";
import { type Address } from "viem";
import {
  afterDeadline,
  arbitrationFee,
  ethers,
  fundedOrder,
  kind,
  loadFixture,
  price,
  type Signer,
  time,
} from "./support/market.ts";
import {
  atCoverDeadline,
  capital,
  claimed,
  claimWindow,
  completed,
  covered,
  CoverStatus,
  dollars,
  emptyPool,
  premium,
  type Protection,
  protection,
  ruled,
  statusOf,
  Verdict,
} from "./support/protection.ts";

const enter = (m: Protection, account: Signer, assets: bigint) => m.pool.connect(account).deposit(assets, account);

/** Takes out all that can be taken, and says how much it was. */
async function leave(m: Protection, account: Signer): Promise<bigint> {
  const before = await m.dollar.balanceOf(account);
  await m.pool.connect(account).redeem(await m.pool.maxRedeem(account), account, account);
  return (await m.dollar.balanceOf(account)) - before;
}

/*
 * One entry for each attack that the pool was designed against. What another file shows already is only named here.
 *
 * Buying protection for what is known to be bad: ProtectionPool.protect, "reverts WrongStatus from the moment it was sent".
 * Binding capital for ever by putting an order's end off: ProtectionPool.lapse, "given the order is open, however long".
 * A silent, slow or broken arbitrator: ProtectionPool.resolveStalled.
 * Fees on transfer: ProtectionPool.protect and shares, "reverts WrongReceived".
 */
describe("ProtectionPool under attack", () => {
  it("jumping a premium: coming before it and leaving after it gains nothing", async () => {
    const m = await loadFixture(protection);
    await enter(m, m.second, 50n * capital);
    await covered(m);
    expect(await leave(m, m.second)).to.be.at.most(50n * capital);
  });

  it("jumping the end of a cover: whoever comes before it has paid for its premium", async () => {
    const m = await loadFixture(protection);
    const { order, id } = await covered(m);
    await m.escrow.connect(m.seller).refund(order);
    await enter(m, m.second, 50n * capital);
    await m.pool.lapse(id);
    expect(await leave(m, m.second)).to.be.at.most(50n * capital);
    expect(await leave(m, m.lender)).to.be.closeTo(capital + premium, 2n);
  });

  it("jumping a refusal: whoever comes while a claim is judged has paid for its refusal", async () => {
    const m = await loadFixture(protection);
    const { id } = await claimed(m);
    await enter(m, m.second, 50n * capital);
    const { disputeId } = await m.pool.coverOf(id);
    await m.arbitrator.giveRuling(m.pool, disputeId, Verdict.Pool);
    expect(await leave(m, m.second)).to.be.at.most(50n * capital);
    expect(await leave(m, m.lender)).to.be.closeTo(capital + premium, 2n);
  });

  it("dodging a claim: whoever leaves while it is judged leaves a part for it", async () => {
    const m = await loadFixture(protection);
    await enter(m, m.second, capital);
    const { id } = await claimed(m);
    const dodger = await leave(m, m.second);
    await m.arbitrator.giveRuling(m.pool, (await m.pool.coverOf(id)).disputeId, Verdict.Buyer);
    await m.pool.payOut(id);
    const stayer = await leave(m, m.lender);
    expect(dodger).to.be.closeTo(capital - price / 2n, 2n);
    // What the dodger left of the premium is the stayer's.
    expect(stayer).to.be.closeTo(capital - price / 2n + premium, 3n);
  });

  it("depositing between a granted ruling and its payment loses nothing", async () => {
    const m = await loadFixture(protection);
    const { id } = await ruled(m, Verdict.Buyer);
    await enter(m, m.second, capital);
    await m.pool.payOut(id);
    expect(await leave(m, m.second)).to.be.closeTo(capital, 2n);
    expect(await leave(m, m.lender)).to.be.closeTo(capital + premium - price, 2n);
  });

  it("the last one leaving while a claim is judged: a refusal still has an owner", async () => {
    const m = await loadFixture(protection);
    const { id } = await claimed(m);
    const first = await leave(m, m.lender);
    expect(first).to.be.closeTo(capital - price, 1_000_000n);
    expect(await m.pool.totalSupply()).to.equal(10n ** 12n);
    await m.arbitrator.giveRuling(m.pool, (await m.pool.coverOf(id)).disputeId, Verdict.Pool);
    const second = await leave(m, m.lender);
    expect(first + second).to.be.at.least(capital + premium - (2n * price) / 1_000_000n);
    expect(await m.pool.totalSupply()).to.equal(0n);
  });

  it("leaving in time: the premiums of every running cover stay with those who go on bearing it", async () => {
    const m = await loadFixture(protection);
    await enter(m, m.second, capital);
    for (const nonce of [1n, 2n, 3n]) await covered(m, { nonce });
    expect(await leave(m, m.second)).to.be.closeTo(capital, 2n);
    expect(await m.pool.convertToAssets(await m.pool.balanceOf(m.lender))).to.be.closeTo(capital + 3n * premium, 3n);
  });

  it("inflating an empty pool: who gives away a fortune takes next to nothing from the next", async () => {
    const m = await loadFixture(emptyPool);
    await enter(m, m.second, 1n);
    await m.dollar.connect(m.second).transfer(m.pool, capital);
    await enter(m, m.lender, capital);
    const [loot, rest] = [await leave(m, m.second), await leave(m, m.lender)];
    expect(loot).to.be.lessThan(1n + capital / 2n + capital / 100n);
    expect(rest).to.be.at.least(capital - capital / 100_000n);
  });

  it("a gift is the shareholders', and covers nothing that was not sold", async () => {
    const m = await loadFixture(protection);
    await m.dollar.connect(m.stranger).transfer(m.pool, 1_000_000n);
    expect(await m.pool.liveCover()).to.equal(0n);
    expect(await leave(m, m.lender)).to.be.closeTo(capital + 1_000_000n, 1n);
  });

  it("claims without end: each binds what was paid for, once, until its date", async () => {
    const m = await loadFixture(protection);
    const trade = await claimed(m);
    expect(await m.pool.freeAssets()).to.equal(capital + premium - price);
    await atCoverDeadline(m, trade, 1n);
    await m.pool.resolveStalled(trade.id);
    await expect(m.pool.connect(m.buyer).claim(trade.id, { value: arbitrationFee }))
      .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
      .withArgs(trade.id, CoverStatus.Refused);
    await expect(m.pool.connect(m.buyer).protect(trade.order)).to.be.revertedWithCustomError(m.pool, "WrongStatus");
  });

  it("a fake sale that the panel sees through costs premium, fees and the arbitrator, and brings nothing", async () => {
    const m = await loadFixture(protection);
    const pair = async () => (await m.dollar.balanceOf(m.buyer)) + (await m.dollar.balanceOf(m.seller));
    const before = await pair();
    const trade = await ruled(m, Verdict.Pool);
    const { feePaid } = await m.escrow.stateOf(trade.id);
    expect(before - (await pair())).to.equal(premium + feePaid);
    expect(feePaid).to.be.greaterThan(0n);
  });

  it("a fake sale that it does not see through brings no more than the covered amount", async () => {
    const m = await loadFixture(protection);
    const pair = async () => (await m.dollar.balanceOf(m.buyer)) + (await m.dollar.balanceOf(m.seller));
    const before = await pair();
    const trade = await ruled(m, Verdict.Buyer, { quantity: 3 });
    await m.pool.payOut(trade.id);
    const { feePaid } = await m.escrow.stateOf(trade.id);
    const { amount } = await m.pool.coverOf(trade.id);
    expect(amount).to.be.lessThan(3n * price);
    expect((await pair()) - before).to.equal(amount - (await m.pool.quote(trade.order))[1] - feePaid);
  });

  it("taking all capital at once: cover can be sold no further than it can be paid", async () => {
    const m = await loadFixture(emptyPool);
    await enter(m, m.lender, 2n * price);
    const trades = [];
    for (const nonce of [1n, 2n]) trades.push(await ruled(m, Verdict.Buyer, { nonce }));
    const { order } = await fundedOrder(m, { ...dollars(m), nonce: 3n });
    await expect(m.pool.connect(m.buyer).protect(order)).to.be.revertedWithCustomError(m.pool, "NotEnoughCapital");
    for (const { id } of trades) await m.pool.payOut(id);
    expect(await m.pool.totalAssets()).to.equal(2n * premium);
  });

  it("a forged order: other terms are another order, which was never bought", async () => {
    const m = await loadFixture(protection);
    const { order } = await fundedOrder(m, dollars(m));
    for (const forged of [
      { ...order, quantity: 9 },
      { ...order, terms: { ...order.terms, price: 10n ** 9n * 9n } },
      { ...order, terms: { ...order.terms, inspectWindow: 60 } },
      { ...order, terms: { ...order.terms, seller: m.stranger.address as Address } },
      { ...order, buyer: m.stranger.address as Address },
    ]) {
      const caller = forged.buyer === order.buyer ? m.buyer : m.stranger;
      await expect(m.pool.connect(caller).protect(forged)).to.be.revertedWithCustomError(m.pool, "WrongStatus");
    }
  });

  it("everybody gone: a stranger ends every cover, and a shareholder who comes back finds the money", async () => {
    const m = await loadFixture(protection);
    const [live, judged, granted] = [await covered(m), await claimed(m), await ruled(m, Verdict.Buyer)];
    const done = await completed(m);
    await time.increaseTo((await m.pool.coverOf(judged.id)).deadline + BigInt(claimWindow));
    const stranger = m.pool.connect(m.stranger);
    await stranger.lapse(live.id);
    await stranger.lapse(done.id);
    await stranger.resolveStalled(judged.id);
    await stranger.payOut(granted.id);
    expect(await m.pool.liveCover()).to.equal(0n);
    expect(await leave(m, m.lender)).to.be.closeTo(capital + 4n * premium - price, 2n);
  });

  it("a seller's dispute that nobody answers ends no cover, whatever the deposit", async () => {
    for (const changes of [{}, { kind: kind("rental"), deposit: 1n }]) {
      const m = await loadFixture(protection);
      const trade = await covered(m, changes);
      await m.escrow.connect(m.seller).ship(trade.order, ethers.ZeroHash);
      await m.escrow.connect(m.seller).openDispute(trade.order, { value: arbitrationFee });
      await afterDeadline(m, trade);
      await m.escrow.connect(m.seller).resolveUnanswered(trade.order);
      await expect(m.reputation.countRuling(trade.order)).to.be.revertedWithCustomError(m.reputation, "NotReviewable");
      await m.pool.connect(m.buyer).claim(trade.id, { value: arbitrationFee });
      expect(await statusOf(m, trade)).to.equal(CoverStatus.Claimed);
    }
  });

  it("two panels for one complaint: who has answered a seller's dispute has gone to court", async () => {
    const m = await loadFixture(protection);
    const trade = await covered(m);
    await m.escrow.connect(m.seller).ship(trade.order, ethers.ZeroHash);
    await m.escrow.connect(m.seller).openDispute(trade.order, { value: arbitrationFee });
    await m.escrow.connect(m.buyer).answerDispute(trade.order, { value: arbitrationFee });
    await m.escrow.connect(m.buyer).confirm(trade.order);
    await expect(m.pool.connect(m.buyer).claim(trade.id, { value: arbitrationFee }))
      .to.be.revertedWithCustomError(m.pool, "NotClaimable")
      .withArgs(trade.id);
    expect(await m.pool.claimableUntil(trade.id)).to.equal(0n);
  });
});
