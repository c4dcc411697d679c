import { dot } from "./matrix.ts";

/** Steps that are remembered. */
const MEMORY = 8;
/** What a step leaves, as the one before says of it, is below this at the end. */
const LEFT = 1e-6;
const MOST_STEPS = 100;

/** Maximises from a start; null where it does not converge. The result is overwritten by the next call. */
export type QuasiNewton = (start: Float64Array) => Float64Array | null;

/**
 * Limited-memory BFGS (Liu and Nocedal, Mathematical Programming 45, 1989) for a concave function
 * whose curvature is roughly known: `precondition` multiplies a vector, in place, by an approximate
 * inverse of the information. It wants gradients only, learns how the true curvature differs, and
 * allocates nothing after its creation. Steps shrink by a factor that the last two tell, so what is
 * left after one is known: at the end it is below 1e-6.
 */
export function createQuasiNewton(
  size: number,
  gradient: (x: Float64Array, result: Float64Array) => void,
  precondition: (v: Float64Array) => void,
): QuasiNewton {
  const vector = () => new Float64Array(size);
  const x = vector();
  const trial = vector();
  const step = vector();
  let slope = vector();
  let next = vector();
  const moves = Array.from({ length: MEMORY }, vector);
  const turns = Array.from({ length: MEMORY }, vector);
  const scale = new Float64Array(MEMORY);
  const share = new Float64Array(MEMORY);

  /** The step from the remembered turns of the gradient: the two-loop recursion. */
  const findStep = (remembered: number): void => {
    step.set(slope);
    const oldest = Math.max(0, remembered - MEMORY);
    for (let k = remembered - 1; k >= oldest; k--) {
      const r = k % MEMORY;
      share[r] = scale[r] * dot(moves[r], step);
      add(step, -share[r], turns[r]);
    }
    precondition(step);
    for (let k = oldest; k < remembered; k++) {
      const r = k % MEMORY;
      add(step, share[r] - scale[r] * dot(turns[r], step), moves[r]);
    }
  };

  return (start) => {
    x.set(start);
    gradient(x, slope);
    let remembered = 0;
    let previous = 0;
    for (let iteration = 0; iteration < MOST_STEPS; iteration++) {
      findStep(remembered);
      const largest = largestOf(step);
      if (!(largest < 20)) return null;
      // As steps go on shrinking, their sum after this one; none of them counts before the second.
      const shrinking = largest / Math.max(previous, largest);
      if (largest * shrinking < LEFT * (1 - shrinking) || largest < LEFT) {
        add(x, 1, step);
        return x;
      }
      previous = largest;
      trial.set(x);
      add(trial, 1, step);
      gradient(trial, next);
      const before = dot(slope, step);
      const after = dot(next, step);
      if (after < -before / 2) {
        // Far past the top along this step: go to where its slope would vanish.
        const length = before / (before - after);
        for (let i = 0; i < size; i++) step[i] *= length;
        trial.set(x);
        add(trial, 1, step);
        gradient(trial, next);
      }
      const r = remembered % MEMORY;
      moves[r].set(step);
      for (let i = 0; i < size; i++) turns[r][i] = slope[i] - next[i];
      const curvature = dot(moves[r], turns[r]);
      if (curvature > 0) {
        scale[r] = 1 / curvature;
        remembered++;
      }
      x.set(trial);
      [slope, next] = [next, slope];
    }
    return null;
  };
}

/** a += factor × b. */
function add(a: Float64Array, factor: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] += factor * b[i];
}

/** The largest absolute value; NaN if any is. */
function largestOf(a: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const value = Math.abs(a[i]);
    if (!(value <= largest)) largest = value;
  }
  return largest;
}
