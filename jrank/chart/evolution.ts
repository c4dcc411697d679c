/** How the ratings settled: ratings with their intervals over the number of matches. */
import { chartNames, shownRows, titleOf, tooltip } from "./captions.ts";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "./chart.ts";
import { spec } from "./theme.ts";
import { wordsOf } from "./words.ts";

/** Draws a line and a band for each model; while a rating is not determined there is a gap. */
export function evolutionChart(
  { ranking, convergence }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const rows = shownRows(ranking, options);
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
    scale: { domain: order, range: "category" },
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
  return spec(
    {
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
          params: [
            { name: "chosen", select: { type: "point", fields: ["model"] }, bind: "legend" },
          ],
          mark: { type: "line", clip: true, strokeWidth: 2 },
          encoding: {
            x,
            y: y("rating"),
            color,
            opacity: { condition: { param: "chosen", value: 1 }, value: 0.15 },
            tooltip: tooltip(
              ["model", words.tip.model],
              ["matches", words.tip.matches, ","],
              ["rating", words.tip.rating, ".0f"],
              ["lower", words.tip.from, ".0f"],
              ["upper", words.tip.to, ".0f"],
            ),
          },
        },
      ],
    },
    options,
  );
}
