/**
 * A config of the Nejumi leaderboard as it stands: told from others by its keys, and put into the
 * keys of one version (Neo's) whichever version it is of.
 */
import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { isSecretName } from "../../core/secrets.ts";
import { readText } from "../files/text_file.ts";

export type Fields = Record<string, unknown>;

/** The versions of the leaderboard whose configs differ. */
export type NejumiVersion = "Neo" | "Neo 2.0" | "Nejumi 3 or 4";

/** A config in Neo's keys. */
interface NeoFile {
  version: NejumiVersion;
  /** As it was written, for the record. */
  written: Fields;
  fields: Fields;
  /** What it runs that is not here. */
  unmapped: string[];
  /** Keys that nothing here needs. */
  meaningless: string[];
  /** What else is to be said. */
  notices: Said[];
}

type Mapped = Pick<NeoFile, "fields" | "unmapped" | "meaningless" | "notices">;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const NEO_KEYS = [
  ...["llm_jp_eval", "llm-jp-eval", "mtbench", "run_mt_bench_ja", "run_mt_bench_en"],
  ...["run_llm_jp_eval_ja_0_shot", "run_llm_jp_eval_ja_few_shots"],
  ...["run_llm_jp_eval_en_0_shot", "run_llm_jp_eval_en_few_shots"],
];

/** The settings that Nejumi 3 and 4 merge every model's file over. */
const BASE = "base_config.yaml";

/** Whether it is what Nejumi 3 and 4 keep of one model. */
function isModelFile(value: Fields): boolean {
  const isNeo = [...NEO_KEYS, "metainfo"].some((key) => key !== "mtbench" && key in value);
  return !isNeo && typeof part(value, "model").pretrained_model_name_or_path === "string";
}

/** What kind of Nejumi's files a config is; undefined: none of them. */
export function nejumiKind(value: unknown): "run" | "blend" | undefined {
  if (!isFields(value)) return undefined;
  if (Array.isArray(value.old_runs)) return "blend";
  const isNewer = isFields(value.run) && ("jaster" in value.run || "mtbench" in value.run);
  return isNewer || isModelFile(value) || NEO_KEYS.some((key) => key in value) ? "run" : undefined;
}

/**
 * The values of a file in YAML 1.1, as Nejumi reads it (`no` is false); undefined where it is no YAML or
 * JSON. A model's file of Nejumi 3 or 4 comes with what `base_config.yaml` says, beside it or in `configs/`.
 */
export async function readNejumiYaml(file: string): Promise<unknown> {
  if (![".yaml", ".yml", ".json"].includes(extname(file))) return undefined;
  const { parseDocument } = await import("yaml");
  const document = parseDocument(readText(file, "config"), { version: "1.1" });
  // What is wrong with it is said by whoever reads it as a config.
  if (document.errors.length > 0) return undefined;
  const value: unknown = document.toJS();
  if (!isFields(value) || !isModelFile(value) || basename(file) === BASE) return value;
  const base = [dirname(file), "configs"]
    .map((folder) => join(folder, BASE))
    .find((one) => existsSync(one));
  if (base === undefined) return value;
  const under: unknown = parseDocument(readText(base, "config"), { version: "1.1" }).toJS();
  return isFields(under) ? mergedOver(under, value) : value;
}

/** Fields over others, at every depth; lists are replaced. */
function mergedOver(under: Fields, over: Fields): Fields {
  const merged = Object.entries(over).map(([key, value]) => {
    const below = under[key];
    return [key, isFields(value) && isFields(below) ? mergedOver(below, value) : value];
  });
  return { ...under, ...Object.fromEntries(merged) };
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

const PROVIDER_KEYS = ["openai", "anthropic", "ANTHROPIC", "google", "cohere"];

/** The files of MT-Bench, which the versions before and after Neo name without a language. */
function artifactsOf(mtbench: Fields): Fields {
  return defined({
    question_artifacts_path: mtbench.question_artifacts_path,
    referenceanswer_artifacts_path: mtbench.referenceanswer_artifacts_path,
    judge_prompt_artifacts_path: mtbench.judge_prompt_artifacts_path,
    bench_name: mtbench.bench_name,
  });
}
const ARTIFACTS = [
  ...["question_artifacts_path", "referenceanswer_artifacts_path", "judge_prompt_artifacts_path"],
  ...["question_artifacts_path_test", "referenceanswer_artifacts_path_test"],
];

/** -1 means all of them. */
const most = (value: unknown): unknown => (value === -1 ? Number.MAX_SAFE_INTEGER : value);

/** Where runs go; `log: false` is a run that is not kept. */
function wandbOf(fields: Fields): Fields | undefined {
  if (!isFields(fields.wandb) || fields.wandb.log === false) return undefined;
  return taken(fields.wandb, ["log"]);
}

/** Neo's second version: flat, Japanese alone, one number of shots. */
function fromNeo20(fields: Fields): Mapped {
  const info = part(fields, "metainfo");
  const mtbench = part(fields, "mtbench");
  const api = PROVIDER_KEYS.find((name) => fields[name] === true)?.toLowerCase();
  const shots = typeof info.num_few_shots === "number" ? info.num_few_shots : 0;
  const isOn = (key: string): unknown => fields[key] ?? true;
  const owned = [
    ...["metainfo", "generator", "mtbench", "model", "wandb", "testmode", "target_dataset"],
    ...["api", "run_llm_jp_eval", "run_mt_bench", "model_name", "dataset_artifact"],
    ...["dataset_dir", "max_seq_length", "github_version", "custom_prompt_template"],
    ...["custom_fewshots_template", ...PROVIDER_KEYS],
  ];
  return {
    fields: defined({
      testmode: fields.testmode,
      wandb: wandbOf(fields),
      model_name: fields.model_name ?? info.basemodel_name ?? info.model_name,
      model: { api: fields.api ?? api ?? false, ...taken(part(fields, "model"), ["_target_"]) },
      run_llm_jp_eval_ja_0_shot: shots === 0 ? isOn("run_llm_jp_eval") : false,
      run_llm_jp_eval_ja_few_shots: shots > 0 ? isOn("run_llm_jp_eval") : false,
      run_llm_jp_eval_en_0_shot: false,
      run_llm_jp_eval_en_few_shots: false,
      run_mt_bench_ja: fields.mtbench === undefined ? false : isOn("run_mt_bench"),
      run_mt_bench_en: false,
      generator: fields.generator,
      llm_jp_eval: defined({
        ja_num_shots: shots,
        target_dataset: fields.target_dataset,
        dataset_artifact: fields.dataset_artifact,
        dataset_dir: fields.dataset_dir,
        custom_prompt_template: fields.custom_prompt_template,
        custom_fewshots_template: fields.custom_fewshots_template,
        test_max_num_samples: most(info.test_max_num_samples),
        dev_max_num_samples: most(info.dev_max_num_samples),
        max_seq_length: fields.max_seq_length,
      }),
      mtbench: { ...taken(mtbench, ARTIFACTS), dataset: { ja: artifactsOf(mtbench) } },
      github_version: fields.github_version,
    }),
    unmapped: [],
    meaningless: Object.keys(taken(fields, owned)),
    notices: [],
  };
}

/** Nejumi's names of APIs, where they are not ours. */
const NEWER_APIS: Readonly<Record<string, Fields>> = {
  openai_chat: { api: "openai" },
  openai_responses: { api: "openai" },
  "azure-openai": { api: "azure" },
  xai: { api: "openai", base_url: "https://api.x.ai/v1", api_key_env: "XAI_API_KEY" },
  upstage: {
    ...{ api: "openai", base_url: "https://api.upstage.ai/v1/solar" },
    api_key_env: "UPSTAGE_API_KEY",
  },
  vllm: { api: false },
  "vllm-local": { api: false },
  "vllm-docker": { api: false },
  "vllm-external": { api: false },
  "openai-compatible": { api: false },
};

/** One temperature for all answers of MT-Bench; undefined where each category has its usual one. */
function oneTemperature(override: Fields): { value?: number; isUsual: boolean } {
  const usual: Fields = {
    ...{ writing: 0.7, roleplay: 0.7, extraction: 0, math: 0, coding: 0, reasoning: 0 },
    ...{ stem: 0.1, humanities: 0.1 },
  };
  const values = [...new Set(Object.values(override))];
  if (values.length === 1 && typeof values[0] === "number") {
    return { value: values[0], isUsual: true };
  }
  // One version of the file has a quotation mark in a key.
  const isUsual = Object.entries(override).every(
    ([key, value]) => usual[key.replace(/"/g, "")] === value,
  );
  return { isUsual };
}

/** Nejumi 3 and 4: switches under `run`, jaster and MT-Bench apart, and benchmarks that are not here. */
function fromNejumi3(fields: Fields): Mapped {
  const [run, jaster, mtbench, own] = ["run", "jaster", "mtbench", "model"].map((key) =>
    part(fields, key),
  ) as [Fields, Fields, Fields, Fields];
  const { api, num_few_shots: shots = 2 } = fields;
  const isOn = (key: string): boolean => run[key] === true;
  const benchName = String(part(mtbench, "dataset").bench_name ?? mtbench.bench_name);
  const isEnglish = /(?:^|_)en(?:_|$)|^mt_bench$/.test(benchName);
  const name = own.pretrained_model_name_or_path;
  const owned = [
    ...["run", "jaster", "mtbench", "api", "model", "generator", "num_few_shots", "wandb"],
    ...["testmode", "model_name", "github_version", "base_url", "override_max_tokens"],
  ];
  const others = Object.keys(run).filter(
    (key) => isOn(key) && !["jaster", "mtbench", "aggregate"].includes(key),
  );
  const judge = part(mtbench, "judge");
  const generator = part(fields, "generator");
  const { value: temperature, isUsual } = oneTemperature(part(mtbench, "temperature_override"));
  const { effort } = part(generator, "reasoning");
  const extra = {
    ...part(generator, "extra_body"),
    ...(effort !== undefined && { reasoning_effort: effort }),
  };
  const known = ["api_key_env", "price", "base_url", "use_wandb_artifacts", "artifacts_path"];
  const modelKeys = ["pretrained_model_name_or_path", ...known];
  const testPaths = ARTIFACTS.filter((key) => key.endsWith("_test"));
  return {
    fields: defined({
      testmode: fields.testmode,
      wandb: wandbOf(fields),
      model_name: fields.model_name ?? name,
      model: defined({
        ...taken(own, Object.keys(taken(own, modelKeys))),
        api: typeof api === "string" ? api : (api ?? false),
        ...(fields.base_url !== undefined && { base_url: fields.base_url }),
        ...(typeof api === "string" ? NEWER_APIS[api] : undefined),
        ...(Object.keys(extra).length > 0 && { extra_body: extra }),
      }),
      run_llm_jp_eval_ja_0_shot: isOn("jaster"),
      run_llm_jp_eval_ja_few_shots: isOn("jaster") && shots !== 0,
      run_llm_jp_eval_en_0_shot: false,
      run_llm_jp_eval_en_few_shots: false,
      run_mt_bench_ja: isOn("mtbench") && !isEnglish,
      run_mt_bench_en: isOn("mtbench") && isEnglish,
      generator: taken(generator, ["extra_body", "reasoning"]),
      llm_jp_eval: defined({
        ja_num_shots: shots,
        target_dataset: jaster.target_dataset ?? "all",
        dataset_artifact: jaster.artifacts_path,
        dataset_dir: jaster.dataset_dir,
        override_max_tokens: jaster.override_max_tokens ?? fields.override_max_tokens,
        prompt_intro: jaster.message_intro,
      }),
      mtbench: defined({
        ...taken(mtbench, [
          ...[...ARTIFACTS, "temperature_override", "generator_config", "judge", "judge_count"],
          "system_message",
        ]),
        max_new_token: mtbench.max_new_token ?? part(mtbench, "generator_config").max_tokens,
        judge_model: mtbench.judge_model ?? judge.model,
        parallel: mtbench.parallel ?? judge.parallel,
        temperature,
        dataset: { [isEnglish ? "en" : "ja"]: artifactsOf(mtbench) },
      }),
      github_version: fields.github_version,
    }),
    unmapped: others.map((key) => `run.${key}`),
    meaningless: [
      ...Object.keys(fields).filter((key) => !owned.includes(key) && !others.includes(key)),
      ...Object.keys(taken(own, modelKeys)).map((key) => `model.${key}`),
      ...testPaths.filter((key) => key in mtbench).map((key) => `mtbench.${key}`),
    ],
    notices: [
      ...(isUsual
        ? []
        : [
            say`mtbench.temperature_override is not followed: each category has its usual temperature.`,
          ]),
      ...(mtbench.system_message === undefined
        ? []
        : [say`mtbench.system_message is not sent: the server's own template is used as it is.`]),
      ...(api === "openai_responses"
        ? [say`api openai_responses: the model is asked by OpenAI's chat completions.`]
        : []),
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
  if (isModelFile(written)) {
    throw new UserError(
      say`${name} is what Nejumi 3 and 4 keep of one model; the rest of its settings is in ${BASE}, which is neither beside it nor in configs/`,
    );
  }
  const isFlat = "metainfo" in written || "generator" in written;
  if (isFlat && !("llm_jp_eval" in written)) {
    return { version: "Neo 2.0", written: value, ...fromNeo20(written) };
  }
  return {
    version: "Neo",
    written: value,
    fields: written,
    unmapped: [],
    meaningless: [],
    notices: [],
  };
}
