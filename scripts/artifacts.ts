import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonFragment } from "ethers";

export const repository = fileURLToPath(new URL("..", import.meta.url));

export type Artifact = {
  contractName: string;
  abi: JsonFragment[];
  bytecode: string;
  deployedBytecode: string;
  /** Where constructor values are written into the deployed code. */
  immutableReferences: Record<string, { start: number; length: number }[]>;
};

/** The contracts of a market. Test networks also have a `TestToken`. */
export const contractNames = ["ListingRegistry", "Escrow", "ArbitratorPool", "ArbitrationCourt", "Reputation"] as const;
export type ContractName = (typeof contractNames)[number] | "TestToken";

/** Compiles what has changed since the last time. It may take minutes, in which whoever else runs in this process goes on. */
export async function compile(): Promise<void> {
  const hardhat = join(repository, "node_modules/hardhat/dist/src/cli.js");
  const build = spawn(process.execPath, [hardhat, "build"], {
    cwd: repository,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code, signal] = (await once(build, "exit")) as [number | null, NodeJS.Signals | null];
  if (code !== 0) throw new Error(`The contracts did not compile (${signal ?? `exit code ${code}`}).`);
}

export function readArtifact(name: ContractName): Artifact {
  const folder = name === "TestToken" ? "contracts/mocks" : "contracts";
  return JSON.parse(readFileSync(join(repository, "artifacts", folder, `${name}.sol`, `${name}.json`), "utf8"));
}
