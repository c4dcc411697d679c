import { studentTCdf } from "../numeric/student_t.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import { NO_ERROR } from "../uncertainty/interval.ts";
import type { RankDraws } from "./rank_draws.ts";

/** A model's place on the board; null where the data do not determine it. */
export interface RankInterval {
  readonly rank: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** P(rank = 1), P(rank = 2), … for as many ranks as there are models; null with the interval. */
  readonly probabilities: Float64Array | null;
}

/**
 * Ranks with marginal intervals: the quantiles of each model's rank in the draws. Models above the
 * main group count as better, models that the data cannot place widen the interval upwards; the
 * probabilities are those among the models placed.
 */
export function rankIntervals(
  { strengths, structure }: Pick<Fitted, "strengths" | "structure">,
  { placed, count, values }: RankDraws,
  { confidence }: { confidence: number },
): RankInterval[] {
  const { ranked, above, open } = placesOf(strengths, structure.status, placed);
  const k = placed.length;
  const tally = Array.from({ length: k }, () => new Float64Array(k));
  const index = Uint16Array.from({ length: k }, (_, i) => i);
  for (let d = 0; d < count; d++) {
    const row = d * k;
    index.sort((i, j) => values[row + j] - values[row + i]);
    for (let from = 0, to = 1; from < k; from = to, to++) {
      while (to < k && values[row + index[from]] - values[row + index[to]] < NO_ERROR) to++;
      // Equals share their places.
      for (let a = from; a < to; a++) {
        for (let r = from; r < to; r++) tally[index[a]][r] += 1 / (to - from);
      }
    }
  }
  const tail = ((1 - confidence) / 2) * count;
  const result: RankInterval[] = Array.from(strengths, () => ({
    rank: null,
    lower: null,
    upper: null,
    probabilities: null,
  }));
  for (const i of ranked) {
    const better = ranked.filter((j) => rounded(strengths[j]) > rounded(strengths[i])).length;
    result[i] = { ...result[i], rank: 1 + above + better };
  }
  placed.forEach((model, i) => {
    let lower = 0;
    let upper = k - 1;
    for (let sum = tally[i][0]; sum <= tail; sum += tally[i][lower]) lower++;
    for (let sum = tally[i][k - 1]; sum <= tail; sum += tally[i][upper]) upper--;
    const probabilities = new Float64Array(strengths.length);
    tally[i].forEach((times, r) => {
      probabilities[above + r] = times / count;
    });
    result[model] = {
      ...result[model],
      lower: 1 + above + lower,
      upper: 1 + above + upper + open,
      probabilities,
    };
  });
  return result;
}

/** Who has a rank, how many stand above all of those, and how many could stand anywhere. */
export function placesOf(
  strengths: Float64Array,
  status: Fitted["structure"]["status"],
  placed: readonly number[],
): { ranked: number[]; above: number; open: number } {
  const ranked = Array.from(strengths.keys()).filter(
    (i) => Number.isFinite(strengths[i]) && status[i] !== "disconnected",
  );
  const above = strengths.filter((b) => b === Number.POSITIVE_INFINITY).length;
  const below = strengths.filter((b) => b === Number.NEGATIVE_INFINITY).length;
  return { ranked, above, open: strengths.length - placed.length - above - below };
}

/** Strengths that differ by rounding error only are equal: models that played alike tie. */
export function rounded(strength: number): number {
  return Math.round(strength * 1e9);
}

/** P(model i is stronger than model j): Student's t for their difference; null where undetermined. */
export function stronger(
  { strengths, structure }: Pick<Fitted, "strengths" | "structure">,
  { values, size }: Covariance,
  degrees: number,
  i: number,
  j: number,
): number | null {
  const gap = strengths[i] - strengths[j];
  if (!Number.isFinite(gap) || structure.component[i] !== structure.component[j]) return null;
  const variance = values[i * size + i] + values[j * size + j] - 2 * values[i * size + j];
  if (Number.isNaN(variance)) return null;
  // Models that played alike are equal; a difference that never varies is no certainty.
  if (variance < NO_ERROR ** 2) return rounded(gap) === 0 ? 0.5 : null;
  return studentTCdf(gap / Math.sqrt(variance), degrees);
}

/**
 * P(model i is stronger than model j): the share of a posterior's draws; null for models that no chain
 * of games joins, and where a draw is infinite.
 */
export function strongerInDraws(
  { structure }: Pick<Fitted, "structure">,
  { models, count, strengths }: Draws,
  i: number,
  j: number,
): number | null {
  if (structure.component[i] !== structure.component[j]) return null;
  let above = 0;
  for (let row = 0; row < strengths.length; row += models.length) {
    const gap = strengths[row + i] - strengths[row + j];
    if (!Number.isFinite(gap)) return null;
    above += gap > 0 ? 1 : gap === 0 ? 0.5 : 0;
  }
  return above / count;
}
