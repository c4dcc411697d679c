import type { Covariance } from "./covariance.ts";
import type { Fitted } from "./fitted.ts";
import { studentTQuantile } from "./student_t.ts";

/** The expected score of a model in one game against another: P(win) + P(tie) / 2. */
export interface ExpectedScore {
  readonly score: number;
  /** Null where the covariance has no number for the pair. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * What model i would score against model j, with its interval: the interval of the log odds, turned
 * into shares by the fit's own tie model. `place` says which of them is shown first; "neutral" is a game without home advantage.
 * Null for models whose strengths cannot be compared.
 */
export function expectedScore(
  {
    strengths,
    homeAdvantage,
    structure,
    score = (eta) => 1 / (1 + Math.exp(-eta)),
  }: Pick<Fitted, "strengths" | "homeAdvantage" | "structure"> & Partial<Pick<Fitted, "score">>,
  covariance: Covariance,
  i: number,
  j: number,
  {
    place = "neutral",
    degrees,
    confidence = 0.95,
  }: { place?: "first" | "second" | "neutral"; degrees: number; confidence?: number },
): ExpectedScore | null {
  if (structure.component[i] !== structure.component[j]) return null;
  const { size, values } = covariance;
  const m = strengths.length;
  const side = place === "neutral" ? 0 : place === "first" ? 1 : -1;
  const odds = strengths[i] - strengths[j] + (side === 0 ? 0 : side * homeAdvantage);
  if (!Number.isFinite(odds)) return null;
  const terms: [number, number][] = [
    [i, 1],
    [j, -1],
  ];
  if (side !== 0 && size > m) terms.push([m, side]);
  let variance = 0;
  for (const [a, s] of terms) for (const [b, t] of terms) variance += s * t * values[a * size + b];
  if (!(variance >= 0)) return { score: score(odds), lower: null, upper: null };
  const half = studentTQuantile((1 + confidence) / 2, degrees) * Math.sqrt(variance);
  return { score: score(odds), lower: score(odds - half), upper: score(odds + half) };
}
