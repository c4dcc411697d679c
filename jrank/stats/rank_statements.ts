import type { Random } from "../core/random.ts";
import type { Fitted } from "./fitted.ts";
import type { Covariance } from "./sandwich.ts";
import { studentTCdf } from "./student_t.ts";

/** A model's place on the board; null where the data do not determine it. */
export interface RankInterval {
  readonly rank: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const DRAWS = 4000;

/**
 * Ranks with marginal intervals: strengths are drawn from a multivariate t around the fit and the
 * quantiles of each model's rank taken. Models above the main group count as better, models that
 * the data cannot place widen the interval upwards.
 */
export function rankIntervals(
  { strengths, structure }: Pick<Fitted, "strengths" | "structure">,
  covariance: Covariance,
  degrees: number,
  { confidence, random }: { confidence: number; random: Random },
): RankInterval[] {
  const { size, values } = covariance;
  const ranked = Array.from(strengths.keys()).filter(
    (i) => Number.isFinite(strengths[i]) && structure.status[i] !== "disconnected",
  );
  const placed = ranked.filter((i) => Number.isFinite(values[i * size + i]));
  const above = strengths.filter((b) => b === Number.POSITIVE_INFINITY).length;
  const below = strengths.filter((b) => b === Number.NEGATIVE_INFINITY).length;
  const open = strengths.length - placed.length - above - below;
  const k = placed.length;
  const root = semidefiniteRoot(covariance, placed);
  const tally = Array.from({ length: k }, () => new Int32Array(k));
  const z = new Float64Array(k);
  const draw = new Float64Array(k);
  const index = Array.from({ length: k }, (_, i) => i);
  for (let d = 0; d < DRAWS; d++) {
    for (let i = 0; i < k; i++) z[i] = random.normal();
    const stretch = Number.isFinite(degrees) ? Math.sqrt(degrees / chiSquared(degrees, random)) : 1;
    for (let i = 0; i < k; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += root[i * k + j] * z[j];
      draw[i] = strengths[placed[i]] + stretch * sum;
    }
    index.sort((i, j) => draw[j] - draw[i]);
    for (let r = 0; r < k; r++) tally[index[r]][r]++;
  }
  const tail = ((1 - confidence) / 2) * DRAWS;
  const result: RankInterval[] = Array.from(strengths, () => ({
    rank: null,
    lower: null,
    upper: null,
  }));
  for (const i of ranked) {
    const better = ranked.filter((j) => rounded(strengths[j]) > rounded(strengths[i])).length;
    result[i] = { rank: 1 + above + better, lower: null, upper: null };
  }
  placed.forEach((model, i) => {
    let lower = 0;
    let upper = k - 1;
    for (let sum = tally[i][0]; sum <= tail; sum += tally[i][lower]) lower++;
    for (let sum = tally[i][k - 1]; sum <= tail; sum += tally[i][upper]) upper--;
    result[model] = {
      ...result[model],
      lower: 1 + above + lower,
      upper: 1 + above + upper + open,
    };
  });
  return result;
}

/** Strengths that differ by rounding error only are equal: models that played alike tie. */
export function rounded(strength: number): number {
  return Math.round(strength * 1e9);
}

/** P(model i is stronger than model j): Student's t for their difference; null where undetermined. */
export function strongerThanNext(
  { strengths, structure }: Pick<Fitted, "strengths" | "structure">,
  { values, size }: Covariance,
  degrees: number,
  i: number,
  j: number,
): number | null {
  const gap = strengths[i] - strengths[j];
  if (!Number.isFinite(gap) || structure.component[i] !== structure.component[j]) return null;
  const variance = values[i * size + i] + values[j * size + j] - 2 * values[i * size + j];
  const error = Math.sqrt(variance);
  if (Number.isNaN(error)) return null;
  return error === 0 ? (gap > 0 ? 1 : 0.5) : studentTCdf(gap / error, degrees);
}

/** A lower triangular root of a covariance's block, whose rank may be short. */
function semidefiniteRoot({ values, size }: Covariance, rows: number[]): Float64Array {
  const k = rows.length;
  const root = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = values[rows[i] * size + rows[j]];
      const diagonal = values[rows[i] * size + rows[i]];
      for (let l = 0; l < j; l++) sum -= root[i * k + l] * root[j * k + l];
      if (i === j) root[i * k + i] = sum > 1e-12 * diagonal ? Math.sqrt(sum) : 0;
      else root[i * k + j] = root[j * k + j] > 0 ? sum / root[j * k + j] : 0;
    }
  }
  return root;
}

/** A draw of chi squared: Marsaglia and Tsang's gamma (ACM Transactions 26, 2000), times 2. */
function chiSquared(degrees: number, random: Random): number {
  const shape = degrees / 2;
  if (shape < 1) return chiSquared(degrees + 2, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.next()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return 2 * d * v;
  }
}
