import { cholesky, solveCholesky } from "./matrix.ts";

/** A Newton step this small is the last: what remains is its square. */
const LAST_STEP = 1e-5;

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
      if (largest < LAST_STEP) return x;
      if (!(largest < 20)) return null;
    }
    return null;
  };
}
