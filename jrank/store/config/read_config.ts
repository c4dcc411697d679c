/** Reads a config file and says everything that is wrong with it at once. */

import { basename, extname } from "node:path";
import type { z } from "zod";
import { messageOf, saidBy, UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { isSecretName, secretInBaseUrl, secretsIn } from "../../core/secrets.ts";
import { suggest } from "../../core/suggest.ts";
import { watchSecrets } from "../files/secret_guard.ts";
import { readText } from "../files/text_file.ts";
import { type ConfigFile, resolveConfig } from "./config.ts";
import { configSchema } from "./config_schema.ts";
import { describeIssues, faultList } from "./schema_faults.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks a config in JSON or YAML; `${NAME}` in a text is an environment variable. `change`
 * puts flags over it before it is seen whether its settings go together.
 */
export async function readConfig(
  file: string,
  env: Environment,
  change: (written: ConfigFile) => ConfigFile = (written) => written,
): Promise<ConfigFile> {
  const value = await parseConfigText(readText(file, "config"), file);
  return checkConfig(value, env, basename(file), change);
}

async function parseConfigText(text: string, file: string): Promise<unknown> {
  const isYaml = [".yaml", ".yml"].includes(extname(file));
  if (!isYaml) {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new UserError(
        say`${file}${await placeOfError(text, error)} is not valid JSON: ${saidBy(error)}`,
      );
    }
  }
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text);
  const [first] = document.errors;
  if (first) {
    const [place] = first.linePos ?? [];
    throw new UserError(
      say`${file}${place ? `:${place.line}:${place.col}` : ""} is not valid YAML: ${(first.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "")}`,
    );
  }
  return document.toJS();
}

/** ":line:column" of a JSON error, from its position or, where it tells none, from a YAML reader. */
async function placeOfError(text: string, error: unknown): Promise<string> {
  const position = /position (\d+)/.exec(messageOf(error))?.[1];
  if (position !== undefined) {
    const before = text.slice(0, Number(position));
    return `:${before.split("\n").length}:${before.length - before.lastIndexOf("\n")}`;
  }
  const { parseDocument } = await import("yaml");
  const [place] = parseDocument(text).errors[0]?.linePos ?? [];
  return place ? `:${place.line}:${place.col}` : "";
}

/** Checks a parsed config; throws one `UserError` with all faults. `name` is used in messages. */
export function checkConfig(
  value: unknown,
  env: Environment,
  name = "config",
  change: (written: ConfigFile) => ConfigFile = (written) => written,
): ConfigFile {
  const faults: Said[] = [];
  const filled = substitute(value, env, "", faults);
  const result = configSchema.safeParse(filled);
  const config = result.success ? change(result.data as ConfigFile) : undefined;
  if (config === undefined) {
    faults.push(...describeIssues(result.error as z.ZodError, filled, configSchema));
  } else {
    faults.push(...addressFaults(config), ...inconsistencies(config));
  }
  if (faults.length > 0 || config === undefined) {
    throw new UserError(
      faults.length === 1
        ? say`${name}: ${faults[0] ?? ""}`
        : say`${name} has ${faults.length} faults:\n${faultList(faults)}`,
    );
  }
  watchSecrets(secretsIn(env, keyVariables(config)));
  return config;
}

/** Variables that the config says to hold keys, whatever they are called. */
function keyVariables({ models }: ConfigFile): string[] {
  return [...(models.api_models ?? []), ...models.judge_models].flatMap(
    ({ api_key_env }) => api_key_env ?? [],
  );
}

/** Keys in addresses and in place of variables' names: they are not repeated. */
function addressFaults({ models }: ConfigFile): Said[] {
  return (["api_models", "judge_models"] as const).flatMap((list) =>
    (models[list] ?? []).flatMap(({ base_url = [], api_key_env }, k) => {
      const where = `models.${list}[${k}]`;
      const faults = [base_url].flat().flatMap((url) => {
        const fault = secretInBaseUrl(url);
        return fault === undefined ? [] : [say`${where}.base_url ${fault}`];
      });
      return api_key_env === undefined || /^[A-Za-z_][A-Za-z0-9_]*$/.test(api_key_env)
        ? faults
        : [
            ...faults,
            say`${where}.api_key_env must be the name of an environment variable, such as MY_SERVER_KEY, not the key itself`,
          ];
    }),
  );
}

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

function substitute(value: unknown, env: Environment, path: string, faults: Said[]): unknown {
  if (typeof value === "string") {
    return value.replace(VARIABLE, (whole, variable: string) => {
      if (isSecretName(variable)) {
        faults.push(
          say`${path}: ${whole} would write a key into files; keys do not belong in a config. Set it in the environment or in .env, and name its variable in api_key_env`,
        );
        return whole;
      }
      const found = env[variable];
      if (found === undefined) {
        faults.push(say`${path}: the environment variable ${variable} is not set`);
        return whole;
      }
      return found;
    });
  }
  if (Array.isArray(value)) {
    return value.map((item, k) => substitute(item, env, `${path}[${k}]`, faults));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        substitute(item, env, path === "" ? key : `${path}.${key}`, faults),
      ]),
    );
  }
  return value;
}

/** What no single key can tell. */
function inconsistencies(config: ConfigFile): Said[] {
  const { models } = config;
  const faults: Said[] = [];
  const lists = ["local_models", "api_models", "judge_models"] as const;
  const contestants = new Map<string, string>();
  for (const list of lists) {
    const own = list === "judge_models" ? new Map<string, string>() : contestants;
    for (const [k, { id }] of (models[list] ?? []).entries()) {
      const where = `models.${list}[${k}].id`;
      const other = own.get(id);
      if (other) faults.push(say`${where} "${id}" is also the id of ${other}; make ids unique`);
      own.set(id, where);
    }
  }
  const { evaluation_mode: mode, stop, schedule, compute, control } = resolveConfig(config);
  const n = config.n ?? stop.n;
  const hasTarget = stop.half_width !== undefined || stop.separated;
  if (hasTarget && n === undefined && schedule === "fewest-matches") {
    faults.push(say`n is missing: schedule "fewest-matches" needs it even with a stop rule`);
  }
  if (mode !== "pairwise-n" && hasTarget) {
    faults.push(
      say`stop.half_width and stop.separated are for evaluation_mode "pairwise-n"; "${mode}" judges everything`,
    );
  }
  if (mode === "pairwise-baseline") {
    const known = [...contestants.keys()];
    if (models.baseline_model === undefined) {
      faults.push(
        say`models.baseline_model is missing: evaluation_mode "pairwise-baseline" needs it`,
      );
    } else if (!contestants.has(models.baseline_model)) {
      faults.push(
        say`models.baseline_model "${models.baseline_model}" is not one of the contestants.${suggest(models.baseline_model, known)}`,
      );
    }
  }
  if (config.goal === "top-k" && config.top_k_models === undefined) {
    faults.push(say`top_k_models is missing: goal "top-k" needs it`);
  }
  if (config.goal === "new-model" && !contestants.has(config.new_model ?? "")) {
    faults.push(say`new_model must name the contestant that goal "new-model" is about`);
  }
  if (control !== undefined && compute === "winrate") {
    faults.push(
      say`control: is not for compute winrate: shares of wins have no likelihood that it could enter`,
    );
  }
  return faults;
}
