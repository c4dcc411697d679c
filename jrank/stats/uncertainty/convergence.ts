import { RANKING } from "../../core/defaults.ts";
import { UserError } from "../../core/errors.ts";
import { collapse } from "../data/collapse.ts";
import { type Comparisons, countQuestions } from "../data/comparisons.ts";
import type { TieModel } from "../fit/likelihoods.ts";
import { FLAT, type Prior } from "../fit/prior.ts";
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

/**
 * How the ratings settled: every model after the first n judgments, in the order of the rows, for
 * `points` values of n at equal distances up to all. Intervals are CR3 by question (CR1 for large
 * boards, HC0 without questions), which need no resampling: the chart costs `points` fits.
 */
export function convergence(
  comparisons: Comparisons,
  {
    points = 24,
    confidence = RANKING.confidence,
    scale = RANKING.scale,
    base = RANKING.base,
    initRating = RANKING.init_rating,
    ties = RANKING.ties,
    homeAdvantage = RANKING.home_advantage,
    prior = FLAT,
  }: {
    points?: number;
    confidence?: number;
    scale?: number;
    base?: number;
    initRating?: number;
    ties?: TieModel;
    homeAdvantage?: boolean;
    prior?: Prior;
  } = {},
): ConvergencePoint[] {
  const rows = comparisons.first.length;
  const sizes = new Set(
    Array.from({ length: points }, (_, k) => Math.round(((k + 1) * rows) / points)),
  );
  const factor = scale / Math.log(base);
  return [...sizes]
    .filter((matches) => matches > 0)
    .flatMap((matches) => {
      const part = firstRows(comparisons, matches);
      return ratingsOf(part, confidence, { ties, homeAdvantage, prior }).map(
        ({ estimate, lower, upper }, i) => {
          const display = (b: number | null) => (b === null ? null : initRating + factor * b);
          const model_id = comparisons.models[i];
          return {
            matches,
            model_id,
            rating: display(estimate),
            lower: display(lower),
            upper: display(upper),
          };
        },
      );
    });
}

/** The first rows only; models and questions keep their numbers. */
export function firstRows(comparisons: Comparisons, rows: number): Comparisons {
  const { weight, cluster } = comparisons;
  return {
    ...comparisons,
    first: comparisons.first.subarray(0, rows),
    second: comparisons.second.subarray(0, rows),
    outcome: comparisons.outcome.subarray(0, rows),
    ...(weight && { weight: weight.subarray(0, rows) }),
    ...(cluster && { cluster: cluster.subarray(0, rows) }),
  };
}

/** Null where the first judgments do not determine the tie model. */
function fitOf(
  comparisons: Comparisons,
  ties: TieModel,
  options: { homeAdvantage: boolean; prior: Prior },
): Fitted | null {
  try {
    return fitModel(ties, { comparisons, counts: collapse(comparisons), ...options });
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function ratingsOf(
  comparisons: Comparisons,
  confidence: number,
  { ties, homeAdvantage, prior }: { ties: TieModel; homeAdvantage: boolean; prior: Prior },
) {
  const fit = fitOf(comparisons, ties, { homeAdvantage, prior });
  if (fit === null) {
    return comparisons.models.map(() => ({ estimate: null, lower: null, upper: null }));
  }
  const questions = countQuestions(comparisons);
  const byQuestion = fit.covariance(fit.models.length > LARGE ? "cr1" : "cr3");
  const { size, values } = rankCovariance(fit, byQuestion);
  return Array.from(fit.strengths, (strength, i) => {
    const isNumber = Number.isFinite(strength) && fit.structure.status[i] === "ok";
    const estimate = isNumber ? strength : null;
    const interval = INTERVALS.cr3({
      estimate,
      quantiles: () => null,
      standardError: Math.sqrt(values[i * size + i]),
      degrees: questions > 1 ? questions - 1 : Number.POSITIVE_INFINITY,
      confidence,
    });
    return { estimate, lower: interval.lower, upper: interval.upper };
  });
}
