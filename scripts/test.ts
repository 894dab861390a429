/** npm test: every suite, those that mostly wait side by side, and one count at the end. */
import { globSync } from "node:fs";
import { findProgram, repository } from "./stack/supervisor.ts";
import { runInLanes } from "./test/lanes.ts";
import type { Outcome, Suite } from "./test/run.ts";

const mocha = findProgram("mocha");

function mochaSuite(name: string, seconds: number, ...more: string[]): Suite | undefined {
  const pattern = `test/${name}/**/*.test.ts`;
  if (globSync(pattern, { cwd: repository }).length === 0) return undefined;
  return { name, command: mocha, args: ["--timeout", String(seconds * 1_000), "--exit", ...more, pattern] };
}

const suites: Record<string, () => Suite | undefined> = {
  contracts: () => ({ name: "contracts", command: findProgram("hardhat"), args: ["test"] }),
  protocol: () => mochaSuite("protocol", 20),
  web: () => mochaSuite("web", 20),
  keeper: () => mochaSuite("keeper", 30),
  relayer: () => mochaSuite("relayer", 30),
  stack: () => mochaSuite("stack", 60),
  subgraph: () => mochaSuite("subgraph", 180),
  e2e: () => mochaSuite("e2e", 240),
  // Its files share one market, and mostly wait for it.
  pages: () => mochaSuite("pages", 90, "--require", "test/pages/support/setup.ts", "--parallel", "--jobs", "2"),
};

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
  const chosen = (asked.length > 0 ? asked : Object.keys(suites)).flatMap((name) => suites[name]?.() ?? []);
  const outcomes = await runInLanes(chosen);
  print(outcomes);
  return outcomes.length > 0 && outcomes.every(({ failed }) => failed === 0) ? 0 : 1;
}

process.exitCode = await main();
