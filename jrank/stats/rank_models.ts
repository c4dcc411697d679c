import { UserError } from "../core/errors.ts";
import { createRandom } from "../core/random.ts";
import type { Ranking, RankingRow } from "../core/types.ts";
import { adviceOf } from "./advice.ts";
import { bootstrap, type Draws } from "./bootstrap.ts";
import { type BradleyTerryFit, fitBradleyTerry } from "./bradley_terry.ts";
import { type ClusteredGames, clusteredGames } from "./clusters.ts";
import { type Counts, collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import { INTERVALS, type IntervalMethod } from "./interval.ts";
import { jackknifeCovariance } from "./jackknife.ts";
import { FLAT, type Prior, WEAK } from "./likelihood.ts";
import { column, quantilesOf } from "./quantile.ts";
import { rankIntervals, strongerThanNext } from "./rank_statements.ts";
import { resampleJudgments, resampleQuestions } from "./resample.ts";
import {
  type Covariance,
  fisherCovariance,
  judgmentCovariance,
  questionCovariance,
} from "./sandwich.ts";
import { winRates } from "./win_rate.ts";

/** How to rank. */
export interface RankOptions {
  /** Maximum likelihood, posterior mode under a weak prior, or shares of games won. */
  compute?: "mle" | "map" | "winrate";
  homeAdvantage?: boolean;
  /** Display: initRating + scale / ln(base) × strength. */
  scale?: number;
  base?: number;
  initRating?: number;
  bootstrapN?: number;
  bootstrapUnit?: "question" | "judgment";
  ci?: IntervalMethod;
  confidence?: number;
  /** The prior of `map`, in natural-log units. */
  prior?: Prior;
  /** Everything random follows from it. */
  seed: number | string;
}

/** The named fields of a type that allows others. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

/** A row of the ranking file without what only the config knows. */
export type RankedRow = Omit<Named<RankingRow>, "display_name" | "license"> & {
  /** Number of the model's group in `groups`; ratings of different groups cannot be compared. */
  group: number;
  /** The strength within its group on the display scale, whose mean is the initial rating. */
  rating_in_group: number | null;
  /** Wilson's interval of the win rate. */
  win_rate_lower: number | null;
  win_rate_upper: number | null;
};

/** Everything numeric of a ranking file, and what charts and tables beyond it need. */
export interface RankedModels {
  readonly ranking: RankedRow[];
  readonly home_advantage: Ranking["home_advantage"];
  readonly undetermined_rounds: number;
  readonly warnings: string[];
  readonly n_judgments: number;
  readonly n_questions: number;
  /** What was resampled: judgments where rows carry no question or one question only. */
  readonly bootstrap_unit: "question" | "judgment";
  readonly log_likelihood: number | null;
  /** Model ids of each group of comparable models, and of each component joined by games. */
  readonly groups: string[][];
  readonly components: string[][];
  /** Null for win rates. */
  readonly fit: BradleyTerryFit | null;
  readonly draws: Draws | null;
  /** By question (CR3), or by judgment (HC0) without questions: behind the rank statements. */
  readonly covariance: Covariance | null;
}

/**
 * Ranks models from comparisons: strengths with intervals, ranks with intervals, win rates, and in
 * plain words whatever the data do not determine. The best model first; equals in the order of their
 * ids. Pure: the same comparisons, options and seed give the same numbers everywhere.
 *
 * @throws UserError where there are no judgments or fewer than two models.
 */
export function rankModels(comparisons: Comparisons, options: RankOptions): RankedModels {
  const counts = collapse(comparisons);
  if (counts.count.length === 0) {
    throw new UserError(
      "There is nothing to rank: no judgment between two different models has a usable verdict. " +
        "Collect judgments first (gen_judgment), or check which rows were left out.",
    );
  }
  return options.compute === "winrate"
    ? rankByWinRate(comparisons, counts, options)
    : rankByStrength(comparisons, counts, options);
}

function rankByStrength(
  comparisons: Comparisons,
  counts: Counts,
  {
    compute = "mle",
    homeAdvantage = true,
    scale = 400,
    base = 10,
    initRating = 1000,
    bootstrapN = 500,
    bootstrapUnit = "question",
    ci = "bootstrap",
    confidence = 0.95,
    prior = compute === "map" ? WEAK : FLAT,
    seed,
  }: RankOptions,
): RankedModels {
  const fit = fitBradleyTerry(counts, { homeAdvantage, prior });
  const { models, structure } = fit;
  const m = models.length;
  const clustered = clusteredGames(comparisons, fit.parameters.games);
  const questions = clustered?.clusters.length ?? 0;
  const unit = bootstrapUnit === "question" && questions > 1 ? "question" : "judgment";
  const draws = bootstrap(
    fit,
    unit === "question"
      ? resampleQuestions(clustered as ClusteredGames, createRandom(seed, "bootstrap"))
      : resampleJudgments(counts, fit.parameters.games, createRandom(seed, "bootstrap")),
    bootstrapN,
  );
  const factor = scale / Math.log(base);
  const byQuestion = questions > 1;
  const covariance = byQuestion
    ? jackknifeCovariance(fit, clustered as ClusteredGames)
    : judgmentCovariance(fit, counts);
  const degrees = byQuestion ? questions - 1 : Number.POSITIVE_INFINITY;
  const chosen = covarianceFor(ci, fit, counts, clustered) ?? covariance;
  const rates = winRates(counts, { confidence });
  const size = chosen.size;
  const intervalOf = (estimate: number, values: Float64Array, parameter: number) => {
    const quantiles = quantilesOf(values);
    const point = Number.isFinite(estimate) ? estimate : null;
    const interval = INTERVALS[ci]({
      estimate: point,
      quantiles,
      standardError:
        parameter < size ? Math.sqrt(chosen.values[parameter * size + parameter]) : null,
      degrees: unit === "question" || ci.startsWith("cr") ? degrees : Number.POSITIVE_INFINITY,
      confidence,
    });
    const at = (p: number) => (point === null ? null : quantiles(p));
    return { point, interval, median: at(0.5), lower: at(0.16), upper: at(0.84) };
  };
  const display = (b: number | null) => (b === null ? null : initRating + factor * b);
  const scaled = (b: number | null) => (b === null ? null : factor * b);
  const difference = (a: number | null, b: number | null) =>
    a === null || b === null ? null : factor * (a - b);

  const order = orderOf(fit, rates);
  const ranks = rankIntervals(fit, covariance, degrees, {
    confidence,
    random: createRandom(seed, "ranks"),
  });
  const ranking = order.map((i, line): RankedRow => {
    const { point, interval, median, lower, upper } = intervalOf(
      fit.strengths[i],
      column(draws.strengths, m, i),
      i,
    );
    const rate = rates[i];
    return {
      model_id: models[i],
      rating: display(point),
      median: display(median),
      lower: display(lower),
      upper: display(upper),
      one_sigma_plus: difference(upper, median),
      one_sigma_minus: difference(median, lower),
      median_rounded: median === null ? null : Math.round(initRating + factor * median),
      ci_lower: display(interval.lower),
      ci_upper: display(interval.upper),
      standard_error: scaled(interval.standardError),
      rank: ranks[i].rank,
      rank_lower: ranks[i].lower,
      rank_upper: ranks[i].upper,
      stronger_than_next_confidence:
        line + 1 < m ? strongerThanNext(fit, covariance, degrees, i, order[line + 1]) : null,
      n_matches: rate.matches,
      wins: rate.wins,
      losses: rate.losses,
      ties: rate.ties,
      win_rate: rate.rate,
      win_rate_lower: rate.lower,
      win_rate_upper: rate.upper,
      status: structure.status[i],
      group: structure.group[i],
      rating_in_group:
        structure.homeAdvantageDetermined || compute === "map"
          ? initRating + factor * fit.parameters.x[i]
          : null,
    };
  });
  const home = homeAdvantage ? intervalOf(fit.homeAdvantage, draws.homeAdvantage, m) : null;
  return {
    ranking,
    home_advantage: home && {
      estimate: scaled(home.point),
      lower: scaled(home.interval.lower),
      upper: scaled(home.interval.upper),
      standard_error: scaled(home.interval.standardError),
    },
    undetermined_rounds: draws.undetermined,
    warnings: [
      ...adviceOf(fit, { homeAdvantage, compute }),
      ...warningsOf({ unit, bootstrapUnit, questions, draws, rounds: bootstrapN }),
    ],
    n_judgments: totalOf(counts),
    n_questions: questions,
    bootstrap_unit: unit,
    log_likelihood: fit.logLikelihood,
    groups: listed(models, structure.group, structure.groups),
    components: listed(models, structure.component, structure.components),
    fit,
    draws,
    covariance,
  };
}

function covarianceFor(
  ci: IntervalMethod,
  fit: BradleyTerryFit,
  counts: Counts,
  clustered: ClusteredGames | null,
): Covariance | null {
  if (ci === "fisher") return fisherCovariance(fit);
  if (ci === "hc0") return judgmentCovariance(fit, counts);
  if (ci === "cr1" && clustered !== null && clustered.clusters.length > 1) {
    return questionCovariance(fit, clustered);
  }
  return null;
}

/** Above the main group, then it and what cannot be placed, then below; by strength, rate and id. */
function orderOf(fit: BradleyTerryFit, rates: { rate: number | null }[]): number[] {
  const finite = (b: number) => (Number.isNaN(b) ? Number.NEGATIVE_INFINITY : b);
  return fit.models
    .map((_, i) => i)
    .sort(
      (i, j) =>
        compare(finite(fit.strengths[j]), finite(fit.strengths[i])) ||
        compare(rates[j].rate ?? -1, rates[i].rate ?? -1) ||
        compare(fit.models[i], fit.models[j]),
    );
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function warningsOf({
  unit,
  bootstrapUnit,
  questions,
  draws,
  rounds,
}: {
  unit: string;
  bootstrapUnit: string;
  questions: number;
  draws: Draws;
  rounds: number;
}): string[] {
  const warnings: string[] = [];
  if (bootstrapUnit === "question" && unit === "judgment") {
    warnings.push(
      questions === 1
        ? "All judgments are about one question, so judgments were resampled: the intervals speak of this question only."
        : "The judgments carry no question, so judgments were resampled: where several share a question, the intervals are too narrow.",
    );
  }
  if (questions > 1 && questions < 10) {
    warnings.push(
      `Only ${questions} questions: intervals from so few are rough. Judge more questions.`,
    );
  }
  if (draws.undetermined > 0) {
    warnings.push(
      `${draws.undetermined} of ${rounds} bootstrap rounds leave some strength undetermined; they count as infinite for the models concerned.`,
    );
  }
  return warnings;
}

function totalOf(counts: Counts): number {
  return counts.count.reduce((sum, n) => sum + n, 0);
}

function listed(models: readonly string[], label: Int32Array, labels: number): string[][] {
  const lists: string[][] = Array.from({ length: labels }, () => []);
  models.forEach((model, i) => {
    lists[label[i]].push(model);
  });
  return lists;
}

function rankByWinRate(
  comparisons: Comparisons,
  counts: Counts,
  { confidence = 0.95 }: RankOptions,
): RankedModels {
  const { models } = counts;
  const rates = winRates(counts, { confidence });
  const sigma = winRates(counts, { confidence: 0.68 });
  const order = models
    .map((_, i) => i)
    .sort(
      (i, j) => compare(rates[j].rate ?? -1, rates[i].rate ?? -1) || compare(models[i], models[j]),
    );
  const clusters = new Set(comparisons.cluster);
  const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
  const ranking = order.map((i): RankedRow => {
    const { rate, lower, upper, matches, wins, losses, ties } = rates[i];
    return {
      model_id: models[i],
      rating: rate,
      median: rate,
      lower: sigma[i].lower,
      upper: sigma[i].upper,
      one_sigma_plus: minus(sigma[i].upper, rate),
      one_sigma_minus: minus(rate, sigma[i].lower),
      median_rounded: rate === null ? null : Math.round(rate * 100) / 100,
      ci_lower: lower,
      ci_upper: upper,
      standard_error: rate === null ? null : Math.sqrt((rate * (1 - rate)) / matches),
      rank: rate === null ? null : 1 + rates.filter((r) => (r.rate ?? -1) > rate).length,
      rank_lower: null,
      rank_upper: null,
      stronger_than_next_confidence: null,
      n_matches: matches,
      wins,
      losses,
      ties,
      win_rate: rate,
      win_rate_lower: lower,
      win_rate_upper: upper,
      status: matches === 0 ? "disconnected" : "ok",
      group: 0,
      rating_in_group: rate,
    };
  });
  return {
    ranking,
    home_advantage: null,
    undetermined_rounds: 0,
    warnings: ["Win rates depend on who met whom: a model that met weaker opponents looks better."],
    n_judgments: totalOf(counts),
    n_questions: clusters.size,
    bootstrap_unit: "judgment",
    log_likelihood: null,
    groups: [[...models]],
    components: [[...models]],
    fit: null,
    draws: null,
    covariance: null,
  };
}
