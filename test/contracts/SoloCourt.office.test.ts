import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { contractParty, ethers, loadFixture, Receiver } from "./support/market.ts";
import { brought, fee, rulingPeriod, village } from "./support/solo.ts";

describe("SoloCourt, its office", () => {
  it("passes to whom the arbitrator names, when that person accepts", async () => {
    const { court, judge, heir, stranger } = await loadFixture(village);
    await expect(court.connect(stranger).nameSuccessor(stranger)).to.be.revertedWithCustomError(
      court,
      "NotCaseArbitrator",
    );
    await expect(court.connect(heir).acceptOffice())
      .to.be.revertedWithCustomError(court, "NotSuccessor")
      .withArgs(heir.address, ZeroAddress);
    await expect(court.connect(judge).nameSuccessor(heir))
      .to.emit(court, "SuccessorNamed")
      .withArgs(judge.address, heir.address);
    expect(await court.arbitrator()).to.equal(judge.address);
    await expect(court.connect(heir).acceptOffice())
      .to.emit(court, "ArbitratorChanged")
      .withArgs(judge.address, heir.address);
    expect([await court.arbitrator(), await court.successor()]).to.deep.equal([heir.address, ZeroAddress]);
  });

  it("leaves open cases with whom they were opened", async () => {
    const { court, arbitrable, judge, heir, id } = await loadFixture(brought);
    await court.connect(judge).nameSuccessor(heir);
    await court.connect(heir).acceptOffice();
    await arbitrable.open(2, "0x", { value: fee });
    await expect(court.connect(heir).giveRuling(id, 1, ZeroHash)).to.be.revertedWithCustomError(
      court,
      "NotCaseArbitrator",
    );
    await court.connect(judge).giveRuling(id, 1, ZeroHash);
    await court.connect(heir).giveRuling(1, 2, ZeroHash);
    expect([await court.earnedOf(judge), await court.earnedOf(heir)]).to.deep.equal([fee, fee]);
  });

  it("is somebody's from the start", async () => {
    const { court, judge } = await loadFixture(village);
    await expect(Promise.resolve(court.deploymentTransaction()!))
      .to.emit(court, "ArbitratorChanged")
      .withArgs(ZeroAddress, judge.address);
    const factory = await ethers.getContractFactory("SoloCourt");
    await expect(factory.deploy(ZeroAddress, fee, rulingPeriod)).to.be.revertedWithCustomError(factory, "NoArbitrator");
  });
});

describe("SoloCourt.withdraw", () => {
  it("reverts NothingEarned", async () => {
    const { court, judge } = await loadFixture(brought);
    await expect(court.withdraw(judge)).to.be.revertedWithCustomError(court, "NothingEarned").withArgs(judge.address);
  });

  it("pays the arbitrator once, whoever asks", async () => {
    const { court, judge, stranger, id } = await loadFixture(brought);
    await court.connect(judge).giveRuling(id, 0, ZeroHash);
    const sent = court.connect(stranger).withdraw(judge);
    await expect(sent).to.changeEtherBalances(ethers, [court, judge], [-fee, fee]);
    await expect(sent).to.emit(court, "FeeWithdrawn").withArgs(judge.address, fee);
    await expect(court.withdraw(judge)).to.be.revertedWithCustomError(court, "NothingEarned");
  });

  it("reverts TransferFailed when a contract that judges does not take it, and owes it still", async () => {
    const m = await loadFixture(village);
    const party = await contractParty(m.judge);
    const court = await ethers.deployContract("SoloCourt", [party, fee, rulingPeriod]);
    const arbitrable = await ethers.deployContract("ArbitrableRecorder", [court, m.buyer, m.seller]);
    await arbitrable.open(2, "0x", { value: fee });
    await party.act(court, court.interface.encodeFunctionData("giveRuling", [0, 1, ZeroHash]));
    await party.set(Receiver.Refusing);
    const errors = await ethers.getContractAt("ArbitratorPool", await court.getAddress());
    await expect(court.withdraw(party))
      .to.be.revertedWithCustomError(errors, "TransferFailed")
      .withArgs(await party.getAddress(), fee);
    await party.set(Receiver.Taking);
    await expect(() => court.withdraw(party)).to.changeEtherBalance(ethers, party, fee);
  });
});

describe("SoloCourt, the standard's views", () => {
  it("answer", async () => {
    const { court, judge, id } = await loadFixture(brought);
    expect(await court.arbitrationCost("0x")).to.equal(fee);
    expect([await court.disputeStatus(id), await court.currentRuling(id)]).to.deep.equal([0n, 0n]);
    await court.connect(judge).giveRuling(id, 2, ZeroHash);
    expect([await court.disputeStatus(id), await court.currentRuling(id)]).to.deep.equal([2n, 2n]);
    expect(await court.appealPeriod(id)).to.deep.equal([0n, 0n]);
    expect(await court.appealCost(id, "0x")).to.be.greaterThan(2n ** 254n);
    await expect(court.appeal(id, "0x", { value: 1n }))
      .to.be.revertedWithCustomError(court, "NoAppeal")
      .withArgs(id);
    expect([await court.caseCount(), await court.fee(), await court.rulingPeriod()]).to.deep.equal([
      1n,
      fee,
      BigInt(rulingPeriod),
    ]);
  });

  it("revert UnknownCase where there is none", async () => {
    const { court, errors } = await loadFixture(brought);
    for (const view of [
      court.appealCost(1, "0x"),
      court.appealPeriod(1),
      court.disputeStatus(1),
      court.currentRuling(1),
      court.caseOf(1),
    ]) {
      await expect(view).to.be.revertedWithCustomError(errors, "UnknownCase").withArgs(1);
    }
  });

  it("knows ERC-165 and ERC-792, and nothing else", async () => {
    const { court } = await loadFixture(village);
    // What ArbitrationCourt says of itself, too.
    const names = ["createDispute", "arbitrationCost", "appeal", "appealCost", "appealPeriod", "disputeStatus"];
    const selectors = [...names, "currentRuling"].map((name) =>
      BigInt(court.interface.getFunction(name as "appeal").selector),
    );
    const arbitrator = `0x${selectors
      .reduce((all, one) => all ^ one, 0n)
      .toString(16)
      .padStart(8, "0")}`;
    for (const id of [arbitrator, "0x01ffc9a7"]) expect(await court.supportsInterface(id)).to.equal(true);
    expect(await court.supportsInterface("0xffffffff")).to.equal(false);
  });
});
