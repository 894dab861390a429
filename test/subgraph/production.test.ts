import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findProgram, repository } from "../../scripts/stack/supervisor.ts";

/** The two that the README names, for the network of a local market. */
function commands(): string[][] {
  const readme = readFileSync(join(repository, "README.md"), "utf8");
  const [, line] = /\*\*Subgraph\*\*[^]*?`(npx graph [^`]+)`/.exec(readme) ?? [];
  const named = (line ?? "").replace("<name>", "localhost").split(" && ");
  return named.map((command) => command.replace(/^npx graph /, "").split(" "));
}

/** What a person runs who deploys to another graph-node, or to The Graph's network: README.md. */
describe("the subgraph, built by graph-cli", function () {
  this.timeout(480_000);
  // Within the repository, so that the mappings find graph-ts; beside it, so that no other build is disturbed.
  const copy = mkdtempSync(join(repository, ".subgraph-"));
  after(() => rmSync(copy, { recursive: true, force: true }));

  before(() => {
    cpSync(join(repository, "subgraph"), copy, {
      recursive: true,
      filter: (path) => !/\/(build|generated|node_modules)(\/|$)/.test(path.slice(join(repository, "subgraph").length)),
    });
    for (const args of commands()) execFileSync(findProgram("graph"), args, { cwd: copy, stdio: "pipe" });
  });

  it("takes the two commands of the README, as they stand there", () => {
    expect(commands()).to.deep.equal([["codegen"], ["build", "--network", "localhost"]]);
  });

  it("makes a module of every handler file, and a manifest that names them", () => {
    const manifest = readFileSync(join(copy, "build/subgraph.yaml"), "utf8");
    const files = [...manifest.matchAll(/file: (\S+\.wasm)/g)].map(([, file]) => file ?? "");
    expect(files.length).to.be.at.least(5);
    for (const file of files) expect(existsSync(join(copy, "build", file)), file).to.equal(true);
    expect(readdirSync(join(copy, "build"))).to.include("schema.graphql");
  });
});
