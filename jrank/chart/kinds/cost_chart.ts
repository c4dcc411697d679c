/** Ratings against what an answer costs, with the models that no other beats in both. */
import { wordsOf } from "../../words/charts.ts";
import {
  chartNames,
  licenseColor,
  namesInFull,
  ratingFormat,
  ratingTicks,
  shownRows,
  titleOf,
  tooltip,
} from "../captions.ts";
import type { Channel, ChartOptions, ChartSource, VegaLiteSpec } from "../chart.ts";
import { NARROW, shortened } from "../responsive.ts";
import { spec } from "../theme.ts";

/** Where a dot is, and on which half. */
const at = `scale("x", datum.cost)`;
const isLeft = `${at} < width / 2`;

/** Costs that differ more have a logarithmic axis. */
const WIDE = 10;

/** Draws the models whose cost and rating are known; undefined with fewer than two. */
export function costChart(
  { ranking }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const words = wordsOf(options);
  const rows = shownRows(ranking, options);
  const names = chartNames(rows);
  const costs = new Map(ranking.costs?.models.map((row) => [row.model_id, row]));
  const values = rows.flatMap((row) => {
    const cost = costs.get(row.model_id);
    if (!cost || cost.cost_usd === null || row.rating === null) return [];
    return [
      {
        model: names.get(row.model_id) as string,
        rating: row.rating,
        lower: row.ci_lower,
        upper: row.ci_upper,
        cost: 1000 * cost.cost_usd,
        tokens: cost.output_tokens,
        seconds: cost.seconds,
        unbeaten: cost.unbeaten,
        license: words.licenses[row.license],
      },
    ];
  });
  if (values.length < 2) return undefined;
  const all = values.map(({ cost }) => cost);
  const isLogarithmic = Math.min(...all) > 0 && Math.max(...all) > WIDE * Math.min(...all);
  const x: Channel<"x"> = {
    field: "cost",
    type: "quantitative",
    title: words.costAxis,
    scale: isLogarithmic ? { type: "log" } : { zero: true },
    axis: { format: "~g", grid: true },
  };
  const y = (field: string): Channel<"y"> => ({
    field,
    type: "quantitative",
    title: words.rating,
    scale: { zero: false },
    axis: ratingTicks(),
  });
  const format = ratingFormat(ranking);
  const hover = tooltip(
    ["model", words.tip.model, namesInFull(rows)],
    ["rating", words.tip.rating, format],
    ["lower", words.tip.from, format],
    ["upper", words.tip.to, format],
    ["cost", words.costAxis, "~g"],
    ["tokens", words.tip.tokens, ",.0f"],
    ["seconds", words.tip.seconds, ".1f"],
  );
  return spec(
    {
      title: titleOf(ranking, words.costs, options, [words.unbeaten]),
      height: 360,
      data: { name: "costs", values },
      layer: [
        {
          transform: [{ filter: "datum.unbeaten" }],
          mark: { type: "line", style: "others", interpolate: "step-after", strokeWidth: 1.5 },
          encoding: { x, y: y("rating"), order: { field: "cost" } },
        },
        {
          transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
          mark: { type: "rule", style: "line", strokeWidth: 1.5 },
          encoding: { x, y: y("lower"), y2: { field: "upper" }, tooltip: hover },
        },
        {
          mark: { type: "point", filled: true, size: 90, opacity: 1 },
          encoding: {
            x,
            y: y("rating"),
            color: licenseColor(
              rows.filter(({ model_id }) => costs.has(model_id)),
              options,
            ),
            tooltip: hover,
          },
        },
        {
          // A name goes to the side on which there is more room for it.
          mark: {
            type: "text",
            style: "name",
            align: { expr: `${isLeft} ? "left" : "right"` },
            dx: { expr: `${isLeft} ? 8 : -8` },
            dy: -6,
            limit: { expr: `${isLeft} ? width - ${at} : ${at}` },
          },
          encoding: {
            x,
            y: y("rating"),
            // On a narrow page the names of all would hide each other.
            text: {
              value: {
                expr: `${NARROW} && !datum.unbeaten ? "" : ${shortened("datum.model", "width / 2")}`,
              },
            },
            tooltip: hover,
          },
        },
      ],
    },
    options,
  );
}
