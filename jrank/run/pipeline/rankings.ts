/** The main job from its judgments on: rankings, charts, the website. */

import { join } from "node:path";
import { MOST_SERIES } from "../../chart/theme.ts";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { type ModelAnswers, readAnswers } from "../../store/answers/benchmark.ts";
import { compareRankingFiles } from "../comparing/overplot.ts";
import type { Run } from "../judging/judge_stage.ts";
import type { JudgePlan } from "../judging/matches/judge_plan.ts";
import { dataDirOfBench, readBenchmark } from "../models/benchmark_data.ts";
import type { Contestant } from "../models/model_answers.ts";
import { calibratedJob } from "../ranking/calibrated_job.ts";
import { placesIn, questionsByKey, rankFiles } from "../ranking/rank_files.ts";
import type { RankFilesJob } from "../ranking/rank_votes.ts";
import { anchoredPlaces, rankingJobOf } from "../ranking/ranking_job.ts";
import { readingOf } from "../ranking/ranking_settings.ts";
import { showRanking } from "../ranking/show_ranking.ts";

/** Ranks by each judge's file and shows it; several judges are compared as well. */
export async function rankJudges(
  run: Run,
  judges: readonly string[],
  {
    contestants,
    plans,
  }: {
    contestants: readonly Contestant[];
    plans: readonly { judge: string; plan: JudgePlan }[];
  },
): Promise<void> {
  const { config, data, context } = run;
  const rated: string[] = [];
  const { answers } = readAnswers(data.bench);
  for (const judge of judges) {
    const places = anchoredPlaces(placesIn(data.bench, judge, config.compute), config);
    const job = rankingJobOf(config, {
      places,
      benchmark: data.bench.name,
      questions: questionsByKey(data.questions),
      judge,
      models: contestants.map(({ id }) => id),
      answers,
      hasAnswers: true,
      inputs: [],
      reading: readingOf(config),
      counting: countingOf(plans.find((one) => one.judge === judge)?.plan),
      offline: isOffline(run, judge),
    });
    const ranked = await rankFiles(job, context);
    await showRanking(ranked, places.charts, context);
    const file = `${places.ranking}.json`;
    if (ranked.ranking.ranking.some(({ rating }) => rating !== null)) rated.push(file);
    await rankWithPeople(run, job, answers);
  }
  await compareJudges(run, rated);
}

/** The judge on the scale of people's votes, where the config asks for it and the votes allow it. */
async function rankWithPeople(
  { config, data, context }: Run,
  own: RankFilesJob,
  answers: ReadonlyMap<string, ModelAnswers>,
): Promise<void> {
  try {
    const job = calibratedJob(own, config, { bench: data.bench, answers, log: context.log });
    if (job === undefined) return;
    await showRanking(await rankFiles(job, context), job.places.charts, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log(say`Warning: no calibrated ranking of ${own.judge}: ${error}`);
  }
}

/** The judgments of the prompts that the judge was asked with, at the texts as they are now. */
function countingOf(plan: JudgePlan | undefined): RankFilesJob["counting"] & object {
  if (plan === undefined) return {};
  const { board, promptOf, now } = plan;
  return { prompts: [...new Set(board.items.map((item) => promptOf(item).prompt.name))], now };
}

/** The website folder, publishing and W&B, where the config asks for them. */
export async function publishAll(run: Run): Promise<void> {
  const { config, data, context } = run;
  if (!config.makes_site && !config.publish && !config.wandb) return;
  const { publishConfigured } = await import("../publishing/build_site.ts");
  // Answers may have been generated since the benchmark was read.
  const now = readBenchmark(dataDirOfBench(data), data.bench.name, {
    referenceName: config.reference_name,
    log: () => {},
  });
  const job = { data: now, isOffline: (judge: string) => isOffline(run, judge) };
  await publishConfigured(config, job, context);
  if (config.wandb) {
    const { writeWandbOfBenchmark } = await import("../publishing/wandb_benchmark.ts");
    await writeWandbOfBenchmark(config, job, context);
  }
}

/** Several judges in one chart, beside the folders of each. */
async function compareJudges({ config, data, context }: Run, rankings: string[]): Promise<void> {
  if (!config.make_charts || rankings.length < 2 || rankings.length > MOST_SERIES) return;
  const flags = {
    labels: new Map<number, string>(),
    chartDir: join(data.bench.folder, "charts"),
    charts: config.charts,
  };
  context.out(say`\nThe judges compared\n`);
  await compareRankingFiles(rankings, flags, context);
}

function isOffline(run: Run, judge: string): boolean {
  return run.judges.some(({ spec }) => spec.id === judge && spec.provider === "offline");
}
