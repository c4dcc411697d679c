import { drawRounds } from "./bootstrap.ts";
import { clusteredGames } from "./clusters.ts";
import { davidson } from "./davidson.ts";
import type { Fitter } from "./fitted.ts";
import { fitHalfWin } from "./half_win.ts";
import { homeAdvantageRests } from "./home_advantage.ts";
import { tieTarget } from "./posterior_target.ts";
import { raoKupper } from "./rao_kupper.ts";
import { resampleBy } from "./resample.ts";
import type { Covariance } from "./sandwich.ts";
import { tieCovariance } from "./tie_covariance.ts";
import { fitTies } from "./tie_fit.ts";
import type { TieLikelihood } from "./tie_likelihood.ts";
import { tieRounds } from "./tie_rounds.ts";

/** Davidson's tie model: see davidson.ts. */
export const fitDavidson: Fitter = tieFitter(davidson);

/** Rao and Kupper's tie model: see rao_kupper.ts. */
export const fitRaoKupper: Fitter = tieFitter(raoKupper);

/**
 * A tie model as a fitter. Without any tie both are Bradley-Terry exactly, their parameter at the
 * edge of its range, so that is what is fitted.
 */
function tieFitter(likelihood: TieLikelihood): Fitter {
  return (input) => {
    const { comparisons, counts, homeAdvantage, prior } = input;
    if (!counts.outcome.includes(3)) {
      const tie = { name: likelihood.parameter, estimate: 0, probabilityOfEquals: 0 };
      return { ...fitHalfWin(input), tie };
    }
    const fit = fitTies(counts, likelihood, { homeAdvantage, prior });
    const { x, games, structure, home } = fit;
    const { models } = counts;
    const m = models.length;
    const t = x[x.length - 1];
    const flat = prior.strength === 0;
    const clustered = clusteredGames(comparisons, games);
    const strengths = flat
      ? structure.side.map((s, i) => (s === 0 ? x[i] : s * Number.POSITIVE_INFINITY))
      : x.slice(0, m);
    const alpha = !homeAdvantage ? 0 : home ? x[m] : Number.NaN;
    return {
      models,
      strengths,
      strengthsInGroup: x.subarray(0, m),
      homeAdvantage: alpha,
      homeAdvantageRests: homeAdvantageRests(games, { homeAdvantage, prior }),
      logLikelihood: fit.logLikelihood,
      structure,
      tie: {
        name: likelihood.parameter,
        estimate: likelihood.reported(t),
        probabilityOfEquals: likelihood.tieOfEquals(t),
      },
      score: (odds) => likelihood.score(odds, t),
      covariance: (method) => withoutLast(tieCovariance(fit, clustered, method)),
      target: () => tieTarget(fit),
      bootstrap(rounds, unit, random) {
        const resample = resampleBy(unit, { comparisons, counts, games, clustered }, random);
        const of = { ...fit, models, strengths, homeAdvantage: alpha };
        return drawRounds(of, tieRounds(fit, resample), rounds);
      },
    };
  };
}

/** Strengths and home advantage only. */
function withoutLast({ size, values }: Covariance): Covariance {
  const less = size - 1;
  const kept = new Float64Array(less * less);
  for (let i = 0; i < less; i++) {
    kept.set(values.subarray(i * size, i * size + less), i * less);
  }
  return { size: less, values: kept };
}
