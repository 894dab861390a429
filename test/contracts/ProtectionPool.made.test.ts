import { expect } from "chai";
import { day, ethers, loadFixture, market, policy } from "./support/market.ts";
import { courtId, emptyPool, maxCover, poolOf, premiumBps, protection, rulingWindow } from "./support/protection.ts";

describe("ProtectionPool, made", () => {
  it("reverts PremiumOutOfBounds and RulingWindowOutOfBounds", async () => {
    const m = await loadFixture(market);
    const factory = await ethers.getContractFactory("ProtectionPool");
    for (const bps of [0, 2_001]) {
      await expect(poolOf(m, { premiumBps: bps }))
        .to.be.revertedWithCustomError(factory, "PremiumOutOfBounds")
        .withArgs(bps, 2_000);
    }
    for (const window of [0, 180 * day + 1]) {
      await expect(poolOf(m, { rulingWindow: window }))
        .to.be.revertedWithCustomError(factory, "RulingWindowOutOfBounds")
        .withArgs(window, 180 * day);
    }
    const pool = await poolOf(m, { premiumBps: 2_000, rulingWindow: 180 * day });
    expect([await pool.premiumBps(), await pool.rulingWindow()]).to.deep.equal([2_000n, 180n * BigInt(day)]);
    await poolOf(m, { premiumBps: 1, rulingWindow: 1 });
  });

  it("says once and for all what it does", async () => {
    const m = await loadFixture(emptyPool);
    const { pool } = m;
    expect([await pool.asset(), await pool.escrow(), await pool.arbitrator()]).to.deep.equal([
      m.addresses.dollar,
      m.addresses.escrow,
      m.addresses.arbitrator,
    ]);
    expect([
      await pool.courtId(),
      await pool.premiumBps(),
      await pool.maxCover(),
      await pool.rulingWindow(),
    ]).to.deep.equal([BigInt(courtId), BigInt(premiumBps), maxCover, BigInt(rulingWindow)]);
    const [meta] = await pool.queryFilter(pool.filters.MetaEvidence());
    expect(meta!.args._evidence).to.equal(policy);
    expect([await pool.name(), await pool.symbol(), await pool.decimals()]).to.deep.equal([
      ...["Handsel Protection", "PROTECT"],
      12n,
    ]);
  });

  it("has nobody who could change it", async () => {
    const { pool } = await loadFixture(emptyPool);
    const known = [
      ...["protect", "lapse", "claim", "submitEvidence", "rule", "payOut", "resolveStalled", "reclaimFee"],
      ...["withdrawCredit", "deposit", "mint", "withdraw", "redeem", "redeemAtLeast"],
      ...["transfer", "transferFrom", "approve"],
    ];
    const writes = pool.interface.fragments.filter(
      (fragment) => fragment.type === "function" && !(fragment as unknown as { constant: boolean }).constant,
    );
    expect(writes.map((fragment) => (fragment as unknown as { name: string }).name).sort()).to.deep.equal(known.sort());
  });

  it("takes no coin that nobody asked for", async () => {
    const { pool, stranger } = await loadFixture(protection);
    await expect(stranger.sendTransaction({ to: pool, value: 1n }))
      .to.be.revertedWithCustomError(pool, "UnexpectedValue")
      .withArgs(stranger.address);
  });
});
