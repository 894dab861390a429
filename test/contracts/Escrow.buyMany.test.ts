import { expect } from "chai";
import { type Address } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { type Order, orderId, plainOrder } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import { catalogueProof } from "#protocol/listingProof.ts";
import { catalogueOffer, contents } from "./support/offers.ts";
import { noProof, type Proof, signedTerms } from "./support/payments.ts";
import {
  ethers,
  flows,
  loadFixture,
  type Market,
  market,
  marketWith,
  orderable,
  price,
  quantity,
  rental,
  Status,
  termsOf,
  Token,
} from "./support/market.ts";

/** The stranger is the wanted board. */
async function withBoard() {
  const [, , , , stranger] = await ethers.getSigners();
  return marketWith({ board: stranger });
}

const totalOf = (order: Order) => quote(order).total;
const valueOf = (orders: Order[]) =>
  orders.filter(({ terms }) => terms.token === NATIVE).reduce((sum, order) => sum + totalOf(order), 0n);

const buy = (m: Market, orders: Order[], value = valueOf(orders), proofs: Proof[] = []) =>
  m.escrow.connect(m.buyer).buyMany(orders, proofs, { value });

/** Two for coin and, between them, one for dollars. */
async function cart(m: Market): Promise<Order[]> {
  const first = await orderable(m);
  const second = await orderable(m, { token: m.addresses.dollar, quantity: 1 });
  const third = await orderable(m, { ...rental, quantity: 2 });
  return [first.order, second.order, third.order];
}

async function expectNothingBought(m: Market, orders: Order[]) {
  for (const order of orders) {
    expect((await m.escrow.stateOf(orderId(order))).status).to.equal(Status.None);
    expect((await m.registry.stateOf(await m.registry.listingId(order.terms))).sold).to.equal(0n);
  }
  expect(await ethers.provider.getBalance(m.escrow)).to.equal(0n);
  expect(await m.dollar.balanceOf(m.escrow)).to.equal(0n);
}

describe("Escrow.buyMany", () => {
  for (const count of [1, 2, 4]) {
    context(`when ${count} proofs come with three orders`, () => {
      it("reverts WrongProofs", async () => {
        const m = await loadFixture(market);
        const orders = await cart(m);
        const proofs = Array.from({ length: count }, () => noProof);
        await expect(buy(m, orders, valueOf(orders), proofs))
          .to.be.revertedWithCustomError(m.escrow, "WrongProofs")
          .withArgs(count, 3);
      });
    });
  }

  context("when there is nothing in it", () => {
    it("does nothing, and takes no coin", async () => {
      const m = await loadFixture(market);
      expect(await m.escrow.connect(m.buyer).buyMany.staticCall([], [])).to.deep.equal([]);
      await expect(buy(m, [], 1n))
        .to.be.revertedWithCustomError(m.escrow, "WrongValue")
        .withArgs(1n, 0n);
    });

    it("reverts WrongProofs when there are proofs all the same", async () => {
      const m = await loadFixture(market);
      await expect(buy(m, [], 0n, [noProof]))
        .to.be.revertedWithCustomError(m.escrow, "WrongProofs")
        .withArgs(1, 0);
    });
  });

  context("when one of them stands in a published catalogue, which asks for no signature", () => {
    it("buys it, too", async () => {
      const m = await loadFixture(market);
      const { listings, terms, catalogue, order } = await catalogueOffer(m);
      await m.registry.connect(m.seller).publishCatalogue(catalogue);
      const { path, signature } = catalogueProof(listings, contents, terms);
      const orders = [(await orderable(m)).order, order];
      await buy(m, orders, valueOf(orders), [noProof, { ...noProof, path: [...path], contents, signature }]);
      expect((await m.escrow.stateOf(orderId(order))).status).to.equal(Status.Funded);
    });
  });

  context("when one of the orders is somebody else's", () => {
    it("reverts NotBuyer", async () => {
      const m = await loadFixture(market);
      const orders = await cart(m);
      orders[2] = { ...orders[2]!, buyer: m.stranger.address as Address };
      await expect(buy(m, orders))
        .to.be.revertedWithCustomError(m.escrow, "NotBuyer")
        .withArgs(m.buyer.address, m.stranger.address);
    });
  });

  context("when one of the listings is sold out", () => {
    it("reverts OutOfStock, and nothing is bought", async () => {
      const m = await loadFixture(market);
      const orders = [...(await cart(m)), (await orderable(m, { stock: 2 })).order];
      await expect(buy(m, orders)).to.be.revertedWithCustomError(m.registry, "OutOfStock").withArgs(2, 3);
      await expectNothingBought(m, orders);
    });
  });

  context("when two orders together ask for more of a listing than there is", () => {
    it("reverts OutOfStock", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m, { stock: 5 });
      await expect(buy(m, [order, { ...order, nonce: 2n }]))
        .to.be.revertedWithCustomError(m.registry, "OutOfStock")
        .withArgs(2, 3);
    });
  });

  context("when the same order is in it twice", () => {
    it("reverts OrderExists, and takes it with another nonce", async () => {
      const m = await loadFixture(market);
      const { order, id } = await orderable(m);
      await expect(buy(m, [order, order]))
        .to.be.revertedWithCustomError(m.escrow, "OrderExists")
        .withArgs(id);
      await buy(m, [order, { ...order, nonce: 2n }]);
      expect((await m.escrow.stateOf(id)).held).to.equal(3n * price);
    });
  });

  context("when too little native coin is sent", () => {
    it("reverts WrongValue, with what was wanted so far", async () => {
      const m = await loadFixture(market);
      const orders = await cart(m);
      const value = valueOf(orders);
      await expect(buy(m, orders, value - 1n))
        .to.be.revertedWithCustomError(m.escrow, "WrongValue")
        .withArgs(value - 1n, value);
      await expect(buy(m, orders, 1n))
        .to.be.revertedWithCustomError(m.escrow, "WrongValue")
        .withArgs(1n, totalOf(orders[0]!));
      await expectNothingBought(m, orders);
    });
  });

  context("when too much native coin is sent", () => {
    it("reverts WrongValue", async () => {
      const m = await loadFixture(market);
      const orders = await cart(m);
      const value = valueOf(orders);
      await expect(buy(m, orders, value + 1n))
        .to.be.revertedWithCustomError(m.escrow, "WrongValue")
        .withArgs(value + 1n, value);
      await expectNothingBought(m, orders);
    });
  });

  context("when native coin is sent and all of it is paid in tokens", () => {
    it("reverts WrongValue", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m, { token: m.addresses.dollar });
      await expect(buy(m, [order], 1n))
        .to.be.revertedWithCustomError(m.escrow, "WrongValue")
        .withArgs(1n, 0n);
    });
  });

  context("when the coin of one order would have to pay for another", () => {
    it("reverts WrongValue, though the escrow holds more of others", async () => {
      const m = await loadFixture(market);
      const before = await orderable(m);
      await buy(m, [before.order]);
      const orders = await cart(m);
      await expect(buy(m, orders, totalOf(orders[0]!))).to.be.revertedWithCustomError(m.escrow, "WrongValue");
    });
  });

  context("when one of the tokens takes a fee on the way", () => {
    it("reverts WrongReceived, and nothing is bought", async () => {
      const m = await loadFixture(market);
      await m.odd.set(Token.Taxing, Token.Honest);
      const orders = [...(await cart(m)), (await orderable(m, { token: m.addresses.odd })).order];
      await expect(buy(m, orders)).to.be.revertedWithCustomError(m.escrow, "WrongReceived");
      await expectNothingBought(m, orders);
    });
  });

  context("when a token calls back between two orders", () => {
    it("buys nothing in between", async () => {
      const m = await loadFixture(market);
      await m.odd.set(Token.CallingBack, Token.Honest);
      const odd = await orderable(m, { token: m.addresses.odd });
      const orders = [odd.order, ...(await cart(m))];
      await m.odd.setCallback(m.escrow.interface.encodeFunctionData("buyMany", [[], []]));
      await buy(m, orders);
      expect(await m.odd.failure()).to.equal(ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10));
    });
  });

  context("when all is well", () => {
    it("moves the coin of all into escrow, to the wei", async () => {
      const m = await loadFixture(market);
      const orders = await cart(m);
      const moved = await flows(m, NATIVE, () => buy(m, orders));
      expect([moved.buyer, moved.escrow]).to.deep.equal([-valueOf(orders), valueOf(orders)]);
    });

    it("moves the tokens of all into escrow, to the unit", async () => {
      const m = await loadFixture(market);
      const orders = await cart(m);
      const moved = await flows(m, m.addresses.dollar, () => buy(m, orders));
      expect([moved.buyer, moved.escrow]).to.deep.equal([-totalOf(orders[1]!), totalOf(orders[1]!)]);
    });

    it("makes an order of each, and answers with their ids", async () => {
      const m = await loadFixture(market);
      const orders = await cart(m);
      const ids = await m.escrow.connect(m.buyer).buyMany.staticCall(orders, [], { value: valueOf(orders) });
      expect(ids).to.deep.equal(orders.map(orderId));
      await buy(m, orders);
      for (const order of orders) {
        const { status, held } = await m.escrow.stateOf(orderId(order));
        expect([status, held]).to.deep.equal([Status.Funded, quote(order).subtotal]);
      }
    });

    it("emits OrderFunded for each", async () => {
      const m = await loadFixture(market);
      const orders = await cart(m);
      await buy(m, orders);
      const events = await m.escrow.queryFilter(m.escrow.filters.OrderFunded());
      expect(events.map(({ args }) => [args.orderId, args.total])).to.deep.equal(
        orders.map((order) => [orderId(order), totalOf(order)]),
      );
    });

    it("takes each out of stock", async () => {
      const m = await loadFixture(market);
      const { order, listing } = await orderable(m);
      await buy(m, [order, { ...order, nonce: 2n, quantity: 2 }]);
      expect((await m.registry.stateOf(listing)).sold).to.equal(5n);
    });
  });

  context("when some of the listings were never published", () => {
    const mixed = async (m: Market) => {
      const orders = await cart(m);
      const terms = await termsOf(m);
      const [buyer, referrer] = [m.buyer.address as Address, m.referrer.address as Address];
      orders.push({ ...plainOrder, terms, buyer, quantity, referrer, nonce: 1n });
      return { orders, terms };
    };

    it("takes a proof for each, an empty one for what is published", async () => {
      const m = await loadFixture(market);
      const { orders, terms } = await mixed(m);
      const proofs = [noProof, noProof, noProof, await signedTerms(m, terms)];
      await buy(m, orders, valueOf(orders), proofs);
      for (const order of orders) expect((await m.escrow.stateOf(orderId(order))).status).to.equal(Status.Funded);
    });

    it("reverts ListingNotActive without its proof, and InvalidListingSignature with another's", async () => {
      const m = await loadFixture(market);
      const { orders, terms } = await mixed(m);
      const bare = orders.map(() => noProof);
      await expect(buy(m, orders, valueOf(orders), bare)).to.be.revertedWithCustomError(m.registry, "ListingNotActive");
      const forged = [...bare.slice(1), await signedTerms(m, terms, m.stranger)];
      await expect(buy(m, orders, valueOf(orders), forged)).to.be.revertedWithCustomError(
        m.registry,
        "InvalidListingSignature",
      );
      await expectNothingBought(m, orders);
    });
  });

  context("when the board buys for several people", () => {
    it("pays for all of them, and they are the buyers", async () => {
      const m = await loadFixture(withBoard);
      const orders = [(await orderable(m)).order, (await orderable(m, { buyer: m.owner.address as Address })).order];
      await m.escrow.connect(m.stranger).buyMany(orders, [], { value: valueOf(orders) });
      for (const order of orders) expect((await m.escrow.stateOf(orderId(order))).status).to.equal(Status.Funded);
    });
  });
});
