/** How the ratings settled: ratings with their intervals over the number of matches. */

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

/** Draws a line and a band for each model; while a rating is not determined there is a gap. */
export function evolutionChart(
  { ranking, convergence = [] }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const rows = shownRows(ranking, options);
  const names = chartNames(rows);
  const drawn = convergence.flatMap(({ matches, model_id, rating, lower, upper }) => {
    const model = names.get(model_id);
    return model === undefined ? [] : [{ matches, model, rating, lower, upper }];
  });
  const { points: values, moved } = centred(drawn, ({ matches }) => matches);
  if (values.length === 0) return undefined;
  const words = wordsOf(options);
  const all = Math.max(...values.map(({ matches }) => matches));
  const rated = values.filter(({ rating }) => rating !== null);
  const first = Math.min(...rated.map(({ matches }) => matches));
  const format = ratingFormat(ranking);
  const bands = names.size > CROWD ? [] : [words.oneInterval(ranking.confidence)];
  const models = [...names.values()];
  const lines = lineLayers({
    models,
    values,
    dots: false,
    settled: values.filter(({ matches }) => matches > all / 2),
    x: {
      field: "matches",
      type: "quantitative",
      title: words.matches,
      axis: { grid: false, orient: axisSide(names.size) },
      // Before the first rating there is nothing to see.
      scale: { nice: false, ...(first < all && { domain: [first, all] }) },
    },
    y: { title: words.rating, axis: ratingTicks() },
    tooltip: tooltip(
      ["model", words.tip.model, namesInFull(rows)],
      ["matches", words.tip.matches, ","],
      ["rating", words.tip.rating, format],
      ["lower", words.tip.from, format],
      ["upper", words.tip.to, format],
    ),
  });
  if (!lines) return undefined;
  return spec(
    {
      title: titleOf(ranking, words.evolution, options, [
        ...bands,
        ...lineNotes(lines, names.size, words),
        ...(moved ? [words.moved] : []),
      ]),
      data: { name: "evolution", values: withOthers(values, models) },
      ...lines,
    },
    options,
    LINES_WIDTH,
  );
}
