import type { Parameters } from "./bradley_terry.ts";
import { addGauge, evaluate } from "./likelihood.ts";
import { cholesky, invertCholesky } from "./matrix.ts";

/** The information at the fit, with the gauge added where the prior is flat. */
export function information({ games, prior, x, group }: Parameters): Float64Array {
  const size = x.length;
  const result = new Float64Array(size * size);
  evaluate(games, prior, x, new Float64Array(size), result);
  if (prior.strength === 0) addGauge(result, size, group);
  return result;
}

/** The inverse of `information`, as a full symmetric matrix. */
export function invertedInformation(parameters: Parameters): Float64Array {
  const size = parameters.x.length;
  const factor = information(parameters);
  if (!cholesky(factor, size)) throw new Error("The information at the fit is singular");
  return invertCholesky(factor, size);
}

/** p (1 - p) of a game at the parameters x of m models. */
export function weightAt(x: Float64Array, m: number, i: number, j: number): number {
  const e = Math.exp(-Math.abs((x.length > m ? x[m] : 0) + x[i] - x[j]));
  return e / ((1 + e) * (1 + e));
}

/** P A P, where P takes the mean of each group out of the strengths. */
export function centred(a: Float64Array, size: number, group: Int32Array): Float64Array {
  const result = a.slice();
  for (let i = 0; i < size; i++) centre(result.subarray(i * size, (i + 1) * size), group);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) column[i] = result[i * size + j];
    centre(column, group);
    for (let i = 0; i < size; i++) result[i * size + j] = column[i];
  }
  return result;
}

/** Takes the mean of each group out of the strengths, in place. */
export function centre(v: Float64Array, group: Int32Array): void {
  const m = group.length;
  const sum = new Float64Array(m);
  const members = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    sum[group[i]] += v[i];
    members[group[i]]++;
  }
  for (let i = 0; i < m; i++) v[i] -= sum[group[i]] / members[group[i]];
}
