import type { Comparisons } from "./comparisons.ts";
import { type PairPoints, rowLookup, scoreOfRow, tieOfRow } from "./pair_points.ts";

/**
 * The points of each question in each ordered pair: what resampling questions and clustered
 * standard errors read. Question q holds the entries `start[q] … start[q + 1] - 1`.
 */
export interface ClusteredPoints {
  /** Names of the questions that have judgments. */
  readonly clusters: readonly string[];
  readonly start: Uint32Array;
  /** Index of the row in the games: the ordered pair, and the covariates where there are any. */
  readonly pair: Uint32Array;
  readonly won: Float64Array;
  readonly lost: Float64Array;
  /** How many of the games were ties. */
  readonly tied: Float64Array;
}

/**
 * Splits games by question. Judgments of pairs that `games` leaves out (games between models that
 * are not comparable) are left out here too. Null where the rows carry no question.
 */
export function clusteredPoints(
  comparisons: Comparisons,
  games: PairPoints,
): ClusteredPoints | null {
  const { first, second, weight, cluster } = comparisons;
  if (cluster === undefined) return null;
  const rowOf = rowLookup(games, comparisons);
  const rows = rowsByCluster(cluster, comparisons.clusters.length);
  const entryOf = new Int32Array(games.first.length).fill(-1);
  const clusters: string[] = [];
  const start = [0];
  // At most one entry a row; what is not used is cut off.
  const pair = new Uint32Array(first.length);
  const won = new Float64Array(first.length);
  const lost = new Float64Array(first.length);
  const tied = new Float64Array(first.length);
  let entries = 0;
  for (let q = 0; q < comparisons.clusters.length; q++) {
    let used = false;
    for (let r = rows.start[q]; r < rows.start[q + 1]; r++) {
      const k = rows.row[r];
      const w = weight === undefined ? 1 : weight[k];
      if (w === 0 || first[k] === second[k]) continue;
      used = true;
      const g = rowOf(k);
      if (g < 0) continue;
      if (entryOf[g] < start[start.length - 1]) {
        entryOf[g] = entries;
        pair[entries++] = g;
      }
      const score = scoreOfRow(comparisons, k);
      won[entryOf[g]] += w * score;
      lost[entryOf[g]] += w * (1 - score);
      tied[entryOf[g]] += w * tieOfRow(comparisons, k);
    }
    if (!used) continue;
    clusters.push(comparisons.clusters[q]);
    start.push(entries);
  }
  return {
    clusters,
    start: Uint32Array.from(start),
    pair: pair.subarray(0, entries),
    won: won.subarray(0, entries),
    lost: lost.subarray(0, entries),
    tied: tied.subarray(0, entries),
  };
}

/** The rows of each cluster, in order (a counting sort). */
export function rowsByCluster(cluster: Uint32Array, clusters: number) {
  const start = new Uint32Array(clusters + 1);
  for (const q of cluster) start[q + 1]++;
  for (let q = 0; q < clusters; q++) start[q + 1] += start[q];
  const next = start.slice();
  const row = new Uint32Array(cluster.length);
  for (let k = 0; k < cluster.length; k++) row[next[cluster[k]]++] = k;
  return { start, row };
}

/** Are there questions to speak about, rather than judgments? */
export function hasQuestions(clustered: ClusteredPoints | null): clustered is ClusteredPoints {
  return clustered !== null && clustered.clusters.length > 1;
}
