/** The panels of a corner plot, in units of panels: row i and column j begin at i and j. */
import { density } from "../stats/density.ts";
import { quantileSorted } from "../stats/quantile.ts";
import type { ModelDraws } from "./chosen_draws.ts";
import { niceTicks } from "./numbers.ts";

/** Of a panel, so that there is room between them. */
export const INSIDE = 0.92;
const MOST_BINS = 24;

/** What a panel shows of a model's ratings. */
export interface Range {
  low: number;
  high: number;
}

/** Nearly all draws, with some air: a single far draw would squeeze the others. */
export function rangeOf(draws: Float64Array): Range {
  const sorted = Float64Array.from(draws).sort();
  const [low, high] = [quantileSorted(sorted, 0.005), quantileSorted(sorted, 0.995)];
  const air = 0.05 * (high - low) || 1;
  return { low: low - air, high: high + air };
}

/** The share of the draws in each cell of a grid, and its height relative to the fullest. */
export function binsOf(
  row: ModelDraws,
  column: ModelDraws,
  [i, j]: readonly [number, number],
  ranges: readonly Range[],
) {
  // Few draws in many cells would show single draws.
  const size = Math.min(MOST_BINS, Math.round(0.8 * Math.sqrt(row.draws.length)));
  const counts = new Map<number, number>();
  const cellOf = (value: number, { low, high }: Range): number =>
    Math.floor((size * (value - low)) / (high - low));
  row.draws.forEach((value, d) => {
    const y = cellOf(value, ranges[i] as Range);
    const x = cellOf(column.draws[d] as number, ranges[j] as Range);
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    counts.set(y * size + x, (counts.get(y * size + x) ?? 0) + 1);
  });
  const most = Math.max(...counts.values());
  const place = (panel: number, cell: number): number =>
    Number((panel + (INSIDE * cell) / size).toFixed(4));
  return [...counts].map(([cell, count]) => {
    const x = cell % size;
    const y = size - 1 - Math.floor(cell / size);
    return {
      ...{ x: place(j, x), x2: place(j, x + 1), y: place(i, y), y2: place(i, y + 1) },
      // Models by their number: names would be most of the chart.
      ...{ row: i, column: j, share: Number((count / row.draws.length).toFixed(5)) },
      height: Number((count / most).toFixed(3)),
    };
  });
}

/** The density of a panel of the diagonal. */
export function curveOf(draws: Float64Array, i: number, { low, high }: Range) {
  const curve = density(draws);
  if (!curve) return [];
  const most = Math.max(...curve.y);
  return curve.x.flatMap((value, k) => {
    if (value < low || value > high) return [];
    const height = (0.9 * INSIDE * (curve.y[k] as number)) / most;
    return [
      {
        ...{ place: i, x: Number((i + (INSIDE * (value - low)) / (high - low)).toFixed(4)) },
        ...{ base: i + INSIDE, top: Number((i + INSIDE - height).toFixed(4)) },
      },
    ];
  });
}

/** Round numbers beside a row and below a column, not so near the edges that neighbours meet. */
export function ticksOf({ low, high }: Range, i: number) {
  return niceTicks(low, high, 2).flatMap((value) => {
    const share = (value - low) / (high - low);
    if (share < 0.1 || share > 0.9) return [];
    return [{ value, at: i + INSIDE * share, up: i + INSIDE * (1 - share) }];
  });
}
