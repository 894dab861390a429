import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repository } from "../artifacts.ts";

/** A node of the compiler's syntax tree, as far as a library of arithmetic uses it. */
type Node = { nodeType: string; name?: string; [part: string]: unknown };
type Solc = { compile(input: string): string };

/** A term of SMT-LIB over whole numbers, or a struct of such: structs are handed on by reference, as in memory. */
export type Value = string | Struct;
export type Struct = { [field: string]: Value };

/** What has to hold for the code to do what it says: no operation leaves the 256 bits, checked or not. */
export type Duty = { what: string; holds: string };

const most = (2n ** 256n).toString();
const text = (value: Value) => (typeof value === "string" ? value : raise("a struct is no number"));
function raise(message: string): never {
  throw new Error(`Beyond what can be proved here: ${message}.`);
}

/** The syntax tree of one library, by the compiler that compiles it. */
export function readLibrary(path: string): Node {
  const require = createRequire(import.meta.url);
  const solc = require("solc") as Solc;
  const sources: Record<string, { content: string }> = {};
  const add = (file: string) => {
    if (file in sources) return;
    const content = readFileSync(join(repository, file), "utf8");
    sources[file] = { content };
    for (const [, from = ""] of content.matchAll(/from "(\.[^"]+)"/g)) add(join(file, "..", from));
  };
  add(path);
  const settings = { outputSelection: { [path]: { "": ["ast"] } } };
  const output = JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings }))) as {
    sources: Record<string, { ast: Node }>;
  };
  const nodes = output.sources[path]?.ast["nodes"] as Node[];
  return nodes.find(({ nodeType }) => nodeType === "ContractDefinition") ?? raise(`no library in ${path}`);
}

/**
 * Runs functions of a library on unknown numbers, line by line as the compiler has read them. Functions in `opaque` are not
 * looked into: what is known of them is proved apart.
 */
export function createMachine(library: Node, opaque: string[]) {
  const members = library["nodes"] as Node[];
  const duties: Duty[] = [];
  const opaqueCalls: string[][] = [];
  let path = "true";
  /** The path on which the function that is being run was entered. */
  let entry = path;

  function under<T>(condition: string, work: () => T): T {
    const before = path;
    path = path === "true" ? condition : `(and ${path} ${condition})`;
    const result = work();
    path = before;
    return result;
  }
  const oblige = (what: string, holds: string) => duties.push({ what, holds: `(=> ${path} ${holds})` });

  function call(name: string, args: Value[]): Value | Value[] {
    const callee = members.find((node) => node.nodeType === "FunctionDefinition" && node.name === name);
    if (!callee) return raise(`there is no ${name}`);
    if (opaque.includes(name)) {
      opaqueCalls.push(args.map(text));
      return `(${name} ${args.map(text).join(" ")})`;
    }
    const names = (list: unknown) => ((list as Node)["parameters"] as Node[]).map((node) => node);
    const scope = new Map<string, Value>();
    names(callee["parameters"]).forEach(({ name: parameter }, i) => scope.set(parameter!, args[i]!));
    const results = names(callee["returnParameters"]);
    for (const { name: result, typeName } of results) if (result) scope.set(result, zero(typeName as Node));
    const before = entry;
    entry = path;
    const returned = run(callee["body"] as Node, scope);
    entry = before;
    if (returned !== null) return returned;
    const values = results.map(({ name: result }) => scope.get(result!)!);
    return values.length === 1 ? values[0]! : values;
  }

  /** The one struct that is answered is the payout. */
  function zero(type: Node): Value {
    if (type.nodeType === "ElementaryTypeName") return "0";
    return { toSeller: "0", toBuyer: "0", fee: "0", referral: "0" };
  }

  function run(node: Node, scope: Map<string, Value>): Value | null {
    switch (node.nodeType) {
      case "Block":
      case "UncheckedBlock": {
        const statements = node["statements"] as Node[];
        for (const [i, statement] of statements.entries()) {
          if (endsIn(statement)) return either(statement, statements.slice(i + 1), scope);
          const returned = run(statement, scope);
          if (returned === null) continue;
          if (path !== entry || i !== statements.length - 1) raise("a return on the way");
          return returned;
        }
        return null;
      }
      case "Return":
        return read(node["expression"] as Node, scope);
      case "IfStatement": {
        if (node["falseBody"]) raise("else");
        under(text(read(node["condition"] as Node, scope)), () => run(node["trueBody"] as Node, scope));
        return null;
      }
      case "VariableDeclarationStatement": {
        const [declaration, another] = node["declarations"] as Node[];
        if (!declaration || another) return raise("several declarations at once");
        scope.set(declaration.name!, read(node["initialValue"] as Node, scope));
        return null;
      }
      case "ExpressionStatement": {
        const expression = node["expression"] as Node;
        if (expression.nodeType === "Assignment") assign(expression, scope);
        else invoke(expression, scope);
        return null;
      }
      default:
        return raise(node.nodeType);
    }
  }

  /** Whether it is an `if` that returns. */
  const endsIn = (node: Node) => node.nodeType === "IfStatement" && (node["trueBody"] as Node).nodeType === "Return";

  /** What an `if` returns, or else what all that comes after it does. */
  function either(node: Node, after: Node[], scope: Map<string, Value>): Value {
    if (node["falseBody"]) raise("else");
    const condition = text(read(node["condition"] as Node, scope));
    const on = (branch: string, body: Node) =>
      under(branch, () => {
        const before = entry;
        entry = path;
        const returned = run(body, scope) ?? raise("a way without a return");
        entry = before;
        return text(returned);
      });
    const yes = on(condition, node["trueBody"] as Node);
    const no = on(`(not ${condition})`, { nodeType: "Block", statements: after });
    return `(ite ${condition} ${yes} ${no})`;
  }

  function assign(node: Node, scope: Map<string, Value>) {
    const [left, right] = [node["leftHandSide"] as Node, node["rightHandSide"] as Node];
    const operator = node["operator"] as string;
    const operand = text(read(right, scope));
    const before = text(read(left, scope));
    const after = operator === "=" ? operand : calculate(operator.slice(0, -1), before, operand);
    const value = path === "true" ? after : `(ite ${path} ${after} ${before})`;
    if (left.nodeType === "Identifier") scope.set(left.name!, value);
    else if (left.nodeType === "MemberAccess")
      (read(left["expression"] as Node, scope) as Struct)[left["memberName"] as string] = value;
    else raise(`an assignment to ${left.nodeType}`);
  }

  function calculate(operator: string, a: string, b: string): string {
    const what = `${a} ${operator} ${b}`;
    switch (operator) {
      case "+":
      case "*":
        oblige(what, `(< (${operator} ${a} ${b}) ${most})`);
        return `(${operator} ${a} ${b})`;
      case "-":
        oblige(what, `(>= ${a} ${b})`);
        return `(- ${a} ${b})`;
      case "/":
        oblige(what, `(> ${b} 0)`);
        return `(div ${a} ${b})`;
      case "<":
      case ">":
      case "<=":
      case ">=":
        return `(${operator} ${a} ${b})`;
      case "==":
        return `(= ${a} ${b})`;
      case "!=":
        return `(distinct ${a} ${b})`;
      default:
        return raise(operator);
    }
  }

  function read(node: Node, scope: Map<string, Value>): Value {
    switch (node.nodeType) {
      case "Literal":
        return String(node["value"]).replaceAll("_", "");
      case "Identifier": {
        const constant = members.find(({ nodeType, name }) => nodeType === "VariableDeclaration" && name === node.name);
        return (
          scope.get(node.name!) ?? (constant ? read(constant["value"] as Node, scope) : raise(`what is ${node.name}`))
        );
      }
      case "MemberAccess":
        return (
          (read(node["expression"] as Node, scope) as Struct)[node["memberName"] as string] ??
          raise(`there is no ${String(node["memberName"])}`)
        );
      case "TupleExpression": {
        const [only, another] = node["components"] as Node[];
        return only && !another ? read(only, scope) : raise("a tuple");
      }
      case "BinaryOperation": {
        const operator = node["operator"] as string;
        const left = text(read(node["leftExpression"] as Node, scope));
        const right = () => text(read(node["rightExpression"] as Node, scope));
        if (operator === "||") return `(or ${left} ${under(`(not ${left})`, right)})`;
        if (operator === "&&") return `(and ${left} ${under(left, right)})`;
        return calculate(operator, left, right());
      }
      case "Conditional": {
        const condition = text(read(node["condition"] as Node, scope));
        const yes = under(condition, () => text(read(node["trueExpression"] as Node, scope)));
        const no = under(`(not ${condition})`, () => text(read(node["falseExpression"] as Node, scope)));
        return `(ite ${condition} ${yes} ${no})`;
      }
      case "FunctionCall": {
        const result = invoke(node, scope);
        return Array.isArray(result) ? raise("several results, or none") : result;
      }
      default:
        return raise(node.nodeType);
    }
  }

  function invoke(node: Node, scope: Map<string, Value>): Value | Value[] {
    const args = (node["arguments"] as Node[]).map((argument) => read(argument, scope));
    return node["kind"] === "typeConversion" ? args[0]! : call((node["expression"] as Node).name!, args);
  }

  return { call, duties, opaqueCalls };
}
