import { type Change, changesOf, isConstant, type Place, statementChanges } from "./operators.ts";
import { findVerbs } from "./verbs.ts";
import { childrenOf, endOf, type Node, startOf, type Tree } from "./solidity.ts";

export type Mutant = {
  /** What the switch says when it is on. */
  number: number;
  /** Stays the same while its function and what is changed there do. */
  id: string;
  path: string;
  line: number;
  within: string;
  /** Of the functions by which it can be come to. */
  verbs: string[];
};

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const statements = ["ExpressionStatement", "EmitStatement", "RevertStatement", "InlineAssembly"];

/** Every mutant of some files in one source each: which of them is on is asked while it runs. */
export function rewrite(
  trees: Tree[],
  declarations: Map<number, Node>,
): { sources: Map<string, string>; mutants: Mutant[] } {
  const mutants: Mutant[] = [];
  const ids = new Map<string, number>();
  const sources = new Map<string, string>();
  const verbsOf = findVerbs(trees);
  for (const tree of trees) sources.set(tree.path, rewriteFile(tree, declarations, verbsOf, mutants, ids));
  return { sources, mutants };
}

function rewriteFile(
  { path, source, root }: Tree,
  declarations: Map<number, Node>,
  verbsOf: (id: number) => string[],
  mutants: Mutant[],
  ids: Map<string, number>,
): string {
  const cut = (start: number, end: number) => source.subarray(start, end).toString("utf8");
  const text = (node: Node) => cut(startOf(node), endOf(node));
  let contract = "";
  let within = "";
  let verbs: string[] = [];

  /** Its switch, once it is noted. */
  function add(original: string, start: number, { operator, text: mutated, what }: Change): string {
    const changed = what ?? `${oneLine(original)} → ${oneLine(mutated) || "nothing"}`;
    const name = `${within}: ${changed} (${operator})`;
    const times = (ids.get(name) ?? 0) + 1;
    ids.set(name, times);
    mutants.push({
      number: mutants.length + 1,
      id: times > 1 ? `${name} #${times}` : name,
      path,
      line: cut(0, start).split("\n").length,
      within,
      verbs,
    });
    return `Mutant.on(${mutants.length})`;
  }

  /** A statement's end is its semicolon's. */
  function end(node: Node): number {
    const last = (node["falseBody"] ?? node["trueBody"] ?? node["body"]) as Node | undefined;
    if (last && node.nodeType !== "FunctionDefinition") return Math.max(endOf(node), end(last));
    if (!/Statement$|^Return$/.test(node.nodeType)) return endOf(node);
    const after = /^\s*;/.exec(cut(endOf(node), endOf(node) + 80));
    return after ? endOf(node) + after[0].length : endOf(node);
  }

  /** The source of a node in which its parts are rewritten. */
  function inside(node: Node): string {
    let [at, written] = [startOf(node), ""];
    for (const [part, child] of partsOf(node)) {
      if (startOf(child) < at) continue;
      written += cut(at, startOf(child)) + render(child, { parent: node, part, text, declarations });
      at = end(child);
    }
    return written + cut(at, Math.max(at, end(node)));
  }

  function render(node: Node, place: Place): string {
    if (node.nodeType === "ContractDefinition") contract = node["name"] as string;
    if (node.nodeType === "FunctionDefinition") return renderFunction(node);
    if (within === "") return inside(node);
    // A sum of literals is one literal to the compiler, of a type that it takes from their value.
    const isWhole = isConstant(node) && node.nodeType !== "Literal";
    const isConversion = node["kind"] === "typeConversion" && isConstant((node["arguments"] as Node[])[0]!);
    if (statements.includes(node.nodeType)) {
      const changes = statementChanges(node, place);
      const original = text(node);
      const cases = changes.map((change) => `if (${add(original, startOf(node), change)}) { ${change.text} } else `);
      const rest = inside(node);
      return cases.length === 0 ? rest : `{ ${cases.join("")}{ ${rest} } }`;
    }
    const changes = isWhole ? [] : changesOf(node, place);
    const cases = changes.map((change) => `${add(text(node), startOf(node), change)} ? ${change.text} : `);
    const rest = isWhole || isConversion ? text(node) : inside(node);
    return cases.length === 0 ? rest : `(${cases.join("")}${rest})`;
  }

  function renderFunction(node: Node): string {
    const name = node["kind"] === "function" ? (node["name"] as string) : (node["kind"] as string);
    within = `${contract}.${name}`;
    verbs = verbsOf(node["id"] as number);
    const modifiers = (node["modifiers"] as Node[]).filter(({ kind }) => kind === "modifierInvocation");
    const written = modifiers.length > 0 ? renderGuarded(node, modifiers) : inside(node);
    within = "";
    return written;
  }

  /** A modifier cannot be asked whether it is on, so the body stands apart and is entered with it or without. */
  function renderGuarded(node: Node, modifiers: Node[]): string {
    const name = node["name"] as string;
    const body = node["body"] as Node;
    const [parameters, returns] = [node["parameters"] as Node, node["returnParameters"] as Node];
    const given = (parameters["parameters"] as Node[]).map((parameter) => parameter["name"] as string).join(", ");
    const results = (returns["parameters"] as Node[]).length > 0 ? ` returns ${text(returns)}` : "";
    const payable = node["stateMutability"] === "payable" ? " payable" : "";
    const view = node["stateMutability"] === "view" ? " view" : "";
    const guards = modifiers.map(text).join(" ");
    const off = add(guards, startOf(modifiers[0]!), { operator: "modifier", text: "" });
    const signature = `${text(parameters)}`;
    return [
      `function ${name}${signature} ${node["visibility"] as string}${payable}${view}${results} {`,
      `if (${off}) return ${name}Bare(${given});`,
      `return ${name}Guarded(${given}); }`,
      `function ${name}Guarded${signature} private${view} ${guards}${results} { return ${name}Bare(${given}); }`,
      `function ${name}Bare${signature} private${view}${results} ${render(body, { parent: node, part: "body", text, declarations })}`,
    ].join(" ");
  }

  const pragma = /pragma solidity [^;]+;\n/.exec(source.toString("utf8"))![0];
  const depth = "../".repeat(path.split("/").length - 2) || "./";
  return (cut(0, startOf(root)) + inside(root)).replace(
    pragma,
    `${pragma}import {Mutant} from "${depth}Mutant.sol";\n`,
  );
}

/** The parts of a node by name, in the order of the source. */
function partsOf(node: Node): [string, Node][] {
  const names = new Map(
    Object.entries(node).flatMap(([name, part]) => (Array.isArray(part) ? part : [part]).map((one) => [one, name])),
  );
  return childrenOf(node).map((child) => [names.get(child) as string, child]);
}
