import type { Comparisons } from "./comparisons.ts";
import type { CovariateFit } from "./covariates.ts";
import { addInformation, addScore, evaluateDesign, oddsAt } from "./design.ts";
import type { CovarianceMethod } from "./fitted.ts";
import { centre, centred } from "./information.ts";
import { addGauge } from "./likelihood.ts";
import { cholesky, invertCholesky, sandwiched, solveCholesky } from "./matrix.ts";
import { type Covariance, outerSum } from "./sandwich.ts";

/**
 * Covariance of a fit with covariates, in the order of its x, by the same four methods as without:
 * see sandwich.ts and jackknife.ts. Without questions `cr1` and `cr3` are `hc0`. All NaN where the
 * fit is not determined, or for cr3 where it is not without one of the questions.
 */
export function covariateCovariance(
  fit: CovariateFit,
  comparisons: Comparisons,
  method: CovarianceMethod,
): Covariance {
  const { design, x, group, precision, models } = fit;
  const m = models.length;
  const size = x.length;
  const full = new Float64Array(size * size);
  evaluateDesign(design, m, precision, x, new Float64Array(size), full);
  if (precision[0] === 0) addGauge(full, size, group);
  const factor = full.slice();
  if (fit.effects.some(Number.isNaN) || !cholesky(factor, size)) {
    return { size, values: full.fill(Number.NaN) };
  }
  const inverse = invertCholesky(factor, size);
  if (method === "fisher") return { size, values: centred(inverse, size, group) };

  const clusters = clustersOf(fit, comparisons, method);
  const scores = new Float64Array(clusters.count * size);
  for (let r = 0; r < design.row.length; r++) {
    const q = clusters.of[r];
    const p = 1 / (1 + Math.exp(-oddsAt(design, m, x, r)));
    // As repetitions of a row, weights enter the sandwich over judgments once.
    const w = clusters.isRow ? Math.sqrt(design.weight[r]) : design.weight[r];
    addScore(design, m, r, w * (design.score[r] - p), scores.subarray(q * size, (q + 1) * size));
  }
  if (method === "cr3" && !clusters.isRow) return jackknife(fit, full, scores, clusters);
  const questions = clusters.count;
  const meat = outerSum(scores, questions, size, clusters.isRow ? 1 : questions / (questions - 1));
  return { size, values: centred(sandwiched(inverse, meat, size), size, group) };
}

interface Clusters {
  readonly count: number;
  /** The cluster of each row of the design. */
  readonly of: Uint32Array;
  /** Every row is its own. */
  readonly isRow: boolean;
}

function clustersOf(
  { design }: CovariateFit,
  { cluster }: Comparisons,
  method: CovarianceMethod,
): Clusters {
  const number = new Map<number, number>();
  if (cluster !== undefined) {
    for (const k of design.row) {
      if (!number.has(cluster[k])) number.set(cluster[k], number.size);
    }
  }
  if (cluster === undefined || method === "hc0" || number.size < 2) {
    return { count: design.row.length, of: Uint32Array.from(design.row.keys()), isRow: true };
  }
  const of = Uint32Array.from(design.row, (k) => number.get(cluster[k]) as number);
  return { count: number.size, of, isRow: false };
}

function jackknife(
  { design, x, group, models }: CovariateFit,
  full: Float64Array,
  scores: Float64Array,
  clusters: Clusters,
): Covariance {
  const m = models.length;
  const size = x.length;
  for (let q = 0; q < clusters.count; q++) {
    const left = full.slice();
    for (let r = 0; r < design.row.length; r++) {
      if (clusters.of[r] !== q) continue;
      const e = Math.exp(-Math.abs(oddsAt(design, m, x, r)));
      addInformation(design, m, size, r, (-design.weight[r] * e) / ((1 + e) * (1 + e)), left);
    }
    const d = scores.subarray(q * size, (q + 1) * size);
    if (!cholesky(left, size)) return { size, values: full.slice().fill(Number.NaN) };
    solveCholesky(left, size, d);
    centre(d, group);
  }
  const factor = (clusters.count - 1) / clusters.count;
  return { size, values: outerSum(scores, clusters.count, size, factor) };
}
