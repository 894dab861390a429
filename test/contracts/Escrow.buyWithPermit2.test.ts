import { expect } from "chai";
import { type Address } from "viem";
import type { Order } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import { PERMIT2 } from "#protocol/payments.ts";
import { chainId, noProof, payable, permit2, permit2Market, permit2Of } from "./support/payments.ts";
import {
  contractParty,
  ethers,
  loadFixture,
  type Market,
  market,
  orderable,
  Status,
  through,
  time,
} from "./support/market.ts";

type Transfer = Awaited<ReturnType<typeof permit2Of>>;

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

  context("when the listing is for native coin", () => {
    it("reverts", async () => {
      const m = await loadFixture(permit2Market);
      const { order } = await orderable(m);
      await expect(buy(m, order, await permit2Of(m, order))).to.be.revert(ethers);
    });
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
      const { total: amount } = quote(order);
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

  context("when all is well", () => {
    it("spends the nonce", async () => {
      const m = await loadFixture(permit2Market);
      const { order } = await payable(m);
      await buy(m, order, await permit2Of(m, order));
      expect(await permit2.getFunction("nonceBitmap")(order.buyer, 0n)).to.equal(1n << 7n);
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
