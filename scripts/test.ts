/** npm test: every suite in order, from the fastest to the slowest, and one count at the end. */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { findProgram, repository } from "./stack/supervisor.ts";

type Suite = { name: string; command: string; args: string[] };
type Outcome = { name: string; passed: number; failed: number; pending: number; seconds: number };

const mocha = findProgram("mocha");

function mochaSuite(name: string, seconds: number): Suite | undefined {
  const pattern = `test/${name}/**/*.test.ts`;
  if (globSync(pattern, { cwd: repository }).length === 0) return undefined;
  return { name, command: mocha, args: ["--timeout", String(seconds * 1_000), "--exit", pattern] };
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
};

/**
 * What mocha says at the end of its run, and of Hardhat's last line, `95 passing (4 solidity, 91 mocha)`, the part that nobody
 * has said before: it repeats mocha's, and counts what is pending as passing.
 */
export function count(output: string, word: string): number {
  const found = [
    ...output.matchAll(new RegExp(`^\\s*(\\d+) ${word}(?: \\(\\d+\\w+\\))?$`, "gm")),
    ...output.matchAll(new RegExp(`^\\d+ ${word} \\((\\d+) solidity\\b`, "gm")),
  ];
  return found.reduce((sum, [, number]) => sum + Number(number), 0);
}

function run({ name, command, args }: Suite): Promise<Outcome> {
  console.log(`\n── ${name} ${"─".repeat(Math.max(0, 60 - name.length))}\n`);
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: repository,
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (part: Buffer) => {
    output += part.toString();
    process.stdout.write(part);
  });
  return new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const plain = output.replace(/\x1b\[[0-9;]*m/g, "");
      const failed = count(plain, "failing");
      settle({
        name,
        passed: count(plain, "passing"),
        // A suite that could not even start has failed once.
        failed: code === 0 ? failed : Math.max(1, failed),
        pending: count(plain, "pending") + count(plain, "skipped"),
        seconds: (performance.now() - started) / 1_000,
      });
    });
  });
}

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
  const outcomes: Outcome[] = [];
  for (const suite of chosen) outcomes.push(await run(suite));
  print(outcomes);
  return outcomes.length > 0 && outcomes.every(({ failed }) => failed === 0) ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
