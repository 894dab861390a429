import { expect } from "chai";
import { type Interface, ZeroAddress } from "ethers";
import { Arbitrator, contractParty, ethers, loadFixture, market, time, Token } from "./support/market.ts";
import {
  bondAmount,
  bonded,
  bondsIn,
  evidence,
  leaving,
  noticePeriod,
  report,
  reported,
  reporterBps,
  reportFee,
  ReportRuling,
  rule,
  rulingPeriod,
} from "./support/edges.ts";

const reentered = ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10);
const toReporter = (bondAmount * reporterBps) / 10_000n;

describe("SellerBonds: what if", () => {
  it("a reporter pays for report after report: the bond leaves by notice + ruling period all the same", async () => {
    const m = await loadFixture(leaving);
    const given = m.leavesAt - BigInt(noticePeriod);
    let reports = 0n;
    // Each is rejected after a day, and the next one comes in the following block.
    while (BigInt(await time.latest()) + 90_000n < m.leavesAt) {
      await report(m);
      await time.increase(86_400);
      await rule(m, reports++, ReportRuling.Seller);
    }
    await time.setNextBlockTimestamp(m.leavesAt);
    await report(m);
    await time.setNextBlockTimestamp(m.leavesAt + BigInt(rulingPeriod) + 1n);
    await m.bonds.connect(m.stranger).expireReport(reports + 1n);
    await expect(report(m)).to.be.revertedWithCustomError(m.bonds, "NothingAtStake");
    await m.bonds.connect(m.seller).withdraw(m.dollar, m.seller, bondAmount);
    const took = BigInt(await time.latest()) - given;
    expect(reports).to.be.greaterThan(10n);
    expect(took).to.be.lessThan(BigInt(noticePeriod + rulingPeriod + 10));
  });

  it("a reporter is quicker than the seller's withdrawal: what has left is out of reach, though other bond is not", async () => {
    const m = await loadFixture(leaving);
    await m.bonds.connect(m.seller).postBond(7n);
    await time.increaseTo(m.leavesAt + 1n);
    await expect(report(m)).to.emit(m.bonds, "BondReleased").withArgs(m.seller.address, bondAmount);
    await m.bonds.connect(m.seller).withdraw(m.dollar, m.seller, bondAmount);
    await rule(m, 0n, ReportRuling.Reporter);
    expect(await m.bonds.creditOf(m.treasury, m.dollar)).to.equal(7n - (7n * reporterBps) / 10_000n);
  });

  it("a seller gives notice when a report is seen coming: the bond can be lost all the same", async () => {
    const m = await loadFixture(leaving);
    await report(m);
    await time.increaseTo(m.leavesAt + 100n);
    await rule(m, 0n, ReportRuling.Reporter);
    expect(await m.bonds.creditOf(m.reporter, m.dollar)).to.equal(toReporter);
    await expect(m.bonds.connect(m.seller).withdraw(m.dollar, m.seller, bondAmount)).to.be.revertedWithCustomError(
      m.bonds,
      "AmountOutOfBounds",
    );
  });

  it("a seller gives notice while reported: nothing leaves before the ruling", async () => {
    const m = await loadFixture(reported);
    await m.bonds.connect(m.seller).giveNotice(bondAmount);
    await time.increase(noticePeriod + 10);
    await expect(m.bonds.connect(m.seller).withdraw(m.dollar, m.seller, bondAmount)).to.be.revertedWithCustomError(
      m.bonds,
      "AmountOutOfBounds",
    );
    await expect(m.bonds.connect(m.seller).giveNotice(1n)).to.be.revertedWithCustomError(m.bonds, "AmountOutOfBounds");
    await rule(m, m.disputeId, ReportRuling.Reporter);
    expect(await m.dollar.balanceOf(m.bonds)).to.equal(bondAmount);
    expect(await m.bonds.creditOf(m.reporter, m.dollar)).to.equal(toReporter);
  });

  it("a seller has a friend report it to keep others out: others add what they know, and most of the bond is lost", async () => {
    const m = await loadFixture(bonded);
    await report(m, m.referrer);
    await expect(report(m)).to.be.revertedWithCustomError(m.bonds, "ReportOpen");
    await m.bonds.connect(m.stranger).submitEvidence(1, evidence);
    await rule(m, 0n, ReportRuling.Reporter);
    expect(await m.bonds.creditOf(m.treasury, m.dollar)).to.be.greaterThan(bondAmount / 2n);
  });

  it("a seller reports itself: it is judged as any other, and the treasury's part is gone", async () => {
    const m = await loadFixture(bonded);
    await report(m, m.seller);
    await rule(m, 0n, ReportRuling.Reporter);
    expect(await m.bonds.creditOf(m.seller, m.dollar)).to.equal(toReporter);
  });

  it("the arbitrator never rules: the seller has its bond back, and pays nothing", async () => {
    const m = await loadFixture(reported);
    await m.bonds.connect(m.seller).giveNotice(bondAmount);
    await time.increaseTo(m.deadline + 1n);
    await m.bonds.connect(m.seller).expireReport(m.id);
    await expect(m.bonds.connect(m.seller).withdraw(m.dollar, m.seller, bondAmount)).to.changeTokenBalance(
      ethers,
      m.dollar,
      m.seller,
      bondAmount,
    );
  });

  it("the arbitrator raises its price beyond reason: nobody pays more than was seen", async () => {
    const m = await loadFixture(bonded);
    await m.arbitrator.setCost(2n * reportFee, false);
    await expect(report(m))
      .to.be.revertedWithCustomError(m.bonds, "WrongValue")
      .withArgs(reportFee, 2n * reportFee);
  });

  it("the arbitrator breaks for good: bonds can leave", async () => {
    const m = await loadFixture(leaving);
    await m.arbitrator.setCost(0, true);
    await expect(report(m)).to.be.revertedWith("broken");
    await time.increaseTo(m.leavesAt + 1n);
    await m.bonds.connect(m.seller).withdraw(m.dollar, m.seller, bondAmount);
    expect(await m.dollar.balanceOf(m.bonds)).to.equal(0n);
  });

  it("the arbitrator sends coin back when nobody asked: it is refused, and the report with it", async () => {
    const m = await loadFixture(bonded);
    await m.arbitrator.setRefund(0, 5);
    await expect(report(m)).to.be.revertedWith("not taken");
    await m.arbitrator.setRefund(0, 0);
    await report(m);
    await expect(m.arbitrator.send(m.bonds, 1n)).to.be.revertedWith("not taken");
  });

  it("the arbitrator rules while it is being asked: it is kept out", async () => {
    const m = await loadFixture(reported);
    await m.bonds.connect(m.buyer).postBond(9n);
    await m.arbitrator.setCallback(m.bonds.interface.encodeFunctionData("rule", [m.disputeId, 1]));
    await m.arbitrator.set(Arbitrator.CallingBack, Arbitrator.CallingBack);
    await report(m, m.stranger, m.buyer);
    expect(await m.arbitrator.failure()).to.equal(reentered);
    await time.increaseTo(m.deadline + 1n);
    await m.bonds.expireReport(m.id);
    expect([await m.arbitrator.failure(), await m.bonds.bondOf(m.seller)]).to.deep.equal([reentered, bondAmount]);
  });

  for (const verb of ["expireReport", "reclaimFee"] as const) {
    it(`the arbitrator calls ${verb} again while it is asked for the fee: it is kept out, and pays once`, async () => {
      const m = await loadFixture(reported);
      await m.arbitrator.setRefund(reportFee, 0);
      await m.arbitrator.setCallback((m.bonds.interface as Interface).encodeFunctionData(verb, [m.id]));
      await time.increaseTo(m.deadline + 1n);
      if (verb === "reclaimFee") {
        await m.arbitrator.set(Arbitrator.Honest, Arbitrator.Reverting);
        await m.bonds.expireReport(m.id);
      }
      await m.arbitrator.set(Arbitrator.Honest, Arbitrator.CallingBack);
      await m.bonds[verb](m.id);
      expect(await m.arbitrator.failure()).to.equal(reentered);
      expect(await m.bonds.creditOf(m.reporter, ZeroAddress)).to.equal(reportFee);
    });
  }

  for (const verb of ["postBond", "report", "withdraw", "sweep"] as const) {
    it(`the token calls ${verb} back while it moves: it is kept out`, async () => {
      const m = await loadFixture(market);
      const bonds = await bondsIn(m, m.odd);
      const token = m.addresses.odd;
      const args = {
        postBond: [1n],
        report: [m.seller.address, ethers.id("listing"), evidence],
        withdraw: [token, m.seller.address, 1n],
        sweep: [token],
      }[verb];
      await m.odd.setCallback((bonds.interface as Interface).encodeFunctionData(verb, args));
      await m.odd.set(Token.CallingBack, Token.CallingBack);
      await bonds.connect(m.seller).postBond(bondAmount);
      expect([await m.odd.failure(), await bonds.bondOf(m.seller)]).to.deep.equal([reentered, bondAmount]);
      await bonds.connect(m.seller).giveNotice(bondAmount);
      await time.increase(noticePeriod + 1);
      await m.odd.setCallback((bonds.interface as Interface).encodeFunctionData(verb, args));
      await bonds.connect(m.seller).withdraw(m.odd, m.seller, bondAmount);
      expect(await m.odd.failure()).to.equal(reentered);
    });
  }

  it("the arbitrator has somebody else send coin while it is asked for its fee: only its own is taken", async () => {
    const m = await loadFixture(market);
    const court = await ethers.deployContract("ForeignPurse");
    const bonds = await bondsIn(m, m.dollar, court);
    const cost = await court.COST();
    await bonds.connect(m.seller).postBond(bondAmount);
    await bonds.connect(m.buyer).report(m.seller, ethers.id("listing"), evidence, { value: cost });
    await court.giveRuling(bonds, 0n, ReportRuling.Seller);
    await expect(bonds.reclaimFee(1n)).to.be.revertedWithCustomError(bonds, "NoFeeReturned").withArgs(1n);
    expect([await ethers.provider.getBalance(bonds), await ethers.provider.getBalance(court)]).to.deep.equal([
      0n,
      cost,
    ]);
  });

  it("the token's balances shrink: what is there is paid, to whoever asks for no more", async () => {
    const m = await loadFixture(market);
    const bonds = await bondsIn(m, m.odd);
    await bonds.connect(m.seller).postBond(bondAmount);
    await bonds.connect(m.seller).giveNotice(bondAmount);
    await time.increase(noticePeriod + 1);
    await m.odd.setBalance(bonds, bondAmount - 1n);
    await expect(bonds.connect(m.seller).withdraw(m.odd, m.seller, bondAmount)).to.be.revertedWithCustomError(
      bonds,
      "TransferFailed",
    );
    await expect(() => bonds.connect(m.seller).withdraw(m.odd, m.stranger, bondAmount - 1n)).to.changeTokenBalance(
      ethers,
      m.odd,
      m.stranger,
      bondAmount - 1n,
    );
    expect(await bonds.creditOf(m.seller, m.odd)).to.equal(1n);
  });

  it("somebody sends coin after the fee came back, in the same transaction: it is refused", async () => {
    const m = await loadFixture(reported);
    const party = await contractParty(m.stranger);
    await time.increaseTo(m.deadline + 1n);
    const expire = m.bonds.interface.encodeFunctionData("expireReport", [m.id]);
    await expect(party.actAndSend(m.bonds, expire, 1n, { value: 1n })).to.be.revertedWith("not taken");
  });

  it("somebody closes it with too little gas for the arbitrator: the fee can be asked for again", async () => {
    const m = await loadFixture(reported);
    await m.arbitrator.setRefund(reportFee, 0);
    await time.increaseTo(m.deadline + 1n);
    const data = m.bonds.interface.encodeFunctionData("expireReport", [m.id]);
    const to = await m.bonds.getAddress();
    for (let gasLimit = 70_000n; (await m.bonds.openReportOf(m.seller)) !== 0n; gasLimit += 2_000n) {
      await m.stranger.sendTransaction({ to, data, gasLimit }).catch(() => undefined);
    }
    if ((await m.bonds.creditOf(m.reporter, ZeroAddress)) === 0n) await m.bonds.reclaimFee(m.id);
    expect(await m.bonds.creditOf(m.reporter, ZeroAddress)).to.equal(reportFee);
  });
});
