/** The models whose draws are drawn: those chosen, or the best. */
import { column } from "../stats/numeric/quantile.ts";
import { chartNames, namesInFull, shownRows } from "./captions.ts";
import type { ChartOptions, ChartSource } from "./chart.ts";

/** How many models are drawn where none are chosen. */
const CHOSEN = 5;

export interface ModelDraws {
  name: string;
  /** The whole of a name that is drawn shortened. */
  whole: string;
  /** On the rating scale, one for each draw; infinite or NaN where a draw does not tell. */
  draws: Float64Array;
}

/** Names and draws in the order of the ranking. */
export function chosenDraws({ ranking, draws }: ChartSource, options: ChartOptions): ModelDraws[] {
  if (!draws) return [];
  const isPosterior = ranking.compute === "mcmc";
  // Where only a prior keeps a rating finite, resampling does not see how little is known.
  const rows = shownRows(ranking, options).filter(
    ({ model_id, status }) => draws.models.includes(model_id) && (isPosterior || status === "ok"),
  );
  const names = chartNames(rows);
  const full = namesInFull(rows);
  const chosen = options.posteriorModels
    ? rows.filter(({ model_id }) => options.posteriorModels?.includes(model_id))
    : rows.filter(({ rating }) => rating !== null).slice(0, CHOSEN);
  return chosen.map(({ model_id }) => {
    const name = names.get(model_id) as string;
    return {
      name,
      whole: full[name] ?? name,
      draws: column(draws.values, draws.models.length, draws.models.indexOf(model_id)),
    };
  });
}
