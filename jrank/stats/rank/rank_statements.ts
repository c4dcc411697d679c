import { column } from "../numeric/quantile.ts";
import { studentTCdf } from "../numeric/student_t.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import { NO_ERROR } from "../uncertainty/interval.ts";
import { type RankDraws, surelyPassed, withoutLimits } from "./rank_draws.ts";

/** A model's place on the board; null where the data do not determine it. */
export interface RankInterval {
  readonly rank: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** P(rank = 1), P(rank = 2), … for as many ranks as there are models; null with the interval. */
  readonly probabilities: Float64Array | null;
}

/**
 * Ranks with marginal intervals: the quantiles of each model's rank in the draws. An open model may lie
 * anywhere within its limits: it counts as better in the upper quantile where it can be, in the lower
 * one and in the rank where it must be; in the probabilities it lies at either limit with even
 * chances, the middle of the two that the exact test allows.
 */
export function rankIntervals(
  { strengths, structure }: Pick<Fitted, "strengths" | "structure">,
  draws: RankDraws,
  { confidence }: { confidence: number },
): RankInterval[] {
  const { placed, count, values, open = withoutLimits(strengths.length, draws) } = draws;
  const m = strengths.length;
  const k = placed.length;
  const width = open.models.length;
  const tallies = () => Array.from({ length: k }, () => new Float64Array(m));
  // The rank among the placed models and those open ones that must, that may, and that happen to be better.
  const [least, most, middle] = [tallies(), tallies(), tallies()];
  const coins = Array.from({ length: width + 1 }, (_, n) => evenChances(n));
  // Draws lie around the strengths, so their order is nearly known: few are moved.
  const index = Uint16Array.from({ length: k }, (_, i) => i);
  const usual = index.slice().sort((i, j) => strengths[placed[j]] - strengths[placed[i]]);
  const own = new Float64Array(k);
  for (let d = 0; d < count; d++) {
    const row = d * k;
    const limits = d * width;
    for (let a = 0; a < k; a++) {
      const i = usual[a];
      const value = values[row + i];
      let at = a;
      for (; at > 0 && own[at - 1] < value; at--) {
        own[at] = own[at - 1];
        index[at] = index[at - 1];
      }
      own[at] = value;
      index[at] = i;
    }
    for (let from = 0, to = 1; from < k; from = to, to++) {
      while (to < k && own[from] - own[to] < NO_ERROR) to++;
      // Equals share their places.
      for (let a = from; a < to; a++) {
        let must = 0;
        let may = 0;
        for (let o = 0; o < width; o++) {
          if (open.least[limits + o] > own[a]) must++;
          if (open.most[limits + o] > own[a]) may++;
        }
        const share = 1 / (to - from);
        for (let r = from; r < to; r++) {
          least[index[a]][r + must] += share;
          most[index[a]][r + may] += share;
          for (let n = 0; n <= may - must; n++) {
            middle[index[a]][r + must + n] += share * coins[may - must][n];
          }
        }
      }
    }
  }
  const tail = (1 - confidence) / 2;
  const { above } = surelyPassed(draws, open, strengths, tail);
  const ranked = Array.from(strengths.keys()).filter(
    (i) => Number.isFinite(strengths[i]) && structure.status[i] !== "disconnected",
  );
  const result: RankInterval[] = Array.from(strengths, () => ({
    rank: null,
    lower: null,
    upper: null,
    probabilities: null,
  }));
  for (const i of ranked) {
    const better = ranked.filter((j) => rounded(strengths[j]) > rounded(strengths[i])).length;
    result[i] = { ...result[i], rank: 1 + above[i] + better };
  }
  placed.forEach((model, i) => {
    let lower = 0;
    let upper = m - 1;
    for (let sum = least[i][0]; sum <= tail * count; sum += least[i][lower]) lower++;
    for (let sum = most[i][m - 1]; sum <= tail * count; sum += most[i][upper]) upper--;
    result[model] = {
      ...result[model],
      lower: 1 + lower,
      upper: 1 + upper,
      probabilities: middle[i].map((times) => times / count),
    };
  });
  return result;
}

/** P(n heads in so many tosses of a coin), n from 0 on. */
function evenChances(tosses: number): number[] {
  let chances = [1];
  for (let toss = 0; toss < tosses; toss++) {
    const before = chances;
    chances = [0, ...before].map((p, n) => (p + (before[n] ?? 0)) / 2);
  }
  return chances;
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
 * of games joins, and where a draw is infinite. Draws of a model are put side by side, once.
 */
export function strongerInDraws(
  { structure }: Pick<Fitted, "structure">,
  { models, strengths }: Pick<Draws, "models" | "strengths">,
): (i: number, j: number) => number | null {
  const drawn = models.map((_, i) => column(strengths, models.length, i));
  const range = drawn.map((values) => {
    let [least, most] = [Infinity, -Infinity];
    for (const value of values) {
      if (!Number.isFinite(value)) return null;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return { least, most };
  });
  return (i, j) => {
    if (structure.component[i] !== structure.component[j]) return null;
    const [a, b] = [range[i], range[j]];
    if (a === null || b === null) return null;
    // Most pairs of many models are far apart.
    if (a.least > b.most) return 1;
    if (a.most < b.least) return 0;
    return shareAbove(drawn[i], drawn[j]);
  };
}

/** How often the values lie above others, of half a time where they are equal. */
function shareAbove(values: Float64Array, others: Float64Array): number {
  let halves = 0;
  for (let d = 0; d < values.length; d++) {
    halves += Number(values[d] > others[d]) + Number(values[d] >= others[d]);
  }
  return halves / 2 / values.length;
}
