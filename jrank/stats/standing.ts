/** How far a board has come: the widths of its intervals, and which neighbours are told apart. */
import { anytimeThreshold } from "./anytime.ts";
import { fitBradleyTerry } from "./bradley_terry.ts";
import { clusteredGames, hasQuestions } from "./clusters.ts";
import { collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import { covarianceOf } from "./covariance.ts";
import { NO_VARIATION } from "./rank_covariance.ts";
import { studentTQuantile } from "./student_t.ts";

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
  { confidence = 0.95 }: { confidence?: number } = {},
): Standing {
  const fit = fitBradleyTerry(collapse(comparisons));
  const { strengths } = fit;
  const clustered = clusteredGames(comparisons, fit.parameters.games);
  const byQuestion = hasQuestions(clustered);
  const { size, values } = covarianceOf(fit, "cr3", clustered);
  const degrees = byQuestion ? clustered.clusters.length - 1 : Number.POSITIVE_INFINITY;
  const t = studentTQuantile((1 + confidence) / 2, degrees);
  const curvature = covarianceOf(fit, "fisher").values;
  const halfWidths = strengths.map((strength, i) => {
    const variance = values[i * size + i];
    const isTold = Number.isFinite(strength) && variance > NO_VARIATION * curvature[i * size + i];
    return isTold ? t * Math.sqrt(variance) : Number.POSITIVE_INFINITY;
  });
  const order = Array.from(strengths.keys()).sort((i, j) => place(strengths, i, j));
  const apart = order.slice(1).map((j, k) => {
    const i = order[k];
    const ofGap = (v: Float64Array) => v[i * size + i] + v[j * size + j] - 2 * v[i * size + j];
    const error = Math.sqrt(ofGap(values));
    const z = (strengths[i] - strengths[j]) / error;
    if (!Number.isFinite(z) || error ** 2 <= NO_VARIATION * ofGap(curvature)) return false;
    return z > anytimeThreshold(error, { alpha: 1 - confidence, degrees });
  });
  return { judgments: comparisons.first.length, strengths, halfWidths, order, apart };
}

/** Strongest first; what cannot be placed comes last. */
function place(strengths: Float64Array, i: number, j: number): number {
  const known = (k: number): number => (Number.isNaN(strengths[k]) ? -Infinity : strengths[k]);
  return known(i) === known(j) ? i - j : known(j) - known(i);
}
