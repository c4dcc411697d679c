/** The charts of a ranking that a reader made: a page within the leaderboard, which says what to draw. */
import type { VegaLiteSpec } from "../chart/chart.ts";
import { CHARTS } from "../chart/kinds/chart_table.ts";
import { chartSourceFrom } from "../chart/ranked_source.ts";
import { UserError } from "../core/errors.ts";
import { rankModels } from "../stats/rank/rank_models.ts";
import type { Redraw } from "./parts/rerank.ts";

/** Vega's own script stands before this one. */
declare const vegaEmbed: (at: Element, spec: VegaLiteSpec, options: object) => Promise<unknown>;

const toParent = (height: number): void => parent.postMessage({ height }, "*");

addEventListener("message", ({ source, data }: MessageEvent<Redraw>) => {
  if (source === parent && parent !== window) void draw(data);
});
new ResizeObserver(() => toParent(document.body.scrollHeight)).observe(document.body);
toParent(0);

/** Of several wishes the last is drawn. */
let newest: Redraw | undefined;

async function draw(wish: Redraw): Promise<void> {
  newest = wish;
  document.documentElement.style.colorScheme = wish.chart.theme ?? "light";
  document.body.replaceChildren();
  for (const [name, spec] of specsOf(wish)) {
    const figure = document.createElement("figure");
    figure.className = "chart";
    figure.dataset.chart = name;
    document.body.append(figure);
    const tooltip = { theme: wish.chart.theme };
    const actions = { export: true, source: true, compiled: false, editor: false };
    const options = { mode: "vega-lite", renderer: "svg", ast: true, actions, tooltip };
    await vegaEmbed(figure, spec, options);
    if (newest !== wish) return;
  }
}

/** The charts of the ranking, those that it has numbers for. */
function specsOf({ comparisons, options, about, models, chart }: Redraw): [string, VegaLiteSpec][] {
  try {
    const numbers = rankModels(comparisons, options);
    const source = chartSourceFrom(comparisons, numbers, options, about);
    const known = new Map(models.map((model) => [model.model_id, model]));
    source.ranking.ranking = source.ranking.ranking.map((row) => ({
      ...row,
      ...known.get(row.model_id),
    }));
    return Object.entries(CHARTS).flatMap(([name, { build }]) => {
      const spec = build(source, chart);
      return spec ? [[name, spec] as [string, VegaLiteSpec]] : [];
    });
  } catch (error) {
    // The leaderboard says why there is no ranking.
    if (error instanceof UserError) return [];
    throw error;
  }
}
