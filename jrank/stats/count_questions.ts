import type { Comparisons } from "./comparisons.ts";

/** Questions with a judgment that counts; 0 where rows carry none. */
export function countQuestions(comparisons: Comparisons): number {
  const { first, second, weight, cluster } = comparisons;
  if (cluster === undefined) return 0;
  const seen = new Uint8Array(comparisons.clusters.length);
  for (let k = 0; k < first.length; k++) {
    if (first[k] !== second[k] && (weight === undefined || weight[k] !== 0)) seen[cluster[k]] = 1;
  }
  return seen.reduce((sum, s) => sum + s, 0);
}
