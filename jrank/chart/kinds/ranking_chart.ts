/** The ranking: a dot for the rating, a thick bar for 68 % and a thin one for the full interval. */

import type { Ranking, RankingRow } from "../../core/ranking.ts";
import { wordsOf } from "../../words/charts.ts";
import {
  type GroupRating,
  groupRatings,
  type RatingEnds,
  roundNumbers,
  shownInGroup,
} from "../../words/shown_number.ts";
import {
  chartNames,
  licenseColor,
  ratingFormat,
  ratingTicks,
  shownRows,
  titleOf,
  tooltip,
} from "../captions.ts";
import type {
  Channel,
  ChartOptions,
  ChartSource,
  Layer,
  Transform,
  VegaLiteSpec,
} from "../chart.ts";
import { chosenOpacity, LICENSE_CHOICE, placesOf, type SortKeys, sortable } from "../sorting.ts";
import { axisSide, rowHeight, spec } from "../theme.ts";

/** The models that share a scale: all, or where no group speaks for the board, those of a group. */
interface Band {
  /** The line above it, where there are several. */
  title?: string;
  rows: RankingRow[];
  /** The numbers that are drawn, by model id. */
  numbers: ReadonlyMap<string, RatingEnds>;
}

/**
 * Draws the ranking; a rating that is not determined has words in its place, never a number. Where no
 * group speaks for the board, each group stands on its own scale below its own numbers.
 */
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
  const bands = bandsOf(rows, own, words.groupOf);
  const isSplit = bands.length > 1 || bands[0].title !== undefined;
  const scales = bands.map((band) => scaleOf(band));
  let lines = 0;
  const values = bands.flatMap((band, b) => {
    const { title } = band;
    const [low, high] = scales[b];
    const first = lines;
    const ticks = title === undefined ? [] : roundNumbers(low, high, 5);
    const offset = first + (title === undefined ? 0 : 1);
    lines = offset + band.rows.length;
    const places = placesOf(band.rows);
    return [
      ...ticks.flatMap((tick) => [
        { ...placeOf(() => first), model: title, band: b, tick },
        ...band.rows.map(({ model_id }, k) => ({
          ...placeOf((key) => offset + places[k][key]),
          model: names.get(model_id),
          band: b,
          grid: tick,
        })),
      ]),
      ...band.rows.map((row, k) => {
        const { rating, ci_lower, ci_upper, lower, upper } = band.numbers.get(
          row.model_id,
        ) as RatingEnds;
        const group = own.get(row.model_id);
        return {
          ...placeOf((key) => offset + places[k][key]),
          model: names.get(row.model_id),
          id: row.model_id,
          license: words.licenses[row.license],
          rating,
          lower,
          upper,
          // An interval with an open side ends at the rating there.
          from: ci_lower ?? (ci_upper === null ? null : rating),
          to: ci_upper ?? (ci_lower === null ? null : rating),
          end: ci_upper ?? rating,
          beginning: ci_lower ?? rating,
          isRight: (ci_upper ?? rating ?? low) > (low + high) / 2,
          ci_lower,
          ci_upper,
          rank: row.rank,
          rank_range: row.rank_lower === null ? null : `${row.rank_lower}–${row.rank_upper}`,
          n_matches: row.n_matches,
          win_rate: row.win_rate,
          // Of a model in its group's band the subtitle says why.
          status: isSplit && group ? null : statusOf(words.status[row.status], group, ranking),
          ...(isSplit && { band: b }),
        };
      }),
    ];
  });
  const isTall = axisSide(lines) === "top";
  const { param, transform, y } = sortable("rating", options);
  const hasNumbers = rows.some(({ rating }) => rating !== null);
  const color = licenseColor(rows, options);
  const { tip } = words;
  const hover = tooltip(
    ["id", tip.model],
    ["rank", tip.rank],
    ["rank_range", tip.rank_range],
    ["rating", isSplit ? tip.own : tip.rating, format],
    ["ci_lower", tip.from, format],
    ["ci_upper", tip.to, format],
    ["lower", tip.from68, format],
    ["upper", tip.to68, format],
    ["n_matches", tip.matches, ","],
    ["win_rate", tip.win_rate, ".1%"],
    ["license", tip.license],
    ["status", tip.status],
  );
  const layersOf = (b: number): Layer[] => {
    const inBand = isSplit ? ` && datum.band === ${b}` : "";
    const known = (...fields: string[]): Transform[] => [
      { filter: fields.map((field) => `isValid(datum.${field})`).join(" && ") + inBand },
    ];
    const x = (field: string): Channel<"x"> => ({
      field,
      type: "quantitative",
      title: isRate ? words.winRateAxis : words.rating,
      scale: { zero: false, nice: !isSplit, domain: [...scales[b]] },
      axis:
        isSplit || !hasNumbers ? null : { orient: axisSide(rows.length), ...ratingTicks(isRate) },
    });
    return [
      ...(isSplit ? gridOf(b, { x, y, height: rowHeight(lines) / lines }) : []),
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
        ...(b === 0 && { params: [LICENSE_CHOICE] }),
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
      {
        transform: [{ filter: `!isValid(datum.rating) && isValid(datum.id)${inBand}` }],
        mark: { type: "text", style: "quiet", align: "left", limit: { expr: "width - 8" } },
        encoding: { y, x: { value: 8 }, text: { field: "status" }, tooltip: hover },
      },
    ];
  };
  return spec(
    {
      title: titleOf(ranking, nameOf, options, [
        words.interval(ranking.confidence),
        ...(isSplit ? [words.ownGroups] : []),
        ...(isRate ? [words.rateUnit(ranking.win_rate_unit)] : []),
      ]),
      height: rowHeight(lines),
      data: { name: "ranking", values },
      params: [param],
      transform: [transform],
      ...(isSplit
        ? {
            layer: bands.map((_, b) => ({ layer: layersOf(b) })),
            resolve: { scale: { x: "independent" as const } },
          }
        : { layer: layersOf(0) }),
    },
    options,
  );
}

/** A band for each group where none speaks for the board, and one for the models without a number; else one for all. */
function bandsOf(
  rows: RankingRow[],
  own: ReadonlyMap<string, GroupRating>,
  titleOf: (letter: string) => string,
): Band[] {
  if (own.size === 0 || rows.some(({ rating }) => rating !== null)) {
    return [{ rows, numbers: new Map(rows.map((row) => [row.model_id, row])) }];
  }
  const letters = [...new Set([...own.values()].map(({ letter }) => letter))];
  const rest = rows.filter(({ model_id }) => !own.has(model_id));
  return [
    ...letters.map((letter) => ({
      title: titleOf(letter),
      rows: rows.filter(({ model_id }) => own.get(model_id)?.letter === letter),
      numbers: own,
    })),
    ...(rest.length > 0
      ? [{ rows: rest, numbers: new Map(rest.map((row) => [row.model_id, row])) }]
      : []),
  ];
}

/** The least and the greatest number of a band. */
function scaleOf({ title, rows, numbers }: Band): readonly [number, number] {
  const ends = rows
    .flatMap(({ model_id }) => {
      const { rating, ci_lower, ci_upper, lower, upper } = numbers.get(model_id) as RatingEnds;
      return [rating, ci_lower, ci_upper, lower, upper];
    })
    .filter((value) => value !== null);
  if (ends.length === 0) return [0, 1];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  // Bands have no axis that would round their ends.
  const room = title === undefined ? 0 : 0.05 * (high - low || 1);
  return [low - room, high + room];
}

/** The same place for every order. */
function placeOf(place: (key: keyof SortKeys) => number): SortKeys {
  return {
    place: place("place"),
    by_win_rate: place("by_win_rate"),
    by_matches: place("by_matches"),
    by_name: place("by_name"),
  };
}

/** The numbers of a band's scale above its rows, and lines in its rows at each. */
function gridOf(
  b: number,
  { x, y, height }: { x: (field: string) => Channel<"x">; y: Channel<"y">; height: number },
): Layer[] {
  const at = (field: string): Transform[] => [
    { filter: `isValid(datum.${field}) && datum.band === ${b}` },
  ];
  return [
    {
      transform: at("grid"),
      mark: { type: "tick", style: "grid", size: height, thickness: 1, aria: false },
      encoding: { y, x: x("grid") },
    },
    {
      transform: at("tick"),
      mark: { type: "text", style: "number", baseline: "middle" },
      encoding: { y, x: x("tick"), text: { field: "tick" } },
    },
  ];
}

/** What stands in place of a number, and what is known of the model among those of its group. */
function statusOf(status: string, own: GroupRating | undefined, as: Ranking): string | null {
  return [status, ...(own ? [shownInGroup(own, as)] : [])].filter(Boolean).join(" · ") || null;
}
