/** The ranking: a dot for the rating, a thick bar for 68 % and a thin one for the full interval. */

import { wordsOf } from "../../words/charts.ts";
import { groupRatings } from "../../words/shown_number.ts";
import {
  chartNames,
  licenseColor,
  ratingFormat,
  shownRows,
  titleOf,
  tooltip,
} from "../captions.ts";
import type { Channel, ChartOptions, ChartSource, Transform, VegaLiteSpec } from "../chart.ts";
import { chosenOpacity, LICENSE_CHOICE, placesOf, type SortKeys, sortable } from "../sorting.ts";
import { axisSide, rowHeight, spec } from "../theme.ts";

/** Draws the ranking; a rating that is not determined has words in its place, never a number. */
export function rankingChart(
  { ranking }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const rows = shownRows(ranking, options);
  if (rows.length === 0) return undefined;
  const words = wordsOf(options);
  const names = chartNames(rows);
  const isRate = ranking.compute === "winrate";
  const format = ratingFormat(ranking);
  // A publisher's title is this chart's; the others add what they show.
  const nameOf = (title: string): string =>
    options.title ?? (isRate ? words.winRate : words.ranking)(title);
  const own = groupRatings(rows);
  const ends = rows
    .flatMap((row) => [
      ...[row.rating, row.ci_lower, row.ci_upper, row.lower, row.upper],
      own.get(row.model_id)?.rating ?? null,
    ])
    .filter((value) => value !== null);
  const [low, high] = ends.length > 0 ? [Math.min(...ends), Math.max(...ends)] : [0, 1];
  const places = placesOf(rows);
  const values = rows.map((row, k) => ({
    ...(places[k] as SortKeys),
    model: names.get(row.model_id),
    id: row.model_id,
    license: words.licenses[row.license],
    rating: row.rating,
    lower: row.lower,
    upper: row.upper,
    // An interval with an open side ends at the rating there.
    from: row.ci_lower ?? (row.ci_upper === null ? null : row.rating),
    to: row.ci_upper ?? (row.ci_lower === null ? null : row.rating),
    end: row.ci_upper ?? row.rating,
    beginning: row.ci_lower ?? row.rating,
    isRight: (row.ci_upper ?? row.rating ?? low) > (low + high) / 2,
    ci_lower: row.ci_lower,
    ci_upper: row.ci_upper,
    rank: row.rank,
    rank_range: row.rank_lower === null ? null : `${row.rank_lower}–${row.rank_upper}`,
    n_matches: row.n_matches,
    win_rate: row.win_rate,
    status: words.status[row.status] || null,
    ...(own.size > 0 && {
      own: own.get(row.model_id)?.rating ?? null,
      group: own.get(row.model_id)?.letter ?? null,
    }),
  }));
  const isTall = axisSide(rows.length) === "top";
  const { param, transform, y } = sortable("rating", options);
  const x = (field: string): Channel<"x"> => ({
    field,
    type: "quantitative",
    title: isRate ? words.winRateAxis : own.size > 0 ? words.groupAxis : words.rating,
    scale: { zero: false, nice: true, domain: [low, high] },
    axis:
      ends.length === 0 ? null : { orient: axisSide(rows.length), ...(isRate && { format: "%" }) },
  });
  const color = licenseColor(rows, options);
  const { tip } = words;
  const hover = tooltip(
    ["id", tip.model],
    ["rank", tip.rank],
    ["rank_range", tip.rank_range],
    ["rating", tip.rating, format],
    ["ci_lower", tip.from, format],
    ["ci_upper", tip.to, format],
    ["lower", tip.from68, format],
    ["upper", tip.to68, format],
    ["n_matches", tip.matches, ","],
    ["win_rate", tip.win_rate, ".1%"],
    ["license", tip.license],
    ["status", tip.status],
    ...(own.size > 0 ? [["own", tip.own, format] as const] : []),
  );
  const known = (...fields: string[]): Transform[] => [
    { filter: fields.map((field) => `isValid(datum.${field})`).join(" && ") },
  ];
  return spec(
    {
      title: titleOf(ranking, nameOf, options, [
        words.interval(ranking.confidence),
        ...(own.size > 0 ? [words.ownGroups] : []),
        ...(isRate ? [words.rateUnit(ranking.win_rate_unit)] : []),
      ]),
      height: rowHeight(rows.length),
      data: { name: "ranking", values },
      params: [param],
      transform: [transform],
      layer: [
        {
          transform: known("from", "to"),
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: {
            y,
            x: x("from"),
            x2: { field: "to" },
            color,
            opacity: chosenOpacity(1),
            tooltip: hover,
          },
        },
        {
          transform: known("lower", "upper"),
          mark: { type: "rule", strokeWidth: 5, strokeCap: "round" },
          encoding: {
            y,
            x: x("lower"),
            x2: { field: "upper" },
            color,
            opacity: chosenOpacity(0.55),
            tooltip: hover,
          },
        },
        {
          transform: known("rating"),
          params: [LICENSE_CHOICE],
          mark: { type: "point", filled: true, size: 70 },
          encoding: { y, x: x("rating"), color, opacity: chosenOpacity(1), tooltip: hover },
        },
        {
          transform: known("rating"),
          // Above the dot, or where rows are close, behind the interval.
          mark: {
            type: "text",
            style: "number",
            ...(isTall ? { align: "left", dx: 5 } : { dy: -9 }),
          },
          encoding: {
            y,
            x: x(isTall ? "end" : "rating"),
            text: { field: "rating", type: "quantitative", format },
            opacity: chosenOpacity(1),
          },
        },
        // Words stand on the side where there is room for them.
        ...([false, true] as const).map((isRight) => ({
          transform: [...known("rating", "status"), { filter: `datum.isRight === ${isRight}` }],
          mark: {
            type: "text" as const,
            style: "quiet",
            align: isRight ? ("right" as const) : ("left" as const),
            dx: isRight ? -10 : isTall ? 34 : 10,
            limit: { expr: "max(60, width / 2)" },
          },
          encoding: {
            y,
            x: x(isRight ? "beginning" : "end"),
            text: { field: "status" },
            tooltip: hover,
          },
        })),
        ...(own.size === 0
          ? []
          : [
              {
                transform: known("own"),
                mark: { type: "point" as const, filled: false, size: 70 },
                encoding: { y, x: x("own"), color, opacity: chosenOpacity(1), tooltip: hover },
              },
              {
                transform: [
                  ...known("own"),
                  { calculate: `datum.group + " " + format(datum.own, "${format}")`, as: "shown" },
                ],
                mark: { type: "text" as const, style: "number", dy: -9 },
                encoding: { y, x: x("own"), text: { field: "shown" } },
              },
            ]),
        {
          transform: [{ filter: "!isValid(datum.rating) && !isValid(datum.own)" }],
          mark: { type: "text", style: "quiet", align: "left", limit: { expr: "width - 8" } },
          encoding: { y, x: { value: 8 }, text: { field: "status" }, tooltip: hover },
        },
      ],
    },
    options,
  );
}
