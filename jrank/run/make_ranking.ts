/** The ranking of judgments that exist: of a benchmark, or of a file. */
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { UsageError, UserError } from "../core/errors.ts";
import { suggest } from "../core/suggest.ts";
import type { TieModel } from "../stats/fitters.ts";
import type { IntervalMethod } from "../stats/interval.ts";
import { type Prior, parsePrior } from "../stats/likelihood.ts";
import type { Compute, RankOptions } from "../stats/rank_models.ts";
import type { Control } from "../stats/style_control.ts";
import { listJudges, openBenchmark, readAnswers, readQuestions } from "../store/benchmark.ts";
import type { ConfigFile } from "../store/config_schema.ts";
import { fileNameOf } from "../store/file_name.ts";
import { firstJudges } from "../store/first_judges.ts";
import type { VoteFormatName } from "../store/vote_formats.ts";
import { anchorTable } from "./anchor.ts";
import type { Context } from "./command.ts";
import { labelsOf, rankOptionsOf } from "./config_labels.ts";
import { listSome } from "./format.ts";
import { contestantsOf, judgesOf } from "./models.ts";
import { anchoredOptions, type PublishedBoard, readBoard } from "./published_board.ts";
import {
  placesIn,
  questionKeys,
  type RankFilesJob,
  type RankPlaces,
  rankFiles,
} from "./rank_files.ts";
import { changesTable, readRanking } from "./ranking_changes.ts";
import { dataDirOf, findConfig } from "./settings.ts";
import { showRanking } from "./show_ranking.ts";

export interface MakeRankingFlags {
  benchName?: string;
  judgeModel?: string;
  mode?: string;
  compute: Compute;
  modelList?: string[];
  inputFile?: string[];
  format?: VoteFormatName;
  games?: "both" | "consistent";
  baselineModel?: string;
  where?: string[];
  makeCharts: boolean;
  advancedCharts?: boolean;
  scale?: number;
  base?: number;
  initRating?: number;
  bootstrapN?: number;
  bootstrapUnit?: "question" | "judgment";
  ci?: IntervalMethod;
  confidence?: number;
  ties?: TieModel;
  prior?: Prior | "flat";
  /** Draws a chain, chains, and how they are drawn. */
  nsamples?: number;
  nwalkers?: number;
  sampler?: "hmc" | "importance";
  chainPath?: string;
  control?: Control[];
  homeAdvantage: boolean;
  seed?: number;
  outputPath?: string;
  plotSkipList?: string[];
  posteriorModels?: string[];
  duplicates?: "keep" | "first";
  skipUnknown?: boolean;
  covariance?: boolean;
  compareWith?: string;
  reweight?: boolean;
  anchor?: string;
  anchorCovariance?: string;
  dataDir?: string;
}

/** Without `--compute` it is the config's, or else maximum likelihood. */
type GivenFlags = Omit<MakeRankingFlags, "compute"> & { compute?: Compute };

/** `--prior flat` or `--prior sd=<Elo>`: precisions in natural-log units. */
export function priorFlag(value: string): Prior | "flat" {
  const prior = parsePrior(value);
  if (prior === null) throw new UsageError(`expected flat or sd=<Elo>, got "${value}"`);
  return prior;
}

function checkFlags(flags: MakeRankingFlags): void {
  const { compute, prior, ci, bootstrapN } = flags;
  if (flags.reweight) checkReweight(flags);
  if (flags.anchorCovariance !== undefined && flags.anchor === undefined) {
    throw new UsageError("--anchor-covariance belongs to --anchor");
  }
  if (prior !== undefined && prior !== "flat" && compute !== "map" && compute !== "mcmc") {
    throw new UsageError(`--prior is for --compute map and mcmc; ${compute} has no prior`);
  }
  const given = [
    ...(["nsamples", "nwalkers", "sampler", "chainPath"] as const),
    ...(["ci", "bootstrapN", "bootstrapUnit"] as const),
  ].filter((name) => flags[name] !== undefined);
  const forMcmc = (name: string) => !name.startsWith("bootstrap") && name !== "ci";
  const misplaced = given.find((name) => forMcmc(name) !== (compute === "mcmc"));
  if (misplaced !== undefined && (forMcmc(misplaced) || compute === "mcmc")) {
    const flag = `--${misplaced.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
    throw new UsageError(
      forMcmc(misplaced)
        ? `${flag} is for --compute mcmc, not ${compute}`
        : `${flag} is not for --compute mcmc: the intervals of a posterior are quantiles of its draws`,
    );
  }
  if (prior === "flat" && compute === "map") {
    throw new UsageError(
      "--compute map with --prior flat is maximum likelihood: use --compute mle",
    );
  }
  const resampled = ci === undefined || ["bootstrap", "percentile", "basic"].includes(ci);
  if (compute !== "winrate" && bootstrapN !== undefined && bootstrapN < 2 && resampled) {
    throw new UsageError(
      `--ci ${ci ?? "bootstrap"} needs --bootstrap-n of at least 2, got ${bootstrapN}; --ci cr3 needs no bootstrap`,
    );
  }
}

/** Weights are importance, not repetitions: what takes judgments as independent would be wrong. */
function checkReweight({ compute, ci, anchor, control, bootstrapUnit }: MakeRankingFlags): void {
  if (compute !== "mle" && compute !== "map") {
    throw new UsageError(`--reweight is for --compute mle and map, not ${compute}`);
  }
  if (ci === "hc0" || ci === "fisher" || bootstrapUnit === "judgment") {
    throw new UsageError(
      "--reweight needs intervals by question: bootstrap, percentile, basic, cr3, cr1",
    );
  }
  if (anchor !== undefined || control) {
    throw new UsageError("--reweight cannot be combined with --anchor or --control");
  }
}

/** Flags over the config's settings. */
function optionsOf(flags: MakeRankingFlags, config: ConfigFile | undefined): RankOptions {
  const fromFlags = {
    scale: flags.scale,
    base: flags.base,
    initRating: flags.initRating,
    bootstrapN: flags.bootstrapN,
    bootstrapUnit: flags.bootstrapUnit,
    ci: flags.ci,
    confidence: flags.confidence,
    ties: flags.ties,
    prior: flags.prior,
    samples: flags.nsamples,
    chains: flags.nwalkers,
    sampler: flags.sampler,
    seed: flags.seed,
  };
  const given = Object.entries(fromFlags).filter(([, value]) => value !== undefined);
  return {
    seed: 1,
    ...(config && rankOptionsOf(config)),
    ...Object.fromEntries(given),
    compute: flags.compute,
    homeAdvantage: flags.homeAdvantage && config?.home_advantage !== false,
  };
}

/** The judge whose judgments are ranked: the flag's, the config's, or the only one there is. */
function judgeOf(
  flags: MakeRankingFlags,
  config: ConfigFile | undefined,
  judges: readonly string[],
  bench: string,
): string {
  if (flags.judgeModel !== undefined) {
    if (judges.includes(flags.judgeModel)) return flags.judgeModel;
    throw new UserError(
      `there are no judgments by "${flags.judgeModel}" in ${bench}; there are judgments by: ${listSome(judges) || "nobody"}.${suggest(flags.judgeModel, judges)}`,
    );
  }
  const configured =
    config?.benchmark_name === bench ? judgesOf(config).map(({ spec }) => spec.id) : [];
  const known = configured.find((id) => judges.includes(id));
  if (known !== undefined) return known;
  if (judges.length === 1) return judges[0] as string;
  throw new UserError(
    judges.length === 0
      ? `there are no judgments in ${bench} yet; make some with streamline.ts or gen_judgment.ts`
      : `${bench} has judgments by several judges: ${judges.join(", ")}; choose one with --judge-model`,
  );
}

interface Target {
  places: RankPlaces;
  benchmark: string;
  judge: string;
  questions?: ReadonlySet<string>;
}

async function targetInBenchmark(
  flags: MakeRankingFlags,
  config: ConfigFile | undefined,
): Promise<Target> {
  const name = flags.benchName ?? (config as ConfigFile).benchmark_name;
  const bench = openBenchmark(dataDirOf(flags.dataDir, config), name);
  const { questions } = readQuestions(bench);
  const judge =
    flags.inputFile === undefined
      ? judgeOf(flags, config, listJudges(bench, "pair"), name)
      : await judgeOfFiles(flags);
  const places = placesIn(bench, judge, flags.compute);
  return {
    places: flags.inputFile === undefined ? places : placesOfFiles(places, flags.inputFile),
    ...{ benchmark: name, judge, questions: questionKeys(questions) },
  };
}

/** Places of a benchmark's results with judgments from other files. */
function placesOfFiles({ ranking, charts }: RankPlaces, judgments: readonly string[]): RankPlaces {
  return { judgments, ranking, charts };
}

/** The judge to show for files: the flag's, or the only one that their first rows name. */
async function judgeOfFiles({ inputFile = [], judgeModel }: MakeRankingFlags): Promise<string> {
  if (judgeModel !== undefined) return judgeModel;
  const judges = new Set<string>();
  for (const file of inputFile) for (const judge of await firstJudges(file)) judges.add(judge);
  return judges.size === 1 ? ([...judges][0] as string) : "judges";
}

async function targetOfFiles(flags: MakeRankingFlags): Promise<Target> {
  const files = (flags.inputFile ?? []).map((file) => resolve(file));
  for (const file of files) {
    if (!existsSync(file)) throw new UserError(`there is no file ${file}`);
  }
  const judge = await judgeOfFiles(flags);
  return {
    benchmark: basename(files[0] ?? "").replace(/\.[^.]*(?:\.gz)?$/, ""),
    judge,
    places: {
      judgments: files,
      ranking: resolve("rankings", `${fileNameOf(judge)}_${flags.compute}`),
      charts: resolve("charts", fileNameOf(judge)),
    },
  };
}

/** `--where field=value …`. */
function whereOf(conditions: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    conditions.map((condition) => {
      const at = condition.indexOf("=");
      if (at < 1) throw new UsageError(`--where needs field=value, got "${condition}"`);
      return [condition.slice(0, at), condition.slice(at + 1)];
    }),
  );
}

function readingOf(flags: MakeRankingFlags): RankFilesJob["reading"] {
  return {
    format: flags.format,
    ...(flags.games && { games: flags.games }),
    baseline: flags.baselineModel,
    judge: flags.inputFile === undefined ? undefined : flags.judgeModel,
    where: flags.where && whereOf(flags.where),
    duplicates: flags.duplicates,
    skipUnknown: flags.skipUnknown,
  };
}

/** Ranks and prints. */
export async function makeRanking(given: GivenFlags, context: Context): Promise<void> {
  const isFile = given.inputFile !== undefined && given.benchName === undefined;
  const config =
    given.benchName === undefined && !isFile
      ? (await findConfig(undefined, context)).config
      : await configFor(given.benchName, context);
  const flags = { ...given, compute: given.compute ?? config?.compute ?? "mle" };
  checkFlags(flags);
  const target = isFile ? await targetOfFiles(flags) : await targetInBenchmark(flags, config);
  const board = flags.anchor === undefined ? undefined : boardOf(flags.anchor, flags);
  const places = board ? besideAnchor(target.places, flags, board) : target.places;
  const charts = config?.charts ?? {};
  const job: RankFilesJob = {
    ...target,
    places:
      flags.outputPath === undefined
        ? places
        : { ...places, ranking: resolve(flags.outputPath.replace(/\.json$/, "")) },
    mode: flags.mode ?? "pairwise-n",
    models: flags.modelList,
    labels: config ? labelsOf(contestantsOf(config)) : new Map(),
    options: board
      ? anchoredOptions(optionsOf(flags, config), board, flags)
      : optionsOf(flags, config),
    board,
    reweight: flags.reweight,
    charts: {
      ...charts,
      advanced: flags.advancedCharts ?? charts.advanced,
      plot_skip_list: flags.plotSkipList ?? charts.plot_skip_list,
      posterior_models: flags.posteriorModels ?? charts.posterior_models,
    },
    makeCharts: flags.makeCharts,
    offline: isOffline(target.judge, config),
    reading: readingOf(flags),
    covariance: flags.covariance ?? false,
    control: controlOf(flags, config, isFile),
    ...(flags.chainPath !== undefined && { chainPath: resolve(flags.chainPath) }),
  };
  const earlier =
    flags.compareWith === undefined ? undefined : readRanking(resolve(flags.compareWith));
  const ranked = await rankFiles(job, context);
  await showRanking(ranked, places.charts, context.out);
  if (earlier) context.out(await changesTable(earlier, ranked.ranking));
  if (board) context.out(await anchorTable(ranked));
}

/** The board of `--anchor`. */
function boardOf(file: string, flags: MakeRankingFlags): PublishedBoard {
  if (flags.control || (flags.ci ?? "cr3") !== "cr3" || (flags.bootstrapN ?? 0) > 0) {
    throw new UsageError(
      "--anchor gives CR3 intervals by question; leave out --control, --ci and --bootstrap-n",
    );
  }
  return readBoard(file, flags.anchorCovariance);
}

/** An anchored ranking is written beside the ranking that it is anchored to, never over it. */
function besideAnchor(
  places: RankPlaces,
  { outputPath }: MakeRankingFlags,
  { file }: PublishedBoard,
): RankPlaces {
  if (outputPath === undefined) {
    return {
      ...places,
      ranking: `${places.ranking}_anchored`,
      charts: `${places.charts}_anchored`,
    };
  }
  if (resolve(outputPath) === resolve(file)) {
    throw new UsageError("--output-path is the anchor itself; write the new ranking elsewhere");
  }
  return places;
}

/** The terms of `--control`, and the benchmark's answers where one is about them. */
function controlOf(
  { control: terms, benchName, dataDir }: MakeRankingFlags,
  config: ConfigFile | undefined,
  isFile: boolean,
): RankFilesJob["control"] {
  if (terms === undefined) return undefined;
  if (terms.every((term) => term === "judge")) return { terms, answers: new Map() };
  if (isFile) {
    throw new UsageError(
      "--control of answers' features needs the benchmark that holds them: give --bench-name beside --input-file",
    );
  }
  const name = benchName ?? (config as ConfigFile).benchmark_name;
  return { terms, answers: readAnswers(openBenchmark(dataDirOf(dataDir, config), name)).answers };
}

/** The config, when there is one and it is about this benchmark. */
async function configFor(
  benchName: string | undefined,
  context: Context,
): Promise<ConfigFile | undefined> {
  if (benchName === undefined) return undefined;
  const { config } = await findConfig(undefined, context).catch(() => ({ config: undefined }));
  return config?.benchmark_name === benchName ? config : undefined;
}

function isOffline(judge: string, config: ConfigFile | undefined): boolean {
  const known = config && judgesOf(config).find(({ spec }) => spec.id === judge);
  return known ? known.spec.provider === "offline" : judge === "offline-judge";
}
