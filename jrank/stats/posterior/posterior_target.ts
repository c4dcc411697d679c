import { evaluate, type Parameters } from "../fit/design.ts";
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
  const { x: mode, group, home, prior } = parameters;
  const size = mode.length;
  const information = new Float64Array(size * size);
  const unused = new Float64Array(size);
  evaluate(parameters, mode, unused, information);
  const around = { mode, group, home, information, flat: prior.isFlat };
  if (isPlain(parameters)) return { ...around, ...plainDensity(parameters) };
  return {
    ...around,
    gradient(x, result) {
      evaluate(parameters, x, result, null);
    },
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
  const grown = new Float64Array(m);
  let odds = 1;
  // One exponential a model instead of one a pair: p = u / (u + v).
  const grow = (x: Float64Array): void => {
    for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
    odds = home ? Math.exp(x[m]) : 1;
  };
  return {
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
      for (let i = 0; i < x.length; i++) result[i] -= precision[i] * x[i];
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
      for (let i = 0; i < x.length; i++) value -= (precision[i] * x[i] * x[i]) / 2;
      return value;
    },
  };
}
