/** Whether judges prefer a position: shares of verdicts, and the advantage of being shown first. */
import { ratingFormat, titleOf, tooltip } from "./captions.ts";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "./chart.ts";
import { MODEL_AXIS, spec } from "./theme.ts";
import { wordsOf } from "./words.ts";

const STEP = 40;

/** Draws a row for each judge: its verdicts on the left, the fitted advantage on the right. */
export function positionBiasChart(
  { ranking, positions = [] }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  if (positions.length === 0) return undefined;
  const words = wordsOf(options);
  const { tip } = words;
  const verdicts = positions.flatMap(({ judge, first_wins, second_wins, ties }) => {
    const all = first_wins + second_wins + ties;
    const counts = { first: first_wins, tie: ties, second: second_wins };
    return (["first", "tie", "second"] as const).map((verdict, order) => ({
      ...{ judge, order, verdict: words.verdict[verdict] },
      ...{ verdicts: counts[verdict], share: all === 0 ? 0 : counts[verdict] / all },
    }));
  });
  const advantages = positions.flatMap(({ judge, home_advantage }) =>
    home_advantage?.estimate == null
      ? []
      : [
          {
            judge,
            advantage: home_advantage.estimate,
            lower: home_advantage.lower,
            upper: home_advantage.upper,
          },
        ],
  );
  const y = (axis: VegaLiteSpec | null): VegaLiteSpec => ({
    field: "judge",
    type: "nominal",
    scale: { domain: positions.map(({ judge }) => judge) },
    axis,
  });
  const order = [words.verdict.first, words.verdict.tie, words.verdict.second];
  const shares: VegaLiteSpec = {
    width: 340,
    height: { step: STEP },
    data: { name: "verdicts", values: verdicts },
    layer: [
      {
        mark: { type: "bar", height: { band: 0.6 } },
        encoding: {
          y: y(MODEL_AXIS),
          x: {
            ...{ field: "verdicts", type: "quantitative", stack: "normalize" },
            ...{ title: words.shareAxis, axis: { format: "%" } },
          },
          order: { field: "order" },
          color: {
            field: "verdict",
            type: "nominal",
            scale: { domain: order, range: ["#0072B2", "#A9B1B9", "#E69F00"] },
            legend: { title: null, orient: "bottom", direction: "horizontal", labelLimit: 0 },
          },
          tooltip: tooltip(
            ["judge", tip.judge],
            ["verdict", tip.verdict],
            ["verdicts", tip.verdicts, ","],
            ["share", tip.shareOfAll, ".1%"],
          ),
        },
      },
      {
        data: { values: [{ half: 0.5 }] },
        mark: { type: "rule", style: "line", strokeDash: [4, 3] },
        encoding: { x: { field: "half", type: "quantitative" } },
      },
    ],
  };
  const x = (field: string): VegaLiteSpec => ({
    field,
    type: "quantitative",
    title: words.advantageAxis,
    scale: { nice: true },
  });
  const hover = tooltip(
    ["judge", tip.judge],
    ["advantage", tip.advantage, `+${ratingFormat(ranking)}`],
    ["lower", tip.from, `+${ratingFormat(ranking)}`],
    ["upper", tip.to, `+${ratingFormat(ranking)}`],
  );
  const advantage: VegaLiteSpec = {
    width: 300,
    height: { step: STEP },
    data: { name: "advantages", values: advantages },
    layer: [
      {
        data: { values: [{ none: 0 }] },
        mark: { type: "rule", style: "line", strokeDash: [4, 3] },
        encoding: { x: x("none") },
      },
      {
        transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: "rule", style: "accent", strokeWidth: 2 },
        encoding: { y: y(null), x: x("lower"), x2: { field: "upper" }, tooltip: hover },
      },
      {
        mark: { type: "point", style: "dot", filled: true, size: 80, opacity: 1 },
        encoding: { y: y(null), x: x("advantage"), tooltip: hover },
      },
    ],
  };
  return spec(
    {
      title: titleOf(ranking, words.positionBias, options, [words.oneInterval(ranking.confidence)]),
      hconcat: [shares, ...(advantages.length === 0 ? [] : [advantage])],
      spacing: 28,
    },
    options,
  );
}
