/**
 * The flags of commands, from the settings of configs: a flag is its key with dashes, says the same,
 * is checked by the same bounds and comes before the config.
 */
import { type Command, Option } from "commander";
import type { ConfigFile } from "../../store/config/config.ts";
import { apiModel, judgeModel, localModel } from "../../store/config/model_settings.ts";
import { type Setting, settingsOf, type Table, valueOfFlag } from "../../store/config/setting.ts";
import * as settings from "../../store/config/settings.ts";

/** Groups of settings, as `--help` shows them. */
const GROUPS = {
  benchmark: ["Benchmark", settings.benchmark],
  running: ["What is run", settings.running],
  answers: ["Answers", settings.answers],
  judging: ["Judging", settings.judging],
  baseline: ["Judging", settings.baseline],
  changes: ["Judging", settings.changes],
  anchoring: ["Ranking", settings.anchoring],
  prompts: ["Judge prompts", settings.prompts],
  spending: ["Spending", settings.spending],
  ranking: ["Ranking", settings.ranking],
  reading: ["Reading judgments", settings.reading],
  charts: ["Charts", settings.charts],
  site: ["Website", { site: settings.site }],
  publish: ["Publishing", { publish: settings.publish }],
  wandb: ["Publishing", { wandb: settings.wandb }],
} as const satisfies Record<string, readonly [string, Table]>;

type GroupName = keyof typeof GROUPS;

/** All of them: what streamline.ts has as flags. */
export const ALL_SETTINGS: readonly GroupName[] = Object.keys(GROUPS) as GroupName[];
/** Settings that gen_judgment.ts has as flags. */
export const JUDGING_SETTINGS = [
  ...["benchmark", "running", "judging", "baseline", "changes", "anchor", "prompts", "spending"],
  // Who judges is named by --judge-model.
  "-num_judges",
];
/** Settings that make_ranking.ts has as flags. */
export const RANKING_SETTINGS = [
  ...["benchmark", "model_list", "seed", "evaluation_mode", "models.baseline_model", "changes"],
  ...["anchoring", "ranking", "reading", "charts"],
];
/** Settings that gate.ts has as flags. */
export const GATE_SETTINGS = [
  ...["benchmark", "model_list", "seed", "models.baseline_model", "changes", "anchor_covariance"],
  ...["compute", "confidence", "ties", "prior", "home_advantage", "scale", "base", "reweight"],
  ...["reading", "-by", "panel.rule", "panel.judges", "panel.quorum", "panel.abstain_on_flip"],
  ...["calibrate.votes", "calibrate.suspects", "calibrate.features"],
];
/** Settings that vote_ranking.ts has as flags. */
export const VOTES_SETTINGS = [
  ...["model_list", "seed", "ranking", "reading", "charts.title", "charts.language"],
];
/** Settings that the commands of answers have as flags, beside those of the model. */
export const ANSWER_SETTINGS = ["benchmark", "num_choices", "strict"];
export const PAID_ANSWER_SETTINGS = [...ANSWER_SETTINGS, "spending", "detach"];
/** Settings that qa_browser.ts has as flags. */
export const SITE_SETTINGS = ["benchmark", "reference_name", "site"];
/** Settings that make_leaderboard.ts has as flags. */
export const LEADERBOARD_SETTINGS = ["data_dir", "seed", "bootstrap_n", "confidence"];
/** Settings that commands beside the main job have as flags. */
export const AGREEMENT_SETTINGS = [
  ...["benchmark", "model_list", "seed", "models.baseline_model", "input_format"],
  ...["bootstrap_n", "confidence"],
];
export const ANNOTATE_SETTINGS = ["benchmark", "model_list", "seed", "reference_name"];
export const EXPORT_SETTINGS = ["benchmark", "models.baseline_model"];
export const IMPORT_SETTINGS = ["benchmark", "strict"];
export const OVERPLOT_SETTINGS = ["charts.title", "charts.legend_title"];
export const PLAN_SETTINGS = ["schedule", "goal", "confidence", "make_charts"];
export const RESULT_SETTINGS = [
  ...["benchmark", "evaluation_mode", "model_list", "models.baseline_model"],
];
export const SIMULATE_SETTINGS = [
  ...["seed", "parallel", "goal", "stop.half_width", "stop.separated", "ci", "bootstrap_n"],
];

/** Flags that no config has as keys, by the reason. */
export const FLAGS_ALONE: Readonly<Record<string, readonly string[]>> = {
  "every command has it: where and how it speaks, and what it asks": ["help", "language", "yes"],
  "it says which config is read": ["config", "no-config"],
  "it names which models of the config are meant": ["judge-model", "model", "model-id"],
  "in a config it is `path`, a key of the model": ["model-path"],
  "it makes a benchmark, which a config is about later": [
    ...[
      "list",
      "parts",
      "all-models",
      "file",
      "revision",
      "category-field",
      "reference-field",
      "output",
    ],
  ],
  "it names files of this one call, beside the benchmark's own": [
    ...["input-file", "output-file", "output-path", "answer-file", "chart-dir", "compare-with"],
    ...["compare-input", "ranking", "replay", "html", "junit-file", "markdown-file", "json-file"],
  ],
  "it is what a gate asks of two models": [
    ...["candidate", "baseline", "min-probability", "max-drop"],
  ],
  "it is asked for once; a config is read again by every run": [
    ...["extend", "rejudge", "regenerate", "retry-refused", "replace", "reparse", "write"],
    ...["dry-run", "test-mode", "skip-confirm", "show-prompt", "turn", "previous-answer"],
    ...[
      "question-begin",
      "question-end",
      "serve",
      "single-file",
      "host",
      "port",
      "static",
      "import",
      "votes",
    ],
  ],
  "it tells how files of other programs are read or written, this once": [
    ...[
      "format",
      "json",
      "csv",
      "single-votes",
      "votefiles",
      "output-format",
      "grade-scale",
      "match",
      "repeats",
      "by-judge",
    ],
    ...["either-order", "id-field", "text-field", "answer-field", "model-field", "turn-field"],
  ],
  "it describes a board that is made up, not a benchmark": [
    ...["models", "spread", "strengths", "questions", "tie-rate", "question-effect", "scenario"],
    ...["price-per-call", "price-per-answer", "half-width", "replicates", "round", "people"],
  ],
  "it names the rankings of one chart": Array.from({ length: 8 }, (_, k) => `label${k + 1}`),
};

/** A setting as a flag. */
export interface Flag {
  /** Without its dashes: `stop-half-width`. */
  readonly name: string;
  readonly also: readonly string[];
  /** Where a config has it. */
  readonly path: readonly string[];
  readonly group: string;
  readonly setting: Setting;
  /** Its value where it is not given; absent: none, so that a config may say it. */
  readonly filled?: unknown;
}

const dashed = (path: readonly string[]): string => path.join("-").replaceAll("_", "-");
const camel = (name: string): string => name.replace(/-(.)/g, (_, c: string) => c.toUpperCase());

function flagsIn(table: Table, group: string): Flag[] {
  return settingsOf(table)
    .filter(({ setting }) => setting.noFlag === undefined)
    .map(({ path, setting }) => ({
      path,
      setting,
      group,
      name: setting.flag ?? dashed(path),
      also: setting.also ?? [],
    }));
}

/** The flags of groups, or of single settings by their keys; `-key`: not this one of a group. */
export function flagsOf(chosen: readonly string[]): Flag[] {
  return Object.entries(GROUPS).flatMap(([name, [title, table]]) => {
    const flags = flagsIn(table, title);
    const isWhole = chosen.includes(name);
    return flags.filter(({ path }) => {
      const key = path.join(".");
      return chosen.includes(key) || (isWhole && !chosen.includes(`-${key}`));
    });
  });
}

/** Settings of one model that flags of its command give. */
export const MODEL_FLAGS = {
  local: flagsIn(localModel, "Model"),
  api: flagsIn(apiModel, "Model"),
  // `--seed` is that of the schedule, and `--parallel` serves all.
  judge: flagsIn(judgeModel, "Judge").filter(({ name }) => name !== "seed"),
};

/** The options of one flag: a boolean has two, on and off. */
function optionsOf({ name, setting, group, filled }: Flag): Option[] {
  const { kind, says } = setting;
  const value = filled ?? setting.default;
  const known = value === undefined || value === "" ? "" : ` (${value})`;
  const names = "names" in kind ? `: ${kind.names.join(", ")}` : "";
  const about = `${says}${names}${known}`;
  if (kind.type === "boolean") {
    const on = new Option(`--${name}`, about).helpGroup(`${group}:`);
    const off = new Option(`--no-${name}`, value ? `Not: ${about}` : `Not so: ${says}`);
    return [on, off.helpGroup(`${group}:`)];
  }
  const word = setting.value ?? VALUES[kind.type] ?? "value";
  const list = ["names", "texts", "address", "adapters"].includes(kind.type) ? "..." : "";
  const parse = (given: string, earlier: unknown) => valueOfFlag(setting, given, earlier);
  return [new Option(`--${name} <${word}${list}>`, about).helpGroup(`${group}:`).argParser(parse)];
}

const VALUES: Readonly<Partial<Record<Setting["kind"]["type"], string>>> = {
  integer: "n",
  number: "number",
  text: "text",
  name: "name",
  names: "names",
  texts: "texts",
  address: "urls",
  object: "json",
};

/** Adds flags that the command has not defined itself; gives other spellings with what they mean. */
export function addFlags(program: Command, flags: readonly Flag[]): Record<string, string> {
  const synonyms: Record<string, string> = {};
  const has = (long: string): boolean => program.options.some((option) => option.long === long);
  for (const flag of flags) {
    if (has(`--${flag.name}`)) continue;
    for (const option of optionsOf(flag)) program.addOption(option);
    if (flag.filled !== undefined) {
      program.setOptionValueWithSource(camel(flag.name), flag.filled, "default");
    }
  }
  for (const { name, also } of flags) {
    for (const other of also) {
      for (const [dashes, target] of [
        ["--", "--"],
        ["--no-", "--no-"],
      ]) {
        if (!has(`--${other}`)) synonyms[dashes + other] = target + name;
      }
    }
  }
  return synonyms;
}

/** What flags say of a config's settings, in the shape of a config. */
export type Overrides = Partial<Omit<ConfigFile, "models">> & {
  models?: { baseline_model?: string };
};

/** Flags by their names in camel case (`stopHalfWidth`) as a part of a config. */
export function overridesOf(given: object, flags: readonly Flag[]): Overrides {
  const overrides: Record<string, unknown> = {};
  for (const { path, value } of givenFlags(given, flags)) {
    let at = overrides;
    for (const key of path.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[path.at(-1) as string] = value;
  }
  return overrides;
}

/** The flags that are given, with their values. */
export function givenFlags(
  given: object,
  flags: readonly Flag[],
): (Flag & { readonly value: unknown })[] {
  const said = given as Readonly<Record<string, unknown>>;
  const names = new Set(flags.map(({ name }) => name));
  return flags.flatMap((flag) => {
    const spellings = [flag.name, ...flag.also.filter((other) => !names.has(other))];
    const value = spellings.map((name) => said[camel(name)]).find((found) => found !== undefined);
    return value === undefined ? [] : [{ ...flag, value }];
  });
}

/**
 * A config with flags over it. A flag that says how much is judged takes the place of all that the
 * config says about it, and means pairwise-n where no mode is named.
 */
export function withOverrides(file: ConfigFile | undefined, over: Overrides): ConfigFile {
  const written: ConfigFile = file ?? { benchmark_name: "", models: { judge_models: [] } };
  const { n, half_width, separated, ...stop } = written.stop ?? {};
  const isMuch =
    [over.n, over.stop?.n, over.stop?.half_width].some((limit) => limit !== undefined) ||
    over.stop?.separated === true;
  const kept = isMuch
    ? { ...written, n: undefined, stop, evaluation_mode: "pairwise-n" as const }
    : written;
  if (over.budget_usd !== undefined && kept.stop) {
    return merged({ ...kept, stop: { ...kept.stop, budget_usd: undefined } }, over);
  }
  return merged(kept, over);
}

function merged<T>(base: T, over: object): T {
  const result: Record<string, unknown> = { ...(base as object) };
  for (const [key, value] of Object.entries(over)) {
    const isTable = typeof value === "object" && value !== null && !Array.isArray(value);
    result[key] = isTable && key !== "colors" ? merged(result[key] ?? {}, value) : value;
  }
  return result as T;
}

/** Flags of a model as fields of its entry. */
export function fieldsOf(given: ReturnType<typeof givenFlags>): Record<string, unknown> {
  return Object.fromEntries(given.map(({ path, value }) => [path.join("."), value]));
}
