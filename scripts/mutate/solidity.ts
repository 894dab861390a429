import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repository } from "../artifacts.ts";

/** A node of the compiler's syntax tree. */
export type Node = { nodeType: string; src: string; [part: string]: unknown };
export type Tree = { path: string; source: Buffer; root: Node };

type Found = { contents: string } | { error: string };
type Solc = { compile(input: string, callbacks: { import: (path: string) => Found }): string };
type Output = { errors?: { severity: string; formattedMessage: string }[]; sources: Record<string, { ast: Node }> };

const require = createRequire(import.meta.url);

/** The syntax trees of some files, and every declaration that they know of by its number. */
export function readTrees(paths: string[], folder = repository): { trees: Tree[]; declarations: Map<number, Node> } {
  const solc = require("solc") as Solc;
  const read = (path: string) => [join(folder, path), join(repository, "node_modules", path)].find(existsSync);
  const sources = Object.fromEntries(
    paths.map((path) => [path, { content: readFileSync(join(folder, path), "utf8") }] as const),
  );
  const input = { language: "Solidity", sources, settings: { outputSelection: { "*": { "": ["ast"] } } } };
  const found = (path: string): Found => {
    const file = read(path);
    return file ? { contents: readFileSync(file, "utf8") } : { error: `There is no ${path}.` };
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: found })) as Output;
  const error = output.errors?.find(({ severity }) => severity === "error");
  if (error) throw new Error(error.formattedMessage);
  const declarations = new Map<number, Node>();
  for (const { ast } of Object.values(output.sources)) note(ast, declarations);
  const trees = paths.map((path) => ({
    path,
    source: readFileSync(join(folder, path)),
    root: output.sources[path]!.ast,
  }));
  return { trees, declarations };
}

function note(node: Node, declarations: Map<number, Node>): void {
  declarations.set(node["id"] as number, node);
  for (const child of childrenOf(node)) note(child, declarations);
}

export const isNode = (part: unknown): part is Node => typeof part === "object" && part !== null && "nodeType" in part;

/** What stands directly in a node, in the order of the source. Assembly is another language: it stands whole. */
export function childrenOf(node: Node): Node[] {
  if (node.nodeType === "InlineAssembly") return [];
  return Object.values(node)
    .flatMap((part) => (Array.isArray(part) ? part : [part]) as unknown[])
    .filter(isNode)
    .filter(({ src }) => Number(src.split(":")[0]) >= 0)
    .sort((a, b) => startOf(a) - startOf(b));
}

/** Where a node starts and ends, in bytes. */
export const startOf = ({ src }: Node): number => Number(src.split(":")[0]);
export const endOf = ({ src }: Node): number => startOf({ nodeType: "", src }) + Number(src.split(":")[1]);

export const typeOf = (node: Node): string =>
  (node["typeDescriptions"] as { typeString?: string } | undefined)?.typeString ?? "";
