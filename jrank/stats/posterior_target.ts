import type { Parameters } from "./bradley_terry.ts";
import { evaluate } from "./likelihood.ts";
import type { TieFit } from "./tie_fit.ts";
import { evaluateTies } from "./tie_likelihood.ts";

/** A posterior around its mode, for samplers. */
export interface PosteriorTarget {
  /** Strengths, the home advantage where fitted, the tie parameter where there is one. */
  readonly mode: Float64Array;
  /** The group of each model: strengths have mean 0 in each. */
  readonly group: Int32Array;
  /** Whether the parameter after the strengths is the home advantage. */
  readonly home: boolean;
  /** Whether the strengths have no prior, so that the density does not see a group's mean. */
  readonly flat: boolean;
  /** Log density without constants. */
  logDensity(x: Float64Array): number;
  /** Fills its gradient, which costs less than the density. */
  gradient(x: Float64Array, result: Float64Array): void;
  /** Minus its Hessian at the mode (lower triangle), singular where `flat`. */
  readonly information: Float64Array;
}

/** The posterior of half-win Bradley-Terry. */
export function halfWinTarget({ games, prior, x: mode, group }: Parameters): PosteriorTarget {
  const { first, second, won, lost } = games;
  const m = group.length;
  const size = mode.length;
  const home = size > m;
  const information = new Float64Array(size * size);
  evaluate(games, prior, mode, new Float64Array(size), information);
  const grown = new Float64Array(m);
  let odds = 1;
  // One exponential a model instead of one a pair: p = u / (u + v).
  const grow = (x: Float64Array): void => {
    for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
    odds = home ? Math.exp(x[m]) : 1;
  };
  return {
    ...{ mode, group, home, information, flat: prior.strength === 0 },
    gradient(x, result) {
      grow(x);
      let sum = 0;
      result.fill(0);
      for (let g = 0; g < first.length; g++) {
        const i = first[g];
        const j = second[g];
        const u = odds * grown[i];
        const v = grown[j];
        const residual = (won[g] * v - lost[g] * u) / (u + v);
        result[i] += residual;
        result[j] -= residual;
        sum += residual;
      }
      if (home) result[m] = sum;
      for (let i = 0; i < size; i++) {
        result[i] -= (i < m ? prior.strength : prior.homeAdvantage) * x[i];
      }
    },
    logDensity(x) {
      grow(x);
      const alpha = home ? x[m] : 0;
      let value = 0;
      for (let g = 0; g < first.length; g++) {
        const i = first[g];
        const j = second[g];
        const sum = odds * grown[i] + grown[j];
        value += won[g] * (alpha + x[i]) + lost[g] * x[j] - (won[g] + lost[g]) * Math.log(sum);
      }
      for (let i = 0; i < size; i++) {
        value -= ((i < m ? prior.strength : prior.homeAdvantage) * x[i] * x[i]) / 2;
      }
      return value;
    },
  };
}

/** The posterior of a tie model; its tie parameter has a flat prior. */
export function tieTarget(fit: TieFit): PosteriorTarget {
  const { games, likelihood, x: mode, group, home, prior } = fit;
  const size = mode.length;
  const information = new Float64Array(size * size);
  const unused = new Float64Array(size);
  evaluateTies(games, likelihood, fit, mode, unused, information);
  return {
    ...{ mode, group, home, information, flat: prior.strength === 0 },
    gradient(x, result) {
      evaluateTies(games, likelihood, fit, x, result, null);
    },
    logDensity(x) {
      const value = evaluateTies(games, likelihood, fit, x, unused, null);
      // Outside the range of the tie parameter.
      return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
    },
  };
}
