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
  /** Fills its gradient and gives the density, which costs less than one after the other. */
  both(x: Float64Array, gradient: Float64Array): number;
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
  const around = { mode, group, home, information, flat: prior.isFlat };
  if (isPlain(parameters)) return { ...around, ...plainDensity(parameters) };
  const { take, fill } = createGradient(parameters);
  take(games.won, games.lost, games.tied);
  const both = (x: Float64Array, gradient: Float64Array): number => {
    const value = evaluate(parameters, x, gradient, null);
    // Outside the range of the tie parameter.
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  return { ...around, gradient: fill, both, logDensity: (x) => both(x, unused) };
}

/** The log density of half wins with strengths and home advantage only, fast. */
function plainDensity({
  games,
  prior: { precision },
  home,
}: Parameters): Pick<PosteriorTarget, "logDensity" | "gradient" | "both"> {
  const { first, won, lost } = games;
  const m = games.models.length;
  const grown = new Float64Array(m);
  const unused = new Float64Array(precision.length);
  // How often each parameter stands in a numerator, and what the points add to its slope beside the games.
  const gained = new Float64Array(precision.length);
  const pull = new Float64Array(precision.length);
  for (let g = 0; g < first.length; g++) {
    const [i, j] = [first[g], games.second[g]];
    gained[i] += won[g];
    gained[j] += lost[g];
    pull[i] += won[g];
    pull[j] -= won[g];
    if (!home) continue;
    gained[m] += won[g];
    pull[m] += won[g];
  }
  // Rows in runs of the same first model, in each by their number of games, so that no jump is a surprise.
  const order = Array.from(first.keys()).sort(
    (a, b) => first[a] - first[b] || won[a] + lost[a] - won[b] - lost[b] || a - b,
  );
  const second = Uint16Array.from(order, (g) => games.second[g]);
  const met = Float64Array.from(order, (g) => won[g] + lost[g]);
  const starts = order.flatMap((g, at) => (first[g] === first[order[at - 1]] ? [] : [at]));
  const runs = starts.map((start, run) => ({
    model: first[order[start]],
    start,
    end: starts[run + 1] ?? order.length,
  }));

  // One exponential a model instead of one a pair: p = u / (u + v). Gives the odds of the first.
  const grow = (x: Float64Array): number => {
    for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
    return home ? Math.exp(x[m]) : 1;
  };
  /** Ends what `gradient` and `both` fill; gives what is not of single games. */
  const finish = (x: Float64Array, slopes: Float64Array, foreseen: number): number => {
    if (home) slopes[m] -= foreseen;
    let value = 0;
    for (let i = 0; i < x.length; i++) {
      const held = precision[i] * x[i];
      slopes[i] -= held;
      value += gained[i] * x[i] - (held * x[i]) / 2;
    }
    return value;
  };
  const both = (x: Float64Array, slopes: Float64Array): number => {
    const odds = grow(x);
    slopes.set(pull);
    let all = 0;
    let value = 0;
    // One logarithm for many rows: of the product of what stands in their denominators.
    let product = 1;
    for (const { model, start, end } of runs) {
      const u = odds * grown[model];
      let own = 0;
      for (let g = start; g < end; g++) {
        const sum = u + grown[second[g]];
        const n = met[g];
        const foreseen = (n * u) / sum;
        own += foreseen;
        slopes[second[g]] += foreseen;
        if (n === 1) product *= sum;
        else if (n === 2) product *= sum * sum;
        else value -= n * Math.log(sum);
        if (product > 1e100 || product < 1e-100) {
          value -= Math.log(product);
          product = 1;
        }
      }
      slopes[model] -= own;
      all += own;
    }
    return value - Math.log(product) + finish(x, slopes, all);
  };
  return {
    logDensity: (x) => both(x, unused),
    both,
    gradient(x, slopes) {
      const odds = grow(x);
      slopes.set(pull);
      let all = 0;
      for (const { model, start, end } of runs) {
        const u = odds * grown[model];
        let own = 0;
        for (let g = start; g < end; g++) {
          const j = second[g];
          const foreseen = (met[g] * u) / (u + grown[j]);
          own += foreseen;
          slopes[j] += foreseen;
        }
        slopes[model] -= own;
        all += own;
      }
      finish(x, slopes, all);
    },
  };
}
