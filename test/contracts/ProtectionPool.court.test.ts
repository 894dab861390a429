import { expect } from "chai";
import { parseEther, ZeroHash } from "ethers";
import { day, ethers, loadFixture, price, type Signer } from "./support/market.ts";
import {
  atCoverDeadline,
  completed,
  CoverStatus,
  emptyPool,
  capital,
  poolOf,
  rulingWindow,
  statusOf,
  Verdict,
} from "./support/protection.ts";

const fee = parseEther("0.02");

/** A pool whose claims one known person judges, and a claim before that person. */
async function judged() {
  const m = await emptyPool();
  const judge = (await ethers.getSigners())[15] as Signer;
  const solo = await ethers.deployContract("SoloCourt", [judge, fee, rulingWindow - day]);
  const pool = await poolOf(m, { arbitrator: await solo.getAddress() });
  for (const account of [m.lender, m.buyer]) await m.dollar.connect(account).approve(pool, 2n ** 256n - 1n);
  await pool.connect(m.lender).deposit(capital, m.lender);
  const trade = await completed({ ...m, pool });
  await pool.connect(m.buyer).claim(trade.id, { value: fee });
  return { ...m, pool, judge, solo, trade };
}

describe("ProtectionPool before SoloCourt", () => {
  it("pays what the judge grants, and the judge", async () => {
    const m = await loadFixture(judged);
    await m.solo.connect(m.judge).giveRuling(0n, Verdict.Buyer, ZeroHash);
    await expect(() => m.pool.payOut(m.trade.id)).to.changeTokenBalances(
      ethers,
      m.dollar,
      [m.pool, m.buyer],
      [-price, price],
    );
    await expect(() => m.solo.withdraw(m.judge)).to.changeEtherBalance(ethers, m.judge, fee);
  });

  it("pays nothing that the judge denies", async () => {
    const m = await loadFixture(judged);
    await m.solo.connect(m.judge).giveRuling(0n, Verdict.Pool, ZeroHash);
    expect(await statusOf(m, m.trade)).to.equal(CoverStatus.Refused);
    await expect(m.pool.reclaimFee(m.trade.id)).to.be.revertedWithCustomError(m.pool, "NothingToReclaim");
  });

  for (const refuses of [true, false]) {
    it(`gives the claimant the fee back when the judge ${refuses ? "refuses" : "is never heard of"}`, async () => {
      const m = await loadFixture(judged);
      if (refuses) await m.solo.connect(m.judge).refuse(0n);
      await atCoverDeadline(m, m.trade, 1n);
      await expect(() => m.pool.connect(m.stranger).resolveStalled(m.trade.id)).to.changeEtherBalances(
        ethers,
        [m.solo, m.buyer],
        [-fee, fee],
      );
      expect(await statusOf(m, m.trade)).to.equal(CoverStatus.Refused);
      expect(await ethers.provider.getBalance(m.solo)).to.equal(0n);
    });
  }

  it("is judged by nobody who bought or sold", async () => {
    const m = await loadFixture(judged);
    await m.solo.connect(m.judge).nameSuccessor(m.seller);
    await m.solo.connect(m.seller).acceptOffice();
    const other = await completed(m, { nonce: 2n });
    await expect(m.pool.connect(m.buyer).claim(other.id, { value: fee }))
      .to.be.revertedWithCustomError(m.solo, "OwnCase")
      .withArgs(m.seller.address);
  });
});
