/** What is wrong with a file that a schema describes, in words that say where and what to do. */
import type { z } from "zod";
import { suggest } from "../../core/suggest.ts";

/** One line for each fault; `found` is the value that was checked, `schema` what it was held to. */
export function describeIssues(error: z.ZodError, found: unknown, schema: z.ZodType): string[] {
  const listed = new Set<string>();
  return error.issues.flatMap((issue) => describeIssue(issue, found, schema, listed));
}

function pathText(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path) {
    text += typeof key === "number" ? `[${key}]` : `${text === "" ? "" : "."}${String(key)}`;
  }
  return text === "" ? "the whole" : text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === "object" && current !== null
        ? (current as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const SECRET_KEYS = ["api_key", "apikey", "key", "token", "secret"];

/** `listed`: the places whose allowed keys a fault before this one has listed. */
function describeIssue(
  issue: z.core.$ZodIssue,
  config: unknown,
  schema: z.ZodType,
  listed: Set<string>,
): string[] {
  const where = pathText(issue.path);
  const found = valueAt(config, issue.path);
  const missing = found === undefined;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const path = pathText([...issue.path, key]);
        if (SECRET_KEYS.includes(key.toLowerCase())) {
          return `${path}: keys do not belong in a config; set them in the environment or in .env, and name the variable with api_key_env if it is not the usual one`;
        }
        const known = knownKeys(schema, issue.path);
        // All models allow the same keys: they are listed once.
        const allowed = `Allowed here: ${known.join(", ")}`;
        const hint = listed.has(allowed) ? "" : ` ${allowed}`;
        listed.add(allowed);
        return `${path} is not a key jrank knows.${suggest(key, known)}${hint}`;
      });
    case "invalid_type":
      return missing
        ? [`${where} is missing; it must be ${article(issue.expected)}`]
        : [`${where} must be ${article(issue.expected)}, got ${short(found)}`];
    case "invalid_value": {
      const allowed = issue.values.map((value) => short(value)).join(", ");
      const hint = typeof found === "string" ? suggest(found, issue.values.map(String)) : "";
      return [`${where} must be one of ${allowed}, got ${short(found)}.${hint}`];
    }
    case "too_small":
      if (issue.origin === "array") return [`${where} must have at least ${issue.minimum} entry`];
      if (issue.origin === "string") return [`${where} must not be empty`];
      return [
        `${where} must be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}, got ${short(found)}`,
      ];
    case "too_big":
      return [
        `${where} must be ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}, got ${short(found)}`,
      ];
    default:
      return [`${where}: ${issue.message}, got ${short(found)}`];
  }
}

function article(type: string): string {
  const words: Record<string, string> = {
    string: "a text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    record: "an object",
  };
  return words[type] ?? `of type ${type}`;
}

/** The keys that the schema knows at a path. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const key of path) {
    const inner = unwrapped(at);
    at = typeof key === "number" ? inner?.element : inner?.shape?.[String(key)];
  }
  return Object.keys(unwrapped(at)?.shape ?? {}).filter((key) => key !== "$schema");
}

interface SchemaParts {
  shape?: Record<string, unknown>;
  element?: unknown;
  unwrap?: () => unknown;
}

function unwrapped(schema: unknown): SchemaParts | undefined {
  let inner = schema as SchemaParts | undefined;
  while (inner?.shape === undefined && inner?.element === undefined && inner?.unwrap) {
    inner = inner.unwrap() as SchemaParts;
  }
  return inner;
}
