import type { Random } from "../core/random.ts";
import type { ClusteredGames } from "./clusters.ts";
import type { Counts } from "./collapse.ts";
import { type Games, pairOfCell, SCORE } from "./games.ts";

/** Fills the points of every ordered pair with those of one resampled data set. */
export type Resample = (won: Float64Array, lost: Float64Array) => void;

/** Draws as many questions as there are, with replacement, each with all its judgments. */
export function resampleQuestions(clustered: ClusteredGames, random: Random): Resample {
  const questions = clustered.clusters.length;
  const times = new Int32Array(questions);
  const { start, pair } = clustered;
  return (won, lost) => {
    times.fill(0);
    for (let q = 0; q < questions; q++) times[random.below(questions)]++;
    won.fill(0);
    lost.fill(0);
    for (let q = 0; q < questions; q++) {
      const t = times[q];
      if (t === 0) continue;
      for (let e = start[q]; e < start[q + 1]; e++) {
        const g = pair[e];
        won[g] += t * clustered.won[e];
        lost[g] += t * clustered.lost[e];
      }
    }
  };
}

/**
 * Draws as many judgments as there are, with replacement, from their counts. `games` are the pairs
 * that the fit uses; judgments of others are drawn and dropped.
 */
export function resampleJudgments(counts: Counts, games: Games, random: Random): Resample {
  const cells = counts.count.length;
  const pair = pairIn(counts, games);
  const total = Math.round(counts.count.reduce((sum, n) => sum + n, 0));
  const cellOfUnit = new Uint32Array(total);
  for (let c = 0, unit = 0; c < cells; c++) {
    for (let k = 0; k < counts.count[c]; k++) cellOfUnit[unit++] = c;
  }
  const drawn = new Int32Array(cells);
  return (won, lost) => {
    drawn.fill(0);
    for (let k = 0; k < total; k++) drawn[cellOfUnit[random.below(total)]]++;
    won.fill(0);
    lost.fill(0);
    for (let c = 0; c < cells; c++) {
      const g = pair[c];
      if (g < 0) continue;
      const score = SCORE[counts.outcome[c]];
      won[g] += drawn[c] * score;
      lost[g] += drawn[c] * (1 - score);
    }
  };
}

/** The index in `games` of each cell's ordered pair, -1 where it is left out. Both are sorted. */
function pairIn(counts: Counts, games: Games): Int32Array {
  const pair = new Int32Array(counts.count.length).fill(-1);
  const own = pairOfCell(counts);
  for (let c = 0, g = 0; c < pair.length && g < games.first.length; c++) {
    if (c > 0 && own[c] !== own[c - 1] && pair[c - 1] >= 0) g++;
    if (games.first[g] === counts.first[c] && games.second[g] === counts.second[c]) pair[c] = g;
  }
  return pair;
}
