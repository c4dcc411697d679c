/** What a config and flags say about a ranking: what may stand together, and what it means. */
import { RANKING } from "../../core/defaults.ts";
import { UsageError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { parsePrior } from "../../stats/fit/prior.ts";
import type { RankSettings } from "../../stats/rank/rank_options.ts";
import type { Config } from "../../store/config/config.ts";
import type { WinnerLabels } from "../../store/votes/vote.ts";
import type { VoteFields } from "../../store/votes/vote_fields.ts";
import { parseWinnerLabels } from "../../store/votes/vote_labels.ts";
import { flagsOf, type Overrides, RANKING_SETTINGS } from "../command/options.ts";
import type { RankFilesJob } from "./rank_votes.ts";

/** The flags of settings that make_ranking.ts has. */
export const RANKING_FLAGS = flagsOf(RANKING_SETTINGS);

/** Flags of make_ranking.ts: its own, and those of settings by their names in camel case. */
export interface MakeRankingFlags extends Readonly<Record<string, unknown>> {
  readonly benchName?: string;
  readonly judgeModel?: string;
  readonly inputFile?: string[];
  readonly outputPath?: string;
  readonly chartDir?: string;
  readonly compareWith?: string;
  readonly compareInput?: string[];
  /** A config in place of config.json here; false: none. */
  readonly config?: string | false;
}

/** Refuses flags that do not go together. */
export function checkRanking(config: Config, given: Overrides): void {
  const { compute } = config;
  const { prior, ci, bootstrap_n } = given;
  if (config.reweight) checkReweight(config);
  if (config.replays !== undefined) checkReplays(config);
  if (config.by !== undefined) checkGroups(config);
  checkCalibration(config);
  checkPanel(config, given);
  if (config.anchor_covariance !== undefined && config.anchor === undefined) {
    throw new UsageError(say`--anchor-covariance belongs to --anchor`);
  }
  if (config.anchor !== undefined && (ci ?? "cr3") !== "cr3") throw anchoredOnly();
  if (config.anchor !== undefined && (bootstrap_n ?? 0) > 0) throw anchoredOnly();
  if (prior !== undefined && prior !== "flat" && compute !== "map" && compute !== "mcmc") {
    throw new UsageError(say`--prior is for --compute map and mcmc; ${compute} has no prior`);
  }
  const chosen = [
    ...(["nsamples", "nwalkers", "sampler", "chain_path"] as const),
    ...(["ci", "bootstrap_n", "bootstrap_unit"] as const),
  ].filter((name) => given[name] !== undefined);
  const forMcmc = (name: string) => !name.startsWith("bootstrap") && name !== "ci";
  const misplaced = chosen.find((name) => forMcmc(name) !== (compute === "mcmc"));
  if (misplaced !== undefined && (forMcmc(misplaced) || compute === "mcmc")) {
    const flag = flagOf(misplaced);
    throw new UsageError(
      forMcmc(misplaced)
        ? say`${flag} is for --compute mcmc, not ${compute}`
        : say`${flag} is not for --compute mcmc: the intervals of a posterior are quantiles of its draws`,
    );
  }
  if (compute === "winrate") checkWinRate(given);
  if (prior === "flat" && compute === "map") {
    throw new UsageError(
      say`--compute map with --prior flat is maximum likelihood: use --compute mle`,
    );
  }
  const resampled = ci === undefined || ["bootstrap", "percentile", "basic"].includes(ci);
  if (bootstrap_n !== undefined && bootstrap_n < 2 && resampled) {
    throw new UsageError(
      say`--ci ${ci ?? RANKING.ci} needs --bootstrap-n of at least 2, got ${bootstrap_n}; --ci cr3 needs no bootstrap`,
    );
  }
}

const anchoredOnly = (): UsageError =>
  new UsageError(say`--anchor gives CR3 intervals by question; leave out --ci and --bootstrap-n`);

/** Win rates have one kind of interval and nothing to fit. */
function checkWinRate(given: Overrides): void {
  const meaningless = (["ci", "bootstrap_n", "bootstrap_unit", "ties"] as const).find(
    (name) => given[name] !== undefined,
  );
  if (meaningless !== undefined) {
    throw new UsageError(
      say`${flagOf(meaningless)} is not for --compute winrate: a tie is half a win there, and intervals are Wilson's`,
    );
  }
  if (given.control)
    throw new UsageError(
      say`--control is not for --compute winrate: shares of wins have no likelihood that it could enter`,
    );
}

/** A flag as people write it. */
function flagOf(name: string): string {
  return `--${name.replaceAll("_", "-")}`;
}

/** What cannot be for each of several groups. */
function checkGroups({ by, chain_path, control }: Config): void {
  if (chain_path !== undefined) {
    throw new UsageError(
      say`--chain-path keeps the draws of one ranking, and --by ${by ?? ""} makes several; rank the group with --where and --chain-path`,
    );
  }
  if (by === "judge" && control?.includes("judge")) {
    throw new UsageError(
      say`--control judge compares judges, and each group of --by judge has one; leave one of them out`,
    );
  }
}

/** People's ratings are made by a likelihood of their own. */
function checkCalibration({ calibrate, compute, anchor, reweight }: Config): void {
  const { votes, suspects, features } = calibrate;
  if (votes === undefined) {
    if (suspects ?? features) {
      throw new UsageError(
        say`--calibrate-suspects and --calibrate-features belong to --calibrate (calibrate.votes)`,
      );
    }
    return;
  }
  if (compute !== "mle" && compute !== "map") {
    throw new UsageError(say`--calibrate is for --compute mle and map, not ${compute}`);
  }
  if (anchor !== undefined || reweight) {
    throw new UsageError(
      say`--calibrate makes a ranking of its own, which has no --anchor and no --reweight; leave one of them out`,
    );
  }
}

/** What a panel cannot be asked for. */
function checkPanel({ panel, compute, anchor, reweight }: Config, given: Overrides): void {
  if (panel.rule === undefined) {
    if (panel.judges ?? given.panel) {
      throw new UsageError(
        say`panel.judges, quorum and abstain_on_flip belong to panel.rule (--panel-rule)`,
      );
    }
    return;
  }
  if (anchor !== undefined)
    throw new UsageError(say`a panel is not ranked on a published board (--anchor)`);
  if (panel.rule === "model" && compute !== "mle" && compute !== "map") {
    throw new UsageError(say`--panel-rule model is for --compute mle and map, not ${compute}`);
  }
  if (panel.rule !== "majority" && reweight) {
    throw new UsageError(
      say`--reweight is not for --panel-rule ${panel.rule}, whose rows have weights of their own`,
    );
  }
  const isByRow =
    given.ci === "hc0" || given.ci === "fisher" || given.bootstrap_unit === "judgment";
  if (panel.rule === "mean" && (isByRow || compute === "mcmc")) {
    throw new UsageError(
      say`--panel-rule mean needs intervals by question: several verdicts of one game are not independent`,
    );
  }
}

/** Weights are importance, not repetitions: what takes judgments as independent would be wrong. */
function checkReweight({ compute, ci, bootstrap_unit }: Config): void {
  if (compute !== "mle" && compute !== "map") {
    throw new UsageError(
      say`--reweight is for --compute mle and map, not ${compute}: its weights say how much a judgment matters, not how often it was made`,
    );
  }
  if (ci === "hc0" || ci === "fisher" || bootstrap_unit === "judgment") {
    throw new UsageError(
      say`--reweight needs intervals by question: bootstrap, percentile, basic, cr3, cr1`,
    );
  }
}

/** What is replayed is one judge's whole board under maximum likelihood. */
function checkReplays(config: Config): void {
  const { compute, ties } = config;
  const others = {
    "--anchor": config.anchor !== undefined,
    "--panel-rule": config.panel?.rule !== undefined,
    "--calibrate": config.calibrate?.votes !== undefined,
    "--control": (config.control ?? []).length > 0,
    "--by": config.by !== undefined,
    "--reweight": config.reweight,
    [`--compute ${compute}`]: compute !== "mle",
    [`--ties ${ties}`]: ties !== "half",
  };
  const [other] = Object.entries(others).find(([, isAsked]) => isAsked) ?? [];
  if (other !== undefined) {
    throw new UsageError(
      say`--replays is for one judge's ranking by --compute mle with --ties half, of all its rows; leave out ${other}`,
    );
  }
}

/** How to rank. */
export function rankOptionsOf(config: Config): RankSettings {
  return {
    compute: config.compute,
    ties: config.ties,
    homeAdvantage: config.home_advantage,
    scale: config.scale,
    base: config.base,
    initRating: config.init_rating,
    bootstrapN: config.bootstrap_n,
    bootstrapUnit: config.bootstrap_unit,
    ci: config.ci,
    confidence: config.confidence,
    prior: parsePrior(config.prior) ?? "flat",
    // Measured where --replays asks for it.
    spread: 1,
    samples: config.nsamples,
    chains: config.nwalkers,
    sampler: config.sampler,
    seed: config.seed,
  };
}

/** `--where field=value …`. */
function whereOf(conditions: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    conditions.map((condition) => {
      const at = condition.indexOf("=");
      if (at < 1) throw new UsageError(say`--where needs field=value, got "${condition}"`);
      return [condition.slice(0, at), condition.slice(at + 1)];
    }),
  );
}

/** `--winner-labels X=1,Y=2,Z=tie`. */
function labelsOf(text: string): WinnerLabels {
  const labels = parseWinnerLabels(text);
  if (labels) return labels;
  throw new UsageError(
    say`--winner-labels needs <label>=<1, 2, tie, none or name>, several with commas, got "${text}"`,
  );
}

/** The columns that are named; undefined where none is. */
function fieldsOf(config: Config): VoteFields | undefined {
  const fields = {
    modelA: config.model_a_field,
    modelB: config.model_b_field,
    winner: config.winner_field,
    question: config.question_field,
    judge: config.judge_field,
  };
  return Object.values(fields).some((name) => name !== undefined) ? fields : undefined;
}

/** How the files of judgments are read; `judge`: of files that hold those of several. */
export function readingOf(config: Config, judge?: string): NonNullable<RankFilesJob["reading"]> {
  const { winner_labels: labels, where, games, by } = config;
  return {
    format: config.input_format,
    ...(games && { games }),
    baseline: config.models.baseline_model,
    judge,
    where: where && whereOf(where),
    by,
    duplicates: config.duplicates,
    skipUnknown: config.skip_unknown,
    labels: labels === undefined ? undefined : labelsOf(labels),
    fields: fieldsOf(config),
  };
}
