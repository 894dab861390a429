import { expect } from "chai";
import { keccak256, stringToBytes } from "viem";
import { UNLIMITED_STOCK } from "#protocol/terms.ts";
import { hasNote, isNote } from "../../web/src/features/orders/steps/fulfilment.ts";
import { leftOf, mostOf, readQuantity, type Sale, saleStateOf } from "../../web/src/features/orders/buying/purchase.ts";
import { shortageOf } from "../../web/src/features/orders/buying/shortage.ts";
import { coin, dollar, now, plain, terms } from "./support/orders.ts";

describe("orders: buying", () => {
  const sale: Sale = { terms, status: "active", sold: 2, epoch: 0, paused: false };

  it("sells by the registry’s own rules", () => {
    expect(saleStateOf(sale, now)).to.equal("forSale");
    expect(saleStateOf(sale, terms.expiry)).to.equal("forSale");
    expect(saleStateOf(sale, terms.expiry + 1)).to.equal("expired");
    expect(saleStateOf({ ...sale, status: "closed" }, now)).to.equal("closed");
    expect(saleStateOf({ ...sale, epoch: 1 }, now)).to.equal("closed");
    expect(saleStateOf({ ...sale, sold: 5 }, now)).to.equal("soldOut");
    expect(saleStateOf({ ...sale, paused: true }, now)).to.equal("paused");
    expect(saleStateOf({ ...sale, terms: { ...terms, kind: 4 } }, now)).to.equal("request");
  });

  it("counts what is left, and leaves uncounted what has no limit", () => {
    expect(leftOf(sale)).to.equal(3);
    expect(leftOf({ terms: { ...terms, stock: UNLIMITED_STOCK }, sold: 9 })).to.equal(UNLIMITED_STOCK);
  });

  it("leaves what is booked to the calendar", () => {
    const room = { ...sale, terms: { ...terms, stock: 1, slot: 86_400 }, sold: 0 };
    expect(leftOf(room)).to.equal(UNLIMITED_STOCK);
    expect(saleStateOf(room, now)).to.equal("forSale");
  });

  it("sells no more than the escrow can hold", () => {
    expect(mostOf(sale)).to.equal(3);
    expect(mostOf({ ...sale, terms: { ...terms, price: 1n << 95n } })).to.equal(1);
  });

  it("reads a quantity or says what is wrong with it", () => {
    expect(readQuantity(" 2 ", 3)).to.deep.equal({ quantity: 2 });
    for (const text of ["", "0", "-1", "1.5", "two", "1e3"])
      expect(readQuantity(text, 3), text).to.have.property("problem");
    expect(readQuantity("4", 3)).to.deep.equal({ problem: "Only 3 are left." });
  });

  it("says exactly how much is missing", () => {
    const dear = { total: 101_000_000n, token: dollar, coin, native: false };
    expect(plain(shortageOf(dear, { amount: 97_600_000n, coin: 1n }))).to.equal(
      "Your wallet is 3.40 USDC short: it has 97.60 USDC of 101 USDC.",
    );
    expect(shortageOf(dear, { amount: 101_000_000n, coin: 1n })).to.equal(null);
    expect(shortageOf(dear, { amount: 101_000_000n, coin: 0n })).to.match(/no ETH to pay the network/);
    const inCoin = { total: 5n, token: coin, coin, native: true };
    expect(shortageOf(inCoin, { amount: 5n, coin: 5n })).to.match(/nothing is left for the network/);
    expect(shortageOf(inCoin, { amount: 6n, coin: 6n })).to.equal(null);
  });
});

describe("orders: delivery note", () => {
  const fulfilment = keccak256(stringToBytes("DHL 123"));

  it("knows the very text and no other", () => {
    expect(isNote(" DHL 123\n", fulfilment)).to.equal(true);
    expect(isNote("DHL 124", fulfilment)).to.equal(false);
  });

  it("knows when there is none", () => {
    expect(hasNote(fulfilment)).to.equal(true);
    for (const none of [null, undefined, `0x${"00".repeat(32)}` as const]) expect(hasNote(none)).to.equal(false);
  });
});
