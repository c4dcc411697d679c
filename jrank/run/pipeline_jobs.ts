/** What a config asks of each judge. */
import type { Question } from "../core/types.ts";
import type { ConfigFile } from "../store/config_schema.ts";
import type { BenchmarkData } from "./benchmark_data.ts";
import type { Contestant } from "./board.ts";
import type { Context } from "./command.ts";
import type { Estimate } from "./estimate.ts";
import { estimateGrades, type GradeJob } from "./grade.ts";
import { estimatePairs, type JudgeJob } from "./judge.ts";
import type { JudgeReport } from "./judge_all.ts";
import { REFERENCE_CATEGORIES } from "./judge_prompts.ts";
import type { Model } from "./models.ts";
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
  context: Context;
}

/** What the judges before this one have spent. */
export function spentBy(reports: readonly JudgeReport[]): number {
  return reports.reduce((sum, { usage }) => sum + (usage.cost_usd ?? 0), 0);
}

/** What a judge will cost; warnings about its board are told where `tells` says so. */
export function estimateOf(
  run: Run,
  judge: Model,
  contestants: readonly Contestant[],
  tells: boolean,
): Promise<Estimate> {
  return run.config.evaluation_mode === "single"
    ? estimateGrades(gradeJobOf(run, judge, contestants))
    : estimatePairs(pairJobOf(run, judge, contestants), tells ? run.context.log : () => {});
}

/** The grading that a config asks of a judge. */
export function gradeJobOf(
  run: Run,
  judge: Model,
  contestants: readonly Contestant[],
  spentUsd = 0,
): GradeJob {
  return {
    ...{ bench: run.data.bench, judge, contestants, questions: run.questions },
    prompts: promptsOf(run),
    settings: { ...judgingSettingsOf(run.config), spentUsd },
  };
}

/** The comparisons that a config asks of a judge. */
export function pairJobOf(
  run: Run,
  judge: Model,
  contestants: readonly Contestant[],
  spentUsd = 0,
): JudgeJob {
  const { config, data, questions } = run;
  return {
    ...{ bench: data.bench, judge, contestants, questions },
    prompts: promptsOf(run),
    settings: { ...judgeSettingsOf(config), extend: run.extend, spentUsd },
  };
}

function promptsOf({ config, data }: Run): JudgeJob["prompts"] {
  return {
    file: config.judge_file,
    name: config.judge_prompt,
    language: config.language,
    referenceCategories: config.reference_categories ?? REFERENCE_CATEGORIES,
    references: data.references,
  };
}
