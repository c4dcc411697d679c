/** The main job from its judgments on: rankings, charts, the website. */
import { join } from "node:path";
import { MOST_SERIES } from "../../chart/theme.ts";
import { chartFolder, rankingPath, readAnswers } from "../../store/benchmark.ts";
import { modelAliases } from "../../store/model_names.ts";
import { dataDirOfBench, readBenchmark } from "../benchmark_data.ts";
import type { Contestant } from "../board.ts";
import type { JudgePlan } from "../judging/judge_plan.ts";
import { labelsOf, rankOptionsOf } from "../ranking/config_labels.ts";
import { compareRankingFiles } from "../ranking/overplot.ts";
import { placesIn, questionKeys, type RankFilesJob, rankFiles } from "../ranking/rank_files.ts";
import { showRanking } from "../ranking/show_ranking.ts";
import type { Run } from "./jobs.ts";

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
  const options = rankOptionsOf(config);
  for (const judge of judges) {
    const ranked = await rankFiles(
      {
        places: placesIn(data.bench, judge, options.compute),
        benchmark: data.bench.name,
        questions: questionKeys(data.questions),
        judge,
        mode: config.evaluation_mode ?? "pairwise-n",
        models: contestants.map(({ id }) => id),
        aliases: modelAliases(data.answers),
        counting: countingOf(run, plans.find((one) => one.judge === judge)?.plan),
        labels: labelsOf(run.contestants),
        options,
        ...(config.control && {
          control: { terms: config.control, answers: readAnswers(data.bench).answers },
        }),
        charts: config.charts ?? {},
        makeCharts: true,
        csvBom: config.csv_bom,
        offline: isOffline(run, judge),
      },
      context,
    );
    await showRanking(ranked, chartFolder(data.bench, judge), context);
    const file = `${rankingPath(data.bench, judge, options.compute)}.json`;
    if (ranked.ranking.ranking.some(({ rating }) => rating !== null)) rated.push(file);
  }
  await compareJudges(run, rated);
}

/** The judgments of the prompts that the judge was asked with, at the texts as they are now. */
function countingOf({ config }: Run, plan: JudgePlan | undefined): RankFilesJob["counting"] {
  if (plan === undefined) return {};
  const { board, promptOf, now } = plan;
  return {
    prompts: [...new Set(board.items.map((item) => promptOf(item).prompt.name))],
    now,
    stale: config.stale === "drop" ? "drop" : config.stale && "keep",
  };
}

/** The website folder and publishing, where the config asks for them. */
export async function publishAll(run: Run): Promise<void> {
  const { config, data, context } = run;
  if (!config.site && !config.publish) return;
  const { publishConfigured } = await import("../publishing/build_site.ts");
  // Answers may have been generated since the benchmark was read.
  const now = readBenchmark(dataDirOfBench(data), data.bench.name, {
    referenceName: config.reference_name,
    log: () => {},
  });
  await publishConfigured(
    config,
    { data: now, isOffline: (judge) => isOffline(run, judge) },
    context,
  );
}

/** Several judges in one chart, beside the folders of each. */
async function compareJudges({ config, data, context }: Run, rankings: string[]): Promise<void> {
  if (rankings.length < 2 || rankings.length > MOST_SERIES) return;
  const flags = {
    labels: new Map<number, string>(),
    chartDir: join(data.bench.folder, "charts"),
    ...(config.charts && { charts: config.charts }),
  };
  context.out("\nThe judges compared\n");
  await compareRankingFiles(rankings, flags, context);
}

function isOffline(run: Run, judge: string): boolean {
  return run.judges.some(({ spec }) => spec.id === judge && spec.provider === "offline");
}
