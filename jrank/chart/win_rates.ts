/** Win rates over all matches with Wilson intervals; unlike ratings they depend on the opponents. */
import type { ChartOptions, ChartSource, VegaLiteSpec } from "./chart.ts";
import { chartNames } from "./ranking.ts";
import { licenseColor, MODEL_AXIS, spec, titleOf, wordsOf } from "./theme.ts";

/** Draws a bar for every model that played, the highest first. */
export function winRateChart(
  { ranking }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const rows = ranking.ranking
    .filter(({ model_id, win_rate }) => win_rate !== null && !options.skip?.includes(model_id))
    .sort((a, b) => (b.win_rate ?? 0) - (a.win_rate ?? 0));
  if (rows.length === 0) return undefined;
  const words = wordsOf(options);
  const names = chartNames(rows);
  const values = rows.map((row) => ({
    model: names.get(row.model_id),
    id: row.model_id,
    license: words.licenses[row.license],
    win_rate: row.win_rate,
    lower: row.win_rate_lower ?? null,
    upper: row.win_rate_upper ?? null,
    wins: row.wins,
    losses: row.losses,
    ties: row.ties,
    n_matches: row.n_matches,
  }));
  const y = {
    field: "model",
    type: "nominal",
    sort: values.map(({ model }) => model),
    axis: MODEL_AXIS,
  };
  const tooltip = [
    { field: "id", title: "model" },
    { field: "win_rate", format: ".1%", title: "win rate" },
    { field: "lower", format: ".1%", title: "from" },
    { field: "upper", format: ".1%", title: "to" },
    ...["wins", "losses", "ties", "n_matches"].map((field) => ({ field, title: field })),
  ];
  const x = (field: string): VegaLiteSpec => ({
    field,
    type: "quantitative",
    title: words.winRateAxis,
    scale: { domain: [0, 1] },
    axis: { format: "%" },
  });
  const color = licenseColor(rows, options);
  return spec({
    title: titleOf(ranking, words.winRate, options),
    width: 560,
    height: { step: rows.length > 60 ? 16 : 24 },
    data: { name: "win_rates", values },
    layer: [
      {
        mark: { type: "bar", opacity: 0.75, height: { band: 0.6 } },
        encoding: { y, x: x("win_rate"), color, tooltip },
      },
      {
        transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: "rule", strokeWidth: 1.5, color: "#333333" },
        encoding: { y, x: x("lower"), x2: { field: "upper" }, tooltip },
      },
    ],
  });
}
