import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { day, ethers, loadFixture, type Signer, time } from "./support/market.ts";
import {
  anyTotal,
  delay,
  feeSchedule,
  FOR_ALL,
  holidayFloor,
  holidayFull,
  holidayOpen,
  memberFloor,
  next,
  noticePeriod,
  placeBond,
  places,
  putUp,
  report,
  ReportRuling,
  rule,
  standardFloor,
} from "./support/edges.ts";
import { isCovered } from "./support/runs.ts";

describe("FeeSchedule.constructor", () => {
  it("refuses a membership that does not answer", async () => {
    const { owner, dollar, bonds } = await loadFixture(feeSchedule);
    const factory = await ethers.getContractFactory("FeeSchedule");
    await expect(factory.deploy(owner, ZeroAddress, bonds, memberFloor, delay)).to.be.revert(ethers);
    await expect(factory.deploy(owner, dollar, bonds, memberFloor, delay)).to.be.revert(ethers);
  });

  it("starts with the floor that it is given, and says so", async () => {
    const { fees, membership, bonds, owner } = await loadFixture(feeSchedule);
    await expect(Promise.resolve(fees.deploymentTransaction()!)).to.emit(fees, "MemberFloorProposed");
    expect([await fees.memberFloorBps(), await fees.memberFloorDelay(), await fees.owner()]).to.deep.equal([
      memberFloor,
      BigInt(delay),
      owner.address,
    ]);
    expect([await fees.membership(), await fees.bonds()]).to.deep.equal([
      await membership.getAddress(),
      await bonds.getAddress(),
    ]);
  });
});

describe("FeeSchedule.floorOf", () => {
  it("is the standard for whoever has nothing", async () => {
    const { fees, buyer } = await loadFixture(holidayOpen);
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(standardFloor);
  });

  it("is the standard for whoever has the bond of a place, and no place", async () => {
    const m = await loadFixture(holidayFull);
    await putUp(m, m.stranger);
    expect(await m.fees.floorOf(m.stranger, standardFloor)).to.equal(standardFloor);
  });

  it("is the members' for a member, until the membership is over", async () => {
    const { fees, seller, expiresAt } = await loadFixture(feeSchedule);
    expect(await fees.floorOf(seller, standardFloor)).to.equal(memberFloor);
    await time.increaseTo(expiresAt);
    expect(await fees.floorOf(seller, standardFloor)).to.equal(memberFloor);
    await time.increaseTo(expiresAt + 1n);
    expect(await fees.floorOf(seller, standardFloor)).to.equal(standardFloor);
  });

  it("is the holiday's for whoever has a place, until its last second", async () => {
    const { fees, buyer, until } = await loadFixture(holidayFull);
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(holidayFloor);
    await time.increaseTo(until);
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(holidayFloor);
    await time.increaseTo(until + 1);
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(standardFloor);
  });

  it("is the holiday's for everybody when nobody has to take a place", async () => {
    const { fees, buyer, seller } = await loadFixture(feeSchedule);
    const until = (await time.latest()) + 30 * day;
    await fees.openHoliday(FOR_ALL, until, 0, 0);
    for (const person of [buyer, seller]) expect(await fees.floorOf(person, standardFloor)).to.equal(0n);
    await time.increaseTo(until + 1);
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(standardFloor);
  });

  for (const [holiday, expected] of [
    [holidayFloor, holidayFloor],
    [memberFloor + 1n, memberFloor],
    [standardFloor + 1n, memberFloor],
  ] as const) {
    it(`is the least of all: ${expected} for a member with a place at ${holiday}`, async () => {
      const m = await loadFixture(feeSchedule);
      const { fees, seller } = m;
      await putUp(m, seller);
      await fees.openHoliday(1, (await time.latest()) + day, holiday, placeBond);
      await fees.connect(seller).joinHoliday();
      expect(await fees.floorOf(seller, standardFloor)).to.equal(expected);
    });
  }

  it("is never more than the standard", async () => {
    const { fees, buyer, seller } = await loadFixture(holidayFull);
    for (const standard of [0n, 1n, holidayFloor, memberFloor]) {
      expect(await fees.floorOf(seller, standard)).to.equal(standard);
      const expected = standard < holidayFloor ? standard : holidayFloor;
      expect(await fees.floorOf(buyer, standard)).to.equal(expected);
    }
  });

  it("answers about nobody, too", async () => {
    const { fees } = await loadFixture(holidayFull);
    expect(await fees.floorOf(ZeroAddress, standardFloor)).to.equal(standardFloor);
  });

  it("costs less than 15,000 gas", async function () {
    if (isCovered) this.skip();
    const { fees, seller } = await loadFixture(holidayFull);
    const call = fees.interface.encodeFunctionData("floorOf", [seller.address, standardFloor]);
    const gas = await ethers.provider.estimateGas({ to: await fees.getAddress(), data: call });
    expect(gas - 21_000n).to.be.lessThan(15_000n);
  });
});

describe("FeeSchedule.proposeMemberFloor", () => {
  it("holds by itself after the delay, and not a second earlier", async () => {
    const { fees, membership, buyer, seller, id } = await loadFixture(feeSchedule);
    await membership.connect(buyer).renewAtMost(id, 30 * day, anyTotal);
    const effectiveAt = (await next()) + delay;
    await expect(fees.proposeMemberFloor(memberFloor + 50n))
      .to.emit(fees, "MemberFloorProposed")
      .withArgs(memberFloor + 50n, effectiveAt);
    expect(await fees.proposedMemberFloor()).to.deep.equal([memberFloor + 50n, BigInt(effectiveAt)]);
    await time.increaseTo(effectiveAt - 1);
    expect(await fees.floorOf(seller, standardFloor)).to.equal(memberFloor);
    await time.increaseTo(effectiveAt);
    expect(await fees.floorOf(seller, standardFloor)).to.equal(memberFloor + 50n);
    await fees.proposeMemberFloor(0);
    expect(await fees.memberFloorBps()).to.equal(memberFloor + 50n);
  });
});

describe("FeeSchedule: what if", () => {
  it("one person goes through many addresses: each place takes a bond, and one bond is good for one place", async () => {
    const m = await loadFixture(holidayFull);
    await m.bonds.connect(m.buyer).giveNotice(placeBond);
    expect(await m.fees.floorOf(m.buyer, standardFloor)).to.equal(standardFloor);
    await time.increase(noticePeriod + 1);
    await m.bonds.connect(m.buyer).withdraw(m.dollar, m.stranger, placeBond);
    await putUp({ ...m, dollar: m.dollar }, m.stranger);
    await expect(m.fees.connect(m.stranger).joinHoliday()).to.be.revertedWithCustomError(m.fees, "HolidayFull");
    await m.fees.vacatePlace(m.buyer);
    await m.fees.connect(m.stranger).joinHoliday();
    expect([
      await m.fees.floorOf(m.buyer, standardFloor),
      await m.fees.floorOf(m.stranger, standardFloor),
      (await m.fees.holiday()).taken,
    ]).to.deep.equal([standardFloor, holidayFloor, BigInt(places)]);
  });

  it("one person makes addresses for nothing: none of them gets a place", async () => {
    const { fees } = await loadFixture(holidayOpen);
    for (const address of (await ethers.getSigners()).slice(10, 14)) {
      await expect(fees.connect(address).joinHoliday()).to.be.revertedWithCustomError(fees, "BondTooSmall");
    }
    expect((await fees.holiday()).taken).to.equal(0n);
  });

  it("a bond is lost: so is the place, until there is another one", async () => {
    const m = await loadFixture(holidayFull);
    await report({ ...m, reporter: m.stranger }, m.stranger, m.referrer);
    expect(await m.fees.floorOf(m.referrer, standardFloor)).to.equal(holidayFloor);
    await rule({ ...m, reporter: m.stranger }, 0n, ReportRuling.Reporter);
    expect(await m.fees.floorOf(m.referrer, standardFloor)).to.equal(standardFloor);
    await putUp(m, m.referrer);
    expect(await m.fees.floorOf(m.referrer, standardFloor)).to.equal(holidayFloor);
  });

  it("the owner gives the office up while a holiday is on: it goes on, and nobody opens another", async () => {
    const { fees, owner, buyer, until } = await loadFixture(holidayFull);
    await fees.renounceOwnership();
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(holidayFloor);
    await time.increaseTo(until);
    await expect(fees.connect(owner).openHoliday(1, until + day, 0, 1)).to.be.revertedWithCustomError(
      fees,
      "OwnableUnauthorizedAccount",
    );
  });

  it("the owner opens it to everybody: who has a place keeps it, and nobody needs one", async () => {
    const { fees, buyer, stranger, until } = await loadFixture(holidayFull);
    await fees.extendHoliday(FOR_ALL, until);
    for (const person of [buyer, stranger]) {
      expect(await fees.floorOf(person, standardFloor)).to.equal(holidayFloor);
    }
  });

  it("a place of an earlier holiday is none of the next one's, and can be taken again", async () => {
    const { fees, buyer, until } = await loadFixture(holidayFull);
    await time.increaseTo(until);
    await fees.openHoliday(1, until + 30 * day, holidayFloor, placeBond);
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(standardFloor);
    await expect(fees.connect(buyer).joinHoliday()).to.emit(fees, "HolidayJoined").withArgs(2, buyer.address, 1);
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(holidayFloor);
  });

  it("a member gives the pass back: the standard holds for the next listing", async () => {
    const { fees, membership, seller, id } = await loadFixture(feeSchedule);
    await membership.connect(seller).cancelSubscription(id);
    expect(await fees.floorOf(seller, standardFloor)).to.equal(standardFloor);
  });

  it("a member tries to lend the discount: the pass stays where it is, and so does the floor", async () => {
    const { fees, membership, seller, buyer, id } = await loadFixture(feeSchedule);
    const lend = (from: Signer, to: Signer) => membership.connect(from).transferFrom(from, to, id);
    await expect(lend(seller, buyer)).to.be.revertedWithCustomError(membership, "PassNotTransferable");
    expect(await fees.floorOf(buyer, standardFloor)).to.equal(standardFloor);
  });
});
