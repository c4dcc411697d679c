/**
 * Agreement of any number of raters, from how often each unit was given each category: rows are
 * units, `size` columns are categories, row-major. `weight` says how often a unit counts.
 */

export interface RatingCounts {
  readonly size: number;
  /** units × size. */
  readonly counts: Float64Array;
  /** One entry a unit; absent: each counts once. */
  readonly weight?: ArrayLike<number> | undefined;
}

/** Counts from one column of categories a rater (below 0: no verdict). */
export function ratingCounts(
  raters: readonly ArrayLike<number>[],
  { size, weight }: { size: number; weight?: ArrayLike<number> | undefined },
): RatingCounts {
  const units = raters[0]?.length ?? 0;
  const counts = new Float64Array(units * size);
  for (const verdicts of raters) {
    for (let u = 0; u < units; u++) if (verdicts[u] >= 0) counts[u * size + verdicts[u]]++;
  }
  return { size, counts, weight };
}

/**
 * Fleiss' kappa (Psychological Bulletin 76, 1971) over the units that all `raters` rated; for two it
 * is Scott's pi. Null where it is not determined.
 */
export function fleissKappa(
  { size, counts, weight }: RatingCounts,
  { raters }: { raters: number },
): number | null {
  const shares = new Float64Array(size);
  let units = 0;
  let agreement = 0;
  for (let u = 0; u * size < counts.length; u++) {
    const row = counts.subarray(u * size, (u + 1) * size);
    const times = weight === undefined ? 1 : weight[u];
    if (times === 0 || row.reduce((sum, n) => sum + n, 0) !== raters) continue;
    units += times;
    let pairs = 0;
    for (let c = 0; c < size; c++) {
      shares[c] += times * row[c];
      pairs += row[c] * (row[c] - 1);
    }
    agreement += (times * pairs) / (raters * (raters - 1));
  }
  const chance = shares.reduce((sum, n) => sum + (n / (units * raters)) ** 2, 0);
  return units === 0 || chance >= 1 ? null : (agreement / units - chance) / (1 - chance);
}

/** What a disagreement between two categories counts for in alpha. */
const DIFFERENCE = {
  nominal: (steps: number): number => (steps === 0 ? 0 : 1),
  interval: (steps: number): number => steps * steps,
};

export type AlphaMetric = keyof typeof DIFFERENCE;

/**
 * Krippendorff's alpha (Computing Krippendorff's Alpha-Reliability, 2011): 1 - observed / expected
 * disagreement, over the units with at least two verdicts, whoever gave them. Unlike kappa it bears
 * raters who saw only some units. Null where it is not determined.
 */
export function krippendorffAlpha(
  { size, counts, weight }: RatingCounts,
  { metric }: { metric: AlphaMetric },
): number | null {
  const difference = DIFFERENCE[metric];
  const values = new Float64Array(size);
  let observed = 0;
  for (let u = 0; u * size < counts.length; u++) {
    const row = counts.subarray(u * size, (u + 1) * size);
    const times = weight === undefined ? 1 : weight[u];
    const verdicts = row.reduce((sum, n) => sum + n, 0);
    if (times === 0 || verdicts < 2) continue;
    for (let a = 0; a < size; a++) {
      values[a] += times * row[a];
      for (let b = 0; b < size; b++) {
        observed += (times * row[a] * row[b] * difference(a - b)) / (verdicts - 1);
      }
    }
  }
  const total = values.reduce((sum, n) => sum + n, 0);
  let expected = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) expected += values[a] * values[b] * difference(a - b);
  }
  return expected === 0 ? null : 1 - (observed * (total - 1)) / expected;
}
