/**
 * What a config may say. Everything that reads a config goes by this schema: the checks, the types,
 * and the JSON Schema for editors (`config.schema.json`, written by `npm run schema`).
 */
import { z } from "zod";
import { LICENSES } from "../core/types.ts";
import { PROMPT_LANGUAGES } from "../prompt/language.ts";
import { MODES, SCHEDULES } from "../schedule/schedules.ts";
import { INTERVALS } from "../stats/interval.ts";
import { LIKELIHOODS } from "../stats/likelihoods.ts";
import { parsePrior } from "../stats/prior.ts";
import { COMPUTES } from "../stats/rank_options.ts";
import { CONTROLS } from "../stats/style_control.ts";
import { apiModel, count, judgeModel, localModel, sampling, temperature } from "./model_schema.ts";

const names = <Name extends string>(table: Record<Name, unknown>): [Name, ...Name[]] =>
  Object.keys(table) as [Name, ...Name[]];

/** The original writes `pairwise_n` in places. */
const dashed = (value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("_", "-") : value;

const probability = z.number().gt(0).lt(1);

export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe("For editors"),
    benchmark_name: z.string().min(1).describe("The folder in the data directory"),
    models: z
      .strictObject({
        local_models: z.array(localModel).optional().describe("Contestants that are GGUF files"),
        api_models: z.array(apiModel).optional().describe("Contestants behind an API"),
        judge_models: z.array(judgeModel).min(1).describe("Each makes a ranking of its own"),
        baseline_model: z.string().min(1).optional().describe("For pairwise-baseline"),
      })
      .describe("Who answers, and who judges"),
    max_token_length: count.optional().describe("Most tokens of an answer, for every model"),
    temperature: temperature.optional().describe("Of answers; absent: by category. 0 is 0"),
    top_p: sampling.top_p,
    top_k: sampling.top_k,
    repetition_penalty: sampling.repetition_penalty,
    num_choices: count.optional().describe("Answers to each question; judges see the first"),
    system_prompt: z.string().optional().describe("Of contestants"),
    num_judges: count.optional().describe("How many of judge_models judge, from the first"),
    evaluation_mode: z
      .preprocess(dashed, z.enum(names(MODES)))
      .optional()
      .describe("Which answers are compared or graded"),
    n: count.optional().describe("Judgments to collect in pairwise-n, by each judge"),
    schedule: z
      .preprocess(dashed, z.enum(names(SCHEDULES)))
      .optional()
      .describe("Which match comes next in pairwise-n; adaptive is the default"),
    goal: z
      .enum(["error-bars", "ranking", "top-k", "new-model"])
      .optional()
      .describe("What an adaptive schedule is to make sure of (ranking)"),
    top_k_models: count.optional().describe("k of goal top-k"),
    new_model: z.string().min(1).optional().describe("The model of goal new-model"),
    both_orders: z
      .boolean()
      .optional()
      .describe("Every pair in both orders; the default of pairwise-all and pairwise-baseline"),
    seed: z.int().optional().describe("Matches, samples and intervals follow from it"),
    parallel: count.optional().describe("Most calls at a time (8)"),
    first_n: count.optional().describe("Only the first so many questions"),
    language: z
      .enum(PROMPT_LANGUAGES)
      .optional()
      .describe("Of the judge's prompts; absent: told from the questions"),
    judge_file: z.string().min(1).optional().describe("Judge prompts in LLM Judge's format"),
    judge_prompt: z.string().min(1).optional().describe("The name of the prompt to use"),
    judge_turns: count.optional().describe("Judge only the first so many turns (all of them)"),
    judge_own_answers: z.boolean().optional().describe("Whether a judge may judge its own answers"),
    reference_name: z
      .string()
      .min(1)
      .optional()
      .describe("Which file of reference_answer; absent: the only one"),
    reference_categories: z
      .array(z.string())
      .optional()
      .describe("Categories whose judge sees the reference answer"),
    batch: z
      .boolean()
      .optional()
      .describe("Judges and API contestants through their providers' batches, at half the price"),
    batch_round: count
      .optional()
      .describe("Matches of an adaptive schedule in one round of batches (200)"),
    stale: z
      .enum(["keep", "drop", "rejudge"])
      .optional()
      .describe(
        "Judgments of a prompt, question or answer that has changed since: count them, leave them out, or judge them again; absent: it stops and asks",
      ),
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
        budget_usd: z.number().gt(0).optional().describe("As budget_usd below"),
        minutes: z.number().gt(0).optional().describe("Of this run"),
      })
      .optional()
      .describe("When judging ends: whichever comes first"),
    budget_usd: z.number().gt(0).optional().describe("A run stops before it costs more"),
    budget_total_usd: z
      .number()
      .gt(0)
      .optional()
      .describe("The same for all runs of the benchmark together"),
    accept_refusals: z
      .boolean()
      .optional()
      .describe("What is refused for good (a content filter, …) is no failure"),
    prices: z
      .string()
      .min(1)
      .optional()
      .describe("A file of prices that come before the program's own table"),
    compute: z.enum(COMPUTES).optional().describe("mle (the default), map, mcmc or winrate"),
    ties: z
      .enum(names(LIKELIHOODS))
      .optional()
      .describe("How ties enter the likelihood; half (a win) is the default"),
    prior: z
      .string()
      .refine((text) => parsePrior(text) !== null, "expected flat or sd=<Elo>")
      .optional()
      .describe("Of map and mcmc: sd=<Elo> (sd=400); for mcmc also flat, the original's"),
    home_advantage: z.boolean().optional().describe("Whether one is fitted (true)"),
    control: z
      .array(z.enum(CONTROLS))
      .min(1)
      .optional()
      .describe("Ratings as if answers were alike in this, beside the others"),
    scale: z.number().gt(0).optional().describe("Points of odds of base to 1 (400)"),
    base: z.number().gt(1).optional().describe("Of scale (10)"),
    init_rating: z.number().optional().describe("The mean rating (1000)"),
    bootstrap_n: z.int().min(0).optional().describe("Bootstrap rounds (500)"),
    bootstrap_unit: z
      .enum(["question", "judgment"])
      .optional()
      .describe("What is resampled (question)"),
    ci: z.enum(names(INTERVALS)).optional().describe("How intervals are made (bootstrap)"),
    confidence: probability.optional().describe("Of intervals (0.95)"),
    csv_bom: z
      .boolean()
      .optional()
      .describe("Begins .csv files of rankings with a byte order mark, as Excel needs it (false)"),
    data_dir: z.string().min(1).optional().describe("Absent: jrank/data of the package"),
    charts: z
      .strictObject({
        title: z.string().optional().describe("In place of the benchmark's name"),
        subtitle: z.string().optional().describe("In place of the judge and the sample size"),
        byline: z.string().optional().describe("Who publishes it"),
        legend_title: z.string().optional().describe("In place of the word for licences"),
        language: z.enum(["ja", "en"]).optional().describe("Of the words in charts and in the ranking's .md (en)"),
        colors: z
          .partialRecord(z.enum(LICENSES), z.string())
          .optional()
          .describe("Colours of the licences"),
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
      .optional()
      .describe("How charts look"),
    site: z
      .strictObject({
        out: z.string().min(1).optional().describe("The folder to write; absent: site"),
        title: z.string().min(1).optional().describe("Absent: the benchmark's name"),
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
  .superRefine(({ control, compute = "mle" }, { addIssue }) => {
    if (control === undefined || compute !== "winrate") return;
    addIssue({
      ...{ code: "custom", path: ["control"] },
      message: "is not for compute winrate: shares of wins have no likelihood that it could enter",
    });
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
