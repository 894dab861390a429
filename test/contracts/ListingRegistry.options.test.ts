import { expect } from "chai";
import { zeroHash } from "viem";
import { listingId, NATIVE, type Terms, UNLIMITED_STOCK } from "#protocol/terms.ts";
import { type Order, orderId } from "#protocol/order.ts";
import { payout, quote } from "#protocol/money.ts";
import { choiceOf, type Option } from "#protocol/options.ts";
import {
  flows,
  loadFixture,
  type Market,
  market,
  price,
  publishedTerms,
  time,
  valueOf,
  day,
} from "./support/market.ts";
import { orderOf, sent, signedOffer, signTerms } from "./support/offers.ts";
import { noProof } from "./support/payments.ts";
import { buyChoice, chosen, nightly, options, startOf, withOptions } from "./support/stays.ts";

const [mediumByPost, mediumPicked, largeByPost, card] = options as [Option, Option, Option, Option];

async function wardrobe(changes: Partial<Terms> = {}) {
  const m = await loadFixture(market);
  const terms = await publishedTerms(m, { ...withOptions, ...changes });
  const take = (option: Option, part: Partial<Order> = {}) => chosen(orderOf(m, terms, part), option);
  return { m, terms, listing: listingId(terms), take };
}

const variantOf = (option: Option) => choiceOf(option).slice(0, 34);

describe("Escrow.buyProven, of a listing with options", () => {
  it("takes the option that is shown, and its price with it", async () => {
    const { m, take } = await wardrobe();
    const { order, id, proof } = take(mediumByPost);
    const { total, subtotal } = quote(order);
    expect(subtotal).to.equal(3n * price + 3n * 101n + 50_003n);
    const moved = await flows(m, NATIVE, () => buyChoice(m, { order, proof }));
    expect([moved.buyer, moved.escrow]).to.deep.equal([-total, total]);
    expect((await m.escrow.stateOf(id)).held).to.equal(subtotal);
  });

  it("emits OrderChosen after OrderFunded, and no such thing without options", async () => {
    const { m, take } = await wardrobe();
    const { order, id, proof } = take(largeByPost, { quantity: 2 });
    await expect(buyChoice(m, { order, proof }))
      .to.emit(m.escrow, "OrderChosen")
      .withArgs(id, choiceOf(largeByPost), 2n * 203n + 50_003n);
    const plain = await publishedTerms(m);
    const bought = m.escrow.connect(m.buyer).buy(orderOf(m, plain), { value: valueOf(orderOf(m, plain)) });
    await expect(bought).to.not.emit(m.escrow, "OrderChosen");
  });

  it("pays the fees on the whole price at the end", async () => {
    const { m, take } = await wardrobe();
    const { order, id, proof } = take(mediumByPost);
    await buyChoice(m, { order, proof });
    const { subtotal } = quote(order);
    const parts = payout(order, subtotal, subtotal);
    await expect(m.escrow.connect(m.buyer).confirm(order))
      .to.emit(m.escrow, "OrderConfirmed")
      .withArgs(id, [parts.toSeller, 0n, parts.fee, parts.referral]);
  });

  it("gives the whole price back", async () => {
    const { m, take } = await wardrobe();
    const { order, proof } = take(largeByPost, { quantity: 1 });
    await buyChoice(m, { order, proof });
    const moved = await flows(m, NATIVE, () => m.escrow.connect(m.seller).refund(order));
    expect(moved.buyer).to.equal(quote(order).total);
  });

  it("settles by up to the whole price", async () => {
    const { m, take } = await wardrobe();
    const { order, id, proof } = take(mediumByPost);
    await buyChoice(m, { order, proof });
    const { subtotal } = quote(order);
    const offer = { orderId: id, sellerAmount: subtotal + 1n, nonce: 1n, deadline: (await time.latest()) + day };
    await expect(m.escrow.connect(m.buyer).settle(order, offer, "0x")).to.be.revertedWithCustomError(
      m.escrow,
      "BadSignature",
    );
  });

  for (const [what, change] of [
    ["a unit less", -1n],
    ["a unit more", 1n],
  ] as const) {
    it(`reverts WrongExtra for ${what} than the option adds`, async () => {
      const { m, take } = await wardrobe();
      const { order, proof } = take(mediumByPost);
      const wrong = { ...order, extra: order.extra + change };
      await expect(buyChoice(m, { order: wrong, proof }))
        .to.be.revertedWithCustomError(m.registry, "WrongExtra")
        .withArgs(wrong.extra, order.extra);
    });
  }

  it("reverts NotAnOption for an option at another price, of another stock, or of another listing", async () => {
    const { m, listing, take } = await wardrobe();
    const { order, proof } = take(mediumByPost);
    for (const change of [{ unitPrice: 0n }, { orderPrice: 0n }, { stock: 5 }, { path: [] }]) {
      const forged = { ...proof, option: { ...proof.option, ...change } };
      await expect(buyChoice(m, { order, proof: forged }))
        .to.be.revertedWithCustomError(m.registry, "NotAnOption")
        .withArgs(listing, order.choice);
    }
    const renamed = { ...order, choice: choiceOf(largeByPost) };
    await expect(buyChoice(m, { order: renamed, proof }))
      .to.be.revertedWithCustomError(m.registry, "NotAnOption")
      .withArgs(listing, renamed.choice);
  });

  it("reverts ChoiceMissing when none is named, however it is bought", async () => {
    const { m, terms, listing } = await wardrobe();
    const order = orderOf(m, terms);
    const value = valueOf(order);
    const buyer = m.escrow.connect(m.buyer);
    for (const bought of [
      buyer.buy(order, { value }),
      buyer.buyProven(order, noProof, { value }),
      buyer.buyMany([order], [], { value }),
      buyer.buyMany([order], [noProof], { value }),
    ]) {
      await expect(bought).to.be.revertedWithCustomError(m.registry, "ChoiceMissing").withArgs(listing);
    }
  });

  it("reverts NotAnOption when a listing without options is bought with one, or with an extra price", async () => {
    const { m } = await wardrobe();
    const terms = await publishedTerms(m);
    const { order, proof } = chosen(orderOf(m, terms), mediumByPost);
    await expect(buyChoice(m, { order, proof }))
      .to.be.revertedWithCustomError(m.registry, "NotAnOption")
      .withArgs(listingId(terms), order.choice);
    const dearer = { ...order, choice: zeroHash, extra: 1n } as const;
    await expect(m.escrow.connect(m.buyer).buy(dearer, { value: valueOf(dearer) }))
      .to.be.revertedWithCustomError(m.registry, "NotAnOption")
      .withArgs(listingId(terms), zeroHash);
  });

  it("sells signed listings by the same options", async () => {
    const m = await loadFixture(market);
    const { terms, proof: signed } = await signedOffer(m, withOptions);
    const { order, id, proof } = chosen(orderOf(m, terms), mediumPicked);
    const both = { ...proof, signature: signed.signature };
    await expect(buyChoice(m, { order, proof: both }))
      .to.emit(m.escrow, "OrderChosen")
      .withArgs(id, order.choice, order.extra);
    expect(await signTerms(m, m.seller, terms)).to.deep.include({ signature: signed.signature });
  });

  it("sells a cart of several options", async () => {
    const { m, take } = await wardrobe();
    const cart = [
      take(mediumByPost, { quantity: 1 }),
      take(largeByPost, { quantity: 1, nonce: 2n }),
      take(card, { quantity: 1, nonce: 3n }),
    ];
    const value = cart.reduce((sum, { order }) => sum + valueOf(order), 0n);
    const orders = cart.map(({ order }) => order);
    await m.escrow.connect(m.buyer).buyMany(
      orders,
      cart.map(({ proof }) => sent(proof)),
      { value },
    );
    for (const { id } of cart) expect((await m.escrow.stateOf(id)).status).to.equal(1n);
  });
});

describe("The stock of a listing with options", () => {
  it("is common to all, and a variant's is counted for itself", async () => {
    const { m, listing, take } = await wardrobe({ stock: 10 });
    await buyChoice(m, take(mediumByPost, { quantity: 1 }));
    await buyChoice(m, take(mediumPicked, { quantity: 2, nonce: 2n }));
    await buyChoice(m, take(card, { quantity: 2, nonce: 3n }));
    expect((await m.registry.stateOf(listing)).sold).to.equal(5n);
    expect(await m.registry.variantSold(listing, variantOf(mediumByPost))).to.equal(3n);
    expect(await m.registry.variantSold(listing, variantOf(largeByPost))).to.equal(0n);
  });

  it("reverts VariantOutOfStock for one too many of a size, however it is sent", async () => {
    const { m, take } = await wardrobe({ stock: 10 });
    await buyChoice(m, take(mediumByPost, { quantity: 3 }));
    await expect(buyChoice(m, take(mediumPicked, { quantity: 2, nonce: 2n })))
      .to.be.revertedWithCustomError(m.registry, "VariantOutOfStock")
      .withArgs(variantOf(mediumPicked), 1, 2);
    await buyChoice(m, take(mediumPicked, { quantity: 1, nonce: 3n }));
    await buyChoice(m, take(largeByPost, { quantity: 2, nonce: 4n }));
  });

  it("reverts OutOfStock when the listing has no more, though the size has", async () => {
    const { m, take } = await wardrobe({ stock: 3 });
    await buyChoice(m, take(largeByPost, { quantity: 2 }));
    await expect(buyChoice(m, take(mediumByPost, { quantity: 2, nonce: 2n })))
      .to.be.revertedWithCustomError(m.registry, "OutOfStock")
      .withArgs(1, 2);
  });

  it("counts a variant of a listing without a limit too", async () => {
    const { m, listing, take } = await wardrobe({ stock: UNLIMITED_STOCK });
    await buyChoice(m, take(largeByPost, { quantity: 2 }));
    await expect(buyChoice(m, take(largeByPost, { quantity: 1, nonce: 2n }))).to.be.revertedWithCustomError(
      m.registry,
      "VariantOutOfStock",
    );
    await m.escrow.connect(m.seller).refund(take(largeByPost, { quantity: 2 }).order);
    expect(await m.registry.variantSold(listing, variantOf(largeByPost))).to.equal(0n);
    await buyChoice(m, take(largeByPost, { quantity: 2, nonce: 3n }));
  });

  it("reverts VariantOfBooking: a stay has no sizes", async () => {
    const { m, terms, listing, take } = await wardrobe(nightly);
    const start = await startOf(terms, 2);
    const { order, proof } = take(mediumByPost, { start, quantity: 1 });
    await expect(buyChoice(m, { order, proof }))
      .to.be.revertedWithCustomError(m.registry, "VariantOfBooking")
      .withArgs(listing, order.choice);
    const extras = take(card, { start, quantity: 2 });
    await buyChoice(m, extras);
    expect(orderId(extras.order)).to.equal(extras.id);
  });
});

describe("What was paid back is for sale again", () => {
  const soldOf = async (m: Market, listing: string) => (await m.registry.stateOf(listing)).sold;

  it("when the seller refunds, sent or not", async () => {
    const { m, listing, take } = await wardrobe();
    for (const [nonce, ship] of [
      [1n, false],
      [2n, true],
    ] as const) {
      const { order, proof } = take(largeByPost, { quantity: 2, nonce });
      await buyChoice(m, { order, proof });
      if (ship) await m.escrow.connect(m.seller).ship(order, zeroHash);
      expect(await soldOf(m, listing)).to.equal(2n);
      await m.escrow.connect(m.seller).refund(order);
      expect(await soldOf(m, listing)).to.equal(0n);
      expect(await m.registry.variantSold(listing, variantOf(largeByPost))).to.equal(0n);
    }
  });

  it("when anyone refunds what was never sent", async () => {
    const { m, listing, take } = await wardrobe();
    const { order, id, proof } = take(mediumByPost);
    await buyChoice(m, { order, proof });
    await time.increaseTo((await m.escrow.stateOf(id)).deadline + 1n);
    await m.escrow.connect(m.stranger).refund(order);
    expect(await soldOf(m, listing)).to.equal(0n);
  });

  it("when nobody answers a dispute about what was never sent", async () => {
    const { m, listing, take } = await wardrobe();
    const { order, id, proof } = take(mediumByPost);
    await buyChoice(m, { order, proof });
    await m.escrow.connect(m.buyer).openDispute(order, { value: await m.arbitrator.cost() });
    await time.increaseTo((await m.escrow.stateOf(id)).deadline + 1n);
    await m.escrow.connect(m.stranger).resolveUnanswered(order);
    expect(await soldOf(m, listing)).to.equal(0n);
  });

  it("not when it was paid for, wholly or by an agreement", async () => {
    const { m, listing, take } = await wardrobe();
    const { order, proof } = take(mediumByPost);
    await buyChoice(m, { order, proof });
    await m.escrow.connect(m.buyer).confirm(order);
    expect(await soldOf(m, listing)).to.equal(3n);
  });

  it("of a listing that was closed meanwhile, which stays closed", async () => {
    const { m, terms, listing, take } = await wardrobe();
    const { order, proof } = take(mediumByPost);
    await buyChoice(m, { order, proof });
    await m.registry.connect(m.seller).close(terms);
    await m.registry.setPaused(true);
    await m.escrow.connect(m.seller).refund(order);
    expect(await m.registry.stateOf(listing)).to.deep.equal([2n, 0n, false]);
  });
});
