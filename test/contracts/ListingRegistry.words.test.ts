import { expect } from "chai";
import { noProof } from "./support/payments.ts";
import { sent, signedOffer } from "./support/offers.ts";
import { ethers, fundedOrder, loadFixture, market, orderable, termsOf, valueOf } from "./support/market.ts";

const length = 64;

/** The fields whose type is smaller than a word, by the place of their word in the terms. */
const fields = {
  ...{ seller: 0, token: 1, price: 2, deposit: 3, stock: 4, expiry: 5, fulfilWindow: 6, inspectWindow: 7 },
  ...{ rulingWindow: 8, sellerFeeBps: 9, buyerFeeBps: 10, referralBps: 11, kind: 12, category: 13, arbitrator: 14 },
  ...{ courtId: 15, epoch: 17, slot: 18, slotOffset: 19, freeNotice: 20, lateRefundBps: 21 },
};
const rest = { quantity: 23, start: 24, extra: 26, buyer: 27, referrer: 28, nonce: 29 };

/** A one in the highest bit of a word, which no type but a whole word's has a place for. */
function spoil(data: string, word: number): string {
  const at = 2 + 8 + word * 64;
  return `${data.slice(0, at)}8${data.slice(at + 1)}`;
}

describe("Words with more in them than their type holds", () => {
  for (const [field, word] of Object.entries(fields)) {
    it(`are not published as ${field}`, async () => {
      const m = await loadFixture(market);
      const data = m.registry.interface.encodeFunctionData("publish", [await termsOf(m)]);
      const sent = m.seller.sendTransaction({ to: m.registry, data: spoil(data, word) });
      await expect(sent).to.be.revertedWithoutReason(ethers);
    });
  }

  for (const [field, word] of Object.entries({ ...fields, ...rest })) {
    it(`are not bought as ${field}`, async () => {
      const m = await loadFixture(market);
      const { order } = await fundedOrder(m);
      const again = { ...order, nonce: 2n };
      const data = m.escrow.interface.encodeFunctionData("buy", [again]);
      const value = valueOf(again);
      await expect(m.buyer.sendTransaction({ to: m.escrow, data: spoil(data, word), value })).to.revert(ethers);
      await m.buyer.sendTransaction({ to: m.escrow, data, value });
    });

    it(`are not bought with a proof as ${field}`, async () => {
      const m = await loadFixture(market);
      const { order, proof } = await signedOffer(m);
      const data = m.escrow.interface.encodeFunctionData("buyProven", [order, sent(proof)]);
      const value = valueOf(order);
      await expect(m.buyer.sendTransaction({ to: m.escrow, data: spoil(data, word), value })).to.revert(ethers);
      await m.buyer.sendTransaction({ to: m.escrow, data, value });
    });
  }
});

describe("Calldata that was made by hand", () => {
  it("short calldata is not read as zeros", async () => {
    const m = await loadFixture(market);
    const terms = await termsOf(m);
    const publish = m.registry.interface.encodeFunctionData("publish", [terms]);
    await expect(m.seller.sendTransaction({ to: m.registry, data: publish.slice(0, -2) })).to.revert(ethers);
    await expect(m.seller.sendTransaction({ to: m.registry, data: publish.slice(0, -length) })).to.revert(ethers);
    const many = m.registry.interface.encodeFunctionData("publishMany", [[terms, await termsOf(m)]]);
    await expect(m.seller.sendTransaction({ to: m.registry, data: many.slice(0, -2) })).to.revert(ethers);
    const { order } = await orderable(m, { nonce: 0n });
    const value = valueOf(order);
    const buy = m.escrow.interface.encodeFunctionData("buy", [order]);
    await expect(m.buyer.sendTransaction({ to: m.escrow, data: buy.slice(0, -2), value })).to.revert(ethers);
    const cart = m.escrow.interface.encodeFunctionData("buyMany", [[order], []]);
    await expect(m.buyer.sendTransaction({ to: m.escrow, data: cart.slice(0, -length - 2), value })).to.revert(ethers);
    await m.buyer.sendTransaction({ to: m.escrow, data: buy, value });
    const confirm = m.escrow.interface.encodeFunctionData("confirm", [order]);
    await expect(m.buyer.sendTransaction({ to: m.escrow, data: confirm.slice(0, -2) })).to.revert(ethers);
    await m.buyer.sendTransaction({ to: m.escrow, data: `${confirm}${"ff".repeat(40)}` });
  });

  it("proofs that lie on the orders, or point outside, prove nothing", async () => {
    const m = await loadFixture(market);
    const { order } = await orderable(m);
    const value = valueOf(order);

    const data = m.escrow.interface.encodeFunctionData("buyMany", [[order], [noProof]]);
    for (const offset of ["40", "60", "0", "20", "ff".repeat(32), `80${"00".repeat(31)}`]) {
      const aliased = `${data.slice(0, 10 + length)}${offset.padStart(length, "0")}${data.slice(10 + 2 * length)}`;
      await expect(m.buyer.sendTransaction({ to: m.escrow, data: aliased, value }), offset).to.revert(ethers);
    }
    await m.buyer.sendTransaction({ to: m.escrow, data, value });
  });
});
