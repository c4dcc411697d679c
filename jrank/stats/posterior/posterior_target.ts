import { createGradient, evaluate, type Parameters } from "../fit/design.ts";
import { isPlain, runsOf } from "../fit/refit.ts";

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
  const { x: mode, group, home, prior } = parameters;
  const size = mode.length;
  const information = new Float64Array(size * size);
  const unused = new Float64Array(size);
  evaluate(parameters, mode, unused, information);
  const around = { mode, group, home, information, flat: prior.isFlat };
  if (isPlain(parameters)) return { ...around, ...plainDensity(parameters) };
  const fill = createGradient(parameters);
  return {
    ...around,
    gradient: (x, result) => fill(parameters.games, x, result),
    logDensity(x) {
      const value = evaluate(parameters, x, unused, null);
      // Outside the range of the tie parameter.
      return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
    },
  };
}

/** Half wins with strengths and home advantage only, fast. */
function plainDensity({
  games,
  prior: { precision },
  home,
}: Parameters): Pick<PosteriorTarget, "gradient" | "logDensity"> {
  const { first, second, won, lost } = games;
  const m = games.models.length;
  const size = precision.length;
  const grown = new Float64Array(m);
  const met = won.map((points, g) => points + lost[g]);
  const run = runsOf(first);
  // The constant part of the gradient, and how often each parameter stands in a numerator.
  const points = new Float64Array(size);
  const gained = new Float64Array(size);
  for (let g = 0; g < first.length; g++) {
    points[first[g]] += won[g];
    points[second[g]] -= won[g];
    gained[first[g]] += won[g];
    gained[second[g]] += lost[g];
    if (home) {
      points[m] += won[g];
      gained[m] += won[g];
    }
  }
  let odds = 1;
  // One exponential a model instead of one a pair: p = u / (u + v).
  const grow = (x: Float64Array): void => {
    for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
    odds = home ? Math.exp(x[m]) : 1;
  };
  return {
    // Row by row n u / (u + v) is what was expected; what was won is the same at every x.
    gradient(x, result) {
      grow(x);
      let sum = 0;
      result.set(points);
      for (let r = 0; r + 1 < run.length; r++) {
        const i = first[run[r]];
        const u = odds * grown[i];
        let expected = 0;
        for (let g = run[r]; g < run[r + 1]; g++) {
          const j = second[g];
          const share = (met[g] * u) / (u + grown[j]);
          expected += share;
          result[j] += share;
        }
        result[i] -= expected;
        sum += expected;
      }
      if (home) result[m] -= sum;
      for (let i = 0; i < x.length; i++) result[i] -= precision[i] * x[i];
    },
    logDensity(x) {
      grow(x);
      let value = 0;
      for (let i = 0; i < m; i++) value += gained[i] * x[i];
      if (home) value += gained[m] * x[m];
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
    },
  };
}
