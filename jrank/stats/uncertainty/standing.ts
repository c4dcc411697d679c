/** How far a board has come: the widths of its intervals, and which neighbours are told apart. */

import { RANKING } from "../../core/defaults.ts";
import { clusteredPoints } from "../data/clusters.ts";
import { collapse } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import { fitBradleyTerry } from "../fit/bradley_terry.ts";
import { curvatureAt } from "../fit/information.ts";
import { normalQuantile, studentTQuantile } from "../numeric/student_t.ts";
import { covarianceOf } from "./covariance.ts";
import { degreesBy } from "./fitted.ts";
import { NO_VARIATION } from "./rank_covariance.ts";

export interface Standing {
  readonly judgments: number;
  /** Natural-log units; infinite or NaN where the judgments do not determine a strength. */
  readonly strengths: Float64Array;
  /**
   * Half the width of each model's interval, in natural-log units; Infinity where undetermined, and
   * where every question says the same, so that nothing tells an error.
   */
  readonly halfWidths: Float64Array;
  /** The models from the strongest to the weakest. */
  readonly order: readonly number[];
  /** For each neighbour pair of `order` whether it is told apart, however often one has looked. */
  readonly apart: readonly boolean[];
}

/**
 * The standing after these judgments: maximum likelihood, CR3 by question (HC0 where rows carry no
 * question), and neighbours by the anytime-valid threshold at 1 - confidence.
 */
export function standingOf(
  comparisons: Comparisons,
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): Standing {
  const fit = fitBradleyTerry(collapse(comparisons));
  const { strengths } = fit;
  const clustered = clusteredPoints(comparisons, fit.parameters.games);
  const at = curvatureAt(fit.parameters);
  const { degrees } = degreesBy(fit.parameters, clustered, () => at);
  const { size, values } = covarianceOf(fit, "cr3", clustered, at);
  const curvature = covarianceOf(fit, "fisher", clustered, at).values;
  const halfWidths = strengths.map((strength, i) => {
    const variance = values[i * size + i];
    const isTold = Number.isFinite(strength) && variance > NO_VARIATION * curvature[i * size + i];
    if (!isTold) return Number.POSITIVE_INFINITY;
    return studentTQuantile((1 + confidence) / 2, degrees(i)) * Math.sqrt(variance);
  });
  const order = Array.from(strengths.keys()).sort((i, j) => place(strengths, i, j));
  const apart = order.slice(1).map((j, k) => {
    const i = order[k];
    const ofGap = (v: Float64Array) => v[i * size + i] + v[j * size + j] - 2 * v[i * size + j];
    const error = Math.sqrt(ofGap(values));
    const z = (strengths[i] - strengths[j]) / error;
    if (!Number.isFinite(z) || error ** 2 <= NO_VARIATION * ofGap(curvature)) return false;
    return z > anytimeThreshold(error, { alpha: 1 - confidence, degrees: degrees(i, j) });
  });
  return { judgments: comparisons.first.length, strengths, halfWidths, order, apart };
}

/** Strongest first; what cannot be placed comes last. */
function place(strengths: Float64Array, i: number, j: number): number {
  const known = (k: number): number => (Number.isNaN(strengths[k]) ? -Infinity : strengths[k]);
  return known(i) === known(j) ? i - j : known(j) - known(i);
}

/**
 * How many standard errors a difference must be from 0 so that the claim "these two differ" is false
 * with probability `alpha` at most, at whatever look and after however many. A fixed 1.96 holds for
 * one look only: two equal models looked at 15 times are called different in 17 % of the runs.
 *
 * It is the boundary of a normal mixture (Robbins, Annals of Mathematical Statistics 41, 1970; Howard
 * et al., Annals of Statistics 49, 2021): with v = standardError² and t² = spread²,
 *
 *     sqrt((1 + v / t²) ln((1 + t² / v) / alpha²))
 *
 * `spread`, in the units of the standard error, is the size of differences that should be found
 * soonest; the claim is valid whatever it is. With a spread of 100 Elo, standard errors of 40, 20 and
 * 60 Elo need 3.041, 3.102 and 3.155.
 *
 * A standard error from few questions is itself uncertain. With `degrees` (`questionDegrees`) the threshold
 * is wider by as much as an interval of Student's t is wider than a normal one: 3 % with 40 questions,
 * 42 % with 5. Without that, four equal models on 3 questions are called different in 15 % of the runs.
 */
export function anytimeThreshold(
  standardError: number,
  {
    alpha = 0.05,
    spread = ANYTIME_SPREAD,
    degrees = Number.POSITIVE_INFINITY,
  }: { alpha?: number; spread?: number; degrees?: number } = {},
): number {
  const ratio = (standardError / spread) ** 2;
  const threshold = Math.sqrt((1 + ratio) * Math.log((1 + 1 / ratio) / alpha ** 2));
  const tail = 1 - alpha / 2;
  return (threshold * studentTQuantile(tail, degrees)) / normalQuantile(tail);
}

/** 100 Elo in natural-log units. */
const ANYTIME_SPREAD = Math.LN10 / 4;
