import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { repository } from "../../scripts/stack/supervisor.ts";

const made = ["node_modules", ".git", ".handsel", "artifacts", "cache", "types", "test", "web/dist", "subgraph/build"];

/** A second clone of these sources with the same packages, in which a test may change what it likes. */
export function copyRepository({ except = [] }: { except?: string[] } = {}): string {
  const copy = mkdtempSync(join(tmpdir(), "handsel-copy-"));
  const left = new Set([...made, ...except, "nodes/node_modules"]);
  cpSync(repository, copy, { recursive: true, filter: (path) => !left.has(relative(repository, path)) });
  for (const folder of ["", "nodes"]) {
    mkdirSync(join(copy, folder), { recursive: true });
    symlinkSync(join(repository, folder, "node_modules"), join(copy, folder, "node_modules"));
  }
  return copy;
}

/** Processes that run in a folder or were told of it, ended ones that nobody has collected left out. */
export function processesOf(folder: string): string[] {
  const found: string[] = [];
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      const isThere = command.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      if (isThere && command) found.push(`${pid} ${command}`);
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}
