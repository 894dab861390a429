import { expect } from "chai";
import { type Entry, explain } from "#protocol/entries.ts";
import { feesOf, percentOf, reckoningOf, valueOf, whyWeight } from "../../web/src/features/profile/score/entryWords.ts";
import { trustOf, trustSentence } from "../../web/src/features/profile/score/scoreFacts.ts";
import { checkSentence } from "../../web/src/features/profile/score/scoreCheck.ts";
import { emptyScore } from "#protocol/score.ts";
import { now, plain } from "./support/orders.ts";

const author = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const at = BigInt(now);

function entry(changes: Partial<Entry> = {}): Entry {
  return { orderId: `0x${"0d".repeat(32)}`, role: "seller", author, rating: 5, weight: 2_320n, at, ...changes };
}

describe("words about what made a score", () => {
  it("writes weights as fees, shares and values out of a hundred", () => {
    expect(plain(feesOf(2_320n))).to.equal("2.32 USD");
    expect(plain(feesOf(1n))).to.equal("0.001 USD");
    expect(plain(percentOf(1_848n))).to.equal("18.5 %");
    expect([5, 4, 1].map((rating) => valueOf({ points: BigInt(rating - 1) * 2_500n }))).to.deep.equal([
      "100 of 100",
      "75 of 100",
      "0 of 100",
    ]);
  });

  it("says why an entry counts less, or more, than it would by itself", () => {
    expect(whyWeight({ nth: 1, author, weight: 5n })).to.equal(null);
    expect(whyWeight({ nth: 2, author, weight: 5n }))
      .to.contain("2nd review")
      .and.to.contain("1/2.");
    expect(whyWeight({ nth: 3, author, weight: 5n }))
      .to.contain("3rd review")
      .and.to.contain("1/4.");
    expect(whyWeight({ nth: 11, author, weight: 5n }))
      .to.contain("11th review")
      .and.to.contain("1/128.");
    expect(whyWeight({ nth: 0, author: null, weight: 5n })).to.contain("double");
    expect(whyWeight({ nth: 1, author, weight: 0n })).to.contain("nothing");
    expect(whyWeight({ nth: 0, author: null, weight: 0n })).to.contain("nothing");
  });

  it("reckons in one sentence, from where everyone starts to what comes out", () => {
    expect(reckoningOf([], 7_000n)).to.equal(
      "Everyone starts at 70 with 20 USD of fees behind it. Nothing has been added yet.",
    );
    const one = explain([entry()], "seller", at);
    expect(plain(reckoningOf(one.lines, one.points))).to.contain(
      "1 entry that still counts for 2.32 USD makes it 73.1.",
    );
    const two = explain([entry(), entry({ rating: 0, author: null })], "seller", at);
    expect(plain(reckoningOf(two.lines, two.points))).to.contain(
      "2 entries that still count for 4.64 USD make it 66.2.",
    );
  });
});

describe("a score checked against the chain", () => {
  const { score } = explain([entry()], "seller", at);

  it("is equal only when every sum is the same", () => {
    expect(checkSentence(score, score)).to.deep.include({ equal: true });
    expect(checkSentence(score, undefined)).to.equal(null);
  });

  it("says in what the two differ, and which one counts", () => {
    const behind = checkSentence(score, { ...score, count: 3n, den: 9n });
    expect(behind?.equal).to.equal(false);
    expect(behind?.words).to.contain("2 more entries").and.to.contain("The chain’s number is the one that counts");
    expect(checkSentence(score, { ...score, count: 2n })?.words).to.contain("1 more entry than");
    const lied = checkSentence(score, { ...score, den: score.den + 1n });
    expect(lied).to.deep.include({ equal: false });
    expect(lied?.words).to.contain("weight is 2321 there and 2320 here");
    expect(checkSentence(score, emptyScore)?.words).to.contain("number of entries is 0 there and 1 here");
  });
});

describe("a score without the index", () => {
  it("is told from the contract's sums alone", () => {
    const { score } = explain([entry()], "seller", at);
    expect(trustOf(score, now).points).to.equal(73.11);
    expect(trustSentence(score, trustOf(score, now)))
      .to.contain("1 entry")
      .and.to.contain("2.32 USD");
    expect(trustSentence(emptyScore, trustOf(emptyScore, now))).to.contain("starts at 70");
  });
});
