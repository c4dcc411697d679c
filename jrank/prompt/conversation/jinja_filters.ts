/** Jinja's filters, where @huggingface/jinja lacks one or does otherwise than Jinja2. */
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import {
  argumentsOf,
  fromPython,
  isList,
  isMap,
  isText,
  isUndefined,
  itemsOf,
  listOf,
  type Node,
  type Runtime,
  toPython,
} from "./jinja_values.ts";
import { equals, isIn, type Python, str, TEXT_FILTERS } from "./python_text.ts";

interface Tools {
  argument(node: Node): Runtime;
  /** The library's own filter. */
  library(operand: Runtime): Runtime;
}

const isTrue = (value: Runtime): boolean => value.__bool__().value;

/** Tests by name; undefined: this one is the library's. */
const TESTS: Record<string, (value: Runtime, other: Python) => boolean> = {
  defined: (value) => !isUndefined(value),
  undefined: (value) => isUndefined(value),
  none: (value) => value.type === "NullValue",
  string: (value) => isText(value),
  mapping: (value) => isMap(value),
  sequence: (value) => isList(value) || isText(value) || isMap(value),
  iterable: (value) => isList(value) || isText(value) || isMap(value) || isUndefined(value),
  boolean: (value) => value.type === "BooleanValue",
  true: (value) => toPython(value) === true,
  false: (value) => toPython(value) === false,
  number: (value) => ["IntegerValue", "FloatValue"].includes(value.type),
  odd: (value) => Math.abs(value.value as number) % 2 === 1,
  even: (value) => (value.value as number) % 2 === 0,
  equalto: (value, other) => equals(toPython(value), other),
  eq: (value, other) => equals(toPython(value), other),
  "==": (value, other) => equals(toPython(value), other),
  ne: (value, other) => !equals(toPython(value), other),
  "!=": (value, other) => !equals(toPython(value), other),
  in: (value, other) => isIn(toPython(value), other),
};

function testOf([name, other]: readonly Python[]): (value: Runtime) => boolean {
  if (name === undefined) return isTrue;
  const test = TESTS[str(name)];
  if (test === undefined) throw new UserError(say`the test "${str(name)}" is not known`);
  return (value) => test(value, other);
}

/** A part of a value by a path such as "a.b" or "0". */
function attributeOf(value: Runtime, path: string): Runtime {
  let found: Runtime | undefined = value;
  for (const part of path.split(".")) {
    if (found && isMap(found)) found = found.value.get(part);
    else if (found && isList(found)) found = found.value[Number(part)];
    else found = undefined;
  }
  return found ?? fromPython(undefined);
}

/** Filters of lists, given their items. */
const LIST_FILTERS: Record<
  string,
  (items: Runtime[], args: readonly Python[], named: ReadonlyMap<string, Python>) => Runtime
> = {
  list: (items) => listOf(items),
  first: (items) => items[0] ?? fromPython(undefined),
  last: (items) => items.at(-1) ?? fromPython(undefined),
  select: (items, args) => listOf(items.filter(testOf(args))),
  reject: (items, args) => {
    const test = testOf(args);
    return listOf(items.filter((item) => !test(item)));
  },
  selectattr: (items, [name, ...test]) => {
    const holds = testOf(test);
    return listOf(items.filter((item) => holds(attributeOf(item, str(name)))));
  },
  rejectattr: (items, [name, ...test]) => {
    const holds = testOf(test);
    return listOf(items.filter((item) => !holds(attributeOf(item, str(name)))));
  },
  map: (items, [filter], named) => {
    const attribute = named.get("attribute");
    if (attribute === undefined) {
      const apply = TEXT_FILTERS[str(filter)];
      if (!apply) throw new UserError(say`map("${str(filter)}") is not possible`);
      return listOf(items.map((item) => fromPython(apply(str(toPython(item)), [], new Map()))));
    }
    return listOf(
      items.map((item) => {
        const found = attributeOf(item, str(attribute));
        return isUndefined(found) && named.has("default")
          ? fromPython(named.get("default"))
          : found;
      }),
    );
  },
  join: (items, [mark], named) => {
    const attribute = named.get("attribute");
    const of = (item: Runtime): Runtime =>
      attribute === undefined ? item : attributeOf(item, str(attribute));
    return fromPython(
      items.map((item) => str(toPython(of(item)))).join(str(mark ?? named.get("d"))),
    );
  },
  sum: (items) => fromPython(items.reduce((sum, { value }) => sum + Number(value), 0)),
  min: (items) => items.toSorted(byValue)[0] ?? fromPython(undefined),
  max: (items) => items.toSorted(byValue).at(-1) ?? fromPython(undefined),
};

function byValue(a: Runtime, b: Runtime): number {
  const [left, right] = [a.value as number | string, b.value as number | string];
  return left < right ? -1 : left > right ? 1 : 0;
}

function isDefaultNeeded(operand: Runtime, also: Python): boolean {
  return isUndefined(operand) || (also === true && !isTrue(operand));
}

/** Applies a filter; `library` does those that it does as Jinja2. */
export function applyFilter(operand: Runtime, filter: Node, { argument, library }: Tools): Runtime {
  const name = String(((filter.type === "CallExpression" ? filter.callee : filter) as Node).value);
  const { args, named, plain, plainNamed } = argumentsOf((filter.args ?? []) as Node[], argument);
  if (name === "default" || name === "d") {
    const also = plain[1] ?? plainNamed.get("boolean");
    if (!isDefaultNeeded(operand, also)) return operand;
    return args[0] ?? named.get("default_value") ?? fromPython("");
  }
  const ofText = Object.hasOwn(TEXT_FILTERS, name) ? TEXT_FILTERS[name] : undefined;
  if (ofText) return fromPython(ofText(str(toPython(operand)), plain, plainNamed));
  const ofList = Object.hasOwn(LIST_FILTERS, name) ? LIST_FILTERS[name] : undefined;
  if (ofList) return ofList(itemsOf(operand), plain, plainNamed);
  if (name === "length" || name === "count") return fromPython(itemsOf(operand).length);
  if (!isUndefined(operand)) return library(operand);
  // What Jinja2 makes of nothing.
  if (name === "int" || name === "float")
    return plain[0] === undefined ? fromPython(0) : (args[0] as Runtime);
  if (["sort", "reverse", "unique", "items", "dictsort"].includes(name)) return listOf([]);
  if (["replace", "indent", "truncate", "safe"].includes(name)) return fromPython("");
  return library(operand);
}
