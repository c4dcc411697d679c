/** What became of the models: the rankings of one benchmark and judge over time. */

import { wordsOf } from "../../words/charts.ts";
import {
  chartNames,
  namesInFull,
  ratingFormat,
  ratingTicks,
  shownRows,
  titleOf,
  tooltip,
} from "../captions.ts";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "../chart.ts";
import { CROWD, centred, LINES_WIDTH, lineLayers, lineNotes, withOthers } from "../line_marks.ts";
import { axisSide, spec } from "../theme.ts";

/** Draws a line for each model of the newest ranking; with one date there is no history yet. */
export function historyChart(
  { ranking, history = [] }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  if (history.length < 2) return undefined;
  const words = wordsOf(options);
  const rows = shownRows(ranking, options);
  const names = chartNames(rows);
  const published = history.flatMap(({ date, n_judgments, ranking: places }) =>
    places.flatMap(({ model_id, rating, ci_lower, ci_upper, rank }) => {
      const model = names.get(model_id);
      if (model === undefined) return [];
      return [{ date, model, rating, lower: ci_lower, upper: ci_upper, rank, n_judgments }];
    }),
  );
  const isRate = ranking.compute === "winrate";
  const { points: values, moved } = isRate
    ? { points: published, moved: false }
    : centred(published, ({ date }) => date);
  if (values.length === 0) return undefined;
  const format = ratingFormat(ranking);
  const facts = names.size > CROWD ? [] : [words.oneInterval(ranking.confidence)];
  const dates = [...new Set(history.map(({ date }) => date))];
  const days = new Set(dates.map((date) => date.slice(0, 10)));
  const models = [...names.values()];
  const lines = lineLayers({
    models,
    values,
    dots: true,
    x: {
      field: "date",
      type: "temporal",
      scale: { type: "utc" },
      title: words.date,
      axis: {
        grid: false,
        orient: axisSide(names.size),
        values: datesIn(dates),
        format: days.size === dates.length ? "%Y-%m-%d" : "%Y-%m-%d %H:%M",
        labelOverlap: "greedy",
        labelSeparation: 12,
      },
    },
    y: {
      title: isRate ? words.winRateAxis : words.rating,
      axis: ratingTicks(isRate),
    },
    tooltip: tooltip(
      ["model", words.tip.model, namesInFull(rows)],
      ["date", words.tip.date],
      ["rating", words.tip.rating, format],
      ["lower", words.tip.from, format],
      ["upper", words.tip.to, format],
      ["rank", words.tip.rank],
      ["n_judgments", words.tip.judgments, ","],
    ),
  });
  if (!lines) return undefined;
  return spec(
    {
      title: titleOf(ranking, words.history, options, [
        ...facts,
        ...lineNotes(lines, names.size, words),
        ...(isRate ? [] : [moved ? words.moved : words.published(ranking.init_rating)]),
      ]),
      data: { name: "history", values: withOthers(values, models) },
      ...lines,
    },
    options,
    LINES_WIDTH,
  );
}

/** Dates for Vega to read: the axis names those of the rankings. */
function datesIn(dates: readonly string[]): { expr: string } {
  return { expr: `[${dates.map((date) => `toDate(${JSON.stringify(date)})`).join(", ")}]` };
}
