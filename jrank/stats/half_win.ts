import { bootstrap } from "./bootstrap.ts";
import { fitBradleyTerry } from "./bradley_terry.ts";
import { clusteredGames } from "./clusters.ts";
import type { Comparisons } from "./comparisons.ts";
import { type Fitter, hasQuestions } from "./fitted.ts";
import { jackknifeCovariance } from "./jackknife.ts";
import { resampleJudgments, resampleQuestions, resampleRows } from "./resample.ts";
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
    logLikelihood: fit.logLikelihood,
    structure: fit.structure,
    covariance(method) {
      if (method === "fisher") return fisherCovariance(fit);
      if (method === "hc0" || !hasQuestions(clustered)) return judgmentCovariance(fit, counts);
      return method === "cr1"
        ? questionCovariance(fit, clustered)
        : jackknifeCovariance(fit, clustered);
    },
    bootstrap(rounds, unit, random) {
      const resample =
        unit === "question" && hasQuestions(clustered)
          ? resampleQuestions(clustered, random)
          : hasWholeWeights(comparisons)
            ? resampleJudgments(counts, games, random)
            : resampleRows(comparisons, games, random);
      return bootstrap(fit, resample, rounds);
    },
  };
};

/** Whole weights are repetitions of a row; others are importance, and the row is what is drawn. */
function hasWholeWeights({ weight }: Comparisons): boolean {
  return weight === undefined || weight.every(Number.isInteger);
}
