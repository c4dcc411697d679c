/** The ranking: a dot for the rating, a thick bar for 68 % and a thin one for the full interval. */
import type { RankingRow } from "../core/types.ts";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "./chart.ts";
import { licenseColor, MODEL_AXIS, spec, titleOf, wordsOf } from "./theme.ts";

/** Names that two models share are told apart by their ids. */
export function chartNames(rows: readonly RankingRow[]): Map<string, string> {
  const uses = new Map<string, number>();
  for (const { display_name } of rows) uses.set(display_name, (uses.get(display_name) ?? 0) + 1);
  return new Map(
    rows.map(({ model_id, display_name }) => [
      model_id,
      uses.get(display_name) === 1 ? display_name : `${display_name} (${model_id})`,
    ]),
  );
}

/** Draws the ranking; a rating that is not determined has words in its place, never a number. */
export function rankingChart(
  { ranking }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const rows = ranking.ranking.filter(({ model_id }) => !options.skip?.includes(model_id));
  if (rows.length === 0) return undefined;
  const words = wordsOf(options);
  const names = chartNames(rows);
  const isRate = ranking.compute === "winrate";
  const format = isRate ? ".1%" : ".0f";
  const ends = rows
    .flatMap((row) => [row.rating, row.ci_lower, row.ci_upper, row.lower, row.upper])
    .filter((value) => value !== null);
  const [low, high] = ends.length > 0 ? [Math.min(...ends), Math.max(...ends)] : [0, 1];
  const values = rows.map((row) => ({
    model: names.get(row.model_id),
    id: row.model_id,
    license: words.licenses[row.license],
    rating: row.rating,
    lower: row.lower,
    upper: row.upper,
    ci_lower: row.ci_lower,
    ci_upper: row.ci_upper,
    rank: row.rank,
    rank_range: row.rank_lower === null ? null : `${row.rank_lower}–${row.rank_upper}`,
    n_matches: row.n_matches,
    win_rate: row.win_rate,
    status: words.status[row.status],
    label: row.rating === null ? null : isRate ? null : Math.round(row.rating),
  }));
  const y = {
    field: "model",
    type: "nominal",
    sort: values.map(({ model }) => model),
    axis: MODEL_AXIS,
  };
  const x = (field: string): VegaLiteSpec => ({
    field,
    type: "quantitative",
    title: isRate ? words.winRateAxis : words.rating,
    scale: { zero: false, nice: true, domain: [low, high] },
    ...(isRate && { axis: { format: "%" } }),
  });
  const color = licenseColor(rows, options);
  const tooltip = [
    { field: "id", title: "model" },
    { field: "rank", title: "rank" },
    { field: "rank_range", title: "rank interval" },
    { field: "rating", format, title: "rating" },
    { field: "ci_lower", format, title: "from" },
    { field: "ci_upper", format, title: "to" },
    { field: "n_matches", title: "matches" },
    { field: "win_rate", format: ".1%", title: "win rate" },
    { field: "license", title: words.license },
  ];
  const known = (...fields: string[]): VegaLiteSpec[] => [
    { filter: fields.map((field) => `isValid(datum.${field})`).join(" && ") },
  ];
  return spec({
    title: titleOf(ranking, isRate ? words.winRate : words.ranking, options, [
      words.interval(ranking.confidence),
    ]),
    width: 560,
    height: { step: rows.length > 60 ? 16 : 24 },
    data: { name: "ranking", values },
    layer: [
      {
        transform: known("ci_lower", "ci_upper"),
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { y, x: x("ci_lower"), x2: { field: "ci_upper" }, color, tooltip },
      },
      {
        transform: known("lower", "upper"),
        mark: { type: "rule", strokeWidth: 5, opacity: 0.55, strokeCap: "round" },
        encoding: { y, x: x("lower"), x2: { field: "upper" }, color, tooltip },
      },
      {
        transform: known("rating"),
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: { y, x: x("rating"), color, tooltip },
      },
      {
        transform: known("label"),
        mark: { type: "text", dy: -9, fontSize: 10, color: "#444444" },
        encoding: { y, x: x("rating"), text: { field: "label" } },
      },
      {
        transform: [{ filter: "!isValid(datum.rating)" }],
        mark: { type: "text", align: "left", fontSize: 11, fontStyle: "italic", color: "#666666" },
        encoding: { y, x: { value: 8 }, text: { field: "status" }, tooltip },
      },
    ],
  });
}
