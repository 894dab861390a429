import { expect } from "chai";
import { walkKillPoints } from "../support/killPoints.ts";

/** How many, and where their plans begin: KILL_POINTS=200 SEED=7 npm run fuzz:pages. */
const points = Number(process.env["KILL_POINTS"] ?? 12);
const seed = Number(process.env["SEED"] ?? 1);

describe("a purchase that is killed between press and receipt", function () {
  this.timeout(120_000 + points * 30_000);

  it(`is paid for once at most, at ${points} points`, async () => {
    const figures = await walkKillPoints(seed, points);
    console.log(`      ${figures.words}`);
    expect(figures.paidTwice, "paid twice").to.deep.equal([]);
    expect(figures.denied, "denied an order").to.deep.equal([]);
    expect(figures.lost, "an order that no page leads to").to.deep.equal([]);
  });
});
