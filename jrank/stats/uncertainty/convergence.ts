import { RANKING } from "../../core/defaults.ts";
import { UserError } from "../../core/errors.ts";
import { collapse } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import type { TieModel } from "../fit/likelihoods.ts";
import { FLAT, type Prior } from "../fit/prior.ts";
import type { Covariance } from "./covariance.ts";
import { type Fitted, fitModel } from "./fitted.ts";
import { INTERVALS } from "./interval.ts";
import { rankCovariance } from "./rank_covariance.ts";

/** With more models than this, CR1 spares the factorisation for every question. */
const LARGE = 48;

/** A model's rating after the first `matches` judgments; null where they do not determine it. */
export interface ConvergencePoint {
  readonly matches: number;
  readonly model_id: string;
  readonly rating: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What is known after some of the judgments. */
export interface Settled {
  readonly fit: Pick<Fitted, "strengths" | "structure" | "degrees">;
  readonly covariance: Covariance;
}

/**
 * How the ratings settled: every model after the first n judgments, in the order of the rows, for
 * `points` values of n at equal distances up to all. `settle` fits them as the ranking does, or says
 * null where they do not determine its model; see `settledBy`. The chart costs `points` fits.
 */
export function convergence(
  comparisons: Comparisons,
  {
    points = 24,
    confidence = RANKING.confidence,
    scale = RANKING.scale,
    base = RANKING.base,
    initRating = RANKING.init_rating,
    settle = settledBy({
      ties: RANKING.ties,
      homeAdvantage: RANKING.home_advantage,
      prior: FLAT,
    }),
  }: {
    points?: number;
    confidence?: number;
    scale?: number;
    base?: number;
    initRating?: number;
    settle?: (part: Comparisons) => Settled | null;
  } = {},
): ConvergencePoint[] {
  const rows = comparisons.first.length;
  const sizes = new Set(
    Array.from({ length: points }, (_, k) => Math.round(((k + 1) * rows) / points)),
  );
  const factor = scale / Math.log(base);
  const display = (b: number | null) => (b === null ? null : initRating + factor * b);
  return [...sizes]
    .filter((matches) => matches > 0)
    .flatMap((matches) => {
      const settled = settledOrNot(settle, firstRows(comparisons, matches));
      return comparisons.models.map((model_id, i) => {
        const { estimate, lower, upper } = ratingOf(settled, i, confidence);
        return {
          matches,
          model_id,
          rating: display(estimate),
          lower: display(lower),
          upper: display(upper),
        };
      });
    });
}

/** A model where it is determined, with its interval. */
function ratingOf(settled: Settled | null, i: number, confidence: number) {
  const open = { estimate: null, lower: null, upper: null };
  if (settled === null) return open;
  const { fit, covariance } = settled;
  const { size, values } = covariance;
  if (!Number.isFinite(fit.strengths[i]) || fit.structure.status[i] !== "ok") return open;
  const estimate = fit.strengths[i];
  const standardError = Math.sqrt(values[i * size + i]);
  const degrees = fit.degrees(i);
  const { lower, upper } = INTERVALS.cr3({ estimate, standardError, degrees, confidence });
  return { estimate, lower, upper };
}

/** The first rows only; models and questions keep their numbers. */
export function firstRows(comparisons: Comparisons, rows: number): Comparisons {
  const { shares, weight, cluster } = comparisons;
  return {
    ...comparisons,
    first: comparisons.first.subarray(0, rows),
    second: comparisons.second.subarray(0, rows),
    outcome: comparisons.outcome.subarray(0, rows),
    ...(shares && { shares: shares.subarray(0, 3 * rows) }),
    ...(weight && { weight: weight.subarray(0, rows) }),
    ...(cluster && { cluster: cluster.subarray(0, rows) }),
  };
}

/** Null where the first judgments do not determine the model. */
function settledOrNot(
  settle: (part: Comparisons) => Settled | null,
  part: Comparisons,
): Settled | null {
  try {
    return settle(part);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/**
 * Fits a board of its own, with CR3 intervals by question (CR1 for large boards, HC0 without
 * questions), which need no resampling.
 */
export function settledBy({
  ties,
  homeAdvantage,
  prior,
}: {
  ties: TieModel;
  homeAdvantage: boolean;
  prior: Prior;
}): (part: Comparisons) => Settled {
  return (comparisons) => {
    const counts = collapse(comparisons);
    const fit = fitModel(ties, { comparisons, counts, homeAdvantage, prior });
    const byQuestion = fit.covariance(fit.models.length > LARGE ? "cr1" : "cr3");
    return { fit, covariance: rankCovariance(fit, byQuestion) };
  };
}
