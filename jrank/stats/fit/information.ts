import { cholesky, invertCholesky } from "../numeric/matrix.ts";
import { evaluate, type Parameters } from "./design.ts";

/** The information at the parameters (lower triangle), with the gauge added where the prior is flat. */
export function informationAt(parameters: Parameters): Float64Array {
  const { x, group, prior } = parameters;
  const size = x.length;
  const result = new Float64Array(size * size);
  evaluate(parameters, x, new Float64Array(size), result);
  if (prior.isFlat) addGauge(result, size, group);
  return result;
}

/** The information at the fit (lower triangle, with its gauge) and its inverse (full). */
export interface Curvature {
  readonly information: Float64Array;
  readonly inverse: Float64Array;
}

/** The curvature at the parameters; null where they are not determined. */
export function curvatureAt(parameters: Parameters): Curvature | null {
  const size = parameters.x.length;
  const information = informationAt(parameters);
  const factor = information.slice();
  return cholesky(factor, size) ? { information, inverse: invertCholesky(factor, size) } : null;
}

/**
 * Without a prior the likelihood does not see a constant added to all strengths of a group. Adding
 * 1 1' on each group's block makes the information positive definite and changes no step that
 * keeps the groups' sums at zero. The factor keeps the block on the scale of the rest.
 */
export function addGauge(information: Float64Array, size: number, group: Int32Array): void {
  const m = group.length;
  const c = gaugeFactor(information, size, m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) if (group[i] === group[j]) information[i * size + j] += c;
  }
}

/** The multiple of 1 1' that `addGauge` adds to this information. */
export function gaugeFactor(information: Float64Array, size: number, m: number): number {
  let trace = 0;
  for (let i = 0; i < m; i++) trace += information[i * size + i];
  return trace > 0 ? trace / (m * m) : 1;
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
  let isOne = true;
  let all = 0;
  for (let i = 0; i < m; i++) {
    if (group[i] !== group[0]) isOne = false;
    all += v[i];
  }
  if (isOne) {
    for (let i = 0; i < m; i++) v[i] -= all / m;
    return;
  }
  const sum = new Float64Array(m);
  const members = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    sum[group[i]] += v[i];
    members[group[i]]++;
  }
  for (let i = 0; i < m; i++) v[i] -= sum[group[i]] / members[group[i]];
}
