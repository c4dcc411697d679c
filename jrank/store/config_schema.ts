/**
 * What a config may say. Everything that reads a config goes by this schema: the checks, the types,
 * and the JSON Schema for editors (`config.schema.json`, written by `npm run schema`).
 */
import { z } from "zod";
import { LICENSES, PROVIDERS } from "../core/types.ts";
import { MODES, SCHEDULES } from "../schedule/schedules.ts";
import { INTERVALS } from "../stats/interval.ts";
import { priceSchema } from "./prices_file.ts";

const names = <Name extends string>(table: Record<Name, unknown>): [Name, ...Name[]] =>
  Object.keys(table) as [Name, ...Name[]];

/** The original writes `pairwise_n` in places. */
const dashed = (value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("_", "-") : value;

const count = z.int().min(1);
const probability = z.number().gt(0).lt(1);
const temperature = z.number().min(0).max(2);

const sampling = {
  max_tokens: count.optional().describe("Most tokens of a reply"),
  temperature: temperature.optional().describe("0 is 0; absent: the category's default"),
  top_p: z.number().gt(0).max(1).optional(),
  top_k: count.optional(),
  repetition_penalty: z.number().gt(0).optional(),
};

const common = {
  id: z.string().min(1).describe("The name in files and charts"),
  path: z.string().min(1).describe("The model's name at its provider, or the path of a GGUF file"),
  display_name: z.string().min(1).optional().describe("The name in charts"),
  license: z.enum(LICENSES).optional().describe("Decides the colour in charts"),
  system_prompt: z.string().optional(),
  ...sampling,
  parallel: count.optional().describe("Most calls at a time, at each server"),
  seed: z.int().optional(),
};

const localModel = z
  .strictObject({
    ...common,
    conversation_template: z
      .string()
      .min(1)
      .optional()
      .describe("A name or path of a conversation template; absent: the one inside the file"),
    lora: z
      .array(z.strictObject({ path: z.string().min(1), scale: z.number().optional() }))
      .optional(),
    gpu: z.enum(["auto", "cuda", "metal", "vulkan", "cpu"]).optional(),
    threads: count.optional(),
    context_size: count.optional(),
    flash_attention: z.boolean().optional(),
  })
  .describe("A GGUF file, run in this process");

const apiFields = {
  ...common,
  provider: z.enum(PROVIDERS).optional(),
  base_url: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe("An OpenAI-compatible server, or several that share the work"),
  api_key_env: z
    .string()
    .min(1)
    .optional()
    .describe("The environment variable that holds the key (never the key itself)"),
  api_version: z.string().min(1).optional().describe("Of Azure; absent: OPENAI_API_VERSION"),
  extra_body: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Passed to the server as it is"),
  requests_per_minute: z.number().gt(0).optional(),
  tokens_per_minute: z.number().gt(0).optional(),
  batch: z
    .boolean()
    .optional()
    .describe("Through the provider's batches: half the price, within a day"),
  timeout_s: z.number().gt(0).optional(),
  price: priceSchema.optional().describe("US dollars per million tokens"),
};

const apiModel = z.strictObject({ ...apiFields, path: common.path.optional() });

const judgeModel = z.strictObject({
  ...localModel.shape,
  ...apiFields,
  path: common.path.optional(),
});

export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    benchmark_name: z.string().min(1),
    models: z.strictObject({
      local_models: z.array(localModel).optional(),
      api_models: z.array(apiModel).optional(),
      judge_models: z.array(judgeModel).min(1),
      baseline_model: z.string().min(1).optional().describe("For pairwise-baseline"),
    }),
    max_token_length: count.optional().describe("Most tokens of an answer, for every model"),
    temperature: temperature.optional().describe("Of answers; absent: by category. 0 is 0"),
    top_p: sampling.top_p,
    top_k: sampling.top_k,
    repetition_penalty: sampling.repetition_penalty,
    num_choices: count.optional().describe("Answers to each question; judges see the first"),
    system_prompt: z.string().optional().describe("Of contestants"),
    num_judges: count.optional().describe("How many of judge_models judge, from the first"),
    evaluation_mode: z.preprocess(dashed, z.enum(names(MODES))).optional(),
    n: count.optional().describe("Judgments to collect in pairwise-n, by each judge"),
    schedule: z.preprocess(dashed, z.enum(names(SCHEDULES))).optional(),
    goal: z.enum(["error-bars", "ranking", "top-k", "new-model"]).optional(),
    top_k_models: count.optional().describe("k of goal top-k"),
    new_model: z.string().min(1).optional().describe("The model of goal new-model"),
    both_orders: z.boolean().optional(),
    seed: z.int().optional(),
    parallel: count.optional(),
    first_n: count.optional().describe("Only the first so many questions"),
    language: z.enum(["ja", "en", "ko"]).optional().describe("Of the judge's prompts"),
    judge_file: z.string().min(1).optional().describe("Judge prompts in LLM Judge's format"),
    judge_prompt: z.string().min(1).optional().describe("The name of the prompt to use"),
    judge_own_answers: z.boolean().optional().describe("Whether a judge may judge its own answers"),
    reference_name: z.string().min(1).optional(),
    reference_categories: z.array(z.string()).optional(),
    batch: z
      .boolean()
      .optional()
      .describe("Judges and API contestants through their providers' batches, at half the price"),
    batch_round: count
      .optional()
      .describe("Matches of an adaptive schedule in one round of batches (200)"),
    repair: z.boolean().optional().describe("Ask once more when a reply has no verdict"),
    stop: z
      .strictObject({
        n: count.optional().describe("So many judgments, by each judge"),
        half_width: z
          .number()
          .gt(0)
          .optional()
          .describe("Every 95 % interval (CR3) reaches at most so many Elo to each side"),
        separated: z
          .boolean()
          .optional()
          .describe("All neighbours are told apart, at a threshold that allows looking often"),
        budget_usd: z.number().gt(0).optional(),
        minutes: z.number().gt(0).optional(),
      })
      .optional()
      .describe("When judging ends: whichever comes first"),
    budget_usd: z.number().gt(0).optional().describe("Judging stops before it costs more"),
    prices: z
      .string()
      .min(1)
      .optional()
      .describe("A file of prices that come before the program's own table"),
    scale: z.number().gt(0).optional(),
    base: z.number().gt(1).optional(),
    init_rating: z.number().optional(),
    bootstrap_n: z.int().min(0).optional(),
    bootstrap_unit: z.enum(["question", "judgment"]).optional(),
    ci: z.enum(names(INTERVALS)).optional(),
    confidence: probability.optional(),
    data_dir: z.string().min(1).optional(),
    charts: z
      .strictObject({
        title: z.string().optional(),
        subtitle: z.string().optional().describe("In place of the judge and the sample size"),
        byline: z.string().optional().describe("Who publishes it"),
        legend_title: z.string().optional().describe("In place of the word for licences"),
        language: z.enum(["ja", "en"]).optional(),
        colors: z.partialRecord(z.enum(LICENSES), z.string()).optional(),
        theme: z
          .enum(["light", "dark"])
          .optional()
          .describe("Absent: light, with dark pictures beside, and pages that follow the reader"),
        advanced: z
          .boolean()
          .optional()
          .describe("Title, subtitle, by-line and method; absent: where one of them is written"),
        plot_skip_list: z.array(z.string()).optional().describe("Models left out of the charts"),
        posterior_models: z
          .array(z.string())
          .min(1)
          .optional()
          .describe("Models whose densities are drawn; absent: the best five"),
      })
      .optional(),
    site: z
      .strictObject({
        out: z.string().min(1).optional().describe("The folder to write; absent: site"),
        title: z.string().min(1).optional(),
        description: z.string().optional().describe("Who publishes it and what it is about"),
        language: z.enum(["ja", "en"]).optional().describe("The reader can change it"),
        texts: z
          .boolean()
          .optional()
          .describe("false: publish no questions' answers and no judgments' words"),
      })
      .optional()
      .describe("Makes streamline write the website folder"),
    publish: z
      .strictObject({
        folder: z.string().min(1).describe("Where the files go: a new folder, or one made by this"),
        files: z
          .array(z.enum(["site", "rankings", "charts", "badges"]))
          .min(1)
          .optional()
          .describe("site is everything (the default)"),
        git_branch: z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/)
          .optional()
          .describe("The folder becomes a working tree of this branch; changes are committed"),
      })
      .optional()
      .describe("Makes streamline copy results to a folder that goes online"),
  })
  .describe("Configuration of jrank");

/** A config as it is written. */
export type ConfigFile = z.infer<typeof configSchema>;
export type LocalModelConfig = z.infer<typeof localModel>;
export type ApiModelConfig = z.infer<typeof apiModel>;
export type JudgeModelConfig = z.infer<typeof judgeModel>;

/** The text of `config.schema.json`, the JSON Schema for editors. */
export function configSchemaText(): string {
  const schema = { ...z.toJSONSchema(configSchema, { io: "input" }), title: "jrank config" };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
