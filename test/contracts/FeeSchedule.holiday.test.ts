import { expect } from "chai";
import { day, loadFixture, time } from "./support/market.ts";
import {
  feeSchedule,
  FOR_ALL,
  holidayFloor,
  holidayFull,
  holidayOpen,
  next,
  places,
  standardFloor,
} from "./support/edges.ts";

const maxHoliday = 365 * day;

describe("FeeSchedule.joinHoliday", () => {
  it("reverts HolidayOver when there never was one", async () => {
    const { fees, buyer } = await loadFixture(feeSchedule);
    await expect(fees.connect(buyer).joinHoliday()).to.be.revertedWithCustomError(fees, "HolidayOver");
  });

  it("reverts HolidayOver after its last second, in which it still goes through", async () => {
    const { fees, buyer, referrer, until } = await loadFixture(holidayOpen);
    await time.setNextBlockTimestamp(until);
    await fees.connect(buyer).joinHoliday();
    await expect(fees.connect(referrer).joinHoliday())
      .to.be.revertedWithCustomError(fees, "HolidayOver")
      .withArgs(1, until, until + 1);
  });

  it("reverts HolidayForAll when nobody has to", async () => {
    const { fees, buyer } = await loadFixture(feeSchedule);
    await fees.openHoliday(FOR_ALL, (await time.latest()) + day, 0);
    await expect(fees.connect(buyer).joinHoliday()).to.be.revertedWithCustomError(fees, "HolidayForAll").withArgs(1);
  });

  it("reverts HolidayAlreadyJoined for a second place", async () => {
    const { fees, buyer } = await loadFixture(holidayOpen);
    await fees.connect(buyer).joinHoliday();
    await expect(fees.connect(buyer).joinHoliday())
      .to.be.revertedWithCustomError(fees, "HolidayAlreadyJoined")
      .withArgs(1, buyer.address);
  });

  it("reverts HolidayFull when all places are taken", async () => {
    const { fees, stranger } = await loadFixture(holidayFull);
    await expect(fees.connect(stranger).joinHoliday())
      .to.be.revertedWithCustomError(fees, "HolidayFull")
      .withArgs(1, places);
  });

  it("takes one place, and says which", async () => {
    const { fees, buyer } = await loadFixture(holidayOpen);
    await expect(fees.connect(buyer).joinHoliday()).to.emit(fees, "HolidayJoined").withArgs(1, buyer.address, 1);
    expect([(await fees.holiday()).taken, await fees.joinedBy(buyer)]).to.deep.equal([1n, 1n]);
  });
});

describe("FeeSchedule.openHoliday", () => {
  it("reverts for anybody but the owner", async () => {
    const { fees, stranger } = await loadFixture(feeSchedule);
    const until = (await time.latest()) + day;
    for (const sent of [
      () => fees.connect(stranger).openHoliday(1, until, 0),
      () => fees.connect(stranger).extendHoliday(1, until),
      () => fees.connect(stranger).proposeMemberFloor(0),
    ]) {
      await expect(sent()).to.be.revertedWithCustomError(fees, "OwnableUnauthorizedAccount");
    }
  });

  it("reverts HolidayNotOver while one is open, through its last second", async () => {
    const { fees, until } = await loadFixture(holidayOpen);
    await time.setNextBlockTimestamp(until);
    await expect(fees.openHoliday(1, until + day, 0))
      .to.be.revertedWithCustomError(fees, "HolidayNotOver")
      .withArgs(1, until, until);
    await time.setNextBlockTimestamp(until + 1);
    await fees.openHoliday(1, until + day, 0);
    expect((await fees.holiday()).number).to.equal(2n);
  });

  it("reverts HolidayPlacesOutOfBounds without a place", async () => {
    const { fees } = await loadFixture(feeSchedule);
    await expect(fees.openHoliday(0, (await time.latest()) + day, 0))
      .to.be.revertedWithCustomError(fees, "HolidayPlacesOutOfBounds")
      .withArgs(0, 1);
  });

  for (const [when, after] of [
    ["is over at once", 0],
    ["is further away than a year", maxHoliday + 1],
  ] as const) {
    it(`reverts HolidayUntilOutOfBounds when it ${when}`, async () => {
      const { fees } = await loadFixture(feeSchedule);
      const now = await next();
      await expect(fees.openHoliday(1, now + after, 0))
        .to.be.revertedWithCustomError(fees, "HolidayUntilOutOfBounds")
        .withArgs(now + after, now + 1, now + maxHoliday);
    });
  }

  for (const after of [1, maxHoliday]) {
    it(`opens one of ${after} seconds`, async () => {
      const { fees } = await loadFixture(feeSchedule);
      const until = (await next()) + after;
      await expect(fees.openHoliday(places, until, holidayFloor))
        .to.emit(fees, "HolidayOpened")
        .withArgs(1, places, until, holidayFloor);
      expect(await fees.holiday()).to.deep.equal([1n, BigInt(places), 0n, BigInt(until), holidayFloor]);
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
    const { fees, buyer, stranger, until } = await loadFixture(holidayFull);
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
