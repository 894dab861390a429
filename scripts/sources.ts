import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { deployedSources } from "./contracts.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

/** Every form that an import has in Solidity, at the start of a line: in a comment it does no harm. */
const imports = /^\s*import\b[^;"']*["']([^"']+)["']/gm;

function read(source: string): string {
  return readFileSync(source.startsWith("contracts/") ? join(repository, source) : require.resolve(source), "utf8");
}

/** The files that the deployed contracts are compiled from, by the names that the compiler is told. */
export function sourcesOfDeployed(): Map<string, string> {
  const found = new Map<string, string>();
  const queue = [...deployedSources];
  for (let source = queue.pop(); source; source = queue.pop()) {
    if (found.has(source)) continue;
    const text = read(source);
    found.set(source, text);
    for (const [, path = ""] of text.matchAll(imports)) {
      queue.push(path.startsWith(".") ? posix.join(posix.dirname(source), path) : path);
    }
  }
  return found;
}

/** Of all that decides what the compiler says of the deployed contracts: sources, settings, its version. */
export function fingerprintOfSources(): string {
  const hash = createHash("sha256");
  const { devDependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  hash.update(`solc ${devDependencies["solc"]}\0`).update(readFileSync(join(repository, "hardhat.config.ts")));
  const sources = [...sourcesOfDeployed()].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, text] of sources) hash.update(`\0${name}\0`).update(text);
  return hash.digest("hex");
}
