import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonFragment } from "ethers";
import { type ContractName, deployedSources, sourceOf } from "./contracts.ts";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/** Where a library's address, or a constructor's value, is written into code: by byte. */
type Places = { start: number; length: number }[];
export type Links = Record<string, Record<string, Places>>;

export type Artifact = {
  contractName: string;
  abi: JsonFragment[];
  bytecode: string;
  deployedBytecode: string;
  /** By source and name of the library. */
  linkReferences: Links;
  deployedLinkReferences: Links;
  immutableReferences: Record<string, Places>;
  /** Its file, as the compiler was told. */
  inputSourceName: string;
  buildInfoId: string;
};

export type StandardInput = {
  language: string;
  sources: Record<string, { content: string }>;
  settings: {
    outputSelection: Record<string, Record<string, string[]>>;
    libraries?: Record<string, Record<string, string>>;
    [setting: string]: unknown;
  };
};

/** What the compiler was given, and in which version. */
export type Build = { solcLongVersion: string; input: StandardInput };

/**
 * Compiles what has changed since the last time: the sources that are named, those of what is deployed when none are, or, with
 * `tests`, everything. It may take minutes, in which whoever else runs in this process goes on. What the compiler says matters
 * only when it fails. Two compilers at once in one tree lose each other's files: who runs several programs side by side compiles
 * before, and tells them so with HANDSEL_COMPILED.
 */
export async function compile({ tests = false, sources = deployedSources } = {}): Promise<void> {
  if (process.env.HANDSEL_COMPILED) return;
  const hardhat = join(repository, "node_modules/hardhat/dist/src/cli.js");
  const build = spawn(
    process.execPath,
    [hardhat, "build", ...(tests ? [] : ["--no-tests", "--no-typechain", ...sources])],
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

function read<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(repository, "artifacts", ...path), "utf8"));
}

export function readArtifactOf(source: string, name: string): Artifact {
  return read(source, `${name}.json`);
}

export function readArtifact(name: ContractName): Artifact {
  return readArtifactOf(sourceOf(name), name);
}

export function readBuild({ buildInfoId }: Artifact): Build {
  return read("build-info", `${buildInfoId}.json`);
}

type Imports = Map<string, string[]>;

/** By build, whose name is its content's hash: a file of megabytes is read once. */
const importsOfBuild = new Map<string, Imports>();

/** The files that each file imports, as the compiler found them. */
export function readImports({ buildInfoId }: Artifact): Imports {
  const known = importsOfBuild.get(buildInfoId);
  if (known) return known;
  type Output = { output: { sources: Record<string, { ast: { nodes: { absolutePath?: string }[] } }> } };
  const { output } = read<Output>("build-info", `${buildInfoId}.output.json`);
  const entries = Object.entries(output.sources).map(
    ([source, { ast }]) => [source, ast.nodes.flatMap(({ absolutePath }) => absolutePath ?? [])] as const,
  );
  const imports = new Map(entries);
  importsOfBuild.set(buildInfoId, imports);
  return imports;
}
