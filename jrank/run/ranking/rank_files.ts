/** Ranks a file of games, and writes the ranking and its charts. */

import { existsSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Ranking } from "../../core/ranking.ts";
import { suggest } from "../../core/suggest.ts";
import { foreignField, type Question } from "../../core/types.ts";
import {
  type Benchmark,
  chartFolder,
  questionKey,
  rankingPath,
  stopRecordFile,
} from "../../store/answers/benchmark.ts";
import { judgmentFiles } from "../../store/answers/judgment_files.ts";
import { historyOf, readRegistry, registryFile } from "../../store/books/registry.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { type CountedVotes, type ReadVotes, readVotes } from "../../store/votes/read_votes.ts";
import { OTHER_PROMPT, type PromptUse, SUPERSEDED } from "../../store/votes/row_survey.ts";
import { findingMessage } from "../../words/findings.ts";
import type { Context } from "../command/command.ts";
import { listSome } from "../command/format.ts";
import { tellProblems } from "../models/benchmark_data.ts";
import { chartOptionsOf } from "./files/chart_options.ts";
import { chartFilesIn } from "./files/chart_paths.ts";
import { chartSourceOf } from "./files/chart_source.ts";
import { type CountedRows, countedRows } from "./files/counted_rows.ts";
import { UNREADABLE } from "./files/left_out.ts";
import { checkRankingPlace, keepBeside, rankingFilesOf } from "./files/ranking_place.ts";
import { dateBefore, writeCovariance, writeRanking } from "./files/write_ranking.ts";
import type { Ranked } from "./numbers/rank.ts";
import type { RankedVotes } from "./rank_groups.ts";
import { type RankFilesJob, type RankingPaths, rankVotes } from "./rank_votes.ts";

export interface RankedFiles extends Ranked {
  /** The first is the ranking's .json. */
  files: string[];
  /** Draws and writes the charts, where they are asked for; gives the names of this ranking's. */
  draw(): Promise<string[]>;
}

/** Places of a benchmark's own judgments and results. */
export function placesIn(bench: Benchmark, judge: string, compute: string): RankingPaths {
  return {
    judgments: judgmentFiles(bench, judge, "pair"),
    stop: stopRecordFile(bench, judge),
    ranking: rankingPath(bench, judge, compute),
    charts: chartFolder(bench, judge),
  };
}

/** A benchmark's questions by their keys: judgments of questions since removed do not count. */
export function questionsByKey(questions: readonly Question[]): Map<string, Question> {
  return new Map(questions.map((question) => [questionKey(question.question_id), question]));
}

/** Throws, before any work, where what is written would take the place of something else. */
function checkPlaces({ places, inputs = [], chainPath, ...job }: RankFilesJob): void {
  const covariance = job.covariance ?? false;
  const outputs = [
    ...rankingFilesOf(places.ranking, { covariance }),
    ...(chainPath === undefined ? [] : [chainPath]),
    registryFile(places.ranking),
    ...(job.makeCharts ? chartFilesIn(places.charts, job.options.compute) : []),
  ];
  checkOutputs(
    outputs,
    [...places.judgments, ...inputs],
    say`give another place with --output-path (--chart-dir for charts, --chain-path for draws)`,
  );
  checkRankingPlace(places.ranking, { covariance });
}

/** How many judgments there are, those that are left out included. */
function rowsOf({ comparisons, leftOut }: CountedVotes): number {
  const { weight, first } = comparisons;
  const used = weight ? weight.reduce((sum, one) => sum + one, 0) : first.length;
  return Object.values(leftOut).reduce((sum, count) => sum + count, used);
}

/** The votes that a job counts, and what is to be said of its rows. Nothing is written. */
export async function votesOf(
  job: RankFilesJob,
  { log }: Pick<Context, "log">,
): Promise<{ votes: ReadVotes; counted: CountedRows }> {
  const { places, questions } = job;
  const files = places.judgments.filter((file) => existsSync(file));
  const counted = countedRows(files, {
    ...job.counting,
    models: job.models,
    questions,
    aliases: job.aliases,
    judge: job.reading?.judge,
    everyRow: job.reading?.duplicates === "keep",
    isFiltered: job.reading?.where !== undefined,
  });
  const votes = await readVotes(files, {
    ...job.reading,
    ...(job.models && { models: new Set(job.models) }),
    questions,
    questionField: (key, field) => foreignField(questions?.get(key) ?? {}, field),
    aliases: job.aliases,
    leave: counted.leave,
  });
  tellProblems(votes.problems, log);
  checkNamed(job, votes);
  tellRenamed(job, votes, log);
  if (votes.comparisons.first.length === 0) throw nothingToRank(job, votes);
  return { votes, counted };
}

/** How many judgments each prompt has, by whichever judge. */
function promptsOf(uses: readonly PromptUse[]): NonNullable<Ranking["prompts"]> {
  const made = new Map<string, NonNullable<Ranking["prompts"]>[number]>();
  for (const { name, hash, judgments } of uses) {
    const key = JSON.stringify([name, hash]);
    const known = made.get(key) ?? { name, ...(hash !== undefined && { hash }), judgments: 0 };
    made.set(key, { ...known, judgments: known.judgments + judgments });
  }
  return [...made.values()];
}

/** Ranks and writes; what can be drawn of it is for who has told the numbers. The date is that of the judgments, so a rerun changes no byte. */
export async function rankFiles(job: RankFilesJob, context: Context): Promise<RankedFiles> {
  const { places } = job;
  checkPlaces(job);
  const { votes, counted } = await votesOf(job, context);
  const ranked = await rankVotes(job, votes, counted.findings);
  const much = ranked.ranking.findings?.find(({ kind }) => kind === "left-out");
  if (much) context.log(say`Warning: ${findingMessage(much)}`);
  const groups = await groupsOf(job, votes, ranked);
  const stop = await stopOf(places, ranked.ranking);
  const whole: Ranking = {
    ...ranked.ranking,
    ...(counted.prompts.length > 0 && {
      prompts: promptsOf(counted.prompts),
    }),
    ...(stop && { stop }),
    ...(groups && { by: groups.fact }),
  };
  const all = [{ job, votes, ranked: { ...ranked, ranking: whole } }, ...(groups?.ranked ?? [])];
  for (const group of groups?.ranked ?? []) checkPlaces(group.job);
  const dated = all.map((one) => ({ ...one, ranked: withDate(one) }));
  const written = dated.flatMap((one) => writeFiles(one, context));
  const draw = async (): Promise<string[]> => {
    const charts: string[] = [];
    for (const one of job.makeCharts ? dated : []) {
      const drawn = await drawCharts(one.job, one.ranked, context.log);
      if (one.job === job) charts.push(...drawn.map((file) => basename(file, ".vl.json")));
    }
    return charts;
  };
  return { ...dated[0].ranked, files: written, draw };
}

/** The rankings of groups of rows, where they are asked for; what makes them is loaded for them. */
async function groupsOf(job: RankFilesJob, votes: ReadVotes, whole: Ranked) {
  if (job.reading?.by === undefined) return undefined;
  const { rankGroups } = await import("./rank_groups.ts");
  return rankGroups(job, votes, whole);
}

/** Judgments that tell no time keep the date of the ranking that is there, if nothing else changed. */
function withDate({ job, votes, ranked }: RankedVotes): Ranked {
  const { ranking } = ranked;
  const before = votes.newest === 0 ? dateBefore(ranking, job.places.ranking) : undefined;
  return { ...ranked, ranking: { ...ranking, date: before ?? ranking.date } };
}

/** Writes a ranking in its forms; gives their paths. One that could not be made again stays beside it. */
function writeFiles({ job, votes, ranked }: RankedVotes, { log }: Context): string[] {
  const path = job.places.ranking;
  const { benchmark, judge, reading } = job;
  // Games that are counted in another way are another number of the same ones.
  const rows = reading?.games === undefined ? rowsOf(votes) : Number.POSITIVE_INFINITY;
  keepBeside(path, { benchmark, judge, rows }, log);
  const files = writeRanking(ranked.ranking, path, {
    log,
    csvBom: job.csvBom ?? false,
    language: job.charts.language,
  });
  return job.covariance ? [...files, writeCovariance(ranked, path)] : files;
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
  const names = renamed.map((name) => say`"${name}" is "${aliases?.get(name) ?? name}"`);
  log(say`In the judgments ${listSome(names)}, as the files of answers say; each is one model.`);
}

/** Reasons to leave out rows that were no part of what was judged. */
const NOT_JUDGED = [UNREADABLE, SUPERSEDED, OTHER_PROMPT];

/** Why judging ended, if it ended with the very judgments that are ranked. */
async function stopOf(
  { stop }: RankingPaths,
  { n_judgments, left_out }: Ranking,
): Promise<Ranking["stop"]> {
  if (stop === undefined || !existsSync(stop)) return undefined;
  const { readStopRecord } = await import("../../store/books/stop_record.ts");
  const record = readStopRecord(stop);
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
    {
      ...(await chartSourceOf(ranked, job.options, job.board)),
      history: historyOf(rows, ranked.ranking),
    },
    chartOptionsOf(job.charts, { offline: job.offline }),
    job.places.charts,
    log,
  );
}
