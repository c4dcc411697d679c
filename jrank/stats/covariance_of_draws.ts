import type { Draws } from "./bootstrap.ts";
import type { Covariance } from "./covariance.ts";

/** Covariance of draws: strengths, then the home advantage; NaN where a draw is not finite. */
export function covarianceOfDraws({ models, count, strengths, homeAdvantage }: Draws): Covariance {
  const m = models.length;
  const size = m + 1;
  const at = (d: number, i: number) => (i < m ? strengths[d * m + i] : homeAdvantage[d]);
  const mean = new Float64Array(size);
  for (let d = 0; d < count; d++) for (let i = 0; i < size; i++) mean[i] += at(d, i) / count;
  const values = new Float64Array(size * size);
  for (let d = 0; d < count; d++) {
    for (let i = 0; i < size; i++) {
      const a = at(d, i) - mean[i];
      for (let j = 0; j <= i; j++) values[i * size + j] += a * (at(d, j) - mean[j]);
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      values[i * size + j] /= count - 1;
      values[j * size + i] = values[i * size + j];
    }
  }
  return { size, values };
}
