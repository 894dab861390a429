import { spawn } from "node:child_process";
import { repository } from "../stack/supervisor.ts";

export type Suite = {
  name: string;
  command: string;
  args: string[];
  /** About how long it takes, beside the others: what takes longest begins first. */
  weight?: number;
};

export type Outcome = { name: string; passed: number; failed: number; pending: number; seconds: number };

export type Way = {
  /** Others run at the same time: what it says is shown as a whole at its end, and not as it comes. */
  beside?: boolean;
  env?: Record<string, string>;
  write?: (text: string) => void;
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

export const heading = (name: string) => `\n── ${name} ${"─".repeat(Math.max(0, 60 - name.length))}\n\n`;

export const toScreen = (text: string) => void process.stdout.write(text);

export function run(
  { name, command, args }: Suite,
  { beside = false, env = {}, write = toScreen }: Way = {},
): Promise<Outcome> {
  write(beside ? `  ${name} starts\n` : heading(name));
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: repository,
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      if (!beside) write(part);
    });
  }
  return new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (beside) write(`${heading(name)}${output}`);
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

/** One after the other. */
export async function runAll(suites: Suite[], way?: Way): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const suite of suites) outcomes.push(await run(suite, way));
  return outcomes;
}
