/** Win rates over all matches with Wilson's intervals by question; unlike ratings they depend on the opponents. */

import { wordsOf } from "../../words/charts.ts";
import { chartNames, licenseColor, shownRows, titleOf, tooltip } from "../captions.ts";
import type { Channel, ChartOptions, ChartSource, VegaLiteSpec } from "../chart.ts";
import { chosenOpacity, LICENSE_CHOICE, placesOf, type SortKeys, sortable } from "../sorting.ts";
import { axisSide, rowHeight, spec } from "../theme.ts";

/** Draws a bar for every model that played, the highest first. */
export function winRateChart(
  { ranking }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const rows = shownRows(ranking, options)
    .filter(({ win_rate }) => win_rate !== null)
    .sort((a, b) => (b.win_rate ?? 0) - (a.win_rate ?? 0));
  if (rows.length === 0) return undefined;
  const words = wordsOf(options);
  const names = chartNames(rows);
  const places = placesOf(rows);
  const values = rows.map((row, k) => ({
    ...(places[k] as SortKeys),
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
  const { param, transform, y } = sortable("win_rate", options);
  const { tip } = words;
  const hover = tooltip(
    ["id", tip.model],
    ["win_rate", tip.win_rate, ".1%"],
    ["lower", tip.from, ".1%"],
    ["upper", tip.to, ".1%"],
    ["wins", tip.wins, ","],
    ["losses", tip.losses, ","],
    ["ties", tip.ties, ","],
    ["n_matches", tip.matches, ","],
    ["license", tip.license],
  );
  const x = (field: string): Channel<"x"> => ({
    field,
    type: "quantitative",
    title: words.winRateAxis,
    scale: { domain: [0, 1] },
    axis: { format: "%", orient: axisSide(rows.length) },
  });
  const color = licenseColor(rows, options);
  return spec(
    {
      title: titleOf(ranking, words.winRate, options, [
        words.winRateInterval(ranking.confidence, ranking.win_rate_unit),
      ]),
      height: rowHeight(rows.length),
      data: { name: "win_rates", values },
      params: [param],
      transform: [transform],
      layer: [
        {
          params: [LICENSE_CHOICE],
          mark: { type: "bar", height: { band: 0.6 } },
          encoding: { y, x: x("win_rate"), color, opacity: chosenOpacity(0.8), tooltip: hover },
        },
        {
          transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
          mark: { type: "rule", strokeWidth: 1.5, style: "line" },
          encoding: { y, x: x("lower"), x2: { field: "upper" }, tooltip: hover },
        },
      ],
    },
    options,
  );
}
