import { expect } from "chai";
import { type Address } from "viem";
import { listingId, NATIVE } from "#protocol/terms.ts";
import { noProof } from "#protocol/listingProof.ts";
import { ethers, loadFixture, market, Status, time } from "./support/market.ts";
import { budget, inDollars, native, quoted, take, wanted } from "./support/requests.ts";

describe("RequestBoard.take", () => {
  for (const [coin, fixture] of [
    ["native coin", native],
    ["tokens", inDollars],
  ] as const) {
    it(`pays a signed quote out of the budget (${coin})`, async () => {
      const m = await loadFixture(fixture);
      const { order, id, proof, total } = await quoted(m, { token: m.notice.token });
      await expect(take(m, m.notice, order, proof))
        .to.emit(m.board, "QuoteTaken")
        .withArgs(listingId(m.notice), id, total, budget - total)
        .and.to.emit(m.escrow, "OrderFunded");
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
      expect(await m.board.budgetOf(listingId(m.notice))).to.equal(budget - total);
    });
  }

  it("pays a published quote too", async () => {
    const m = await loadFixture(native);
    const { order } = await quoted(m);
    await m.registry.connect(m.seller).publish(order.terms);
    await expect(take(m, m.notice, order, noProof)).to.emit(m.board, "QuoteTaken");
  });

  it("leaves an order like any other: its buyer confirms, its refund goes to the buyer and not to the board", async () => {
    const m = await loadFixture(inDollars);
    const { order, proof, total } = await quoted(m, { token: m.notice.token });
    await take(m, m.notice, order, proof);
    await expect(m.escrow.connect(m.seller).refund(order)).to.changeTokenBalance(ethers, m.dollar, m.buyer, total);
  });

  it("takes several quotes while the budget lasts", async () => {
    const m = await loadFixture(native);
    const { order, proof, total } = await quoted(m, { stock: 30 });
    await take(m, m.notice, order, proof);
    await take(m, m.notice, { ...order, nonce: 2n }, proof);
    const left = budget - 2n * total;
    await take(m, m.notice, { ...order, nonce: 3n }, proof);
    await expect(take(m, m.notice, { ...order, nonce: 4n }, proof))
      .to.be.revertedWithCustomError(m.board, "BudgetTooSmall")
      .withArgs(left - total, total);
  });

  it("takes one for the last of the budget", async () => {
    const m = await loadFixture(market);
    const notice = await wanted(m);
    const { order, proof, total } = await quoted(m);
    await m.board.connect(m.buyer).fund(notice, total, { value: total });
    await expect(take(m, notice, order, proof)).to.emit(m.board, "QuoteTaken");
    expect(await m.board.budgetOf(listingId(notice))).to.equal(0n);
  });

  it("works after the notice was closed or has expired, as long as the money is there", async () => {
    const m = await loadFixture(native);
    await m.registry.connect(m.buyer).close(m.notice);
    await time.increaseTo(m.notice.expiry + 1);
    const { order, proof } = await quoted(m);
    await expect(take(m, m.notice, order, proof)).to.emit(m.board, "QuoteTaken");
  });

  it("reverts NotRequester when a stranger takes, for himself or for the owner", async () => {
    const m = await loadFixture(native);
    const { order, proof } = await quoted(m);
    const own = { ...order, buyer: m.stranger.address as Address };
    for (const each of [order, own])
      await expect(take(m, m.notice, each, proof, m.stranger))
        .to.be.revertedWithCustomError(m.board, "NotRequester")
        .withArgs(m.stranger.address, m.buyer.address);
  });

  it("reverts NotRequester when the order is for somebody else", async () => {
    const m = await loadFixture(native);
    const { order, proof } = await quoted(m);
    const gift = { ...order, buyer: m.stranger.address as Address };
    await expect(take(m, m.notice, gift, proof))
      .to.be.revertedWithCustomError(m.board, "NotRequester")
      .withArgs(m.buyer.address, m.stranger.address);
  });

  it("reverts OtherToken when the quote is in another one", async () => {
    const m = await loadFixture(native);
    const { order, proof } = await quoted(m, { token: m.addresses.dollar });
    await expect(take(m, m.notice, order, proof))
      .to.be.revertedWithCustomError(m.board, "OtherToken")
      .withArgs(m.addresses.dollar, NATIVE);
  });

  it("reverts BudgetTooSmall when there was never a budget, and spends nobody else's", async () => {
    const m = await loadFixture(native);
    const other = await wanted(m);
    const { order, proof, total } = await quoted(m);
    await expect(take(m, other, order, proof))
      .to.be.revertedWithCustomError(m.board, "BudgetTooSmall")
      .withArgs(0, total);
  });

  it("passes on why the escrow would not sell, and keeps the budget", async () => {
    const m = await loadFixture(native);
    const { order, proof } = await quoted(m, { stock: 2 });
    await expect(take(m, m.notice, order, proof)).to.be.revertedWithCustomError(m.registry, "OutOfStock");
    expect(await m.board.budgetOf(listingId(m.notice))).to.equal(budget);
  });
});
