/** Values of @huggingface/jinja's runtime as plain ones, and back. */
import { Environment } from "@huggingface/jinja";
import type { Python } from "./python_text.ts";

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
  throw new Error(`a ${value.type} cannot be gone through`);
}
