/** How the ratings of the chosen models vary together: a corner plot of their draws. */
import { sampleCorrelation } from "simple-statistics";
import { ratingFormat, titleOf, tooltip } from "./captions.ts";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "./chart.ts";
import { chosenDraws, type ModelDraws } from "./chosen_draws.ts";
import { binsOf, curveOf, INSIDE, type Range, rangeOf, ticksOf } from "./corner_panels.ts";
import { spec } from "./theme.ts";
import { wordsOf } from "./words.ts";

const PANEL = 130;
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
    name: `${name}\u2003${i + 1}`,
    ...{ place: String(i + 1), middle: i + INSIDE / 2 },
  }));
  const along = (field: string): VegaLiteSpec => ({
    ...{ field, type: "quantitative", axis: null, scale: { domain: [0, n], nice: false } },
  });
  const down = (field: string): VegaLiteSpec => ({
    ...{ field, type: "quantitative", axis: null },
    scale: { domain: [0, n], nice: false, reverse: true },
  });
  const format = ratingFormat(ranking);
  const text = (style: string, more: VegaLiteSpec = {}): VegaLiteSpec => ({
    ...{ type: "text", style, baseline: "middle", aria: false },
    ...more,
  });
  return spec(
    {
      title: titleOf(ranking, words.corner, options, [
        words.cornerParts,
        ...(share < 1 ? [words.leftOut(1 - share)] : []),
      ]),
      datasets: { models: models.map(({ name }, index) => ({ index, model: name })) },
      ...{ width: n * PANEL, height: n * PANEL },
      layer: [
        {
          data: { name: "bins", values: bins },
          transform: (
            [
              ["column", "against"],
              ["row", "name"],
            ] as const
          ).map(([lookup, as]) => ({
            ...{ lookup, as: [as] },
            from: { data: { name: "models" }, key: "index", fields: ["model"] },
          })),
          mark: { type: "rect", aria: false },
          encoding: {
            ...{ x: along("x"), x2: { field: "x2" }, y: down("y"), y2: { field: "y2" } },
            color: {
              ...{ field: "height", type: "quantitative", legend: null },
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
            ...{ x: along("x"), y: down("base"), y2: { field: "top" } },
            detail: { field: "place" },
          },
        },
        {
          data: { name: "correlations", values: pairs },
          mark: text("name"),
          encoding: {
            ...{ x: along("x"), y: down("y") },
            text: { field: "value", type: "quantitative", format: "+.2f" },
          },
        },
        {
          data: { name: "names", values: names },
          mark: text("name", { align: "right", fontSize: 12 }),
          encoding: { x: { value: -52 }, y: down("middle"), text: { field: "name" } },
        },
        {
          data: { values: names },
          mark: text("name", { fontSize: 12 }),
          encoding: { x: along("middle"), y: { value: n * PANEL + 24 }, text: { field: "place" } },
        },
        {
          data: { name: "ticks", values: ticks },
          mark: text("number"),
          encoding: {
            ...{ x: along("at"), y: { value: n * PANEL + 4 } },
            text: { field: "value", type: "quantitative", format },
          },
        },
        {
          data: { values: ticks },
          mark: text("number", { align: "right" }),
          encoding: {
            ...{ x: { value: -6 }, y: down("up") },
            text: { field: "value", type: "quantitative", format },
          },
        },
      ],
    },
    options,
  );
}

/** The draws that determine the ratings of all these models, and their share. */
function determined(models: readonly ModelDraws[]): { models: ModelDraws[]; share: number } {
  const all = models[0]?.draws ?? new Float64Array();
  const isKnown = Array.from(all, (_, d) => models.every(({ draws }) => Number.isFinite(draws[d])));
  const known = isKnown.filter(Boolean).length;
  return {
    models: models.map(({ name, draws }) => ({ name, draws: draws.filter((_, d) => isKnown[d]) })),
    share: all.length === 0 ? 1 : known / all.length,
  };
}
