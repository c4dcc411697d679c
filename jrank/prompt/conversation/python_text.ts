/** What Python does with texts and values, as far as chat templates use it: str(), repr(), methods. */
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";

/** Values of templates; a Map is a dict, undefined is Jinja's Undefined. */
export type Python =
  | undefined
  | null
  | boolean
  | string
  | number
  | Float
  | readonly Python[]
  | ReadonlyMap<string, Python>;

/** A number that Python holds as a float: 1.0 is written so. */
interface Float {
  readonly float: number;
}

const isMap = (value: Python): value is ReadonlyMap<string, Python> => value instanceof Map;
const isList = (value: Python): value is readonly Python[] => Array.isArray(value);
const isFloat = (value: Python): value is Float =>
  typeof value === "object" && value !== null && "float" in value;

/** A text as Python shows it inside of lists. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text
    .replace(/[\\\n\r\t]/g, (c) => ({ "\\": "\\\\", "\n": "\\n", "\r": "\\r" })[c] ?? "\\t")
    .replaceAll(quote, `\\${quote}`);
  return quote + inside + quote;
}

/** Python's str(): None, True, 1.0, ['a', None]; Jinja's Undefined is "". */
export function str(value: Python): string {
  if (value === undefined) return "";
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return value;
  if (isFloat(value)) {
    return Number.isInteger(value.float) ? value.float.toFixed(1) : String(value.float);
  }
  const repr = (inside: Python): string =>
    typeof inside === "string" ? quoted(inside) : str(inside);
  if (isList(value)) return `[${value.map(repr).join(", ")}]`;
  if (isMap(value)) return `{${[...value].map(([k, v]) => `${quoted(k)}: ${repr(v)}`).join(", ")}}`;
  return String(value);
}

/** Python's ==. */
export function equals(a: Python, b: Python): boolean {
  const number = (value: Python): Python =>
    typeof value === "boolean" ? Number(value) : isFloat(value) ? value.float : value;
  const [left, right] = [number(a), number(b)];
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, k) => equals(item, right[k]));
  }
  if (isMap(left) && isMap(right)) {
    return (
      left.size === right.size &&
      [...left].every(([k, v]) => right.has(k) && equals(v, right.get(k)))
    );
  }
  return left === right;
}

/** Python's `in`. */
export function isIn(item: Python, container: Python): boolean {
  if (container === undefined) return false;
  if (isList(container)) return container.some((each) => equals(each, item));
  if (typeof item === "string" && isMap(container)) return container.has(item);
  if (isMap(container)) return false;
  if (typeof item === "string" && typeof container === "string") return container.includes(item);
  throw new UserError(say`'in' is not possible between ${str(item)} and ${str(container)}`);
}

/** Cuts characters off the ends: white space, or those of `characters`. */
function strip(
  text: string,
  { characters, ends }: { characters?: Python; ends: "both" | "left" | "right" },
): string {
  const cut = typeof characters === "string" ? new Set(characters) : undefined;
  const isCut = (c: string): boolean => cut?.has(c) ?? c.trim() === "";
  const all = [...text];
  let [start, end] = [0, all.length];
  if (ends !== "right") while (start < end && isCut(all[start] as string)) start++;
  if (ends !== "left") while (end > start && isCut(all[end - 1] as string)) end--;
  return all.slice(start, end).join("");
}

/** str.split and str.rsplit. */
function split(text: string, separator: Python, most: number, fromRight: boolean): string[] {
  const isBlank = separator === undefined || separator === null;
  if (separator === "") throw new UserError(say`the separator is empty`);
  const parts = isBlank
    ? text.split(/\s+/).filter((part) => part !== "")
    : text.split(str(separator));
  if (most < 0 || parts.length <= most + 1) return parts;
  const glue = isBlank ? " " : str(separator);
  return fromRight
    ? [parts.slice(0, parts.length - most).join(glue), ...parts.slice(parts.length - most)]
    : [...parts.slice(0, most), parts.slice(most).join(glue)];
}

function partition(text: string, separator: Python, at: number): string[] {
  const mark = str(separator);
  if (at < 0) return [];
  return [text.slice(0, at), mark, text.slice(at + mark.length)];
}

const title = (text: string): string =>
  text.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (c) => c.toUpperCase());
const capitalize = (text: string): string =>
  text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();

/** The %-formatting of a text: %s, %d and the like with widths. */
export function percent(text: string, values: readonly Python[]): string {
  let next = 0;
  return text.replace(
    /%(0?)(\d{0,4})([sdirf%])/g,
    (_, zero: string, width: string, kind: string) => {
      if (kind === "%") return "%";
      const value = str(values[next++]);
      return value.padStart(Number(width), zero === "0" && kind !== "s" ? "0" : " ");
    },
  );
}

const number = (value: Python, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;

type Method = (text: string, args: readonly Python[], named: ReadonlyMap<string, Python>) => Python;

/** The methods of str that templates call. */
export const STRING_METHODS: Readonly<Record<string, Method>> = {
  strip: (text, [characters]) => strip(text, { characters, ends: "both" }),
  lstrip: (text, [characters]) => strip(text, { characters, ends: "left" }),
  rstrip: (text, [characters]) => strip(text, { characters, ends: "right" }),
  split: (text, [separator, most], named) =>
    split(text, separator ?? named.get("sep"), number(most ?? named.get("maxsplit"), -1), false),
  rsplit: (text, [separator, most], named) =>
    split(text, separator ?? named.get("sep"), number(most ?? named.get("maxsplit"), -1), true),
  splitlines: (text) => (text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/)),
  partition: (text, [mark]) => {
    const parts = partition(text, mark, text.indexOf(str(mark)));
    return parts.length > 0 ? parts : [text, "", ""];
  },
  rpartition: (text, [mark]) => {
    const parts = partition(text, mark, text.lastIndexOf(str(mark)));
    return parts.length > 0 ? parts : ["", "", text];
  },
  find: (text, [part]) => text.indexOf(str(part)),
  rfind: (text, [part]) => text.lastIndexOf(str(part)),
  count: (text, [part]) => text.split(str(part)).length - 1,
  join: (text, [parts]) => (isList(parts) ? parts.map(str).join(text) : ""),
  capitalize: (text) => capitalize(text),
  title: (text) => title(text),
  isdigit: (text) => /^\p{Nd}+$/u.test(text),
  isalpha: (text) => /^\p{L}+$/u.test(text),
  isspace: (text) => text !== "" && text.trim() === "",
  isupper: (text) => text !== text.toLowerCase() && text === text.toUpperCase(),
  islower: (text) => text !== text.toUpperCase() && text === text.toLowerCase(),
  removeprefix: (text, [part]) =>
    text.startsWith(str(part)) ? text.slice(str(part).length) : text,
  removesuffix: (text, [part]) =>
    str(part) !== "" && text.endsWith(str(part)) ? text.slice(0, -str(part).length) : text,
  zfill: (text, [width]) => text.padStart(Math.min(number(width, 0), 1000), "0"),
  format: (text, args, named) => {
    let next = 0;
    return text.replace(/\{\{|\}\}|\{(\w*)\}/g, (whole, name: string | undefined) => {
      if (name === undefined) return whole[0] as string;
      if (name === "") return str(args[next++]);
      return str(/^\d+$/.test(name) ? args[Number(name)] : named.get(name));
    });
  },
};

const HTML: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

type Filter = (text: string, args: readonly Python[], named: ReadonlyMap<string, Python>) => Python;

/** Jinja's filters of texts; whatever they are applied to is written as a text first. */
export const TEXT_FILTERS: Readonly<Record<string, Filter>> = {
  string: (text) => text,
  trim: (text, [characters], named) =>
    strip(text, { characters: characters ?? named.get("chars"), ends: "both" }),
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  title: (text) => title(text),
  capitalize: (text) => capitalize(text),
  e: (text) => text.replace(/[&<>"']/g, (c) => HTML[c] as string),
  escape: (text) => text.replace(/[&<>"']/g, (c) => HTML[c] as string),
  format: (text, args) => percent(text, args),
  wordcount: (text) => text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0,
};
