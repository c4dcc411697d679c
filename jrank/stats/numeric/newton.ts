import { cholesky, dot, solveCholesky } from "./matrix.ts";

/** A smooth concave function of `size` parameters, as Newton's method wants it. */
interface Objective {
  readonly size: number;
  /**
   * The value at x; fills the gradient (size) and the lower triangle of the negative Hessian
   * (size x size), which must be positive definite.
   */
  evaluate(x: Float64Array, gradient: Float64Array, information: Float64Array): number;
}

/** Where Newton's method ended. */
export interface Maximum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** False when 100 steps did not suffice or the function is not concave there. */
  readonly converged: boolean;
}

/** A step this small is the last: convergence is quadratic, so what remains is rounding. */
const LAST_STEP = 1e-7;

/**
 * Where weights differ by many orders of magnitude, steps stop shrinking before that: what the heavy
 * games leave in the gradient by rounding moves what the light ones determine. Steps below this that
 * shrink no more are the end too.
 */
const ROUNDING_STEP = 1e-3;

/**
 * Maximises a concave function by Newton's method with step halving, from `start`. For the
 * log-likelihoods here it takes 5 to 10 steps from zero and ends at rounding error.
 *
 * A step is judged by the slope at its end, not by the value: a parameter that only light games
 * determine moves the value by less than the value's rounding error, but its slope is exact.
 */
export function maximise(objective: Objective, start: Float64Array): Maximum {
  const { size } = objective;
  let x = start.slice();
  let trial = new Float64Array(size);
  let gradient = new Float64Array(size);
  let next = new Float64Array(size);
  const information = new Float64Array(size * size);
  let value = objective.evaluate(x, gradient, information);
  let previous = Number.POSITIVE_INFINITY;
  let stalled = 0;
  for (let iterations = 1; iterations <= 100; iterations++) {
    if (!factored(objective, x, information)) return { x, value, iterations, converged: false };
    const step = gradient.slice();
    solveCholesky(information, size, step);
    const largest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
    const before = dot(gradient, step);
    for (let length = 1; ; length /= 2) {
      if (length < 1e-10) return { x, value, iterations, converged: largest < ROUNDING_STEP };
      for (let i = 0; i < size; i++) trial[i] = x[i] + length * step[i];
      value = objective.evaluate(trial, next, information);
      // Near the maximum rounding decides, and no step is refused for it.
      if (dot(next, step) >= -before / 2 || largest * length < LAST_STEP) break;
    }
    [x, trial] = [trial, x];
    [gradient, next] = [next, gradient];
    if (largest < ROUNDING_STEP && largest > previous / 2) stalled++;
    previous = largest;
    if (largest < LAST_STEP || stalled > 4) return { x, value, iterations, converged: true };
  }
  return { x, value, iterations: 100, converged: false };
}

/**
 * Factors the information in place. Where it is singular to working precision its diagonal is
 * raised a little (Levenberg): shorter steps along what is hardly determined, to the same maximum.
 */
function factored({ size, evaluate }: Objective, x: Float64Array, a: Float64Array): boolean {
  if (cholesky(a, size)) return true;
  for (let raised = 1e-10; raised < 1; raised *= 100) {
    evaluate(x, new Float64Array(size), a);
    for (let i = 0; i < size; i++) a[i * size + i] *= 1 + raised;
    if (cholesky(a, size)) return true;
  }
  return false;
}

/** A Newton step this small is the last of a refit: what remains is its square. */
const LAST_REFIT_STEP = 1e-5;

/**
 * Newton's method for many maximisations from one start, without allocation or step control: null
 * where it strays, for a slower method to try. `evaluate` fills the gradient and the lower triangle of
 * the information at x. The result is overwritten by the next call.
 */
export function createNewtonRefit<Data>(
  start: Float64Array,
  evaluate: (
    data: Data,
    x: Float64Array,
    gradient: Float64Array,
    information: Float64Array,
  ) => void,
): (data: Data) => Float64Array | null {
  const size = start.length;
  const x = new Float64Array(size);
  const step = new Float64Array(size);
  const factor = new Float64Array(size * size);
  return (data) => {
    x.set(start);
    for (let iteration = 0; iteration < 30; iteration++) {
      evaluate(data, x, step, factor);
      if (!cholesky(factor, size)) return null;
      solveCholesky(factor, size, step);
      let largest = 0;
      for (let i = 0; i < size; i++) {
        x[i] += step[i];
        const s = Math.abs(step[i]);
        // Not Math.max, and with the comparison this way round, so that NaN is passed on.
        if (!(s <= largest)) largest = s;
      }
      if (largest < LAST_REFIT_STEP) return x;
      if (!(largest < 20)) return null;
    }
    return null;
  };
}
