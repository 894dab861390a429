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

const solidity = `
  test/contracts/Escrow.t.sol:EscrowInvariants
    ✔ invariant_solvency() (runs: 24)

  4 passing
  1 failing
  1 skipped
`;

const summary = `
93 passing (4 solidity, 89 mocha)
2 failing (1 solidity, 1 mocha)
1 skipped (1 solidity)
`;

describe("npm test's count", () => {
  it("is mocha's own", () => {
    expect(count(mocha, "passing")).to.equal(89);
    expect(count(mocha, "pending")).to.equal(2);
    expect(count(mocha, "failing")).to.equal(1);
  });

  it("adds Solidity's to mocha's", () => {
    expect(count(solidity + mocha, "passing")).to.equal(93);
    expect(count(solidity + mocha, "skipped")).to.equal(1);
  });

  it("leaves out Hardhat's summary, which says it again", () => {
    for (const word of ["passing", "failing", "pending", "skipped"]) {
      expect(count(solidity + mocha + summary, word)).to.equal(count(solidity + mocha, word));
    }
    expect(count("  89 passing (2s)\n\n\n91 passing (91 mocha)\n", "passing")).to.equal(89);
  });

  it("is nothing when a suite could not start", () => {
    expect(count("Error HHE1: no config", "passing")).to.equal(0);
  });
});
