import type { Parameters } from "./bradley_terry.ts";
import { addGauge } from "./likelihood.ts";
import { cholesky, solveCholesky } from "./matrix.ts";

/** Up to this many parameters the information is factored at every step; beyond, only when needed. */
const SMALL = 48;

/** A step this small is the last: what remains is its square (Newton) or about a tenth (chord). */
const NEWTON_STEP = 1e-5;
const CHORD_STEP = 1e-6;

/** Fits other points on the same ordered pairs; null where it found no maximum quickly. */
export type Refit = (won: Float64Array, lost: Float64Array) => Float64Array | null;

/**
 * A solver for many fits that differ a little: the same ordered pairs, other points (bootstrap
 * rounds). Starts at the fit, allocates nothing in a round, and takes one exponential a model
 * instead of one a pair: p = u / (u + v) with u = e^(alpha + b_first), v = e^(b_second).
 *
 * With few parameters it is Newton's method. With many, the factor of the full fit serves as an
 * approximate one (the chord method), because a round differs from the full data by little; it is
 * renewed where steps shrink slowly. The returned array is overwritten by the next call. It does
 * not test whether a finite maximum exists.
 */
export function createRefit({ games, group, prior, x: start }: Parameters): Refit {
  const { first, second } = games;
  const size = start.length;
  const m = group.length;
  const home = size > m;
  const flat = prior.strength === 0;
  const x = new Float64Array(size);
  const step = new Float64Array(size);
  const grown = new Float64Array(m);
  const factor = new Float64Array(size * size);
  const run = runsOf(first);
  let startFactor: Float64Array | undefined;

  const exponentials = (): void => {
    for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
  };
  const addPrior = (): void => {
    for (let i = 0; i < size; i++) step[i] -= (i < m ? prior.strength : prior.homeAdvantage) * x[i];
  };
  const gradient = (won: Float64Array, lost: Float64Array): void => {
    exponentials();
    const odds = home ? Math.exp(x[m]) : 1;
    let alpha = 0;
    step.fill(0);
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
        step[j] -= residual;
      }
      step[i] += taken;
      alpha += taken;
    }
    if (home) step[m] = alpha;
    addPrior();
  };
  const gradientAndFactor = (won: Float64Array, lost: Float64Array): boolean => {
    exponentials();
    const odds = home ? Math.exp(x[m]) : 1;
    const last = m * size;
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
    addPrior();
    for (let i = 0; i < size; i++) {
      factor[i * size + i] += i < m ? prior.strength : prior.homeAdvantage;
    }
    if (flat) addGauge(factor, size, group);
    return cholesky(factor, size);
  };
  /** Adds the step to x and returns its largest part. */
  const advance = (l: Float64Array): number => {
    solveCholesky(l, size, step);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      x[i] += step[i];
      const s = Math.abs(step[i]);
      // Not Math.max, and with the comparison this way round, so that NaN is passed on.
      if (!(s <= largest)) largest = s;
    }
    return largest;
  };

  const newton: Refit = (won, lost) => {
    x.set(start);
    for (let iteration = 0; iteration < 30; iteration++) {
      if (!gradientAndFactor(won, lost)) return null;
      const largest = advance(factor);
      if (largest < NEWTON_STEP) return x;
      if (!(largest < 20)) return null;
    }
    return null;
  };

  const chord: Refit = (won, lost) => {
    startFactor ??= factorAtStart();
    if (startFactor === null) return null;
    let l = startFactor;
    x.set(start);
    let previous = Number.POSITIVE_INFINITY;
    for (let iteration = 0; iteration < 60; iteration++) {
      gradient(won, lost);
      const largest = advance(l);
      if (largest < CHORD_STEP) return x;
      if (!(largest < 20)) return null;
      if (largest > previous / 2) {
        if (!gradientAndFactor(won, lost)) return null;
        l = factor;
      }
      previous = largest;
    }
    return null;
  };
  const factorAtStart = (): Float64Array => {
    x.set(start);
    gradientAndFactor(games.won, games.lost);
    return factor.slice();
  };

  return size <= SMALL ? newton : chord;
}

/** Where runs of equal values begin, and the end: games are sorted by the model shown first. */
function runsOf(values: Uint16Array): Uint32Array {
  const starts = Array.from(values.keys()).filter((g) => g === 0 || values[g] !== values[g - 1]);
  return Uint32Array.of(...starts, values.length);
}
