/** Whether judges prefer a position: shares of verdicts, and the advantage of being shown first. */

import { wordsOf } from "../../words/charts.ts";
import { ratingFormat, titleBlock, titleOf, tooltip } from "../captions.ts";
import type {
  Channel,
  ChartOptions,
  ChartSource,
  JudgePositions,
  Layers,
  Title,
  VegaLiteSpec,
} from "../chart.ts";
import { MODEL_AXIS, type Place, panelsOf, whereNarrow } from "../responsive.ts";
import { spec } from "../theme.ts";

const STEP = 40;

/** The judge of a ranking. */
export function positionBiasChart(
  { ranking, positions = [] }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const words = wordsOf(options);
  const facts = [words.oneInterval(ranking.confidence)];
  const title = titleOf(ranking, words.positionBias, options, facts);
  return panels(positions, title, { ...options, scale: ranking.scale });
}

/** The judges of several rankings, whose ratings have one scale. */
export function judgesBiasChart(
  positions: readonly JudgePositions[],
  { confidence, ...options }: ChartOptions & { scale: number; confidence: number },
): VegaLiteSpec | undefined {
  const words = wordsOf(options);
  const facts = [words.oneInterval(confidence)];
  return panels(positions, titleBlock(words.judgesBias, facts, options), options);
}

/** A row for each judge: its verdicts on the left, the fitted advantage on the right. */
function panels(
  positions: readonly JudgePositions[],
  title: Title,
  options: ChartOptions & { scale: number },
): VegaLiteSpec | undefined {
  const judges = positions.map(({ judge }) => judge);
  const parts = [
    sharesPanel(positions, judges, options),
    advantagePanel(positions, judges, options),
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const { params, places } = panelsOf(parts.length === 1 ? 1 : 2, {
    height: `${STEP * judges.length}`,
    gap: 70,
    stacked: "room < 640",
  });
  return spec(
    {
      title,
      height: STEP * judges.length,
      params,
      resolve: { scale: { x: "independent", y: "independent", color: "independent" } },
      layer: parts.map((part, k) => part(places[k] as Place)),
    },
    options,
    parts.length === 1 ? 340 : 668,
  );
}

/** From the upper end of a panel to its lower. */
const along = ({ y }: Place): { y: Channel<"y">; y2: Channel<"y2"> } => ({
  y: { value: y[0] },
  y2: { value: y[1] },
});

/** A panel in its place. */
type Panel = ((place: Place) => Layers) | undefined;

const judgeAxis = (judges: readonly string[], { y, labelOpacity }: Place): Channel<"y"> => ({
  field: "judge",
  type: "nominal",
  scale: { domain: [...judges], range: y },
  axis: { ...MODEL_AXIS, orient: "left", labelOpacity },
});

function sharesPanel(
  positions: readonly JudgePositions[],
  judges: readonly string[],
  options: ChartOptions,
): Panel {
  const words = wordsOf(options);
  const { tip } = words;
  const verdicts = positions.flatMap(({ judge, first_wins, second_wins, ties }) => {
    const all = first_wins + second_wins + ties;
    const counts = { first: first_wins, tie: ties, second: second_wins };
    if (all === 0) return [];
    return (["first", "tie", "second"] as const).map((verdict, order) => ({
      judge,
      order,
      verdict: words.verdict[verdict],
      verdicts: counts[verdict],
      share: counts[verdict] / all,
    }));
  });
  if (verdicts.length === 0) return undefined;
  const order = [words.verdict.first, words.verdict.tie, words.verdict.second];
  return (place) => ({
    data: { name: "verdicts", values: verdicts },
    layer: [
      {
        mark: { type: "bar", height: { band: 0.6 } },
        encoding: {
          y: judgeAxis(judges, place),
          x: {
            field: "verdicts",
            type: "quantitative",
            stack: "normalize",
            title: words.shareAxis,
            scale: { range: place.x },
            axis: { format: "%", orient: "bottom", offset: place.bottom, labelFlush: true },
          },
          order: { field: "order" },
          color: {
            field: "verdict",
            type: "nominal",
            scale: { domain: order, range: ["#0072B2", "#A9B1B9", "#E69F00"] },
            legend: {
              title: null,
              orient: "bottom",
              direction: "horizontal",
              columns: whereNarrow(1, 3),
              labelLimit: 0,
            },
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
        encoding: { x: { field: "half", type: "quantitative" }, ...along(place) },
      },
    ],
  });
}

function advantagePanel(
  positions: readonly JudgePositions[],
  judges: readonly string[],
  { scale, ...options }: ChartOptions & { scale: number },
): Panel {
  const words = wordsOf(options);
  const { tip } = words;
  const advantages = positions.flatMap(({ judge, home_advantage }) => {
    if (home_advantage?.estimate == null) return [];
    const { estimate: advantage, lower, upper } = home_advantage;
    return [{ judge, advantage, lower, upper }];
  });
  if (advantages.length === 0) return undefined;
  const x = (field: string, { x: range }: Place): Channel<"x"> => ({
    field,
    type: "quantitative",
    title: words.advantageAxis,
    scale: { nice: true, range },
    axis: { orient: "bottom", labelFlush: true, titleAnchor: whereNarrow("end", "middle") },
  });
  const format = `+${ratingFormat({ compute: "mle", scale })}`;
  const hover = tooltip(
    ["judge", tip.judge],
    ["advantage", tip.advantage, format],
    ["lower", tip.from, format],
    ["upper", tip.to, format],
  );
  return (place) => ({
    data: { name: "advantages", values: advantages },
    layer: [
      {
        data: { values: [{ none: 0 }] },
        mark: { type: "rule", style: "line", strokeDash: [4, 3] },
        encoding: { x: x("none", place), ...along(place) },
      },
      {
        transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: "rule", style: "accent", strokeWidth: 2 },
        encoding: {
          y: judgeAxis(judges, place),
          x: x("lower", place),
          x2: { field: "upper" },
          tooltip: hover,
        },
      },
      {
        mark: { type: "point", style: "dot", filled: true, size: 80, opacity: 1 },
        encoding: { y: judgeAxis(judges, place), x: x("advantage", place), tooltip: hover },
      },
    ],
  });
}
