import { expect } from "chai";
import { type ContractTransactionResponse } from "ethers";
import { type Address } from "viem";
import { type Order, plainOrder } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import {
  authorizationOf,
  noProof,
  payable,
  permit2,
  permit2Market,
  permit2Of,
  permitOf,
  type Proof,
  signedTerms,
  withoutAllowance,
} from "./support/payments.ts";
import {
  day,
  flows,
  loadFixture,
  type Market,
  market,
  orderable,
  Outcome,
  price,
  quantity,
  rental,
  Status,
  termsOf,
  time,
  Token,
} from "./support/market.ts";

/** Sends an order with what was signed, which need not have been for that order. */
type Send = (order: Order, proof?: Proof) => Promise<ContractTransactionResponse>;

type Way = {
  verb: string;
  fixture: () => Promise<Market>;
  /** By whoever pays. */
  sign: (m: Market, order: Order, signer?: Market["buyer"]) => Promise<Send>;
};

/** The token that can misbehave claims the dollar's domain, and so takes what is signed for the dollar. */
async function domained() {
  const m = await market();
  await m.odd.setDomain(await m.dollar.DOMAIN_SEPARATOR());
  return m;
}

const byPermit: Way = {
  verb: "buyWithPermit",
  fixture: withoutAllowance,
  sign: async (m, order, signer = m.buyer) => {
    const permit = await permitOf(m, order, { signer });
    return (sent, proof = noProof) => m.escrow.connect(signer).buyWithPermit(sent, proof, permit);
  },
};

const byAuthorization: Way = {
  verb: "buyWithAuthorization",
  fixture: domained,
  sign: async (m, order, signer = m.buyer) => {
    const authorization = await authorizationOf(m, order, { signer });
    return (sent, proof = noProof) => m.escrow.connect(m.stranger).buyWithAuthorization(sent, proof, authorization);
  },
};

const byPermit2: Way = {
  verb: "buyWithPermit2",
  fixture: permit2Market,
  sign: async (m, order, signer = m.buyer) => {
    const transfer = await permit2Of(m, order, { signer });
    return (sent, proof = noProof) => m.escrow.connect(m.stranger).buyWithPermit2(sent, proof, transfer);
  },
};

/** Signed for `order`, and sent with it. */
const buy = async ({ sign }: Way, m: Market, order: Order, proof?: Proof) => (await sign(m, order))(order, proof);

const unpublished = async (m: Market): Promise<Order> => {
  const [buyer, referrer] = [m.buyer.address as Address, m.referrer.address as Address];
  return {
    ...plainOrder,
    terms: await termsOf(m, { token: m.addresses.dollar }),
    buyer,
    quantity,
    referrer,
    nonce: 1n,
  };
};

/* What holds however the buyer's signature pays; what is one way's own stands in that verb's file. */
for (const way of [byPermit, byAuthorization, byPermit2]) {
  describe(`Escrow.${way.verb}, a purchase like any other`, () => {
    context("when the listing cannot be bought", () => {
      it("passes the registry's reason on", async () => {
        const m = await loadFixture(way.fixture);
        const { order } = await payable(m, { stock: 2 });
        await expect(buy(way, m, order))
          .to.be.revertedWithCustomError(m.registry, "OutOfStock")
          .withArgs(2, 3);
      });
    });

    context("when the seller buys from herself", () => {
      it("reverts SelfPurchase", async () => {
        const m = await loadFixture(way.fixture);
        const { order } = await payable(m, { buyer: m.seller.address as Address });
        const send = await way.sign(m, order, m.seller);
        await expect(send(order)).to.be.revertedWithCustomError(m.escrow, "SelfPurchase").withArgs(m.seller.address);
      });
    });

    context("when nothing is bought", () => {
      it("reverts ZeroQuantity", async () => {
        const m = await loadFixture(way.fixture);
        const { order } = await payable(m, { quantity: 0 });
        await expect(buy(way, m, order)).to.be.revertedWithCustomError(m.escrow, "ZeroQuantity");
      });
    });

    context("when the same is sent again", () => {
      it("reverts OrderExists", async () => {
        const m = await loadFixture(way.fixture);
        const { order, id } = await payable(m);
        const send = await way.sign(m, order);
        await send(order);
        await expect(send(order)).to.be.revertedWithCustomError(m.escrow, "OrderExists").withArgs(id);
      });
    });

    for (const [what, manner, received] of [
      ["says that it moved and did not", Token.Lying, () => 0n],
      ["takes a fee on the way", Token.Taxing, (total) => total - total / 100n],
    ] as [string, number, (total: bigint) => bigint][]) {
      context(`when the token ${what}`, () => {
        it("reverts WrongReceived", async () => {
          const m = await loadFixture(way.fixture);
          await m.odd.set(manner, Token.Honest);
          const { order } = await orderable(m, { token: m.addresses.odd });
          const { total } = quote(order);
          await expect(buy(way, m, order))
            .to.be.revertedWithCustomError(m.escrow, "WrongReceived")
            .withArgs(received(total), total);
        });
      });
    }

    context("when the listing was signed and never published", () => {
      it("takes its signature for the proof", async () => {
        const m = await loadFixture(way.fixture);
        const order = await unpublished(m);
        await buy(way, m, order, await signedTerms(m, order.terms));
        expect((await m.escrow.stateOf(await m.escrow.orderId(order))).status).to.equal(Status.Funded);
      });

      it("reverts InvalidListingSignature when it is not the seller's", async () => {
        const m = await loadFixture(way.fixture);
        const order = await unpublished(m);
        const proof = await signedTerms(m, order.terms, m.stranger);
        await expect(buy(way, m, order, proof)).to.be.revertedWithCustomError(m.registry, "InvalidListingSignature");
      });
    });

    context("when all is well", () => {
      it("moves price, buyer fee and deposit from the buyer into escrow, to the unit", async () => {
        const m = await loadFixture(way.fixture);
        await m.dollar.connect(m.buyer).approve(m.escrow, 0n);
        const { order } = await payable(m, rental);
        const send = await way.sign(m, order);
        const moved = await flows(m, m.addresses.dollar, () => send(order));
        const { total } = quote(order);
        const rest = { seller: 0n, referrer: 0n, treasury: 0n, arbitrator: 0n };
        expect(moved).to.deep.equal({ buyer: -total, escrow: total, ...rest });
      });

      it("emits OrderFunded in the buyer's name", async () => {
        const m = await loadFixture(way.fixture);
        const { order, id, listing } = await payable(m);
        const send = await way.sign(m, order);
        const now = (await time.latest()) + 60;
        await time.setNextBlockTimestamp(now);
        const { total } = quote(order);
        const [buyer, seller, referrer] = [m.buyer.address, m.seller.address, m.referrer.address];
        await expect(send(order))
          .to.emit(m.escrow, "OrderFunded")
          .withArgs(id, listing, buyer, seller, quantity, referrer, 1n, total, now + 5 * day);
      });

      it("measures what comes now, and not what is there already", async () => {
        const m = await loadFixture(way.fixture);
        await m.dollar.mint(m.escrow, 1n);
        const { order, id } = await payable(m);
        await buy(way, m, order);
        expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
      });

      it("holds the price", async () => {
        const m = await loadFixture(way.fixture);
        const { order, id } = await payable(m);
        await buy(way, m, order);
        const deadline = BigInt((await time.latest()) + 5 * day);
        const expected = [Status.Funded, Outcome.None, deadline, 3n * price, 0n, false];
        expect(await m.escrow.stateOf(id)).to.deep.equal(expected);
      });
    });
  });
}

for (const [way, refuser, error, args] of [
  [byAuthorization, (m) => m.escrow, "BadSignature", ({ buyer }) => [buyer]],
  [byPermit2, () => permit2, "InvalidSigner", () => []],
] as [Way, (m: Market) => Market["escrow"] | typeof permit2, string, (sent: Order) => unknown[]][]) {
  describe(`Escrow.${way.verb}, sent by anybody`, () => {
    context("when whoever sends it changes the order", () => {
      for (const [what, change] of [
        ["its quantity", () => ({ quantity: quantity + 1 })],
        ["its referrer", (m) => ({ referrer: m.stranger.address as Address })],
        ["its nonce", () => ({ nonce: 2n })],
        ["its buyer", (m) => ({ buyer: m.owner.address as Address })],
        ["its listing", async (m) => ({ terms: (await payable(m)).order.terms })],
      ] as [string, (m: Market) => Partial<Order> | Promise<Partial<Order>>][]) {
        it(`reverts ${error}: ${what}`, async () => {
          const m = await loadFixture(way.fixture);
          const { order } = await payable(m);
          const send = await way.sign(m, order);
          const other = { ...order, ...(await change(m)) };
          await expect(send(other))
            .to.be.revertedWithCustomError(refuser(m), error)
            .withArgs(...args(other));
        });
      }
    });
  });
}
