/** What a config asks of each judge. */
import type { Question } from "../../core/types.ts";
import type { ConfigFile } from "../../store/config_schema.ts";
import { forEachModel } from "../at_once.ts";
import type { BenchmarkData } from "../benchmark_data.ts";
import type { Contestant } from "../board.ts";
import type { Context } from "../command.ts";
import type { Estimate } from "../judging/estimate.ts";
import { estimateGrades, type GradeJob } from "../judging/grade.ts";
import { firstTurns } from "../judging/items.ts";
import type { JudgeJob } from "../judging/judge_job.ts";
import { estimatePairs, type JudgePlan, planJudging } from "../judging/judge_plan.ts";
import { promptsFor } from "../judging/judge_prompts.ts";
import type { JudgeReport } from "../judging/judge_report.ts";
import type { Model } from "../models.ts";
import { judgeSettingsOf, judgingSettingsOf } from "./settings.ts";

/** A run of the main job. */
export interface Run {
  config: ConfigFile;
  data: BenchmarkData;
  questions: Question[];
  contestants: Model[];
  judges: Model[];
  /** Judgments to add to those that are stored, in place of the config's n and targets. */
  extend: number | undefined;
  /** Which stored judgments to judge again. */
  rejudge: string | undefined;
  /** Whether to hand batches over and return, in place of waiting for them. */
  detach: boolean;
  context: Context;
}

/**
 * What a run was asked to do, for its summary: chosen keys only, because a value of a config may
 * come from the environment and be a secret.
 */
export function askedOf({ config, questions, contestants, judges, extend }: Run) {
  const { evaluation_mode: mode = "pairwise-n", n, schedule, goal, both_orders, models } = config;
  const {
    stop,
    budget_usd,
    budget_total_usd,
    num_choices,
    judge_prompt,
    seed,
    parallel,
    language,
  } = config;
  return {
    ...{ mode, n, extend, schedule, goal, both_orders, baseline_model: models.baseline_model },
    judges: judges.map(({ spec }) => spec.id),
    contestants: contestants.map(({ spec }) => spec.id),
    ...{ questions: questions.length, num_choices, judge_prompt, language },
    judge_turns: config.judge_turns,
    ...{ seed, parallel, stop, budget_usd, budget_total_usd },
  };
}

/** Has every judge do its part. */
export function forEachJudge(
  run: Run,
  act: (judge: Model, context: Context) => Promise<JudgeReport>,
): Promise<JudgeReport[]> {
  return forEachModel(
    run.judges.map((model) => ({ model })),
    run.context,
    ({ model }, calm) => act(model, calm),
    { oneByOne: run.context.budget?.isCapped ?? false },
  );
}

/** What a judge will cost, and the plan of its comparisons where it compares. */
export async function estimateOf(
  run: Run,
  judge: Model,
  contestants: readonly Contestant[],
): Promise<{ estimate: Estimate; plan?: JudgePlan }> {
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
    settings: {
      ...judgingSettingsOf(run.config),
      ...{ detach: run.detach, rejudge: run.rejudge },
    },
  };
}

/** The comparisons that a config asks of a judge. */
export function pairJobOf(run: Run, judge: Model, contestants: readonly Contestant[]): JudgeJob {
  const { config, data, questions } = run;
  return {
    ...{ bench: data.bench, judge, contestants },
    questions: firstTurns(questions, config.judge_turns),
    prompts: promptsOf(run),
    settings: {
      ...judgeSettingsOf(config),
      ...{ extend: run.extend, detach: run.detach, rejudge: run.rejudge },
    },
  };
}

function promptsOf({ config, data }: Run): JudgeJob["prompts"] {
  return promptsFor(data, {
    ...{ file: config.judge_file, name: config.judge_prompt, language: config.language },
    referenceCategories: config.reference_categories,
  });
}
