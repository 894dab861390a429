import { expect } from "chai";
import { type Address, zeroHash } from "viem";
import { listingId, NATIVE } from "#protocol/terms.ts";
import { type Order, orderId, orderKey } from "#protocol/order.ts";
import { payout, quote } from "#protocol/money.ts";
import { settlementTypes } from "#protocol/settlement.ts";
import {
  afterDeadline,
  answerWindow,
  arbitrationFee,
  atDeadline,
  contractTrade,
  ethers,
  feeFloorDelay,
  flows,
  DisputePhase,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  offerOf,
  openedDispute,
  orderable,
  price,
  raisedDispute,
  ruledDispute,
  Ruling,
  shippedOrder,
  signOffer,
  Status,
  termsOf,
  through,
  time,
  Token,
  valueOf,
} from "./support/market.ts";

const all = 3n * price;

// What others were robbed by, or could be. Proven elsewhere:
// - receivers that revert, burn or flood, blacklisted payees, `send` to wallets: Escrow.receivers.test.ts
// - a treasury that cannot be paid: Escrow.withdraw.test.ts
// - tokens with a fee, without an answer, that lie: Escrow.buy.test.ts, Escrow.receivers.test.ts
// - re-entrancy at every call: Escrow.reentrancy.test.ts
// - silent, lying, broken arbitrators, numbers given twice: Escrow.arbitrators.test.ts, Escrow.resolveStalled.test.ts
// - a ruling that comes late or twice: Escrow.rule.test.ts
// - a respondent who does not pay: Escrow.resolveUnanswered.test.ts
// - the edges of time: Escrow.deadlines.test.ts
// - evidence by strangers: Escrow.submitEvidence.test.ts
// - trading with oneself: Escrow.buy.test.ts
describe("Escrow under attack", () => {
  it("a token that calls back does not have one deposit counted twice", async () => {
    const m = await loadFixture(market);
    const { order, id } = await orderable(m, { token: m.addresses.odd });
    const again = { ...order, nonce: 2n };
    await m.odd.set(Token.CallingBack, Token.Honest);
    await m.odd.setCallback(m.escrow.interface.encodeFunctionData("buy", [again]));
    await m.escrow.connect(m.buyer).buy(order);
    expect((await m.escrow.stateOf(orderId(again))).status).to.equal(Status.None);
    expect((await m.escrow.stateOf(id)).held).to.equal(all);
    expect(await m.odd.balanceOf(m.escrow)).to.equal(quote(order).total);
  });

  it("bait and switch: a buyer pays by the terms that she saw, or not at all", async () => {
    const m = await loadFixture(market);
    const { order } = await orderable(m);
    const dearer = { ...order.terms, price: price * 2n };
    await m.registry.connect(m.seller).edit(order.terms, dearer);
    await expect(m.escrow.connect(m.buyer).buy(order, { value: valueOf(order) })).to.be.revertedWithCustomError(
      m.registry,
      "ListingNotActive",
    );
  });

  it("stale listings: what is old or cancelled cannot be bought cheaply", async () => {
    const m = await loadFixture(market);
    const [old, cancelled] = [await orderable(m, { expiry: (await time.latest()) + 1_000 }), await orderable(m)];
    await time.increase(1_001);
    await expect(m.escrow.connect(m.buyer).buy(old.order, { value: valueOf(old.order) })).to.be.revertedWithCustomError(
      m.registry,
      "ListingExpired",
    );
    await m.registry.connect(m.seller).cancelAll();
    await expect(
      m.escrow.connect(m.buyer).buy(cancelled.order, { value: valueOf(cancelled.order) }),
    ).to.be.revertedWithCustomError(m.registry, "StaleEpoch");
  });

  it("a swapped token: an open allowance pays for nothing but what was ordered", async () => {
    const m = await loadFixture(market);
    const { order } = await orderable(m, { token: m.addresses.dollar });
    await m.registry.connect(m.seller).edit(order.terms, { ...order.terms, token: m.addresses.odd });
    await expect(m.escrow.connect(m.buyer).buy(order)).to.be.revertedWithCustomError(m.registry, "ListingNotActive");
    expect(await m.odd.balanceOf(m.escrow)).to.equal(0n);
  });

  it("an owner who changes the fees changes none of an order under way", async () => {
    const m = await loadFixture(market);
    const { order } = await shippedOrder(m);
    const sold = await orderable(m);
    await m.registry.proposeFeeFloor(1_000);
    await time.increase(feeFloorDelay + 1);
    await m.registry.setFeeFloor();
    const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
    expect(moved.seller).to.equal(payout(order, all, all).toSeller);
    expect(valueOf(sold.order)).to.equal(quote(order).total);
    await m.escrow.connect(m.buyer).buy(sold.order, { value: valueOf(sold.order) });
  });

  it("many tiny parts escape no fee", async () => {
    const m = await loadFixture(market);
    const { order, id } = await fundedOrder(m, { price: 100n, quantity: 1 });
    for (let i = 0; i < 99; i++) await m.escrow.connect(m.buyer).release(order, 1n);
    await m.escrow.connect(m.buyer).confirm(order);
    expect((await m.escrow.stateOf(id)).feePaid).to.equal(payout(order, 100n, 100n).fee);
    expect(payout(order, 100n, 100n).fee).to.equal(3n);
  });

  it("a signature of one wallet does not serve another of the same owner", async () => {
    const m = await loadFixture(market);
    const [first, second] = [await contractTrade(m), await contractTrade(m)];
    const offer = await offerOf(first.id, all);
    const signature = await signOffer(m, m.buyer, offer);
    await expect(through(second.seller, m.escrow, "settle", [second.order, offer, signature]))
      .to.be.revertedWithCustomError(m.escrow, "SettlementForOtherOrder")
      .withArgs(first.id, second.id);
    await expect(
      through(second.seller, m.escrow, "settle", [second.order, { ...offer, orderId: second.id }, signature]),
    ).to.be.revertedWithCustomError(m.escrow, "BadSignature");
  });

  it("a signature for another chain, contract or version is worth nothing here", async () => {
    const m = await loadFixture(market);
    const { order, id } = await fundedOrder(m);
    const { chainId } = await ethers.provider.getNetwork();
    const domain = { name: "Handsel", version: "1", chainId, verifyingContract: m.addresses.escrow };
    const offer = await offerOf(id, 1n);
    for (const changes of [
      { chainId: chainId + 1n },
      { verifyingContract: m.addresses.registry },
      { version: "2" },
      { name: "Hansel" },
    ]) {
      const types = { Settlement: [...settlementTypes.Settlement] };
      const signature = await m.seller.signTypedData({ ...domain, ...changes }, types, offer);
      await expect(m.escrow.connect(m.buyer).settle(order, offer, signature))
        .to.be.revertedWithCustomError(m.escrow, "BadSignature")
        .withArgs(m.seller.address);
    }
  });

  it("a malleable signature settles nothing twice", async () => {
    const m = await loadFixture(market);
    const { order, id } = await fundedOrder(m);
    const offer = await offerOf(id, 1n);
    const { r, s, v } = ethers.Signature.from(await signOffer(m, m.seller, offer));
    const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const twin = ethers.concat([r, ethers.toBeHex(n - BigInt(s), 32), v === 27 ? "0x1c" : "0x1b"]);
    await expect(m.escrow.connect(m.buyer).settle(order, offer, twin)).to.be.revertedWithCustomError(
      m.escrow,
      "BadSignature",
    );
  });

  it("another's order cannot be passed off as one's own", async () => {
    const m = await loadFixture(market);
    const { order } = await shippedOrder(m);
    const stranger = m.stranger.address as Address;
    const none = async (changes: Partial<Order>, act: (changed: Order) => Promise<unknown>) => {
      const changed = { ...order, ...changes };
      await expect(act(changed))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(orderId(changed), Status.None);
    };
    const escrow = m.escrow.connect(m.stranger);
    await none({ buyer: stranger }, (changed) => escrow.confirm(changed));
    await none({ terms: { ...order.terms, seller: stranger } }, (changed) => escrow.refund(changed));
    await none({ referrer: stranger }, (changed) => m.escrow.connect(m.buyer).confirm(changed));
    await none({ quantity: 4 }, (changed) => m.escrow.connect(m.buyer).confirm(changed));
    await none({ nonce: 9n }, (changed) => m.escrow.connect(m.buyer).confirm(changed));
  });

  it("dirty bits in calldata make no second order of one", async () => {
    const m = await loadFixture(market);
    const { order } = await shippedOrder(m);
    const data = m.escrow.interface.encodeFunctionData("confirm", [order]);
    for (const word of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20]) {
      const at = 2 + 8 + 64 * word;
      const dirty = `${data.slice(0, at)}f${data.slice(at + 1)}`;
      await expect(m.buyer.sendTransaction({ to: m.escrow, data: dirty }), `word ${word}`).to.be.revert(ethers);
    }
  });

  it("a dispute at the last second buys its opener one answer window and no more", async () => {
    const m = await loadFixture(market);
    const trade = await fundedOrder(m);
    const now = await atDeadline(m, trade);
    await m.escrow.connect(m.buyer).openDispute(trade.order, { value: arbitrationFee });
    await time.setNextBlockTimestamp(now + BigInt(answerWindow) + 1n);
    await m.escrow.connect(m.stranger).resolveUnanswered(trade.order);
    await expect(
      m.escrow.connect(m.buyer).openDispute(trade.order, { value: arbitrationFee }),
    ).to.be.revertedWithCustomError(m.escrow, "WrongStatus");
  });

  it("a seller who never ships wins nothing by opening a dispute that the buyer does not answer", async () => {
    const m = await loadFixture(market);
    const trade = await fundedOrder(m);
    await expect(
      m.escrow.connect(m.seller).openDispute(trade.order, { value: arbitrationFee }),
    ).to.be.revertedWithCustomError(m.escrow, "NotBuyer");
    await m.escrow.connect(m.seller).ship(trade.order, zeroHash);
    // Saying falsely that it was sent leaves the buyer all the time to look, dispute or not.
    const { deadline } = await m.escrow.stateOf(trade.id);
    await m.escrow.connect(m.seller).openDispute(trade.order, { value: arbitrationFee });
    await time.setNextBlockTimestamp(deadline);
    await m.escrow.connect(m.buyer).answerDispute(trade.order, { value: arbitrationFee });
    expect((await m.escrow.disputeOf(trade.id)).phase).to.equal(DisputePhase.Raised);
  });

  it("an older offer cannot be cashed by whoever has lost", async () => {
    const m = await loadFixture(market);
    const trade = await raisedDispute(m);
    const offer = await offerOf(trade.id, all);
    const signature = await signOffer(m, m.buyer, offer);
    await m.arbitrator.giveRuling(m.escrow, 0, Ruling.Buyer);
    await expect(m.escrow.connect(m.seller).settle(trade.order, offer, signature)).to.be.revertedWithCustomError(
      m.escrow,
      "WrongDisputePhase",
    );
  });

  it("an arbitrator moves no order that does not name it", async () => {
    const m = await loadFixture(market);
    const other = await ethers.deployContract("ScriptedArbitrator", [1n]);
    const { id } = await raisedDispute(m);
    await expect(other.giveRuling(m.escrow, 0, Ruling.Seller))
      .to.be.revertedWithCustomError(m.escrow, "NotArbitrator")
      .withArgs(await other.getAddress(), 0);
    expect((await m.escrow.disputeOf(id)).ruling).to.equal(0n);
  });

  it("a rebasing token harms its own orders and no others", async () => {
    const m = await loadFixture(market);
    const shrunk = await shippedOrder(m, { token: m.addresses.odd });
    const others = [await shippedOrder(m, { token: m.addresses.dollar }), await shippedOrder(m)];
    await m.odd.setBalance(m.escrow, 5n);
    const { toSeller } = payout(shrunk.order, all, all);
    await m.escrow.connect(m.buyer).confirm(shrunk.order);
    expect(await m.escrow.creditOf(m.seller, m.addresses.odd)).to.equal(toSeller);
    for (const { order } of others) {
      const moved = await flows(m, order.terms.token, () => m.escrow.connect(m.buyer).confirm(order));
      expect(moved.seller).to.equal(toSeller);
    }
  });

  it("coin that is forced in belongs to nobody and changes no account", async () => {
    const m = await loadFixture(market);
    const { order } = await shippedOrder(m);
    const forced = 10n ** 18n;
    await ethers.provider.send("hardhat_setBalance", [m.addresses.escrow, ethers.toQuantity(valueOf(order) + forced)]);
    await m.escrow.connect(m.buyer).confirm(order);
    await m.escrow.sweep([orderKey(order)]);
    expect(await ethers.provider.getBalance(m.escrow)).to.equal(forced);
  });

  it("the owner has no way to money in escrow", async () => {
    const m = await loadFixture(market);
    const { order, id } = await shippedOrder(m);
    const escrow = m.escrow.connect(m.owner);
    const offer = await offerOf(id, all);
    const signature = await signOffer(m, m.owner, offer);
    for (const [attempt, error] of [
      [() => escrow.confirm(order), "NotBuyer"],
      [() => escrow.release(order, 1n), "NotBuyer"],
      [() => escrow.refund(order), "NotSeller"],
      [() => escrow.claim(order), "DeadlineNotPassed"],
      [() => escrow.settle(order, offer, signature), "NotParty"],
      [() => escrow.openDispute(order, { value: arbitrationFee }), "NotParty"],
      [() => escrow.extend(order, 1n), "NotSeller"],
      [() => escrow.rule(0, Ruling.Buyer), "NotArbitrator"],
      [() => escrow.withdraw(NATIVE, m.owner, 1n), "AmountOutOfBounds"],
      [() => escrow.sweep([orderKey(order)]), "WrongStatus"],
    ] as const) {
      await expect(attempt()).to.be.revertedWithCustomError(m.escrow, error);
    }
    expect(m.escrow.interface.getFunction("owner" as "buy")).to.equal(null);
  });

  it("pausing closes publish and buy, and no exit", async () => {
    const m = await loadFixture(market);
    const [confirmed, refunded, split, claimed, unshipped] = [
      await fundedOrder(m),
      await fundedOrder(m),
      await fundedOrder(m),
      await shippedOrder(m),
      await fundedOrder(m),
    ];
    const [opened, raised, ruled] = [await openedDispute(m), await raisedDispute(m), await ruledDispute(m, 1)];
    const entry = await orderable(m);
    const terms = await termsOf(m);
    await m.registry.setPaused(true);
    await expect(m.registry.connect(m.seller).publish(terms)).to.be.revertedWithCustomError(m.registry, "Paused");
    await expect(
      m.escrow.connect(m.buyer).buy(entry.order, { value: valueOf(entry.order) }),
    ).to.be.revertedWithCustomError(m.registry, "Paused");
    const [asBuyer, asSeller] = [m.escrow.connect(m.buyer), m.escrow.connect(m.seller)];
    await asSeller.ship(confirmed.order, zeroHash);
    await asBuyer.release(confirmed.order, 1n);
    await asBuyer.confirm(confirmed.order);
    await asSeller.refund(refunded.order);
    const offer = await offerOf(split.id, 9n);
    await asBuyer.settle(split.order, offer, await signOffer(m, m.seller, offer));
    await asBuyer.executeRuling(ruled.order);
    await asBuyer.openDispute(unshipped.order, { value: arbitrationFee });
    await asSeller.answerDispute(unshipped.order, { value: arbitrationFee });
    await afterDeadline(m, claimed);
    await asSeller.claim(claimed.order);
    await afterDeadline(m, opened);
    await asBuyer.resolveUnanswered(opened.order);
    await afterDeadline(m, raised);
    await asSeller.resolveStalled(raised.order);
    await m.escrow.sweep([orderKey(claimed.order), orderKey(raised.order)]);
    await m.registry.connect(m.seller).close(entry.order.terms);
    expect((await m.registry.stateOf(listingId(entry.order.terms))).status).to.equal(2n);
  });

  it("an arbitrator cannot catch another's money while it is given a case", async () => {
    const m = await loadFixture(market);
    // The victims' arbitrator lets anybody push what it has not used.
    const thief = await ethers.deployContract("ThievingArbitrator");
    const push = m.arbitrator.interface.encodeFunctionData("send", [m.addresses.escrow, arbitrationFee]);
    await thief.aim(m.arbitrator, push);
    const own = await openedWith(m, (await thief.getAddress()) as Address);
    await m.escrow.connect(m.seller).answerDispute(own.order);
    expect(await thief.worked()).to.equal(false);
    expect((await m.escrow.disputeOf(own.id)).pot).to.equal(0n);
  });
});

async function openedWith(m: Market, arbitrator: Address) {
  const trade = await shippedOrder(m, { arbitrator });
  await m.escrow.connect(m.buyer).openDispute(trade.order);
  return trade;
}
