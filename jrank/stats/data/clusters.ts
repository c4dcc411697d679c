import type { Comparisons } from "./comparisons.ts";
import { type PairPoints, rowLookup, SCORE, scoreOfRow, tieOfRow } from "./pair_points.ts";

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
  readonly won: Points;
  readonly lost: Points;
  /** How many of the games were ties. */
  readonly tied: Points;
}

/** Points that are whole or halves take half of the memory. */
type Points = Float32Array | Float64Array;

/** Up to this many, 32 bits hold halves exactly. */
const MOST_HALVES = 2 ** 23;

/**
 * Splits games by question. Judgments of pairs that `games` leaves out (games between models that
 * are not comparable) are left out here too. Null where the rows carry no question.
 */
export function clusteredPoints(
  comparisons: Comparisons,
  games: PairPoints,
): ClusteredPoints | null {
  const { first, second, outcome, weight, shares, cluster } = comparisons;
  if (cluster === undefined) return null;
  const rowOf = rowLookup(games, comparisons);
  const questions = comparisons.clusters.length;
  // A row's place in the games from 1 on, and its outcome in two bits; 0 where it counts nothing. What is
  // read of a row in its turn comes along to its question: there, rows lie far apart.
  const { start: from, row: codes } = rowsByCluster(cluster, questions, (k) => {
    const counts = first[k] !== second[k] && (weight === undefined || weight[k] !== 0);
    return counts ? 4 * (rowOf(k) + 1) + outcome[k] : 0;
  });
  const isPlain = weight === undefined && shares === undefined;
  const row = isPlain ? codes : rowsByCluster(cluster, questions).row;
  const entryOf = new Int32Array(games.first.length).fill(-1);
  const clusters: string[] = [];
  const start = [0];
  // At most one entry a row; what is not used is cut off.
  const pair = new Uint32Array(first.length);
  const isExact = isPlain && first.length < MOST_HALVES;
  const column = () => (isExact ? new Float32Array(first.length) : new Float64Array(first.length));
  const won = column();
  const lost = column();
  const tied = column();
  let entries = 0;
  for (let q = 0; q < questions; q++) {
    let used = false;
    for (let r = from[q]; r < from[q + 1]; r++) {
      const code = codes[r];
      if (code === 0) continue;
      used = true;
      const g = (code >>> 2) - 1;
      if (g < 0) continue;
      if (entryOf[g] < start[start.length - 1]) {
        entryOf[g] = entries;
        pair[entries++] = g;
      }
      const e = entryOf[g];
      const k = row[r];
      const w = weight === undefined ? 1 : weight[k];
      const score = isPlain ? SCORE[code & 3] : scoreOfRow(comparisons, k);
      won[e] += w * score;
      lost[e] += w * (1 - score);
      if (isPlain) tied[e] += Number((code & 3) === 3);
      else tied[e] += w * tieOfRow(comparisons, k);
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

/** The rows of each cluster, in order (a counting sort); `kept`: what is kept of a row, else its number. */
export function rowsByCluster(
  cluster: Uint32Array,
  clusters: number,
  kept: (k: number) => number = (k) => k,
) {
  const start = new Uint32Array(clusters + 1);
  for (let k = 0; k < cluster.length; k++) start[cluster[k] + 1]++;
  for (let q = 0; q < clusters; q++) start[q + 1] += start[q];
  const next = start.slice();
  const row = new Uint32Array(cluster.length);
  for (let k = 0; k < cluster.length; k++) row[next[cluster[k]]++] = kept(k);
  return { start, row };
}

/** Are there questions to speak about, rather than judgments? */
export function hasQuestions(clustered: ClusteredPoints | null): clustered is ClusteredPoints {
  return clustered !== null && clustered.clusters.length > 1;
}
