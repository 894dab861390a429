import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { contractParty, ethers, loadFixture, market, Receiver, time, Token } from "./support/market.ts";
import {
  bondAmount,
  bonded,
  bondsIn,
  leaving,
  moodyTreasury,
  next,
  noticePeriod,
  report,
  reported,
  ReportRuling,
  reporterBps,
  rule,
  rulingPeriod,
} from "./support/edges.ts";

const part = 30_000_001n;
const rest = bondAmount - part;
const toReporter = (bondAmount * reporterBps) / 10_000n;

describe("SellerBonds.constructor", () => {
  async function deploy(notice: number, ruling: number, share: bigint | number) {
    const { treasury, arbitrator, dollar } = await loadFixture(market);
    const factory = await ethers.getContractFactory("SellerBonds");
    return { factory, sent: factory.deploy(dollar, treasury, arbitrator, 0, notice, ruling, share, "/ipfs/policy") };
  }
  const longest = 180 * 86_400;

  for (const [notice, ruling] of [
    [longest + 1, 1],
    [1, longest + 1],
  ] as const) {
    it(`reverts PeriodOutOfBounds for ${notice} and ${ruling} seconds`, async () => {
      const { factory, sent } = await deploy(notice, ruling, 0);
      await expect(sent)
        .to.be.revertedWithCustomError(factory, "PeriodOutOfBounds")
        .withArgs(longest + 1, longest);
    });
  }

  it("reverts ShareOutOfBounds when the reporter would get more than half", async () => {
    const { factory, sent } = await deploy(longest, longest, 5_001);
    await expect(sent).to.be.revertedWithCustomError(factory, "ShareOutOfBounds").withArgs(5_001, 5_000);
  });

  it("says how reports are judged", async () => {
    const { sent } = await deploy(longest, longest, 5_000);
    const bonds = await sent;
    await expect(Promise.resolve(bonds.deploymentTransaction()!))
      .to.emit(bonds, "MetaEvidence")
      .withArgs(0, "/ipfs/policy");
    expect([await bonds.noticePeriod(), await bonds.rulingPeriod(), await bonds.reporterBps()]).to.deep.equal([
      BigInt(longest),
      BigInt(longest),
      5_000n,
    ]);
  });
});

describe("SellerBonds.postBond", () => {
  it("reverts ZeroBond", async () => {
    const { bonds, seller } = await loadFixture(bonded);
    await expect(bonds.connect(seller).postBond(0)).to.be.revertedWithCustomError(bonds, "ZeroBond");
  });

  it("reverts ReportOpen while a report could take it at once", async () => {
    const { bonds, seller, id } = await loadFixture(reported);
    await expect(bonds.connect(seller).postBond(1))
      .to.be.revertedWithCustomError(bonds, "ReportOpen")
      .withArgs(seller.address, id);
  });

  it("adds to the caller's bond, and says so", async () => {
    const { bonds, seller, dollar } = await loadFixture(bonded);
    const posted = bonds.connect(seller).postBond(part);
    await expect(posted)
      .to.emit(bonds, "BondPosted")
      .withArgs(seller.address, part, [bondAmount + part, 0n, 0n]);
    await expect(posted).to.changeTokenBalances(ethers, dollar, [seller, bonds], [-part, part]);
    expect(await bonds.bondOf(seller)).to.equal(bondAmount + part);
  });

  it("reverts WrongReceived when less arrives", async () => {
    const m = await loadFixture(market);
    const bonds = await bondsIn(m, m.odd);
    await m.odd.set(Token.Taxing, Token.Honest);
    await expect(bonds.connect(m.seller).postBond(100n))
      .to.be.revertedWithCustomError(bonds, "WrongReceived")
      .withArgs(99n, 100n);
  });

  it("takes native coin where the bond is in it, exactly", async () => {
    const m = await loadFixture(market);
    const bonds = await bondsIn(m, ZeroAddress);
    await expect(bonds.connect(m.seller).postBond(part, { value: part + 1n }))
      .to.be.revertedWithCustomError(bonds, "WrongValue")
      .withArgs(part + 1n, part);
    await expect(() => bonds.connect(m.seller).postBond(part, { value: part })).to.changeEtherBalance(
      ethers,
      bonds,
      part,
    );
  });
});

describe("SellerBonds, coin that nobody asked for", () => {
  it("is refused", async () => {
    const { bonds, stranger } = await loadFixture(bonded);
    await expect(stranger.sendTransaction({ to: await bonds.getAddress(), value: 1n }))
      .to.be.revertedWithCustomError(bonds, "UnexpectedValue")
      .withArgs(stranger.address);
  });
});

describe("SellerBonds.giveNotice", () => {
  for (const amount of [0n, bondAmount + 1n]) {
    it(`reverts AmountOutOfBounds for ${amount}`, async () => {
      const { bonds, seller } = await loadFixture(bonded);
      await expect(bonds.connect(seller).giveNotice(amount))
        .to.be.revertedWithCustomError(bonds, "AmountOutOfBounds")
        .withArgs(amount, bondAmount);
    });
  }

  it("makes it count no more, and leave after the notice period", async () => {
    const { bonds, seller } = await loadFixture(bonded);
    const leavesAt = BigInt((await next()) + noticePeriod);
    await expect(bonds.connect(seller).giveNotice(part))
      .to.emit(bonds, "NoticeGiven")
      .withArgs(seller.address, part, [rest, part, leavesAt]);
    expect(await bonds.bondOf(seller)).to.equal(rest);
    expect(await bonds.bondStateOf(seller)).to.deep.equal([rest, part, leavesAt]);
  });

  it("releases nothing where nothing was leaving", async () => {
    const { bonds, seller } = await loadFixture(bonded);
    await expect(bonds.connect(seller).giveNotice(part)).to.not.emit(bonds, "BondReleased");
  });

  it("starts the period anew for everything that is still leaving", async () => {
    const { bonds, seller } = await loadFixture(bonded);
    await bonds.connect(seller).giveNotice(part);
    await time.increase(noticePeriod - 10);
    const leavesAt = BigInt((await next()) + noticePeriod);
    await bonds.connect(seller).giveNotice(1n);
    expect(await bonds.bondStateOf(seller)).to.deep.equal([rest - 1n, part + 1n, leavesAt]);
  });

  it("does not hold back what has left already", async () => {
    const { bonds, seller, dollar } = await loadFixture(bonded);
    await bonds.connect(seller).giveNotice(part);
    await time.increase(noticePeriod + 1);
    await expect(bonds.connect(seller).giveNotice(1n)).to.emit(bonds, "BondReleased").withArgs(seller.address, part);
    expect(await bonds.creditOf(seller, dollar)).to.equal(part);
    expect((await bonds.bondStateOf(seller)).leaving).to.equal(1n);
  });
});

describe("SellerBonds.withdraw", () => {
  it("reverts AmountOutOfBounds through the last second of the notice, and pays after it, to any address", async () => {
    const { bonds, seller, stranger, dollar, leavesAt } = await loadFixture(leaving);
    await time.setNextBlockTimestamp(leavesAt);
    await expect(bonds.connect(seller).withdraw(dollar, seller, 1n))
      .to.be.revertedWithCustomError(bonds, "AmountOutOfBounds")
      .withArgs(1n, 0n);
    await time.setNextBlockTimestamp(leavesAt + 1n);
    const withdrawn = bonds.connect(seller).withdraw(dollar, stranger, bondAmount);
    await expect(withdrawn)
      .to.emit(bonds, "BondReleased")
      .withArgs(seller.address, bondAmount)
      .to.emit(bonds, "Withdrawn")
      .withArgs(seller.address, await dollar.getAddress(), stranger.address, bondAmount);
    await expect(withdrawn).to.changeTokenBalances(ethers, dollar, [bonds, stranger], [-bondAmount, bondAmount]);
    await expect(bonds.connect(seller).withdraw(dollar, seller, 1n)).to.be.revertedWithCustomError(
      bonds,
      "AmountOutOfBounds",
    );
  });

  it("pays a part, as often as one likes, and the rest stays", async () => {
    const { bonds, seller, stranger, dollar, leavesAt } = await loadFixture(leaving);
    await time.increaseTo(leavesAt + 1n);
    for (const [to, left] of [
      [stranger, bondAmount - part],
      [seller, bondAmount - 2n * part],
    ] as const) {
      await expect(() => bonds.connect(seller).withdraw(dollar, to, part)).to.changeTokenBalance(
        ethers,
        dollar,
        to,
        part,
      );
      expect(await bonds.creditOf(seller, dollar)).to.equal(left);
    }
  });

  for (const amount of [0n, bondAmount + 1n]) {
    it(`reverts AmountOutOfBounds for ${amount}, and says how much there is`, async () => {
      const { bonds, seller, dollar, leavesAt } = await loadFixture(leaving);
      await time.increaseTo(leavesAt + 1n);
      await expect(bonds.connect(seller).withdraw(dollar, seller, amount))
        .to.be.revertedWithCustomError(bonds, "AmountOutOfBounds")
        .withArgs(amount, bondAmount);
    });
  }

  it("gives nothing of a bond without notice, nor anybody else's", async () => {
    const { bonds, seller, stranger, dollar } = await loadFixture(leaving);
    await bonds.connect(seller).postBond(part);
    await time.increase(noticePeriod + 1);
    await expect(bonds.connect(stranger).withdraw(dollar, stranger, 1n)).to.be.revertedWithCustomError(
      bonds,
      "AmountOutOfBounds",
    );
    await bonds.connect(seller).withdraw(dollar, seller, bondAmount);
    expect(await dollar.balanceOf(bonds)).to.equal(part);
    expect(await bonds.bondOf(seller)).to.equal(part);
  });

  it("reverts TransferFailed when the token will not, and nothing is lost", async () => {
    const m = await loadFixture(market);
    const bonds = await bondsIn(m, m.odd);
    await bonds.connect(m.seller).postBond(part);
    await bonds.connect(m.seller).giveNotice(part);
    await time.increase(noticePeriod + 1);
    await m.odd.set(Token.Honest, Token.Refusing);
    await expect(bonds.connect(m.seller).withdraw(m.odd, m.seller, part))
      .to.be.revertedWithCustomError(bonds, "TransferFailed")
      .withArgs(m.seller.address, m.addresses.odd, part);
    await m.odd.set(Token.Honest, Token.Honest);
    await expect(() => bonds.connect(m.seller).withdraw(m.odd, m.seller, part)).to.changeTokenBalance(
      ethers,
      m.odd,
      m.seller,
      part,
    );
  });
});

describe("SellerBonds.sweep", () => {
  it("reverts NothingToWithdraw when no bond was lost", async () => {
    const { bonds, dollar, treasury } = await loadFixture(bonded);
    await expect(bonds.sweep(dollar))
      .to.be.revertedWithCustomError(bonds, "NothingToWithdraw")
      .withArgs(treasury.address, await dollar.getAddress());
  });

  it("sends the treasury its part, once, whoever asks", async () => {
    const m = await loadFixture(reported);
    await rule(m, m.disputeId, ReportRuling.Reporter);
    await expect(m.bonds.connect(m.stranger).sweep(m.dollar)).to.changeTokenBalances(
      ethers,
      m.dollar,
      [m.bonds, m.treasury],
      [toReporter - bondAmount, bondAmount - toReporter],
    );
    await expect(m.bonds.sweep(m.dollar)).to.be.revertedWithCustomError(m.bonds, "NothingToWithdraw");
  });

  it("waits for a treasury that refuses, while the reporter is paid", async () => {
    const m = await loadFixture(market);
    const { treasury, refuse, take } = await moodyTreasury(m.owner);
    const bonds = await bondsIn(m, ZeroAddress, m.arbitrator, treasury);
    const b = { ...m, bonds, reporter: m.buyer };
    await bonds.connect(m.seller).postBond(bondAmount, { value: bondAmount });
    await report(b);
    await rule(b, 0n, ReportRuling.Reporter);
    await refuse();
    await expect(bonds.sweep(ZeroAddress)).to.be.revertedWithCustomError(bonds, "TransferFailed");
    await expect(() => bonds.connect(m.buyer).withdraw(ZeroAddress, m.stranger, toReporter)).to.changeEtherBalance(
      ethers,
      m.stranger,
      toReporter,
    );
    await take();
    await bonds.sweep(ZeroAddress);
    expect(await treasury.received()).to.equal(bondAmount - toReporter);
  });

  it("is not needed by a reporter that refuses coin: it names another address", async () => {
    const m = await loadFixture(market);
    const bonds = await bondsIn(m, ZeroAddress);
    await bonds.connect(m.seller).postBond(bondAmount, { value: bondAmount });
    const party = await contractParty(m.buyer);
    const args = [m.seller.address, ethers.id("listing"), "/ipfs/x"] as const;
    const fee = await bonds.arbitrationCost(party, m.seller);
    await party.act(bonds, bonds.interface.encodeFunctionData("report", [...args]), { value: fee });
    await party.set(Receiver.Refusing);
    await rule({ ...m, bonds, reporter: m.buyer }, 0n, ReportRuling.Reporter);
    const to = (account: string) => bonds.interface.encodeFunctionData("withdraw", [ZeroAddress, account, toReporter]);
    await expect(party.act(bonds, to(await party.getAddress()))).to.be.revertedWithCustomError(bonds, "TransferFailed");
    await expect(() => party.act(bonds, to(m.stranger.address))).to.changeEtherBalance(ethers, m.stranger, toReporter);
    expect(await bonds.rulingPeriod()).to.equal(BigInt(rulingPeriod));
  });
});
