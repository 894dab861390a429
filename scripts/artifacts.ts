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

/** The contracts of a market that are indexed. */
export const contractNames = ["ListingRegistry", "Escrow", "ArbitratorPool", "ArbitrationCourt", "Reputation"] as const;
/** Those that nobody follows: the source of the draws' randomness, and a dollar on test networks. */
export type ContractName = (typeof contractNames)[number] | "BlockEntropy" | "TestToken";

function sourceOf(name: ContractName): string {
  return `contracts/${name === "TestToken" ? "mocks/" : ""}${name}.sol`;
}

const deployed = ([...contractNames, "BlockEntropy", "TestToken"] satisfies ContractName[]).map(sourceOf);

/**
 * Compiles what has changed since the last time: what is deployed or, with `tests`, also what only tests need. It may take
 * minutes, in which whoever else runs in this process goes on. What the compiler says matters only when it fails.
 */
export async function compile({ tests = false } = {}): Promise<void> {
  const hardhat = join(repository, "node_modules/hardhat/dist/src/cli.js");
  const build = spawn(
    process.execPath,
    [hardhat, "build", ...(tests ? [] : ["--no-tests", "--no-typechain", ...deployed])],
    {
      cwd: repository,
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  build.stderr.on("data", (part: Buffer) => (said += part.toString()));
  const [code, signal] = (await once(build, "exit")) as [number | null, NodeJS.Signals | null];
  if (code !== 0) throw new Error(`The contracts did not compile (${signal ?? `exit code ${code}`}).\n${said}`);
}

export function readArtifact(name: ContractName): Artifact {
  return JSON.parse(readFileSync(join(repository, "artifacts", sourceOf(name), `${name}.json`), "utf8"));
}
