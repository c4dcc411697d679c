import { RANKING } from "../../core/defaults.ts";
import { collapse } from "../data/collapse.ts";
import { type Comparisons, hardVerdicts } from "../data/comparisons.ts";
import { halfWin } from "../fit/half_win.ts";
import { studentTQuantile } from "../numeric/student_t.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import type { RankedModels } from "./ranked_models.ts";

/** Two models: what happened between them, and what their ratings say. */
export interface HeadToHead {
  readonly model: string;
  readonly opponent: string;
  /** Of `model` against `opponent`; they may be weighted. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** P(win) + P(tie) / 2 of `model` without home advantage; null where it is not determined. */
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** P(win), P(loss) and P(tie) of `model`; null where that is not determined, and where ties are half wins. */
  readonly probabilities: readonly [number, number, number] | null;
}

/**
 * Every pair that met or whose ratings can be compared, each once, the model of the lower index
 * first. Without a fit (win rates) nothing is expected.
 */
export function headToHead(
  comparisons: Comparisons,
  { fit, covariance }: Pick<RankedModels, "fit" | "covariance">,
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): HeadToHead[] {
  const { models, first, second, outcome, count } = collapse(hardVerdicts(comparisons));
  const m = models.length;
  const points = new Float64Array(m * m * 3);
  for (let c = 0; c < count.length; c++) {
    const swapped = first[c] > second[c];
    const [i, j] = swapped ? [second[c], first[c]] : [first[c], second[c]];
    const result = outcome[c] === 3 || !swapped ? outcome[c] : 3 - outcome[c];
    points[(i * m + j) * 3 + result - 1] += count[c];
  }
  const pairs: HeadToHead[] = [];
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      const [wins = 0, losses = 0, ties = 0] = points.subarray(
        (i * m + j) * 3,
        (i * m + j) * 3 + 3,
      );
      const score =
        fit && covariance
          ? expectedScore(fit, covariance, i, j, { degrees: fit.degrees(i, j), confidence })
          : null;
      if (wins + losses + ties === 0 && score === null) continue;
      pairs.push({
        model: models[i],
        opponent: models[j],
        wins,
        losses,
        ties,
        expected: score?.score ?? null,
        lower: score?.lower ?? null,
        upper: score?.upper ?? null,
        probabilities: score?.probabilities ?? null,
      });
    }
  }
  return pairs;
}

/** What to expect of a model in one game against another. */
export interface ExpectedScore {
  /** P(win) + P(tie) / 2. */
  readonly score: number;
  /** Null where the covariance has no number for the pair. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** P(win), P(loss) and P(tie); null where ties are half wins, which says nothing of how many there are. */
  readonly probabilities: readonly [number, number, number] | null;
}

/** What a prediction reads of a fit; without a likelihood ties are half wins. */
type PredictedFit = Pick<
  Fitted,
  "strengths" | "homeAdvantage" | "effects" | "structure" | "parameters"
> &
  Partial<Pick<Fitted, "score" | "probabilities">>;

/**
 * What model i would score against model j, with its interval: the interval of the log odds, turned
 * into shares by the fit's own likelihood. `place` says which of them is shown first; "neutral" is a
 * game without home advantage. `covariates` are their values in that game, as seen from i; 0 where they
 * are not given, a game of equals in them. Null for models whose strengths cannot be compared.
 */
export function expectedScore(
  {
    strengths,
    homeAdvantage,
    structure,
    effects,
    parameters,
    score = halfWin.score as Fitted["score"],
    probabilities = () => null,
  }: PredictedFit,
  covariance: Covariance,
  i: number,
  j: number,
  {
    place = "neutral",
    covariates = [],
    degrees,
    confidence = RANKING.confidence,
  }: {
    place?: "first" | "second" | "neutral";
    covariates?: readonly number[];
    degrees: number;
    confidence?: number;
  },
): ExpectedScore | null {
  if (structure.component[i] !== structure.component[j]) return null;
  const { size, values } = covariance;
  const m = strengths.length;
  const first = m + (parameters.home ? 1 : 0);
  const side = place === "neutral" ? 0 : place === "first" ? 1 : -1;
  // The log odds as a sum over parameters: index, value, factor.
  const terms: [number, number, number][] = [
    [i, strengths[i], 1],
    [j, strengths[j], -1],
  ];
  if (side !== 0 && homeAdvantage !== 0) terms.push([m, homeAdvantage, side]);
  covariates.forEach((value, k) => {
    if (value !== 0) terms.push([first + k, effects[k], value]);
  });
  const odds = terms.reduce((sum, [, value, factor]) => sum + factor * value, 0);
  if (!Number.isFinite(odds)) return null;
  let variance = 0;
  for (const [a, , s] of terms) {
    for (const [b, , t] of terms) {
      variance += a < size && b < size ? s * t * values[a * size + b] : Number.NaN;
    }
  }
  const expected = { score: score(odds), probabilities: probabilities(odds) };
  if (!(variance >= 0)) return { ...expected, lower: null, upper: null };
  const half = studentTQuantile((1 + confidence) / 2, degrees) * Math.sqrt(variance);
  return { ...expected, lower: score(odds - half), upper: score(odds + half) };
}
