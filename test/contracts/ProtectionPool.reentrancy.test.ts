import { expect } from "chai";
import { arbitrationFee, Arbitrator, ethers, loadFixture, price, Receiver, Token } from "./support/market.ts";
import {
  atCoverDeadline,
  capital,
  claimed,
  contractClaim,
  covered,
  CoverStatus,
  odd,
  oddPool,
  type Protection,
  protection,
  ruled,
  statusOf,
  Verdict,
} from "./support/protection.ts";

const refusal = ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10);

describe("ProtectionPool, called back", () => {
  /** Every verb that could move something, as calldata. */
  const verbs = ({ pool, buyer, addresses }: Protection, id: string, order: object): [string, string][] => {
    const encode = pool.interface.encodeFunctionData.bind(pool.interface);
    return [
      ["protect", encode("protect", [order as never])],
      ["lapse", encode("lapse", [id])],
      ["claim", encode("claim", [id])],
      ["rule", encode("rule", [0, 1])],
      ["payOut", encode("payOut", [id])],
      ["resolveStalled", encode("resolveStalled", [id])],
      ["reclaimFee", encode("reclaimFee", [id])],
      ["withdrawCredit", encode("withdrawCredit", [addresses.odd, buyer.address, 1])],
      ["deposit", encode("deposit", [1, buyer.address])],
      ["mint", encode("mint", [1, buyer.address])],
      ["withdraw", encode("withdraw", [0, buyer.address, addresses.odd])],
      ["redeem", encode("redeem", [0, buyer.address, addresses.odd])],
    ];
  };

  it("by the token while it comes in, refuses every verb", async () => {
    const m = await loadFixture(oddPool);
    const { order, id } = await covered(m, { ...odd(m), stock: 1_000 });
    await m.odd.set(Token.CallingBack, Token.Honest);
    let nonce = 10n;
    for (const [verb, data] of verbs(m, id, order)) {
      await m.odd.setCallback("0x");
      const next = { ...order, nonce: nonce++ };
      await m.escrow.connect(m.buyer).buy(next);
      await m.odd.setCallback(data);
      await m.pool.connect(m.buyer).protect(next);
      expect(await m.odd.failure(), `${verb} in protect`).to.equal(refusal);
      await m.pool.connect(m.buyer).deposit(price, m.buyer);
      expect(await m.odd.failure(), `${verb} in deposit`).to.equal(refusal);
    }
  });

  it("by the token while it goes out, refuses every verb", async () => {
    const m = await loadFixture(oddPool);
    await m.pool.connect(m.buyer).deposit(20n * capital, m.buyer);
    const { order, id } = await covered(m, odd(m));
    for (const [verb, data] of verbs(m, id, order)) {
      const trade = await ruled(m, Verdict.Buyer, odd(m));
      await m.odd.set(Token.Honest, Token.CallingBack);
      await m.odd.setCallback(data);
      await m.pool.payOut(trade.id);
      expect(await m.odd.failure(), `${verb} in payOut`).to.equal(refusal);
      await m.pool.connect(m.buyer).withdraw(1n, m.buyer, m.buyer);
      expect(await m.odd.failure(), `${verb} in withdraw`).to.equal(refusal);
      await m.odd.set(Token.Honest, Token.Honest);
    }
    expect(await m.pool.creditOf(m.buyer, m.addresses.odd)).to.equal(0n);
  });

  it("by the token while a credit is withdrawn, refuses every verb", async () => {
    const m = await loadFixture(oddPool);
    const { order, id } = await covered(m, odd(m));
    for (const [verb, data] of verbs(m, id, order)) {
      const trade = await ruled(m, Verdict.Buyer, odd(m));
      await m.odd.set(Token.Honest, Token.Refusing);
      await m.pool.payOut(trade.id);
      await m.odd.set(Token.Honest, Token.CallingBack);
      await m.odd.setCallback(data);
      await m.pool.connect(m.buyer).withdrawCredit(m.addresses.odd, m.buyer, await m.pool.creditOf(m.buyer, m.odd));
      expect(await m.odd.failure(), verb).to.equal(refusal);
      await m.odd.set(Token.Honest, Token.Honest);
      await m.pool.connect(m.buyer).deposit(price, m.buyer);
    }
  });

  it("by the arbitrator while it takes or gives back a claim, refuses every verb", async () => {
    const m = await loadFixture(protection);
    const { order, id } = await covered(m);
    for (const [verb, data] of verbs(m, id, order)) {
      await m.arbitrator.set(Arbitrator.CallingBack, Arbitrator.CallingBack);
      await m.arbitrator.setCallback(data);
      const trade = await claimed(m);
      expect(await m.arbitrator.failure(), `${verb} in claim`).to.equal(refusal);
      await m.arbitrator.giveRuling(m.pool, (await m.pool.coverOf(trade.id)).disputeId, Verdict.Pool);
      await m.arbitrator.setRefund(1n, 0n);
      await m.pool.reclaimFee(trade.id);
      expect(await m.arbitrator.failure(), `${verb} in reclaimFee`).to.equal(refusal);
      expect(await statusOf(m, trade)).to.equal(CoverStatus.Refused);
    }
  });

  it("by a claimant whose fee comes back, takes no coin from the arbitrator any more", async () => {
    const m = await loadFixture(protection);
    const { party, trade } = await contractClaim(m);
    await party.set(Receiver.CallingBack);
    const data = m.arbitrator.interface.encodeFunctionData("send", [await m.pool.getAddress(), 1n]);
    await party.setCallback(m.arbitrator, data);
    // The first payment writes where the second, with little gas, need only look.
    await m.stranger.sendTransaction({ to: party, value: 1n });
    await m.arbitrator.setRefund(arbitrationFee, 0n);
    await atCoverDeadline(m, trade, 1n);
    await m.pool.resolveStalled(trade.id);
    expect(await party.received()).to.equal(1n + arbitrationFee);
    expect(await ethers.provider.getBalance(m.pool)).to.equal(0n);
  });
});
