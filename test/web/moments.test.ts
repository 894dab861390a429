import { expect } from "chai";
import fc from "fast-check";
import { calendarDayOf, momentOf, momentsOf, relative, zoneNameOf, zoneOffset } from "../../web/src/lib/time.ts";

const hour = 3_600;
const day = 24 * hour;
const at = (iso: string) => Date.parse(iso) / 1_000;
const now = at("2026-10-01T12:00:00Z");
const zones = [
  ...["Europe/Berlin", "Europe/Dublin", "Europe/London", "America/New_York", "America/Santiago", "Australia/Sydney"],
  ...["Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Jerusalem", "Pacific/Auckland", "UTC"],
];

/** The moments within two years at which a place puts its clocks on or back. */
function changesOf(zone: string): number[] {
  const found: number[] = [];
  for (let month = 0; month < 48; month++) {
    let [from, to] = [now + month * 15 * day, now + (month + 1) * 15 * day];
    if (zoneOffset(from, zone) === zoneOffset(to, zone)) continue;
    while (to - from > 60) {
      const middle = Math.floor((from + to) / 120) * 60;
      if (zoneOffset(middle, zone) === zoneOffset(from, zone)) from = middle;
      else to = middle;
    }
    found.push(to);
  }
  return found;
}

describe("a moment in words", () => {
  it("names the time of its zone wherever it names an hour", () => {
    expect(momentOf(at("2026-12-12T17:00:00Z"), now, "Europe/Berlin")).to.equal("Sat 12 Dec, 18:00 CET");
    expect(momentOf(at("2026-07-12T16:00:00Z"), now, "Europe/Berlin")).to.equal("Sun 12 Jul, 18:00 CEST");
    expect(momentOf(at("2026-12-12T17:00:00Z"), now, "UTC")).to.equal("Sat 12 Dec, 17:00 UTC");
    expect(momentOf(at("2026-12-12T17:00:00Z"), now)).to.match(/, \d\d:\d\d \S+$/);
  });

  it("tells the two half past twos of the night in which the clocks go back from each other", () => {
    const first = at("2026-10-25T00:30:00Z");
    expect(momentOf(first, now, "Europe/Berlin")).to.equal("Sun 25 Oct, 02:30 CEST");
    expect(momentOf(first + hour, now, "Europe/Berlin")).to.equal("Sun 25 Oct, 02:30 CET");
  });

  it("is another one an hour later, around every change of every clock", () => {
    for (const zone of zones) {
      for (const change of changesOf(zone)) {
        for (let minute = -90; minute <= 90; minute += 10) {
          const moment = change + minute * 60;
          expect(momentOf(moment, now, zone), zone).to.not.equal(momentOf(moment + hour, now, zone));
        }
      }
    }
    const some = fc.tuple(fc.integer({ min: at("2020-01-01"), max: at("2090-01-01") }), fc.constantFrom(...zones));
    fc.assert(
      fc.property(some, ([moment, zone]) => momentOf(moment, now, zone) !== momentOf(moment + hour, now, zone)),
      { numRuns: 2_000 },
    );
  });

  it("has the year where it is another one by that place’s calendar", () => {
    const newYear = at("2026-12-31T23:30:00Z");
    expect(momentOf(newYear, now, "UTC")).to.equal("Thu 31 Dec, 23:30 UTC");
    expect(momentOf(newYear, now, "Europe/Berlin")).to.equal("Fri 1 Jan 2027, 00:30 CET");
  });
});

describe("two moments in words", () => {
  it("name the time once, and twice where the clocks change in between", () => {
    const [from, to] = [at("2026-10-23T12:00:00Z"), at("2026-10-24T12:00:00Z")];
    expect(momentsOf(from, to, now, "Europe/Berlin")).to.equal("Fri 23 Oct, 14:00 to Sat 24 Oct, 14:00 CEST");
    expect(momentsOf(from, to + day, now, "Europe/Berlin")).to.equal("Fri 23 Oct, 14:00 CEST to Sun 25 Oct, 13:00 CET");
  });
});

describe("how far off a moment is", () => {
  const dateOf = (moment: number) => {
    const { year, month, day: date } = calendarDayOf(moment);
    return Date.UTC(year, month - 1, date) / 86_400_000;
  };

  it("agrees with the date that stands beside it, or says the hours too", () => {
    const moments = fc.tuple(
      fc.integer({ min: now, max: now + 400 * day }),
      fc.integer({ min: -90 * day, max: 90 * day }),
    );
    fc.assert(
      fc.property(moments, ([today, distance]) => {
        const words = relative(today + distance, today);
        const days = Number(/^(?:in )?(\d+) days?(?: ago)?$/.exec(words)?.[1] ?? NaN);
        if (Number.isNaN(days)) return;
        const dates = Math.abs(dateOf(today + distance) - dateOf(today));
        // Less than an hour more than whole days is not worth a word.
        if (Math.abs(distance) % day >= hour) expect(dates, words).to.equal(days);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never makes a deadline look later than it is", () => {
    const units = { minute: 60, hour, day } as const;
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 90 * day }), (distance) => {
        const words = relative(now + distance, now);
        const said = [...words.matchAll(/(\d+) (minute|hour|day)/g)].reduce(
          (sum, [, amount, unit]) => sum + Number(amount) * units[unit as keyof typeof units],
          0,
        );
        expect(said, words)
          .to.be.at.most(distance)
          .and.above(distance - day);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("the name of a zone’s time", () => {
  it("follows its clocks", () => {
    expect(zoneNameOf(at("2026-12-01"), "Europe/Berlin")).to.equal("CET");
    expect(zoneNameOf(at("2026-07-01"), "Europe/Berlin")).to.equal("CEST");
  });
});
