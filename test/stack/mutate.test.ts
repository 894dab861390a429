import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rewrite } from "../../scripts/mutate/schemata.ts";
import { readTrees } from "../../scripts/mutate/solidity.ts";

const source = `// A „comment" of more bytes than letters.
pragma solidity 0.8.37;

contract Till {
    error Refused(uint256 given, uint256 wanted);

    uint256 private constant MOST = 5;
    uint256 public held;

    modifier guarded() {
        _;
    }

    function pay(uint256 given) external guarded {
        if (given > MOST) revert Refused(given, MOST);
        held += given;
    }
}
`;

describe("npm run mutate's mutants", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "till-"));
    mkdirSync(join(folder, "contracts"));
    writeFileSync(join(folder, "contracts/Till.sol"), source);
  });
  after(() => rmSync(folder, { recursive: true }));

  function rewritten() {
    const { trees, declarations } = readTrees(["contracts/Till.sol"], folder);
    return rewrite(trees, declarations);
  }

  it("are every small change of what a function does", () => {
    expect(rewritten().mutants.map(({ id }) => id)).to.deep.equal([
      "Till.pay: guarded → nothing (modifier)",
      "Till.pay: given > MOST → given >= MOST (>)",
      "Till.pay: given > MOST → false (condition)",
      "Till.pay: given > MOST → true (condition)",
      "Till.pay: MOST → (MOST + 1) (constant)",
      "Till.pay: MOST → (MOST - 1) (constant)",
      "Till.pay: revert Refused(given, MOST) → revert Refused(MOST, given); (swap)",
      "Till.pay: MOST → (MOST + 1) (constant) #2",
      "Till.pay: MOST → (MOST - 1) (constant) #2",
      "Till.pay: held += given → nothing (statement)",
      "Till.pay: held += given → held -= given; (+=)",
      "Till.pay: held += given → held = given; (+=)",
    ]);
  });

  it("know their lines", () => {
    const lines = rewritten().mutants.map(({ line }) => line);
    expect(lines).to.deep.equal([14, 15, 15, 15, 15, 15, 15, 15, 15, 16, 16, 16]);
  });

  it("all stand in one source that compiles, in which no two are on at once", () => {
    const { sources } = rewritten();
    const text = sources.get("contracts/Till.sol")!;
    writeFileSync(join(folder, "contracts/Till.sol"), text);
    const library = "library Mutant { function on(uint256) internal pure returns (bool) { return false; } }";
    writeFileSync(join(folder, "contracts/Mutant.sol"), `pragma solidity 0.8.37; ${library}`);
    expect(() => readTrees(["contracts/Till.sol", "contracts/Mutant.sol"], folder)).not.to.throw();
    expect(text).to.contain(
      "if ((Mutant.on(2) ? given >= MOST : Mutant.on(3) ? false : Mutant.on(4) ? true : given > (Mutant.on(5) ? (MOST + 1) : Mutant.on(6) ? (MOST - 1) : MOST)))",
    );
  });
});
