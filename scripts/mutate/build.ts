import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "../artifacts.ts";
import { findProgram } from "../stack/supervisor.ts";
import { type Mutant, rewrite } from "./schemata.ts";
import { readTrees } from "./solidity.ts";

export const folder = join(repository, "cache/mutate");
export const config = join(repository, "scripts/mutate/hardhat.config.ts");

/** Where the switch is: the balance of an account of nobody's, so that every contract sees it and no call can change it. */
export const switchAddress = "0x00000000000000000000000000006d7574616e74";

/** Reads the chain in functions that promise not to: that promise is the compiler's only, and here it has to look away. */
const library = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

library Mutant {
    function on(uint256 number) internal pure returns (bool) {
        return asPure(read)() == number;
    }

    function read() private view returns (uint256) {
        return address(${switchAddress}).balance;
    }

    function asPure(function() view returns (uint256) f) private pure returns (function() pure returns (uint256) g) {
        assembly {
            g := f
        }
    }
}
`;

/** Writes the contracts with all their mutants in them; answers the mutants, and a name for what was read. */
export function writeSources(paths: string[]): { mutants: Mutant[]; version: string } {
  const { trees, declarations } = readTrees(paths);
  const { sources, mutants } = rewrite(trees, declarations);
  const contracts = join(folder, "contracts");
  rmSync(contracts, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(repository, "contracts"), contracts, { recursive: true });
  writeFileSync(join(contracts, "Mutant.sol"), library);
  for (const [path, source] of sources) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  const hash = createHash("sha256");
  for (const path of globSync("**/*.sol", { cwd: contracts }).sort()) hash.update(readFileSync(join(contracts, path)));
  return { mutants, version: hash.digest("hex") };
}

/** Once for all mutants; it takes minutes. */
export async function compileSources(): Promise<void> {
  const build = spawn(findProgram("hardhat"), ["--config", config, "build", "--no-tests", "--no-typechain"], {
    cwd: repository,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  build.stderr.on("data", (part: Buffer) => (said += part.toString()));
  const [code] = (await once(build, "exit")) as [number | null];
  const errors = said.split(/\n\n(?=\w+: )/).filter((part) => !part.startsWith("Warning:"));
  if (code !== 0) throw new Error(`The mutants did not compile.\n${errors.join("\n\n")}`);
}
