import type { Random } from "../../core/random.ts";
import type { Ranking, RankingRow } from "../../core/ranking.ts";
import type { ClusteredPoints } from "../data/clusters.ts";
import type { Counts } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import { type WinRate, winRates } from "../data/win_rate.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import { type EstimatesInput, parameterEstimates } from "../uncertainty/parameter_estimates.ts";
import { rounded } from "./rank_statements.ts";
import { rankTable } from "./rank_table.ts";

/** A row of the ranking file without what only the config knows. */
export type RankedRow = Omit<RankingRow, "display_name" | "license">;

/** What the rows are made of; strengths, draws and covariance in natural-log units. */
interface RowsInput extends EstimatesInput {
  readonly comparisons: Comparisons;
  /** Of verdicts, each for its likeliest outcome. */
  readonly verdicts: Counts;
  readonly questions: number;
  /** The games of the verdicts by question, where they are known. */
  readonly clustered?: ClusteredPoints | null;
  /** Behind what is said about ranks and pairs: see `rankCovariance`. */
  readonly rankCovariance: Covariance;
  readonly random: Random;
  readonly display: { readonly factor: number; readonly initRating: number };
}

/** The rows of a ranking, and the statements about pairs and ranks in their order. */
interface RankedBoard {
  readonly rows: RankedRow[];
  readonly home: NonNullable<Ranking["home_advantage"]>;
  /** Row by rank, from 1 on: P(rank); null for models without a place. */
  readonly rankProbability: (number[] | null)[];
  /** Row by row: P(the row's model is stronger than the column's); null on the diagonal and where undetermined. */
  readonly strongerProbability: (number | null)[][];
}

/** The rows of a ranking, best first, and the home advantage, both on the display scale. */
export function rankedRows(input: RowsInput): RankedBoard {
  const { fit, verdicts, draws, covariance, confidence, display, isPosterior } = input;
  const { models, structure } = fit;
  const estimates = parameterEstimates(input);
  const judged = input.questions > 1 && !isPosterior ? fit.judgmentVariances() : null;
  const rates = winRates(verdicts, {
    confidence,
    rows: input.comparisons,
    clustered: input.clustered,
  });
  const order = orderOf(fit, rates);
  const table = rankTable({
    fit,
    comparisons: input.comparisons,
    order,
    confidence,
    random: input.random,
    covariance: input.rankCovariance,
    degrees: isPosterior ? Infinity : Float64Array.from(models, (_, i) => fit.degrees(i)),
    posterior: isPosterior ? draws : null,
  });
  const { ranks } = table;
  const ok = (i: number) => structure.status[i] === "ok";
  const scaled = (b: number | null) => (b === null ? null : display.factor * b);
  const rating = (b: number | null) =>
    b === null ? null : display.initRating + display.factor * b;
  const gap = (a: number | null, b: number | null) =>
    a === null || b === null ? null : display.factor * (a - b);

  const rows = order.map((i, line): RankedRow => {
    const { point, interval, median, lower, upper } = estimates.strength(i);
    const own = estimates.inGroup(i) ?? { interval, lower, upper };
    const rate = rates[i];
    const next = order[line + 1];
    const medianRating = rating(median);
    return {
      model_id: models[i],
      rating: rating(point),
      median: medianRating,
      lower: rating(lower),
      upper: rating(upper),
      one_sigma_plus: gap(upper, median),
      one_sigma_minus: gap(median, lower),
      median_rounded: medianRating === null ? null : Math.round(medianRating),
      ci_lower: rating(interval.lower),
      ci_upper: rating(interval.upper),
      standard_error: scaled(interval.standardError),
      rank: ranks[i].rank,
      rank_lower: ranks[i].lower,
      rank_upper: ranks[i].upper,
      stronger_than_next_confidence: next === undefined ? null : table.stronger(i, next),
      n_matches: rate.matches,
      wins: rate.wins,
      losses: rate.losses,
      ties: rate.ties,
      win_rate: rate.rate,
      win_rate_lower: rate.lower,
      win_rate_upper: rate.upper,
      status: structure.status[i],
      group: structure.group[i],
      rating_in_group: structure.homeAdvantageDetermined ? rating(fit.strengthsInGroup[i]) : null,
      ci_lower_in_group: rating(own.interval.lower),
      ci_upper_in_group: rating(own.interval.upper),
      lower_in_group: rating(own.lower),
      upper_in_group: rating(own.upper),
      rank_lower_simultaneous: table.lowerOfAll[i],
      rank_upper_simultaneous: table.upperOfAll[i],
      tie_group: table.groups[line],
      design_effect: point === null || !ok(i) ? null : designEffect(covariance, judged, i),
    };
  });
  const home = estimates.home();
  return {
    rows,
    home: {
      estimate: scaled(home.point),
      lower: scaled(home.interval.lower),
      upper: scaled(home.interval.upper),
      standard_error: scaled(home.interval.standardError),
    },
    rankProbability: order.map((i) => {
      const p = ranks[i].probabilities;
      return p === null ? null : Array.from(p);
    }),
    strongerProbability: strongerMatrix(order, table.stronger),
  };
}

/** Each pair once: the other way round it is the rest to 1. */
function strongerMatrix(
  order: readonly number[],
  strongerThan: (i: number, j: number) => number | null,
): (number | null)[][] {
  const matrix: (number | null)[][] = order.map(() => order.map(() => null));
  order.forEach((i, row) => {
    for (let column = row + 1; column < order.length; column++) {
      const p = strongerThan(i, order[column]);
      matrix[row][column] = p;
      matrix[column][row] = p === null ? null : 1 - p;
    }
  });
  return matrix;
}

function designEffect(
  byQuestion: Covariance,
  judged: Float64Array | null,
  i: number,
): number | null {
  if (judged === null) return null;
  const ratio = byQuestion.values[i * byQuestion.size + i] / judged[i];
  return Number.isFinite(ratio) ? ratio : null;
}

/**
 * Above the main group, then it, then below, then what cannot be placed; there group by group, that with
 * the larger share of its points first, so that undefeated models begin and winless ones end.
 */
function orderOf(fit: Fitted, rates: WinRate[]): number[] {
  const { strengths, strengthsInGroup, structure, models } = fit;
  const place = (i: number) => {
    if (Number.isNaN(strengths[i])) return -2;
    return Number.isFinite(strengths[i]) ? 0 : Math.sign(strengths[i]);
  };
  const points = new Float64Array(structure.groups);
  const matches = new Float64Array(structure.groups);
  rates.forEach((rate, i) => {
    points[structure.group[i]] += rate.wins + rate.ties / 2;
    matches[structure.group[i]] += rate.matches;
  });
  const share = (i: number) => points[structure.group[i]] / (matches[structure.group[i]] || 1);
  return models
    .map((_, i) => i)
    .sort(
      (i, j) =>
        place(j) - place(i) ||
        (place(i) === 0 ? 0 : share(j) - share(i) || structure.group[i] - structure.group[j]) ||
        rounded(strengthsInGroup[j]) - rounded(strengthsInGroup[i]) ||
        (rates[j].rate ?? -1) - (rates[i].rate ?? -1) ||
        (models[i] < models[j] ? -1 : 1),
    );
}
