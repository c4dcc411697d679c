import { UserError } from "../core/errors.ts";
import type { Counts } from "./collapse.ts";
import { findStructure, type Structure } from "./connectivity.ts";
import { gamesOf, type TiedGames, withinGroups } from "./games.ts";
import { addGauge, type Prior } from "./likelihood.ts";
import { maximise } from "./newton.ts";
import { tieMaximumExists } from "./tie_existence.ts";
import { evaluateTies, type TieLikelihood } from "./tie_likelihood.ts";

/** A tie model around its maximum, in natural-log units. */
export interface TieFit {
  readonly likelihood: TieLikelihood;
  readonly structure: Structure;
  /** Strengths with mean 0 in each group, the home advantage where fitted, then the tie parameter t. */
  readonly x: Float64Array;
  /** Whether the home advantage is among the parameters. */
  readonly home: boolean;
  readonly group: Int32Array;
  /** The games that carry information: without a prior those within a group. */
  readonly games: TiedGames;
  readonly prior: Prior;
  /** Of the three outcomes, without the prior's part. */
  readonly logLikelihood: number;
}

/**
 * Fits a tie model by Newton's method on the counts of (first, second, outcome); at least one of
 * them must be a tie.
 * @throws UserError where ties and wins do not contradict each other, so that no finite maximum
 *   exists beside those that Bradley-Terry knows.
 */
export function fitTies(
  counts: Counts,
  likelihood: TieLikelihood,
  { homeAdvantage, prior }: { homeAdvantage: boolean; prior: Prior },
): TieFit {
  const all = gamesOf(counts);
  const structure = findStructure(all, homeAdvantage && prior.homeAdvantage === 0);
  const flat = prior.strength === 0;
  const group = flat ? structure.group : new Int32Array(all.models.length);
  const games = flat ? withinGroups(all, group) : all;
  const home = homeAdvantage && structure.homeAdvantageDetermined;
  const x = maximumOf(games, { likelihood, group, home, prior });
  if (x === null) {
    throw new UserError(
      games.won.every((points, g) => points + games.lost[g] === games.tied[g])
        ? "All these judgments are ties, which no tie model can tell strengths from. Count ties as half wins (--ties half)."
        : "These judgments do not determine a tie model: every win went to the model that ties put " +
            "ahead, so larger gaps with more ties always fit better. " +
            "Count ties as half wins (--ties half), or judge more matches between close models.",
    );
  }
  const gradient = new Float64Array(x.length);
  const options = { home, prior };
  let logLikelihood = evaluateTies(games, likelihood, options, x, gradient, null);
  for (let i = 0; i + 1 < x.length; i++) {
    const precision = i < group.length ? prior.strength : prior.homeAdvantage;
    logLikelihood += (precision * x[i] * x[i]) / 2;
  }
  return { likelihood, structure, x, home, group, games, prior, logLikelihood };
}

/** The parameters at the maximum, found from zero; null where there is none. */
export function maximumOf(
  games: TiedGames,
  { likelihood, group, home, prior }: Pick<TieFit, "likelihood" | "group" | "home" | "prior">,
): Float64Array | null {
  const flat = prior.strength === 0;
  const { share, decided } = tally(games);
  if (!decided || (flat && !tieMaximumExists(games, home))) return null;
  const size = group.length + (home ? 2 : 1);
  const start = new Float64Array(size);
  start[size - 1] = likelihood.start(share);
  const { x, converged } = maximise(
    {
      size,
      evaluate(at, gradient, information) {
        const value = evaluateTies(games, likelihood, { home, prior }, at, gradient, information);
        if (flat) addGauge(information, size, group);
        return value;
      },
    },
    start,
  );
  return converged ? x : null;
}

/** The share of ties, and whether any game was decided. */
function tally({ won, lost, tied }: TiedGames): { share: number; decided: boolean } {
  let ties = 0;
  let all = 0;
  for (let g = 0; g < won.length; g++) {
    ties += tied[g];
    all += won[g] + lost[g];
  }
  return { share: ties / all, decided: ties < all };
}
