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
  /** Log density without constants; fills its gradient. */
  logDensity(x: Float64Array, gradient: Float64Array): number;
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
  return {
    ...{ mode, group, home, information, flat: prior.strength === 0 },
    // One exponential a model and one logarithm a pair: p = u / (u + v).
    logDensity(x, gradient) {
      for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
      const alpha = home ? x[m] : 0;
      const odds = Math.exp(alpha);
      let sum = 0;
      let value = 0;
      gradient.fill(0);
      for (let g = 0; g < first.length; g++) {
        const i = first[g];
        const j = second[g];
        const a = won[g];
        const b = lost[g];
        const u = odds * grown[i];
        const v = grown[j];
        const residual = (a * v - b * u) / (u + v);
        value += a * (alpha + x[i]) + b * x[j] - (a + b) * Math.log(u + v);
        gradient[i] += residual;
        gradient[j] -= residual;
        sum += residual;
      }
      if (home) gradient[m] = sum;
      for (let i = 0; i < size; i++) {
        const precision = i < m ? prior.strength : prior.homeAdvantage;
        value -= (precision * x[i] * x[i]) / 2;
        gradient[i] -= precision * x[i];
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
  evaluateTies(games, likelihood, fit, mode, new Float64Array(size), information);
  return {
    ...{ mode, group, home, information, flat: prior.strength === 0 },
    logDensity(x, gradient) {
      const value = evaluateTies(games, likelihood, fit, x, gradient, null);
      // Outside the range of the tie parameter.
      return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
    },
  };
}
