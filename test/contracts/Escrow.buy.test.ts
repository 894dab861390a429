import { expect } from "chai";
import { type Address, zeroHash } from "viem";
import { NATIVE, UNLIMITED_STOCK } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import {
  day,
  ethers,
  flows,
  fundedOrder,
  impersonated,
  kind,
  loadFixture,
  type Market,
  market,
  orderable,
  Outcome,
  policy,
  price,
  quantity,
  rental,
  Status,
  time,
  Token,
  valueOf,
} from "./support/market.ts";

const coins = ["native", "token"] as const;
const tokenOf = (m: Market, coin: (typeof coins)[number]) => (coin === "native" ? NATIVE : m.addresses.dollar);

describe("Escrow.constructor", () => {
  it("announces once how every dispute is judged", async () => {
    const m = await loadFixture(market);
    const [event] = await m.escrow.queryFilter(m.escrow.filters.MetaEvidence());
    expect(event?.args).to.deep.equal([0n, policy]);
    expect(await m.escrow.treasury()).to.equal(m.treasury.address);
    expect(await m.escrow.registry()).to.equal(m.addresses.registry);
  });

  it("takes no coin that nobody asked for", async () => {
    const m = await loadFixture(market);
    await expect(m.stranger.sendTransaction({ to: m.escrow, value: 1n }))
      .to.be.revertedWithCustomError(m.escrow, "UnexpectedValue")
      .withArgs(m.stranger.address);
  });
});

describe("Escrow.buy", () => {
  context("when the caller is not the buyer", () => {
    it("reverts NotBuyer", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m);
      await expect(m.escrow.connect(m.stranger).buy(order, { value: valueOf(order) }))
        .to.be.revertedWithCustomError(m.escrow, "NotBuyer")
        .withArgs(m.stranger.address, m.buyer.address);
    });
  });

  context("when the seller buys from herself", () => {
    it("reverts SelfPurchase", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m, { buyer: m.seller.address as Address });
      await expect(m.escrow.connect(m.seller).buy(order, { value: valueOf(order) }))
        .to.be.revertedWithCustomError(m.escrow, "SelfPurchase")
        .withArgs(m.seller.address);
    });
  });

  context("when nothing is bought", () => {
    it("reverts ZeroQuantity", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m, { quantity: 0 });
      await expect(m.escrow.connect(m.buyer).buy(order)).to.be.revertedWithCustomError(m.escrow, "ZeroQuantity");
    });
  });

  context("when the price of all does not fit", () => {
    it("reverts AmountTooLarge, and takes the largest that fits", async () => {
      const m = await loadFixture(market);
      const most = 2n ** 96n - 1n;
      const { order } = await orderable(m, { price: most, quantity: 2, token: m.addresses.dollar });
      await expect(m.escrow.connect(m.buyer).buy(order))
        .to.be.revertedWithCustomError(m.escrow, "AmountTooLarge")
        .withArgs(2n * most);
      await m.dollar.mint(m.buyer, 2n * most);
      const one = { ...order, quantity: 1 };
      await m.escrow.connect(m.buyer).buy(one);
      expect((await m.escrow.stateOf(orderId(one))).held).to.equal(most);
    });
  });

  context("when it was bought already", () => {
    it("reverts OrderExists, and takes the same with another nonce", async () => {
      const m = await loadFixture(market);
      const { order, id } = await fundedOrder(m);
      await expect(m.escrow.connect(m.buyer).buy(order, { value: valueOf(order) }))
        .to.be.revertedWithCustomError(m.escrow, "OrderExists")
        .withArgs(id);
      await m.escrow.connect(m.buyer).buy({ ...order, nonce: 2n }, { value: valueOf(order) });
    });
  });

  context("when the listing cannot be bought", () => {
    it("passes the registry's reason on", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m, { stock: 3 });
      const buy = (changes: object) =>
        m.escrow.connect(m.buyer).buy({ ...order, ...changes }, { value: valueOf(order) });
      const unknown = { terms: { ...order.terms, price: 1n } };
      await expect(buy(unknown)).to.be.revertedWithCustomError(m.registry, "ListingNotActive");
      await expect(buy({ quantity: 4 }))
        .to.be.revertedWithCustomError(m.registry, "OutOfStock")
        .withArgs(3, 4);
      const wanted = await orderable(m, { kind: kind("request") });
      await expect(buy(wanted.order)).to.be.revertedWithCustomError(m.registry, "NotForSale");
      await m.registry.setPaused(true);
      await expect(buy({})).to.be.revertedWithCustomError(m.registry, "Paused");
    });
  });

  for (const [what, difference] of [
    ["too little", -1n],
    ["too much", 1n],
  ] as const) {
    context(`when ${what} native coin is sent`, () => {
      it("reverts WrongValue", async () => {
        const m = await loadFixture(market);
        const { order } = await orderable(m);
        const total = valueOf(order);
        await expect(m.escrow.connect(m.buyer).buy(order, { value: total + difference }))
          .to.be.revertedWithCustomError(m.escrow, "WrongValue")
          .withArgs(total + difference, total);
      });
    });
  }

  context("when native coin is sent for a token's price", () => {
    it("reverts WrongValue", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m, { token: m.addresses.dollar });
      await expect(m.escrow.connect(m.buyer).buy(order, { value: 1n }))
        .to.be.revertedWithCustomError(m.escrow, "WrongValue")
        .withArgs(1n, 0n);
    });
  });

  context("when the token takes a fee on the way", () => {
    it("reverts WrongReceived", async () => {
      const m = await loadFixture(market);
      await m.odd.set(Token.Taxing, Token.Honest);
      const { order } = await orderable(m, { token: m.addresses.odd });
      const { total } = quote(order);
      await expect(m.escrow.connect(m.buyer).buy(order))
        .to.be.revertedWithCustomError(m.escrow, "WrongReceived")
        .withArgs(total - total / 100n, total);
    });
  });

  context("given another order's tokens in escrow", () => {
    it("measures only what comes now", async () => {
      const m = await loadFixture(market);
      await fundedOrder(m, { token: m.addresses.dollar });
      const { id } = await fundedOrder(m, { token: m.addresses.dollar });
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
    });
  });

  context("when more arrives than was asked for", () => {
    it("reverts WrongReceived: it would be nobody's", async () => {
      const m = await loadFixture(market);
      await m.odd.set(Token.CallingBack, Token.Honest);
      await m.odd.setCallee(m.odd);
      await m.odd.setCallback(m.odd.interface.encodeFunctionData("mint", [m.addresses.escrow, 1n]));
      const { order } = await orderable(m, { token: m.addresses.odd });
      const { total } = quote(order);
      await expect(m.escrow.connect(m.buyer).buy(order))
        .to.be.revertedWithCustomError(m.escrow, "WrongReceived")
        .withArgs(total + 1n, total);
    });
  });

  context("when the token says that it moved and did not", () => {
    it("reverts WrongReceived", async () => {
      const m = await loadFixture(market);
      await m.odd.set(Token.Lying, Token.Honest);
      const { order } = await orderable(m, { token: m.addresses.odd });
      await expect(m.escrow.connect(m.buyer).buy(order)).to.be.revertedWithCustomError(m.escrow, "WrongReceived");
    });
  });

  context("when the token answers false", () => {
    it("reverts TokenCallFailed", async () => {
      const m = await loadFixture(market);
      await m.odd.set(Token.Refusing, Token.Honest);
      const { order } = await orderable(m, { token: m.addresses.odd });
      await expect(m.escrow.connect(m.buyer).buy(order)).to.be.revertedWithCustomError(m.escrow, "TokenCallFailed");
    });
  });

  context("when there is no allowance", () => {
    it("reverts TokenCallFailed", async () => {
      const m = await loadFixture(market);
      await m.dollar.connect(m.buyer).approve(m.escrow, 0);
      const { order } = await orderable(m, { token: m.addresses.dollar });
      await expect(m.escrow.connect(m.buyer).buy(order)).to.be.revertedWithCustomError(m.escrow, "TokenCallFailed");
    });
  });

  context("when the token is no contract", () => {
    it("reverts", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m, { token: m.stranger.address as Address });
      await expect(m.escrow.connect(m.buyer).buy(order)).to.be.revert(ethers);
    });
  });

  context("when the token answers nothing, like old ones", () => {
    it("takes it", async () => {
      const m = await loadFixture(market);
      await m.odd.set(Token.Silent, Token.Silent);
      const { id } = await fundedOrder(m, { token: m.addresses.odd });
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
    });
  });

  for (const coin of coins) {
    context(`when all is well (${coin})`, () => {
      it("moves price, buyer fee and deposit into escrow, to the unit", async () => {
        const m = await loadFixture(market);
        const { order } = await orderable(m, { ...rental, token: tokenOf(m, coin) });
        const moved = await flows(m, order.terms.token, () =>
          m.escrow.connect(m.buyer).buy(order, { value: valueOf(order) }),
        );
        // 3 x 500,000,011 + 1.01 % of it, rounded down + 3 x 3,000,000,019
        const total = 1_500_000_033n + 15_150_000n + 9_000_000_057n;
        expect(moved).to.deep.equal({
          buyer: -total,
          seller: 0n,
          referrer: 0n,
          treasury: 0n,
          escrow: total,
          arbitrator: 0n,
        });
      });

      it("emits OrderFunded", async () => {
        const m = await loadFixture(market);
        const { order, id, listing } = await orderable(m, { token: tokenOf(m, coin) });
        const now = (await time.latest()) + 60;
        await time.setNextBlockTimestamp(now);
        const { total } = quote(order);
        await expect(m.escrow.connect(m.buyer).buy(order, { value: valueOf(order) }))
          .to.emit(m.escrow, "OrderFunded")
          .withArgs(
            id,
            listing,
            m.buyer.address,
            m.seller.address,
            quantity,
            m.referrer.address,
            1n,
            total,
            now + 5 * day,
          );
      });

      it("holds the price in one slot", async () => {
        const m = await loadFixture(market);
        const { id } = await fundedOrder(m, { token: tokenOf(m, coin) });
        const deadline = BigInt((await time.latest()) + 5 * day);
        expect(await m.escrow.stateOf(id)).to.deep.equal([
          Status.Funded,
          Outcome.None,
          deadline,
          3n * price,
          0n,
          false,
        ]);
      });
    });
  }

  it("takes out of stock, or not when there is no limit", async () => {
    const m = await loadFixture(market);
    const { listing } = await fundedOrder(m, { stock: 5 });
    expect((await m.registry.stateOf(listing)).sold).to.equal(3n);
    const endless = await fundedOrder(m, { stock: UNLIMITED_STOCK });
    expect((await m.registry.stateOf(endless.listing)).sold).to.equal(0n);
  });

  it("buys what was listed after its seller took everything back", async () => {
    const m = await loadFixture(market);
    await m.registry.connect(m.seller).cancelAll();
    const { id } = await fundedOrder(m, { epoch: 1 });
    expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
  });

  it("takes as many as can be counted", async () => {
    const m = await loadFixture(market);
    const most = UNLIMITED_STOCK - 1;
    const { listing } = await fundedOrder(m, { price: 1n, stock: most, quantity: most });
    expect((await m.registry.stateOf(listing)).sold).to.equal(most);
  });

  it("binds the order to every field of the terms", async () => {
    const m = await loadFixture(market);
    const { order } = await fundedOrder(m);
    const { seller } = order.terms;
    for (const [field, value] of Object.entries(order.terms)) {
      // Lower case, as an address whose checksum is wrong would not even be sent.
      const changed =
        typeof value === "string"
          ? `${value.slice(0, -1)}${value.endsWith("1") ? "2" : "1"}`.toLowerCase()
          : typeof value === "bigint"
            ? value + 1n
            : field === "kind"
              ? 1
              : value + 1;
      const other = { ...order, terms: { ...order.terms, [field]: changed } };
      const caller = field === "seller" ? await impersonated(changed as string) : await ethers.getSigner(seller);
      await expect(m.escrow.connect(caller).ship(other, zeroHash), field)
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(await m.escrow.orderId(other), Status.None);
    }
  });

  it("says beforehand what it will cost", async () => {
    const m = await loadFixture(market);
    const { order } = await orderable(m, rental);
    const { subtotal, buyerFee, deposit } = quote(order);
    expect(await m.escrow.quote(order)).to.deep.equal([subtotal, buyerFee, deposit]);
  });
});
