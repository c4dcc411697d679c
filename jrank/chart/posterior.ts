/** How far ratings and their differences are known: the densities of their draws. */
import { ratingFormat, titleOf } from "./captions.ts";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "./chart.ts";
import { chosenDraws } from "./chosen_draws.ts";
import { type Ridge, ridgePanel } from "./ridges.ts";
import { spec } from "./theme.ts";
import { wordsOf } from "./words.ts";

/**
 * Draws the chosen models and the difference of every two of them, with the share of draws in which
 * the first is ahead. A draw that does not determine a rating is left out of its density, and the
 * words beside it say how many are; intervals count it.
 */
export function posteriorChart(
  source: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const { ranking } = source;
  const words = wordsOf(options);
  const isPosterior = ranking.compute === "mcmc";
  const models = chosenDraws(source, options).map((model, series) => ({ series, ...model }));
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
