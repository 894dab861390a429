import { expect } from "chai";
import { appealShare } from "../../web/src/features/disputes/appeal/appealShare.ts";
import type { Attempt, Round } from "../../web/src/market/courts/case.ts";

const nobody = "0x0000000000000000000000000000000000000000" as const;

const attempt: Attempt = {
  round: 0,
  attempt: 0,
  hidden: true,
  settled: true,
  seats: [
    {
      index: 0,
      arbitrator: nobody,
      status: "revealed",
      choice: "buyer",
      commitment: `0x${"00".repeat(32)}`,
      justified: false,
    },
  ],
};

const appealed: Round = {
  round: 0,
  rules: 0,
  seats: 1,
  nextSeats: 3,
  decided: true,
  ruling: "seller",
  fee: 10n,
  lock: 20n,
  need: 46n,
  raised: 46n,
  returned: 25n,
  attempts: [attempt],
};
const next: Round = { ...appealed, round: 1, ruling: "buyer", raised: 0n, returned: 0n };
const failed = { ...attempt, settled: false };

describe("share in an appeal", () => {
  it("is all that was paid when not enough came together", () => {
    expect(appealShare([{ ...appealed, raised: 12n, returned: 0n }], 0, 12n)).to.equal(12n);
  });

  it("is all that was paid when nobody could be drawn", () => {
    const undrawn = { ...next, attempts: [{ ...attempt, seats: [], settled: false }] };
    expect(appealShare([appealed, undrawn], 0, 12n)).to.equal(12n);
  });

  it("is not known before the last panels of both rounds are paid", () => {
    expect(appealShare([{ ...appealed, attempts: [failed] }, next], 0, 46n)).to.equal(null);
    expect(appealShare([appealed, { ...next, attempts: [attempt, failed] }], 0, 46n)).to.equal(null);
    expect(appealShare([appealed, { ...next, attempts: [failed, attempt] }], 0, 46n)).to.equal(25n);
  });

  it("is the payer's part of what comes back, rounded down as the court does it", () => {
    expect(appealShare([appealed, next], 0, 46n)).to.equal(25n);
    expect(appealShare([appealed, next], 0, 11n)).to.equal(5n);
  });

  it("is nothing when the ruling stood", () => {
    expect(appealShare([{ ...appealed, returned: 0n }, next], 0, 46n)).to.equal(0n);
  });
});
