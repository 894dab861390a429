import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile, readOwnArtifact } from "../../scripts/artifacts.ts";
import { areCurrent, readCompiled } from "../../scripts/compiled.ts";
import { type ContractName, contracts, sourceOf } from "../../scripts/contracts.ts";
import { copyRepository } from "../support/copy.ts";

const names = Object.keys(contracts) as ContractName[];

describe("contracts/compiled", () => {
  it("is what the compiler makes of the sources, to the byte", async () => {
    await compile({ builds: true });
    expect(areCurrent(), "made from these sources (npm run generate)").to.equal(true);
    for (const name of names) {
      const kept = readCompiled(sourceOf(name), name)!;
      const own = readOwnArtifact(sourceOf(name), name);
      for (const key of Object.keys(kept) as (keyof typeof kept)[]) {
        expect(kept[key], `${name}.${key}`).to.deep.equal(own[key]);
      }
      expect(kept.deployedBytecode.length, name).to.be.above(1_000);
    }
  }).timeout(600_000);

  it("has nothing of what is not deployed", () => {
    expect(readCompiled("contracts/mocks/LinkedTally.sol", "LinkedTally")).to.equal(undefined);
    expect(readCompiled("contracts/mocks/Other.sol", "Escrow")).to.equal(undefined);
  });

  describe("in another clone", () => {
    let copy: string;
    beforeEach(() => (copy = copyRepository()));
    afterEach(() => rmSync(copy, { recursive: true, force: true }));

    /** A process of its own asks, as the next start would. */
    function isCurrent(): boolean {
      const script = `import { areCurrent } from ${JSON.stringify(join(copy, "scripts/compiled.ts"))}; console.log(areCurrent());`;
      const args = ["--input-type=module", "-e", script];
      return execFileSync(process.execPath, args, { encoding: "utf8" }).trim() === "true";
    }

    it("is taken as it is, whatever else has changed", () => {
      appendFileSync(join(copy, "contracts/mocks/LinkedTally.sol"), "// Not deployed.\n");
      appendFileSync(join(copy, "README.md"), "More.\n");
      expect(isCurrent()).to.equal(true);
    });

    for (const [what, file, text] of [
      ["a deployed contract", "contracts/Escrow.sol", "// Only a word, but it is in the code's hash.\n"],
      ["a file that one imports", "contracts/libraries/Disputes.sol", "\n"],
      ["the compiler's settings", "hardhat.config.ts", "\n"],
    ] as const) {
      it(`is not taken once ${what} has changed`, () => {
        appendFileSync(join(copy, file), text);
        expect(isCurrent()).to.equal(false);
      });
    }

    it("is not taken without its fingerprint, which is written last", () => {
      rmSync(join(copy, "contracts/compiled/sources.json"));
      expect(isCurrent()).to.equal(false);
      writeFileSync(join(copy, "contracts/compiled/sources.json"), "{}\n");
      expect(isCurrent()).to.equal(false);
    });
  });
});
