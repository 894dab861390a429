/** npm run check: everything a reviewer should not have to look for. All checks run, also after one has failed. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isApiCurrent } from "./introspect.ts";
import { findProgram, repository } from "./stack/supervisor.ts";

type Outcome = { isGood: boolean; output: string };

function run(program: string, args: string[]): Promise<Outcome> {
  return new Promise((settle) => {
    const child = spawn(findProgram(program), args, { cwd: repository, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (part: Buffer) => (output += part.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (error) => settle({ isGood: false, output: error.message }));
    child.once("close", (code) => settle({ isGood: code === 0, output }));
  });
}

/** What scripts/generate.ts writes. */
const generated = [
  "contracts/compiled",
  "protocol/generated",
  "subgraph/abis",
  "subgraph/networks.json",
  "web/src/generated",
];

function readTree(path: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (at: string): void => {
    try {
      for (const entry of readdirSync(at)) visit(join(at, entry));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOTDIR") files.set(relative(repository, at), readFileSync(at, "utf8"));
      else if (code !== "ENOENT") throw error;
    }
  };
  visit(join(repository, path));
  return files;
}

function snapshot(): Map<string, string> {
  return new Map(generated.flatMap((path) => [...readTree(path)]));
}

/** Generates once more and compares: needs no git, and tells of files that nobody committed as well as of stale ones. */
async function generatedIsCurrent(): Promise<Outcome> {
  const before = snapshot();
  const { isGood, output } = await run("node", ["scripts/generate.ts"]);
  if (!isGood) return { isGood, output };
  const after = snapshot();
  const stale = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
  return {
    isGood: stale.length === 0,
    output: stale.map((file) => `${file} was not what npm run generate makes`).join("\n"),
  };
}

/** It takes a running graph-node to make (scripts/introspect.ts), so here it is only known to be of this schema. */
const graphSchemaIsCurrent = async (): Promise<Outcome> => ({
  isGood: isApiCurrent(),
  output: "subgraph/api.graphql was not made from subgraph/schema.graphql: see scripts/introspect.ts",
});

const checks: [string, () => Promise<Outcome>][] = [
  ["generated files", generatedIsCurrent],
  ["graph schema", graphSchemaIsCurrent],
  ["format", () => run("prettier", ["--check", "--log-level=warn", "."])],
  ["eslint", () => run("eslint", ["--max-warnings=0", "."])],
  ["solhint", () => run("solhint", ["--max-warnings", "0", "contracts/**/*.sol"])],
  ["types", () => run("tsc", ["--noEmit"])],
  ["contract tests", () => run("tsc", ["--noEmit", "--project", "test/contracts"])],
];

async function timed(name: string, check: () => Promise<Outcome>): Promise<boolean> {
  const started = performance.now();
  const { isGood, output } = await check();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1).padStart(5);
  console.log(`  ${isGood ? "✓" : "✗"} ${name.padEnd(16)} ${seconds} s`);
  if (!isGood) console.log(output.trim().replace(/^/gm, "      "));
  return isGood;
}

const [first, ...others] = checks;
// The others read what the first one writes.
const outcomes = first ? [await timed(...first)] : [];
outcomes.push(...(await Promise.all(others.map(([name, check]) => timed(name, check)))));
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
