import { expect } from "chai";
import { type Address, type Hex } from "viem";
import { type Order, orderId } from "#protocol/order.ts";
import { authorizationTypes, splitSignature } from "#protocol/payments.ts";
import { quote } from "#protocol/money.ts";
import { authorizationOf, dollarDomain, noProof, payable } from "./support/payments.ts";
import {
  contractParty,
  ethers,
  loadFixture,
  type Market,
  market,
  orderable,
  Status,
  time,
  Token,
} from "./support/market.ts";

const nobody = {
  validAfter: 0n,
  validBefore: 2n ** 40n,
  v: 27,
  r: `0x${"11".repeat(32)}`,
  s: `0x${"22".repeat(32)}`,
} as const;

/** A stranger sends it. */
const buy = (m: Market, order: Order, authorization: Awaited<ReturnType<typeof authorizationOf>>, proof = noProof) =>
  m.escrow.connect(m.stranger).buyWithAuthorization(order, proof, authorization);

/** In a token that checks no signature of its own, and claims a domain. */
async function oddTrade(m: Market) {
  const trade = await orderable(m, { token: m.addresses.odd });
  await m.odd.setDomain(await m.dollar.DOMAIN_SEPARATOR());
  return { ...trade, authorization: await authorizationOf(m, trade.order) };
}

describe("Escrow.buyWithAuthorization", () => {
  context("when the listing is for native coin", () => {
    it("reverts", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m);
      await expect(buy(m, order, await authorizationOf(m, order))).to.be.revert(ethers);
    });
  });

  context("when the token is no contract", () => {
    it("reverts", async () => {
      const m = await loadFixture(market);
      const { order } = await orderable(m, { token: m.stranger.address as Address });
      await expect(buy(m, order, await authorizationOf(m, order))).to.be.revert(ethers);
    });
  });

  context("when it was signed for something else", () => {
    for (const [what, forgery] of [
      ["another amount", () => ({ message: { value: 1n } })],
      ["another escrow", (m) => ({ message: { to: m.stranger.address } })],
      ["another chain", () => ({ domain: { chainId: 1 } })],
      ["another token", (m) => ({ domain: { verifyingContract: m.addresses.odd } })],
      ["another moment", () => ({ message: { validBefore: 2n ** 40n } })],
      ["nobody whom the order names", (m) => ({ signer: m.stranger })],
    ] as [string, (m: Market) => Parameters<typeof authorizationOf>[2]][]) {
      it(`reverts BadSignature: ${what}`, async () => {
        const m = await loadFixture(market);
        const { order } = await payable(m);
        await expect(buy(m, order, await authorizationOf(m, order, forgery(m))))
          .to.be.revertedWithCustomError(m.escrow, "BadSignature")
          .withArgs(m.buyer.address);
      });
    }

    it("reverts BadSignature: a transfer that anybody may carry out", async () => {
      const m = await loadFixture(market);
      const { order, id } = await payable(m);
      const types = { TransferWithAuthorization: [...authorizationTypes.ReceiveWithAuthorization] };
      const { total: value } = quote(order);
      const validity = { validAfter: 0n, validBefore: 2n ** 40n };
      const message = { from: order.buyer, to: m.addresses.escrow, value, ...validity, nonce: id };
      const signature = (await m.buyer.signTypedData(dollarDomain(m), types, message)) as Hex;
      await expect(buy(m, order, { ...validity, ...splitSignature(signature) })).to.be.revertedWithCustomError(
        m.escrow,
        "BadSignature",
      );
    });
  });

  context("when it is not valid yet", () => {
    it("passes the token's reason on", async () => {
      const m = await loadFixture(market);
      const { order } = await payable(m);
      const validAfter = BigInt((await time.latest()) + 100);
      const authorization = await authorizationOf(m, order, { validAfter });
      await time.setNextBlockTimestamp(validAfter);
      await expect(buy(m, order, authorization)).to.be.revertedWithCustomError(m.dollar, "AuthorizationNotYetValid");
      await time.increaseTo(validAfter + 1n);
      await buy(m, order, authorization);
    });
  });

  context("when it is not valid any more", () => {
    it("passes the token's reason on", async () => {
      const m = await loadFixture(market);
      const { order } = await payable(m);
      const validBefore = BigInt((await time.latest()) + 100);
      const authorization = await authorizationOf(m, order, { validBefore });
      await time.setNextBlockTimestamp(validBefore);
      await expect(buy(m, order, authorization)).to.be.revertedWithCustomError(m.dollar, "AuthorizationExpired");
    });
  });

  context("when the buyer has taken it back at the token", () => {
    it("passes the token's reason on", async () => {
      const m = await loadFixture(market);
      const { order, id } = await payable(m);
      const types = {
        CancelAuthorization: [
          { name: "authorizer", type: "address" },
          { name: "nonce", type: "bytes32" },
        ],
      };
      const message = { authorizer: order.buyer, nonce: id };
      const { v, r, s } = splitSignature((await m.buyer.signTypedData(dollarDomain(m), types, message)) as Hex);
      await m.dollar.cancelAuthorization(order.buyer, id, v, r, s);
      await expect(buy(m, order, await authorizationOf(m, order)))
        .to.be.revertedWithCustomError(m.dollar, "AuthorizationSpent")
        .withArgs(order.buyer, id);
    });
  });

  context("when the buyer has too little", () => {
    it("passes the token's reason on", async () => {
      const m = await loadFixture(market);
      const { order } = await payable(m);
      await m.dollar.connect(m.buyer).transfer(m.stranger, await m.dollar.balanceOf(m.buyer));
      await expect(buy(m, order, await authorizationOf(m, order))).to.be.revertedWithCustomError(
        m.dollar,
        "ERC20InsufficientBalance",
      );
    });
  });

  context("when somebody carries the transfer out at the token, to part it from the order", () => {
    it("is refused there, and the purchase goes through", async () => {
      const m = await loadFixture(market);
      const { order, id } = await payable(m);
      const { validAfter, validBefore, v, r, s } = await authorizationOf(m, order);
      const { total } = quote(order);
      const args = [order.buyer, m.addresses.escrow, total, validAfter, validBefore, id, v, r, s] as const;
      await expect(m.dollar.connect(m.stranger).receiveWithAuthorization(...args))
        .to.be.revertedWithCustomError(m.dollar, "NotPayee")
        .withArgs(m.stranger.address, m.addresses.escrow);
      await expect(m.dollar.connect(m.stranger).transferWithAuthorization(...args)).to.be.revertedWithCustomError(
        m.dollar,
        "InvalidAuthorization",
      );
      await buy(m, order, { validAfter, validBefore, v, r, s });
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
    });
  });

  context("when the token asks for no signature", () => {
    it("reverts BadSignature: nobody is made a buyer by a token", async () => {
      const m = await loadFixture(market);
      const { order } = await oddTrade(m);
      await expect(buy(m, order, nobody))
        .to.be.revertedWithCustomError(m.escrow, "BadSignature")
        .withArgs(m.buyer.address);
    });

    it("reverts BadSignature for what the buyer has signed to buy in an honest one", async () => {
      const m = await loadFixture(market);
      const { order } = await oddTrade(m);
      const honest = { ...order, terms: (await payable(m)).order.terms };
      await expect(buy(m, order, await authorizationOf(m, honest))).to.be.revertedWithCustomError(
        m.escrow,
        "BadSignature",
      );
    });
  });

  context("when the token answers that it refuses", () => {
    it("reverts WrongReceived", async () => {
      const m = await loadFixture(market);
      const { order, authorization } = await oddTrade(m);
      await m.odd.set(Token.Refusing, Token.Honest);
      await expect(buy(m, order, authorization))
        .to.be.revertedWithCustomError(m.escrow, "WrongReceived")
        .withArgs(0n, quote(order).total);
    });
  });

  context("when the token calls back", () => {
    it("refuses the same purchase in between, and makes one order", async () => {
      const m = await loadFixture(market);
      const { order, id, authorization } = await oddTrade(m);
      await m.odd.set(Token.CallingBack, Token.Honest);
      const args = [{ ...order, nonce: 2n }, noProof, authorization] as const;
      await m.odd.setCallback(m.escrow.interface.encodeFunctionData("buyWithAuthorization", [...args]));
      await buy(m, order, authorization);
      expect(await m.odd.failure()).to.equal(ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10));
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
      expect((await m.escrow.stateOf(orderId({ ...order, nonce: 2n }))).status).to.equal(Status.None);
    });
  });

  context("when all is well", () => {
    it("spends the order's id as the authorization's nonce", async () => {
      const m = await loadFixture(market);
      const { order, id } = await payable(m);
      await buy(m, order, await authorizationOf(m, order));
      expect(await m.dollar.authorizationState(m.buyer, id)).to.equal(true);
    });

    it("costs the buyer no coin", async () => {
      const m = await loadFixture(market);
      const { order } = await payable(m);
      const before = await ethers.provider.getBalance(m.buyer);
      await buy(m, order, await authorizationOf(m, order));
      expect(await ethers.provider.getBalance(m.buyer)).to.equal(before);
    });
  });

  context("when the buyer is a contract", () => {
    it("asks it whether it has signed (ERC-1271)", async () => {
      const m = await loadFixture(market);
      const party = await contractParty(m.buyer);
      const { order, id } = await payable(m, { buyer: (await party.getAddress()) as Address });
      await m.dollar.mint(party, 10n ** 18n);
      await expect(buy(m, order, await authorizationOf(m, order, { signer: m.stranger })))
        .to.be.revertedWithCustomError(m.escrow, "BadSignature")
        .withArgs(order.buyer);
      await buy(m, order, await authorizationOf(m, order));
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
    });
  });
});
