import type { PairPoints } from "../data/pair_points.ts";
import { cholesky, solveCholesky } from "../numeric/matrix.ts";
import { createNewtonRefit } from "../numeric/newton.ts";
import { createQuasiNewton } from "../numeric/quasi_newton.ts";
import { createGradient, evaluate, type Parameters } from "./design.ts";
import { halfWin } from "./half_win.ts";
import { addGauge, informationAt } from "./information.ts";

/** Up to this many parameters the information is factored at every step; beyond, once for all. */
const SMALL = 48;

/** Fits other points on the same ordered pairs; null where it found no maximum quickly. */
export type Refit = (
  won: Float64Array,
  lost: Float64Array,
  tied?: Float64Array,
) => Float64Array | null;

/**
 * A solver for many fits that differ a little: the same ordered pairs, other points (bootstrap
 * rounds). Starts at the fit. Half wins take one exponential a model instead of one a pair and
 * allocate nothing in a round: p = u / (u + v) with u = e^(alpha + b_first), v = e^(b_second).
 *
 * With few parameters it is Newton's method; with many, quasi-Newton steps that start from the
 * factored information of the full fit. The returned array is overwritten by the next call. It does
 * not test whether a finite maximum exists; where it does for a part of the models only, the rest
 * must have no points in games against them.
 */
export function createRefit(parameters: Parameters): Refit {
  const isSmall = parameters.x.length <= SMALL;
  if (!isPlain(parameters)) return isSmall ? smallRefit(parameters) : largeRefit(parameters);
  return isSmall ? smallPlainRefit(parameters) : largePlainRefit(parameters);
}

/** Whether strengths and home advantage are all there is. */
export function isPlain({ likelihood, games, prior }: Omit<Parameters, "x">): boolean {
  const isIndependent = prior.precision.length === prior.mean.length && prior.held.length === 0;
  return likelihood === halfWin && !games.covariates && isIndependent && !prior.mean.some(Boolean);
}

function smallRefit(parameters: Parameters): Refit {
  const { games, group, prior, x } = parameters;
  const refit = createNewtonRefit<PairPoints>(x, (round, at, gradient, information) => {
    evaluate({ ...parameters, games: round }, at, gradient, information);
    if (prior.isFlat) addGauge(information, x.length, group);
  });
  return (won, lost, tied) => refit({ ...games, won, lost, ...(tied && { tied }) });
}

function largeRefit(parameters: Parameters): Refit {
  const { games, x: start } = parameters;
  const size = start.length;
  const factor = informationAt(parameters);
  if (!cholesky(factor, size)) return () => null;
  let round = games;
  const fill = createGradient(parameters);
  const solve = createQuasiNewton(
    size,
    (x, gradient) => fill(round, x, gradient),
    (v) => solveCholesky(factor, size, v),
  );
  return (won, lost, tied) => {
    round = { ...games, won, lost, ...(tied && { tied }) };
    return solve(start);
  };
}

function smallPlainRefit({ games, group, prior, home, x: start }: Parameters): Refit {
  const { first, second } = games;
  const { precision, isFlat } = prior;
  const size = start.length;
  const m = group.length;
  const last = m * size;
  const grown = new Float64Array(m);

  const evaluatePoints = (
    { won, lost }: Pick<PairPoints, "won" | "lost">,
    x: Float64Array,
    step: Float64Array,
    factor: Float64Array,
  ): void => {
    for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
    const odds = home ? Math.exp(x[m]) : 1;
    let alpha = 0;
    let corner = 0;
    step.fill(0);
    factor.fill(0);
    for (let g = 0; g < first.length; g++) {
      const i = first[g];
      const j = second[g];
      const a = won[g];
      const b = lost[g];
      const n = a + b;
      if (n === 0) continue;
      const u = odds * grown[i];
      const v = grown[j];
      const inverse = 1 / (u + v);
      const residual = (a * v - b * u) * inverse;
      const w = n * u * v * inverse * inverse;
      step[i] += residual;
      step[j] -= residual;
      factor[i * size + i] += w;
      factor[j * size + j] += w;
      factor[i > j ? i * size + j : j * size + i] -= w;
      if (!home) continue;
      alpha += residual;
      corner += w;
      factor[last + i] += w;
      factor[last + j] -= w;
    }
    if (home) {
      step[m] = alpha;
      factor[last + m] = corner;
    }
    for (let i = 0; i < size; i++) {
      step[i] -= precision[i] * x[i];
      factor[i * size + i] += precision[i];
    }
    if (isFlat) addGauge(factor, size, group);
  };

  const refit = createNewtonRefit(start, evaluatePoints);
  return (won, lost) => refit({ won, lost });
}

function largePlainRefit(parameters: Parameters): Refit {
  const { games, group, home, x: start } = parameters;
  const { precision } = parameters.prior;
  const { first, second } = games;
  const size = start.length;
  const m = group.length;
  const grown = new Float64Array(m);
  const run = runsOf(first);
  const factor = informationAt(parameters);
  if (!cholesky(factor, size)) throw new Error("The information at the fit is singular");
  let won = games.won;
  let lost = games.lost;

  const gradient = (x: Float64Array, result: Float64Array): void => {
    for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
    const odds = home ? Math.exp(x[m]) : 1;
    let alpha = 0;
    result.fill(0);
    for (let r = 0; r + 1 < run.length; r++) {
      const end = run[r + 1];
      const i = first[run[r]];
      const u = odds * grown[i];
      let taken = 0;
      for (let g = run[r]; g < end; g++) {
        const j = second[g];
        const v = grown[j];
        const residual = (won[g] * v - lost[g] * u) / (u + v);
        taken += residual;
        result[j] -= residual;
      }
      result[i] += taken;
      alpha += taken;
    }
    if (home) result[m] = alpha;
    for (let i = 0; i < size; i++) result[i] -= precision[i] * x[i];
  };
  const solve = createQuasiNewton(size, gradient, (v) => solveCholesky(factor, size, v));
  return (nextWon, nextLost) => {
    won = nextWon;
    lost = nextLost;
    return solve(start);
  };
}

/** Where runs of equal values begin, and the end: games are sorted by the model shown first. */
export function runsOf(values: Uint16Array): Uint32Array {
  const starts = Array.from(values.keys()).filter((g) => g === 0 || values[g] !== values[g - 1]);
  return Uint32Array.of(...starts, values.length);
}
