/**
 * Jinja templates as Jinja2 renders them. The syntax and most of the rest are @huggingface/jinja's;
 * where that differs from Python (undefined things, arguments of `strip`, what `~` and printing
 * write, the text before a `break`), nodes are evaluated here.
 */

import { Environment, Interpreter, parse, Template, tokenize } from "@huggingface/jinja";
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { applyFilter } from "./jinja_filters.ts";
import {
  argumentsOf,
  fromPython,
  functionOf,
  isText,
  isUndefined,
  itemsOf,
  listOf,
  type Node,
  type Runtime,
  toPython,
  withBlocks,
} from "./jinja_values.ts";
import { equals, isIn, percent, STRING_METHODS, str } from "./python_text.ts";

type Scope = Environment;
type Evaluate = (node: Node, scope: Scope) => Runtime;

/** The program's functions in every template; the library keeps them to itself. */
function libraryFunctions(): Record<string, (args: Runtime[], scope: Scope) => Runtime> {
  let found: ((args: Runtime[], scope: Scope) => Runtime)[] = [];
  new Template("{{ take(range, strftime_now, raise_exception) }}").render({
    take: (...functions: typeof found) => {
      found = functions;
      return "";
    },
  });
  const [range, strftime_now, raise_exception] = found as [
    (typeof found)[number],
    (typeof found)[number],
    (typeof found)[number],
  ];
  return { range, strftime_now, raise_exception };
}

function globals(values: Record<string, unknown>): Scope {
  const scope = new Environment();
  for (const [name, value] of Object.entries({ true: true, false: false, none: null })) {
    scope.set(name, value);
    scope.set(name[0]?.toUpperCase() + name.slice(1), value);
  }
  for (const [name, call] of Object.entries(libraryFunctions())) {
    scope.setVariable(name, functionOf(call) as ReturnType<Scope["set"]>);
  }
  for (const [name, value] of Object.entries(values)) scope.set(name, value);
  return scope;
}

/** Reads a template; the result renders it with the values given. Syntax errors are thrown here. */
export function jinjaTemplate(source: string): (values: Record<string, unknown>) => string {
  const program = withBlocks(parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true })));
  return (values) => {
    const interpreter = new Interpreter(globals(values));
    const library = interpreter.evaluate.bind(interpreter) as unknown as Evaluate;
    const evaluate = pythonEvaluate(library);
    interpreter.evaluate = evaluate as unknown as typeof interpreter.evaluate;
    return str(interpreter.run(program).value as string);
  };
}

/** A `break` or `continue` on its way to its loop, with the text before it. */
interface LoopEnd {
  kind: string;
  text: string;
}

/** Evaluates as Python does; `library` is used for everything else, and calls back for its parts. */
function pythonEvaluate(library: Evaluate): Evaluate {
  const ends = new WeakMap<object, LoopEnd>();
  const loops: { text: string; isOver: boolean }[] = [];

  const block = (statements: readonly Node[], scope: Scope): string => {
    let text = "";
    for (const statement of statements) {
      try {
        text += str(evaluate(statement, scope).value as string | null);
      } catch (error) {
        const end = ends.get(error as object);
        if (end) end.text = text + end.text;
        throw error;
      }
    }
    return text;
  };

  const loopBody = (statements: readonly Node[], scope: Scope): void => {
    const loop = loops.at(-1);
    if (!loop || loop.isOver) return;
    try {
      loop.text += block(statements, new Environment(scope));
    } catch (error) {
      const end = ends.get(error as object);
      if (!end) throw error;
      loop.text += end.text;
      loop.isOver = end.kind === "Break";
    }
  };

  const evaluators: Record<string, Evaluate> = {
    Block: ({ statements }, scope) => fromPython(block(statements as Node[], scope)),
    LoopBody: ({ statements }, scope) => {
      loopBody(statements as Node[], scope);
      return fromPython("");
    },
    Output: ({ expression }, scope) =>
      fromPython(str(toPython(evaluate(expression as Node, scope)))),
    Iterable: ({ of }, scope) => listOf(itemsOf(evaluate(of as Node, scope))),
    For: (node, scope) => {
      const loop = { text: "", isOver: false };
      loops.push(loop);
      try {
        const otherwise = library(node, scope).value as string;
        return fromPython(loop.text + otherwise);
      } finally {
        loops.pop();
      }
    },
    FilterExpression: ({ operand, filter }, scope) =>
      filtered(evaluate(operand as Node, scope), filter as Node, scope),
    FilterStatement: ({ body, filter }, scope) =>
      filtered(fromPython(block(body as Node[], scope)), filter as Node, scope),
    CallExpression: (node, scope) => method(node, scope) ?? library(node, scope),
    MemberExpression: (node, scope) => {
      const object = evaluate(node.object as Node, scope);
      if (isUndefined(object))
        throw new UserError(say`${nameOf(node.object as Node)} is undefined`);
      return library({ ...node, object: constant(object) }, scope);
    },
    TestExpression: (node, scope) => {
      const value = evaluate(node.operand as Node, scope);
      const { value: test } = node.test as { value: string };
      if (test !== "iterable" && test !== "sequence") {
        return library({ ...node, operand: constant(value) }, scope);
      }
      const types = ["ArrayValue", "TupleValue", "StringValue", "ObjectValue", "UndefinedValue"];
      return fromPython(types.includes(value.type) !== node.negate);
    },
    BinaryExpression: (node, scope) => binary(node, scope),
    Constant: ({ value }) => value as Runtime,
  };

  const filtered = (operand: Runtime, filter: Node, scope: Scope): Runtime =>
    applyFilter(operand, filter, {
      argument: (node) => evaluate(node, scope),
      library: (value) =>
        library({ type: "FilterExpression", operand: constant(value), filter }, scope),
    });

  /** A method of a text; undefined where it is another call. */
  const method = ({ callee, args }: Node, scope: Scope): Runtime | undefined => {
    const { type, object, property, computed } = callee as Node;
    if (type !== "MemberExpression" || computed) return undefined;
    const call = STRING_METHODS[(property as { value: string }).value];
    if (call === undefined) return undefined;
    const on = evaluate(object as Node, scope);
    if (!isText(on)) return undefined;
    const { plain, plainNamed } = argumentsOf(args as Node[], (node) => evaluate(node, scope));
    return fromPython(call(on.value as string, plain, plainNamed));
  };

  const binary = (node: Node, scope: Scope): Runtime => {
    const { value: operator } = node.operator as { value: string };
    if (operator === "and" || operator === "or") return library(node, scope);
    const left = evaluate(node.left as Node, scope);
    const right = evaluate(node.right as Node, scope);
    const [a, b] = [toPython(left), toPython(right)];
    if (operator === "==") return fromPython(equals(a, b));
    if (operator === "!=") return fromPython(!equals(a, b));
    if (operator === "in") return fromPython(isIn(a, b));
    if (operator === "not in") return fromPython(!isIn(a, b));
    if (operator === "~") return fromPython(str(a) + str(b));
    if (typeof a === "string") {
      if (operator === "%") return fromPython(percent(a, Array.isArray(b) ? b : [b]));
      if (operator === "*" && typeof b === "number") return fromPython(repeated(a, b));
      if (typeof b === "string" && operator in ORDER) {
        return fromPython((ORDER[operator] as (a: string, b: string) => boolean)(a, b));
      }
    }
    return library({ ...node, left: constant(left), right: constant(right) }, scope);
  };

  const evaluate: Evaluate = (node, scope) => {
    const { type } = node ?? {};
    const own = evaluators[type];
    if (own) return own(node, scope);
    if (type !== "Break" && type !== "Continue") return library(node, scope);
    try {
      return library(node, scope);
    } catch (error) {
      ends.set(error as object, { kind: type, text: "" });
      throw error;
    }
  };
  return evaluate;
}

const constant = (value: Runtime): Node => ({ type: "Constant", value });
const nameOf = (node: Node): Said =>
  node.type === "Identifier" ? `'${node.value}'` : say`a value of the template`;

const ORDER: Record<string, (a: string, b: string) => boolean> = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

/** More than a prompt can hold is a template that wants to do harm. */
const LONGEST = 1e6;

function repeated(text: string, times: number): string {
  if (text.length * times > LONGEST) throw new UserError(say`the template makes too long a text`);
  return text.repeat(Math.max(0, times));
}
