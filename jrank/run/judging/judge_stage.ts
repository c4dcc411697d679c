/** A run, and what its config asks of each judge: for the main job and for gen_judgment.ts. */
import { say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import type { Config } from "../../store/config/config.ts";
import type { Context } from "../command/command.ts";
import { forEachModel } from "../models/at_once.ts";
import type { BenchmarkData } from "../models/benchmark_data.ts";
import type { Contestant } from "../models/model_answers.ts";
import type { Model } from "../models/models.ts";
import { firstTurns } from "./asking/items.ts";
import { promptsFor } from "./asking/judge_prompts.ts";
import { describePrompts, promptNotices } from "./asking/prompts_used.ts";
import { estimateGrades, type GradeJob } from "./grade.ts";
import { type CostEstimate, describeEstimate, describeTotal } from "./matches/estimate.ts";
import {
  type JudgeJob,
  type JudgingAct,
  judgeSettingsOf,
  judgingSettingsOf,
} from "./matches/judge_job.ts";
import { estimatePairs, type JudgePlan, planJudging } from "./matches/judge_plan.ts";
import type { JudgeReport } from "./matches/judging_report.ts";
import { tellChanged } from "./matches/rejudging.ts";

/** A run of the main job, or of its judging. */
export interface Run {
  config: Config;
  data: BenchmarkData;
  questions: Question[];
  contestants: Model[];
  judges: Model[];
  /** What this run alone is asked to do. */
  act: JudgingAct;
  context: Context;
}

/**
 * What a run was asked to do, for its summary: chosen keys only, because a value of a config may
 * come from the environment and be a secret.
 */
export function askedOf({ config, questions, contestants, judges, act }: Run) {
  return {
    mode: config.evaluation_mode,
    n: config.n,
    extend: act.extend,
    schedule: config.schedule,
    goal: config.goal,
    both_orders: config.both_orders,
    baseline_model: config.models.baseline_model,
    judges: judges.map(({ spec }) => spec.id),
    contestants: contestants.map(({ spec }) => spec.id),
    questions: questions.length,
    num_choices: config.num_choices,
    judge_file: config.judge_file,
    judge_prompt: config.judge_prompt,
    language: config.language,
    judge_turns: config.judge_turns,
    seed: config.seed,
    parallel: config.parallel,
    stop: config.stop,
    budget_usd: config.budget_usd,
    budget_total_usd: config.budget_total_usd,
  };
}

/** Has every judge do its part. */
export function forEachJudge<Report extends JudgeReport | undefined>(
  run: Run,
  act: (judge: Model, context: Context) => Promise<Report>,
): Promise<Report[]> {
  return forEachModel(
    run.judges.map((model) => ({ model })),
    run.context,
    ({ model }, calm) => act(model, calm),
    { oneByOne: run.context.budget?.isCapped ?? false },
  );
}

/** What a judge will cost, and the plan of its comparisons where it compares. */
async function estimateOf(
  run: Run,
  judge: Model,
  contestants: readonly Contestant[],
): Promise<{ estimate: CostEstimate; plan?: JudgePlan }> {
  if (run.config.evaluation_mode === "single") {
    return { estimate: await estimateGrades(gradeJobOf(run, judge, contestants)) };
  }
  const job = pairJobOf(run, judge, contestants);
  const plan = planJudging(job, run.context.log);
  return { estimate: await estimatePairs(job, plan), plan };
}

/** The grading that a config asks of a judge. */
export function gradeJobOf(run: Run, judge: Model, contestants: readonly Contestant[]): GradeJob {
  return {
    ...{
      bench: run.data.bench,
      judge,
      contestants,
      questions: firstTurns(run.questions, run.config.judge_turns),
    },
    prompts: promptsOf(run),
    settings: judgingSettingsOf(run.config, run.act),
  };
}

/** The comparisons that a config asks of a judge. */
export function pairJobOf(run: Run, judge: Model, contestants: readonly Contestant[]): JudgeJob {
  const { config, data, questions } = run;
  return {
    bench: data.bench,
    judge,
    contestants,
    questions: firstTurns(questions, config.judge_turns),
    prompts: promptsOf(run),
    settings: judgeSettingsOf(config, run.act),
  };
}

function promptsOf({ config, data }: Run): JudgeJob["prompts"] {
  return promptsFor(data, {
    file: config.judge_file,
    name: config.judge_prompt,
    language: config.language,
    referenceCategories: config.reference_categories,
  });
}

/** What every judge will cost, with the plans made; stored judgments of changed texts are told. */
export async function planAll(
  run: Run,
  contestants: readonly Contestant[],
  isDryRun: boolean,
): Promise<{ estimates: CostEstimate[]; plans: Map<Model, JudgePlan> }> {
  const estimates: CostEstimate[] = [];
  const plans = new Map<Model, JudgePlan>();
  for (const judge of run.judges) {
    const { estimate, plan } = await estimateOf(run, judge, contestants);
    estimates.push(estimate);
    if (plan) plans.set(judge, plan);
  }
  const { stale } = run.config;
  for (const estimate of estimates) {
    tellChanged(estimate, { stale, isDryRun, log: run.context.log });
  }
  return { estimates, plans };
}

/** Prints what judging will cost, and the prompts that are used. */
export function tellEstimates(estimates: readonly CostEstimate[], out: Context["out"]): void {
  for (const estimate of estimates) {
    out(say`Judgments of ${describeEstimate(estimate)}`);
    out(describePrompts(estimate.judge, estimate.prompts));
    for (const notice of promptNotices(estimate.judge, estimate.prompts)) out(notice);
  }
  const total = describeTotal(estimates);
  if (total !== undefined) out(say`Judgments of ${total}`);
}
