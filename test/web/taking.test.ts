import { expect } from "chai";
import { NATIVE, type Order, type Terms, UNLIMITED_STOCK, ZERO_WORD } from "../../protocol/ids.ts";
import { payout } from "../../protocol/money.ts";
import { choiceOf, type Option } from "../../protocol/options.ts";
import { optionsRoot } from "../../protocol/optionTree.ts";
import { parseCheckoutParams } from "../../web/src/paths/searchParams.ts";
import { clockOf, momentOf, zoneOf, zoneOffset } from "../../web/src/lib/time.ts";
import {
  leadOf,
  monthAfter,
  readDate,
  slotsOfDay,
  slotsOfMonth,
  writeDate,
} from "../../web/src/market/stays/calendar.ts";
import { offeredOf } from "../../web/src/market/listings/offered.ts";
import {
  choiceWords,
  chosenIn,
  halves,
  nameOf,
  type Picked,
  pickedIn,
  pickedOf,
  settled,
  variantLeft,
} from "../../web/src/market/listings/choices.ts";
import {
  firstAhead,
  fits,
  freeRun,
  isFree,
  ladderOf,
  lastAhead,
  pressed,
  slotAt,
  startOf,
} from "../../web/src/market/stays/stays.ts";
import {
  ladderWords,
  lengthOf,
  namingOf,
  perSlot,
  policyWords,
  stayWords,
} from "../../web/src/market/stays/stayWords.ts";
import { wishOf } from "../../web/src/features/orders/buying/wish.ts";
import { optionWords } from "../../web/src/features/selling/form/options.ts";
import { termsInWords } from "../../web/src/features/disputes/file/termsInWords.ts";
import { day, dollar, now, order, plain, terms } from "./support/orders.ts";

const hour = 3_600;
/** A room by the night from 14:00 UTC; free until two days before, then half. */
const room: Terms = {
  ...terms,
  ...{ kind: 3, stock: 1, slot: day, slotOffset: 14 * hour, freeNotice: 2 * day, lateRefundBps: 5_000 },
};
/** Two nights from Thu 10 December 2026, 14:00 UTC. */
const start = now + 9 * day + 2 * hour;
const booked: Order = { ...order, terms: room, quantity: 2, start };
const held = 200_000_000n;

describe("bookings: slots", () => {
  it("begin where the registry says that they begin", () => {
    expect(startOf(room, slotAt(room, start))).to.equal(start);
    expect(slotAt(room, start - 1)).to.equal(slotAt(room, start) - 1);
    expect((start - room.slotOffset) % room.slot).to.equal(0);
  });

  it("can be booked from the next one on, for two years", () => {
    expect(startOf(room, firstAhead(room, now))).to.equal(now + 2 * hour);
    expect(startOf(room, firstAhead(room, now + 2 * hour - 60))).to.equal(now + day + 2 * hour);
    expect(startOf(room, lastAhead(room, now) + 1)).to.be.at.most(now + 730 * day);
    expect(startOf(room, lastAhead(room, now) + 2)).to.be.above(now + 729 * day);
  });

  it("make a stay only where the registry would take one", () => {
    expect(fits(room, { start, quantity: 2 }, now)).to.equal(true);
    expect(fits(room, { start: start + 1, quantity: 2 }, now)).to.equal(false);
    expect(fits(room, { start, quantity: 0 }, now)).to.equal(false);
    expect(fits(room, { start, quantity: 367 }, now)).to.equal(false);
    expect(fits(room, { start, quantity: 1.5 }, now)).to.equal(false);
    expect(fits(room, { start, quantity: 2 }, start)).to.equal(false);
    expect(fits(room, { start: start + 725 * day, quantity: 1 }, now)).to.equal(false);
  });

  const first = slotAt(room, start);
  const taken = { from: first, stays: [0, 0, 1, 0] };

  it("are free, taken, or not known", () => {
    expect([0, 2, 4, -1].map((place) => isFree(taken, first + place, 1))).to.deep.equal([true, false, null, null]);
    expect(isFree(taken, first + 2, 2)).to.equal(true);
  });

  it("in a row are as many as are known to be free", () => {
    expect(freeRun(taken, first, 1)).to.equal(2);
    expect(freeRun(taken, first, 2)).to.equal(4);
    expect(freeRun(taken, first + 2, 1)).to.equal(0);
    expect(freeRun({ from: first, stays: Array.from({ length: 400 }, () => 0) }, first, 1)).to.equal(366);
  });

  it("are pressed: the first begins, a later one ends, what is taken between them is not jumped over", () => {
    const one = { start, quantity: 1 };
    expect(pressed(room, null, first, taken, 1)).to.deep.equal(one);
    expect(pressed(room, one, first + 1, taken, 1)).to.deep.equal({ start, quantity: 2 });
    expect(pressed(room, one, first + 3, taken, 1)).to.deep.equal({ start: start + 3 * day, quantity: 1 });
    expect(pressed(room, { start, quantity: 2 }, first, taken, 1)).to.deep.equal(one);
    expect(pressed(room, { start: start + day, quantity: 1 }, first, taken, 1)).to.deep.equal(one);
  });
});

describe("bookings: the calendar", () => {
  it("has every day of a month once, whatever summer time does to a slot that begins at midnight", () => {
    // Midnight in Zagreb as its clocks go in winter, and as they go in summer.
    for (const slotOffset of [23 * hour, 22 * hour, 14 * hour, 0]) {
      for (const month of [3, 10, 12]) {
        const slots = slotsOfMonth({ slot: day, slotOffset }, { year: 2026, month }, "Europe/Zagreb");
        expect(slots.map((slot) => slot.day)).to.deep.equal(Array.from({ length: 31 }, (_, place) => place + 1));
        expect(new Set(slots.map(({ index }) => index)).size).to.equal(31);
      }
    }
  });

  it("names a night by the date at its place", () => {
    const makassar = { slot: day, slotOffset: 6 * hour };
    const [one] = slotsOfMonth(makassar, { year: 2026, month: 12 }, "Asia/Makassar");
    expect(momentOf(startOf(makassar, one!.index), now, "Asia/Makassar")).to.match(/^Tue 1 Dec, 14:00 /);
    expect(momentOf(startOf(makassar, one!.index), now, "America/Los_Angeles")).to.match(/^Mon 30 Nov, 22:00 /);
  });

  it("has the hours of a day, and one fewer or more when the clocks change", () => {
    const hours = { slot: hour, slotOffset: 0 };
    const on = (month: number, day: number) => slotsOfDay(hours, { year: 2026, month, day }, "Europe/Zagreb");
    expect(on(12, 1)).to.have.length(24);
    expect(clockOf(startOf(hours, on(12, 1)[0]!), "Europe/Zagreb")).to.equal("00:00");
    expect([on(3, 29).length, on(10, 25).length]).to.deep.equal([23, 25]);
  });

  it("counts months over the year’s end, and weeks from Monday on", () => {
    expect(monthAfter({ year: 2026, month: 12 }, 1)).to.deep.equal({ year: 2027, month: 1 });
    expect(monthAfter({ year: 2027, month: 1 }, -1)).to.deep.equal({ year: 2026, month: 12 });
    expect(leadOf({ year: 2026, month: 12, day: 1 })).to.equal(1);
    expect(leadOf({ year: 2026, month: 11, day: 30 })).to.equal(0);
  });

  it("reads the dates that it writes, and nothing else", () => {
    expect(readDate(writeDate({ year: 2026, month: 2, day: 9 }))).to.deep.equal({ year: 2026, month: 2, day: 9 });
    for (const text of ["", "9.2.2026", "2026-2-9"]) expect(readDate(text)).to.equal(null);
  });
});

describe("bookings: time zones", () => {
  it("are those that this device knows, and a stranger’s nonsense is none", () => {
    expect(zoneOf("Europe/Zagreb")).to.equal("Europe/Zagreb");
    for (const name of ["constructor", "__proto__", "Mars/Olympus", "", "../etc"]) {
      expect(zoneOf(name), name).to.equal(undefined);
    }
    expect(namingOf({ booking: { unit: "night", zone: "Mars/Olympus" } })).to.deep.equal({
      unit: "night",
      zone: undefined,
    });
  });

  it("are ahead of UTC by what their clocks show", () => {
    expect(zoneOffset(now, "Europe/Zagreb")).to.equal(hour);
    expect(zoneOffset(now + 45, "Asia/Kolkata")).to.equal(5.5 * hour);
    expect(zoneOffset(now + 45, "America/New_York")).to.equal(-5 * hour);
    expect(zoneOffset(now + 200 * day, "Europe/Zagreb")).to.equal(2 * hour);
  });
});

describe("bookings: calling off", () => {
  it("brings back all, then a part, then nothing, each to its last second", () => {
    const ladder = ladderOf(booked, held, now);
    expect(ladder.map(({ until }) => start - until)).to.deep.equal([2 * day, day, 0]);
    expect(ladder.map(({ kept }) => kept)).to.deep.equal([0n, 100_000_000n, held]);
    expect(ladder[0]!.payout).to.deep.equal(payout(booked, held, 0n));
    expect(ladder[1]!.payout.toBuyer).to.equal(101_000_000n);
    expect(ladder[2]!.payout.toBuyer).to.equal(0n);
  });

  it("has only the steps that are still ahead", () => {
    expect(ladderOf(booked, held, start - 2 * day)).to.have.length(3);
    expect(ladderOf(booked, held, start - 2 * day + 1)).to.have.length(2);
    expect(ladderOf(booked, held, start - day + 1)).to.have.length(1);
    expect(ladderOf(booked, held, start)).to.have.length(1);
    expect(ladderOf(booked, held, start + 1)).to.deep.equal([]);
  });

  it("is one step where the terms make no difference", () => {
    const with_ = (change: Partial<Terms>) => ({ ...booked, terms: { ...room, ...change } });
    expect(ladderOf(with_({ freeNotice: 0, lateRefundBps: 0 }), held, now).map(({ kept }) => kept)).to.deep.equal([0n]);
    expect(ladderOf(with_({ lateRefundBps: 0 }), held, now).map(({ until }) => start - until)).to.deep.equal([
      2 * day,
      0,
    ]);
    expect(ladderOf(with_({ lateRefundBps: 10_000 }), held, now).map(({ until }) => start - until)).to.deep.equal([
      day,
      0,
    ]);
  });

  it("never gives a second of an odd notice away", () => {
    const odd = { ...booked, terms: { ...room, freeNotice: 2 * day + 1 } };
    const [, half] = ladderOf(odd, held, now);
    expect(half!.kept).to.equal(100_000_000n);
    expect(start - half!.until).to.equal(day + 1);
  });

  it("is said in one sentence with its dates and their zone", () => {
    expect(plain(ladderWords(booked, held, now, { zone: "UTC" }))).to.equal(
      "Calling it off: free until Tue 8 Dec, 14:00 UTC; half of the price back until Wed 9 Dec, 14:00 UTC; " +
        "nothing of the price back later.",
    );
    expect(ladderWords(booked, held, start, { zone: "UTC" })).to.equal("Calling it off: nothing of the price back.");
    expect(ladderWords(booked, held, start + 1)).to.equal("Calling it off: not possible any more.");
  });

  it("is said to the seller as buyers will read it, before any date is known", () => {
    expect(policyWords(room, "You")).to.deep.equal([
      "You can call it off for nothing until 2 days before it begins.",
      "Then half of the price comes back, until 1 day before it begins.",
      "Later nothing of the price comes back.",
    ]);
    expect(policyWords({ freeNotice: 0, lateRefundBps: 0 })).to.deep.equal([
      "The buyer can call it off for nothing until it begins.",
    ]);
    expect(policyWords({ freeNotice: 2 * day, lateRefundBps: 0 })).to.have.length(2);
    expect(policyWords({ freeNotice: 2 * day, lateRefundBps: 10_000 })[0]).to.contain("until 1 day before");
    expect(plain(policyWords({ ...room, lateRefundBps: 3_000 })[1])).to.contain("30 % of the price");
  });
});

describe("bookings: words", () => {
  it("call a slot what the seller calls it, if it is one", () => {
    expect(lengthOf(room, 2, { unit: "night" })).to.equal("2 nights");
    expect(lengthOf(room, 1)).to.equal("1 day");
    expect(lengthOf({ slot: hour }, 3, { unit: "night" })).to.equal("3 hours");
    expect(lengthOf({ slot: 1_800 }, 3)).to.equal("90 minutes");
    expect([perSlot(room, { unit: "night" }), perSlot({ slot: hour }), perSlot({ slot: 7 * day })]).to.deep.equal([
      "a night",
      "an hour",
      "7 days",
    ]);
  });

  it("say nothing of days where it may be nights: a card has no words of the seller's", () => {
    expect([perSlot(room, null), perSlot({ slot: hour }, null), perSlot({ slot: 7 * day }, null)]).to.deep.equal([
      "24 hours",
      "an hour",
      "7 days",
    ]);
  });

  it("say from when to when, by the clock of the place", () => {
    expect(stayWords(room, booked, now, { zone: "UTC" })).to.equal("Thu 10 Dec, 14:00 to Sat 12 Dec, 14:00 UTC");
  });

  it("tell a panel what was booked and what calling off would have cost", () => {
    const rows = termsInWords(booked, dollar, now, { naming: { unit: "night", zone: "UTC" } });
    const said = Object.fromEntries(rows.map(({ label, value }) => [label, plain(value)]));
    expect(said).to.include({
      Price: "100 USDC for a night",
      Booked: "2 nights",
      "From, to": "Thu 10 Dec, 14:00 to Sat 12 Dec, 14:00 UTC",
    });
    expect(said["Calling it off"]).to.contain("2 days before");
    expect(termsInWords(order, dollar, now).map(({ label }) => label)).to.not.include("Booked");
  });
});

describe("options", () => {
  const options: Option[] = [
    { variant: "Blue", delivery: "By post", stock: 2, unitPrice: 5n, orderPrice: 7n },
    { variant: "Blue", delivery: "Fetched", stock: 2, unitPrice: 5n, orderPrice: 0n },
    { variant: "Red", delivery: "Fetched", stock: 1, unitPrice: 0n, orderPrice: 0n },
  ];
  const words = { options: optionWords(options) };
  const bound = { slot: 0, options: optionsRoot(options) };

  it("are those of the file, if they are those of the terms", () => {
    expect(offeredOf(bound, words)).to.deep.equal({ state: "options", options });
    expect(offeredOf(bound, undefined)).to.deep.equal({ state: "waiting" });
    expect(offeredOf({ slot: 0, options: ZERO_WORD }, undefined)).to.deep.equal({ state: "nothing" });
    expect(offeredOf({ slot: 0, options: ZERO_WORD }, {})).to.deep.equal({ state: "nothing" });
  });

  it("are refused when the file and the terms do not agree", () => {
    const dearer = options.map((option) => ({ ...option, orderPrice: 0n }));
    for (const [terms, file] of [
      [bound, { options: optionWords(dearer) }],
      [bound, { options: optionWords(options.slice(1)) }],
      [bound, {}],
      [{ slot: 0, options: ZERO_WORD }, words],
      // Nobody can take a stay of what is counted besides.
      [{ slot: day, options: bound.options }, words],
    ] as const) {
      expect(offeredOf(terms, file)).to.deep.equal({ state: "false" });
    }
  });

  it("that no tree can hold are refused, and break nothing", () => {
    const [one] = words.options!;
    for (const file of [
      { options: [one!, one!] },
      { options: [{ ...one!, variant: undefined, delivery: undefined }] },
      { options: [{ ...one!, unitPrice: "9".repeat(29) }] },
    ]) {
      expect(offeredOf(bound, file)).to.deep.equal({ state: "false" });
    }
  });

  it("with hostile names are names like any other", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "<img src=x onerror=alert(1)>"];
    const hostile = names.map((variant) => ({ variant, stock: 1, unitPrice: 0n, orderPrice: 0n }));
    const offered = offeredOf({ slot: 0, options: optionsRoot(hostile) }, { options: optionWords(hostile) });
    expect(offered.state).to.equal("options");
    expect(halves(hostile, "variant")).to.deep.equal(names);
    for (const variant of names) {
      const choice = choiceOf({ variant });
      expect(nameOf(chosenIn({ options: optionWords(hostile) }, choice)!)).to.equal(variant);
    }
    expect(pickedOf(hostile, { variant: "valueOf" })).to.equal(null);
  });

  it("are picked by both of their halves", () => {
    expect(halves(options, "variant")).to.deep.equal(["Blue", "Red"]);
    expect(halves(options, "delivery")).to.deep.equal(["By post", "Fetched"]);
    expect(pickedOf(options, { variant: "Blue" })).to.equal(null);
    expect(pickedOf(options, { variant: "Red", delivery: "By post" })).to.equal(null);
    expect(pickedOf(options, { variant: "Red", delivery: "Fetched" })).to.equal(options[2]);
  });

  it("need no asking where there is one alone", () => {
    const fetched = options.slice(1);
    expect(settled(fetched, { variant: "Red" })).to.deep.equal({ variant: "Red", delivery: "Fetched" });
    expect(settled(options, {})).to.deep.equal({ variant: undefined, delivery: undefined });
    expect(settled([], {})).to.deep.equal({ variant: undefined, delivery: undefined });
  });

  it("are sold out when their own stock is", () => {
    expect([0n, 1n, 2n, 3n].map((sold) => variantLeft(options[0]!, sold))).to.deep.equal([2, 1, 0, 0]);
    expect(variantLeft({ ...options[0]!, variant: undefined }, 9n)).to.equal(UNLIMITED_STOCK);
    expect(variantLeft({ ...options[0]!, stock: UNLIMITED_STOCK }, 9n)).to.equal(UNLIMITED_STOCK);
  });

  it("of an order are told by the words that it chose, and by no others", () => {
    const chosen = { ...order, choice: choiceOf(options[0]!), extra: 12n };
    const tell = (choice: Order["choice"]) => choiceWords(choice, words, false);
    expect(tell(chosen.choice)).to.equal("Blue, By post");
    expect(tell(choiceOf({ variant: "Gold" }))).to.contain("does not name");
    expect(choiceWords(chosen.choice, undefined, true)).to.contain("can’t be reached");
    expect(choiceWords(chosen.choice, undefined, false)).to.equal(undefined);
    expect(tell(order.choice)).to.equal(undefined);
    const rows = termsInWords(chosen, { symbol: "wei", decimals: 0 }, now, { chosen: tell(chosen.choice) });
    expect(plain(rows.find(({ label }) => label === "Chosen")?.value)).to.equal("Blue, By post, for 12 wei more");
  });
});

describe("the address of a checkout", () => {
  it("says what was chosen, and nothing that is none", () => {
    const choice = `0x${"AB".repeat(32)}`;
    expect(parseCheckoutParams({ referrer: NATIVE, start, quantity: 2, choice })).to.deep.equal({
      ...{ referrer: NATIVE, start, quantity: 2, choice: choice.toLowerCase() },
    });
    for (const start of [0, -1, 1.5, "7", 2 ** 40, null, NaN]) expect(parseCheckoutParams({ start })).to.deep.equal({});
    expect(parseCheckoutParams({ choice: "0x12", quantity: 0, referrer: "me" })).to.deep.equal({});
  });

  it("keeps the half of a choice that was made before the other", () => {
    const words = {
      options: optionWords(
        ["Small", "Large"].flatMap((variant) =>
          ["By post", "Collected"].map((delivery) => ({ variant, delivery, stock: 2, unitPrice: 0n, orderPrice: 0n })),
        ),
      ),
    };
    const halves: Picked[] = [
      { variant: "Large", delivery: undefined },
      { variant: undefined, delivery: "Collected" },
      { variant: "Small", delivery: "By post" },
    ];
    for (const picked of halves) {
      const { choice } = parseCheckoutParams(wishOf(null, 1, picked));
      expect(pickedIn(words, choice!)).to.deep.equal(picked);
    }
    expect(wishOf(null, 1, {})).to.deep.equal({});
    expect(pickedIn(words, `0x${"12".repeat(32)}`)).to.deep.equal({ variant: undefined, delivery: undefined });
  });
});
