/**
 * How a setting is described: its kind, its bounds, one sentence and its default. From the description
 * come the check of configs, the JSON Schema, the flags, `--help` and docs/configuration.md. Nothing
 * here needs a library, so that a command can print its help at once.
 */
import { UsageError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";

/** What a setting may hold. */
export type Kind =
  | { readonly type: "boolean" }
  | { readonly type: "integer"; readonly least: number | undefined }
  | {
      readonly type: "number";
      readonly above?: number;
      readonly least?: number;
      readonly below?: number;
      readonly most?: number;
    }
  | {
      readonly type: "text";
      readonly least: 0 | 1;
      readonly pattern?: RegExp;
      readonly fault?: (text: string) => Message | undefined;
    }
  | { readonly type: "name"; readonly names: readonly string[] }
  | { readonly type: "names"; readonly names: readonly string[] }
  | {
      readonly type: "texts";
      readonly least: 0 | 1;
      readonly fault?: (text: string) => Message | undefined;
    }
  | { readonly type: "address" }
  | { readonly type: "object" }
  | { readonly type: "adapters" };

/** A setting; `T` is what it holds, `D` what it holds where nothing is said. */
export interface Setting<T = unknown, D = unknown> {
  readonly kind: Kind;
  readonly says: string;
  readonly default: D;
  /** The name of its flag, where it is not its path with dashes. */
  readonly flag?: string;
  /** Other flags that mean the same: of the original, or older ones. */
  readonly also?: readonly string[];
  /** What a flag calls its value. */
  readonly value?: string;
  /** Why it has no flag. */
  readonly noFlag?: string;
  readonly holds?: T;
}

export type Table = { readonly [key: string]: Setting | Table };

type Held<S> =
  S extends Setting<infer T, infer D>
    ? undefined extends D
      ? T | undefined
      : T
    : S extends Table
      ? Resolved<S>
      : never;
/** The values of a table where every default is filled in. */
export type Resolved<T extends Table> = { readonly [K in keyof T]: Held<T[K]> };

type Said<S> = S extends Setting<infer T, unknown> ? T : S extends Table ? Written<S> : never;
/** The values of a table as somebody writes them. */
export type Written<T extends Table> = { [K in keyof T]?: Said<T[K]> | undefined };

type More<D> = Omit<Partial<Setting<unknown, D>>, "kind" | "says" | "holds">;
type Plain = { readonly default?: undefined } & More<undefined>;

const setting = <T, D>(kind: Kind, says: string, more: More<D> = {}): Setting<T, D> => ({
  kind,
  says,
  default: undefined as D,
  ...more,
});

export function yes<const D extends boolean | undefined = undefined>(
  says: string,
  more?: More<D>,
): Setting<boolean, D> {
  return setting({ type: "boolean" }, says, more);
}

/** A whole number of at least `least`. */
export function whole<const D extends number | undefined = undefined>(
  least: number | undefined,
  says: string,
  more?: More<D>,
): Setting<number, D> {
  return setting({ type: "integer", least }, says, more);
}

export function numeric<const D extends number | undefined = undefined>(
  bounds: { above?: number; least?: number; below?: number; most?: number },
  says: string,
  more?: More<D>,
): Setting<number, D> {
  return setting({ type: "number", ...bounds }, says, more);
}

/** A text that is not empty. */
export function text<const D extends string | undefined = undefined>(
  says: string,
  more: More<D> & {
    pattern?: RegExp;
    fault?: (text: string) => Message | undefined;
    least?: 0 | 1;
  } = {},
): Setting<string, D> {
  const { pattern, fault, least = 1, ...rest } = more;
  return setting(
    { type: "text", least, ...(pattern && { pattern }), ...(fault && { fault }) },
    says,
    rest as More<D>,
  );
}

/** A list of texts. */
export function texts(
  says: string,
  more: Plain & { least?: 0 | 1; fault?: (text: string) => Message | undefined } = {},
): Setting<string[], undefined> {
  const { least = 0, fault, ...rest } = more;
  return setting({ type: "texts", least, ...(fault && { fault }) }, says, rest);
}

/** One of the names of a table. */
export function oneOf<Name extends string, const D extends Name | undefined = undefined>(
  names: readonly Name[],
  says: string,
  more?: More<D>,
): Setting<Name, D> {
  return setting({ type: "name", names }, says, more);
}

/** Some of the names of a table. */
export function someOf<Name extends string>(
  names: readonly Name[],
  says: string,
  more?: Plain,
): Setting<Name[], undefined> {
  return setting({ type: "names", names }, says, more);
}

/** An address, or a list of them. */
export function address(says: string, more?: Plain): Setting<string | string[], undefined> {
  return setting({ type: "address" }, says, more);
}

/** What has a schema of its own in `config_schema.ts`. */
export function object<T>(says: string, more?: Plain): Setting<T, undefined> {
  return setting({ type: "object" }, says, more);
}

/** LoRA adapters; a flag gives each as PATH or PATH:SCALE. */
export function adapters(
  says: string,
  more?: Plain,
): Setting<{ path: string; scale?: number | undefined }[], undefined> {
  return setting({ type: "adapters" }, says, more);
}

/** Whether an entry of a table is a setting, and not a table in the table. */
export function isSetting(entry: Setting | Table): entry is Setting {
  return typeof (entry as Setting).says === "string";
}

/** Every setting of a table with its path, those of the tables in it too. */
export function settingsOf(
  table: Table,
  before: readonly string[] = [],
): { path: string[]; setting: Setting }[] {
  return Object.entries(table).flatMap(([key, entry]) => {
    const path = [...before, key];
    return isSetting(entry) ? [{ path, setting: entry }] : settingsOf(entry, path);
  });
}

/** The values of a table: what is written, and else the defaults. Nothing is left out. */
export function resolved<T extends Table>(table: T, written: Written<T> | undefined): Resolved<T> {
  const said = (written ?? {}) as Record<string, unknown>;
  const values = Object.entries(table).map(([key, entry]) => [
    key,
    isSetting(entry) ? (said[key] ?? entry.default) : resolved(entry, said[key] as Written<Table>),
  ]);
  return Object.fromEntries(values) as Resolved<T>;
}

/** A fault in a value that a flag gives. */
export class FlagFault extends UsageError {}

/** A number. */
export function numberIn(value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number)) return number;
  throw new FlagFault(say`It must be a number.`);
}

/** A whole number that is at least `least`. */
export function wholeIn(value: string, least = -Infinity): number {
  const number = numberIn(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new FlagFault(
    least > -Infinity
      ? say`It must be a whole number of at least ${least}.`
      : say`It must be a whole number.`,
  );
}

function boundedIn(
  value: string,
  {
    above = -Infinity,
    least = -Infinity,
    below = Infinity,
    most = Infinity,
  }: Extract<Kind, { type: "number" }>,
): number {
  const number = numberIn(value);
  if (number > above && number >= least && number < below && number <= most) return number;
  const bounds = [
    ...(above > -Infinity ? [say`above ${above}`] : []),
    ...(least > -Infinity ? [say`at least ${least}`] : []),
    ...(below < Infinity ? [say`below ${below}`] : []),
    ...(most < Infinity ? [say`at most ${most}`] : []),
  ];
  const [first = "", second] = bounds;
  throw new FlagFault(
    second === undefined ? say`It must be ${first}.` : say`It must be ${first} and ${second}.`,
  );
}

/** One of names; dashes may be written as underscores. */
export function nameIn<Name extends string>(value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value || name === value.replaceAll("_", "-"));
  if (found !== undefined) return found;
  throw new FlagFault(say`It must be one of ${names.join(", ")}.${suggest(value, names)}`);
}

/** What a flag's text means, held to the setting's bounds; a list grows by it. */
export function valueOfFlag({ kind }: Setting, given: string, earlier?: unknown): unknown {
  const list = (item: unknown): unknown[] => [...((earlier as unknown[] | undefined) ?? []), item];
  const sound = (fault?: (text: string) => Message | undefined): string => {
    const found = fault?.(given);
    if (found !== undefined) throw new FlagFault(say`${found}.`);
    return given;
  };
  switch (kind.type) {
    case "boolean":
      return nameIn(given, ["true", "false"]) === "true";
    case "integer":
      return wholeIn(given, kind.least);
    case "number":
      return boundedIn(given, kind);
    case "name":
      return nameIn(given, kind.names);
    case "names":
      return list(nameIn(given, kind.names));
    case "texts":
      return list(sound(kind.fault));
    case "address":
      return list(given);
    case "object":
      return objectIn(given);
    case "adapters": {
      const match = /^(.*):(-?\d+(?:\.\d+)?)$/.exec(given);
      return list(match ? { path: match[1], scale: Number(match[2]) } : { path: given });
    }
    case "text":
      if (kind.pattern && !kind.pattern.test(given))
        throw new FlagFault(say`It must match ${kind.pattern.source}.`);
      if (given.length < kind.least) throw new FlagFault(say`It must not be empty.`);
      return sound(kind.fault);
  }
}

function objectIn(value: string): unknown {
  let found: unknown;
  try {
    found = JSON.parse(value);
  } catch {
    throw new FlagFault(say`It must be JSON.`);
  }
  if (typeof found === "object" && found !== null && !Array.isArray(found)) return found;
  throw new FlagFault(say`It must be a JSON object.`);
}
