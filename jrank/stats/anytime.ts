/** When a difference may be called more than chance although the data are looked at again and again. */
import { normalQuantile, studentTQuantile } from "./student_t.ts";

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
 * A standard error from few questions is itself uncertain. With `degrees` (questions - 1) the threshold
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
