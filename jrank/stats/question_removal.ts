import type { Parameters } from "./bradley_terry.ts";
import type { ClusteredGames } from "./clusters.ts";
import { weightAt } from "./information.ts";
import { cholesky, solveCholesky } from "./matrix.ts";

/** Solving with the information that is left when a question is taken out. */

/** What a question's games contribute: one term w x x' for every ordered pair, x = e_i - e_j (+ e_alpha). */
export interface Entries {
  readonly i: Int32Array;
  readonly j: Int32Array;
  readonly weight: Float64Array;
  /** Points of the first beyond those expected. */
  readonly residual: Float64Array;
}

/** The games of question q at the parameters. */
export function entriesOf(
  { games, x, group }: Parameters,
  { start, pair, won, lost }: ClusteredGames,
  q: number,
): Entries {
  const m = group.length;
  const pairs = pair.subarray(start[q], start[q + 1]);
  const i = Int32Array.from(pairs, (g) => games.first[g]);
  const j = Int32Array.from(pairs, (g) => games.second[g]);
  const weight = new Float64Array(pairs.length);
  const residual = new Float64Array(pairs.length);
  for (let e = 0; e < pairs.length; e++) {
    const r = start[q] + e;
    const p = 1 / (1 + Math.exp(-((x.length > m ? x[m] : 0) + x[i[e]] - x[j[e]])));
    weight[e] = (won[r] + lost[r]) * weightAt(x, m, i[e], j[e]);
    residual[e] = won[r] * (1 - p) - lost[r] * p;
  }
  return { i, j, weight, residual };
}

/** (H - H_q)^-1 g in place of g by a Cholesky factorisation; false where it is singular. */
export function solveMany(
  full: Float64Array,
  size: number,
  m: number,
  { i, j, weight }: Entries,
  g: Float64Array,
): boolean {
  const left = full.slice();
  for (let e = 0; e < weight.length; e++) subtractGame(left, size, m, i[e], j[e], weight[e]);
  if (!cholesky(left, size)) return false;
  solveCholesky(left, size, g);
  return true;
}

/**
 * The same for a question with few games, from the inverse C of the full information (Woodbury):
 * (H - X' W X)^-1 X' r = C X' (r + (W^-1 - K)^-1 K r) with K = X C X'.
 */
export function solveFew(
  inverse: Float64Array,
  size: number,
  m: number,
  { i, j, weight, residual }: Entries,
  g: Float64Array,
): boolean {
  const k = weight.length;
  // Rows of C X': C_i - C_j (+ C_alpha); their products with x are K.
  const moved = Float64Array.from({ length: k * size }, (_, at) => {
    const e = Math.floor(at / size);
    const c = at % size;
    const home = size > m ? inverse[m * size + c] : 0;
    return inverse[i[e] * size + c] - inverse[j[e] * size + c] + home;
  });
  const along = (e: number, f: number) =>
    moved[e * size + i[f]] - moved[e * size + j[f]] + (size > m ? moved[e * size + m] : 0);
  const left = new Float64Array(k * k);
  const v = new Float64Array(k);
  for (let e = 0; e < k; e++) {
    for (let f = 0; f < k; f++) {
      const product = along(e, f);
      v[e] += product * residual[f];
      left[e * k + f] = -product;
    }
    left[e * k + e] += 1 / weight[e];
  }
  if (!cholesky(left, k)) return false;
  solveCholesky(left, k, v);
  g.fill(0);
  for (let e = 0; e < k; e++) {
    const factor = residual[e] + v[e];
    for (let c = 0; c < size; c++) g[c] += factor * moved[e * size + c];
  }
  return true;
}

function subtractGame(a: Float64Array, size: number, m: number, i: number, j: number, w: number) {
  a[i * size + i] -= w;
  a[j * size + j] -= w;
  a[i > j ? i * size + j : j * size + i] += w;
  if (size === m) return;
  a[m * size + m] -= w;
  a[m * size + i] -= w;
  a[m * size + j] += w;
}
