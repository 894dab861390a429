import { expect } from "chai";
import { AbiCoder, parseEther, ZeroAddress, ZeroHash } from "ethers";
import { type Address } from "viem";
import { NATIVE } from "../../protocol/ids.ts";
import {
  contractParty,
  day,
  ethers,
  flows,
  loadFixture,
  market,
  offerOf,
  Outcome,
  Receiver,
  Ruling,
  shippedOrder,
  signOffer,
  Status,
  time,
} from "./support/market.ts";

const fee = parseEther("0.02");
const rulingPeriod = 10 * day;
const SoloPhase = { Open: 0n, Ruled: 1n, Dropped: 2n } as const;

/** A market of which one person, its fourth, is the judge. */
async function village() {
  const m = await market();
  const [judge, heir] = (await ethers.getSigners()).slice(10, 12) as [typeof m.buyer, typeof m.buyer];
  const court = await ethers.deployContract("SoloCourt", [judge, fee, rulingPeriod]);
  const errors = await ethers.getContractAt("ArbitrationCourt", await court.getAddress());
  return { ...m, judge, heir, court, errors };
}

type Village = Awaited<ReturnType<typeof village>>;

async function opened(m: Village) {
  const trade = await shippedOrder(m, { arbitrator: (await m.court.getAddress()) as Address });
  await m.escrow.connect(m.buyer).openDispute(trade.order, { value: fee });
  return trade;
}

/** Both have paid, and the judge has it. */
async function raised() {
  const m = await village();
  const trade = await opened(m);
  await m.escrow.connect(m.seller).answerDispute(trade.order, { value: fee });
  return { ...m, trade, id: 0n };
}

/** A case brought by a contract that keeps what it is told. */
async function brought() {
  const m = await village();
  const arbitrable = await ethers.deployContract("ArbitrableRecorder", [m.court, m.buyer, m.seller]);
  await arbitrable.open(2, "0x", { value: fee });
  return { ...m, arbitrable, id: 0n };
}

describe("SoloCourt, for our escrow", () => {
  for (const [ruling, outcome] of [
    [Ruling.Buyer, Outcome.RuledForBuyer],
    [Ruling.Seller, Outcome.RuledForSeller],
    [Ruling.Split, Outcome.Split],
  ] as const) {
    it(`ends an order as its arbitrator rules: ${ruling}`, async () => {
      const m = await loadFixture(raised);
      await m.court.connect(m.judge).giveRuling(m.id, ruling, ZeroHash);
      await m.escrow.connect(m.stranger).executeRuling(m.trade.order);
      const { status, outcome: how } = await m.escrow.stateOf(m.trade.id);
      expect([status, how]).to.deep.equal([Status.Resolved, outcome]);
      await expect(() => m.court.withdraw(m.judge)).to.changeEtherBalance(ethers, m.judge, fee);
      expect(await ethers.provider.getBalance(m.court)).to.equal(0n);
    });
  }

  it("returns both fees when the parties settle before the ruling", async () => {
    const m = await loadFixture(raised);
    const offer = await offerOf(m.trade.id, 0n);
    const signature = await signOffer(m, m.seller, offer);
    const price = (await m.escrow.stateOf(m.trade.id)).held;
    const { seller } = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).settle(m.trade.order, offer, signature));
    // The pot and the court's fee together are two fees, of which each side gets one.
    expect(seller).to.equal(fee);
    expect(price).to.be.greaterThan(0n);
    expect((await m.court.caseOf(m.id)).phase).to.equal(SoloPhase.Dropped);
    expect(await ethers.provider.getBalance(m.court)).to.equal(0n);
  });

  for (const [manner, refuse] of [
    ["refuses", true],
    ["is never heard of", false],
  ] as const) {
    it(`leaves the order to resolveStalled when its arbitrator ${manner}`, async () => {
      const m = await loadFixture(raised);
      if (refuse) await m.court.connect(m.judge).refuse(m.id);
      const { deadline } = await m.escrow.stateOf(m.trade.id);
      await time.increaseTo(deadline + 1n);
      const { seller } = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).resolveStalled(m.trade.order));
      expect((await m.escrow.stateOf(m.trade.id)).outcome).to.equal(Outcome.Split);
      expect(seller).to.be.greaterThan(fee);
      expect(await ethers.provider.getBalance(m.court)).to.equal(0n);
    });
  }

  it("takes no case of its arbitrator's own", async () => {
    const m = await loadFixture(village);
    await m.court.connect(m.judge).nameSuccessor(m.seller);
    await m.court.connect(m.seller).acceptOffice();
    const trade = await opened(m);
    await expect(m.escrow.connect(m.seller).answerDispute(trade.order, { value: fee })).to.emit(
      m.escrow,
      "DisputeRefused",
    );
    const extra = AbiCoder.defaultAbiCoder().encode(Array(5).fill("uint256"), [0, 0, 0, 7, m.seller.address]);
    await expect(m.court.createDispute(2, extra, { value: fee }))
      .to.be.revertedWithCustomError(m.court, "OwnCase")
      .withArgs(m.seller.address);
  });
});

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
    const { court, arbitrable, judge, id } = await loadFixture(brought);
    const why = ethers.id("why");
    await expect(court.connect(judge).giveRuling(id, 2, why))
      .to.emit(court, "RulingGiven")
      .withArgs(id, judge.address, 2, why)
      .to.emit(arbitrable, "Ruling");
    expect(await arbitrable.rulingsOf(id)).to.deep.equal([2n]);
    await expect(court.connect(judge).giveRuling(id, 1, why))
      .to.be.revertedWithCustomError(court, "WrongSoloPhase")
      .withArgs(id, SoloPhase.Ruled);
    const errors = await ethers.getContractAt("ArbitrationCourt", await court.getAddress());
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
    await m.court.executeRuling(0);
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
    await arbitrable.withdrawDispute(id);
    await expect(court.connect(judge).giveRuling(id, 1, ZeroHash)).to.be.revertedWithCustomError(
      court,
      "WrongSoloPhase",
    );
    await expect(() => arbitrable.reclaimFee(id)).to.changeEtherBalances(ethers, [court, arbitrable], [-fee, fee]);
    await arbitrable.open(2, "0x", { value: fee });
    await court.connect(judge).giveRuling(1, 1, ZeroHash);
    await expect(arbitrable.withdrawDispute(1)).to.be.revertedWithCustomError(court, "WrongSoloPhase");
    await expect(() => arbitrable.reclaimFee(1)).to.changeEtherBalance(ethers, court, 0n);
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

describe("SoloCourt, its office", () => {
  it("passes to whom the arbitrator names, when that person accepts", async () => {
    const { court, judge, heir, stranger } = await loadFixture(village);
    await expect(court.connect(stranger).nameSuccessor(stranger)).to.be.revertedWithCustomError(
      court,
      "NotCaseArbitrator",
    );
    await expect(court.connect(heir).acceptOffice()).to.be.revertedWithCustomError(court, "NotSuccessor");
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
    await expect(() => court.connect(stranger).withdraw(judge)).to.changeEtherBalances(
      ethers,
      [court, judge],
      [-fee, fee],
    );
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
