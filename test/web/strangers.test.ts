import { expect } from "chai";
import { readAtMost } from "../../web/src/lib/bytes.ts";
import { isCid } from "../../web/src/lib/cid.ts";
import { symbolOf } from "../../web/src/market/symbol.ts";
import { categoryWord, conditionWord } from "../../web/src/market/listings/words.ts";

const address = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

describe("readAtMost", () => {
  it("reads all of what is small enough, in however many parts it comes", async () => {
    const parts = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of [[1, 2], [], [3]]) controller.enqueue(Uint8Array.from(part));
        controller.close();
      },
    });
    expect(await readAtMost(parts, 3)).to.deep.equal(Uint8Array.from([1, 2, 3]));
    expect(await readAtMost(null, 3)).to.deep.equal(new Uint8Array());
  });

  it("stops what has no end, and lets the sender know", async () => {
    let sent = 0;
    let stopped = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1_000;
        controller.enqueue(new Uint8Array(1_000));
      },
      cancel() {
        stopped = true;
      },
    });
    expect(await readAtMost(endless, 10_000)).to.equal(null);
    expect(stopped).to.equal(true);
    expect(sent).to.be.below(13_000);
  });
});

describe("symbol of a token that nobody has vouched for", () => {
  const known = ["tUSD", "ETH"];

  it("is what it says in plain letters", () => {
    expect(symbolOf("WINE", address, known)).to.equal("WINE");
    expect(symbolOf("USDC.e", address, known)).to.equal("USDC.e");
  });

  it("is its address when it passes for a token of the market, or hides something", () => {
    for (const claimed of [
      "tUSD",
      "TUSD",
      "tU5D",
      "E.TH",
      "ЕТН",
      "t\u200bUSD",
      "100 tUSD",
      "",
      "\u202eDSUt",
      "X".repeat(13),
    ])
      expect(symbolOf(claimed, address, known), claimed).to.equal("0x5FbD…0aa3");
  });
});

describe("the address of a file", () => {
  it("is a CID and never a path", () => {
    expect(isCid("bafkqaaa")).to.equal(true);
    expect(isCid("bafkreidb5kmgdin5b63fwns3aej7o6iqzncalcw6tbq5wvfkq5wm56l3du")).to.equal(true);
    for (const other of ["", "../api/v0/id", "baf/..", "bafkqaaa?x=1", "http://elsewhere.example", "x".repeat(200)])
      expect(isCid(other), other).to.equal(false);
  });
});

describe("a key that only every object has", () => {
  it("stands for itself", () => {
    for (const key of ["constructor", "toString", "__proto__"]) {
      expect(categoryWord(key)).to.be.a("string");
      expect(conditionWord(key)).to.be.a("string");
    }
    expect(categoryWord("books")).to.equal("Books and music");
  });
});
