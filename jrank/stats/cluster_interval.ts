/** Intervals of any statistic by resampling whole questions. */
import type { Random } from "../core/random.ts";
import { quantilesOf } from "./quantile.ts";

/** An end is null where the draws do not determine it. */
export interface Bounds {
  lower: number | null;
  upper: number | null;
}

/**
 * Percentile intervals of several statistics at once: in each round as many clusters are drawn as
 * there are, with replacement, each with all its units, and the statistics are computed with the
 * resulting `weight` of every unit. Units of one question share what is odd about it, so resampling
 * them one by one would promise too much (Cameron, Gelbach and Miller, Review of Economics and
 * Statistics 90, 2008).
 *
 * `cluster` holds the index of each unit's cluster, 0 … clusters - 1. A round that leaves a statistic
 * undetermined (null) counts at both ends.
 */
export function clusterIntervals(
  cluster: ArrayLike<number>,
  statistics: (weight: Float64Array) => readonly (number | null)[],
  {
    clusters,
    rounds,
    random,
    confidence = 0.95,
  }: { clusters: number; rounds: number; random: Random; confidence?: number },
): Bounds[] {
  const times = new Float64Array(clusters);
  const weight = new Float64Array(cluster.length);
  const draws: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    times.fill(0);
    for (let k = 0; k < clusters; k++) times[random.below(clusters)]++;
    for (let u = 0; u < weight.length; u++) weight[u] = times[cluster[u]];
    statistics(weight).forEach((value, s) => {
      draws[s] ??= [];
      draws[s].push(value ?? Number.NaN);
    });
  }
  const tail = (1 - confidence) / 2;
  return draws.map((values) => {
    const at = quantilesOf(Float64Array.from(values));
    return { lower: at(tail), upper: at(1 - tail) };
  });
}
