/**
 * A config of the Nejumi leaderboard as it stands: told from others by its keys, and put into the
 * keys of one version (Neo's) whichever version it is of.
 */
import { basename, extname } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { isSecretName } from "../../core/secrets.ts";
import { readText } from "../files/text_file.ts";

export type Fields = Record<string, unknown>;

/** The versions of the leaderboard whose configs differ. */
export type NejumiVersion = "Neo" | "Neo 2.0" | "Nejumi 3 or 4";

/** A config in Neo's keys. */
export interface NeoFile {
  version: NejumiVersion;
  /** As it was written, for the record. */
  written: Fields;
  fields: Fields;
  /** Keys that have no counterpart. */
  unmapped: string[];
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const NEO_KEYS = [
  ...["llm_jp_eval", "llm-jp-eval", "mtbench", "run_mt_bench_ja", "run_mt_bench_en"],
  ...["run_llm_jp_eval_ja_0_shot", "run_llm_jp_eval_ja_few_shots"],
  ...["run_llm_jp_eval_en_0_shot", "run_llm_jp_eval_en_few_shots"],
];

/** What kind of Nejumi's files a config is; undefined: none of them. */
export function nejumiKind(value: unknown): "run" | "blend" | undefined {
  if (!isFields(value)) return undefined;
  if (Array.isArray(value.old_runs)) return "blend";
  const isNewer = isFields(value.run) && ("jaster" in value.run || "mtbench" in value.run);
  return isNewer || NEO_KEYS.some((key) => key in value) ? "run" : undefined;
}

/** The values of a file in YAML 1.1, as Nejumi reads it (`no` is false); undefined where it is no YAML or JSON. */
export async function readNejumiYaml(file: string): Promise<unknown> {
  if (![".yaml", ".yml", ".json"].includes(extname(file))) return undefined;
  const { parseDocument } = await import("yaml");
  const document = parseDocument(readText(file, "config"), { version: "1.1" });
  // What is wrong with it is said by whoever reads it as a config.
  return document.errors.length > 0 ? undefined : document.toJS();
}

/** Absent and null are the same in these files. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}

/** Every text of a config with its place. */
function* textsIn(value: unknown, path: string): Generator<[path: string, text: string]> {
  if (typeof value === "string") yield [path, value];
  else if (Array.isArray(value)) {
    for (const [k, item] of value.entries()) yield* textsIn(item, `${path}[${k}]`);
  } else if (isFields(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield* textsIn(item, path === "" ? key : `${path}.${key}`);
    }
  }
}

/** Texts of the environment in the place of `${NAME}`; other references are errors that name their key. */
function resolvedTexts(
  value: unknown,
  env: Readonly<Record<string, string | undefined>>,
  file: string,
): unknown {
  for (const [path, text] of textsIn(value, "")) {
    for (const [whole, name] of text.matchAll(/\$\{([^}]*)\}/g)) {
      if (/[.:]/.test(name)) {
        throw new UserError(
          say`${file}: ${path}: ${whole} refers to another key or to a resolver, which is not followed here; write the value itself`,
        );
      }
      if (isSecretName(name)) {
        throw new UserError(
          say`${file}: ${path}: ${whole} would write a key into files; keys are read from the environment or .env alone`,
        );
      }
      if (env[name] === undefined) {
        throw new UserError(say`${file}: ${path}: the environment variable ${name} is not set`);
      }
    }
  }
  const filled = (one: unknown): unknown => {
    if (typeof one === "string") {
      return one.replace(/\$\{([^}]*)\}/g, (_, name: string) => env[name] ?? "");
    }
    if (Array.isArray(one)) return one.map(filled);
    if (!isFields(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([key, item]) => [key, filled(item)]));
  };
  return filled(value);
}

const part = (fields: Fields, key: string): Fields => {
  const found = fields[key];
  return isFields(found) ? found : {};
};

/** The fields without some, and those that are left of them. */
function taken(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Neo's second version: flat, Japanese alone, one number of shots. */
function fromNeo20(fields: Fields): Pick<NeoFile, "fields" | "unmapped"> {
  const { metainfo, generator, mtbench, model, wandb, testmode, target_dataset, ...rest } = fields;
  const info = isFields(metainfo) ? metainfo : {};
  const api = ["openai", "anthropic", "ANTHROPIC", "google", "cohere"].find(
    (name) => rest[name] === true,
  );
  const shots = typeof info.num_few_shots === "number" ? info.num_few_shots : 0;
  const isOn = (key: string): unknown => rest[key] ?? true;
  const known = ["openai", "anthropic", "ANTHROPIC", "google", "cohere", "tokenizer"];
  const runs = ["run_llm_jp_eval", "run_mt_bench"];
  return {
    fields: defined({
      testmode,
      wandb,
      model_name: rest.model_name ?? info.basemodel_name ?? info.model_name,
      model: { api: api?.toLowerCase() ?? false, ...(isFields(model) ? model : {}) },
      run_llm_jp_eval_ja_0_shot: shots === 0 ? isOn("run_llm_jp_eval") : false,
      run_llm_jp_eval_ja_few_shots: shots > 0 ? isOn("run_llm_jp_eval") : false,
      run_llm_jp_eval_en_0_shot: false,
      run_llm_jp_eval_en_few_shots: false,
      run_mt_bench_ja: mtbench === undefined ? false : isOn("run_mt_bench"),
      run_mt_bench_en: false,
      generator: isFields(generator) ? generator : undefined,
      llm_jp_eval: defined({
        ja_num_shots: shots,
        target_dataset,
        dataset_artifact: rest.dataset_artifact,
        dataset_dir: rest.dataset_dir,
        test_max_num_samples: info.test_max_num_samples,
        dev_max_num_samples: info.dev_max_num_samples,
        max_seq_length: rest.max_seq_length,
      }),
      mtbench,
      github_version: rest.github_version,
    }),
    unmapped: Object.keys(
      taken(rest, [
        ...[...known, ...runs, "model_name", "dataset_artifact", "dataset_dir"],
        ...["max_seq_length", "github_version", "log_dir", "torch_dtype"],
      ]),
    ),
  };
}

/** Nejumi 3 and 4: switches under `run`, jaster and MT-Bench apart, and benchmarks that are not here. */
function fromNejumi3(fields: Fields): Pick<NeoFile, "fields" | "unmapped"> {
  const run = part(fields, "run");
  const jaster = part(fields, "jaster");
  const mtbench = part(fields, "mtbench");
  const { api, model, generator, num_few_shots: shots = 2, wandb, testmode } = fields;
  const isOn = (key: string): boolean => run[key] === true;
  const isEnglishBench = String(part(mtbench, "dataset").bench_name ?? mtbench.bench_name).includes(
    "en",
  );
  const name = part(fields, "model").pretrained_model_name_or_path;
  const owned = [
    ...["run", "jaster", "mtbench", "api", "model", "generator", "num_few_shots", "wandb"],
    ...["testmode", "model_name", "github_version", "base_url", "override_max_tokens"],
  ];
  const others = Object.keys(run).filter(
    (key) => isOn(key) && !["jaster", "mtbench"].includes(key),
  );
  return {
    fields: defined({
      testmode,
      wandb,
      model_name: fields.model_name ?? name,
      model: {
        api: typeof api === "string" && api.startsWith("vllm") ? false : (api ?? false),
        base_url: fields.base_url,
        ...(isFields(model) ? model : {}),
      },
      run_llm_jp_eval_ja_0_shot: isOn("jaster"),
      run_llm_jp_eval_ja_few_shots: isOn("jaster"),
      run_llm_jp_eval_en_0_shot: false,
      run_llm_jp_eval_en_few_shots: false,
      run_mt_bench_ja: isOn("mtbench") && !isEnglishBench,
      run_mt_bench_en: isOn("mtbench") && isEnglishBench,
      generator,
      llm_jp_eval: defined({
        ja_num_shots: shots,
        target_dataset: jaster.target_dataset ?? "all",
        dataset_artifact: jaster.artifacts_path,
        dataset_dir: jaster.dataset_dir,
        override_max_tokens: jaster.override_max_tokens ?? fields.override_max_tokens,
        ...part(jaster, "message"),
      }),
      mtbench: taken(mtbench, ["temperature_override", "generator_config", "judge"]),
      github_version: fields.github_version,
    }),
    unmapped: [
      ...others.map((key) => `run.${key}`),
      ...Object.keys(fields).filter((key) => !owned.includes(key) && !others.includes(key)),
    ],
  };
}

/** The keys that the README of Neo writes otherwise than its program reads them. */
function respelled(fields: Fields): Fields {
  const { "llm-jp-eval": dashed, ...rest } = fields;
  const mtbench = rest.mtbench;
  const { dateset, ...bench } = isFields(mtbench) ? mtbench : {};
  return {
    ...rest,
    ...(dashed !== undefined && { llm_jp_eval: rest.llm_jp_eval ?? dashed }),
    ...(isFields(mtbench) && {
      mtbench: { ...bench, ...(dateset !== undefined && { dataset: bench.dataset ?? dateset }) },
    }),
  };
}

/** A Nejumi config in Neo's keys. */
export function neoFile(
  value: Fields,
  { file, env }: { file: string; env: Readonly<Record<string, string | undefined>> },
): NeoFile {
  const name = basename(file);
  const written = respelled(resolvedTexts(withoutNulls(value), env, name) as Fields);
  if (isFields(written.run)) {
    return { version: "Nejumi 3 or 4", written: value, ...fromNejumi3(written) };
  }
  const isFlat = "metainfo" in written || "generator" in written;
  if (isFlat && !("llm_jp_eval" in written)) {
    return { version: "Neo 2.0", written: value, ...fromNeo20(written) };
  }
  return { version: "Neo", written: value, fields: written, unmapped: [] };
}
