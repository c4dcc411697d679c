/** How the ratings of the chosen models vary together: a corner plot of their draws. */

import { sampleCorrelation } from "simple-statistics";
import { density } from "../../stats/numeric/density.ts";
import { quantileSorted } from "../../stats/numeric/quantile.ts";
import { wordsOf } from "../../words/charts.ts";
import { ratingFormat, titleOf, tooltip } from "../captions.ts";
import type { Channel, ChartOptions, ChartSource, Mark, VegaLiteSpec } from "../chart.ts";
import { chosenDraws, type ModelDraws } from "../chosen_draws.ts";
import { NAMES_LIMIT, shortened } from "../responsive.ts";
import { spec } from "../theme.ts";

const PANEL = 130;
/** Of a narrow page: without numbers below it. */
const LEAST_PANEL = 60;
/** A name where ticks and numbers take their part of the room. */
const NAME = shortened("datum.name", "0.42 * room - 60");
const MOST_MODELS = 6;
const LEAST_DRAWS = 50;

/** Below the diagonal the draws of two models, on it those of one, above it their correlation. */
export function cornerChart(source: ChartSource, options: ChartOptions): VegaLiteSpec | undefined {
  const { ranking } = source;
  const chosen = chosenDraws(source, options).slice(0, MOST_MODELS);
  const { models, share } = determined(chosen);
  if (models.length < 2 || (models[0]?.draws.length ?? 0) < LEAST_DRAWS) return undefined;
  const ranges = models.map(({ draws }) => rangeOf(draws));
  const words = wordsOf(options);
  const n = models.length;
  const bins = models.flatMap((row, i) =>
    models.slice(0, i).flatMap((column, j) => binsOf(row, column, [i, j], ranges)),
  );
  const curves = models.flatMap(({ draws }, i) => curveOf(draws, i, ranges[i] as Range));
  const pairs = models.flatMap((row, i) =>
    models.slice(i + 1).map((column, k) => {
      const value = sampleCorrelation([...row.draws], [...column.draws]);
      return { x: i + 1 + k + INSIDE / 2, y: i + INSIDE / 2, value };
    }),
  );
  const ticks = ranges.flatMap((range, i) => ticksOf(range, i));
  const names = models.map(({ name }, i) => ({
    name,
    place: String(i + 1),
    middle: i + INSIDE / 2,
  }));
  const along = (field: string): Channel<"x"> => ({
    field,
    type: "quantitative",
    axis: null,
    scale: { domain: [0, n], nice: false },
  });
  const down = (field: string): Channel<"y"> => ({
    field,
    type: "quantitative",
    axis: null,
    scale: { domain: [0, n], nice: false, reverse: true },
  });
  const format = ratingFormat(ranking);
  const text = (style: string, more: Omit<Mark, "type"> = {}): Mark => ({
    type: "text",
    style,
    baseline: "middle",
    aria: false,
    ...more,
  });
  return spec(
    {
      title: titleOf(ranking, words.corner, options, [
        words.cornerParts,
        ...(share < 1 ? [words.leftOut(1 - share)] : []),
      ]),
      datasets: { models: models.map(({ whole }, index) => ({ index, model: whole })) },
      params: [{ name: "height", expr: `min(${n * PANEL}, max(${n * LEAST_PANEL}, room))` }],
      height: n * PANEL,
      layer: [
        {
          data: { name: "bins", values: bins },
          transform: (
            [
              ["column", "against"],
              ["row", "name"],
            ] as const
          ).map(([lookup, as]) => ({
            lookup,
            as: [as],
            from: { data: { name: "models" }, key: "index", fields: ["model"] },
          })),
          mark: { type: "rect", aria: false },
          encoding: {
            x: along("x"),
            x2: { field: "x2" },
            y: down("y"),
            y2: { field: "y2" },
            color: {
              field: "height",
              type: "quantitative",
              legend: null,
              scale: { domain: [0, 1], range: "heatmap" },
            },
            tooltip: tooltip(
              ["against", words.tip.model],
              ["name", words.tip.opponent],
              ["share", words.tip.shareOfDraws, ".2%"],
            ),
          },
        },
        {
          data: { name: "curves", values: curves },
          mark: { type: "area", style: "dot", opacity: 0.5, aria: false },
          encoding: {
            x: along("x"),
            y: down("base"),
            y2: { field: "top" },
            detail: { field: "place" },
          },
        },
        {
          data: { name: "correlations", values: pairs },
          mark: text("name", { fontSize: { expr: `clamp(width / ${n} / 4, 7, 13)` } }),
          encoding: {
            x: along("x"),
            y: down("y"),
            text: { field: "value", type: "quantitative", format: "+.2f" },
          },
        },
        {
          data: { name: "names", values: names },
          mark: text("name", { align: "right", fontSize: 12, limit: NAMES_LIMIT }),
          encoding: {
            x: { value: -52 },
            y: down("middle"),
            text: { value: { expr: `(${NAME}) + "\u2003" + datum.place` } },
          },
        },
        {
          data: { values: names },
          mark: text("name", { fontSize: 12 }),
          encoding: {
            x: along("middle"),
            y: { value: { expr: "height + 24" } },
            text: { field: "place" },
          },
        },
        {
          data: { name: "ticks", values: ticks },
          mark: text("number", { opacity: { expr: `width / ${n} < ${LEAST_PANEL} ? 0 : 1` } }),
          encoding: {
            x: along("at"),
            y: { value: { expr: "height + 4" } },
            text: { field: "value", type: "quantitative", format },
          },
        },
        {
          data: { values: ticks },
          mark: text("number", { align: "right" }),
          encoding: {
            x: { value: -6 },
            y: down("up"),
            text: { field: "value", type: "quantitative", format },
          },
        },
      ],
    },
    options,
    n * PANEL,
  );
}

/** The draws that determine the ratings of all these models, and their share. */
function determined(models: readonly ModelDraws[]): { models: ModelDraws[]; share: number } {
  const all = models[0]?.draws ?? new Float64Array();
  const isKnown = Array.from(all, (_, d) => models.every(({ draws }) => Number.isFinite(draws[d])));
  const known = isKnown.filter(Boolean).length;
  return {
    models: models.map((model) => ({
      ...model,
      draws: model.draws.filter((_, d) => isKnown[d]),
    })),
    share: all.length === 0 ? 1 : known / all.length,
  };
}

/** Of a panel, so that there is room between them. */
const INSIDE = 0.92;
const MOST_BINS = 24;

/** What a panel shows of a model's ratings. */
interface Range {
  low: number;
  high: number;
}

/** Nearly all draws, with some air: a single far draw would squeeze the others. */
function rangeOf(draws: Float64Array): Range {
  const sorted = Float64Array.from(draws).sort();
  const [low, high] = [quantileSorted(sorted, 0.005), quantileSorted(sorted, 0.995)];
  const air = 0.05 * (high - low) || 1;
  return { low: low - air, high: high + air };
}

/** The share of the draws in each cell of a grid, and its height relative to the fullest. */
function binsOf(
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
    const x = cellOf(column.draws[d], ranges[j] as Range);
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
      x: place(j, x),
      x2: place(j, x + 1),
      y: place(i, y),
      y2: place(i, y + 1),
      // Models by their number: names would be most of the chart.
      row: i,
      column: j,
      share: Number((count / row.draws.length).toFixed(5)),
      height: Number((count / most).toFixed(3)),
    };
  });
}

/** The density of a panel of the diagonal. */
function curveOf(draws: Float64Array, i: number, { low, high }: Range) {
  const curve = density(draws);
  if (!curve) return [];
  const most = Math.max(...curve.y);
  return curve.x.flatMap((value, k) => {
    if (value < low || value > high) return [];
    const height = (0.9 * INSIDE * curve.y[k]) / most;
    return [
      {
        place: i,
        x: Number((i + (INSIDE * (value - low)) / (high - low)).toFixed(4)),
        base: i + INSIDE,
        top: Number((i + INSIDE - height).toFixed(4)),
      },
    ];
  });
}

/** Round numbers beside a row and below a column, not so near the edges that neighbours meet. */
function ticksOf({ low, high }: Range, i: number) {
  return niceTicks(low, high, 2).flatMap((value) => {
    const share = (value - low) / (high - low);
    if (share < 0.1 || share > 0.9) return [];
    return [{ value, at: i + INSIDE * share, up: i + INSIDE * (1 - share) }];
  });
}

/** Round numbers between two bounds, about as many as wanted and at least one. */
export function niceTicks(low: number, high: number, wanted: number): number[] {
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const steps = [5, 2, 1, 0.5].map((factor) => factor * power).filter((step) => step <= raw * 1.01);
  const ticksOf = (step: number): number[] => {
    const first = Math.ceil(low / step);
    const count = Math.floor(high / step) - first + 1;
    return Array.from({ length: count }, (_, k) => (first + k) * step);
  };
  return steps.map(ticksOf).find((ticks) => ticks.length > 0) ?? [];
}
