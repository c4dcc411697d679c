/** The main job from its judgments on: rankings, charts, the website. */

import { join } from "node:path";
import { MOST_SERIES } from "../../chart/theme.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { type ModelAnswers, readAnswers } from "../../store/answers/benchmark.ts";
import { storedJudgmentFiles } from "../../store/answers/judgment_files.ts";
import { compareRankingFiles } from "../comparing/overplot.ts";
import type { Run } from "../judging/judge_stage.ts";
import type { JudgePlan } from "../judging/matches/judge_plan.ts";
import { dataDirOfBench, readBenchmark } from "../models/benchmark_data.ts";
import type { Contestant } from "../models/model_answers.ts";
import { placesIn, questionsByKey } from "../ranking/rank_files.ts";
import type { RankFilesJob, RankingPaths } from "../ranking/rank_votes.ts";
import { anchoredPlaces, rankingJobOf } from "../ranking/ranking_job.ts";
import { readingOf } from "../ranking/ranking_settings.ts";
import { calibratedJob, PANEL, panelJob } from "../ranking/raters_job.ts";
import { rankAndShow } from "../ranking/show_ranking.ts";

/** Ranks by each judge's file and shows it; several judges are compared as well. */
export async function rankJudges(
  run: Run,
  judges: readonly string[],
  {
    contestants,
    plans,
    failed,
  }: {
    contestants: readonly Contestant[];
    plans: readonly { judge: string; plan: JudgePlan }[];
    /** Judges that a panel goes on without. */
    failed: FailedJudge[];
  },
): Promise<void> {
  const { config, data, context } = run;
  const rated: string[] = [];
  const { answers } = readAnswers(data.bench);
  const jobOf = (judge: string, places: RankingPaths): Promise<RankFilesJob> =>
    rankingJobOf(config, {
      places,
      benchmark: data.bench.name,
      questions: questionsByKey(data.questions),
      judge,
      models: contestants.map(({ id }) => id),
      answers,
      hasAnswers: true,
      inputs: [],
      reading: readingOf(config),
      counting: countingOf(plans.filter((one) => judge === PANEL || one.judge === judge)),
      offline: isOffline(run, judge),
    });
  const ranked: string[] = [];
  for (const judge of judges) {
    const places = anchoredPlaces(placesIn(data.bench, judge, config.compute), config);
    const job = await jobOf(judge, places);
    const made = await orFailed(run, judge, failed, () => rankAndShow(job, context));
    if (made === undefined) continue;
    ranked.push(judge);
    const file = `${places.ranking}.json`;
    if (made.ranking.ranking.some(({ rating }) => rating !== null)) rated.push(file);
    await rankWithPeople(run, job, answers);
  }
  if (config.panel.rule !== undefined) {
    const members = (config.panel.judges ?? ranked).filter((judge) => ranked.includes(judge));
    const places = {
      ...placesIn(data.bench, PANEL, config.compute),
      judgments: members.flatMap((judge) => storedJudgmentFiles(data.bench, judge, "pair")),
    };
    const job = panelJob(await jobOf(PANEL, places), config, failed);
    await orWarned(
      run,
      (error) => say`Warning: no ranking of the panel: ${error}`,
      async () => void (await rankAndShow(job, context)),
    );
    await rankWithPeople(run, job, answers);
  }
  await compareJudges(run, rated);
}

/** A judge that failed, and why. */
export interface FailedJudge {
  judge: string;
  why: string;
}

/** What a judge's part gives; one that fails for good is named, where a panel goes on without it. */
export async function orFailed<Result>(
  { config, context }: Run,
  judge: string,
  failed: FailedJudge[],
  part: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await part();
  } catch (error) {
    if (config.panel.rule === undefined || !(error instanceof UserError)) throw error;
    if (error instanceof UsageError) throw error;
    context.log(say`Warning: ${judge} failed, and the panel goes on without it: ${error}`);
    failed.push({ judge, why: error.message });
    return undefined;
  }
}

/** Does what the main job can do without; why it was not done is told. */
async function orWarned(
  { context }: Run,
  told: (error: UserError) => Message,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log(told(error));
  }
}

/** The judge, or the panel, on the scale of people's votes, where the config asks for it and the votes allow it. */
async function rankWithPeople(
  run: Run,
  own: RankFilesJob,
  answers: ReadonlyMap<string, ModelAnswers>,
): Promise<void> {
  const { config, data, context } = run;
  await orWarned(
    run,
    (error) => say`Warning: no calibrated ranking of ${own.judge}: ${error}`,
    async () => {
      const job = calibratedJob(own, config, { bench: data.bench, answers, log: context.log });
      if (job === undefined) return;
      await rankAndShow(job, context);
    },
  );
}

/** The judgments of the prompts that the judges were asked with, at the texts as they are now. */
function countingOf(plans: readonly { plan: JudgePlan }[]): RankFilesJob["counting"] & object {
  const [first] = plans;
  if (first === undefined) return {};
  const prompts = plans.flatMap(({ plan: { board, promptOf } }) =>
    board.items.map((item) => promptOf(item).prompt.name),
  );
  return { prompts: [...new Set(prompts)], now: first.plan.now };
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
