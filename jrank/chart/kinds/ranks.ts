/** The place of each model: its rank, the range that the data leave open, and how likely each is. */

import { wordsOf } from "../../words/charts.ts";
import { chartNames, namesInFull, ratingFormat, shownRows, titleOf, tooltip } from "../captions.ts";
import type { Channel, ChartOptions, ChartSource, Layer, VegaLiteSpec } from "../chart.ts";
import { besideNames, MODEL_AXIS } from "../responsive.ts";
import { axisSide, rowHeight, spec } from "../theme.ts";

/** Chances below this are not drawn: they would be paler than the eye can see. */
const VISIBLE = 0.005;

/** Draws ranks with their intervals, over the chances of all ranks where they are given. */
export function ranksChart(
  { ranking, rankChances }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const rows = shownRows(ranking, options);
  if (!rows.some(({ rank }) => rank !== null)) return undefined;
  const words = wordsOf(options);
  const names = chartNames(rows);
  const values = rows.map((row) => ({
    model: names.get(row.model_id) as string,
    rank: row.rank,
    lower: row.rank_lower,
    upper: row.rank_upper,
    rating: row.rating,
    all_lower: row.rank_lower_simultaneous,
    all_upper: row.rank_upper_simultaneous,
    n_matches: row.n_matches,
    status: words.status[row.status] || null,
  }));
  const heat = (rankChances?.models ?? []).flatMap((id, i) => {
    const model = names.get(id);
    if (model === undefined) return [];
    return (rankChances?.chances[i] ?? []).flatMap((chance, k) =>
      chance < VISIBLE ? [] : [{ model, from: k + 0.5, to: k + 1.5, rank: k + 1, chance }],
    );
  });
  const y: Channel<"y"> = {
    field: "model",
    type: "nominal",
    scale: { domain: values.map(({ model }) => model) },
    axis: MODEL_AXIS,
  };
  const x = (field: string): Channel<"x"> => ({
    field,
    type: "quantitative",
    title: words.rankAxis,
    scale: { domain: [0.5, ranking.ranking.length + 0.5], nice: false, zero: false },
    axis: {
      orient: axisSide(rows.length),
      values: rankTicks(ranking.ranking.length),
      format: "d",
      grid: heat.length === 0,
    },
  });
  const format = ratingFormat(ranking);
  const full = namesInFull(rows);
  const hover = tooltip(
    ["model", words.tip.model, full],
    ["rank", words.tip.rank],
    ["lower", words.tip.from],
    ["upper", words.tip.to],
    ["all_lower", words.tip.fromOfAll],
    ["all_upper", words.tip.toOfAll],
    ["rating", words.tip.rating, format],
    ["n_matches", words.tip.matches, ","],
    ["status", words.tip.status],
  );
  const chances: Layer = {
    data: { name: "chances", values: heat },
    mark: { type: "rect", aria: false },
    encoding: {
      y,
      x: x("from"),
      x2: { field: "to" },
      color: {
        field: "chance",
        type: "quantitative",
        scale: {
          domain: [0, Math.max(...heat.map(({ chance }) => chance))],
          range: "heatmap",
        },
        legend: {
          title: words.rankChance,
          format: ".0%",
          orient: "bottom",
          gradientLength: { expr: besideNames([...names.values()], 200) },
          tickCount: 3,
        },
      },
      tooltip: tooltip(
        ["model", words.tip.model, full],
        ["rank", words.tip.rank],
        ["chance", words.tip.chance, ".1%"],
      ),
    },
  };
  return spec(
    {
      title: titleOf(ranking, words.ranks, options, [words.rankInterval(ranking.confidence)]),
      height: rowHeight(rows.length),
      data: { name: "ranks", values },
      layer: [
        ...(heat.length === 0 ? [] : [chances]),
        {
          transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
          mark: { type: "rule", style: "line", strokeWidth: 2, strokeCap: "round" },
          encoding: { y, x: x("lower"), x2: { field: "upper" }, tooltip: hover },
        },
        {
          transform: [{ filter: "isValid(datum.rank)" }],
          mark: { type: "point", style: "line", filled: true, size: 80, opacity: 1 },
          encoding: { y, x: x("rank"), tooltip: hover },
        },
        {
          transform: [{ filter: "isValid(datum.rank)" }],
          mark: { type: "point", style: "ground", filled: true, size: 25, opacity: 1 },
          encoding: { y, x: x("rank"), tooltip: hover },
        },
        {
          transform: [{ filter: "!isValid(datum.rank)" }],
          mark: { type: "text", style: "quiet", align: "left", limit: { expr: "width - 8" } },
          encoding: { y, x: { value: 8 }, text: { field: "status" }, tooltip: hover },
        },
      ],
    },
    options,
  );
}

/** The ranks that the axis names: the first, and round ones. */
function rankTicks(ranks: number): number[] {
  const step = ranks <= 20 ? 1 : ranks <= 100 ? 5 : 10;
  return Array.from({ length: ranks }, (_, k) => k + 1).filter(
    (rank) => rank === 1 || rank % step === 0,
  );
}
