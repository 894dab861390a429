import { expect } from "chai";
import { type Address, zeroAddress } from "viem";
import { type Order, orderId } from "../../protocol/ids.ts";
import { quote } from "../../protocol/money.ts";
import { PERMIT2 } from "../../protocol/payments.ts";
import { chainId, noProof, permit2, permit2Market, permit2Of, signedTerms } from "./support/payments.ts";
import {
  contractParty,
  day,
  ethers,
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
  through,
  time,
  Token,
} from "./support/market.ts";

type Transfer = Awaited<ReturnType<typeof permit2Of>>;

const payable = (m: Market, changes: Parameters<typeof orderable>[1] = {}) =>
  orderable(m, { token: m.addresses.dollar, ...changes });

/** A stranger sends it. */
const buy = (m: Market, order: Order, transfer: Transfer, proof = noProof) =>
  m.escrow.connect(m.stranger).buyWithPermit2(order, proof, transfer);

describe("Permit2, as the tests have it", () => {
  it("knows the chain that it is on", async () => {
    await loadFixture(permit2Market);
    const domain = { name: "Permit2", chainId, verifyingContract: PERMIT2 };
    expect(await permit2.getFunction("DOMAIN_SEPARATOR")()).to.equal(ethers.TypedDataEncoder.hashDomain(domain));
  });
});

describe("Escrow.buyWithPermit2", () => {
  context("when the chain has no Permit2", () => {
    it("reverts", async () => {
      const m = await loadFixture(market);
      const { order } = await payable(m);
      await expect(buy(m, order, await permit2Of(m, order))).to.be.revert(ethers);
    });
  });

  context("when the listing cannot be bought", () => {
    it("passes the registry's reason on", async () => {
      const m = await loadFixture(permit2Market);
      const { order } = await payable(m, { stock: 2 });
      await expect(buy(m, order, await permit2Of(m, order)))
        .to.be.revertedWithCustomError(m.registry, "OutOfStock")
        .withArgs(2, 3);
    });
  });

  context("when the same is sent again", () => {
    it("reverts OrderExists", async () => {
      const m = await loadFixture(permit2Market);
      const { order, id } = await payable(m);
      const transfer = await permit2Of(m, order);
      await buy(m, order, transfer);
      await expect(buy(m, order, transfer))
        .to.be.revertedWithCustomError(m.escrow, "OrderExists")
        .withArgs(id);
    });
  });

  context("when the listing is for native coin", () => {
    it("reverts", async () => {
      const m = await loadFixture(permit2Market);
      const { order } = await orderable(m);
      await expect(buy(m, order, await permit2Of(m, order))).to.be.revert(ethers);
    });
  });

  context("when whoever sends it changes the order", () => {
    for (const [what, change] of [
      ["its quantity", () => ({ quantity: quantity + 1 })],
      ["its referrer", (m) => ({ referrer: m.stranger.address as Address })],
      ["its nonce", () => ({ nonce: 2n })],
      ["its buyer", (m) => ({ buyer: m.owner.address as Address })],
      ["its listing", async (m) => ({ terms: (await payable(m)).order.terms })],
    ] as [string, (m: Market) => Partial<Order> | Promise<Partial<Order>>][]) {
      it(`reverts InvalidSigner: ${what}`, async () => {
        const m = await loadFixture(permit2Market);
        const { order } = await payable(m);
        const transfer = await permit2Of(m, order);
        const other = { ...order, ...(await change(m)) };
        await expect(buy(m, other, transfer)).to.be.revertedWithCustomError(permit2, "InvalidSigner");
      });
    }
  });

  context("when it was signed for something else", () => {
    for (const [what, forgery] of [
      ["another amount", (m) => ({ message: { permitted: { token: m.addresses.dollar, amount: 1n } } })],
      ["another token", (m) => ({ message: { permitted: { token: m.addresses.odd, amount: 1n } } })],
      ["another escrow", (m) => ({ message: { spender: m.stranger.address } })],
      ["another chain", () => ({ domain: { chainId: 1 } })],
      ["another order", () => ({ message: { witness: { orderId: `0x${"11".repeat(32)}` } } })],
      ["nobody whom the order names", (m) => ({ signer: m.stranger })],
    ] as [string, (m: Market) => Parameters<typeof permit2Of>[2]][]) {
      it(`reverts InvalidSigner: ${what}`, async () => {
        const m = await loadFixture(permit2Market);
        const { order } = await payable(m);
        await expect(buy(m, order, await permit2Of(m, order, forgery(m)))).to.be.revertedWithCustomError(
          permit2,
          "InvalidSigner",
        );
      });
    }
  });

  context("when it has expired", () => {
    it("passes Permit2's reason on, and goes through in its last second", async () => {
      const m = await loadFixture(permit2Market);
      const { order } = await payable(m);
      const deadline = BigInt((await time.latest()) + 100);
      const transfer = await permit2Of(m, order, { deadline });
      const again = { ...order, nonce: 2n };
      const late = await permit2Of(m, again, { deadline, nonce: 8n });
      await time.setNextBlockTimestamp(deadline);
      await buy(m, order, transfer);
      await expect(buy(m, again, late))
        .to.be.revertedWithCustomError(permit2, "SignatureExpired")
        .withArgs(deadline);
    });
  });

  context("when its nonce was used, or taken back", () => {
    it("passes Permit2's reason on", async () => {
      const m = await loadFixture(permit2Market);
      const { order } = await payable(m);
      await buy(m, order, await permit2Of(m, order));
      const again = { ...order, nonce: 2n };
      await expect(buy(m, again, await permit2Of(m, again))).to.be.revertedWithCustomError(permit2, "InvalidNonce");
      await permit2.connect(m.buyer).getFunction("invalidateUnorderedNonces")(0n, 1n << 9n);
      const taken = await permit2Of(m, again, { nonce: 9n });
      await expect(buy(m, again, taken)).to.be.revertedWithCustomError(permit2, "InvalidNonce");
    });
  });

  context("when somebody carries the transfer out at Permit2, to part it from the order", () => {
    it("is refused there, and the purchase goes through", async () => {
      const m = await loadFixture(permit2Market);
      const { order, id } = await payable(m);
      const transfer = await permit2Of(m, order);
      const { total: amount } = quote(order.terms, order.quantity);
      const permitted = { token: m.addresses.dollar, amount };
      const direct = permit2.connect(m.stranger).getFunction("permitTransferFrom");
      await expect(
        direct(
          { permitted, nonce: transfer.nonce, deadline: transfer.deadline },
          { to: m.addresses.escrow, requestedAmount: amount },
          order.buyer,
          transfer.signature,
        ),
      ).to.be.revertedWithCustomError(permit2, "InvalidSigner");
      await buy(m, order, transfer);
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
    });
  });

  context("when the buyer has allowed Permit2 nothing", () => {
    it("reverts", async () => {
      const m = await loadFixture(permit2Market);
      await m.dollar.connect(m.buyer).approve(PERMIT2, 0n);
      const { order } = await payable(m);
      await expect(buy(m, order, await permit2Of(m, order))).to.be.revertedWith("TRANSFER_FROM_FAILED");
    });
  });

  for (const [what, manner, received] of [
    ["says that it moved and did not", Token.Lying, () => 0n],
    ["takes a fee on the way", Token.Taxing, (total) => total - total / 100n],
  ] as [string, number, (total: bigint) => bigint][]) {
    context(`when the token ${what}`, () => {
      it("reverts WrongReceived", async () => {
        const m = await loadFixture(permit2Market);
        await m.odd.set(manner, Token.Honest);
        const { order } = await orderable(m, { token: m.addresses.odd });
        const { total } = quote(order.terms, order.quantity);
        await expect(buy(m, order, await permit2Of(m, order)))
          .to.be.revertedWithCustomError(m.escrow, "WrongReceived")
          .withArgs(received(total), total);
      });
    });
  }

  context("when all is well", () => {
    it("moves price, buyer fee and deposit from the buyer into escrow, to the unit", async () => {
      const m = await loadFixture(permit2Market);
      const { order } = await payable(m, rental);
      const transfer = await permit2Of(m, order);
      const moved = await flows(m, m.addresses.dollar, () => buy(m, order, transfer));
      const { total } = quote(order.terms, order.quantity);
      const rest = { seller: 0n, referrer: 0n, treasury: 0n, arbitrator: 0n };
      expect(moved).to.deep.equal({ buyer: -total, escrow: total, ...rest });
    });

    it("emits OrderFunded in the buyer's name", async () => {
      const m = await loadFixture(permit2Market);
      const { order, id, listing } = await payable(m);
      const transfer = await permit2Of(m, order);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      const { total } = quote(order.terms, order.quantity);
      const [buyer, seller, referrer] = [m.buyer.address, m.seller.address, m.referrer.address];
      await expect(buy(m, order, transfer))
        .to.emit(m.escrow, "OrderFunded")
        .withArgs(id, listing, buyer, seller, quantity, referrer, 1n, total, now + 5 * day);
    });

    it("holds the price, and spends the nonce", async () => {
      const m = await loadFixture(permit2Market);
      const { order, id } = await payable(m);
      await buy(m, order, await permit2Of(m, order));
      const deadline = BigInt((await time.latest()) + 5 * day);
      expect(await m.escrow.stateOf(id)).to.deep.equal([Status.Funded, Outcome.None, deadline, 3n * price, 0n, false]);
      expect(await permit2.getFunction("nonceBitmap")(order.buyer, 0n)).to.equal(1n << 7n);
    });

    it("takes a signed listing for a published one", async () => {
      const m = await loadFixture(permit2Market);
      const terms = await termsOf(m, { token: m.addresses.dollar });
      const order = { terms, buyer: m.buyer.address as Address, quantity, referrer: zeroAddress, nonce: 1n } as Order;
      await buy(m, order, await permit2Of(m, order), await signedTerms(m, terms));
      expect((await m.escrow.stateOf(orderId(order))).status).to.equal(Status.Funded);
    });
  });

  context("when the buyer is a contract", () => {
    it("is asked by Permit2 whether it has signed (ERC-1271)", async () => {
      const m = await loadFixture(permit2Market);
      const party = await contractParty(m.buyer);
      const { order, id } = await payable(m, { buyer: (await party.getAddress()) as Address });
      await m.dollar.mint(party, 10n ** 18n);
      await through(party, m.dollar, "approve", [PERMIT2, 2n ** 256n - 1n]);
      await expect(buy(m, order, await permit2Of(m, order, { signer: m.stranger }))).to.be.revertedWithCustomError(
        permit2,
        "InvalidContractSignature",
      );
      await buy(m, order, await permit2Of(m, order));
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
    });
  });
});
