import { expect } from "chai";
import { type Address } from "viem";
import { listingId, NATIVE } from "#protocol/terms.ts";
import {
  contractParty,
  ethers,
  kind,
  loadFixture,
  market,
  Receiver,
  termsOf,
  through,
  time,
  Token,
} from "./support/market.ts";
import { budget, funded, inDollars, native, quoted, take } from "./support/requests.ts";

describe("RequestBoard.close", () => {
  it("gives the budget back to its owner at any time, once", async () => {
    const m = await loadFixture(inDollars);
    const close = () => m.board.connect(m.buyer).close(m.notice);
    await expect(close()).to.changeTokenBalances(ethers, m.dollar, [m.board, m.buyer], [-budget, budget]);
    await expect(close()).to.be.revertedWithCustomError(m.board, "NothingFunded").withArgs(listingId(m.notice));
  });

  it("gives back what quotes have left, and says how much", async () => {
    const m = await loadFixture(native);
    const { order, proof, total } = await quoted(m);
    await take(m, m.notice, order, proof);
    await expect(m.board.connect(m.buyer).close(m.notice))
      .to.emit(m.board, "RequestClosed")
      .withArgs(listingId(m.notice), budget - total);
  });

  it("is anyone's once the notice has expired, and the money the owner's", async () => {
    const m = await loadFixture(native);
    const close = () => m.board.connect(m.stranger).close(m.notice);
    await time.setNextBlockTimestamp(m.notice.expiry);
    await expect(close())
      .to.be.revertedWithCustomError(m.board, "RequestNotExpired")
      .withArgs(m.notice.expiry, m.notice.expiry);
    await time.setNextBlockTimestamp(m.notice.expiry + 1);
    await expect(close()).to.changeEtherBalances(ethers, [m.board, m.buyer, m.stranger], [-budget, budget, 0n]);
  });

  it("can be funded again", async () => {
    const m = await loadFixture(native);
    await m.board.connect(m.buyer).close(m.notice);
    await m.board.connect(m.buyer).fund(m.notice, 5n, { value: 5n });
    expect(await m.board.budgetOf(listingId(m.notice))).to.equal(5n);
  });

  it("becomes a credit when the owner can't be paid, to be sent where the owner says", async () => {
    const m = await loadFixture(market);
    const party = await contractParty(m.buyer);
    const seller = (await party.getAddress()) as Address;
    const notice = await termsOf(m, { kind: kind("request"), seller });
    await through(party, m.registry, "publish", [notice]);
    await through(party, m.board, "fund", [notice, budget], budget);
    await party.set(Receiver.Refusing);
    await time.increaseTo(notice.expiry + 1);
    await expect(m.board.close(notice)).to.emit(m.board, "Credited").withArgs(seller, NATIVE, budget);
    expect(await m.board.creditOf(seller, NATIVE)).to.equal(budget);
    const withdraw = (amount: bigint) => through(party, m.board, "withdraw", [NATIVE, m.stranger.address, amount]);
    const sent = withdraw(budget);
    await expect(sent).to.changeEtherBalance(ethers, m.stranger, budget);
    await expect(sent).to.emit(m.board, "Withdrawn").withArgs(seller, NATIVE, m.stranger.address, budget);
    await expect(withdraw(1n)).to.be.revertedWithCustomError(m.board, "AmountOutOfBounds").withArgs(1n, 0n);
  });

  it("keeps the credit when the receiver refuses", async () => {
    const m = await loadFixture(inDollars);
    await m.odd.set(Token.Honest, Token.Honest);
    const odd = await funded(m, { token: m.addresses.odd });
    await m.odd.setBlocked(m.buyer, true);
    await m.board.connect(m.buyer).close(odd);
    await expect(m.board.connect(m.buyer).withdraw(m.odd, m.buyer, budget))
      .to.be.revertedWithCustomError(m.board, "TransferFailed")
      .withArgs(m.buyer.address, m.addresses.odd, budget);
    expect(await m.board.creditOf(m.buyer, m.odd)).to.equal(budget);
  });
});

describe("RequestBoard.withdraw", () => {
  /** The budget of a notice in a token that has blocked its owner. */
  async function credited() {
    const m = await market();
    const notice = await funded(m, { token: m.addresses.odd });
    await m.odd.setBlocked(m.buyer, true);
    await m.board.connect(m.buyer).close(notice);
    return m;
  }

  it("pays a part to any address, and the rest stays", async () => {
    const m = await loadFixture(credited);
    await expect(m.board.connect(m.buyer).withdraw(m.odd, m.stranger, 7n))
      .to.emit(m.board, "Withdrawn")
      .withArgs(m.buyer.address, m.addresses.odd, m.stranger.address, 7n);
    expect([await m.odd.balanceOf(m.stranger), await m.board.creditOf(m.buyer, m.odd)]).to.deep.equal([
      7n,
      budget - 7n,
    ]);
  });

  for (const amount of [0n, budget + 1n]) {
    it(`reverts AmountOutOfBounds for ${amount}, and says how much there is`, async () => {
      const m = await loadFixture(credited);
      await expect(m.board.connect(m.buyer).withdraw(m.odd, m.stranger, amount))
        .to.be.revertedWithCustomError(m.board, "AmountOutOfBounds")
        .withArgs(amount, budget);
    });
  }

  it("pays what is there when the token's balances have shrunk", async () => {
    const m = await loadFixture(credited);
    await m.odd.setBalance(m.board, budget - 1n);
    await m.board.connect(m.buyer).withdraw(m.odd, m.stranger, budget - 1n);
    expect([await m.odd.balanceOf(m.stranger), await m.board.creditOf(m.buyer, m.odd)]).to.deep.equal([
      budget - 1n,
      1n,
    ]);
  });
});
