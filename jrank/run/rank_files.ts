/** Ranks a file of games, and writes the ranking and its charts. */
import { basename } from "node:path";
import type { ChartOptions } from "../chart/chart.ts";
import { UserError } from "../core/errors.ts";
import type { Question } from "../core/types.ts";
import { convergence } from "../stats/convergence.ts";
import type { RankOptions } from "../stats/rank_models.ts";
import {
  type Benchmark,
  chartFolder,
  judgmentFile,
  questionKey,
  rankingPath,
} from "../store/benchmark.ts";
import type { ComparisonOptions } from "../store/comparisons.ts";
import type { ConfigFile } from "../store/config_schema.ts";
import { describeProblem, readJsonlIfPresent } from "../store/jsonl.ts";
import { parsePairJudgment } from "../store/records.ts";
import { tellProblems } from "./benchmark_data.ts";
import type { Context } from "./command.ts";
import { type ModelLabel, type Ranked, rankJudgments, writeRanking } from "./rank.ts";

/** Where the games come from, and where results go. */
export interface RankPlaces {
  /** The file of games in our schema. */
  judgments: string;
  /** Path of the ranking without its ending. */
  ranking: string;
  /** Folder of the charts. */
  charts: string;
}

export interface RankFilesJob {
  places: RankPlaces;
  benchmark: string;
  judge: string;
  mode: string;
  /** Only these models; absent: all that were judged. */
  models?: readonly string[] | undefined;
  /** Keys of the questions that count; absent: all. */
  questions?: ReadonlySet<string> | undefined;
  labels: ReadonlyMap<string, ModelLabel>;
  options: RankOptions;
  charts: NonNullable<ConfigFile["charts"]>;
  makeCharts: boolean;
  /** Whether the judge is the offline one, which every result must say. */
  offline: boolean;
  duplicates?: ComparisonOptions["duplicates"];
  /** Whether rows with a verdict that does not exist are left out and counted, or stop everything. */
  skipUnknown?: boolean;
}

export interface RankedFiles extends Ranked {
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

/** Places of a benchmark's own judgments and results. */
export function placesIn(bench: Benchmark, judge: string, compute: string): RankPlaces {
  return {
    judgments: judgmentFile(bench, judge, "pair"),
    ranking: rankingPath(bench, judge, compute),
    charts: chartFolder(bench, judge),
  };
}

/** Keys of a benchmark's questions: judgments of questions since removed do not count. */
export function questionKeys(questions: readonly Question[]): Set<string> {
  return new Set(questions.map(({ question_id }) => questionKey(question_id)));
}

/** The games of a file; an unknown verdict stops with its line, unless it is to be skipped. */
function readGames(file: string, skipUnknown: boolean, log: (text: string) => void) {
  const { rows, problems } = readJsonlIfPresent(file, parsePairJudgment);
  const unknown = problems.filter(({ unknownVerdict }) => unknownVerdict);
  const [first] = unknown;
  if (first && !skipUnknown) {
    throw new UserError(
      `${describeProblem(first)}. ${unknown.length === 1 ? "Correct the line" : `Correct it and ${unknown.length - 1} more`}, or leave such lines out with --skip-unknown.`,
    );
  }
  tellProblems(
    problems.filter(({ unknownVerdict }) => !unknownVerdict),
    log,
  );
  return { rows, unknown: unknown.length };
}

/** Ranks, writes, draws. The date is that of the newest judgment, so a rerun changes no byte. */
export async function rankFiles(job: RankFilesJob, context: Context): Promise<RankedFiles> {
  const { places, benchmark, judge, mode, options, labels, skipUnknown = false } = job;
  const { rows, unknown } = readGames(places.judgments, skipUnknown, context.log);
  const newest = rows.reduce((latest, { tstamp }) => Math.max(latest, tstamp ?? 0), 0);
  const ranked = rankJudgments(
    rows,
    {
      ...{ benchmark, judge, mode, options, labels },
      date: new Date(newest > 0 ? newest * 1000 : context.now()).toISOString(),
    },
    {
      ...(job.models && { models: new Set(job.models) }),
      ...(job.questions && { questions: job.questions }),
      ...(job.duplicates && { duplicates: job.duplicates }),
    },
  );
  if (unknown > 0) ranked.ranking.left_out["an unknown verdict"] = unknown;
  if (job.offline) {
    ranked.ranking.warnings.unshift(
      "Made with the offline judge, which measures overlap with reference answers and required facts: a trial of the program, not a measure of quality.",
    );
  }
  const files = writeRanking(ranked.ranking, places.ranking);
  const charts = job.makeCharts ? await drawCharts(job, ranked) : [];
  return { ...ranked, files, charts: charts.map((file) => basename(file, ".vl.json")) };
}

async function drawCharts(job: RankFilesJob, ranked: Ranked): Promise<string[]> {
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
    job.places.charts,
  );
}
