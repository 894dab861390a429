import { expect } from "chai";
import { parseEther, ZeroAddress, ZeroHash } from "ethers";
import { Arbitrator, day, ethers, loadFixture, market, time } from "./support/market.ts";
import {
  bondAmount,
  bondsIn,
  evidence,
  listing,
  reported,
  reportFee,
  ReportRuling,
  ReportStatus,
  rule,
} from "./support/edges.ts";

const Dropped = 2n;

/** A report before one known person. */
async function village() {
  const m = await market();
  const judge = (await ethers.getSigners())[10]!;
  const fee = parseEther("0.02");
  const solo = await ethers.deployContract("SoloCourt", [judge, fee, 10 * day]);
  const bonds = await bondsIn(m, m.dollar, solo);
  await bonds.connect(m.seller).postBond(bondAmount);
  await bonds.connect(m.buyer).report(m.seller, listing, evidence, { value: fee });
  return { ...m, judge, solo, bonds, fee, reporter: m.buyer };
}

describe("SellerBonds.expireReport", () => {
  it("reverts WrongReportStatus when there is no such report, or it is closed", async () => {
    const m = await loadFixture(reported);
    await expect(m.bonds.expireReport(2))
      .to.be.revertedWithCustomError(m.bonds, "WrongReportStatus")
      .withArgs(2, ReportStatus.None);
    await rule(m, m.disputeId, ReportRuling.Seller);
    await time.increaseTo(m.deadline + 1n);
    await expect(m.bonds.expireReport(m.id))
      .to.be.revertedWithCustomError(m.bonds, "WrongReportStatus")
      .withArgs(m.id, ReportStatus.Rejected);
  });

  it("reverts DeadlineNotPassed through the last second in which it can be ruled", async () => {
    const m = await loadFixture(reported);
    await time.setNextBlockTimestamp(m.deadline);
    await expect(m.bonds.expireReport(m.id))
      .to.be.revertedWithCustomError(m.bonds, "DeadlineNotPassed")
      .withArgs(m.deadline, m.deadline);
  });

  it("closes it as good as rejected, by anyone", async () => {
    const m = await loadFixture(reported);
    await time.setNextBlockTimestamp(m.deadline + 1n);
    await expect(m.bonds.connect(m.stranger).expireReport(m.id))
      .to.emit(m.bonds, "ReportExpired")
      .withArgs(m.id)
      .not.to.emit(m.bonds, "ReportFeeReturned");
    expect([await m.bonds.bondOf(m.seller), await m.bonds.openReportOf(m.seller)]).to.deep.equal([bondAmount, 0n]);
    expect((await m.bonds.reportOf(m.id)).status).to.equal(ReportStatus.Expired);
  });

  it("is final: a ruling that comes later changes nothing, and does not revert", async () => {
    const m = await loadFixture(reported);
    await time.increaseTo(m.deadline + 1n);
    await m.bonds.expireReport(m.id);
    await expect(rule(m, m.disputeId, ReportRuling.Reporter)).not.to.emit(m.bonds, "Ruling");
    expect(await m.bonds.bondOf(m.seller)).to.equal(bondAmount);
  });

  it("takes the case back, and what comes back of the fee is the reporter's", async () => {
    const m = await loadFixture(reported);
    await m.arbitrator.setRefund(reportFee, 0);
    await time.increaseTo(m.deadline + 1n);
    await expect(m.bonds.connect(m.stranger).expireReport(m.id))
      .to.emit(m.bonds, "ReportFeeReturned")
      .withArgs(m.id, reportFee);
    expect(await m.arbitrator.withdrawals()).to.equal(1n);
    await expect(() => m.bonds.connect(m.reporter).withdraw(ZeroAddress, m.stranger, reportFee)).to.changeEtherBalances(
      ethers,
      [m.bonds, m.stranger],
      [-reportFee, reportFee],
    );
  });

  for (const [word, manner] of [
    ["reverts", Arbitrator.Reverting],
    ["burns all gas", Arbitrator.Burning],
    ["answers with less than a word", Arbitrator.Mumbling],
    ["floods the answer", Arbitrator.Flooding],
  ] as const) {
    it(`goes through when the arbitrator ${word}`, async () => {
      const m = await loadFixture(reported);
      await m.arbitrator.set(Arbitrator.Honest, manner);
      await time.increaseTo(m.deadline + 1n);
      await m.bonds.expireReport(m.id);
      expect([await m.bonds.openReportOf(m.seller), await m.bonds.creditOf(m.reporter, ZeroAddress)]).to.deep.equal([
        0n,
        0n,
      ]);
    });
  }
});

describe("SellerBonds.reclaimFee", () => {
  it("reverts WrongReportStatus while the report is open, or when there is none", async () => {
    const m = await loadFixture(reported);
    for (const [id, status] of [
      [1, ReportStatus.Open],
      [2, ReportStatus.None],
    ] as const) {
      await expect(m.bonds.reclaimFee(id))
        .to.be.revertedWithCustomError(m.bonds, "WrongReportStatus")
        .withArgs(id, status);
    }
  });

  it("reverts NoFeeReturned when nothing comes, whatever the arbitrator says", async () => {
    const m = await loadFixture(reported);
    await rule(m, m.disputeId, ReportRuling.Seller);
    await expect(m.bonds.reclaimFee(m.id)).to.be.revertedWithCustomError(m.bonds, "NoFeeReturned").withArgs(m.id);
  });

  it("fetches what a ruling did not use, without taking the case back", async () => {
    const m = await loadFixture(reported);
    await rule(m, m.disputeId, ReportRuling.Reporter);
    await m.arbitrator.setRefund(7n, 0);
    await expect(m.bonds.connect(m.stranger).reclaimFee(m.id)).to.emit(m.bonds, "ReportFeeReturned").withArgs(m.id, 7n);
    expect([await m.bonds.creditOf(m.reporter, ZeroAddress), await m.arbitrator.withdrawals()]).to.deep.equal([7n, 0n]);
  });

  it("asks again when closing it did not get it", async () => {
    const m = await loadFixture(reported);
    await m.arbitrator.setRefund(reportFee, 0);
    await m.arbitrator.set(Arbitrator.Honest, Arbitrator.Reverting);
    await time.increaseTo(m.deadline + 1n);
    await m.bonds.expireReport(m.id);
    await m.arbitrator.set(Arbitrator.Honest, Arbitrator.Honest);
    await m.bonds.reclaimFee(m.id);
    expect([await m.bonds.creditOf(m.reporter, ZeroAddress), await m.arbitrator.withdrawals()]).to.deep.equal([
      reportFee,
      1n,
    ]);
  });
});

describe("SellerBonds, before a court of one person", () => {
  it("loses the bond when that person upholds the report", async () => {
    const m = await loadFixture(village);
    await m.solo.connect(m.judge).giveRuling(0, ReportRuling.Reporter, ZeroHash);
    expect(await m.bonds.bondOf(m.seller)).to.equal(0n);
    await m.bonds.connect(m.reporter).withdraw(m.dollar, m.reporter, await m.bonds.creditOf(m.reporter, m.dollar));
    await m.bonds.sweep(m.dollar);
    expect(await m.dollar.balanceOf(m.bonds)).to.equal(0n);
  });

  for (const [word, refuse] of [
    ["refuses the case", true],
    ["is never heard of", false],
  ] as const) {
    it(`gives the reporter its fee back when that person ${word}`, async () => {
      const m = await loadFixture(village);
      if (refuse) await m.solo.connect(m.judge).refuse(0);
      const { deadline } = await m.bonds.reportOf(1);
      await time.increaseTo(deadline + 1n);
      await m.bonds.connect(m.stranger).expireReport(1);
      expect((await m.solo.caseOf(0)).phase).to.equal(Dropped);
      expect([await m.bonds.creditOf(m.reporter, ZeroAddress), await m.bonds.bondOf(m.seller)]).to.deep.equal([
        m.fee,
        bondAmount,
      ]);
    });
  }

  it("cannot be reported while its seller is that person, nor by that person", async () => {
    const m = await loadFixture(village);
    await m.dollar.mint(m.judge, bondAmount);
    await m.dollar.connect(m.judge).approve(m.bonds, bondAmount);
    await m.bonds.connect(m.judge).postBond(bondAmount);
    const sent = { value: m.fee };
    await expect(m.bonds.connect(m.buyer).report(m.judge, listing, evidence, sent)).to.be.revertedWithCustomError(
      m.solo,
      "OwnCase",
    );
    await m.solo.connect(m.judge).giveRuling(0, ReportRuling.Seller, ZeroHash);
    await expect(m.bonds.connect(m.judge).report(m.seller, listing, evidence, sent)).to.be.revertedWithCustomError(
      m.solo,
      "OwnCase",
    );
  });
});
