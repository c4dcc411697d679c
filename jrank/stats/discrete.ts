import type { Random } from "../core/random.ts";

/**
 * Draws from discrete distributions in constant time by the alias method (Walker, ACM Transactions
 * on Mathematical Software 3, 1977; tables by Vose, IEEE Transactions on Software Engineering 17,
 * 1991).
 */

/** Fills alias tables for weights of any sum: entry k keeps its own value below `keep[k]`. */
function fillAlias(weights: Float64Array, keep: Float64Array, alias: Uint32Array): void {
  const n = weights.length;
  const sum = weights.reduce((total, w) => total + w, 0);
  const small: number[] = [];
  const large: number[] = [];
  for (let k = 0; k < n; k++) {
    keep[k] = (weights[k] / sum) * n;
    alias[k] = k;
    (keep[k] < 1 ? small : large).push(k);
  }
  while (small.length > 0 && large.length > 0) {
    const s = small.pop() as number;
    const l = large[large.length - 1];
    alias[s] = l;
    keep[l] -= 1 - keep[s];
    if (keep[l] < 1) small.push(large.pop() as number);
  }
  for (const k of [...small, ...large]) keep[k] = 1;
}

/** Draws the index of a weight with probability proportional to it. */
export function discrete(weights: Float64Array): (random: Random) => number {
  const keep = new Float64Array(weights.length);
  const alias = new Uint32Array(weights.length);
  fillAlias(weights, keep, alias);
  return (random) => {
    const k = random.below(weights.length);
    return random.next() < keep[k] ? k : alias[k];
  };
}

/** Tails below this probability are cut: a draw has 32 bits. */
const TAIL = 2 ** -36;

/**
 * Draws a Poisson number with mean `factor` × count for every count c (whole numbers) into
 * `drawn[slot[c]]`, and returns their sum. Equal counts share a table, so a draw is one look-up.
 */
export function poissonTables(
  count: Float64Array,
  factor: number,
): (drawn: Int32Array, slot: Uint32Array, random: Random) => number {
  const tableOf = new Map<number, number>();
  const tables = [...new Set(count)].map((n, t) => {
    tableOf.set(n, t);
    return poissonProbabilities(n * factor);
  });
  const sizes = tables.map(({ weights }) => weights.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const keep = new Float64Array(total);
  const alias = new Uint32Array(total);
  const start = new Uint32Array(tables.length);
  tables.forEach(({ weights }, t) => {
    start[t] = t === 0 ? 0 : start[t - 1] + sizes[t - 1];
    const end = start[t] + weights.length;
    fillAlias(weights, keep.subarray(start[t], end), alias.subarray(start[t], end));
  });
  const table = Uint32Array.from(count, (n) => tableOf.get(n) as number);
  const size = Float64Array.from(sizes);
  const least = Int32Array.from(tables, (t) => t.least);
  return (drawn, slot, random) => {
    let sum = 0;
    for (let c = 0; c < table.length; c++) {
      const t = table[c];
      const u = random.next() * size[t];
      const k = u | 0;
      const e = start[t] + k;
      const value = least[t] + (u - k < keep[e] ? k : alias[e]);
      drawn[slot[c]] = value;
      sum += value;
    }
    return sum;
  };
}

/** Probabilities of a Poisson distribution from its smallest likely value on. */
function poissonProbabilities(mean: number): { least: number; weights: Float64Array } {
  const mode = Math.floor(mean);
  const below: number[] = [];
  for (let k = mode, p = 1; k > 0 && p > TAIL; k--) {
    p *= k / mean;
    below.push(p);
  }
  const above: number[] = [];
  for (let k = mode, p = 1; p > TAIL; above.push(p)) {
    k++;
    p *= mean / k;
  }
  return { least: mode - below.length, weights: Float64Array.of(...below.reverse(), 1, ...above) };
}
