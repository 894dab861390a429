import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Artifact } from "./artifacts.ts";
import { type ContractName, contracts, sourceOf } from "./contracts.ts";
import { fingerprintOfSources } from "./sources.ts";

/**
 * contracts/compiled: the code of what is deployed, so that a first start needs no compiler. `npm run generate` writes it,
 * `npm run check` compiles and compares, and whoever changes a source compiles at the next start: by its fingerprint nothing
 * that is stale is ever deployed.
 */
const repository = fileURLToPath(new URL("..", import.meta.url));
const folder = join(repository, "contracts/compiled");
const stamp = join(folder, "sources.json");
const fileOf = (name: string) => join(folder, `${name}.json`);

/** ABIs that the subgraph keeps are not kept again. */
const abiOf = (name: string) => join(repository, "subgraph/abis", `${name}.json`);

type Kept = Omit<Artifact, "abi" | "deployedBytecode"> & {
  abi?: Artifact["abi"];
  /** Code as deployed is a part of the code that creates it: from which byte, and how many. */
  deployed: { start: number; length: number };
};

/** A compiler takes seconds to read; a process that asks twice has changed nothing in between. */
let current: boolean | undefined;

/** Whether they are what the compiler would make of the sources as they are. */
export function areCurrent(): boolean {
  return (current ??= existsSync(stamp) && readFileSync(stamp, "utf8") === stampText());
}

const stampText = () => `${JSON.stringify({ fingerprint: fingerprintOfSources() }, null, 2)}\n`;

const names = Object.keys(contracts) as ContractName[];

/** Of a contract that is deployed; undefined for any other. */
export function readCompiled(source: string, name: string): Artifact | undefined {
  if (!names.some((known) => known === name && sourceOf(known) === source)) return undefined;
  const { abi, deployed, ...kept } = JSON.parse(readFileSync(fileOf(name), "utf8")) as Kept;
  const from = 2 + 2 * deployed.start;
  return {
    ...kept,
    abi: abi ?? (JSON.parse(readFileSync(abiOf(name), "utf8")) as Artifact["abi"]),
    deployedBytecode: `0x${kept.bytecode.slice(from, from + 2 * deployed.length)}`,
  };
}

function keep(artifact: Artifact, isIndexed: boolean): Kept {
  const { contractName, inputSourceName, abi, bytecode, linkReferences } = artifact;
  const { deployedBytecode, deployedLinkReferences, immutableReferences } = artifact;
  const at = bytecode.indexOf(deployedBytecode.slice(2));
  if (at < 0) throw new Error(`The code of ${contractName} is not in the code that creates it.`);
  const deployed = { start: (at - 2) / 2, length: (deployedBytecode.length - 2) / 2 };
  return {
    ...{ contractName, inputSourceName, deployed, linkReferences, deployedLinkReferences, immutableReferences },
    ...(!isIndexed && { abi }),
    bytecode,
  };
}

/** An entry a line. */
function textOf(kept: Kept): string {
  const lines = Object.entries(kept).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

function write(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}

/** What the compiler has just made; the stamp last, so that a kill leaves nothing that passes for current. */
export function writeCompiled(read: (name: ContractName) => Artifact): void {
  mkdirSync(folder, { recursive: true });
  if (existsSync(stamp) && readFileSync(stamp, "utf8") !== stampText()) rmSync(stamp);
  for (const name of names) write(fileOf(name), textOf(keep(read(name), contracts[name].isIndexed ?? false)));
  const kept = new Set(["sources.json", ...names.map((name) => `${name}.json`)]);
  for (const file of readdirSync(folder)) if (!kept.has(file)) rmSync(join(folder, file));
  write(stamp, stampText());
  current = undefined;
}
