import { expect } from "chai";
import { ethers, fundedOrder, loadFixture, market, termsOf, valueOf } from "./support/market.ts";

/** The fields whose type is smaller than a word, by the place of their word in the terms. */
const fields = {
  ...{ seller: 0, token: 1, price: 2, deposit: 3, stock: 4, expiry: 5, fulfilWindow: 6, inspectWindow: 7 },
  ...{
    rulingWindow: 8,
    sellerFeeBps: 9,
    buyerFeeBps: 10,
    referralBps: 11,
    kind: 12,
    arbitrator: 13,
    court: 14,
    epoch: 16,
  },
};
const rest = { buyer: 17, quantity: 18, referrer: 19, nonce: 20 };

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
  }
});
