import { endOf, isNode, type Node, startOf, typeOf } from "./solidity.ts";

/** What could stand there instead, in Solidity. */
export type Change = { operator: string; text: string; /** Said shorter, where the text is long. */ what?: string };

/** Where a node stands, and how to look around. */
export type Place = {
  parent: Node;
  /** What the node is to its parent. */
  part: string;
  text: (node: Node) => string;
  declarations: Map<number, Node>;
};

const neighbours: Record<string, string[]> = {
  "<": ["<="],
  "<=": ["<"],
  ">": [">="],
  ">=": [">"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "<<": [">>"],
  "|": ["&"],
  "&&": ["||"],
  "||": ["&&"],
};

const isCondition = ({ parent, part }: Place) =>
  part === "condition" && (parent.nodeType === "IfStatement" || parent.nodeType === "Conditional");
export const isConstant = (node: Node): boolean => /^(int_const|rational_const)/.test(typeOf(node));
const isUint = (node: Node) => /^uint\d+$/.test(typeOf(node));

/** Changes of an expression, which all have its type. */
export function changesOf(node: Node, place: Place): Change[] {
  if (node["lValueRequested"]) return [];
  const changes = [...(shapes[node.nodeType]?.(node, place) ?? []), ...(isCondition(place) ? decided : [])];
  return changes.filter(({ text }) => text !== place.text(node));
}

const decided: Change[] = [
  { operator: "condition", text: "false" },
  { operator: "condition", text: "true" },
];

const shapes: Record<string, (node: Node, place: Place) => Change[]> = {
  BinaryOperation(node, place) {
    if (isConstant(node)) return [];
    const [left, right] = [node["leftExpression"] as Node, node["rightExpression"] as Node];
    const operator = node["operator"] as string;
    const [a, b] = [place.text(left), place.text(right)];
    const others = [...(neighbours[operator] ?? []), ...unequal(operator, left, right, place)];
    const changes = others.map((other) => ({ operator, text: `${a} ${other} ${b}` }));
    if (operator === "&&" || operator === "||") changes.push({ operator, text: a }, { operator, text: b });
    return changes;
  },

  UnaryOperation(node, place) {
    const operator = node["operator"] as string;
    const operand = place.text(node["subExpression"] as Node);
    // A loop that counts backwards never ends.
    const isLoop = place.parent.nodeType === "ExpressionStatement";
    if (operator === "++" && !isLoop) return [{ operator, text: `--${operand}` }];
    if (operator === "!" && !isCondition(place)) return [{ operator, text: operand }];
    return [];
  },

  Literal(node, { parent }) {
    // A zero beside a word of bytes is one to the compiler only as long as it stands alone.
    const beside = (parent["commonType"] as { typeString?: string } | undefined)?.typeString;
    if (beside?.startsWith("bytes")) return [];
    if (node["kind"] === "bool") return [{ operator: "literal", text: node["value"] === "true" ? "false" : "true" }];
    const value = node["value"] as string;
    if (node["kind"] !== "number" || !/^\d+$/.test(value)) return [];
    const around = value === "0" ? [1n] : [BigInt(value) - 1n, BigInt(value) + 1n];
    return around.map((text) => ({ operator: "literal", text: String(text) }));
  },

  Identifier: constant,

  MemberAccess(node, place) {
    const [whole, name] = [node["expression"] as Node, node["memberName"] as string];
    const type = typeOf(whole);
    if (type.startsWith("type(enum ")) return nextMember(node, whole, place);
    if (name === "max" && type.startsWith("type(")) return [{ operator: "max", text: `${place.text(node)} - 1` }];
    if (type.startsWith("struct ")) return nextField(node, whole, place);
    return constant(node, place);
  },

  FunctionCall(node, place) {
    if (node["kind"] === "typeConversion") return conversion(node);
    return ["EmitStatement", "RevertStatement", "ExpressionStatement"].includes(place.parent.nodeType)
      ? []
      : swaps(node, place);
  },
};

function unequal(operator: string, left: Node, right: Node, place: Place): string[] {
  const negated = { "==": "!=", "!=": "==" }[operator];
  if (!negated) return [];
  const others = isCondition(place) ? [] : [negated];
  const isOrdered = isUint(left) && isUint(right);
  return isOrdered ? [...others, ...(operator === "==" ? ["<=", ">="] : ["<", ">"])] : others;
}

/** The value of a named constant, one off. */
function constant(node: Node, { declarations, text }: Place): Change[] {
  const declaration = declarations.get(node["referencedDeclaration"] as number);
  if (declaration?.nodeType !== "VariableDeclaration" || !declaration["constant"]) return [];
  const [name, type] = [text(node), typeOf(node)];
  const operator = "constant";
  if (type === "bytes32") return [{ operator, text: "bytes32(0)" }];
  if (type === "address") return [{ operator, text: "address(1)" }];
  if (type.startsWith("string")) return [{ operator, text: '""' }];
  if (!isUint(node)) return [];
  const isZero = (declaration["value"] as Node)["value"] === "0";
  const changes = [{ operator, text: `(${name} + 1)` }];
  return isZero || name.endsWith("FOR_ALL") ? changes : [...changes, { operator, text: `(${name} - 1)` }];
}

function nextMember(node: Node, whole: Node, { declarations, text }: Place): Change[] {
  const members = declarations.get(whole["referencedDeclaration"] as number)?.["members"] as Node[];
  const at = members.findIndex(({ name }) => name === node["memberName"]);
  const next = members[(at + 1) % members.length]!["name"] as string;
  return [{ operator: "member", text: `${text(whole)}.${next}` }];
}

/** Another field of the same struct that has the same type. */
function nextField(node: Node, whole: Node, { declarations, text }: Place): Change[] {
  const field = declarations.get(node["referencedDeclaration"] as number);
  const struct = declarations.get(field?.["scope"] as number);
  if (struct?.nodeType !== "StructDefinition") return [];
  const fields = (struct["members"] as Node[]).filter((other) => typeOf(other) === typeOf(field!));
  const next = fields[(fields.indexOf(field!) + 1) % fields.length]!["name"] as string;
  return [{ operator: "field", text: `${text(whole)}.${next}` }];
}

function conversion(node: Node): Change[] {
  const [argument] = node["arguments"] as Node[];
  if (argument?.["value"] !== "0") return [];
  const type = typeOf(node);
  return [{ operator: "literal", text: type === "bytes32" ? "bytes32(uint256(1))" : `${type}(1)` }];
}

/** A call with two arguments of one type in each other's place. */
export function swaps(call: Node, { text }: Pick<Place, "text">): Change[] {
  const given = call["arguments"] as Node[];
  const isEncodeCall = (call["expression"] as Node)["memberName"] === "encodeCall";
  const tuple = isEncodeCall ? given[1] : undefined;
  const args = tuple?.nodeType === "TupleExpression" ? (tuple["components"] as Node[]) : given;
  const whole = text(call);
  return args.flatMap((first, i) => {
    const second = args.slice(i + 1).find((other) => typeOf(other) === typeOf(first));
    if (!second || isConstant(first) || text(first) === text(second)) return [];
    // By name or by place: what stands between and around them stays.
    const start = startOf(call);
    const at = (node: Node) => startOf(node) - start;
    const [a, b] = [text(first), text(second)];
    const between = whole.slice(at(first) + a.length, at(second));
    const swapped = whole.slice(0, at(first)) + b + between + a + whole.slice(at(second) + b.length);
    return [{ operator: "swap", text: swapped }];
  });
}

const assignments: Record<string, string[]> = { "+=": ["-=", "="], "-=": ["+=", "="], "|=": ["&=", "="] };

/** Changes of a statement; one without text is the statement left out. */
export function statementChanges(node: Node, place: Place): Change[] {
  const gone = isOnlyBody(place) ? [] : [{ operator: "statement", text: "" }];
  if (node.nodeType === "EmitStatement" || node.nodeType === "RevertStatement") {
    const word = node.nodeType === "EmitStatement" ? "emit" : "revert";
    const call = node[word === "emit" ? "eventCall" : "errorCall"] as Node;
    return [...gone, ...swaps(call, place).map(({ operator, text }) => ({ operator, text: `${word} ${text};` }))];
  }
  if (node.nodeType === "InlineAssembly") return assemblyChanges(node, place);
  if (node.nodeType !== "ExpressionStatement") return [];
  const expression = node["expression"] as Node;
  if (expression.nodeType === "FunctionCall") {
    return [...gone, ...swaps(expression, place).map(({ operator, text }) => ({ operator, text: `${text};` }))];
  }
  if (expression.nodeType !== "Assignment") return place.part === "loopExpression" ? [] : gone;
  const [left, right] = [expression["leftHandSide"] as Node, expression["rightHandSide"] as Node];
  const operator = expression["operator"] as string;
  const others = (assignments[operator] ?? []).map((other) => ({
    operator,
    text: `${place.text(left)} ${other} ${place.text(right)};`,
  }));
  // Where a pointer has to point somewhere the compiler insists on it.
  return typeOf(left).endsWith("storage pointer") ? others : [...gone, ...others];
}

/** Numbers that are a word less or one more, and statements left out. */
function assemblyChanges(node: Node, { text }: Place): Change[] {
  const whole = text(node);
  const replaced = (part: Node, by: string) => {
    const start = startOf(part) - startOf(node);
    return whole.slice(0, start) + by + whole.slice(start + endOf(part) - startOf(part));
  };
  return within(node["AST"] as Node).flatMap((part) => {
    if (part.nodeType === "YulExpressionStatement" || part.nodeType === "YulAssignment") {
      return [{ operator: "assembly", what: `${text(part)} → nothing`, text: replaced(part, "") }];
    }
    if (part.nodeType !== "YulLiteral" || part["kind"] !== "number") return [];
    const value = BigInt(part["value"] as string);
    const other = `0x${(value >= 0x20n ? value - 0x20n : value + 1n).toString(16)}`;
    return [{ operator: "assembly", what: `${text(part)} → ${other}`, text: replaced(part, other) }];
  });
}

/** A node and all that is in it. */
function within(node: Node): Node[] {
  const parts = Object.values(node).flatMap((part) => (Array.isArray(part) ? part : [part]) as unknown[]);
  return [node, ...parts.filter(isNode).flatMap(within)];
}

/** Then the condition's `false` leaves it out. */
function isOnlyBody({ parent, part }: Place): boolean {
  return parent.nodeType === "IfStatement" && part === "trueBody" && !parent["falseBody"];
}
