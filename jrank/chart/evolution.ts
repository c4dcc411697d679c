/** How the ratings settled: ratings with their intervals over the number of matches. */
import type { ChartOptions, ChartSource, VegaLiteSpec } from "./chart.ts";
import { chartNames } from "./ranking.ts";
import { SERIES_COLORS, spec, titleOf, wordsOf } from "./theme.ts";

/** Draws a line and a band for each model; while a rating is not determined there is a gap. */
export function evolutionChart(
  { ranking, convergence }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const rows = ranking.ranking.filter(({ model_id }) => !options.skip?.includes(model_id));
  const names = chartNames(rows);
  const values = (convergence ?? [])
    .filter(({ model_id, rating }) => names.has(model_id) && rating !== null)
    .map(({ matches, model_id, rating, lower, upper }) => ({
      matches,
      model: names.get(model_id),
      rating,
      lower,
      upper,
    }));
  if (values.length === 0) return undefined;
  const words = wordsOf(options);
  const order = rows.map(({ model_id }) => names.get(model_id));
  const color = {
    field: "model",
    type: "nominal",
    sort: order,
    scale: { domain: order, range: SERIES_COLORS },
    legend: {
      title: null,
      labelLimit: 0,
      symbolLimit: 0,
      symbolOpacity: 1,
      columns: Math.ceil(rows.length / 40),
    },
  };
  const x = { field: "matches", type: "quantitative", title: words.matches, axis: { grid: false } };
  // Early intervals are wide as the page; the scale follows the ratings, and bands are clipped.
  const ratings = values.map(({ rating }) => rating as number);
  const margin = 0.15 * (Math.max(...ratings) - Math.min(...ratings) || 100);
  const domain = [Math.min(...ratings) - margin, Math.max(...ratings) + margin];
  const y = (field: string): VegaLiteSpec => ({
    field,
    type: "quantitative",
    title: words.rating,
    scale: { zero: false, domain, nice: true },
  });
  return spec({
    title: titleOf(ranking, words.evolution, options),
    width: 640,
    height: Math.max(360, rows.length * 18),
    data: { name: "evolution", values },
    layer: [
      {
        transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: "area", clip: true },
        encoding: {
          x,
          y: y("lower"),
          y2: { field: "upper" },
          color,
          opacity: { condition: { param: "chosen", value: 0.12 }, value: 0.02 },
        },
      },
      {
        params: [{ name: "chosen", select: { type: "point", fields: ["model"] }, bind: "legend" }],
        mark: { type: "line", clip: true, strokeWidth: 2 },
        encoding: {
          x,
          y: y("rating"),
          color,
          opacity: { condition: { param: "chosen", value: 1 }, value: 0.15 },
          tooltip: [
            { field: "model" },
            { field: "matches" },
            { field: "rating", format: ".0f" },
            { field: "lower", format: ".0f", title: "from" },
            { field: "upper", format: ".0f", title: "to" },
          ],
        },
      },
    ],
  });
}
