/** What a Nejumi config asks for, checked: models, parts, data, wording. */
import { basename } from "node:path";
import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { joined, type Said, say } from "../../core/message.ts";
import { isSecretName } from "../../core/secrets.ts";
import { PROVIDERS, type Provider } from "../../core/types.ts";
import {
  isEnglishTask,
  JAPANESE_TASKS,
  NEJUMI3_TASKS,
  OTHER_TASKS,
  type TaskProfile,
} from "../../prompt/tasks/task_profile.ts";
import type { PromptWording, TaskLanguage } from "../../prompt/tasks/task_prompt.ts";
import type {
  ApiModelConfig,
  JudgeModelConfig,
  LocalModelConfig,
} from "../config/model_settings.ts";
import { describeIssues, faultList } from "../config/schema_faults.ts";
import { type Fields, isFields, type NejumiVersion, neoFile } from "./neo_file.ts";
import { pythonLiteral } from "./python_literal.ts";

const text = z.string().optional();
const flag = z.boolean().optional();
const count = z.int().min(0).optional();
const atLeastOne = z.int().min(1).optional();
const ignored = z.unknown().optional();

const wordingSchema = z
  .strictObject({
    prompt_intro: text,
    custom_prompt_template: text,
    custom_fewshots_template: text,
  })
  .optional();

const artifactsSchema = z
  .strictObject({
    question_artifacts_path: text,
    test_question_artifacts_path: ignored,
    referenceanswer_artifacts_path: text,
    test_referenceanswer_artifacts_path: ignored,
    judge_prompt_artifacts_path: text,
    bench_name: text,
  })
  .optional();

const conversationSchema = z
  .strictObject({ conv_system_message: text, conv_roles: ignored })
  .optional();

const neoSchema = z.strictObject({
  testmode: flag,
  model_name: text,
  wandb: z.strictObject({ entity: text, project: text, run_name: text }).optional(),
  run_llm_jp_eval_ja_0_shot: flag,
  run_llm_jp_eval_ja_few_shots: flag,
  run_llm_jp_eval_en_0_shot: flag,
  run_llm_jp_eval_en_few_shots: flag,
  run_mt_bench_ja: flag,
  run_mt_bench_en: flag,
  model: z
    .strictObject({
      api: z.union([z.boolean(), z.string()]).optional(),
      base_url: text,
      api_key_env: text,
      extra_body: z.record(z.string(), z.unknown()).optional(),
      price: z.strictObject({ input: z.number(), output: z.number() }).optional(),
      use_wandb_artifacts: flag,
      artifacts_path: text,
      pretrained_model_name_or_path: text,
      device_map: ignored,
      load_in_8bit: ignored,
      load_in_4bit: ignored,
      trust_remote_code: ignored,
    })
    .optional(),
  generator: z
    .strictObject({
      temperature: z.number().min(0).max(2).optional(),
      top_p: z.number().gt(0).max(1).optional(),
      top_k: count,
      repetition_penalty: z.number().gt(0).optional(),
      max_tokens: ignored,
    })
    .optional(),
  llm_jp_eval: z
    .strictObject({
      max_seq_length: atLeastOne,
      target_dataset: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
      ja_num_shots: count,
      en_num_shots: count,
      torch_dtype: ignored,
      log_dir: ignored,
      dataset_artifact: text,
      dataset_dir: text,
      test_max_num_samples: atLeastOne,
      dev_max_num_samples: count,
      override_max_tokens: atLeastOne,
      prompt_intro: text,
      custom_prompt_template: text,
      custom_fewshots_template: text,
      ja: wordingSchema,
      en: wordingSchema,
    })
    .optional(),
  mtbench: z
    .strictObject({
      model_id: text,
      max_new_token: atLeastOne,
      num_gpus_per_model: ignored,
      num_gpus_total: ignored,
      max_gpu_memory: ignored,
      dtype: ignored,
      question_begin: ignored,
      question_end: ignored,
      baseline_model: ignored,
      use_azure: flag,
      parallel: atLeastOne,
      judge_model: text,
      judge_path: text,
      judge_base_url: text,
      judge_provider: z.enum(PROVIDERS).optional(),
      mode: z.literal("single").optional(),
      num_choices: atLeastOne,
      first_n: atLeastOne,
      temperature: z.number().min(0).max(2).optional(),
      bench_name: text,
      custom_conv_template: flag,
      conv_name: text,
      conv_sep: text,
      conv_stop_token_ids: ignored,
      conv_stop_str: text,
      conv_role_message_separator: text,
      conv_role_only_separator: text,
      conv_system_message: text,
      conv_roles: ignored,
      ja: conversationSchema,
      en: conversationSchema,
      dataset: z.strictObject({ ja: artifactsSchema, en: artifactsSchema }).optional(),
    })
    .optional(),
  github_version: ignored,
});

type Written = z.infer<typeof neoSchema>;

/** Every key of a config in Neo's form, by its path. */
export function neoKeys(schema: z.ZodType = neoSchema, path = ""): string[] {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  if (!(inner instanceof z.ZodObject) || path === "model.price" || path === "model.extra_body")
    return [path];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, one]) =>
    neoKeys(one, path === "" ? key : `${path}.${key}`),
  );
}

/** One table of a run. */
export type NeoPart =
  | { kind: "jaster"; name: string; language: TaskLanguage; shots: number }
  | { kind: "mtbench"; name: string; language: TaskLanguage };

/** Where the files of MT-Bench may lie: names of W&B artifacts, without team and project. */
export interface MtBenchPlaces {
  /** Names of the benchmark's folder, the config's first. */
  benchNames: string[];
  questions: string | undefined;
  references: string | undefined;
  prompts: string | undefined;
}

export interface NeoConfig {
  version: NejumiVersion;
  profile: TaskProfile;
  file: string;
  /** As it was written. */
  written: Fields;
  isTest: boolean;
  /** The name in tables. */
  modelName: string;
  local: LocalModelConfig | undefined;
  api: ApiModelConfig | undefined;
  /** Whether they are weights of one's own, which see prompts as they are and no chat. */
  isWeights: boolean;
  parts: NeoPart[];
  tasks: "all" | string[];
  data: { folder: string; artifact: string | undefined };
  most: { test?: number; dev?: number };
  overrideMaxTokens: number | undefined;
  sampling: { temperature: number; top_p?: number; top_k?: number; repetition_penalty?: number };
  wording: Record<TaskLanguage, PromptWording>;
  mtBench: {
    judge: JudgeModelConfig;
    /** The name in the files of answers and grades. */
    modelId: string;
    maxTokens: number;
    numChoices: number | undefined;
    firstN: number | undefined;
    parallel: number | undefined;
    /** Of answers; absent: by category. */
    temperature: number | undefined;
    places: Record<TaskLanguage, MtBenchPlaces>;
    /** A conversation template of the config's own keys. */
    conversation: Record<TaskLanguage, Fields> | undefined;
  };
  wandb: { entity?: string | undefined; project: string; run_name: string } | undefined;
  /** What is to be said once before the run. */
  notices: Said[];
}

/** Keys that nothing here needs, by why. */
const MEANINGLESS: readonly (readonly [why: Said, keys: readonly string[]])[] = [
  [
    say`weights are loaded by the server or the GGUF file`,
    [
      ...["model.device_map", "model.load_in_8bit", "model.load_in_4bit"],
      ...["model.trust_remote_code", "llm_jp_eval.torch_dtype", "mtbench.dtype"],
      ...["mtbench.num_gpus_per_model", "mtbench.num_gpus_total", "mtbench.max_gpu_memory"],
    ],
  ],
  [
    say`the small sets of test mode are the first of the whole ones`,
    ["ja", "en"].flatMap((language) => [
      `mtbench.dataset.${language}.test_question_artifacts_path`,
      `mtbench.dataset.${language}.test_referenceanswer_artifacts_path`,
    ]),
  ],
  [
    say`jrank has other ways`,
    [
      ...["llm_jp_eval.log_dir", "mtbench.question_begin", "mtbench.question_end"],
      ...["mtbench.baseline_model", "generator.max_tokens"],
    ],
  ],
];

const valueAt = (fields: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((at, key) => (isFields(at) ? at[key] : undefined), fields);

function withoutKey(fields: Fields, [key, ...rest]: readonly string[]): Fields {
  const inner = fields[key];
  if (rest.length > 0 && isFields(inner)) return { ...fields, [key]: withoutKey(inner, rest) };
  const { [key]: _, ...others } = fields;
  return others;
}

/** The config held to its schema; keys that nobody knows are left out and said, other faults are errors. */
function checked(fields: Fields, name: string): { config: Written; unknown: Said[] } {
  const first = neoSchema.safeParse(fields);
  if (first.success) return { config: first.data, unknown: [] };
  let left = fields;
  const unknown: Said[] = [];
  for (const issue of first.error.issues) {
    if (issue.code !== "unrecognized_keys") continue;
    for (const key of issue.keys) {
      const path = [...issue.path, key].map(String);
      if (isSecretName(key)) {
        throw new UserError(
          say`${name}: ${path.join(".")}: keys do not belong in a config; set them in the environment or in .env`,
        );
      }
      unknown.push(path.join("."));
      left = withoutKey(left, path);
    }
  }
  const second = neoSchema.safeParse(left);
  if (second.success) return { config: second.data, unknown };
  const faults = describeIssues(second.error, left, neoSchema);
  throw new UserError(
    faults.length === 1
      ? say`${name}: ${faults[0] ?? ""}`
      : say`${name} has ${faults.length} faults:\n${faultList(faults)}`,
  );
}

/** What `model.api` says: a provider, or undefined for weights of one's own. */
function providerOf(api: string | boolean | undefined, name: string): Provider | undefined {
  if (api === undefined || typeof api === "boolean") {
    if (api !== true) return undefined;
    throw new UserError(
      say`${name}: model.api must be false or the name of a provider: openai, anthropic, google, cohere, mistral, azure`,
    );
  }
  const asked = api.toLowerCase().replace("anthoropic", "anthropic");
  if (["false", "none", ""].includes(asked)) return undefined;
  if (/bedrock/.test(asked)) {
    throw new UserError(
      say`${name}: model.api is ${api}: Amazon Bedrock is not there in jrank. With an OpenAI-compatible gateway before it, write api: "openai" and model.base_url`,
    );
  }
  const known = PROVIDERS.find((provider) => provider === asked);
  if (known !== undefined) return known;
  throw new UserError(
    say`${name}: model.api is ${api}, which is no provider here; there are openai, anthropic, google, cohere, mistral, azure`,
  );
}

/** The contestant: behind an API, behind a server of one's own, or a GGUF file. */
function modelOf({ model = {}, llm_jp_eval: jaster = {}, model_name }: Written, name: string) {
  const path = model.pretrained_model_name_or_path ?? model_name;
  if (path === undefined) {
    throw new UserError(say`${name}: model.pretrained_model_name_or_path is missing`);
  }
  const id = model_name ?? path;
  const provider = providerOf(model.api, name);
  const { base_url, api_key_env, price, extra_body } = model;
  const shared = { id, path };
  if (provider !== undefined || base_url !== undefined) {
    const api: ApiModelConfig = {
      ...shared,
      provider: provider ?? "openai",
      ...(base_url !== undefined && { base_url }),
      ...(api_key_env !== undefined && { api_key_env }),
      ...(price !== undefined && { price }),
      ...(extra_body !== undefined && { extra_body }),
    };
    return { id, api, local: undefined, isWeights: provider === undefined };
  }
  if (/\.gguf$/i.test(path) || path.startsWith("hf:")) {
    const context = jaster.max_seq_length;
    const local: LocalModelConfig = { ...shared, ...(context && { context_size: context }) };
    return { id, api: undefined, local, isWeights: true };
  }
  const fetched =
    model.use_wandb_artifacts && model.artifacts_path
      ? say` The weights of the artifact are fetched by "wandb artifact get ${model.artifacts_path}".`
      : "";
  throw new UserError(
    say`${name}: model.api is false and "${path}" names weights, which jrank does not load itself.${fetched} Serve them and add the address to the config:\n  vllm serve ${path}\n  model.base_url: "http://localhost:8000/v1"\nA path that ends in .gguf runs in this process.`,
  );
}

const SWITCHES = [
  ...["run_llm_jp_eval_ja_0_shot", "run_llm_jp_eval_ja_few_shots", "run_llm_jp_eval_en_0_shot"],
  ...["run_llm_jp_eval_en_few_shots", "run_mt_bench_ja", "run_mt_bench_en"],
] as const;

/** The parts whose switches are on; a config without any switch asks for all of them. */
function partsOf(config: Written): NeoPart[] {
  const { llm_jp_eval: jaster = {} } = config;
  const isAll = SWITCHES.every((key) => config[key as keyof Written] === undefined);
  const jasterPart = (
    isOn: boolean | undefined,
    language: TaskLanguage,
    shots: number,
  ): NeoPart[] =>
    !(isOn ?? isAll)
      ? []
      : [{ kind: "jaster", name: `jaster_${language}_${shots}shot`, language, shots }];
  const mtBench = (isOn: boolean | undefined, language: TaskLanguage): NeoPart[] =>
    !(isOn ?? isAll) ? [] : [{ kind: "mtbench", name: `mtbench_${language}`, language }];
  const parts = [
    ...jasterPart(config.run_llm_jp_eval_ja_0_shot, "ja", 0),
    ...jasterPart(config.run_llm_jp_eval_ja_few_shots, "ja", jaster.ja_num_shots ?? 4),
    ...jasterPart(config.run_llm_jp_eval_en_0_shot, "en", 0),
    ...jasterPart(config.run_llm_jp_eval_en_few_shots, "en", jaster.en_num_shots ?? 4),
    ...mtBench(config.run_mt_bench_ja, "ja"),
    ...mtBench(config.run_mt_bench_en, "en"),
  ];
  // Zero shots asked for as few shots are the same part.
  return parts.filter((one, k) => parts.findIndex(({ name }) => name === one.name) === k);
}

/** Tasks that are asked for by name; a name that is none is an error. */
function tasksOf(asked: string | string[] = "all", name: string): "all" | string[] {
  const list = [asked].flat();
  if (list.includes("all")) return "all";
  const known = [...JAPANESE_TASKS, ...OTHER_TASKS, ...NEJUMI3_TASKS, "mmlu_en"];
  const unknown = list.find(
    (task) => !known.includes(task) && !isEnglishTask(task) && !/^jmmlu/.test(task),
  );
  if (unknown === undefined) return list;
  throw new UserError(
    say`${name}: llm_jp_eval.target_dataset names "${unknown}", which is no task of jaster that is scored here; there are all, ${known.join(", ")}`,
  );
}

/** The name and version of an artifact, without team and project. */
const artifactName = (path: string | undefined): string | undefined =>
  path?.split("/").at(-1) || undefined;

const BENCH_NAMES: Readonly<Record<TaskLanguage, readonly string[]>> = {
  ja: ["mt_bench_ja", "japanese_mt_bench"],
  en: ["mt_bench_en", "mt_bench"],
};

function placesOf(mtbench: NonNullable<Written["mtbench"]>, language: TaskLanguage): MtBenchPlaces {
  const own = mtbench.dataset?.[language];
  const asked = own?.bench_name ?? mtbench.bench_name;
  return {
    benchNames: [...new Set([...(asked ? [asked] : []), ...BENCH_NAMES[language]])],
    questions: artifactName(own?.question_artifacts_path),
    references: artifactName(own?.referenceanswer_artifacts_path),
    prompts: artifactName(own?.judge_prompt_artifacts_path),
  };
}

/** The conversation template that `conv_…` keys describe, in FastChat's fields. */
function conversationOf(
  mtbench: NonNullable<Written["mtbench"]>,
  language: TaskLanguage,
  name: string,
): Fields {
  const own = mtbench[language];
  const literal = (key: string, value: unknown): unknown[] | undefined => {
    if (value === undefined || Array.isArray(value)) return value as unknown[] | undefined;
    const found = typeof value === "string" ? pythonLiteral(value) : undefined;
    if (Array.isArray(found)) return found;
    throw new UserError(
      say`${name}: mtbench.${key} must be a list or a Python literal such as "('USER', 'ASSISTANT')" or "[2]", got ${JSON.stringify(value)}`,
    );
  };
  const roles = literal("conv_roles", own?.conv_roles ?? mtbench.conv_roles) ?? [
    "USER",
    "ASSISTANT",
  ];
  if (roles.length !== 2 || !roles.every((role) => typeof role === "string")) {
    throw new UserError(say`${name}: mtbench.conv_roles must be two texts`);
  }
  const separator = mtbench.conv_role_message_separator ?? ": ";
  return {
    name: mtbench.conv_name ?? "custom",
    system_template: `{system_message}${mtbench.conv_sep ?? "\n"}`,
    system_message: own?.conv_system_message ?? mtbench.conv_system_message ?? "",
    roles: roles.map((role) => `${role}${separator}`),
    sep_style: "NO_COLON_SINGLE",
    sep: mtbench.conv_sep ?? "\n",
    stop_str: mtbench.conv_stop_str ?? "",
    stop_token_ids: literal("conv_stop_token_ids", mtbench.conv_stop_token_ids) ?? [],
  };
}

/** Reads what a Nejumi config asks for; `value` is the YAML's. */
export function neoConfig(
  value: Fields,
  { file, env }: { file: string; env: Readonly<Record<string, string | undefined>> },
): NeoConfig {
  const name = basename(file);
  const mapped = neoFile(value, { file, env });
  const { version, written, fields, unmapped } = mapped;
  const { config, unknown } = checked(fields, name);
  const { llm_jp_eval: jaster = {}, mtbench = {}, generator = {}, wandb } = config;
  const parts = partsOf(config);
  if (parts.length === 0) {
    throw new UserError(
      say`${name}: nothing of what it switches on is run here${unmapped.length === 0 ? "" : say` (${joined(unmapped)})`}; scores of other benchmarks come in by make_leaderboard.ts`,
    );
  }
  const model = modelOf(config, name);
  const profile: TaskProfile =
    version === "Neo" ? "neo" : version === "Neo 2.0" ? "llm-jp-eval-1.1" : "nejumi3";
  const wordingOf = (language: TaskLanguage): PromptWording => {
    const own = jaster[language];
    return {
      language,
      profile,
      intro: own?.prompt_intro ?? jaster.prompt_intro,
      template: own?.custom_prompt_template ?? jaster.custom_prompt_template,
      shotTemplate: own?.custom_fewshots_template ?? jaster.custom_fewshots_template,
    };
  };
  const judgeId = mtbench.judge_model ?? "gpt-4";
  const { temperature = 0.1, top_p, top_k, repetition_penalty } = generator;
  const meaningless = MEANINGLESS.flatMap(([why, keys]) => {
    const found = keys.filter((key) => valueAt(fields, key) !== undefined);
    return found.length > 0 ? [say`${joined(found)} (${why})`] : [];
  });
  const separators = [mtbench.conv_role_message_separator, mtbench.conv_role_only_separator];
  const isApi = typeof config.model?.api === "string" && model.api !== undefined;
  const isLocal = model.local !== undefined;
  return {
    version,
    profile,
    file,
    written,
    isTest: config.testmode ?? false,
    modelName: model.id,
    local: model.local,
    api: model.api,
    isWeights: model.isWeights,
    parts,
    tasks: tasksOf(jaster.target_dataset, name),
    data: {
      folder: jaster.dataset_dir ?? "/jaster/1.2.6/evaluation/test",
      artifact: jaster.dataset_artifact,
    },
    most: {
      ...(jaster.test_max_num_samples !== undefined && { test: jaster.test_max_num_samples }),
      ...(jaster.dev_max_num_samples !== undefined && { dev: jaster.dev_max_num_samples }),
    },
    overrideMaxTokens: jaster.override_max_tokens,
    sampling: {
      temperature,
      // 1 and 0 are what every server does where nothing is said.
      ...(top_p !== undefined && top_p !== 1 && { top_p }),
      ...(top_k !== undefined && top_k !== 0 && { top_k }),
      ...(repetition_penalty !== undefined && repetition_penalty !== 1 && { repetition_penalty }),
    },
    wording: { ja: wordingOf("ja"), en: wordingOf("en") },
    mtBench: {
      judge: {
        id: judgeId,
        path: mtbench.judge_path ?? judgeId,
        ...(mtbench.judge_base_url !== undefined && { base_url: mtbench.judge_base_url }),
        ...(mtbench.use_azure
          ? { provider: "azure" as const }
          : mtbench.judge_provider !== undefined && { provider: mtbench.judge_provider }),
        max_tokens: 2048,
      },
      modelId: mtbench.model_id ?? model.id,
      maxTokens: mtbench.max_new_token ?? 1024,
      numChoices: mtbench.num_choices,
      firstN: mtbench.first_n,
      parallel: mtbench.parallel,
      // Neo and what was before it ask APIs at 0.1 whatever the category is.
      temperature: mtbench.temperature ?? (isApi && profile !== "nejumi3" ? 0.1 : undefined),
      places: { ja: placesOf(mtbench, "ja"), en: placesOf(mtbench, "en") },
      conversation:
        mtbench.custom_conv_template === true
          ? { ja: conversationOf(mtbench, "ja", name), en: conversationOf(mtbench, "en", name) }
          : undefined,
    },
    wandb: wandb && {
      entity: wandb.entity,
      project: wandb.project ?? "jrank",
      run_name: wandb.run_name ?? model.id,
    },
    notices: [
      ...(version === "Neo"
        ? []
        : [
            say`${name} is a config of ${version}: what it shares with Neo is run, with the prompts and the tidying of ${profile}.`,
          ]),
      ...(unmapped.length > 0
        ? [say`Not run here, bring its scores by make_leaderboard.ts: ${joined(unmapped)}.`]
        : []),
      ...(unknown.length > 0
        ? [say`Keys that jrank does not know, left out: ${joined(unknown)}.`]
        : []),
      ...(meaningless.length > 0
        ? [say`Keys without meaning here: ${joined(meaningless, "; ")}.`]
        : []),
      ...(mapped.meaningless.length > 0
        ? [say`Keys that nothing here needs: ${joined(mapped.meaningless)}.`]
        : []),
      ...mapped.notices,
      ...(!isLocal && jaster.max_seq_length !== undefined
        ? [say`llm_jp_eval.max_seq_length has no meaning here: the server has its own context.`]
        : []),
      ...(mtbench.custom_conv_template === true && !model.isWeights
        ? [
            say`mtbench.custom_conv_template is for weights: the server of ${model.id} puts its own template around a conversation.`,
          ]
        : []),
      ...(mtbench.custom_conv_template === true && separators[0] !== separators[1]
        ? [
            say`mtbench.conv_role_only_separator differs from conv_role_message_separator; the latter is written in both places.`,
          ]
        : []),
    ],
  };
}
