/** Ratings by group of rows (`--by`): what each model is in each, and how far that is from the whole. */
import { wordsOf } from "../../words/charts.ts";
import { chartNames, namesInFull, ratingFormat, shownRows, titleOf, tooltip } from "../captions.ts";
import type { Channel, ChartOptions, ChartSource, Layer, VegaLiteSpec } from "../chart.ts";
import { besideNames, MODEL_AXIS, namesRoom } from "../responsive.ts";
import { textWidth } from "../text_width.ts";
import { spec } from "../theme.ts";

/** The colours end here, in rating points on the usual scale, or at the largest difference if that is more. */
const LEAST_RANGE = 50;

/** Pixels of a column in pictures; at most twice as many on pages. */
const STEP = 78;

/** Draws a matrix of ratings that lean on the whole, or of each group's own where there are none. */
export function groupsChart(
  { ranking }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const { by, scale, compute } = ranking;
  if (by === undefined || compute === "winrate") return undefined;
  const words = wordsOf(options);
  const rows = shownRows(ranking, options);
  const names = chartNames(rows);
  const whole = new Map(rows.map(({ model_id, rating }) => [model_id, rating]));
  const isShrunken = by.shrinkage !== undefined;
  const cells = (by.shrinkage?.groups ?? by.groups).flatMap(({ value, ratings }) =>
    ratings.flatMap((row) => {
      const model = names.get(row.model_id);
      const all = whole.get(row.model_id);
      const { rating, ci_lower: lower, ci_upper: upper } = row;
      if (model === undefined || rating === null) return [];
      const own =
        "deviation" in row ? row.deviation : typeof all === "number" ? rating - all : null;
      return [{ model, group: value, rating, lower, upper, deviation: own ?? 0 }];
    }),
  );
  const groups = [...new Set(cells.map(({ group }) => group))];
  if (groups.length < 2) return undefined;
  const most = Math.max(
    (LEAST_RANGE * scale) / 400,
    ...cells.map(({ deviation }) => Math.abs(deviation)),
  );
  const format = ratingFormat(ranking);
  // Pixels of a cell, beside the names.
  const cell = `((room - ${namesRoom([...names.values()])}) / ${groups.length})`;
  const longest = Math.max(...groups.map((group) => textWidth(group, 12))) + 8;
  const x: Channel<"x"> = {
    field: "group",
    type: "nominal",
    scale: { domain: groups, range: [0, { expr: `min(width, ${2 * STEP * groups.length})` }] },
    axis: {
      title: by.field,
      orient: "top",
      labelAngle: { expr: `${cell} < ${longest} ? -60 : 0` },
      labelLimit: 160,
      grid: false,
    },
  };
  const y: Channel<"y"> = {
    field: "model",
    type: "nominal",
    scale: { domain: rows.map(({ model_id }) => names.get(model_id) as string) },
    axis: MODEL_AXIS,
  };
  const hover = tooltip(
    ["model", words.tip.model, namesInFull(rows)],
    ["group", words.tip.group],
    ["rating", words.tip.rating, format],
    ["lower", words.tip.from, format],
    ["upper", words.tip.to, format],
    ["deviation", words.tip.deviation, `+${format}`],
  );
  const isStrong = `abs(datum.deviation) > ${0.7 * most}`;
  const text = (style: string, condition: string): Layer => ({
    transform: [{ filter: condition }],
    mark: {
      type: "text",
      style,
      fontSize: { expr: `clamp(${cell} / 2.4, 8, 11)` },
      opacity: { expr: `${cell} < 18 ? 0 : 1` },
      aria: false,
    },
    encoding: { x, y, text: { field: "rating", format }, tooltip: hover },
  });
  return spec(
    {
      title: titleOf(ranking, words.groups(by.field), options, [
        isShrunken ? words.groupsShrunken : words.groupsOwn,
      ]),
      height: 28 * rows.length,
      data: { name: "groups", values: cells },
      layer: [
        {
          mark: { type: "rect", aria: false },
          encoding: {
            x,
            y,
            color: {
              field: "deviation",
              type: "quantitative",
              scale: {
                domain: [-most, most],
                domainMid: 0,
                range: "diverging",
                interpolate: "rgb",
              },
              legend: {
                title: words.tip.deviation,
                titleLimit: 0,
                format: `+${format}`,
                orient: "bottom",
                gradientLength: { expr: besideNames([...names.values()], 240) },
                tickCount: 5,
              },
            },
            tooltip: hover,
          },
        },
        text("onWeak", `!(${isStrong})`),
        text("onStrong", isStrong),
      ],
    },
    options,
    STEP * groups.length,
  );
}
