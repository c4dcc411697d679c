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
  const { first } = games;
  const m = group.length;
  const { start, pair, code } = incidenceOf(games);
  const members = new Int32Array(m);
  for (const g of group) members[g]++;
  const roots = [...new Set(group)].filter((g) => members[g] > 1).map((g) => group.indexOf(g));
  const wayFrom = (root: number): Way => ({
    order: new Int32Array(m).fill(root, 0, 1),
    place: new Int32Array(m),
    by: new Uint32Array(m),
    isWhole: false,
  });
  const ways = roots.map((root) => [wayFrom(root), wayFrom(root)]);

  /** Searches from the root along points taken (or given), and keeps the way for the rounds after. */
  const search = (way: Way, forFirst: Float64Array, forSecond: Float64Array): boolean => {
    const { order, place, by } = way;
    const wanted = members[group[order[0]]];
    place.fill(m);
    place[order[0]] = 0;
    let found = 1;
    for (let head = 0; head < found && found < wanted; head++) {
      const i = order[head];
      for (let a = start[i]; a < start[i + 1]; a++) {
        const j = code[a] >> 1;
        if (place[j] < m || !((code[a] & 1 ? forFirst : forSecond)[pair[a]] > 0)) continue;
        place[j] = found;
        by[j] = pair[a];
        order[found++] = j;
      }
    }
    way.isWhole = found === wanted;
    return way.isWhole;
  };
  /** Does the root reach its whole group? Each model from one before it on the way, or along a new one. */
  const reachesAll = (way: Way, forFirst: Float64Array, forSecond: Float64Array): boolean => {
    if (!way.isWhole) return search(way, forFirst, forSecond);
    const { order, place, by } = way;
    const wanted = members[group[order[0]]];
    for (let k = 1; k < wanted; k++) {
      const j = order[k];
      if ((first[by[j]] === j ? forSecond : forFirst)[by[j]] > 0) continue;
      let a = start[j];
      const end = start[j + 1];
      for (; a < end; a++) {
        if (place[code[a] >> 1] < k && (code[a] & 1 ? forSecond : forFirst)[pair[a]] > 0) break;
      }
      if (a === end) return search(way, forFirst, forSecond);
      by[j] = pair[a];
    }
    return true;
  };
  const swapped = homeAdvantage ? swappedPairs(games) : [];
  const hasBoth = (points: Float64Array): boolean =>
    swapped.some(([g, back]) => points[g] > 0 && points[back] > 0);
  return (won, lost) =>
    ways.every(([out, back]) => reachesAll(out, won, lost) && reachesAll(back, lost, won)) &&
    (!homeAdvantage || (hasBoth(won) && hasBoth(lost)));
}

/** How the last search went from a root: the models in the order found, each with the pair that led to it. */
interface Way {
  readonly order: Int32Array;
  /** By model: its place in the order, or the number of models where it was not found. */
  readonly place: Int32Array;
  readonly by: Uint32Array;
  isWhole: boolean;
}

/** The ordered pairs of each model, and twice the other model of each, 1 more where this one is shown first. */
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
  const code = new Uint32Array(start[m]);
  for (let g = 0; g < first.length; g++) {
    const [a, b] = [next[first[g]]++, next[second[g]]++];
    pair[a] = pair[b] = g;
    code[a] = 2 * second[g] + 1;
    code[b] = 2 * first[g];
  }
  return { start, pair, code };
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
