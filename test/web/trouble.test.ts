import { expect } from "chai";
import { type Health, pausedWords, troubleOf } from "../../web/src/market/trouble.ts";

const well: Health = { chain: true, graph: true, gateways: true, behind: 0, paused: false };

describe("what the strip above every page says", () => {
  it("is nothing when all is well, and while the index is a little late", () => {
    for (const behind of [0, 30]) expect(troubleOf({ ...well, behind })).to.deep.equal([]);
  });

  it("is what is stopped and what is not, while the market is paused", () => {
    expect(troubleOf({ ...well, paused: true })).to.deep.equal([pausedWords]);
    expect(pausedWords).to.match(/listings and new orders are paused.*goes on/);
  });

  it("is that this browser keeps nothing, whatever else is the matter", () => {
    expect(troubleOf({ ...well, forgetful: true })).to.have.lengthOf(1);
    const [, ...more] = troubleOf({ ...well, chain: false, forgetful: true });
    expect(more.join()).to.match(/keeps nothing.*drafts/);
  });

  for (const [what, trouble, words] of [
    ["the index is away", { graph: false }, /index does not answer/],
    ["the index is late", { behind: 31 }, /31 blocks behind/],
    ["pictures are away", { gateways: false }, /Pictures/],
  ] as const) {
    it(`is one thing when ${what}, and the pause comes first when there is one`, () => {
      const [line, ...more] = troubleOf({ ...well, ...trouble });
      expect([line, more]).to.satisfy(([said, rest]: [string, string[]]) => words.test(said) && rest.length === 0);
      expect(troubleOf({ ...well, ...trouble, paused: true })).to.deep.equal([pausedWords, line]);
    });
  }

  it("is nothing but the chain while that does not answer: a pause is then not known", () => {
    const lines = troubleOf({ ...well, chain: false, graph: false, paused: true });
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(/chain does not answer/);
  });
});
