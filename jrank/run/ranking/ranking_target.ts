/** What make_ranking ranks: the judgments of a benchmark, or files; and where results go. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { Question } from "../../core/types.ts";
import {
  type Benchmark,
  type ModelAnswers,
  openBenchmark,
  readAnswers,
  readQuestions,
} from "../../store/answers/benchmark.ts";
import { listJudges, storedJudgmentFiles } from "../../store/answers/judgment_files.ts";
import { isPerson } from "../../store/books/people.ts";
import type { Config } from "../../store/config/config.ts";
import { fileNameOf } from "../../store/files/file_name.ts";
import { firstJudges } from "../../store/votes/first_judges.ts";
import type { CurrentTexts } from "../../store/votes/judged_hashes.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { listSome } from "../command/format.ts";
import { textsNow } from "../models/benchmark_data.ts";
import { judgesOf } from "../models/models.ts";
import { placesIn, questionsByKey } from "./rank_files.ts";
import type { RankingPaths } from "./rank_votes.ts";
import type { MakeRankingFlags } from "./ranking_settings.ts";
import { PANEL, panelMembers } from "./raters_job.ts";

/** The judge whose judgments are ranked: the flag's, the config's, or the only one there is. */
function judgeOf(
  flags: MakeRankingFlags,
  config: Config,
  judges: readonly string[],
  bench: string,
): string {
  if (flags.judgeModel !== undefined) {
    if (judges.includes(flags.judgeModel)) return flags.judgeModel;
    throw new UserError(
      say`there are no judgments by "${flags.judgeModel}" in ${bench}; there are judgments by: ${listSome(judges) || say`nobody`}.${suggest(flags.judgeModel, judges)}`,
    );
  }
  const configured = judgesOf(config).map(({ spec }) => spec.id);
  const known = configured.find((id) => judges.includes(id));
  if (known !== undefined) return known;
  // People's votes lie beside the judges' judgments, and are ranked when they are named.
  const models = judges.filter((judge) => !isPerson(judge));
  const [only, ...others] = models.length > 0 ? models : judges;
  if (only !== undefined && others.length === 0) return only;
  throw new UserError(
    judges.length === 0
      ? say`there are no judgments in ${bench} yet; make some with streamline.ts or gen_judgment.ts`
      : say`${bench} has judgments by several judges: ${judges.join(", ")}; choose one with --judge-model`,
  );
}

/** A judge's judgments and their places. */
interface RankingTarget {
  places: RankingPaths;
  benchmark: string;
  judge: string;
  questions?: ReadonlyMap<string, Question>;
  /** Those of the benchmark. */
  answers: ReadonlyMap<string, ModelAnswers>;
  /** Absent: files that belong to none. */
  bench?: Benchmark;
  /** Judges of a panel without judgments. */
  missing?: readonly { judge: string; why: string }[];
  /** The benchmark's texts as they are now. */
  counting: { now?: CurrentTexts };
}

/** The judgments of a benchmark, or files that are about it. */
export async function targetInBenchmark(
  flags: MakeRankingFlags,
  config: Config,
): Promise<RankingTarget> {
  const name = config.benchmark_name;
  const bench = openBenchmark(dataDirOf(config.data_dir), name);
  const { questions } = readQuestions(bench);
  const isPanel = isPanelAsked(flags, config);
  if (isPanel && flags.inputFile === undefined) return panelTarget(bench, questions, config);
  const judge = isPanel
    ? PANEL
    : flags.inputFile === undefined
      ? judgeOf(flags, config, listJudges(bench, "pair"), name)
      : await judgeOfFiles(flags);
  const places = placesIn(bench, judge, config.compute);
  const { answers } = readAnswers(bench);
  return {
    bench,
    places: flags.inputFile === undefined ? places : placesOfFiles(places, flags.inputFile),
    benchmark: name,
    judge,
    questions: questionsByKey(questions),
    answers,
    counting: { now: textsNow(questions, answers) },
  };
}

/** Whether several judges are to be ranked as one: a judge that is named is ranked alone. */
export function isPanelAsked({ judgeModel }: MakeRankingFlags, { panel }: Config): boolean {
  return panel.rule !== undefined && judgeModel === undefined;
}

/** The judgments of a benchmark's judges together. */
function panelTarget(bench: Benchmark, questions: Question[], config: Config): RankingTarget {
  const { members, missing } = panelMembers(config, listJudges(bench, "pair"));
  const { answers } = readAnswers(bench);
  return {
    bench,
    missing,
    judge: PANEL,
    benchmark: bench.name,
    places: {
      ...placesIn(bench, PANEL, config.compute),
      judgments: members.flatMap((judge) => storedJudgmentFiles(bench, judge, "pair")),
    },
    questions: questionsByKey(questions),
    answers,
    counting: { now: textsNow(questions, answers) },
  };
}

/** Places of a benchmark's results with judgments from other files. */
function placesOfFiles(
  { ranking, charts }: RankingPaths,
  judgments: readonly string[],
): RankingPaths {
  return { judgments, ranking, charts };
}

/** The judge to show for files: the flag's, or the only one that their first rows name. */
async function judgeOfFiles({ inputFile = [], judgeModel }: MakeRankingFlags): Promise<string> {
  if (judgeModel !== undefined) return judgeModel;
  const judges = new Set<string>();
  for (const file of inputFile) for (const judge of await firstJudges(file)) judges.add(judge);
  return judges.size === 1 ? ([...judges][0] as string) : "judges";
}

/** Files that belong to no benchmark: results go to the working directory. */
export async function targetOfFiles(
  flags: MakeRankingFlags,
  config: Config,
): Promise<RankingTarget> {
  const { compute } = config;
  const files = (flags.inputFile ?? []).map((file) => resolve(file));
  for (const file of files) {
    if (!existsSync(file)) throw new UserError(say`there is no file ${file}`);
  }
  const judge = isPanelAsked(flags, config) ? PANEL : await judgeOfFiles(flags);
  return {
    benchmark: nameOfFiles(files),
    judge,
    answers: new Map(),
    counting: {},
    places: {
      judgments: files,
      ranking: resolve("rankings", `${fileNameOf(judge)}_${compute}`),
      charts: resolve("charts", fileNameOf(judge)),
    },
  };
}

/**
 * The places that the flags ask for. A ranking that is written elsewhere has its charts beside it,
 * under its own name: they are not those that a website shows as the benchmark's.
 */
export function placesAsked(
  places: RankingPaths,
  { outputPath, chartDir }: Pick<MakeRankingFlags, "outputPath" | "chartDir">,
): RankingPaths {
  const charts = chartDir === undefined ? {} : { charts: resolve(chartDir) };
  if (outputPath === undefined) return { ...places, ...charts };
  const ranking = resolve(outputPath.replace(/\.json$/, ""));
  const beside = join(dirname(ranking), "charts", basename(ranking));
  return { ...places, ranking, charts: beside, ...charts };
}

/** Words, numbers and the marks between them. */
const TOKENS = /\p{L}+|\p{N}+|[^\p{L}\p{N}]+/gu;

/** The name of a file without its ending; of several: what their names share, and how many they are. */
export function nameOfFiles(files: readonly string[]): string {
  const names = files.map((file) => basename(file).replace(/\.[^.]*(?:\.gz)?$/, ""));
  const [first = "", ...others] = names;
  if (others.length === 0) return first;
  const count = `${names.length} files`;
  const tokens = names.map((name) => name.match(TOKENS) ?? []);
  const shared =
    sharedHead(tokens) ||
    sharedHead(
      tokens.map((own) => own.toReversed()),
      true,
    );
  return shared === "" ? count : `${shared} (${count})`;
}

/** The words that all begin with, if there is a letter among them. */
function sharedHead(names: readonly (readonly string[])[], isReversed = false): string {
  const [first = [], ...others] = names;
  const end = first.findIndex((token, k) => others.some((other) => other[k] !== token));
  const head = end === -1 ? [...first] : first.slice(0, end);
  const text = (isReversed ? head.reverse() : head)
    .join("")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  return /\p{L}/u.test(text) ? text : "";
}
