/** Ranks a benchmark by a judge, and publishes ranking and charts in its folder. */
import { basename } from "node:path";
import type { ChartOptions } from "../chart/chart.ts";
import { convergence } from "../stats/convergence.ts";
import type { RankOptions } from "../stats/rank_models.ts";
import { chartFolder, questionKey, readPairJudgments } from "../store/benchmark.ts";
import type { ComparisonOptions } from "../store/comparisons.ts";
import type { ConfigFile } from "../store/config_schema.ts";
import { type BenchmarkData, tellProblems } from "./benchmark_data.ts";
import type { Context } from "./command.ts";
import { type ModelLabel, type Ranked, rankJudgments, writeRanking } from "./rank.ts";

export interface RankBenchmarkJob {
  data: BenchmarkData;
  judge: string;
  mode: string;
  /** Only these models; absent: all that were judged. */
  models?: readonly string[] | undefined;
  labels: ReadonlyMap<string, ModelLabel>;
  options: RankOptions;
  charts: NonNullable<ConfigFile["charts"]>;
  makeCharts: boolean;
  /** Whether the judge is the offline one, which every result must say. */
  offline: boolean;
  duplicates?: ComparisonOptions["duplicates"];
  outputPath?: string | undefined;
}

export interface RankedBenchmark extends Ranked {
  files: string[];
  /** Names of the charts. */
  charts: string[];
}

/** What must stand in a chart made with the offline judge. */
const OFFLINE_NOTE = {
  en: "offline judge: measures overlap with reference answers, not quality",
  ja: "オフライン審査：参考解答との一致度を測ったもので、品質の評価ではない",
};

/** The chart options of a config. */
export function chartOptionsOf(
  charts: NonNullable<ConfigFile["charts"]>,
  { offline, skip }: { offline: boolean; skip?: readonly string[] },
): ChartOptions {
  const { title, subtitle, byline, language, colors, plot_skip_list } = charts;
  return {
    ...(title !== undefined && { title }),
    ...(subtitle !== undefined && { subtitle }),
    ...(byline !== undefined && { byline }),
    ...(language !== undefined && { language }),
    ...(colors !== undefined && { colors }),
    skip: skip ?? plot_skip_list ?? [],
    ...(offline && { note: OFFLINE_NOTE[language ?? "en"] }),
  };
}

/** Ranks, writes, draws. The date is that of the newest judgment, so a rerun changes no byte. */
export async function rankBenchmark(
  job: RankBenchmarkJob,
  context: Context,
): Promise<RankedBenchmark> {
  const { data, judge, mode, options, labels } = job;
  const { rows, problems } = readPairJudgments(data.bench, judge);
  tellProblems(problems, context.log);
  const newest = rows.reduce((latest, { tstamp }) => Math.max(latest, tstamp ?? 0), 0);
  const ranked = rankJudgments(
    rows,
    {
      ...{ benchmark: data.bench.name, judge, mode, options, labels },
      date: new Date(newest > 0 ? newest * 1000 : context.now()).toISOString(),
    },
    {
      ...(job.models && { models: new Set(job.models) }),
      questions: new Set(data.questions.map(({ question_id }) => questionKey(question_id))),
      ...(job.duplicates && { duplicates: job.duplicates }),
    },
  );
  if (job.offline) {
    ranked.ranking.warnings.unshift(
      "Made with the offline judge, which measures overlap with reference answers and required facts: a trial of the program, not a measure of quality.",
    );
  }
  const files = writeRanking(data.bench, ranked.ranking, job.outputPath);
  const charts = job.makeCharts ? await drawCharts(job, ranked) : [];
  return { ...ranked, files, charts: charts.map((file) => basename(file, ".vl.json")) };
}

async function drawCharts(job: RankBenchmarkJob, ranked: Ranked): Promise<string[]> {
  const { publishCharts } = await import("./publish.ts");
  const { options } = job;
  const isFitted = options.compute !== "winrate";
  return publishCharts(
    {
      ranking: ranked.ranking,
      ...(isFitted && {
        convergence: convergence(ranked.comparisons, {
          confidence: options.confidence ?? 0.95,
          scale: options.scale ?? 400,
          base: options.base ?? 10,
          initRating: options.initRating ?? 1000,
          homeAdvantage: options.homeAdvantage ?? true,
        }),
      }),
    },
    chartOptionsOf(job.charts, { offline: job.offline }),
    chartFolder(job.data.bench, job.judge),
  );
}
