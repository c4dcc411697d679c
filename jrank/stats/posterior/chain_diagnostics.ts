import { normalQuantile } from "../numeric/student_t.ts";

/** Whether chains of one parameter agree, and what their draws are worth. */
interface ChainDiagnostics {
  /** Rank-normalised split R-hat, the larger of location and spread: 1 where the chains agree. */
  readonly rHat: number;
  /** Independent draws that would say as much about the middle, and about the 5 % and 95 % quantiles. */
  readonly bulk: number;
  readonly tail: number;
}

/**
 * Diagnostics of Vehtari, Gelman, Simpson, Carpenter and Bürkner (Bayesian Analysis 16, 2021) for
 * one parameter. Reliable from R-hat <= 1.01 and effective sample sizes of 400 on.
 *
 * @param chains - one array of draws a chain, all of the same length
 */
export function diagnoseChains(chains: readonly Float64Array[]): ChainDiagnostics {
  const halves = chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
  const all = concatenated(halves).sort();
  const median = all[Math.floor(all.length / 2)];
  const folded = halves.map((chain) => chain.map((value) => Math.abs(value - median)));
  const scores = normalScores(halves, all);
  const below = (p: number) => {
    const quantile = all[Math.floor(p * (all.length - 1))];
    return halves.map((chain) => chain.map((value) => (value <= quantile ? 1 : 0)));
  };
  return {
    rHat: Math.max(rHat(scores), rHat(normalScores(folded))),
    bulk: effectiveSize(scores),
    tail: Math.min(effectiveSize(below(0.05)), effectiveSize(below(0.95))),
  };
}

function concatenated(chains: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(chains.length * chains[0].length);
  chains.forEach((chain, c) => {
    all.set(chain, c * chain.length);
  });
  return all;
}

/** Normal quantiles of the ranks among all draws, by their number. */
const SCORES = new Map<number, Float64Array>();

function scoresOf(count: number): Float64Array {
  const known = SCORES.get(count);
  if (known) return known;
  const scores = Float64Array.from({ length: count }, (_, r) =>
    normalQuantile((r + 1 - 3 / 8) / (count + 1 / 4)),
  );
  SCORES.set(count, scores);
  return scores;
}

/** Each draw's rank among all, as a normal quantile; equal draws share the mean of theirs. */
function normalScores(
  chains: readonly Float64Array[],
  // Sorted numbers that are searched cost less than places that are sorted by their numbers.
  all: Float64Array = concatenated(chains).sort(),
): Float64Array[] {
  const scores = scoresOf(all.length);
  const shared = new Float64Array(all.length);
  for (let from = 0; from < all.length; ) {
    let to = from + 1;
    while (to < all.length && all[to] === all[from]) to++;
    shared[from] = (scores[from] + scores[to - 1]) / 2;
    from = to;
  }
  return chains.map((chain) => chain.map((value) => shared[firstPlace(all, value)]));
}

/** Where a number of sorted ones stands first. */
function firstPlace(sorted: Float64Array, value: number): number {
  let low = 0;
  for (let left = sorted.length; left > 1; ) {
    const half = left >> 1;
    // A product in place of a jump, which nobody could foresee.
    low += half * Number(sorted[low + half - 1] < value);
    left -= half;
  }
  return low;
}

/** Root of the variance of all draws over that within chains. */
function rHat(chains: readonly Float64Array[]): number {
  const { within, total } = variances(chains);
  return within === 0 ? 1 : Math.sqrt(total / within);
}

function variances(chains: readonly Float64Array[]): { within: number; total: number } {
  const n = chains[0].length;
  const means = chains.map(meanOf);
  const within = meanOf(
    chains.map((chain, c) => (autocovariance(chain, means[c], 0) * n) / (n - 1)),
  );
  const centre = meanOf(means);
  const between =
    means.reduce((sum, mean) => sum + (mean - centre) ** 2, 0) / Math.max(1, chains.length - 1);
  return { within, total: (within * (n - 1)) / n + between };
}

/**
 * Draws over the integrated autocorrelation time, the sum of autocorrelations by Geyer's initial
 * monotone sequence (Statistical Science 7, 1992).
 */
function effectiveSize(chains: readonly Float64Array[]): number {
  const n = chains[0].length;
  const count = n * chains.length;
  const { within, total } = variances(chains);
  if (total === 0) return count;
  const means = chains.map(meanOf);
  const correlation = (lag: number): number => {
    const covariance = meanOf(
      chains.map((chain, c) => (autocovariance(chain, means[c], lag) * n) / (n - 1)),
    );
    return 1 - (within - covariance) / total;
  };
  let time = -1;
  let pair = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const sum = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (sum <= 0) break;
    pair = Math.min(pair, sum);
    time += 2 * pair;
  }
  // Antithetic chains can be worth more than their number, but not without bound.
  return count / Math.max(time, 1 / Math.log10(count));
}

function autocovariance(chain: Float64Array, mean: number, lag: number): number {
  let sum = 0;
  for (let k = lag; k < chain.length; k++) sum += (chain[k] - mean) * (chain[k - lag] - mean);
  return sum / chain.length;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum / values.length;
}
