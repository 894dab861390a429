import { expect } from "chai";
import {
  bearableCost,
  courtFor,
  courtOfListing,
  dollarsOf,
  fitOf,
  meantFor,
  valueAtStake,
} from "../../protocol/courts.ts";
import { NATIVE } from "../../protocol/ids.ts";

const dollar = "0x5FC8d32690cc91D4c39d9d3abcBD16989F875707";
const stranger = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const weights = [
  { token: dollar, unitsPerToken: "1000000000000000" },
  { token: NATIVE, unitsPerToken: 3_000_000n },
];
const courtsByValue = [{ courtId: 1, below: 200_000 }, { courtId: 0, below: 3_000_000 }, { courtId: 2 }];
const guide = { courtsByValue, weights };

describe("dollarsOf", () => {
  it("weighs a token of 6 decimals and one of 18, however its address is spelt", () => {
    expect(dollarsOf(30_000_000n, dollar.toLowerCase(), weights)).to.equal(30_000n);
    expect(dollarsOf(10n ** 16n, NATIVE, weights)).to.equal(30_000n);
  });

  it("rounds down, and knows nothing of a token that the market does not weigh", () => {
    expect(dollarsOf(1_999n, dollar, weights)).to.equal(1n);
    expect(dollarsOf(30_000_000n, stranger, weights)).to.equal(null);
  });
});

describe("valueAtStake", () => {
  const rental = { token: dollar, price: 40_000_000n, deposit: 150_000_000n } as const;

  it("counts price and deposit of every piece", () => {
    expect(valueAtStake(rental, { quantity: 1 }, weights)).to.equal(190_000n);
    expect(valueAtStake(rental, { quantity: 3 }, weights)).to.equal(570_000n);
    expect(valueAtStake({ ...rental, token: stranger }, { quantity: 3 }, weights)).to.equal(null);
  });

  it("counts one deposit of a stay, however long it is, and what was chosen besides", () => {
    expect(valueAtStake({ ...rental, slot: 86_400 }, { quantity: 3 }, weights)).to.equal(270_000n);
    expect(valueAtStake(rental, { quantity: 1, extra: 5_000_000n }, weights)).to.equal(195_000n);
  });
});

describe("courtFor", () => {
  it("names one seat for a small sum, the standard court from its first thousandth on, and the large one above", () => {
    const courts = [0n, 199_999n, 200_000n, 2_999_999n, 3_000_000n, 10n ** 15n].map((value) =>
      courtFor(value, courtsByValue),
    );
    expect(courts).to.deep.equal([1, 1, 0, 0, 2, 2]);
  });

  it("is the standard court for what nobody can weigh, and where a market has no others", () => {
    expect(courtFor(null, courtsByValue)).to.equal(0);
    expect(courtFor(5n, [])).to.equal(0);
    expect(courtFor(5n, [{ courtId: 1, below: 5 }])).to.equal(0);
  });
});

describe("courtOfListing", () => {
  it("takes what one of it puts at stake, in whatever it is paid", () => {
    const terms = { token: dollar, price: 35_000_000n, deposit: 0n } as const;
    expect(courtOfListing(terms, guide)).to.equal(1);
    expect(courtOfListing({ ...terms, deposit: 200_000_000n }, guide)).to.equal(0);
    expect(courtOfListing({ ...terms, token: NATIVE, price: 10n ** 18n }, guide)).to.equal(2);
    expect(courtOfListing({ ...terms, token: stranger }, guide)).to.equal(0);
  });
});

describe("fitOf", () => {
  it("tells a court for smaller sums from one for larger ones", () => {
    expect(fitOf(1, 199_999n, courtsByValue)).to.equal("fits");
    expect(fitOf(1, 200_000n, courtsByValue)).to.equal("tooSmall");
    expect(fitOf(0, 199_999n, courtsByValue)).to.equal("tooLarge");
    expect(fitOf(0, 3_000_000n, courtsByValue)).to.equal("tooSmall");
    expect(fitOf(2, 30_000n, courtsByValue)).to.equal("tooLarge");
  });

  it("takes a number that names no court for the standard one, as the court does", () => {
    expect(fitOf(9, 200_000n, courtsByValue)).to.equal("fits");
    expect(fitOf(9, 30_000n, courtsByValue)).to.equal("tooLarge");
  });

  it("has nothing to say where the value is not known, or where there is one court", () => {
    expect(fitOf(1, null, courtsByValue)).to.equal("fits");
    expect(fitOf(2, null, courtsByValue)).to.equal("fits");
    expect(fitOf(1, 10n ** 9n, [{ courtId: 0 }])).to.equal("fits");
  });
});

describe("meantFor", () => {
  it("is where a court's values end, and nothing where they do not", () => {
    expect(meantFor(1, courtsByValue)).to.equal(200_000);
    expect(meantFor(2, courtsByValue)).to.equal(null);
    expect(meantFor(9, courtsByValue)).to.equal(null);
  });
});

describe("bearableCost", () => {
  it("is a tenth, and three dollars where that is more", () => {
    expect(bearableCost(0n)).to.equal(3_000n);
    expect(bearableCost(30_000n)).to.equal(3_000n);
    expect(bearableCost(30_010n)).to.equal(3_001n);
    expect(bearableCost(500_000n)).to.equal(50_000n);
  });
});
