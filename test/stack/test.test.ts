import { expect } from "chai";
import { count } from "../../scripts/test.ts";

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
