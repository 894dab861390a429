import { childrenOf, type Node, type Tree } from "./solidity.ts";

/** For each function, by its number, the verbs that come to it: its own name, and those of whatever calls it. */
export function findVerbs(trees: Tree[]): (id: number) => string[] {
  const names = new Map<number, string>();
  const callers = new Map<number, Set<number>>();
  function walk(node: Node, caller: number): void {
    const isFunction = node.nodeType === "FunctionDefinition";
    const inside = isFunction ? (node["id"] as number) : caller;
    if (isFunction) names.set(inside, node["name"] as string);
    const callee = node["referencedDeclaration"];
    if (typeof callee === "number") callers.set(callee, (callers.get(callee) ?? new Set()).add(inside));
    for (const child of childrenOf(node)) walk(child, inside);
  }
  for (const { root } of trees) walk(root, 0);

  return (id) => {
    const found = new Set([id]);
    for (const one of found) for (const caller of callers.get(one) ?? []) found.add(caller);
    return [...found].flatMap((one) => names.get(one) ?? []);
  };
}
