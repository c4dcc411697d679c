/** One small change of a source file that its tests should notice. */
import { parseAst } from "vitest/node";

/** `was`, at `start` in the file, becomes `now`. */
export interface Mutant {
  line: number;
  start: number;
  was: string;
  now: string;
}

/** A node of the tree of a source. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

const OPERATORS: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "**": "*",
  "&&": "||",
  "||": "&&",
  "??": "&&",
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
  "/=": "*=",
  "++": "--",
  "--": "++",
};

const METHODS: Readonly<Record<string, string>> = {
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  some: "every",
  every: "some",
  startsWith: "endsWith",
  endsWith: "startsWith",
  exp: "log",
  log: "exp",
};

/** Methods whose result may stand for what they were called on. */
const LEFT_OUT = ["filter", "sort", "toSorted", "reverse", "toReversed", "trim", "toLowerCase"];

/** Whether a value of a tree is a node. */
export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Types of TypeScript stand beside the code, but for those that have an expression in them. */
const isType = ({ type, expression }: Node): boolean =>
  type.startsWith("TS") && !isNode(expression);

const isText = (node: Node): boolean =>
  node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");

/** Something that can trade places with another argument and still be of its type. */
const isPlain = ({ type }: Node): boolean =>
  ["Identifier", "MemberExpression", "BinaryExpression", "UnaryExpression"].includes(type);

/**
 * Every mutant of a TypeScript file, in the order of its text: operators, booleans, numbers (one
 * more, large ones doubled), conditions (always, never, branches swapped), statements left out, arguments swapped,
 * methods replaced or left out. Imports, types, texts and comments stay.
 */
export function mutantsOf(source: string): Mutant[] {
  const mutants: Mutant[] = [];
  const textOf = ({ start, end }: Node): string => source.slice(start, end);

  const add = (start: number, end: number, now: string): void => {
    const line = source.slice(0, start).split("\n").length;
    mutants.push({ line, start, was: source.slice(start, end), now });
  };
  const replace = (node: Node, now: string): void => add(node.start, node.end, now);

  /** Replaces an operator that stands somewhere between two places. */
  const operator = (from: number, to: number, text: string): void => {
    const at = source.indexOf(text, from);
    const now = OPERATORS[text];
    if (now !== undefined && at >= 0 && at < to) add(at, at + text.length, now);
  };

  const methodCall = (node: Node): void => {
    const [callee, args] = [node.callee as Node, node.arguments as Node[]];
    if (callee.type === "MemberExpression" && callee.computed === false) {
      const [object, property] = [callee.object as Node, callee.property as Node];
      const name = String(property.name);
      if (Object.hasOwn(METHODS, name)) replace(property, METHODS[name] as string);
      if (LEFT_OUT.includes(name)) add(object.end, node.end, "");
      // Their arguments may stand in any order.
      if (name === "min" || name === "max") return;
    }
    const [first, second] = args;
    if (first && second && isPlain(first) && isPlain(second) && textOf(first) !== textOf(second)) {
      const between = source.slice(first.end, second.start);
      add(first.start, second.end, textOf(second) + between + textOf(first));
    }
  };

  const change = (node: Node): void => {
    const [left, right] = [node.left as Node, node.right as Node];
    switch (node.type) {
      case "BinaryExpression":
      case "LogicalExpression":
      case "AssignmentExpression":
        if (String(node.operator).startsWith("+") && (isText(left) || isText(right))) break;
        operator(left.end, right.start, String(node.operator));
        break;
      case "UpdateExpression":
        operator(node.start, node.end, String(node.operator));
        break;
      case "UnaryExpression":
        if (node.operator === "!" || node.operator === "-") replace(node, textOf(node).slice(1));
        break;
      case "Literal":
        if (typeof node.value === "boolean") replace(node, String(!node.value));
        if (typeof node.value === "number") {
          replace(node, String(node.value < 10 ? node.value + 1 : 2 * node.value));
        }
        break;
      case "ConditionalExpression": {
        const [yes, no] = [node.consequent as Node, node.alternate as Node];
        const between = source.slice(yes.end, no.start);
        add(yes.start, no.end, textOf(no) + between + textOf(yes));
        break;
      }
      case "IfStatement":
        replace(node.test as Node, "true");
        replace(node.test as Node, "false");
        break;
      case "WhileStatement":
        replace(node.test as Node, "false");
        break;
      case "ExpressionStatement":
      case "BreakStatement":
      case "ContinueStatement":
        replace(node, ";");
        break;
      case "CallExpression":
      case "NewExpression":
        methodCall(node);
        break;
    }
  };

  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isNode(value) || isType(value) || value.type === "ImportDeclaration") return;
    change(value);
    for (const [field, child] of Object.entries(value)) {
      const isName = field === "key" && value.computed === false;
      if (typeof child === "object" && !isName) walk(child);
    }
  };
  walk(parseAst(source, { lang: "ts" }).body);
  return mutants.sort((a, b) => a.start - b.start);
}

/** The source with the change made. */
export function mutate(source: string, { start, was, now }: Mutant): string {
  return source.slice(0, start) + now + source.slice(start + was.length);
}
