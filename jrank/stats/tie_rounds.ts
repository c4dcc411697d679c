import type { Rounds } from "./bootstrap.ts";
import { keptWithin } from "./bootstrap.ts";
import { fitGames } from "./bradley_terry.ts";
import type { TiedGames } from "./games.ts";
import { addGauge } from "./likelihood.ts";
import { cholesky, solveCholesky } from "./matrix.ts";
import { createNewtonRefit } from "./newton_refit.ts";
import { createQuasiNewton } from "./quasi_newton.ts";
import type { Resample } from "./resample.ts";
import { tieMaximumExists } from "./tie_existence.ts";
import { maximumOf, type TieFit } from "./tie_fit.ts";
import { evaluateTies } from "./tie_likelihood.ts";

/** Up to this many parameters every step factors the information; beyond, once for all. */
const SMALL = 48;

/** Resampled data sets and their fits of a tie model. A round without ties is Bradley-Terry. */
export function tieRounds(fit: TieFit, resample: Resample): Rounds {
  const { games, home, prior } = fit;
  const pairs = games.first.length;
  const drawn: TiedGames = {
    ...games,
    won: new Float64Array(pairs),
    lost: new Float64Array(pairs),
    tied: new Float64Array(pairs),
  };
  const refit = fit.x.length <= SMALL ? newtonRefit(fit) : quasiNewtonRefit(fit);
  return {
    draw() {
      resample(drawn.won, drawn.lost, drawn.tied);
      return drawn;
    },
    fit(group) {
      const round = group === null ? drawn : keptWithin(drawn, group);
      if (!round.tied.some((t) => t > 0)) {
        return fitGames(round, { homeAdvantage: home, prior }).parameters.x;
      }
      if (prior.strength === 0 && !tieMaximumExists(round, home)) return null;
      return refit(round) ?? maximumOf(round, { ...fit, group: group ?? fit.group });
    },
  };
}

function newtonRefit(fit: TieFit): (games: TiedGames) => Float64Array | null {
  const { likelihood, x, group, prior } = fit;
  return createNewtonRefit<TiedGames>(x, (games, at, gradient, information) => {
    evaluateTies(games, likelihood, fit, at, gradient, information);
    if (prior.strength === 0) addGauge(information, x.length, group);
  });
}

function quasiNewtonRefit(fit: TieFit): (games: TiedGames) => Float64Array | null {
  const { likelihood, x: start, group, prior } = fit;
  const size = start.length;
  const factor = new Float64Array(size * size);
  evaluateTies(fit.games, likelihood, fit, start, new Float64Array(size), factor);
  if (prior.strength === 0) addGauge(factor, size, group);
  if (!cholesky(factor, size)) return () => null;
  let games = fit.games;
  const solve = createQuasiNewton(
    size,
    (x, gradient) => {
      evaluateTies(games, likelihood, fit, x, gradient, null);
    },
    (v) => solveCholesky(factor, size, v),
  );
  return (round) => {
    games = round;
    return solve(start);
  };
}
