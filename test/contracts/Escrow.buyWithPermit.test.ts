import { expect } from "chai";
import type { Order } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import { noProof, payable, permitOf, withoutAllowance } from "./support/payments.ts";
import {
  ethers,
  flows,
  loadFixture,
  type Market,
  marketWith,
  orderable,
  rental,
  Status,
  time,
} from "./support/market.ts";

/** The stranger is the wanted board. */
async function withBoard() {
  const [, , , , stranger] = await ethers.getSigners();
  return marketWith({ board: stranger });
}

const buy = (m: Market, order: Order, permit: Awaited<ReturnType<typeof permitOf>>, caller = m.buyer) =>
  m.escrow.connect(caller).buyWithPermit(order, noProof, permit);

describe("Escrow.buyWithPermit", () => {
  context("when the caller is not the buyer", () => {
    it("reverts NotBuyer", async () => {
      const m = await loadFixture(withoutAllowance);
      const { order } = await payable(m);
      await expect(buy(m, order, await permitOf(m, order), m.stranger))
        .to.be.revertedWithCustomError(m.escrow, "NotBuyer")
        .withArgs(m.stranger.address, m.buyer.address);
    });
  });

  context("when the listing is for native coin", () => {
    it("reverts WrongValue", async () => {
      const m = await loadFixture(withoutAllowance);
      const { order } = await orderable(m);
      const { total } = quote(order);
      await expect(buy(m, order, await permitOf(m, order)))
        .to.be.revertedWithCustomError(m.escrow, "WrongValue")
        .withArgs(0n, total);
    });
  });

  context("when it was signed for something else, or by another", () => {
    for (const [what, forgery] of [
      ["too little", () => ({ message: { value: 1n } })],
      ["too much", () => ({ message: { value: 2n ** 200n } })],
      ["another escrow", (m) => ({ message: { spender: m.stranger.address } })],
      ["another chain", () => ({ domain: { chainId: 1 } })],
      ["another token", (m) => ({ domain: { verifyingContract: m.addresses.odd } })],
      ["a nonce to come", () => ({ message: { nonce: 1n } })],
      ["not the buyer", (m) => ({ signer: m.stranger })],
    ] as [string, (m: Market) => Parameters<typeof permitOf>[2]][]) {
      it(`reverts TokenCallFailed: ${what}`, async () => {
        const m = await loadFixture(withoutAllowance);
        const { order } = await payable(m);
        await expect(buy(m, order, await permitOf(m, order, forgery(m))))
          .to.be.revertedWithCustomError(m.escrow, "TokenCallFailed")
          .withArgs(m.addresses.dollar);
      });
    }
  });

  context("when the permit has expired", () => {
    it("reverts TokenCallFailed, and goes through in its last second", async () => {
      const m = await loadFixture(withoutAllowance);
      const { order } = await payable(m);
      const deadline = BigInt((await time.latest()) + 100);
      const permit = await permitOf(m, order, { deadline });
      await time.setNextBlockTimestamp(deadline);
      await buy(m, order, permit);
      await m.dollar.connect(m.buyer).approve(m.escrow, 0n);
      const again = { ...order, nonce: 2n };
      await expect(buy(m, again, await permitOf(m, again, { deadline }))).to.be.revertedWithCustomError(
        m.escrow,
        "TokenCallFailed",
      );
    });
  });

  context("when the permit was used for an order before", () => {
    it("reverts TokenCallFailed: it allows once", async () => {
      const m = await loadFixture(withoutAllowance);
      const { order } = await payable(m);
      const permit = await permitOf(m, order);
      await buy(m, order, permit);
      await expect(buy(m, { ...order, nonce: 2n }, permit)).to.be.revertedWithCustomError(m.escrow, "TokenCallFailed");
    });
  });

  context("when somebody has sent the permit before, to be in the way", () => {
    it("buys all the same", async () => {
      const m = await loadFixture(withoutAllowance);
      const { order, id } = await payable(m);
      const permit = await permitOf(m, order);
      const { total } = quote(order);
      const { deadline, v, r, s } = permit;
      await m.dollar.connect(m.stranger).permit(order.buyer, m.escrow, total, deadline, v, r, s);
      await buy(m, order, permit);
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
      expect(await m.dollar.allowance(m.buyer, m.escrow)).to.equal(0n);
    });
  });

  context("when the token knows no permit, but was allowed", () => {
    it("buys all the same", async () => {
      const m = await loadFixture(withoutAllowance);
      const { order, id } = await orderable(m, { token: m.addresses.odd });
      await buy(m, order, await permitOf(m, order));
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
    });
  });

  context("when the board buys for somebody", () => {
    it("takes the board's tokens, whatever the buyer has signed", async () => {
      const m = await loadFixture(withBoard);
      const { order } = await payable(m);
      const { total } = quote(order);
      await m.dollar.mint(m.stranger, total);
      await m.dollar.connect(m.stranger).approve(m.escrow, total);
      const moved = await flows(m, m.addresses.dollar, async () => buy(m, order, await permitOf(m, order), m.stranger));
      expect([moved.buyer, moved.escrow]).to.deep.equal([0n, total]);
      expect(await m.dollar.balanceOf(m.stranger)).to.equal(0n);
    });
  });

  context("when all is well", () => {
    it("allows no more than was paid", async () => {
      const m = await loadFixture(withoutAllowance);
      const { order } = await payable(m, rental);
      await buy(m, order, await permitOf(m, order));
      expect(await m.dollar.allowance(m.buyer, m.escrow)).to.equal(0n);
    });
  });
});
