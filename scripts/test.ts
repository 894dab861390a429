/**
 * npm test: every suite, side by side, and one count at the end. Every page in all its states takes longer than all the rest
 * together on two processors, and is asked for by name: `npm run test:pages`.
 */
import { globSync } from "node:fs";
import { basename } from "node:path";
import { findProgram, repository } from "./stack/supervisor.ts";
import { runInLanes } from "./test/lanes.ts";
import type { Outcome, Suite } from "./test/run.ts";

const mocha = findProgram("mocha");

/** `limit`: seconds for a single test, or a hook, unless it says otherwise: far more than it takes, since three suites share two processors. */
function mochaSuite(name: string, limit: number, weight: number, pattern = `test/${name}/**/*.test.ts`): Suite {
  return { name, weight, command: mocha, args: ["--timeout", String(limit * 1_000), "--exit", pattern] };
}

/** Each file opens a market of its own, and they are the longest of all: each is a suite by itself. */
function walks(): Suite[] {
  const files = globSync("test/e2e/*.test.ts", { cwd: repository }).sort();
  return files.map((file) => mochaSuite(`e2e/${basename(file, ".test.ts")}`, 240, 250, file));
}

/** Its files share one market, and mostly wait for it. */
function pages(): Suite {
  const suite = mochaSuite("pages", 90, 250);
  const more = ["--require", "test/pages/support/setup.ts", "--parallel", "--jobs", "2"];
  return { ...suite, args: [...more, ...suite.args] };
}

/** By room; what has no files is none. The weights are seconds of a run on two processors. */
const suites: Record<string, () => Suite[]> = {
  contracts: () => [{ name: "contracts", weight: 230, command: findProgram("hardhat"), args: ["test"] }],
  protocol: () => [mochaSuite("protocol", 60, 30)],
  web: () => [mochaSuite("web", 120, 60)],
  keeper: () => [mochaSuite("keeper", 120, 70)],
  relayer: () => [mochaSuite("relayer", 120, 40)],
  stack: () => [mochaSuite("stack", 150, 320)],
  subgraph: () => [mochaSuite("subgraph", 180, 400)],
  e2e: walks,
  pages: () => [pages()],
};

const hasFiles = ({ command, args }: Suite) =>
  command !== mocha || globSync(args.at(-1) ?? "", { cwd: repository }).length > 0;

function print(outcomes: Outcome[]): void {
  console.log(`\n── all ${"─".repeat(57)}\n`);
  for (const { name, passed, failed, pending, seconds } of outcomes) {
    const skipped = pending > 0 ? `, ${pending} skipped` : "";
    const counts = `${passed} passed, ${failed} failed${skipped}`;
    console.log(`  ${failed === 0 ? "✓" : "✗"} ${name.padEnd(12)} ${seconds.toFixed(0).padStart(4)} s  ${counts}`);
  }
  const sum = (key: "passed" | "failed") => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log(`\n  ${sum("passed")} passed, ${sum("failed")} failed`);
}

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in suites));
  if (unknown) throw new Error(`There is no suite "${unknown}"; there are ${Object.keys(suites).join(", ")}.`);
  const names = asked.length > 0 ? asked : Object.keys(suites).filter((name) => name !== "pages");
  const chosen = names.flatMap((name) => suites[name]?.() ?? []).filter(hasFiles);
  const outcomes = await runInLanes(chosen);
  print(outcomes);
  return outcomes.length > 0 && outcomes.every(({ failed }) => failed === 0) ? 0 : 1;
}

process.exitCode = await main();
