import { type PairPoints, pairLookup } from "../data/pair_points.ts";

/**
 * A quick test, made once and asked for every bootstrap round: do the resampled points still
 * determine everything that the full data determined (each group strongly connected, the home
 * advantage witnessed)? False may mean only that the quick witnesses are missing.
 */
export function createConnectionTest(
  games: PairPoints,
  group: Int32Array,
  homeAdvantage: boolean,
): (won: Float64Array, lost: Float64Array) => boolean {
  const { first, second } = games;
  const m = group.length;
  const incidence = incidenceOf(games);
  const members = new Int32Array(m);
  for (const g of group) members[g]++;
  const roots = [...new Set(group)].filter((g) => members[g] > 1).map((g) => group.indexOf(g));
  const seen = new Int32Array(m);
  const queue = new Int32Array(m);
  let stamp = 0;
  /** Does the root reach its whole group along points taken (or given)? */
  const reachesAll = (root: number, forFirst: Float64Array, forSecond: Float64Array): boolean => {
    stamp++;
    const wanted = members[group[root]];
    let found = 1;
    seen[root] = stamp;
    queue[0] = root;
    for (let head = 0; head < found; head++) {
      const i = queue[head];
      for (let a = incidence.start[i]; a < incidence.start[i + 1]; a++) {
        const g = incidence.pair[a];
        const shownFirst = first[g] === i;
        if ((shownFirst ? forFirst[g] : forSecond[g]) <= 0) continue;
        const j = shownFirst ? second[g] : first[g];
        if (seen[j] === stamp) continue;
        seen[j] = stamp;
        queue[found++] = j;
        if (found === wanted) return true;
      }
    }
    return found === wanted;
  };
  const swapped = homeAdvantage ? swappedPairs(games) : [];
  const hasBoth = (points: Float64Array): boolean =>
    swapped.some(([g, back]) => points[g] > 0 && points[back] > 0);
  return (won, lost) =>
    roots.every((root) => reachesAll(root, won, lost) && reachesAll(root, lost, won)) &&
    (!homeAdvantage || (hasBoth(won) && hasBoth(lost)));
}

/** The ordered pairs of each model. */
function incidenceOf({ models, first, second }: PairPoints) {
  const m = models.length;
  const start = new Uint32Array(m + 1);
  for (let g = 0; g < first.length; g++) {
    start[first[g] + 1]++;
    start[second[g] + 1]++;
  }
  for (let i = 0; i < m; i++) start[i + 1] += start[i];
  const next = start.slice();
  const pair = new Uint32Array(start[m]);
  for (let g = 0; g < first.length; g++) {
    pair[next[first[g]]++] = g;
    pair[next[second[g]]++] = g;
  }
  return { start, pair };
}

/** Ordered pairs that were played in the other order too, with the index of that one. */
function swappedPairs(games: PairPoints): [number, number][] {
  const { first, second } = games;
  const pairOf = pairLookup(games);
  const result: [number, number][] = [];
  for (let g = 0; g < first.length; g++) {
    const back = pairOf(second[g], first[g]);
    if (back >= 0 && back < g) result.push([g, back]);
  }
  return result;
}
