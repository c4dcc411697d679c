/** The config that a command goes by, and the benchmarks. */

import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import { type Config, type ConfigFile, resolveConfig } from "../../store/config/config.ts";
import { type Context, PACKAGE_DATA_DIR, PACKAGE_DIR, usualDataDir } from "./command.ts";
import { type Overrides, withOverrides } from "./options.ts";
import { theirDataDir } from "./originals.ts";

/** The config to use: the one named, config.json here, or else the example, and it says so. */
export async function findConfig(
  named: string | undefined,
  context: Context,
  over: Overrides = {},
): Promise<FoundConfig & { isExample: boolean }> {
  const example = resolve("config.json.example");
  const file = named ?? (existsSync("config.json") ? "config.json" : undefined);
  if (file !== undefined) {
    return { ...(await foundConfig(file, context, over)), isExample: false };
  }
  const found = [example, `${PACKAGE_DIR}config.json.example`].find((path) => existsSync(path));
  if (found === undefined) {
    throw new UserError(
      say`there is no config.json in this folder, and no config.json.example; name a config with --config`,
    );
  }
  return { ...(await foundConfig(found, context, over)), isExample: true };
}

/** A config as it is written and with every default, and the file it was read from. */
export interface FoundConfig {
  written: ConfigFile;
  config: Config;
  file: string;
}

async function foundConfig(
  file: string,
  { env, log }: Context,
  over: Overrides = {},
): Promise<FoundConfig> {
  const { readConfig } = await import("../../store/config/read_config.ts");
  const said = await readConfig(file, env, (config) => withOverrides(config, over));
  const theirs =
    said.data_dir === undefined ? theirDataDir(said.benchmark_name, usualDataDir()) : undefined;
  if (theirs !== undefined) {
    log(
      say`${said.benchmark_name} is the benchmark in ${join(theirs, said.benchmark_name)} here (data_dir: "${theirs}").`,
    );
  }
  const written = theirs === undefined ? said : { ...said, data_dir: theirs };
  return { written, config: resolveConfig(written), file };
}

/**
 * The config that a command with flags goes by: the one named, or config.json here; undefined with
 * `--no-config`, or where there is none.
 */
export async function configHere(
  named: string | false | undefined,
  context: Context,
): Promise<FoundConfig | undefined> {
  const file = named === undefined && existsSync("config.json") ? "config.json" : named;
  if (file === undefined || file === false) return undefined;
  try {
    return await foundConfig(file, context);
  } catch (error) {
    if (named !== undefined || !(error instanceof UserError)) throw error;
    throw new UserError(
      say`${error}\n(config.json in this folder is read because it may describe what the flags name; --config names another, --no-config goes on without it)`,
    );
  }
}

/** The config of a benchmark: the one named, config.json here, or the example that is about it. */
export async function configAbout(
  benchName: string | undefined,
  named: string | false | undefined,
  context: Context,
): Promise<FoundConfig | undefined> {
  if (named === false) {
    if (benchName === undefined) throw new UsageError(say`--no-config needs --bench-name`);
    return undefined;
  }
  const found =
    (benchName === undefined ? undefined : await configHere(named, context)) ??
    (await findConfig(named, context));
  if (benchName === undefined || found.config.benchmark_name === benchName) return found;
  if (named === undefined) return undefined;
  throw new UserError(
    say`${found.file} is about the benchmark "${found.config.benchmark_name}", not "${benchName}"`,
  );
}

/** The folder of the benchmarks: the one that is set, or the usual one. */
export function dataDirOf(set: string | undefined): string {
  return resolve(set ?? usualDataDir());
}

/**
 * Lays the bundled benchmark of this name into the folder of the benchmarks where it is not there:
 * what a run writes must not lie inside of an installed package. Gives its folder if it did.
 */
export function layBundled(name: string, dataDir: string): string | undefined {
  const bundled = join(PACKAGE_DATA_DIR, name);
  const folder = join(dataDir, name);
  if (existsSync(folder) || !existsSync(bundled)) return undefined;
  cpSync(bundled, folder, { recursive: true });
  return folder;
}

/** The first n questions, or the first one or two of each category in test mode. */
export function selectQuestions(
  questions: readonly Question[],
  { firstN, testMode = false }: { firstN?: number | undefined; testMode?: boolean },
): Question[] {
  const first = questions.slice(0, firstN);
  if (!testMode) return first;
  const taken = new Map<string, number>();
  return first.filter(({ category }) => {
    const count = taken.get(category) ?? 0;
    taken.set(category, count + 1);
    return count < 2;
  });
}
