import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lanesFor, runInLanes } from "../../scripts/test/lanes.ts";
import { count, type Suite } from "../../scripts/test/run.ts";

const mocha = `
  Escrow.buy
    ✔ takes 3 of them
    - 4 pending things

  89 passing (2s)
  2 pending
  1 failing

  1) Escrow.buy
       12 failing tests`;

/** Hardhat's Solidity tests have no line of their own, but when they run alone. */
const solidity = `
  test/contracts/Escrow.t.sol:EscrowInvariants
    ✔ invariant_solvency() (runs: 24)
`;

const summary = `
95 passing (4 solidity, 91 mocha)
3 failing (2 solidity, 1 mocha)
1 skipped (1 solidity)
`;

describe("npm test's count", () => {
  it("is mocha's own", () => {
    expect(count(mocha, "passing")).to.equal(89);
    expect(count(mocha, "pending")).to.equal(2);
    expect(count(mocha, "failing")).to.equal(1);
  });

  it("adds Solidity's out of Hardhat's summary, and mocha's not again", () => {
    const output = solidity + mocha + summary;
    expect(count(output, "passing")).to.equal(4 + 89);
    expect(count(output, "failing")).to.equal(2 + 1);
    expect(count(output, "pending")).to.equal(2);
    expect(count(output, "skipped")).to.equal(1);
    expect(count("  89 passing (2s)\n\n\n91 passing (91 mocha)\n", "passing")).to.equal(89);
  });

  it("is Solidity's own when it ran alone", () => {
    expect(count(`${solidity}\n\n  4 passing\n  1 failing\n`, "passing")).to.equal(4);
  });

  it("is nothing when a suite could not start", () => {
    expect(count("Error HHE1: no config", "passing")).to.equal(0);
  });
});

describe("npm test's lanes", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "handsel-lanes-"))));
  after(() => rmSync(folder, { recursive: true }));

  const suite = (name: string, code: string, weight = 0): Suite => ({
    ...{ name, weight, command: process.execPath, args: ["-e", code] },
  });
  const nothing = async () => undefined;

  /** Ends when the other has begun. */
  const meeting = (name: string, other: string) =>
    suite(
      name,
      `const { existsSync, writeFileSync } = require("node:fs");
       console.log("${name} begins");
       writeFileSync("${folder}/${name}", "");
       const timer = setInterval(() => {
         if (!existsSync("${folder}/${other}")) return;
         clearInterval(timer);
         const { HANDSEL_COMPILED, HANDSEL_DEPLOYMENTS = "its own" } = process.env;
         console.error("${name} ends,", HANDSEL_COMPILED, HANDSEL_DEPLOYMENTS.replace(/.*lanes.*[/]/, "a copy for "));
         console.log("\\n  3 passing (1s)\\n");
       }, 20);`,
    );

  it("go side by side, each with records of its own, and each says what it says as a whole", async () => {
    let text = "";
    const suites = [meeting("subgraph", "stack"), meeting("stack", "subgraph"), suite("web", "console.log('web')", -1)];
    const way = { lanes: 2, prepared: nothing, write: (part: string) => (text += part) };
    const outcomes = await runInLanes(suites, way);
    expect(outcomes.map(({ name, passed, failed }) => [name, passed, failed])).to.deep.equal([
      ["subgraph", 3, 0],
      ["stack", 3, 0],
      ["web", 0, 0],
    ]);
    expect(text).to.match(/ {2}subgraph starts\n {2}stack starts\n/);
    expect(text).to.match(/── subgraph ─+\n\nsubgraph begins\nsubgraph ends, 1 a copy for subgraph\n\n {2}3 passing/);
    expect(text).to.match(/── stack ─+\n\nstack begins\nstack ends, 1 a copy for stack\n\n {2}3 passing/);
  });

  it("begin with what takes longest, and take the next as soon as one is free", async () => {
    let text = "";
    const suites = [suite("short", "", 1), suite("long", "setTimeout(() => {}, 3_000)", 9), suite("middle", "", 5)];
    const way = { lanes: 2, prepared: nothing, write: (part: string) => (text += part) };
    await runInLanes(suites, way);
    expect([...text.matchAll(/ {2}(\w+) starts/g)].map(([, name]) => name)).to.deep.equal(["long", "middle", "short"]);
    expect(text.indexOf("── short")).to.be.below(text.indexOf("── long"));
  });

  it("count a suite that could not start as failed, and the others go on", async () => {
    const suites = [suite("subgraph", "process.exit(3)"), suite("stack", "console.log('  2 passing (1s)')")];
    const outcomes = await runInLanes(suites, { prepared: nothing, write: () => undefined });
    expect(outcomes.map(({ passed, failed }) => [passed, failed])).to.deep.equal([
      [0, 1],
      [2, 0],
    ]);
  });

  it("run one by one, without what was to be prepared, when that fails: each then says so itself", async () => {
    const suites = [suite("a", "console.log(process.env.HANDSEL_COMPILED ?? 'not compiled')"), suite("b", "")];
    let text = "";
    const prepared = () => Promise.reject(new Error("no compiler"));
    // This very suite may run in a lane.
    const own = process.env.HANDSEL_COMPILED;
    delete process.env.HANDSEL_COMPILED;
    try {
      await runInLanes(suites, { prepared, write: (part) => (text += part) });
    } finally {
      if (own !== undefined) process.env.HANDSEL_COMPILED = own;
    }
    expect(text).to.include("not compiled");
  });

  it("are a few more than the processors, and never many", () => {
    expect([1, 2, 3, 8, 64].map(lanesFor)).to.deep.equal([2, 3, 4, 4, 4]);
  });
});
