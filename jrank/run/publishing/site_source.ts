/** Gathers what a site is built from: the benchmark, its judgments, its rankings and charts. */

import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Ranking } from "../../core/ranking.ts";
import type { SingleJudgment, VoteWithWords } from "../../core/types.ts";
import { COMPUTES } from "../../core/types.ts";
import type { SiteFiles, SiteSource, SourceJudge, SourceRanking } from "../../report/site_input.ts";
import { chartFolder, questionKey, rankingPath } from "../../store/answers/benchmark.ts";
import {
  listJudges,
  publishedBaseline,
  readSingleJudgments,
  storedJudgmentFiles,
} from "../../store/answers/judgment_files.ts";
import { modelAliases } from "../../store/answers/model_names.ts";
import { isPerson } from "../../store/books/people.ts";
import {
  isOthersRanking,
  isOwnRanking,
  readRanking,
  readRankingFile,
} from "../../store/books/ranking_file.ts";
import { historyOf, readRegistry } from "../../store/books/registry.ts";
import type { Config } from "../../store/config/config.ts";
import { fileNameOf } from "../../store/files/file_name.ts";
import { namesIn } from "../../store/files/text_file.ts";
import { readBoard } from "../../store/scores/score_files.ts";
import { readGames } from "../../store/votes/games_with_words.ts";
import { OUTDATED } from "../../store/votes/row_survey.ts";
import type { Context } from "../command/command.ts";
import { type BenchmarkData, tellProblems, textsNow } from "../models/benchmark_data.ts";
import { contestantsOf, labelsOf } from "../models/models.ts";
import { type CountedOptions, countedRows } from "../ranking/files/counted_rows.ts";
import { KEPT } from "../ranking/files/ranking_place.ts";
import { cardsOf } from "./site_cards.ts";
import { chartFiles, chartsOf, combinedCharts } from "./site_chart_files.ts";
import { madeFrom, remakingCommands } from "./site_made.ts";

export interface SourceOptions {
  data: BenchmarkData;
  config: Config;
  isOffline(judge: string): boolean;
}

/** Reads everything; the rankings must have been made. */
export async function readSiteSource(
  { data, config, isOffline }: SourceOptions,
  context: Context,
): Promise<SiteSource> {
  const { bench, questions, answers, references } = data;
  const { site } = config;
  const judges: SourceJudge[] = [];
  const aliases = modelAliases(answers);
  for (const id of listJudges(bench, "pair")) {
    const files = storedJudgmentFiles(bench, id, "pair");
    const counting = { ...countingOf(data, id), aliases, isFiltered: true };
    const { leave } = countedRows(files, counting);
    const baseline = config.models.baseline_model ?? publishedBaseline(bench);
    const games: VoteWithWords[] = [];
    for (const file of files) {
      const read = await readGames(file, { aliases, leave, baseline });
      tellProblems(read.problems, context.log);
      games.push(...read.games);
    }
    if (games.length > 0) {
      judges.push({ id, offline: isOffline(id), person: isPerson(id), games });
    }
  }
  const known = new Set(questions.map(({ question_id }) => questionKey(question_id)));
  return {
    title: site.title ?? bench.name,
    description: site.description,
    benchmark: bench.name,
    language: site.language,
    questions,
    labels: labelsOf(contestantsOf(config)),
    answers: new Map([...answers].map(([id, { byQuestion }]) => [id, byQuestion])),
    references,
    judges,
    grades: gradesOf(data, context),
    ...(site.scores !== undefined && { scores: scoresOf(site.scores) }),
    rankings: rankingsOf(data, judges, known, context),
    published: publishedOf(data),
    combined: combinedCharts(data),
    registry: registryOf(data),
    texts: site.texts,
    ...(site.address !== undefined && { address: site.address }),
    cards: cardsOf(data, context),
    made: await madeFrom(data),
  };
}

/** Which judgments the judge's ranking counted: the prompts, and whether outdated ones are left out. */
function countingOf(
  { bench, questions, answers }: BenchmarkData,
  judge: string,
): Pick<CountedOptions, "prompts" | "now" | "stale"> {
  const file = COMPUTES.map((compute) => `${rankingPath(bench, judge, compute)}.json`).find(
    (path) => existsSync(path),
  );
  const ranking = file === undefined || !isOwnRanking(file) ? undefined : readRanking(file);
  if (ranking?.prompts === undefined) return {};
  const { prompts, left_out } = ranking;
  const isHashed = prompts.every(({ hash }) => hash !== undefined);
  return {
    prompts: prompts.map(({ name, hash }) => (isHashed ? (hash as string) : name)),
    ...(left_out[OUTDATED] !== undefined && {
      now: textsNow(questions, answers),
      stale: "drop",
    }),
  };
}

function gradesOf({ bench, answers }: BenchmarkData, context: Context): SingleJudgment[] {
  const aliases = modelAliases(answers);
  return listJudges(bench, "single").flatMap((judge) => {
    const { rows, problems } = readSingleJudgments(bench, judge);
    tellProblems(problems, context.log);
    return rows.map((row) => ({ ...row, model: aliases.get(row.model) ?? row.model }));
  });
}

/** A leaderboard of scores with the files beside it. */
function scoresOf(file: string): NonNullable<SiteSource["scores"]> {
  const board = readBoard(file);
  const files: SiteFiles = new Map();
  for (const ending of [".json", ".csv", ".md"]) {
    const own = file.replace(/\.json$/, ending);
    if (existsSync(own)) files.set(`scores/leaderboard${ending}`, readFileSync(own, "utf8"));
  }
  return { board, files };
}

function registryOf({ bench }: BenchmarkData): string | undefined {
  const file = join(bench.folder, "rankings", "registry.jsonl");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Where Rakuda's original keeps the rankings that it published before. */
const OLDER = "older";

/** The names of the benchmark's files of rankings, those of earlier ones with their folder. */
function rankingNames({ bench }: BenchmarkData): string[] {
  const folder = join(bench.folder, "rankings");
  const older = join(folder, OLDER);
  if (!existsSync(folder)) return [];
  return [
    ...namesIn(folder),
    ...(existsSync(older) ? namesIn(older).map((name) => `${OLDER}/${name}`) : []),
  ].filter((name) => name.endsWith(".json") && !name.endsWith("_covariance.json"));
}

/** Whether a ranking is shown as it was published: it is another program's, or its judgments are gone. */
const isPublished = (folder: string, name: string): boolean =>
  name.startsWith(`${OLDER}/`) || name.includes(KEPT) || isOthersRanking(join(folder, name));

/** Whether the benchmark holds a ranking that is shown as it was published. */
export function hasPublished(data: BenchmarkData): boolean {
  const folder = join(data.bench.folder, "rankings");
  return rankingNames(data).some((name) => isPublished(folder, name));
}

/** Rankings that cannot be made again: the original's, and those kept beside newer ones. */
function publishedOf(data: BenchmarkData): SiteSource["published"] {
  const folder = join(data.bench.folder, "rankings");
  return rankingNames(data)
    .filter((name) => isPublished(folder, name))
    .map((name) => {
      const { judge, date = "", ranking } = readRankingFile(join(folder, name));
      const json = `rankings/${name}`;
      const files: SiteFiles = new Map([[json, readFileSync(join(folder, name), "utf8")]]);
      const rows = ranking.map(({ model_id, display_name = model_id, rating, ...row }) => ({
        model: model_id,
        name: display_name,
        rating,
        lower: row.ci_lower ?? row.lower ?? null,
        upper: row.ci_upper ?? row.upper ?? null,
      }));
      rows.sort((a, b) => (b.rating ?? -Infinity) - (a.rating ?? -Infinity));
      return { shown: { judge: judge ?? basename(name, ".json"), date, json, rows }, files };
    });
}

/** The rankings of the benchmark; maximum likelihood first, then by judge. */
function rankingsOf(
  data: BenchmarkData,
  judges: readonly SourceJudge[],
  known: ReadonlySet<string>,
  { log }: Context,
): SourceRanking[] {
  const { bench } = data;
  const folder = join(bench.folder, "rankings");
  // Lines that cannot be read are told when a ranking is added to them.
  const lines = readRegistry(join(folder, "registry.jsonl")).rows;
  // The first is what a reader sees first: of all judges and people together, before any judge's alone.
  const order = ({ compute, panel, calibration, judge }: Ranking): number =>
    COMPUTES.indexOf(compute) * 8 + (panel ? 0 : isPerson(judge) ? 4 : 2) + (calibration ? 0 : 1);
  return rankingNames(data)
    .filter((name) => !isPublished(folder, name))
    .flatMap((name) => {
      try {
        return [{ name, ranking: readRanking(join(folder, name)) }];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        log(say`Warning: ${error}. The site leaves this file out.`);
        return [];
      }
    })
    .sort((a, b) => order(a.ranking) - order(b.ranking))
    .map(({ name, ranking }) => {
      const path = `rankings/${basename(name, ".json")}`;
      const from = chartFolder(bench, ranking.judge);
      const charts = chartsOf(from, ranking.compute);
      const to = `charts/${basename(from)}`;
      const files: SiteFiles = new Map();
      for (const ending of [".json", ".csv", ".md"]) {
        const file = join(bench.folder, path + ending);
        if (existsSync(file)) files.set(path + ending, readFileSync(file, "utf8"));
      }
      for (const [file, content] of chartFiles(from, to, charts)) files.set(file, content);
      const badges = ranking.ranking.map(
        ({ model_id }) => `badges/${basename(path)}/${fileNameOf(model_id)}.svg`,
      );
      return {
        ranking,
        path,
        charts,
        files,
        badges,
        command: remakingCommands(ranking),
        history: historyOf(lines, ranking),
        chartFolder: to,
        stale: isStale(ranking, judges, known),
      };
    });
}

/** Whether ranking the judgments now would count others than the ranking did. */
function isStale(
  { judge, ranking, n_judgments, anchor, calibration, panel }: Ranking,
  judges: readonly SourceJudge[],
  known: ReadonlySet<string>,
): boolean {
  // An anchored ranking counts judgments of newcomers, and takes the rest from the board before it.
  if (anchor !== undefined) return false;
  if (panel !== undefined) {
    return panel.judges.some(({ judge: id, judgments, abstained }) => {
      const own = judges.find((one) => one.id === id)?.games ?? [];
      const now = own.filter(({ outcome }) => outcome !== "error").length;
      return now !== judgments + abstained;
    });
  }
  const models = new Set(ranking.map(({ model_id }) => model_id));
  const counts = ({ first, second, outcome, question }: VoteWithWords): boolean =>
    outcome !== "error" &&
    first !== second &&
    models.has(first) &&
    models.has(second) &&
    (question === undefined || known.has(question));
  const games =
    judges.find(({ id }) => id === (calibration?.judge ?? judge))?.games.filter(counts) ?? [];
  const now = games.reduce((sum, { weight }) => sum + weight, 0);
  return Math.abs(now - n_judgments) > 1e-6;
}
