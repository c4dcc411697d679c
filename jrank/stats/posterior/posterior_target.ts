import { createGradient, evaluate, type Parameters } from "../fit/design.ts";
import { isPlain } from "../fit/refit.ts";

/** A posterior around its mode, for samplers. */
export interface PosteriorTarget {
  /** The parameters: see `Design`. */
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

/** The posterior of a fit; effects and a tie parameter have flat priors. */
export function targetOf(parameters: Parameters): PosteriorTarget {
  const { x: mode, group, home, prior, games } = parameters;
  const size = mode.length;
  const information = new Float64Array(size * size);
  const unused = new Float64Array(size);
  evaluate(parameters, mode, unused, information);
  const { take, fill: gradient } = createGradient(parameters);
  take(games.won, games.lost, games.tied);
  const around = { mode, group, home, information, flat: prior.isFlat, gradient };
  if (isPlain(parameters)) return { ...around, logDensity: plainDensity(parameters) };
  return {
    ...around,
    logDensity(x) {
      const value = evaluate(parameters, x, unused, null);
      // Outside the range of the tie parameter.
      return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
    },
  };
}

/** The log density of half wins with strengths and home advantage only, fast. */
function plainDensity({
  games,
  prior: { precision },
  home,
}: Parameters): PosteriorTarget["logDensity"] {
  const { first, second, won, lost } = games;
  const m = games.models.length;
  const grown = new Float64Array(m);
  const met = won.map((points, g) => points + lost[g]);
  // How often each parameter stands in a numerator.
  const gained = new Float64Array(precision.length);
  for (let g = 0; g < first.length; g++) {
    gained[first[g]] += won[g];
    gained[second[g]] += lost[g];
    if (home) gained[m] += won[g];
  }
  return (x) => {
    // One exponential a model instead of one a pair: p = u / (u + v).
    for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
    const odds = home ? Math.exp(x[m]) : 1;
    let value = 0;
    for (let i = 0; i < gained.length; i++) value += gained[i] * x[i];
    // One logarithm for many rows: of the product of what stands in their denominators.
    let product = 1;
    for (let g = 0; g < first.length; g++) {
      const sum = odds * grown[first[g]] + grown[second[g]];
      if (met[g] === 1) product *= sum;
      else if (met[g] === 2) product *= sum * sum;
      else value -= met[g] * Math.log(sum);
      if (product > 1e100 || product < 1e-100) {
        value -= Math.log(product);
        product = 1;
      }
    }
    value -= Math.log(product);
    for (let i = 0; i < x.length; i++) value -= (precision[i] * x[i] * x[i]) / 2;
    return value;
  };
}
