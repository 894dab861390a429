import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonFragment } from "ethers";
import { areCurrent, readCompiled } from "./compiled.ts";
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
};

/** As Hardhat keeps it. */
type Kept = Artifact & { buildInfoId: string };

/** Runs a program to its end, and fails with what it said when it fails. */
export type Runner = (program: { name: string; command: string; args: string[] }) => Promise<void>;

type Wanted = {
  /** Everything, and the tests. */
  tests?: boolean;
  /** These, whether or not they are deployed. */
  sources?: string[];
  /** What the compiler was given and what it found, which is kept nowhere else. */
  builds?: boolean;
  run?: Runner;
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
 * Sees to it that the code of what is deployed is that of the sources, or of the sources that are named, or, with `tests`, of
 * everything. Where contracts/compiled is that of the sources nothing has to be compiled. Otherwise it may take minutes, in
 * which whoever else runs in this process goes on. What the compiler says matters only when it fails. Two compilers at once in one
 * tree lose each other's files: who runs several programs side by side compiles before, and tells them so with HANDSEL_COMPILED.
 */
export async function compile({ tests = false, sources, builds = false, run = runAlone }: Wanted = {}): Promise<void> {
  if (process.env.HANDSEL_COMPILED) return;
  if (!tests && !sources && !builds && areCurrent()) return;
  const hardhat = join(repository, "node_modules/hardhat/dist/src/cli.js");
  if (!existsSync(hardhat)) await installCompiler(run);
  const rest = tests ? [] : ["--no-tests", "--no-typechain", ...(sources ?? deployedSources)];
  await run({ name: "compiler", command: process.execPath, args: [hardhat, "build", ...rest] });
}

/** A market that starts from contracts/compiled has been installed without it. */
function installCompiler(run: Runner): Promise<void> {
  const args = [join(repository, "scripts/bootstrap.mjs"), "--compiler"];
  return run({ name: "install-compiler", command: process.execPath, args });
}

/** For a program that starts nothing else. */
async function runAlone({ command, args }: Parameters<Runner>[0]): Promise<void> {
  const build = spawn(command, args, { cwd: repository, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  build.stderr.on("data", (part: Buffer) => (said += part.toString()));
  const [code, signal] = (await once(build, "exit")) as [number | null, NodeJS.Signals | null];
  if (code !== 0) throw new Error(`The contracts did not compile (${signal ?? `exit code ${code}`}).\n${said}`);
}

function read<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(repository, "artifacts", ...path), "utf8"));
}

/** As the compiler has written it on this machine, after `compile`. */
export function readOwnArtifact(source: string, name: string): Kept {
  return read(source, `${name}.json`);
}

export function readArtifactOf(source: string, name: string): Artifact {
  return (areCurrent() && readCompiled(source, name)) || readOwnArtifact(source, name);
}

export function readArtifact(name: ContractName): Artifact {
  return readArtifactOf(sourceOf(name), name);
}

/** Names of builds are their content's hashes, by the place of what was built. */
function buildOf({ inputSourceName, contractName }: Artifact): string {
  return readOwnArtifact(inputSourceName.replace(/^project\//, ""), contractName).buildInfoId;
}

export function readBuild(artifact: Artifact): Build {
  return read("build-info", `${buildOf(artifact)}.json`);
}

type Imports = Map<string, string[]>;

/** By build, whose name is its content's hash: a file of megabytes is read once. */
const importsOfBuild = new Map<string, Imports>();

/** The files that each file imports, as the compiler found them. */
export function readImports(artifact: Artifact): Imports {
  const buildInfoId = buildOf(artifact);
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
