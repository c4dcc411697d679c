/** Ranks a file of games, and writes the ranking and its charts. */

import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { RANKING } from "../../core/defaults.ts";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Ranking } from "../../core/ranking.ts";
import { suggest } from "../../core/suggest.ts";
import type { Mode, Question } from "../../core/types.ts";
import type { Control } from "../../stats/data/style_control.ts";
import type { RankOptions } from "../../stats/rank/rank_options.ts";
import {
  type Benchmark,
  chartFolder,
  judgmentFile,
  type ModelAnswers,
  questionKey,
  rankingPath,
} from "../../store/answers/benchmark.ts";
import { historyOf, readRegistry, registryFile } from "../../store/books/registry.ts";
import { readStopRecord, stopRecordFile } from "../../store/books/stop_record.ts";
import type { Config } from "../../store/config/config.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { type ReadVotes, type ReadVotesOptions, readVotes } from "../../store/votes/read_votes.ts";
import { OTHER_PROMPT, SUPERSEDED } from "../../store/votes/row_survey.ts";
import { findingMessage } from "../../words/findings.ts";
import type { Context } from "../command/command.ts";
import { listSome } from "../command/format.ts";
import { tellProblems } from "../models/benchmark_data.ts";
import { chartOptionsOf } from "./files/chart_options.ts";
import { chartFilesIn } from "./files/chart_paths.ts";
import { chartSourceOf } from "./files/chart_source.ts";
import { type CountedOptions, countedRows } from "./files/counted_rows.ts";
import { leftOutFinding, leftOutOf, UNREADABLE } from "./files/left_out.ts";
import { checkJudgmentsRemain, checkRankingPlace, rankingFilesOf } from "./files/ranking_place.ts";
import { dateBefore, writeCovariance, writeRanking } from "./files/write_ranking.ts";
import { controlledRatings } from "./numbers/control.ts";
import type { PublishedBoard } from "./numbers/published_board.ts";
import { type ModelLabel, type Ranked, rank } from "./numbers/rank.ts";

/** Where the games come from, and where results go. */
export interface RankingPaths {
  /** The files of games. */
  judgments: readonly string[];
  /** Where it is kept why judging them ended. */
  stop?: string;
  /** Path of the ranking without its ending. */
  ranking: string;
  /** Folder of the charts. */
  charts: string;
}

export interface RankFilesJob {
  places: RankingPaths;
  /** Files that are read beside the games. */
  inputs?: readonly string[];
  benchmark: string;
  judge: string;
  mode: Mode;
  /** Only these models; absent: all that were judged. */
  models?: readonly string[] | undefined;
  /** Names that must occur in the judgments: those of `--model-list`. */
  named?: readonly string[] | undefined;
  /** The ids of models that judgments may call by another name. */
  aliases?: ReadonlyMap<string, string> | undefined;
  /** Keys of the questions that count; absent: all. */
  questions?: ReadonlySet<string> | undefined;
  labels: ReadonlyMap<string, ModelLabel>;
  options: RankOptions;
  charts: Config["charts"];
  makeCharts: boolean;
  /** Whether the judge is the offline one, which every result must say. */
  offline: boolean;
  /** Where the draws of mcmc are kept. */
  chainPath?: string | undefined;
  /** A published board that new models are ranked on. */
  board?: PublishedBoard | undefined;
  /** Whether every pair counts alike, however often it was played. */
  reweight?: boolean | undefined;
  /** Further terms in the likelihood, and the answers whose features they may be. */
  control?: { terms: readonly Control[]; answers: ReadonlyMap<string, ModelAnswers> } | undefined;
  /** Whether to write the full covariance too. */
  covariance?: boolean;
  /** Whether the .csv begins with a byte order mark. */
  csvBom?: boolean | undefined;
  /** How the files are read: their format, filters, duplicates. */
  reading?: Omit<ReadVotesOptions, "models" | "questions" | "aliases" | "leave">;
  /** Which prompts count, and what is done with judgments of texts that have changed since. */
  counting?: Pick<CountedOptions, "prompts" | "now" | "stale">;
}

export interface RankedFiles extends Ranked {
  files: string[];
  /** Names of the charts. */
  charts: string[];
}

/** Places of a benchmark's own judgments and results. */
export function placesIn(bench: Benchmark, judge: string, compute: string): RankingPaths {
  return {
    judgments: [judgmentFile(bench, judge, "pair")],
    stop: stopRecordFile(bench, judge),
    ranking: rankingPath(bench, judge, compute),
    charts: chartFolder(bench, judge),
  };
}

/** Keys of a benchmark's questions: judgments of questions since removed do not count. */
export function questionKeys(questions: readonly Question[]): Set<string> {
  return new Set(questions.map(({ question_id }) => questionKey(question_id)));
}

/** Throws, before any work, where what is written would take the place of something else. */
function checkPlaces({ places, inputs = [], chainPath, ...job }: RankFilesJob): void {
  const covariance = job.covariance ?? false;
  const outputs = [
    ...rankingFilesOf(places.ranking, { covariance }),
    ...(chainPath === undefined ? [] : [chainPath]),
    registryFile(places.ranking),
    ...(job.makeCharts ? chartFilesIn(places.charts, job.options.compute ?? RANKING.compute) : []),
  ];
  checkOutputs(
    outputs,
    [...places.judgments, ...inputs],
    say`give another place with --output-path (--chart-dir for charts, --chain-path for draws)`,
  );
  checkRankingPlace(places.ranking, { covariance });
}

/** How many judgments there are, those that are left out included. */
function rowsOf({ comparisons, leftOut }: ReadVotes): number {
  const { weight, first } = comparisons;
  const used = weight ? weight.reduce((sum, one) => sum + one, 0) : first.length;
  return Object.values(leftOut).reduce((sum, count) => sum + count, used);
}

/** Ranks, writes, draws. The date is that of the judgments, so a rerun changes no byte. */
export async function rankFiles(job: RankFilesJob, context: Context): Promise<RankedFiles> {
  const { places, benchmark, judge, mode, options, labels } = job;
  checkPlaces(job);
  const files = places.judgments.filter((file) => existsSync(file));
  const counted = countedRows(files, {
    ...job.counting,
    models: job.models,
    questions: job.questions,
    aliases: job.aliases,
    judge: job.reading?.judge,
    everyRow: job.reading?.duplicates === "keep",
    isFiltered: job.reading?.where !== undefined,
  });
  const votes = await readVotes(files, {
    ...job.reading,
    ...(job.models && { models: new Set(job.models) }),
    questions: job.questions,
    aliases: job.aliases,
    leave: counted.leave,
  });
  tellProblems(votes.problems, context.log);
  checkNamed(job, votes);
  tellRenamed(job, votes, context.log);
  if (votes.comparisons.first.length === 0) throw nothingToRank(job, votes);
  // Games that are counted in another way are another number of the same ones.
  if (job.reading?.games === undefined) {
    checkJudgmentsRemain(places.ranking, { benchmark, judge, rows: rowsOf(votes) });
  }
  const much = leftOutFinding(votes);
  const ranked = rank(
    votes.comparisons,
    {
      benchmark,
      judge,
      mode,
      options,
      labels,
      chainPath: job.chainPath,
      board: job.board,
      reweight: job.reweight,
      date: dateOf(votes, files),
    },
    {
      leftOut: leftOutOf(votes),
      duplicates: votes.duplicates,
      before: [
        ...(job.offline ? [{ kind: "offline-judge" as const }] : []),
        ...(much ? [much] : []),
      ],
      after: counted.findings,
    },
  );
  if (much) {
    context.log(say`Warning: ${findingMessage(much)}`);
    ranked.ranking.left_out_labels = votes.labelsLeftOut;
  }
  if (job.control) {
    const { terms, answers } = job.control;
    ranked.ranking.control = controlledRatings(
      { ...votes, comparisons: ranked.fitted },
      answers,
      terms,
      options,
      job.board?.anchor,
    );
  }
  if (counted.prompts.length > 0) {
    ranked.ranking.prompts = counted.prompts.map(({ name, hash, judgments }) => ({
      name,
      ...(hash !== undefined && { hash }),
      judgments,
    }));
  }
  const stop = stopOf(places, ranked.ranking);
  if (stop) ranked.ranking.stop = stop;
  if (votes.newest === 0) {
    ranked.ranking.date = dateBefore(ranked.ranking, places.ranking) ?? ranked.ranking.date;
  }
  const written = writeRanking(ranked.ranking, places.ranking, {
    log: context.log,
    csvBom: job.csvBom ?? false,
    language: job.charts.language,
  });
  if (job.covariance) written.push(writeCovariance(ranked, places.ranking));
  const charts = job.makeCharts ? await drawCharts(job, ranked, context.log) : [];
  return { ...ranked, files: written, charts: charts.map((file) => basename(file, ".vl.json")) };
}

/** A name that no judgment says would leave out a model without a word. */
function checkNamed({ named = [] }: RankFilesJob, { models }: ReadVotes): void {
  const unknown = named.filter((name) => !models.includes(name));
  if (unknown.length === 0 || models.length === 0) return;
  throw new UserError(
    say`no judgment is about ${listSome(unknown)} (--model-list); there are judgments about: ${listSome([...models].sort(), 20)}.${suggest(unknown[0] as string, models)}`,
  );
}

function tellRenamed({ aliases }: RankFilesJob, { renamed }: ReadVotes, log: Context["log"]): void {
  if (renamed.length === 0) return;
  const names = renamed.map((name) => `"${name}" is "${aliases?.get(name) ?? name}"`);
  log(`In the judgments ${listSome(names)}, as the files of answers say; each is one model.`);
}

/** Reasons to leave out rows that were no part of what was judged. */
const NOT_JUDGED = [UNREADABLE, SUPERSEDED, OTHER_PROMPT];

/** Why judging ended, if it ended with the very judgments that are ranked. */
function stopOf({ stop }: RankingPaths, { n_judgments, left_out }: Ranking): Ranking["stop"] {
  const record = stop === undefined ? undefined : readStopRecord(stop);
  // What a newer judgment replaces, or another prompt made, was no part of what was judged.
  const leftOut = Object.entries(left_out).reduce(
    (sum, [reason, count]) => sum + (NOT_JUDGED.includes(reason) ? 0 : count),
    0,
  );
  if (record === undefined || record.judgments !== n_judgments + leftOut) return undefined;
  const { reason, text, judgments } = record;
  return { reason, text, judgments };
}

function nothingToRank({ judge }: RankFilesJob, { leftOut, problems }: ReadVotes): UserError {
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${count}: ${reason}`);
  if (problems.length > 0) reasons.push(`${problems.length}: unreadable, see the warnings`);
  return new UserError(
    reasons.length === 0
      ? say`there are no judgments by ${judge} to rank; collect some with gen_judgment.ts or streamline.ts`
      : say`none of the judgments by ${judge} can be ranked (${reasons.join("; ")})`,
  );
}

/** When the newest judgment was made, or else when its file was last written. */
function dateOf({ newest }: ReadVotes, files: readonly string[]): string {
  const written = files.map((file) => statSync(file).mtimeMs);
  return new Date(newest > 0 ? newest * 1000 : Math.max(...written)).toISOString();
}

async function drawCharts(
  job: RankFilesJob,
  ranked: Ranked,
  log: Context["log"],
): Promise<string[]> {
  const { publishCharts } = await import("./files/write_charts.ts");
  const ranking = new Set(ranked.ranking.ranking.map(({ model_id }) => model_id));
  for (const field of ["plot_skip_list", "posterior_models"] as const) {
    const unknown = job.charts[field]?.filter((id) => !ranking.has(id)) ?? [];
    if (unknown.length > 0) {
      log(say`charts.${field} names ${listSome(unknown)}, which the ranking does not have.`);
    }
  }
  const { rows, problems } = readRegistry(registryFile(job.places.ranking));
  tellProblems(problems, log);
  return publishCharts(
    { ...chartSourceOf(ranked, job.options), history: historyOf(rows, ranked.ranking) },
    chartOptionsOf(job.charts, { offline: job.offline }),
    job.places.charts,
    log,
  );
}
