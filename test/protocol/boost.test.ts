import { expect } from "chai";
import { addBoost, BOOST_STEP, boostAt, boostWeight, noBoost } from "#protocol/boost.ts";

const start = 1_800_000_000n;

describe("boosts", () => {
  it("weigh a thousandth of a dollar each", () => {
    expect(boostWeight(2_500_000n, 1_000n * 10n ** 12n)).to.equal(2_500n);
    expect(boostWeight(10n ** 18n, 3_000_000n)).to.equal(3_000_000n);
    expect(boostWeight(99n, 1_000n * 10n ** 12n)).to.equal(0n);
  });

  it("halve every seven days, in steps", () => {
    const boost = addBoost(noBoost, 4_000n, start);
    expect(boost).to.deep.equal({ weight: 4_000n, updatedAt: start });
    const after = [0n, BOOST_STEP - 1n, 64n * BOOST_STEP, 128n * BOOST_STEP, 10_000n * BOOST_STEP];
    expect(after.map((seconds) => boostAt(boost, start + seconds))).to.deep.equal([4_000n, 4_000n, 2_000n, 1_000n, 0n]);
    expect(boostAt(boost, start + BOOST_STEP)).to.equal(3_956n);
  });

  it("do not grow under a clock that is behind", () => {
    expect(boostAt(addBoost(noBoost, 4_000n, start), start - 10n ** 9n)).to.equal(4_000n);
    expect(boostAt(noBoost, start)).to.equal(0n);
  });

  it("decay however often they are added to", () => {
    let boost = addBoost(noBoost, 1_000_000n, start);
    for (let i = 1n; i <= 640n; i++) boost = addBoost(boost, 0n, start + i * (BOOST_STEP / 10n));
    const once = boostAt(addBoost(noBoost, 1_000_000n, start), start + 64n * BOOST_STEP);
    expect(once - boostAt(boost, start + 64n * BOOST_STEP)).to.be.within(0n, 100n);
  });
});
