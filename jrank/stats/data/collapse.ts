import { type Comparisons, hardVerdicts } from "./comparisons.ts";

/**
 * Judgments counted: one entry for each distinct (first, second, outcome) that occurs, sorted by
 * first, second and outcome; a soft verdict counts for each outcome by its probability. Every likelihood here depends on the judgments through these counts
 * alone, so a fit costs the same for a thousand rows and for a million.
 */
export interface Counts {
  readonly models: readonly string[];
  /** Index of the model shown first. */
  readonly first: Uint16Array;
  /** Index of the model shown second. */
  readonly second: Uint16Array;
  /** 1: the first won, 2: the second won, 3: a tie. */
  readonly outcome: Uint8Array;
  /** How many judgments (the sum of their weights); always above 0. */
  readonly count: Float64Array;
}

/** How many judgments counts hold; parts of games (a mean of judges) add up to whole ones. */
export function judgmentsIn({ count }: Counts): number {
  const sum = count.reduce((all, n) => all + n, 0);
  return Math.round(sum * 1e6) / 1e6;
}

/** Up to this many possible cells are counted in one flat array; beyond it, in a map. */
const DENSE_CELLS = 1 << 23;

/**
 * Counts judgments by (first, second, outcome). `weight` replaces the weights of the rows, which is
 * how a what-if is asked. Rows of weight 0 and matches of a model with itself count nothing.
 */
export function collapse(
  comparisons: Comparisons,
  weight: Float64Array | undefined = comparisons.weight,
): Counts {
  const { models } = comparisons;
  const keys = models.length * models.length * 3;
  return keys <= DENSE_CELLS ? dense(comparisons, weight, keys) : sparse(comparisons, weight);
}

/** The counts of verdicts, beside the counts that a fit reads: where all are hard, they are the same. */
export function verdictCounts(comparisons: Comparisons, counts: Counts): Counts {
  return comparisons.shares === undefined ? counts : collapse(hardVerdicts(comparisons));
}

function dense(comparisons: Comparisons, weight: Float64Array | undefined, keys: number): Counts {
  const { models, first, second, outcome, shares } = comparisons;
  const m = models.length;
  const totals = new Float64Array(keys);
  for (let k = 0; k < first.length; k++) {
    const i = first[k];
    const j = second[k];
    if (i === j) continue;
    const w = weight === undefined ? 1 : weight[k];
    const pair = (i * m + j) * 3;
    if (shares === undefined) totals[pair + outcome[k] - 1] += w;
    else for (let o = 0; o < 3; o++) totals[pair + o] += w * shares[3 * k + o];
  }
  let cells = 0;
  for (let key = 0; key < keys; key++) if (totals[key] !== 0) cells++;
  const result = emptyCounts(models, cells);
  for (let key = 0, c = 0; key < keys; key++) {
    if (totals[key] !== 0) setCell(result, c++, key, totals[key]);
  }
  return result;
}

function sparse(comparisons: Comparisons, weight: Float64Array | undefined): Counts {
  const { models, first, second, outcome, shares } = comparisons;
  const m = models.length;
  const totals = new Map<number, number>();
  for (let k = 0; k < first.length; k++) {
    const i = first[k];
    const j = second[k];
    const w = weight === undefined ? 1 : weight[k];
    if (i === j || w === 0) continue;
    const pair = (i * m + j) * 3;
    for (let o = 0; o < 3; o++) {
      const part = shares === undefined ? Number(outcome[k] === o + 1) : shares[3 * k + o];
      if (part > 0) totals.set(pair + o, (totals.get(pair + o) ?? 0) + w * part);
    }
  }
  const keys = Float64Array.from(totals.keys()).sort();
  const result = emptyCounts(models, keys.length);
  keys.forEach((key, c) => {
    setCell(result, c, key, totals.get(key) as number);
  });
  return result;
}

function emptyCounts(models: readonly string[], cells: number): Counts {
  return {
    models,
    first: new Uint16Array(cells),
    second: new Uint16Array(cells),
    outcome: new Uint8Array(cells),
    count: new Float64Array(cells),
  };
}

function setCell(counts: Counts, c: number, key: number, total: number): void {
  const m = counts.models.length;
  const pair = Math.floor(key / 3);
  counts.first[c] = Math.floor(pair / m);
  counts.second[c] = pair % m;
  counts.outcome[c] = (key % 3) + 1;
  counts.count[c] = total;
}
