import { bootstrap } from "./bootstrap.ts";
import { fitBradleyTerry } from "./bradley_terry.ts";
import { clusteredGames, hasQuestions } from "./clusters.ts";
import type { Fitter } from "./fitted.ts";
import { homeAdvantageRests } from "./home_advantage.ts";
import { jackknifeCovariance } from "./jackknife.ts";
import { halfWinTarget } from "./posterior_target.ts";
import { resampleBy } from "./resample.ts";
import { fisherCovariance, judgmentCovariance, questionCovariance } from "./sandwich.ts";

/** Bradley-Terry with a tie as half a win each: the default. */
export const fitHalfWin: Fitter = ({ comparisons, counts, homeAdvantage, prior }) => {
  const fit = fitBradleyTerry(counts, { homeAdvantage, prior });
  const { games, x } = fit.parameters;
  const clustered = clusteredGames(comparisons, games);
  return {
    models: fit.models,
    strengths: fit.strengths,
    strengthsInGroup: x.subarray(0, fit.models.length),
    homeAdvantage: fit.homeAdvantage,
    homeAdvantageRests: homeAdvantageRests(games, { homeAdvantage, prior }),
    logLikelihood: fit.logLikelihood,
    structure: fit.structure,
    tie: null,
    score: (odds) => 1 / (1 + Math.exp(-odds)),
    covariance(method) {
      if (method === "fisher") return fisherCovariance(fit);
      if (method === "hc0" || !hasQuestions(clustered)) return judgmentCovariance(fit, counts);
      return method === "cr1"
        ? questionCovariance(fit, clustered)
        : jackknifeCovariance(fit, clustered);
    },
    target: () => halfWinTarget(fit.parameters),
    bootstrap(rounds, unit, random) {
      const data = { comparisons, counts, games, clustered };
      return bootstrap(fit, resampleBy(unit, data, random), rounds);
    },
  };
};
