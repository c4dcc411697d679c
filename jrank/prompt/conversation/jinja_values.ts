/**
 * The tree and the values of @huggingface/jinja: marks the places of a parsed template that
 * `jinja.ts` evaluates itself, and turns the runtime's values into plain ones and back.
 */

import { Environment } from "@huggingface/jinja";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Python } from "./python_text.ts";

/** A node of @huggingface/jinja's tree, as far as it is looked at. */
export interface Node {
  type: string;
  [field: string]: unknown;
}

const STATEMENTS = new Set(
  "Set If For Macro CallStatement FilterStatement Break Continue Comment StringLiteral Block LoopBody".split(
    " ",
  ),
);
const BODIES = ["body", "alternate", "defaultBlock"];

/**
 * The same template with every list of statements as one `Block` (of a loop: `LoopBody`), every
 * printed expression as `Output`, and what a loop goes through as `Iterable`.
 */
export function withBlocks<T extends object>(node: T): T {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(node)), node) as Node;
  for (const field of BODIES) {
    const list = copy[field];
    if (!Array.isArray(list) || list.length === 0) continue;
    const statements = list.map((statement: Node) =>
      STATEMENTS.has(statement.type)
        ? withBlocks(statement)
        : { type: "Output", expression: statement },
    );
    const type = copy.type === "For" && field === "body" ? "LoopBody" : "Block";
    copy[field] = [{ type, statements }];
  }
  if (copy.type === "For") {
    const through = copy.iterable as Node;
    copy.iterable =
      through.type === "SelectExpression"
        ? { ...through, lhs: { type: "Iterable", of: through.lhs } }
        : { type: "Iterable", of: through };
  }
  return copy as T;
}

/** A value of the runtime; what `value` is goes by `type`. */
export interface Runtime {
  type: string;
  value: unknown;
  __bool__(): { value: boolean };
}

interface ListRuntime extends Runtime {
  value: Runtime[];
}

interface MapRuntime extends Runtime {
  value: Map<string, Runtime>;
}

type Make<T> = new (value: T) => Runtime;

/** The runtime's own value of a plain one; its classes are not exported. */
const given = (value: unknown): Runtime => new Environment().set("value", value) as Runtime;
const classOf = <T>(value: unknown): Make<T> => given(value).constructor as Make<T>;

const ListValue = classOf<Runtime[]>([]);
const MapValue = classOf<Map<string, Runtime>>({});
const FloatValue = classOf<number>(0.5);
const FunctionValue = classOf<(args: Runtime[], scope: Environment) => Runtime>(() => null);

export const listOf = (items: Runtime[]): Runtime => new ListValue(items);

export const functionOf = (call: (args: Runtime[], scope: Environment) => Runtime): Runtime =>
  new FunctionValue(call);

export const isUndefined = (value: Runtime): boolean => value.type === "UndefinedValue";
export const isText = (value: Runtime): boolean => value.type === "StringValue";
export const isList = (value: Runtime): value is ListRuntime =>
  value.type === "ArrayValue" || value.type === "TupleValue";
export const isMap = (value: Runtime): value is MapRuntime =>
  value.type === "ObjectValue" || value.type === "KeywordArgumentsValue";

/** The plain value; functions and namespaces become undefined. */
export function toPython(value: Runtime): Python {
  if (isList(value)) return value.value.map(toPython);
  if (isMap(value)) return new Map([...value.value].map(([key, item]) => [key, toPython(item)]));
  if (value.type === "NullValue") return null;
  if (value.type === "FloatValue") return { float: value.value as number };
  if (value.type === "FunctionValue" || value.type === "NamespaceValue") return undefined;
  return value.value as Python;
}

/** The runtime's value. */
export function fromPython(value: Python): Runtime {
  if (Array.isArray(value)) return listOf(value.map(fromPython));
  if (value instanceof Map) {
    return new MapValue(new Map([...value].map(([key, item]) => [key, fromPython(item)])));
  }
  if (typeof value === "object" && value !== null && "float" in value) {
    return new FloatValue(value.float);
  }
  return given(value);
}

/** What a `for` goes through: nothing in what is undefined, characters, keys. */
export function itemsOf(value: Runtime): Runtime[] {
  if (isUndefined(value)) return [];
  if (isText(value)) return [...(value.value as string)].map(fromPython);
  if (isMap(value)) return [...value.value.keys()].map(fromPython);
  // The runtime takes lists apart, not tuples.
  if (isList(value)) {
    return value.value.map((item) =>
      item.type === "TupleValue" ? listOf(item.value as Runtime[]) : item,
    );
  }
  throw new UserError(say`a ${value.type} cannot be gone through`);
}

/** The arguments of a call, by place and by name: the runtime's values, and the plain ones. */
export function argumentsOf(nodes: readonly Node[], evaluate: (node: Node) => Runtime) {
  const isKeyed = ({ type }: Node): boolean => type === "KeywordArgumentExpression";
  const args = nodes.filter((node) => !isKeyed(node)).map((node) => evaluate(node));
  const named = new Map(
    nodes
      .filter(isKeyed)
      .map(({ key, value }) => [(key as { value: string }).value, evaluate(value as Node)]),
  );
  return {
    args,
    named,
    plain: args.map(toPython),
    plainNamed: new Map([...named].map(([key, value]) => [key, toPython(value)])),
  };
}
