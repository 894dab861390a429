import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { arbitrationFee, ethers, loadFixture, price, Receiver, Token } from "./support/market.ts";
import {
  atCoverDeadline,
  capital,
  contractClaim,
  odd,
  oddPool,
  premium,
  protection,
  ruled,
  Verdict,
} from "./support/protection.ts";

describe("ProtectionPool, a payment that does not arrive", () => {
  it("becomes a credit, which is no longer the shareholders', for any address of the buyer's choice", async () => {
    const m = await loadFixture(oddPool);
    const trade = await ruled(m, Verdict.Buyer, odd(m));
    await m.odd.setBlocked(m.buyer, true);
    await expect(m.pool.payOut(trade.id)).to.emit(m.pool, "Credited").withArgs(m.buyer.address, m.addresses.odd, price);
    expect(await m.pool.creditOf(m.buyer, m.addresses.odd)).to.equal(price);
    expect(await m.pool.totalAssets()).to.equal(capital + premium - price);
    await expect(m.pool.connect(m.buyer).withdrawCredit(m.addresses.odd, m.stranger, price))
      .to.emit(m.pool, "Withdrawn")
      .withArgs(m.buyer.address, m.addresses.odd, m.stranger.address, price);
    expect(await m.odd.balanceOf(m.stranger)).to.equal(price);
    expect(await m.pool.totalAssets()).to.equal(capital + premium - price);
    await expect(m.pool.connect(m.buyer).withdrawCredit(m.addresses.odd, m.stranger, 1n))
      .to.be.revertedWithCustomError(m.pool, "AmountOutOfBounds")
      .withArgs(1n, 0n);
  });

  it("is paid in parts, none of which the shareholders notice", async () => {
    const m = await loadFixture(oddPool);
    const trade = await ruled(m, Verdict.Buyer, odd(m));
    await m.odd.setBlocked(m.buyer, true);
    await m.pool.payOut(trade.id);
    for (const part of [1n, price - 3n]) await m.pool.connect(m.buyer).withdrawCredit(m.odd, m.stranger, part);
    expect([await m.odd.balanceOf(m.stranger), await m.pool.creditOf(m.buyer, m.odd)]).to.deep.equal([price - 2n, 2n]);
    expect(await m.pool.totalAssets()).to.equal(capital + premium - price);
    for (const amount of [0n, 3n]) {
      await expect(m.pool.connect(m.buyer).withdrawCredit(m.odd, m.stranger, amount))
        .to.be.revertedWithCustomError(m.pool, "AmountOutOfBounds")
        .withArgs(amount, 2n);
    }
  });

  it("stays a credit while it can't be withdrawn", async () => {
    const m = await loadFixture(oddPool);
    const trade = await ruled(m, Verdict.Buyer, odd(m));
    await m.odd.setBlocked(m.buyer, true);
    await m.pool.payOut(trade.id);
    await expect(m.pool.connect(m.buyer).withdrawCredit(m.addresses.odd, m.buyer, price))
      .to.be.revertedWithCustomError(m.pool, "TransferFailed")
      .withArgs(m.buyer.address, m.addresses.odd, price);
    expect(await m.pool.creditOf(m.buyer, m.addresses.odd)).to.equal(price);
  });

  it("is not turned into a credit by whoever gives too little gas", async () => {
    const m = await loadFixture(oddPool);
    const trade = await ruled(m, Verdict.Buyer, odd(m));
    await m.odd.set(Token.Honest, Token.Burning);
    await expect(m.pool.payOut(trade.id, { gasLimit: 200_000n })).to.be.revertedWithCustomError(m.pool, "NotEnoughGas");
    await m.pool.payOut(trade.id, { gasLimit: 1_000_000n });
    expect(await m.pool.creditOf(m.buyer, m.addresses.odd)).to.equal(price);
  });

  it("of a returned fee becomes a credit in coin, which is no part of the pool's token", async () => {
    const m = await loadFixture(protection);
    const { party, trade } = await contractClaim(m);
    await party.set(Receiver.Refusing);
    await m.arbitrator.setRefund(arbitrationFee, 0n);
    await atCoverDeadline(m, trade, 1n);
    await m.pool.resolveStalled(trade.id);
    expect(await m.pool.creditOf(party, NATIVE)).to.equal(arbitrationFee);
    expect(await m.pool.totalAssets()).to.equal(capital + premium);
    const data = m.pool.interface.encodeFunctionData("withdrawCredit", [NATIVE, m.stranger.address, arbitrationFee]);
    await expect(() => party.act(m.pool, data)).to.changeEtherBalance(ethers, m.stranger, arbitrationFee);
    expect(await ethers.provider.getBalance(m.pool)).to.equal(0n);
  });
});
