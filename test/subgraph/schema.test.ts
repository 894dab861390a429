import { expect } from "chai";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type DefinitionNode, Kind, parse } from "graphql";
import { networks } from "../../scripts/parameters.ts";
import { repository } from "../../scripts/stack/supervisor.ts";

const folder = join(repository, "subgraph");
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const schema = parse(read("schema.graphql"));
const types = schema.definitions.filter((node) => "name" in node && node.name?.value !== "_Schema_");
const nameOf = (node: DefinitionNode) => ("name" in node ? (node.name?.value ?? "") : "");
const manifest = read("subgraph.yaml");
const all = (pattern: RegExp) => [...manifest.matchAll(pattern)].map(([, found = ""]) => found);

describe("subgraph/schema.graphql", () => {
  it("says what every type and every field is", () => {
    const silent = types.flatMap((node) => {
      const parts = node.kind === Kind.OBJECT_TYPE_DEFINITION ? (node.fields ?? []) : [];
      const own = "description" in node && node.description ? [] : [nameOf(node)];
      return [...own, ...parts.filter((part) => !part.description).map((part) => `${nameOf(node)}.${part.name.value}`)];
    });
    expect(silent).to.deep.equal([]);
    expect(types.length).to.be.above(30);
  });

  it("says of every entity whether it can change, as graph-node's next versions ask", () => {
    const entities = types.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
    const declared = [...read("schema.graphql").matchAll(/^type \w+ @entity\(immutable: (?:true|false)\) \{$/gm)];
    expect(declared).to.have.lengthOf(entities.length);
  });
});

describe("subgraph/subgraph.yaml", () => {
  it("uses versions and features that The Graph's network serves", () => {
    expect(all(/^specVersion: (.*)$/gm)).to.deep.equal(["1.2.0"]);
    expect(new Set(all(/apiVersion: (.*)$/gm))).to.deep.equal(new Set(["0.0.9"]));
    expect(all(/^ {2}- (\w+)$/gm)).to.deep.equal(["fullTextSearch"]);
    expect(new Set(all(/^ {2}- kind: (.*)$/gm))).to.deep.equal(new Set(["ethereum", "file/ipfs"]));
    expect(manifest).not.to.match(/nonFatalErrors|grafting|callHandlers|blockHandlers|eth_calls|calls:/);
  });

  it("names files of its own folder only", () => {
    const files = all(/file: (.*)$/gm);
    expect(files.length).to.be.above(10);
    for (const file of files) {
      expect(file).to.match(/^\.\//);
      expect(existsSync(join(folder, file)), file).to.equal(true);
    }
  });

  it("names handlers that are there and entities that the schema has", () => {
    const sources = readdirSync(join(folder, "src"), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => read(join("src", name)));
    const code = sources.join("\n");
    for (const handler of all(/handler: (\w+)/g)) expect(code, handler).to.include(`export function ${handler}(`);
    const known = types.map(nameOf);
    for (const entity of all(/entities: \[(.*)\]/g).flatMap((list) => list.split(", ")))
      expect(known).to.include(entity);
  });

  it("calls no contract, in no handler", () => {
    for (const { name } of readdirSync(join(folder, "src"), { withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )) {
      expect(read(join("src", name)), name).not.to.match(/\.bind\(|try_[a-z]\w*\(event|ethereum\.call|ipfs\.cat/);
    }
  });

  it("has the addresses of every network beside it, by the name that graph-node gives it", () => {
    const sources = all(/^ {4}name: (\w+)$/gm).filter((name) => name !== "MetadataFile");
    const beside = JSON.parse(read("networks.json")) as Record<string, Record<string, { address: string }>>;
    expect(Object.keys(beside)).to.include(networks["local"]?.graphNetwork);
    for (const [network, contracts] of Object.entries(beside)) {
      expect(Object.keys(contracts).sort(), network).to.deep.equal([...sources].sort());
      for (const { address } of Object.values(contracts)) expect(address).to.match(/^0x[0-9a-fA-F]{40}$/);
    }
  });
});
