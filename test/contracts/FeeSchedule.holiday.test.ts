import { expect } from "chai";
import { day, ethers, loadFixture, time } from "./support/market.ts";
import {
  feeSchedule,
  FOR_ALL,
  holidayFloor,
  holidayFull,
  holidayOpen,
  next,
  placeBond,
  places,
  putUp,
  standardFloor,
} from "./support/edges.ts";

const maxHoliday = 365 * day;

describe("FeeSchedule.joinHoliday", () => {
  it("reverts HolidayOver when there never was one", async () => {
    const { fees, buyer } = await loadFixture(feeSchedule);
    await expect(fees.connect(buyer).joinHoliday()).to.be.revertedWithCustomError(fees, "HolidayOver");
  });

  it("reverts HolidayOver after its last second, in which it still goes through", async () => {
    const m = await loadFixture(holidayOpen);
    for (const person of [m.buyer, m.referrer]) await putUp(m, person);
    await time.setNextBlockTimestamp(m.until);
    await m.fees.connect(m.buyer).joinHoliday();
    await expect(m.fees.connect(m.referrer).joinHoliday())
      .to.be.revertedWithCustomError(m.fees, "HolidayOver")
      .withArgs(1, m.until, m.until + 1);
  });

  it("reverts HolidayForAll when nobody has to", async () => {
    const { fees, buyer } = await loadFixture(feeSchedule);
    await fees.openHoliday(FOR_ALL, (await time.latest()) + day, 0, 0);
    await expect(fees.connect(buyer).joinHoliday()).to.be.revertedWithCustomError(fees, "HolidayForAll").withArgs(1);
  });

  it("reverts HolidayAlreadyJoined for a second place", async () => {
    const m = await loadFixture(holidayOpen);
    await putUp(m, m.buyer);
    await m.fees.connect(m.buyer).joinHoliday();
    await expect(m.fees.connect(m.buyer).joinHoliday())
      .to.be.revertedWithCustomError(m.fees, "HolidayAlreadyJoined")
      .withArgs(1, m.buyer.address);
  });

  it("reverts HolidayFull when all places are taken", async () => {
    const m = await loadFixture(holidayFull);
    await putUp(m, m.stranger);
    await expect(m.fees.connect(m.stranger).joinHoliday())
      .to.be.revertedWithCustomError(m.fees, "HolidayFull")
      .withArgs(1, places);
  });

  for (const bond of [0n, placeBond - 1n]) {
    it(`reverts BondTooSmall with a bond of ${bond}`, async () => {
      const m = await loadFixture(holidayOpen);
      if (bond !== 0n) await putUp(m, m.buyer, bond);
      await expect(m.fees.connect(m.buyer).joinHoliday())
        .to.be.revertedWithCustomError(m.fees, "BondTooSmall")
        .withArgs(m.buyer.address, bond, placeBond);
    });
  }

  it("takes one place, and says which", async () => {
    const m = await loadFixture(holidayOpen);
    await putUp(m, m.buyer);
    await expect(m.fees.connect(m.buyer).joinHoliday())
      .to.emit(m.fees, "HolidayJoined")
      .withArgs(1, m.buyer.address, 1);
    expect([(await m.fees.holiday()).taken, await m.fees.joinedBy(m.buyer)]).to.deep.equal([1n, 1n]);
  });
});

describe("FeeSchedule.vacatePlace", () => {
  it("reverts HolidayOver afterwards", async () => {
    const { fees, buyer, until } = await loadFixture(holidayFull);
    await time.increaseTo(until);
    await expect(fees.vacatePlace(buyer)).to.be.revertedWithCustomError(fees, "HolidayOver");
  });

  it("reverts HolidayForAll once nobody needs a place", async () => {
    const { fees, buyer, until } = await loadFixture(holidayFull);
    await fees.extendHoliday(FOR_ALL, until);
    await expect(fees.vacatePlace(buyer)).to.be.revertedWithCustomError(fees, "HolidayForAll").withArgs(1);
  });

  it("reverts NoPlace for whoever has none", async () => {
    const { fees, stranger } = await loadFixture(holidayFull);
    await expect(fees.vacatePlace(stranger))
      .to.be.revertedWithCustomError(fees, "NoPlace")
      .withArgs(1, stranger.address);
  });

  it("reverts BondStillThere while the bond is what it takes", async () => {
    const m = await loadFixture(holidayFull);
    await putUp(m, m.buyer, 5n);
    await m.bonds.connect(m.buyer).giveNotice(5n);
    await expect(m.fees.connect(m.stranger).vacatePlace(m.buyer))
      .to.be.revertedWithCustomError(m.fees, "BondStillThere")
      .withArgs(m.buyer.address, placeBond, placeBond);
  });

  it("makes a place free once its bond is less, for whoever has one", async () => {
    const m = await loadFixture(holidayFull);
    await m.bonds.connect(m.buyer).giveNotice(1n);
    await expect(m.fees.connect(m.stranger).vacatePlace(m.buyer))
      .to.emit(m.fees, "HolidayPlaceVacated")
      .withArgs(1, m.buyer.address, 1);
    expect(await m.fees.joinedBy(m.buyer)).to.equal(0n);
    await expect(m.fees.vacatePlace(m.buyer)).to.be.revertedWithCustomError(m.fees, "NoPlace");
    await putUp(m, m.stranger);
    await m.fees.connect(m.stranger).joinHoliday();
    expect((await m.fees.holiday()).taken).to.equal(places);
    await putUp(m, m.buyer);
    await expect(m.fees.connect(m.buyer).joinHoliday()).to.be.revertedWithCustomError(m.fees, "HolidayFull");
  });
});

describe("FeeSchedule.openHoliday", () => {
  it("reverts for anybody but the owner", async () => {
    const { fees, stranger } = await loadFixture(feeSchedule);
    const until = (await time.latest()) + day;
    for (const sent of [
      () => fees.connect(stranger).openHoliday(1, until, 0, placeBond),
      () => fees.connect(stranger).extendHoliday(1, until),
      () => fees.connect(stranger).proposeMemberFloor(0),
    ]) {
      await expect(sent()).to.be.revertedWithCustomError(fees, "OwnableUnauthorizedAccount");
    }
  });

  it("reverts HolidayNotOver while one is open, through its last second", async () => {
    const { fees, until } = await loadFixture(holidayOpen);
    await time.setNextBlockTimestamp(until);
    await expect(fees.openHoliday(1, until + day, 0, placeBond))
      .to.be.revertedWithCustomError(fees, "HolidayNotOver")
      .withArgs(1, until, until);
    await time.setNextBlockTimestamp(until + 1);
    await fees.openHoliday(1, until + day, 0, placeBond);
    expect((await fees.holiday()).number).to.equal(2n);
  });

  it("reverts HolidayPlacesOutOfBounds without a place", async () => {
    const { fees } = await loadFixture(feeSchedule);
    await expect(fees.openHoliday(0, (await time.latest()) + day, 0, placeBond))
      .to.be.revertedWithCustomError(fees, "HolidayPlacesOutOfBounds")
      .withArgs(0, 1);
  });

  for (const [what, count, bond] of [
    ["places without a bond", 1n, 0n],
    ["a bond where nobody needs a place", FOR_ALL, 1n],
  ] as const) {
    it(`reverts HolidayBondOutOfBounds for ${what}`, async () => {
      const { fees } = await loadFixture(feeSchedule);
      await expect(fees.openHoliday(count, (await time.latest()) + day, 0, bond))
        .to.be.revertedWithCustomError(fees, "HolidayBondOutOfBounds")
        .withArgs(count, bond);
    });
  }

  it("reverts where there are no bonds to ask for", async () => {
    const { owner, membership } = await loadFixture(feeSchedule);
    const fees = await ethers.deployContract("FeeSchedule", [owner, membership, owner, 0, 0]);
    await expect(fees.openHoliday(1, (await time.latest()) + day, 0, placeBond)).to.be.revert(ethers);
  });

  for (const [when, after] of [
    ["is over at once", 0],
    ["is further away than a year", maxHoliday + 1],
  ] as const) {
    it(`reverts HolidayUntilOutOfBounds when it ${when}`, async () => {
      const { fees } = await loadFixture(feeSchedule);
      const now = await next();
      await expect(fees.openHoliday(1, now + after, 0, placeBond))
        .to.be.revertedWithCustomError(fees, "HolidayUntilOutOfBounds")
        .withArgs(now + after, now + 1, now + maxHoliday);
    });
  }

  for (const after of [1, maxHoliday]) {
    it(`opens one of ${after} seconds`, async () => {
      const { fees } = await loadFixture(feeSchedule);
      const until = (await next()) + after;
      await expect(fees.openHoliday(places, until, holidayFloor, placeBond))
        .to.emit(fees, "HolidayOpened")
        .withArgs(1, places, until, holidayFloor, placeBond);
      expect(await fees.holiday()).to.deep.equal([1n, BigInt(places), 0n, BigInt(until), holidayFloor, placeBond]);
    });
  }
});

describe("FeeSchedule.extendHoliday", () => {
  it("reverts HolidayOver when none is open", async () => {
    const { fees, until } = await loadFixture(holidayOpen);
    await time.increaseTo(until);
    await expect(fees.extendHoliday(9, until + day)).to.be.revertedWithCustomError(fees, "HolidayOver");
  });

  it("reverts when it would take a place or a second away, or go on for more than a year", async () => {
    const { fees, until } = await loadFixture(holidayOpen);
    await expect(fees.extendHoliday(places - 1, until))
      .to.be.revertedWithCustomError(fees, "HolidayPlacesOutOfBounds")
      .withArgs(places - 1, places);
    const now = await next();
    await expect(fees.extendHoliday(places, until - 1))
      .to.be.revertedWithCustomError(fees, "HolidayUntilOutOfBounds")
      .withArgs(until - 1, until, now + maxHoliday);
    await expect(fees.extendHoliday(places, now + 1 + maxHoliday + 1)).to.be.revertedWithCustomError(
      fees,
      "HolidayUntilOutOfBounds",
    );
  });

  it("adds places and time to those that there are", async () => {
    const m = await loadFixture(holidayFull);
    const { fees, buyer, stranger, until } = m;
    await putUp(m, stranger);
    await expect(fees.extendHoliday(places + 1, until + day))
      .to.emit(fees, "HolidayExtended")
      .withArgs(1, places + 1, until + day);
    await fees.connect(stranger).joinHoliday();
    await time.increaseTo(until + day);
    for (const person of [buyer, stranger]) {
      expect(await fees.floorOf(person, standardFloor)).to.equal(holidayFloor);
    }
  });
});
