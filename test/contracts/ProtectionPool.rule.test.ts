import { expect } from "chai";
import { arbitrationFee, Arbitrator, ethers, loadFixture, price } from "./support/market.ts";
import {
  atCoverDeadline,
  capital,
  claimed,
  completed,
  CoverStatus,
  premium,
  protection,
  ruled,
  statusOf,
  Verdict,
} from "./support/protection.ts";

describe("ProtectionPool.rule", () => {
  it("reverts NotArbitrator for anybody else, and for a dispute that is not the pool's", async () => {
    const m = await loadFixture(protection);
    await m.arbitrator.number(77n);
    await claimed(m);
    await expect(m.pool.connect(m.buyer).rule(77n, Verdict.Buyer))
      .to.be.revertedWithCustomError(m.pool, "NotArbitrator")
      .withArgs(m.buyer.address, 77n);
    await expect(m.arbitrator.giveRuling(m.pool, 78n, Verdict.Buyer))
      .to.be.revertedWithCustomError(m.pool, "NotArbitrator")
      .withArgs(m.addresses.arbitrator, 78n);
    const other = await ethers.deployContract("ScriptedArbitrator", [arbitrationFee]);
    await expect(other.giveRuling(m.pool, 77n, Verdict.Buyer)).to.be.revertedWithCustomError(m.pool, "NotArbitrator");
  });

  it("for the buyer, records that, and moves nothing", async () => {
    const m = await loadFixture(protection);
    const trade = await claimed(m);
    const { disputeId } = await m.pool.coverOf(trade.id);
    const sent = m.arbitrator.giveRuling(m.pool, disputeId, Verdict.Buyer);
    await expect(sent).to.emit(m.pool, "Ruling").withArgs(m.addresses.arbitrator, disputeId, Verdict.Buyer);
    await expect(sent).to.emit(m.pool, "ClaimRuled").withArgs(trade.id, true);
    await expect(sent).to.changeTokenBalances(ethers, m.dollar, [m.pool, m.buyer], [0n, 0n]);
    expect([await statusOf(m, trade), await m.pool.liveCover()]).to.deep.equal([CoverStatus.Granted, 0n]);
  });

  it("for the buyer, makes it the buyer's: no shareholder can take it, no cover is sold on it", async () => {
    const m = await loadFixture(protection);
    const { id } = await ruled(m, Verdict.Buyer);
    const rest = capital + premium - price;
    expect([await m.pool.totalAssets(), await m.pool.freeAssets()]).to.deep.equal([rest, rest]);
    await m.pool.connect(m.lender).redeem(await m.pool.balanceOf(m.lender), m.lender, m.lender);
    await expect(() => m.pool.payOut(id)).to.changeTokenBalance(ethers, m.dollar, m.buyer, price);
  });

  for (const verdict of [Verdict.Nobody, Verdict.Pool, 3]) {
    it(`refuses for any other answer, and frees the capital: ${verdict}`, async () => {
      const m = await loadFixture(protection);
      const trade = await claimed(m);
      const { disputeId } = await m.pool.coverOf(trade.id);
      const sent = m.arbitrator.giveRuling(m.pool, disputeId, verdict);
      await expect(sent).to.emit(m.pool, "Ruling").withArgs(m.addresses.arbitrator, disputeId, verdict);
      await expect(sent).to.emit(m.pool, "ClaimRuled").withArgs(trade.id, false);
      expect([await statusOf(m, trade), await m.pool.liveCover()]).to.deep.equal([CoverStatus.Refused, 0n]);
      expect(await m.pool.previewRedeem(await m.pool.balanceOf(m.lender))).to.be.closeTo(capital + premium, 2n);
      await expect(m.pool.payOut(trade.id)).to.be.revertedWithCustomError(m.pool, "WrongCoverStatus");
    });
  }

  it("counts in the deadline's last second, and changes nothing in the next", async () => {
    const m = await loadFixture(protection);
    const [first, second] = [await claimed(m), await claimed(m)];
    await atCoverDeadline(m, first);
    await m.arbitrator.giveRuling(m.pool, (await m.pool.coverOf(first.id)).disputeId, Verdict.Buyer);
    expect(await statusOf(m, first)).to.equal(CoverStatus.Granted);
    await atCoverDeadline(m, second, 1n);
    await expect(
      m.arbitrator.giveRuling(m.pool, (await m.pool.coverOf(second.id)).disputeId, Verdict.Buyer),
    ).to.not.emit(m.pool, "Ruling");
    expect(await statusOf(m, second)).to.equal(CoverStatus.Claimed);
  });

  it("changes nothing a second time", async () => {
    const m = await loadFixture(protection);
    const granted = await ruled(m, Verdict.Buyer);
    const again = async (trade: { id: string }, verdict: number) =>
      expect(m.arbitrator.giveRuling(m.pool, (await m.pool.coverOf(trade.id)).disputeId, verdict)).to.not.emit(
        m.pool,
        "ClaimRuled",
      );
    await again(granted, Verdict.Pool);
    expect(await statusOf(m, granted)).to.equal(CoverStatus.Granted);
    await m.pool.payOut(granted.id);
    await again(granted, Verdict.Buyer);
    const refused = await ruled(m, Verdict.Pool);
    await again(refused, Verdict.Buyer);
    expect([await statusOf(m, granted), await statusOf(m, refused)]).to.deep.equal([
      CoverStatus.Paid,
      CoverStatus.Refused,
    ]);
  });

  it("tells the arbitrator who wins by it", async () => {
    const m = await loadFixture(protection);
    await m.arbitrator.number(77n);
    await claimed(m);
    expect(await m.pool.partyOf(77n, Verdict.Buyer)).to.equal(m.buyer.address);
    for (const verdict of [Verdict.Nobody, Verdict.Pool, 3]) {
      expect(await m.pool.partyOf(77n, verdict)).to.equal(ethers.ZeroAddress);
    }
    expect(await m.pool.partyOf(78n, Verdict.Buyer)).to.equal(ethers.ZeroAddress);
  });
});

describe("ProtectionPool.payOut", () => {
  it("reverts WrongCoverStatus for what is not granted", async () => {
    const m = await loadFixture(protection);
    const { id } = await claimed(m);
    await expect(m.pool.payOut(id))
      .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
      .withArgs(id, CoverStatus.Claimed);
  });

  it("pays the covered amount, whoever asks, once", async () => {
    const m = await loadFixture(protection);
    const trade = await ruled(m, Verdict.Buyer);
    const sent = m.pool.connect(m.stranger).payOut(trade.id);
    await expect(sent).to.emit(m.pool, "ClaimPaid").withArgs(trade.id, m.buyer.address, price);
    await expect(sent).to.changeTokenBalances(ethers, m.dollar, [m.pool, m.buyer], [-price, price]);
    expect([await statusOf(m, trade), await m.pool.liveCover()]).to.deep.equal([CoverStatus.Paid, 0n]);
    await expect(m.pool.payOut(trade.id))
      .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
      .withArgs(trade.id, CoverStatus.Paid);
  });

  it("changes nothing of what shares are worth: the ruling has", async () => {
    const m = await loadFixture(protection);
    const trade = await ruled(m, Verdict.Buyer);
    const worth = () => Promise.all([m.pool.previewMint(10n ** 15n), m.pool.previewRedeem(10n ** 15n)]);
    const before = await worth();
    await m.pool.payOut(trade.id);
    expect(await worth()).to.deep.equal(before);
  });

  it("is borne by the shareholders, who keep the premium", async () => {
    const m = await loadFixture(protection);
    const trade = await ruled(m, Verdict.Buyer);
    await m.pool.payOut(trade.id);
    expect(await m.pool.totalAssets()).to.equal(capital + premium - price);
    expect(await m.pool.previewRedeem(await m.pool.balanceOf(m.lender))).to.be.closeTo(capital + premium - price, 2n);
  });
});

describe("ProtectionPool.resolveStalled", () => {
  it("reverts WrongCoverStatus for what is not being judged", async () => {
    const m = await loadFixture(protection);
    const { id } = await completed(m);
    await expect(m.pool.resolveStalled(id))
      .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
      .withArgs(id, CoverStatus.Live);
  });

  it("reverts DeadlineNotPassed in the last second, and refuses the claim in the next", async () => {
    const m = await loadFixture(protection);
    const trade = await claimed(m);
    const deadline = await atCoverDeadline(m, trade);
    await expect(m.pool.resolveStalled(trade.id))
      .to.be.revertedWithCustomError(m.pool, "DeadlineNotPassed")
      .withArgs(deadline, deadline);
    await atCoverDeadline(m, trade, 1n);
    await expect(m.pool.connect(m.stranger).resolveStalled(trade.id))
      .to.emit(m.pool, "ClaimStalled")
      .withArgs(trade.id);
    expect([await statusOf(m, trade), await m.pool.liveCover()]).to.deep.equal([CoverStatus.Refused, 0n]);
    expect(await m.pool.maxWithdraw(m.lender)).to.be.closeTo(capital + premium, 2n);
  });

  it("gives the claimant what the arbitrator gives back", async () => {
    const m = await loadFixture(protection);
    const trade = await claimed(m);
    await m.arbitrator.setRefund(arbitrationFee - 7n, 0n);
    await atCoverDeadline(m, trade, 1n);
    const sent = m.pool.connect(m.stranger).resolveStalled(trade.id);
    await expect(sent).to.changeEtherBalances(
      ethers,
      [m.arbitrator, m.buyer, m.pool],
      [...[7n - arbitrationFee, arbitrationFee - 7n, 0n]],
    );
    await expect(sent)
      .to.emit(m.pool, "ClaimFeeReturned")
      .withArgs(trade.id, m.buyer.address, arbitrationFee - 7n);
    expect(await m.arbitrator.withdrawals()).to.equal(1n);
  });

  it("says nothing of a fee when none comes back", async () => {
    const m = await loadFixture(protection);
    const trade = await claimed(m);
    await atCoverDeadline(m, trade, 1n);
    await expect(m.pool.resolveStalled(trade.id)).to.not.emit(m.pool, "ClaimFeeReturned");
  });

  for (const [name, manner] of [
    ["reverts", Arbitrator.Reverting],
    ["burns its gas", Arbitrator.Burning],
    ["answers with a flood", Arbitrator.Flooding],
  ] as const) {
    it(`frees the capital though the arbitrator ${name}`, async () => {
      const m = await loadFixture(protection);
      const trade = await claimed(m);
      await m.arbitrator.set(Arbitrator.Honest, manner);
      await atCoverDeadline(m, trade, 1n);
      await m.pool.resolveStalled(trade.id);
      expect([await statusOf(m, trade), await m.pool.liveCover()]).to.deep.equal([CoverStatus.Refused, 0n]);
    });
  }
});

describe("ProtectionPool.reclaimFee", () => {
  it("reverts WrongCoverStatus until the claim is over", async () => {
    const m = await loadFixture(protection);
    await m.arbitrator.setRefund(5n, 0n);
    for (const trade of [await completed(m), await claimed(m), await ruled(m, Verdict.Buyer)]) {
      await expect(m.pool.reclaimFee(trade.id))
        .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
        .withArgs(trade.id, await statusOf(m, trade));
    }
  });

  it("reverts NothingToReclaim when nothing comes, whatever is said", async () => {
    const m = await loadFixture(protection);
    const trade = await ruled(m, Verdict.Pool);
    await expect(m.pool.reclaimFee(trade.id))
      .to.be.revertedWithCustomError(m.pool, "NothingToReclaim")
      .withArgs(trade.id);
  });

  for (const verdict of [Verdict.Buyer, Verdict.Pool]) {
    it(`hands the claimant what comes later: ruled ${verdict}`, async () => {
      const m = await loadFixture(protection);
      const trade = await ruled(m, verdict);
      if (verdict === Verdict.Buyer) await m.pool.payOut(trade.id);
      await m.arbitrator.setRefund(11n, 0n);
      expect(await m.pool.reclaimFee.staticCall(trade.id)).to.equal(11n);
      await expect(() => m.pool.connect(m.stranger).reclaimFee(trade.id)).to.changeEtherBalances(
        ethers,
        [m.buyer, m.pool],
        [11n, 0n],
      );
    });
  }

  it("takes coin in no longer than it asks", async () => {
    const m = await loadFixture(protection);
    const trade = await ruled(m, Verdict.Pool);
    await m.arbitrator.setRefund(11n, 0n);
    await m.pool.reclaimFee(trade.id);
    await expect(m.arbitrator.send(m.pool, 1n)).to.be.revert(ethers);
    expect(await ethers.provider.getBalance(m.pool)).to.equal(0n);
  });
});
