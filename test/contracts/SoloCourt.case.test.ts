import { expect } from "chai";
import { ZeroHash } from "ethers";
import { ethers, loadFixture, time } from "./support/market.ts";
import { brought, fee, rulingPeriod, SoloPhase, village } from "./support/solo.ts";

const ofFive = ["uint256", "uint256", "uint256", "address", "address"];

describe("SoloCourt.createDispute", () => {
  it("reverts ChoicesOutOfBounds, and InsufficientFee", async () => {
    const { court, errors } = await loadFixture(village);
    for (const choices of [0n, 2n ** 80n]) {
      await expect(court.createDispute(choices, "0x", { value: fee }))
        .to.be.revertedWithCustomError(errors, "ChoicesOutOfBounds")
        .withArgs(choices);
    }
    await expect(court.createDispute(2, "0x", { value: fee - 1n }))
      .to.be.revertedWithCustomError(errors, "InsufficientFee")
      .withArgs(fee - 1n, fee);
    await court.createDispute(2n ** 80n - 1n, "0x", { value: fee });
  });

  it("reverts OwnCase for either party, and takes a case whose parties are not told", async () => {
    const { court, judge, stranger } = await loadFixture(village);
    const told = (...parties: string[]) => ethers.AbiCoder.defaultAbiCoder().encode(ofFive, [0, 0, 0, ...parties]);
    for (const parties of [
      [judge.address, stranger.address],
      [stranger.address, judge.address],
    ]) {
      await expect(court.createDispute(2, told(...parties), { value: fee }))
        .to.be.revertedWithCustomError(court, "OwnCase")
        .withArgs(judge.address);
    }
    await court.createDispute(2, told(judge.address, stranger.address).slice(0, 2 + 2 * 159), { value: fee });
  });

  it("says when it will be ruled by", async () => {
    const { court, arbitrable, judge } = await loadFixture(brought);
    await expect(arbitrable.open(3, "0x", { value: fee }))
      .to.emit(court, "DisputeCreation")
      .withArgs(1, await arbitrable.getAddress())
      .to.emit(court, "SoloCaseCreated")
      .withArgs(1, await arbitrable.getAddress(), judge.address, 3, (await time.latest()) + 1 + rulingPeriod);
    expect((await court.caseOf(1)).deadline).to.equal((await time.latest()) + rulingPeriod);
  });

  it("keeps what was too much for whoever brought it", async () => {
    const { court, arbitrable } = await loadFixture(brought);
    await arbitrable.open(2, "0x", { value: fee + 5n });
    await expect(() => arbitrable.reclaimFee(1)).to.changeEtherBalances(ethers, [court, arbitrable], [-5n, 5n]);
    await expect(() => arbitrable.reclaimFee(1)).to.changeEtherBalance(ethers, court, 0n);
  });
});

describe("SoloCourt.giveRuling", () => {
  it("reverts NotCaseArbitrator for anybody else, UnknownCase where there is none", async () => {
    const { court, errors, stranger, judge, id } = await loadFixture(brought);
    await expect(court.connect(stranger).giveRuling(id, 1, ZeroHash))
      .to.be.revertedWithCustomError(court, "NotCaseArbitrator")
      .withArgs(stranger.address, judge.address);
    await expect(court.connect(judge).giveRuling(1, 1, ZeroHash))
      .to.be.revertedWithCustomError(errors, "UnknownCase")
      .withArgs(1);
  });

  it("reverts ChoiceOutOfBounds", async () => {
    const { court, errors, judge, id } = await loadFixture(brought);
    await expect(court.connect(judge).giveRuling(id, 3, ZeroHash))
      .to.be.revertedWithCustomError(errors, "ChoiceOutOfBounds")
      .withArgs(3, 2);
  });

  it("reverts RulingOverdue after the deadline, and goes through in its last second", async () => {
    const { court, arbitrable, judge, id } = await loadFixture(brought);
    await arbitrable.open(2, "0x", { value: fee });
    const { deadline } = await court.caseOf(id);
    await time.setNextBlockTimestamp(deadline);
    await court.connect(judge).giveRuling(id, 1, ZeroHash);
    const later = (await court.caseOf(1)).deadline;
    await time.setNextBlockTimestamp(later + 1n);
    await expect(court.connect(judge).giveRuling(1, 1, ZeroHash))
      .to.be.revertedWithCustomError(court, "RulingOverdue")
      .withArgs(1, later, later + 1n);
  });

  it("rules once, says why, and hands it over", async () => {
    const { court, errors, arbitrable, judge, id } = await loadFixture(brought);
    const why = ethers.id("why");
    await expect(court.connect(judge).giveRuling(id, 2, why))
      .to.emit(court, "RulingGiven")
      .withArgs(id, judge.address, 2, why)
      .to.emit(arbitrable, "Ruling")
      .to.emit(errors, "RulingExecuted")
      .withArgs(id, 2);
    expect(await arbitrable.rulingsOf(id)).to.deep.equal([2n]);
    await expect(court.connect(judge).giveRuling(id, 1, why))
      .to.be.revertedWithCustomError(court, "WrongSoloPhase")
      .withArgs(id, SoloPhase.Ruled);
    await expect(court.executeRuling(id)).to.be.revertedWithCustomError(errors, "AlreadyExecuted").withArgs(id);
  });

  it("stands when the arbitrable refuses it, and can be handed over later", async () => {
    const m = await loadFixture(village);
    const hostile = await ethers.deployContract("ArbitrableHostile", [m.court]);
    await hostile.open(2, "0x", { value: fee });
    await hostile.set(true, "0x");
    await m.court.connect(m.judge).giveRuling(0, 1, ZeroHash);
    const { phase, executed, ruling } = await m.court.caseOf(0);
    expect([phase, executed, ruling]).to.deep.equal([SoloPhase.Ruled, false, 1n]);
    expect(await m.court.earnedOf(m.judge)).to.equal(fee);
    await expect(m.court.executeRuling(0)).to.be.revert(ethers);
    await hostile.set(false, "0x");
    await expect(m.court.executeRuling(0)).to.emit(m.errors, "RulingExecuted").withArgs(0, 1);
    expect((await m.court.caseOf(0)).executed).to.equal(true);
  });
});

describe("SoloCourt.executeRuling", () => {
  it("reverts UnknownCase where there is none, WrongSoloPhase without a ruling", async () => {
    const { court, errors, judge, id } = await loadFixture(brought);
    await expect(court.executeRuling(1)).to.be.revertedWithCustomError(errors, "UnknownCase").withArgs(1);
    await expect(court.executeRuling(id))
      .to.be.revertedWithCustomError(court, "WrongSoloPhase")
      .withArgs(id, SoloPhase.Open);
    await court.connect(judge).refuse(id);
    await expect(court.executeRuling(id))
      .to.be.revertedWithCustomError(court, "WrongSoloPhase")
      .withArgs(id, SoloPhase.Dropped);
  });
});

describe("SoloCourt, a case that ends without a ruling", () => {
  it("can be taken back by whoever brought it, until there is a ruling", async () => {
    const { court, errors, arbitrable, judge, stranger, id } = await loadFixture(brought);
    await expect(court.connect(stranger).withdrawDispute(id)).to.be.revertedWithCustomError(errors, "NotArbitrable");
    await expect(court.connect(stranger).reclaimFee(id)).to.be.revertedWithCustomError(errors, "NotArbitrable");
    await expect(arbitrable.withdrawDispute(id)).to.emit(errors, "CaseWithdrawn").withArgs(id);
    await expect(court.connect(judge).giveRuling(id, 1, ZeroHash)).to.be.revertedWithCustomError(
      court,
      "WrongSoloPhase",
    );
    const returned = arbitrable.reclaimFee(id);
    await expect(returned).to.changeEtherBalances(ethers, [court, arbitrable], [-fee, fee]);
    await expect(returned).to.emit(errors, "FeeReturned").withArgs(id, fee);
    await arbitrable.open(2, "0x", { value: fee });
    await court.connect(judge).giveRuling(1, 1, ZeroHash);
    await expect(arbitrable.withdrawDispute(1)).to.be.revertedWithCustomError(court, "WrongSoloPhase");
    const nothing = arbitrable.reclaimFee(1);
    await expect(nothing).to.changeEtherBalance(ethers, court, 0n);
    await expect(nothing).to.not.emit(errors, "FeeReturned");
  });

  it("can be refused by its arbitrator alone", async () => {
    const { court, arbitrable, judge, stranger, id } = await loadFixture(brought);
    await expect(court.connect(stranger).refuse(id)).to.be.revertedWithCustomError(court, "NotCaseArbitrator");
    await expect(court.connect(judge).refuse(id)).to.emit(court, "CaseRefused").withArgs(id, judge.address);
    await expect(() => arbitrable.reclaimFee(id)).to.changeEtherBalance(ethers, arbitrable, fee);
    expect(await court.earnedOf(judge)).to.equal(0n);
  });

  it("gives its fee back once it is overdue, and not a second earlier", async () => {
    const { court, arbitrable, id } = await loadFixture(brought);
    const { deadline } = await court.caseOf(id);
    await time.setNextBlockTimestamp(deadline);
    await expect(() => arbitrable.reclaimFee(id)).to.changeEtherBalance(ethers, court, 0n);
    await expect(() => arbitrable.reclaimFee(id)).to.changeEtherBalance(ethers, court, -fee);
    expect((await court.caseOf(id)).phase).to.equal(SoloPhase.Dropped);
  });
});
