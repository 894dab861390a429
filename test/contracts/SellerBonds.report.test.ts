import { expect } from "chai";
import { AbiCoder, ZeroAddress } from "ethers";
import { ethers, loadFixture, time } from "./support/market.ts";
import {
  bondAmount,
  bonded,
  court,
  evidence,
  leaving,
  listing,
  next,
  noticePeriod,
  report,
  reported,
  reporterBps,
  reportFee,
  ReportRuling,
  ReportStatus,
  rule,
  rulingPeriod,
} from "./support/edges.ts";

const toReporter = (bondAmount * reporterBps) / 10_000n;

describe("SellerBonds.report", () => {
  it("reverts ReportOpen while another is", async () => {
    const m = await loadFixture(reported);
    await expect(report(m, m.stranger))
      .to.be.revertedWithCustomError(m.bonds, "ReportOpen")
      .withArgs(m.seller.address, m.id);
  });

  it("reverts NothingAtStake when the seller has no bond", async () => {
    const m = await loadFixture(bonded);
    await expect(report(m, m.reporter, m.stranger))
      .to.be.revertedWithCustomError(m.bonds, "NothingAtStake")
      .withArgs(m.stranger.address);
  });

  it("reverts WrongValue unless it is what the arbitrator asks", async () => {
    const { bonds, reporter, seller } = await loadFixture(bonded);
    expect(await bonds.arbitrationCost(reporter, seller)).to.equal(reportFee);
    for (const value of [reportFee - 1n, reportFee + 1n]) {
      await expect(bonds.connect(reporter).report(seller, listing, evidence, { value }))
        .to.be.revertedWithCustomError(bonds, "WrongValue")
        .withArgs(value, reportFee);
    }
  });

  for (const [when, number] of [
    ["it has used before", 0n],
    ["that is too large to keep", 2n ** 96n],
  ] as const) {
    it(`reverts BadDisputeId when the arbitrator gives a number ${when}`, async () => {
      const m = await loadFixture(reported);
      await rule(m, m.disputeId, ReportRuling.Seller);
      await m.arbitrator.number(number);
      await expect(report(m)).to.be.revertedWithCustomError(m.bonds, "BadDisputeId").withArgs(number);
    });
  }

  it("takes the largest number that can be kept", async () => {
    const m = await loadFixture(bonded);
    await m.arbitrator.number(2n ** 96n - 1n);
    await report(m);
    expect((await m.bonds.reportOf(1)).disputeId).to.equal(2n ** 96n - 1n);
  });

  it("reverts, and takes nothing, when the arbitrator will not have it", async () => {
    const m = await loadFixture(bonded);
    await m.arbitrator.set(1, 0);
    await expect(report(m)).to.be.revertedWith("no");
    expect(await m.bonds.openReportOf(m.seller)).to.equal(0n);
  });

  it("is with the arbitrator at once, and says everything that a judge or an indexer asks", async () => {
    const m = await loadFixture(bonded);
    const deadline = (await next()) + rulingPeriod;
    const parts = [1, m.seller.address, m.reporter.address, listing, 0, reportFee, deadline];
    await expect(report(m))
      .to.emit(m.bonds, "SellerReported")
      .withArgs(...parts)
      .to.emit(m.bonds, "Dispute")
      .withArgs(m.addresses.arbitrator, 0, 0, 1)
      .to.emit(m.bonds, "Evidence")
      .withArgs(m.addresses.arbitrator, 1, m.reporter.address, evidence);
    expect(await m.bonds.reportOf(1)).to.deep.equal([
      m.seller.address,
      ReportStatus.Open,
      BigInt(deadline),
      m.reporter.address,
      0n,
    ]);
    expect([await m.bonds.openReportOf(m.seller), await m.bonds.reportCount()]).to.deep.equal([1n, 1n]);
  });

  it("passes the fee on, with the court and both parties, who must not judge", async () => {
    const m = await loadFixture(bonded);
    await expect(() => report(m)).to.changeEtherBalances(ethers, [m.arbitrator, m.bonds], [reportFee, 0n]);
    const expected = AbiCoder.defaultAbiCoder().encode(
      ["uint256", "uint256", "uint256", "address", "address"],
      [court, 0, 0, m.reporter.address, m.seller.address],
    );
    expect(await m.arbitrator.extraData()).to.equal(expected);
  });

  it("can be of a bond that is leaving, through its last second", async () => {
    const m = await loadFixture(leaving);
    await time.setNextBlockTimestamp(m.leavesAt);
    await report(m);
    await rule(m, 0n, ReportRuling.Reporter);
    expect(await m.bonds.creditOf(m.reporter, m.dollar)).to.equal(toReporter);
  });

  it("cannot be of a bond that has left, whether or not its seller has come for it", async () => {
    const m = await loadFixture(leaving);
    await time.setNextBlockTimestamp(m.leavesAt + 1n);
    await expect(report(m)).to.be.revertedWithCustomError(m.bonds, "NothingAtStake").withArgs(m.seller.address);
  });

  it("holds what is leaving until it is closed", async () => {
    const m = await loadFixture(leaving);
    await report(m);
    await time.increaseTo(m.leavesAt + 1n);
    await expect(m.bonds.connect(m.seller).withdraw(m.dollar, m.seller, bondAmount)).to.be.revertedWithCustomError(
      m.bonds,
      "AmountOutOfBounds",
    );
    await rule(m, 0n, ReportRuling.Seller);
    await expect(m.bonds.connect(m.seller).withdraw(m.dollar, m.seller, bondAmount)).to.changeTokenBalance(
      ethers,
      m.dollar,
      m.seller,
      bondAmount,
    );
  });
});

describe("SellerBonds.submitEvidence", () => {
  it("reverts WrongReportStatus when there is no such report, or it is closed", async () => {
    const m = await loadFixture(reported);
    await expect(m.bonds.submitEvidence(2, evidence))
      .to.be.revertedWithCustomError(m.bonds, "WrongReportStatus")
      .withArgs(2, ReportStatus.None);
    await rule(m, m.disputeId, ReportRuling.Seller);
    await expect(m.bonds.submitEvidence(1, evidence))
      .to.be.revertedWithCustomError(m.bonds, "WrongReportStatus")
      .withArgs(1, ReportStatus.Rejected);
  });

  it("is the seller's answer, the reporter's reply, or what anybody knows", async () => {
    const m = await loadFixture(reported);
    for (const by of [m.seller, m.reporter, m.stranger]) {
      await expect(m.bonds.connect(by).submitEvidence(m.id, evidence))
        .to.emit(m.bonds, "Evidence")
        .withArgs(m.addresses.arbitrator, m.id, by.address, evidence);
    }
  });
});

describe("SellerBonds.rule", () => {
  it("reverts NotArbitrator for anybody else, and for a dispute that is none of ours", async () => {
    const m = await loadFixture(reported);
    await expect(m.bonds.connect(m.stranger).rule(m.disputeId, 1))
      .to.be.revertedWithCustomError(m.bonds, "NotArbitrator")
      .withArgs(m.stranger.address, m.disputeId);
    await expect(rule(m, 7n, 1n))
      .to.be.revertedWithCustomError(m.bonds, "NotArbitrator")
      .withArgs(m.addresses.arbitrator, 7);
  });

  context("when it upholds the report", () => {
    it("writes a share down for the reporter and the rest for the treasury, and moves nothing", async () => {
      const m = await loadFixture(reported);
      const ruled = rule(m, m.disputeId, ReportRuling.Reporter);
      await expect(ruled)
        .to.emit(m.bonds, "Ruling")
        .withArgs(m.addresses.arbitrator, m.disputeId, 1)
        .to.emit(m.bonds, "ReportUpheld")
        .withArgs(m.id, toReporter, bondAmount - toReporter)
        .not.to.emit(m.bonds, "ReportRejected");
      await expect(ruled).to.changeTokenBalances(ethers, m.dollar, [m.bonds, m.reporter, m.treasury], [0n, 0n, 0n]);
      expect([
        await m.bonds.creditOf(m.reporter, m.dollar),
        await m.bonds.creditOf(m.treasury, m.dollar),
      ]).to.deep.equal([toReporter, bondAmount - toReporter]);
    });

    it("takes the whole bond, what is leaving included", async () => {
      const m = await loadFixture(reported);
      await m.bonds.connect(m.seller).giveNotice(bondAmount / 2n);
      await rule(m, m.disputeId, ReportRuling.Reporter);
      expect(await m.bonds.bondStateOf(m.seller)).to.deep.equal([0n, 0n, 0n]);
      expect(await m.bonds.creditOf(m.treasury, m.dollar)).to.equal(bondAmount - toReporter);
    });

    it("closes the report: the seller may begin again", async () => {
      const m = await loadFixture(reported);
      await rule(m, m.disputeId, ReportRuling.Reporter);
      expect((await m.bonds.reportOf(m.id)).status).to.equal(ReportStatus.Upheld);
      await m.bonds.connect(m.seller).postBond(5n);
      expect([await m.bonds.bondOf(m.seller), await m.bonds.openReportOf(m.seller)]).to.deep.equal([5n, 0n]);
    });
  });

  for (const [when, ruling] of [
    ["rejects it", 2n],
    ["refuses to decide", 0n],
    ["says something unheard of", 3n],
  ] as const) {
    context(`when it ${when}`, () => {
      it("leaves the bond, and the fee with the arbitrator", async () => {
        const m = await loadFixture(reported);
        await expect(rule(m, m.disputeId, ruling))
          .to.emit(m.bonds, "ReportRejected")
          .withArgs(m.id, ruling)
          .to.emit(m.bonds, "Ruling")
          .withArgs(m.addresses.arbitrator, m.disputeId, ruling)
          .not.to.emit(m.bonds, "ReportUpheld");
        expect([await m.bonds.bondOf(m.seller), (await m.bonds.reportOf(m.id)).status]).to.deep.equal([
          bondAmount,
          ReportStatus.Rejected,
        ]);
        expect(await m.bonds.openReportOf(m.seller)).to.equal(0n);
        expect(await m.bonds.creditOf(m.reporter, ZeroAddress)).to.equal(0n);
      });
    });
  }

  it("counts in the last second, and changes nothing after it", async () => {
    const m = await loadFixture(reported);
    await time.setNextBlockTimestamp(m.deadline + 1n);
    await expect(rule(m, m.disputeId, ReportRuling.Reporter)).not.to.emit(m.bonds, "Ruling");
    expect((await m.bonds.reportOf(m.id)).status).to.equal(ReportStatus.Open);
    const again = await loadFixture(reported);
    await time.setNextBlockTimestamp(again.deadline);
    await rule(again, again.disputeId, ReportRuling.Reporter);
    expect((await again.bonds.reportOf(again.id)).status).to.equal(ReportStatus.Upheld);
  });

  it("counts once", async () => {
    const m = await loadFixture(reported);
    await rule(m, m.disputeId, ReportRuling.Seller);
    await expect(rule(m, m.disputeId, ReportRuling.Reporter)).not.to.emit(m.bonds, "Ruling");
    expect([await m.bonds.bondOf(m.seller), (await m.bonds.reportOf(m.id)).status]).to.deep.equal([
      bondAmount,
      ReportStatus.Rejected,
    ]);
  });

  it("closes no other seller's report", async () => {
    const m = await loadFixture(reported);
    await m.bonds.connect(m.buyer).postBond(9n);
    await report(m, m.stranger, m.buyer);
    await rule(m, 1n, ReportRuling.Reporter);
    expect([await m.bonds.openReportOf(m.seller), await m.bonds.openReportOf(m.buyer)]).to.deep.equal([1n, 0n]);
    expect(await m.bonds.bondOf(m.seller)).to.equal(bondAmount);
    expect(await m.bonds.noticePeriod()).to.equal(BigInt(noticePeriod));
  });
});

describe("SellerBonds.partyOf", () => {
  it("says who stands to win, for an appeal's bond", async () => {
    const m = await loadFixture(reported);
    const party = (ruling: bigint) => m.arbitrator.askParty(m.bonds, m.disputeId, ruling);
    expect([await party(1n), await party(2n), await party(0n)]).to.deep.equal([
      m.reporter.address,
      m.seller.address,
      ZeroAddress,
    ]);
    expect(await m.arbitrator.askParty(m.bonds, 7n, 1n)).to.equal(ZeroAddress);
  });
});
