/** The flags of make_ranking: what may stand together, and what they mean. */
import { UsageError } from "../../core/errors.ts";
import type { Mode } from "../../core/types.ts";
import type { IntervalMethod } from "../../stats/interval.ts";
import type { TieModel } from "../../stats/likelihoods.ts";
import { type Prior, parsePrior } from "../../stats/prior.ts";
import type { Compute, RankOptions } from "../../stats/rank_options.ts";
import type { Control } from "../../stats/style_control.ts";
import type { ConfigFile } from "../../store/config_schema.ts";
import type { WinnerLabels } from "../../store/vote.ts";
import type { VoteFields } from "../../store/vote_fields.ts";
import type { VoteFormatName } from "../../store/vote_formats.ts";
import { parseWinnerLabels } from "../../store/vote_labels.ts";
import { rankOptionsOf } from "./config_labels.ts";
import type { RankFilesJob } from "./rank_files.ts";

export interface MakeRankingFlags {
  benchName?: string;
  judgeModel?: string;
  mode?: Mode;
  compute: Compute;
  modelList?: string[];
  inputFile?: string[];
  format?: VoteFormatName;
  games?: "both" | "consistent";
  baselineModel?: string;
  where?: string[];
  winnerLabels?: string;
  modelAField?: string;
  modelBField?: string;
  winnerField?: string;
  questionField?: string;
  judgeField?: string;
  csvBom?: boolean;
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
  chartDir?: string;
  plotSkipList?: string[];
  posteriorModels?: string[];
  duplicates?: "keep" | "first";
  /** Names or hashes of the prompts whose judgments count. */
  prompt?: string[];
  stale?: "keep" | "drop";
  skipUnknown?: boolean;
  covariance?: boolean;
  compareWith?: string;
  reweight?: boolean;
  anchor?: string;
  anchorCovariance?: string;
  dataDir?: string;
  /** A config in place of config.json here; false: none. */
  config?: string | false;
}

/** Without `--compute` it is the config's, or else maximum likelihood. */
export type GivenFlags = Omit<MakeRankingFlags, "compute"> & { compute?: Compute };

/** `--prior flat` or `--prior sd=<Elo>`: precisions in natural-log units. */
export function priorFlag(value: string): Prior | "flat" {
  const prior = parsePrior(value);
  if (prior === null) throw new UsageError(`expected flat or sd=<Elo>, got "${value}"`);
  return prior;
}

/** Refuses flags that do not go together. */
export function checkFlags(flags: MakeRankingFlags): void {
  const { compute, prior, ci, bootstrapN } = flags;
  if (flags.reweight) checkReweight(flags);
  if (flags.anchorCovariance !== undefined && flags.anchor === undefined) {
    throw new UsageError("--anchor-covariance belongs to --anchor");
  }
  if (flags.chartDir !== undefined && !flags.makeCharts) {
    throw new UsageError("--chart-dir is where charts go, and --no-make-charts draws none");
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
    const flag = flagOf(misplaced);
    throw new UsageError(
      forMcmc(misplaced)
        ? `${flag} is for --compute mcmc, not ${compute}`
        : `${flag} is not for --compute mcmc: the intervals of a posterior are quantiles of its draws`,
    );
  }
  if (compute === "winrate") checkWinRate(flags);
  if (prior === "flat" && compute === "map") {
    throw new UsageError(
      "--compute map with --prior flat is maximum likelihood: use --compute mle",
    );
  }
  const resampled = ci === undefined || ["bootstrap", "percentile", "basic"].includes(ci);
  if (bootstrapN !== undefined && bootstrapN < 2 && resampled) {
    throw new UsageError(
      `--ci ${ci ?? "bootstrap"} needs --bootstrap-n of at least 2, got ${bootstrapN}; --ci cr3 needs no bootstrap`,
    );
  }
}

/** Win rates have one kind of interval and nothing to fit. */
function checkWinRate(flags: MakeRankingFlags): void {
  const meaningless = (["ci", "bootstrapN", "bootstrapUnit", "ties"] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (meaningless !== undefined) {
    throw new UsageError(
      `${flagOf(meaningless)} is not for --compute winrate: a tie is half a win there, and intervals are Wilson's`,
    );
  }
  if (flags.control)
    throw new UsageError(
      "--control is not for --compute winrate: shares of wins have no likelihood that it could enter",
    );
}

/** A flag as people write it. */
function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
}

/** Weights are importance, not repetitions: what takes judgments as independent would be wrong. */
function checkReweight({ compute, ci, bootstrapUnit }: MakeRankingFlags): void {
  if (compute !== "mle" && compute !== "map") {
    throw new UsageError(
      `--reweight is for --compute mle and map, not ${compute}: its weights say how much a judgment matters, not how often it was made`,
    );
  }
  if (ci === "hc0" || ci === "fisher" || bootstrapUnit === "judgment") {
    throw new UsageError(
      "--reweight needs intervals by question: bootstrap, percentile, basic, cr3, cr1",
    );
  }
}

/** Flags over the config's settings. */
export function optionsOf(flags: MakeRankingFlags, config: ConfigFile | undefined): RankOptions {
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

/** `--winner-labels X=1,Y=2,Z=tie`. */
function labelsOf(text: string): WinnerLabels {
  const labels = parseWinnerLabels(text);
  if (labels) return labels;
  throw new UsageError(
    `--winner-labels needs <label>=<1, 2, tie, none or name>, several with commas, got "${text}"`,
  );
}

/** The columns that flags name; undefined where none does. */
function fieldsOf(flags: MakeRankingFlags): VoteFields | undefined {
  const fields = {
    ...{ modelA: flags.modelAField, modelB: flags.modelBField, winner: flags.winnerField },
    ...{ question: flags.questionField, judge: flags.judgeField },
  };
  return Object.values(fields).some((name) => name !== undefined) ? fields : undefined;
}

/** How the input files are read. */
export function readingOf(flags: MakeRankingFlags): RankFilesJob["reading"] {
  return {
    format: flags.format,
    ...(flags.games && { games: flags.games }),
    baseline: flags.baselineModel,
    judge: flags.inputFile === undefined ? undefined : flags.judgeModel,
    where: flags.where && whereOf(flags.where),
    duplicates: flags.duplicates,
    skipUnknown: flags.skipUnknown,
    labels: flags.winnerLabels === undefined ? undefined : labelsOf(flags.winnerLabels),
    fields: fieldsOf(flags),
  };
}
