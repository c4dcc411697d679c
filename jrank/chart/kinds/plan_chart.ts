/** What judgments will buy: half-widths over the number of judgments, for some numbers of questions. */

import { wordsOf } from "../../words/charts.ts";
import { titleBlock } from "../captions.ts";
import type { Channel, ChartOptions, VegaLiteSpec } from "../chart.ts";
import { whereNarrow } from "../responsive.ts";
import { spec } from "../theme.ts";

interface PlanCurve {
  questions: number;
  /** The half-width that stays however many judgments follow; rating points. */
  floor: number;
  points: readonly { judgments: number; half_width: number; neighbours_right: number }[];
}

/** Draws a line for each number of questions, and dashed what it cannot fall below. */
export function planChart(
  curves: readonly PlanCurve[],
  { models, confidence, ...options }: ChartOptions & { models: number; confidence: number },
): VegaLiteSpec {
  const { plan: words } = wordsOf(options);
  const seriesOf = ({ questions }: PlanCurve): string => words.questions(questions);
  const values = curves.flatMap((curve) =>
    curve.points.map((point) => ({ series: seriesOf(curve), ...point })),
  );
  const floors = curves
    .filter(({ floor }) => floor >= 1)
    .map((curve) => ({ series: seriesOf(curve), floor: curve.floor }));
  const color: Channel<"color"> = {
    field: "series",
    type: "nominal",
    title: null,
    scale: { domain: curves.map(seriesOf), range: "category" },
    legend: { orient: "bottom", direction: "horizontal", columns: whereNarrow(2, 4) },
  };
  const y = { type: "quantitative", title: words.halfWidth, scale: { zero: true } } as const;
  return spec(
    {
      title: titleBlock(words.title(models), [words.subtitle(confidence)], options),
      data: { name: "plan", values },
      height: 320,
      layer: [
        {
          data: { name: "floors", values: floors },
          mark: { type: "rule", strokeDash: [4, 4], opacity: 0.7 },
          encoding: { y: { field: "floor", ...y }, color },
        },
        {
          mark: { type: "line", point: true, tooltip: true },
          encoding: {
            x: {
              field: "judgments",
              type: "quantitative",
              title: words.judgments,
              scale: { type: "log", nice: false },
              axis: { grid: false, format: "," },
            },
            y: { field: "half_width", ...y },
            color,
            tooltip: [
              { field: "series", type: "nominal", title: words.benchmark },
              { field: "judgments", type: "quantitative", title: words.judgments, format: "," },
              { field: "half_width", type: "quantitative", title: words.halfWidth, format: ".0f" },
              {
                field: "neighbours_right",
                type: "quantitative",
                format: ".0%",
                title: words.neighboursRight,
              },
            ],
          },
        },
      ],
    },
    options,
  );
}
