import { cholesky, solveCholesky } from "./matrix.ts";

/** A smooth concave function of `size` parameters, as Newton's method wants it. */
export interface Objective {
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
 * Maximises a concave function by Newton's method with step halving, from `start`. For the
 * log-likelihoods here it takes 5 to 10 steps from zero and ends at rounding error.
 */
export function maximise(objective: Objective, start: Float64Array): Maximum {
  const { size } = objective;
  let x = start.slice();
  let trial = new Float64Array(size);
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  let value = objective.evaluate(x, gradient, information);
  for (let iterations = 1; iterations <= 100; iterations++) {
    if (!cholesky(information, size)) return { x, value, iterations, converged: false };
    solveCholesky(information, size, gradient);
    const step = gradient.slice();
    const largest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
    let length = 1;
    for (;;) {
      for (let i = 0; i < size; i++) trial[i] = x[i] + length * step[i];
      const next = objective.evaluate(trial, gradient, information);
      // Near the maximum rounding decides between equals, and no step is refused for it.
      if (next >= value || largest * length < LAST_STEP) {
        value = next;
        break;
      }
      length /= 2;
      if (length < 1e-10) return { x, value, iterations, converged: false };
    }
    [x, trial] = [trial, x];
    if (largest < LAST_STEP) return { x, value, iterations, converged: true };
  }
  return { x, value, iterations: 100, converged: false };
}
