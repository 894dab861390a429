import { expect } from "chai";
import { type Address, parseEther } from "viem";
import type { CourtGuide } from "../../protocol/courts.ts";
import { NATIVE } from "../../protocol/ids.ts";
import { networks } from "../../scripts/parameters.ts";
import {
  benchOf,
  benchWords,
  costWords,
  isMisplaced,
  misfitOf,
  strangers,
} from "../../web/src/market/courts/judging.ts";
import { coin, dollar, plain, terms } from "./support/orders.ts";

const address = terms.token;
const guide: CourtGuide = {
  courtsByValue: [{ courtId: 1, below: 200_000 }, { courtId: 0, below: 2_000_000 }, { courtId: 2 }],
  weights: [
    { token: address.toLowerCase(), unitsPerToken: "1000000000000000" },
    { token: NATIVE, unitsPerToken: "3000000" },
  ],
};
const [standard, smallClaims, highValue] = networks.base!.courts.map(benchOf);
const priced = { address, token: dollar, native: coin, weights: guide.weights };
const market = { guide, token: dollar, native: coin };

const misfit = (changes: Partial<typeof terms>, quantity = 1, bench = smallClaims!) =>
  misfitOf({ ...terms, ...changes }, { quantity }, bench, market);

describe("what a dispute costs, in words", () => {
  it("is the network's own price of a court, in coin and in the token of the price", () => {
    expect(smallClaims).to.deep.equal({ seats: 1, cost: parseEther("0.0008") });
    expect(plain(costWords(smallClaims!.cost, priced))).to.equal("0.0008 ETH (about 2.40 USDC)");
    expect(plain(costWords(standard!.cost, priced))).to.equal("0.0032 ETH (about 9.60 USDC)");
    expect(plain(costWords(highValue!.cost, priced))).to.equal("0.0154 ETH (about 46.20 USDC)");
  });

  it("is said once where the price is in coin too, or in what nobody weighs", () => {
    expect(plain(costWords(smallClaims!.cost, { ...priced, address: NATIVE, token: coin }))).to.equal("0.0008 ETH");
    expect(plain(costWords(smallClaims!.cost, { ...priced, weights: [] }))).to.equal("0.0008 ETH");
    const strange = { ...priced, address: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" };
    expect(plain(costWords(smallClaims!.cost, strange))).to.equal("0.0008 ETH");
  });

  it("stands beside who judges", () => {
    expect(plain(benchWords(smallClaims!, priced))).to.equal(
      "One stranger drawn at random judges. A dispute costs each side 0.0008 ETH (about 2.40 USDC); whoever wins gets it back.",
    );
    expect(plain(benchWords(standard!, priced))).to.match(/^3 strangers drawn at random judge\. /);
    expect(strangers(5)).to.equal("5 strangers");
  });
});

describe("a court that does not fit the order", () => {
  it("is none when it is the one for the value", () => {
    expect(misfit({ courtId: 1, price: 199_999_999n })).to.equal(null);
    expect(misfit({ courtId: 0, price: 200_000_000n }, 1, standard)).to.equal(null);
    expect(misfit({ courtId: 2, price: 200_000_000n }, 10, highValue)).to.equal(null);
  });

  it("is one with too few seats, as soon as the quantity takes the order beyond", () => {
    const found = misfit({ courtId: 1, price: 60_000_000n }, 4);
    expect(found?.title).to.equal("The court is meant for smaller orders");
    expect(plain(found?.words)).to.equal(
      "One stranger would judge a dispute. The market means that for less than 200 USDC, and here 240 USDC are at stake: the fewer judge, the likelier a wrong ruling is. Take fewer at once, or ask the seller for a listing before a larger court.",
    );
    expect(misfit({ courtId: 1, price: 60_000_000n }, 3)).to.equal(null);
  });

  it("is not helped by taking fewer where one is too many", () => {
    const found = misfit({ courtId: 1, price: 900_000_000n }, 2);
    expect(plain(found?.words)).to.contain(". Ask the seller for a listing before a larger court.");
    expect(plain(misfit({ courtId: 0, price: 2_000_000_000n }, 1, standard)?.words)).to.contain(
      "3 strangers would judge",
    );
  });

  it("counts a deposit, which a ruling gives away too", () => {
    expect(misfit({ courtId: 1, price: 40_000_000n, deposit: 150_000_000n })).to.equal(null);
    expect(misfit({ courtId: 1, price: 40_000_000n, deposit: 160_000_000n })?.title).to.contain("smaller orders");
  });

  it("is one for larger orders where it costs more than a tenth and than three dollars", () => {
    const found = misfit({ courtId: 0, price: 52_000_000n }, 1, standard);
    expect(found?.title).to.equal("A dispute would cost much for so little");
    expect(plain(found?.words)).to.equal(
      "The seller has chosen a court for larger orders: 3 strangers would judge, for 0.0032 ETH (about 9.60 USDC) from each side, where 52 USDC are at stake. Whoever wins gets it back.",
    );
    expect(misfit({ courtId: 0, price: 95_990_000n }, 1, standard)).to.not.equal(null);
    expect(misfit({ courtId: 0, price: 96_000_000n }, 1, standard)).to.equal(null);
    expect(misfit({ courtId: 0, price: 5_000_000n }, 1, { seats: 3, cost: parseEther("0.001") })).to.equal(null);
  });

  it("is spoken of in coin where the price is", () => {
    const inCoin = { ...terms, token: NATIVE as Address, courtId: 1, price: parseEther("0.5") };
    const words = misfitOf(inCoin, { quantity: 1 }, smallClaims!, { ...market, token: coin })?.words;
    expect(plain(words)).to.contain("for less than 0.0667 ETH, and here 0.50 ETH are at stake");
  });

  it("can't be told for a token that the market does not weigh", () => {
    const unknown = { guide: { ...guide, weights: [] }, token: dollar, native: coin };
    expect(misfitOf({ ...terms, courtId: 1, price: 10n ** 15n }, { quantity: 1 }, smallClaims!, unknown)).to.equal(
      null,
    );
  });
});

describe("a seller's own listing", () => {
  it("is misplaced when one piece of it belongs before another court", () => {
    expect(isMisplaced({ ...terms, courtId: 1, price: 100_000_000n }, guide)).to.equal(false);
    expect(isMisplaced({ ...terms, courtId: 0, price: 100_000_000n }, guide)).to.equal(true);
    expect(isMisplaced({ ...terms, courtId: 1, price: 300_000_000n }, guide)).to.equal(true);
    expect(isMisplaced({ ...terms, courtId: 7, price: 300_000_000n }, guide)).to.equal(false);
    expect(isMisplaced({ ...terms, courtId: 1, price: 300_000_000n }, { ...guide, weights: [] })).to.equal(false);
  });
});
