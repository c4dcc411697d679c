/** What is wrong with a file that a schema describes, in words that say where and what to do. */

import { locales, type z } from "zod";
import { joined, messageFrom, type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";

/** One line for each fault; `found` is the value that was checked, `schema` what it was held to. */
export function describeIssues(error: z.ZodError, found: unknown, schema: z.ZodType): Said[] {
  const listed = new Set<string>();
  return error.issues.flatMap((issue) => describeIssue(issue, found, schema, listed));
}

/** The faults as a list, each on its line. */
export function faultList(faults: readonly Said[]): Said {
  return joined(
    faults.map((fault) => say`  - ${fault}`),
    "\n",
  );
}

function pathText(path: readonly PropertyKey[]): Said {
  let text = "";
  for (const key of path) {
    text += typeof key === "number" ? `[${key}]` : `${text === "" ? "" : "."}${String(key)}`;
  }
  return text === "" ? say`the whole` : text;
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

/** What other programs call our keys. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  id: ["model", "model_id", "model_name", "name", "deployment"],
  path: ["file", "gguf", "model_path"],
  provider: ["type", "api_type", "backend", "vendor"],
  base_url: ["url", "endpoint", "api_base", "api_url", "host"],
  system_prompt: ["system", "system_message"],
  max_tokens: ["max_new_tokens", "max_completion_tokens", "max_output_tokens", "num_predict"],
  repetition_penalty: ["repeat_penalty"],
  requests_per_minute: ["rpm"],
  tokens_per_minute: ["tpm"],
  parallel: ["concurrency", "max_concurrency", "num_workers", "workers"],
  timeout_s: ["timeout"],
  extra_body: ["params", "extra", "kwargs"],
  price: ["cost", "pricing", "prices"],
  judge_models: ["judges", "judge"],
  n: ["judgments", "n_judgments", "num_judgments"],
  benchmark_name: ["benchmark", "bench", "bench_name"],
};

/** The known key that a name stands for in other programs, else the one that is spelt most like it. */
function meantKey(name: string, known: readonly string[]): Said {
  const plain = name.toLowerCase().replaceAll("-", "_");
  const other = known.find((key) => OTHER_NAMES[key]?.includes(plain));
  return other === undefined ? suggest(name, known) : say` Did you mean "${other}"?`;
}

const SECRET_KEYS = ["api_key", "apikey", "key", "token", "secret"];

/** `listed`: the places whose allowed keys a fault before this one has listed. */
function describeIssue(
  issue: z.core.$ZodIssue,
  config: unknown,
  schema: z.ZodType,
  listed: Set<string>,
): Said[] {
  const where = pathText(issue.path);
  const found = valueAt(config, issue.path);
  const missing = found === undefined;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const path = pathText([...issue.path, key]);
        if (SECRET_KEYS.includes(key.toLowerCase())) {
          return say`${path}: keys do not belong in a config; set them in the environment or in .env, and name the variable with api_key_env if it is not the usual one`;
        }
        const known = knownKeys(schema, issue.path);
        // All models allow the same keys: they are listed once.
        const allowed = known.join(", ");
        const hint = listed.has(allowed) ? "" : say` Allowed here: ${allowed}`;
        listed.add(allowed);
        return say`${path} is not a key jrank knows.${meantKey(key, known)}${hint}`;
      });
    case "invalid_type":
      return missing
        ? [say`${where} is missing; it must be ${article(issue.expected)}`]
        : [say`${where} must be ${article(issue.expected)}, got ${short(found)}`];
    case "invalid_value": {
      const allowed = issue.values.map((value) => short(value)).join(", ");
      const hint = typeof found === "string" ? suggest(found, issue.values.map(String)) : "";
      return [say`${where} must be one of ${allowed}, got ${short(found)}.${hint}`];
    }
    case "too_small":
      if (issue.origin === "array")
        return [say`${where} must have at least ${Number(issue.minimum)} entry`];
      if (issue.origin === "string") return [say`${where} must not be empty`];
      return [
        issue.inclusive === false
          ? say`${where} must be more than ${Number(issue.minimum)}, got ${short(found)}`
          : say`${where} must be at least ${Number(issue.minimum)}, got ${short(found)}`,
      ];
    case "too_big":
      return [
        issue.inclusive === false
          ? say`${where} must be less than ${Number(issue.maximum)}, got ${short(found)}`
          : say`${where} must be at most ${Number(issue.maximum)}, got ${short(found)}`,
      ];
    default:
      return [say`${where}: ${messageOfIssue(issue)}, got ${short(found)}`];
  }
}

const inJapanese = locales.ja().localeError;

/** A fault as our own check or zod says it. */
export function messageOfIssue(issue: z.core.$ZodIssue): Said {
  if (issue.code === "custom") return (issue.params?.said as Said | undefined) ?? issue.message;
  return messageFrom(({ language }) => {
    const other = language === "ja" ? inJapanese(issue as z.core.$ZodRawIssue) : undefined;
    return (typeof other === "string" ? other : other?.message) ?? issue.message;
  });
}

function article(type: string): Said {
  const words: Record<string, Said> = {
    string: say`a text`,
    number: say`a number`,
    int: say`a whole number`,
    boolean: say`true or false`,
    array: say`a list`,
    object: say`an object`,
    record: say`an object`,
  };
  return words[type] ?? say`of type ${type}`;
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
