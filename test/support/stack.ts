import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack, startStack } from "../../scripts/stack/stack.ts";

export type TestStack = Stack & {
  /** Where everything of it is kept, the built app under `web`. */
  folder: string;
};

/** A whole new market for one test file, on ports and data of its own; it is gone once stopped. */
export async function startTestStack({ offset, seed = false, app }: TestStackOptions): Promise<TestStack> {
  const dataDir = mkdtempSync(join(tmpdir(), "handsel-market-"));
  // PostgreSQL may run as another user, who has to get in.
  chmodSync(dataDir, 0o755);
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  const lines: string[] = [];
  try {
    const stack = await startStack({ dataDir, offset, seed, app, write: (line) => lines.push(line) });
    return { ...stack, folder: dataDir, stop: () => stack.stop().finally(remove) };
  } catch (error) {
    remove();
    throw new Error(`The market did not start after\n${lines.join("\n")}`, { cause: error });
  }
}

type TestStackOptions = {
  /** Added to every port: another one for each test file. */
  offset: number;
  /** With people, listings and orders. */
  seed?: boolean;
  /** With the web app, built as for production. */
  app?: "built";
};
