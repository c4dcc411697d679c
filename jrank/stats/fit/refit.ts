import type { PairPoints } from "../data/pair_points.ts";
import { cholesky, solveCholesky } from "../numeric/matrix.ts";
import { createNewtonRefit } from "../numeric/newton.ts";
import { createQuasiNewton, type QuasiNewton } from "../numeric/quasi_newton.ts";
import { createGradient, evaluate, type Parameters } from "./design.ts";
import { halfWin } from "./half_win.ts";
import { addGauge, centre, informationAt } from "./information.ts";

/** Up to this many parameters the information is factored at every step; beyond, once for all. */
const SMALL = 48;

/** What a row of the gradient costs beside an entry of the factor. */
const ROW = 5;

/** Fits other points on the same ordered pairs; null where it found no maximum quickly. */
type Refit = (won: Float64Array, lost: Float64Array, tied?: Float64Array) => Float64Array | null;

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
  if (!isSmall) return largeRefit(parameters);
  return isPlain(parameters) ? smallPlainRefit(parameters) : smallRefit(parameters);
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

/**
 * The steps start from the factored information, or from its diagonal, which costs next to nothing and does
 * as well where all models meet many others. The first round tries both and counts.
 */
function largeRefit(parameters: Parameters): Refit {
  const { games, group, prior, x: start } = parameters;
  const size = start.length;
  const factor = informationAt(parameters);
  const diagonal = Float64Array.from(start, (_, p) => factor[p * (size + 1)]);
  if (!cholesky(factor, size)) return () => null;
  const { take, fill } = createGradient(parameters);
  let steps = 0;
  const counted = (x: Float64Array, gradient: Float64Array): void => {
    steps++;
    fill(x, gradient);
  };
  const byFactor = createQuasiNewton(size, counted, (v) => solveCholesky(factor, size, v));
  const byDiagonal = createQuasiNewton(size, counted, (v) => {
    for (let p = 0; p < size; p++) v[p] /= diagonal[p];
    if (prior.isFlat) centre(v, group);
  });
  let solve: QuasiNewton | undefined;
  const tryBoth = (): Float64Array | null => {
    steps = 0;
    const found = byDiagonal(start);
    const light = found === null ? Number.POSITIVE_INFINITY : steps * ROW * games.won.length;
    steps = 0;
    const result = byFactor(start);
    solve = light < steps * (ROW * games.won.length + size * size) ? byDiagonal : byFactor;
    return result;
  };
  return (won, lost, tied) => {
    take(won, lost, tied);
    return solve === undefined ? tryBoth() : solve(start);
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
