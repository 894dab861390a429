import { expect } from "chai";
import { ZeroHash } from "ethers";
import { contractParty, ethers, loadFixture, Receiver } from "./support/market.ts";
import { fee, rulingPeriod, village } from "./support/solo.ts";

const reentered = ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10);

describe("SoloCourt under attack", () => {
  /** A case brought by a contract that calls back whenever it is called. */
  async function hostile() {
    const m = await village();
    const arbitrable = await ethers.deployContract("ArbitrableHostile", [m.court]);
    await arbitrable.open(2, "0x", { value: fee });
    await arbitrable.set(false, m.court.interface.encodeFunctionData("withdraw", [m.judge.address]));
    return { ...m, arbitrable };
  }

  it("an arbitrable that calls back while it is told the ruling is kept out", async () => {
    const { court, arbitrable, judge } = await loadFixture(hostile);
    await court.connect(judge).giveRuling(0, 1, ZeroHash);
    expect([await arbitrable.failure(), await court.earnedOf(judge)]).to.deep.equal([reentered, fee]);
  });

  it("so is one that is told it later", async () => {
    const { court, arbitrable, judge } = await loadFixture(hostile);
    await arbitrable.set(true, "0x");
    await court.connect(judge).giveRuling(0, 1, ZeroHash);
    await arbitrable.set(false, court.interface.encodeFunctionData("withdraw", [judge.address]));
    await court.executeRuling(0);
    expect([await arbitrable.failure(), await arbitrable.rulings()]).to.deep.equal([reentered, 1n]);
  });

  it("so is one that is given its fee back", async () => {
    const { court, arbitrable, judge } = await loadFixture(hostile);
    await court.connect(judge).refuse(0);
    await expect(() => arbitrable.reclaimFee(0)).to.changeEtherBalances(ethers, [court, arbitrable], [-fee, fee]);
    expect(await arbitrable.failure()).to.equal(reentered);
  });

  it("so is an arbitrator that is paid", async () => {
    const m = await loadFixture(village);
    const party = await contractParty(m.judge);
    const court = await ethers.deployContract("SoloCourt", [party, fee, rulingPeriod]);
    const arbitrable = await ethers.deployContract("ArbitrableRecorder", [court, m.buyer, m.seller]);
    await arbitrable.open(2, "0x", { value: fee });
    await party.act(court, court.interface.encodeFunctionData("giveRuling", [0, 1, ZeroHash]));
    await party.setCallback(court, court.interface.encodeFunctionData("withdraw", [await party.getAddress()]));
    await party.set(Receiver.CallingBack);
    await expect(() => court.withdraw(party)).to.changeEtherBalances(ethers, [court, party], [-fee, fee]);
    expect(await party.failure()).to.equal(reentered);
  });
});
