import { expect } from "chai";
import { type Address, zeroHash } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { type Order, orderKey } from "#protocol/order.ts";
import { payout } from "#protocol/money.ts";
import { authorizationOf, noProof } from "./support/payments.ts";
import {
  arbitrationFee,
  Arbitrator,
  contractParty,
  contractTrade,
  ethers,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  offerOf,
  openedDispute,
  orderable,
  price,
  raisedDispute,
  Receiver,
  shippedOrder,
  Status,
  through,
  Token,
} from "./support/market.ts";

const all = 3n * price;
const vrs = { v: 27, r: zeroHash, s: zeroHash };
const always = { validAfter: 0n, validBefore: 2n ** 255n };
const consent = { nonce: 0n, deadline: 0n, signature: "0x" };
const refusal = ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10);

/** Every verb that could move something, as calldata. */
async function verbs({ escrow }: Market, order: Order, id: `0x${string}`): Promise<[string, string][]> {
  const encode = escrow.interface.encodeFunctionData.bind(escrow.interface);
  const rest = {
    withdraw: [NATIVE, order.buyer, 1n],
    sweep: [[orderKey(order)]],
    reclaimFees: [id],
    rule: [0, 1],
  } as const;
  return [
    ["buy", encode("buy", [order])],
    ["buyProven", encode("buyProven", [order, noProof])],
    ["buyMany", encode("buyMany", [[order], []])],
    ["buyWithPermit", encode("buyWithPermit", [order, noProof, { deadline: 0n, ...vrs }])],
    ["buyWithAuthorization", encode("buyWithAuthorization", [order, noProof, { ...always, ...vrs }])],
    ["buyWithPermit2", encode("buyWithPermit2", [order, noProof, { nonce: 0n, deadline: 0n, signature: "0x" }])],
    ["ship", encode("ship", [order, zeroHash])],
    ["extend", encode("extend", [order, 1])],
    ["confirm", encode("confirm", [order])],
    ["confirmAndReview", encode("confirmAndReview", [order, zeroHash, "0x"])],
    ["confirmWithVoucher", encode("confirmWithVoucher", [order, consent])],
    ["shipBySignature", encode("shipBySignature", [order, zeroHash, consent])],
    ["refundBySignature", encode("refundBySignature", [order, consent])],
    ["callOff", encode("callOff", [order])],
    ["release", encode("release", [order, 1])],
    ["refund", encode("refund", [order])],
    ["claim", encode("claim", [order])],
    ["settle", encode("settle", [order, await offerOf(id, 1n), "0x"])],
    ["openDispute", encode("openDispute", [order])],
    ["answerDispute", encode("answerDispute", [order])],
    ["resolveUnanswered", encode("resolveUnanswered", [order])],
    ["executeRuling", encode("executeRuling", [order])],
    ["resolveStalled", encode("resolveStalled", [order])],
    ["withdraw", encode("withdraw", [...rest.withdraw])],
    ["sweep", encode("sweep", [[orderKey(order)]])],
    ["reclaimFees", encode("reclaimFees", [...rest.reclaimFees])],
    ["rule", encode("rule", [...rest.rule])],
  ];
}

describe("Escrow, called back", () => {
  it("by a token while it is bought with, refuses every verb", async () => {
    const m = await loadFixture(market);
    await m.odd.set(Token.CallingBack, Token.Honest);
    const { order, id } = await orderable(m, { token: m.addresses.odd, stock: 1_000 });
    for (const [verb, data] of await verbs(m, order, id)) {
      await m.odd.setCallback(data);
      await m.escrow.connect(m.buyer).buy({ ...order, nonce: order.nonce++ });
      expect(await m.odd.failure(), verb).to.equal(refusal);
    }
  });

  it("by a token while it is paid by authorization, refuses every verb", async () => {
    const m = await loadFixture(market);
    await m.odd.set(Token.CallingBack, Token.Honest);
    await m.odd.setDomain(await m.dollar.DOMAIN_SEPARATOR());
    const { order, id } = await orderable(m, { token: m.addresses.odd, stock: 1_000 });
    for (const [verb, data] of await verbs(m, order, id)) {
      await m.odd.setCallback(data);
      const next = { ...order, nonce: order.nonce++ };
      await m.escrow.connect(m.stranger).buyWithAuthorization(next, noProof, await authorizationOf(m, next));
      expect(await m.odd.failure(), verb).to.equal(refusal);
    }
  });

  it("by a token while it pays out, refuses every verb", async () => {
    const m = await loadFixture(market);
    await m.odd.set(Token.Honest, Token.CallingBack);
    const { order, id } = await fundedOrder(m, { token: m.addresses.odd });
    for (const [verb, data] of await verbs(m, order, id)) {
      await m.odd.setCallback(data);
      await m.escrow.connect(m.buyer).release(order, 1_000n);
      expect(await m.odd.failure(), verb).to.equal(refusal);
    }
    expect(await m.escrow.creditOf(m.seller, m.addresses.odd)).to.equal(0n);
  });

  it("by a token while it is swept, refuses every verb", async () => {
    const m = await loadFixture(market);
    await m.odd.set(Token.Honest, Token.CallingBack);
    const { order, id } = await fundedOrder(m, { token: m.addresses.odd, stock: 1_000 });
    for (const [verb, data] of await verbs(m, order, id)) {
      const next = { ...order, nonce: ++order.nonce };
      await m.escrow.connect(m.buyer).buy(next);
      await m.escrow.connect(m.buyer).confirm(next);
      await m.odd.setCallback(data);
      await m.escrow.sweep([orderKey(next)]);
      expect(await m.odd.failure(), verb).to.equal(refusal);
    }
  });

  it("by an arbitrator while it is given a case, refuses every verb", async () => {
    const m = await loadFixture(market);
    await m.arbitrator.set(Arbitrator.CallingBack, Arbitrator.Honest);
    const first = await fundedOrder(m, { stock: 1_000 });
    for (const [verb, data] of await verbs(m, first.order, first.id)) {
      await m.arbitrator.setCallback(data);
      const { id } = await raisedDispute(m);
      expect(await m.arbitrator.failure(), verb).to.equal(refusal);
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Disputed);
    }
  });

  it("by an arbitrator while it gives one back, refuses every verb", async () => {
    const m = await loadFixture(market);
    await m.arbitrator.set(Arbitrator.Honest, Arbitrator.CallingBack);
    const first = await fundedOrder(m);
    for (const [verb, data] of await verbs(m, first.order, first.id)) {
      const { order, id } = await raisedDispute(m);
      await m.arbitrator.setCallback(data);
      await m.escrow.connect(m.seller).refund(order);
      expect(await m.arbitrator.failure(), verb).to.equal(refusal);
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Refunded);
    }
  });

  it("by a seller who is paid, refuses what fits into the gas that it gets", async () => {
    const m = await loadFixture(market);
    const { order, id, seller, buyer } = await contractTrade(m);
    await seller.set(Receiver.CallingBack);
    await m.stranger.sendTransaction({ to: seller, value: 1n });
    const short = (await verbs(m, order, id)).filter(([, data]) => data.length < 300);
    expect(short.map(([verb]) => verb)).to.deep.equal(["withdraw", "reclaimFees", "rule"]);
    for (const [verb, data] of short) {
      await seller.setCallback(m.escrow, data);
      await through(buyer, m.escrow, "release", [order, 1_000_000n]);
      expect(await seller.failure(), verb).to.equal(refusal);
    }
    expect(await m.escrow.creditOf(seller, NATIVE)).to.equal(0n);
  });

  it("by a creditor who withdraws, refuses every verb", async () => {
    const m = await loadFixture(market);
    const { order, id, seller, buyer } = await contractTrade(m);
    for (const [verb, data] of await verbs(m, order, id)) {
      await seller.set(Receiver.Refusing);
      await through(buyer, m.escrow, "release", [order, 1_000_000n]);
      await seller.set(Receiver.CallingBack);
      await seller.setCallback(m.escrow, data);
      await through(seller, m.escrow, "withdraw", [NATIVE, await seller.getAddress(), 1n]);
      expect(await seller.failure(), verb).to.equal(refusal);
    }
  });

  it("by one who returns coin while an arbitrator is asked, counts it for the dispute alone", async () => {
    const m = await loadFixture(market);
    await m.arbitrator.setRefund(0n, 1n);
    const { order, id } = await raisedDispute(m);
    expect((await m.escrow.disputeOf(id)).pot).to.equal(arbitrationFee + 1n);
    await m.escrow.connect(m.seller).refund(order);
    await expect(m.arbitrator.send(m.escrow, 1n)).to.be.revertedWith("not taken");
  });

  it("pays a seller who calls back, once", async () => {
    const m = await loadFixture(market);
    const seller = await contractParty(m.seller);
    const referrer = (await seller.getAddress()) as Address;
    const { order, id } = await shippedOrder(m, { referrer });
    await seller.set(Receiver.CallingBack);
    await seller.setCallback(m.escrow, m.escrow.interface.encodeFunctionData("reclaimFees", [id]));
    await m.escrow.connect(m.buyer).confirm(order);
    const { referral } = payout(order, all, all);
    const credit = await m.escrow.creditOf(referrer, NATIVE);
    expect((await ethers.provider.getBalance(seller)) + credit).to.equal(referral);
  });

  it("while a dispute is only opened, calls nobody who could", async () => {
    const m = await loadFixture(market);
    await m.arbitrator.set(Arbitrator.Reverting, Arbitrator.Reverting);
    const { id } = await openedDispute(m);
    expect((await m.escrow.stateOf(id)).status).to.equal(Status.Disputed);
  });
});
