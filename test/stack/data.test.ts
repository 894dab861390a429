import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openData } from "../../scripts/stack/data.ts";

describe("openData", () => {
  let folder: string;
  let cleared: number;
  const open = (fresh = false) => openData(folder, { fresh, clear: () => cleared++ });
  const keepsChain = () => existsSync(join(folder, "chain"));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "handsel-data-"));
    cleared = 0;
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** An earlier market on the same data, and how it came to its end. */
  function earlierMarket(memory?: { isComplete: boolean; isClean: boolean }): void {
    const data = open();
    mkdirSync(join(folder, "chain"));
    if (memory) data.remember(memory);
    data.release();
    cleared = 0;
  }

  it("is fresh the first time", () => expect(open().isFresh).to.equal(true));

  it("keeps everything of a market that was stopped in order", () => {
    earlierMarket({ isComplete: true, isClean: true });
    expect(open().isFresh).to.equal(false);
    expect([keepsChain(), cleared]).to.deep.equal([true, 0]);
  });

  it("keeps the chain of a market that was killed, and clears the database that may be ahead of it", () => {
    earlierMarket({ isComplete: true, isClean: false });
    expect(open().isFresh).to.equal(false);
    expect([keepsChain(), cleared]).to.deep.equal([true, 1]);
  });

  it("begins anew after a first start that never came to its end", () => {
    earlierMarket();
    expect(open().isFresh).to.equal(true);
    expect([keepsChain(), cleared]).to.deep.equal([false, 1]);
  });

  it("begins anew when asked", () => {
    earlierMarket({ isComplete: true, isClean: true });
    expect(open(true).isFresh).to.equal(true);
    expect([keepsChain(), cleared]).to.deep.equal([false, 1]);
  });

  it("refuses a folder that another market is using", () => {
    open();
    expect(() => open()).to.throw(`is running on ${folder} already, as process ${process.pid}`);
  });
});
