import type { Random } from "../../core/random.ts";
import { logGamma } from "./student_t.ts";

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

/** Poisson numbers with a mean up to this come from tables, others by rejection. */
const TABLE_MEAN = 1000;

/**
 * Draws a Poisson number with mean `factor` × count for every count c (whole numbers) into
 * `drawn[slot[c]]`, and returns their sum. Equal counts share a table, so a draw is one look-up.
 */
export function poissonTables(
  count: Float64Array,
  factor: number,
): (drawn: Float64Array, slot: Uint32Array, random: Random) => number {
  const small = [...new Set(count)].filter((n) => n * factor <= TABLE_MEAN);
  const tableOf = new Map(small.map((n, t) => [n, t]));
  const tables = small.map((n) => poissonProbabilities(n * factor));
  const sizes = tables.map(({ weights }) => weights.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const keep = new Float64Array(total);
  const alias = new Uint32Array(total);
  // Of each entry its own value and that of its alias, to be chosen between without a jump.
  const values = new Int32Array(2 * total);
  const starts: number[] = [];
  let start = 0;
  for (const { least, weights } of tables) {
    starts.push(start);
    const end = start + weights.length;
    fillAlias(weights, keep.subarray(start, end), alias.subarray(start, end));
    for (let e = start; e < end; e++) {
      values[2 * e] = least + e - start;
      values[2 * e + 1] = least + alias[e];
    }
    start = end;
  }
  const table = Int32Array.from(count, (n) => tableOf.get(n) ?? -1);
  const size = Float64Array.from(sizes);
  const first = Int32Array.from(starts);
  const uniform = new Float64Array(RUN);
  return (drawn, slot, random) => {
    let sum = 0;
    for (let c = 0; c < table.length; ) {
      if (table[c] < 0) {
        const value = largePoisson(count[c] * factor, random);
        drawn[slot[c++]] = value;
        sum += value;
        continue;
      }
      let end = c + 1;
      while (end < table.length && end - c < RUN && table[end] >= 0) end++;
      random.fill(uniform.subarray(0, end - c));
      for (let k = 0; c < end; c++, k++) {
        const t = table[c];
        const u = uniform[k] * size[t];
        const own = u | 0;
        const e = first[t] + own;
        const value = values[2 * e + Number(u - own >= keep[e])];
        drawn[slot[c]] = value;
        sum += value;
      }
    }
    return sum;
  };
}

/** So many numbers are drawn at once. */
const RUN = 1024;

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

/** A Poisson number with a mean above 10: PTRS (Hörmann, Insurance: Mathematics and Economics 12, 1993). */
function largePoisson(mean: number, random: Random): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
    if (k < 0 || (edge < 0.013 && v > edge)) continue;
    const accepted = Math.log((v * (1.1239 + 1.1328 / (b - 3.4))) / (a / (edge * edge) + b));
    if (accepted <= k * Math.log(mean) - mean - logGamma(k + 1)) return k;
  }
}
