import { expect } from "chai";
import type { Address } from "viem";
import { cautionsOf } from "../../web/src/features/orders/cautions.ts";
import { promisesOf } from "../../web/src/features/listings/promise.ts";
import { day, now, terms } from "./support/orders.ts";

const stranger: Address = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const lowerCased = terms.arbitrator.toLowerCase() as Address;
const titles = (changes: Partial<typeof terms>, known = true) =>
  cautionsOf({ ...terms, ...changes }, terms.arbitrator, () => known).map(({ title }) => title);

describe("what a buyer is warned of before paying", () => {
  it("is nothing when the terms are usual, however the court is spelt", () => {
    expect(titles({})).to.deep.equal([]);
    expect(titles({ arbitrator: lowerCased, inspectWindow: day })).to.deep.equal([]);
  });

  it("is a judge whom the seller has named", () => {
    const [caution] = cautionsOf({ ...terms, arbitrator: stranger }, terms.arbitrator, () => true);
    expect(caution?.title).to.contain("their own judge");
    expect(caution?.words).to.contain("0x7099…79C8");
  });

  it("is a token that the market does not know, and too short a time to look at the thing", () => {
    expect(titles({}, false)).to.deep.equal(["This market does not know the token"]);
    expect(titles({ inspectWindow: 600 })).to.deep.equal(["You have only 10 minutes to look at it"]);
    expect(titles({ inspectWindow: day - 1, arbitrator: stranger }, false)).to.have.length(3);
  });
});

describe("what escrow promises", () => {
  const windows = { kind: "item", fulfilWindow: day, inspectWindow: day } as const;

  it("is a panel drawn at random only where the market's court judges", () => {
    expect(promisesOf(windows, now, true).at(-1)).to.contain("drawn at random");
    const own = promisesOf(windows, now, false).at(-1);
    expect(own).to.contain("the judge whom the seller has named").and.not.to.contain("at random");
  });
});
