import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../scripts/stack/supervisor.ts";

const folder = join(repository, "subgraph");
const manifest = readFileSync(join(folder, "subgraph.yaml"), "utf8");
const found = (pattern: RegExp) => [...manifest.matchAll(pattern)].map(([, name = ""]) => name);

/** Compiling a module for each contract took ten times as long, in every first start and every test of the index. */
describe("the subgraph's module", () => {
  it("is one for all contracts and files", () => {
    expect(new Set(found(/^ +file: (\.\/src\/.*)$/gm))).to.deep.equal(new Set(["./src/mappings.ts"]));
  });

  it("has every handler that the manifest names, once", () => {
    const parts = [...readFileSync(join(folder, "src/mappings.ts"), "utf8").matchAll(/from "\.\/([\w-]+)"/g)];
    const texts = parts.map(([, name]) => readFileSync(join(folder, `src/${name}.ts`), "utf8"));
    const handlers = texts.flatMap((text) =>
      [...text.matchAll(/^export function (handle\w+)/gm)].map(([, name]) => name),
    );
    expect([...handlers].sort()).to.deep.equal([...new Set(handlers)].sort());
    expect(handlers).to.include.members(found(/handler: (\w+)$/gm));
  });

  it("leaves out no file that has handlers", () => {
    const all = readdirSync(join(folder, "src")).filter((name) => name.endsWith(".ts") && name !== "mappings.ts");
    const mappings = readFileSync(join(folder, "src/mappings.ts"), "utf8");
    for (const name of all) {
      if (!/^export function handle/m.test(readFileSync(join(folder, "src", name), "utf8"))) continue;
      expect(mappings, name).to.include(`"./${name.slice(0, -3)}"`);
    }
  });
});
