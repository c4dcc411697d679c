/** How far ratings and their differences are known: the densities of their draws. */
import { column } from "../stats/quantile.ts";
import { chartNames, ratingFormat, shownRows, titleOf } from "./captions.ts";
import type { ChartOptions, ChartSource, RatingDraws, VegaLiteSpec } from "./chart.ts";
import { type Ridge, ridgePanel } from "./ridges.ts";
import { spec } from "./theme.ts";
import { wordsOf } from "./words.ts";

/** How many models are drawn where none are chosen: the best. */
const CHOSEN = 5;

/**
 * Draws the chosen models and the difference of every two of them, with the share of draws in which
 * the first is ahead. A draw that does not determine a rating is left out of its density, and the
 * words beside it say how many are; intervals count it.
 */
export function posteriorChart(
  { ranking, draws }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  if (!draws) return undefined;
  const words = wordsOf(options);
  const isPosterior = ranking.compute === "mcmc";
  // Where only a prior keeps a rating finite, resampling does not see how little is known.
  const rows = shownRows(ranking, options).filter(
    ({ model_id, status }) => draws.models.includes(model_id) && (isPosterior || status === "ok"),
  );
  const names = chartNames(rows);
  const chosen = options.posteriorModels
    ? rows.filter(({ model_id }) => options.posteriorModels?.includes(model_id))
    : rows.filter(({ rating }) => rating !== null).slice(0, CHOSEN);
  const models = chosen.map(({ model_id }, series) => ({
    series,
    name: names.get(model_id) as string,
    draws: drawsOf(draws, model_id),
  }));
  const format = ratingFormat(ranking);
  const shared = { series: models.length, format, words };
  const single = ridgePanel(
    models.map((model) => ridgeOf([model.name], model.series, model.draws, words.undetermined)),
    { title: words.ratingsOf(isPosterior), x: words.rating, zero: false, ...shared },
  );
  if (!single) return undefined;
  const differences = ridgePanel(
    models.flatMap((one, k) =>
      models.slice(k + 1).map((other) => {
        const gaps = one.draws.map((value, d) => value - (other.draws[d] as number));
        const name = [one.name, `− ${other.name}`];
        const ridge = ridgeOf(name, one.series, gaps, words.undetermined);
        const notes = [words.ahead(aheadShare(gaps), isPosterior), ridge.note];
        return { ...ridge, note: notes.filter((note) => note !== undefined).join(" · ") };
      }),
    ),
    { title: words.differencesOf, x: words.difference, zero: true, ...shared },
  );
  return spec(
    {
      title: titleOf(ranking, words.posterior(isPosterior), options, [words.interval(0.95)]),
      vconcat: [single, ...(differences ? [differences] : [])],
      spacing: 32,
    },
    options,
  );
}

function drawsOf({ models, values }: RatingDraws, model: string): Float64Array {
  return column(values, models.length, models.indexOf(model));
}

function ridgeOf(
  name: string[],
  series: number,
  draws: Float64Array,
  undetermined: (share: number) => string,
): Ridge {
  const missing = 1 - draws.filter(Number.isFinite).length / draws.length;
  return { name, series, draws, ...(missing > 0 && { note: undetermined(missing) }) };
}

/**
 * The share of draws above 0, equal ones by half: a range where some draws do not tell, from those
 * being behind to those being ahead.
 */
function aheadShare(gaps: Float64Array): [number, number] {
  const unknown = gaps.filter(Number.isNaN).length;
  const ahead = gaps.reduce(
    (sum, gap) => (Number.isNaN(gap) ? sum : sum + (Math.sign(gap) + 1) / 2),
    0,
  );
  return [ahead / gaps.length, (ahead + unknown) / gaps.length];
}
