import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { addGauge, centre, gaugeFactor } from "../fit/information.ts";
import { cholesky, solveLower, solveUpper } from "../numeric/matrix.ts";
import type { PosteriorTarget } from "./posterior_target.ts";

/** A density that is nearly standard normal. */
export interface WhiteDensity {
  readonly size: number;
  /** Log density at z; -Infinity outside the support. */
  logDensity(z: Float64Array): number;
  /** Fills its gradient; NaN outside the support where it has none there. */
  gradient(z: Float64Array, result: Float64Array): void;
  /** Fills its gradient and gives the log density. */
  both(z: Float64Array, gradient: Float64Array): number;
  /** The parameters at z, strengths centred in their group. */
  parametersAt(z: Float64Array, x: Float64Array): void;
}

/** Bounds of the original's prior: flat on |strength| < 4 and |home advantage| < 1, in logits. */
export interface Box {
  readonly strength: number;
  readonly homeAdvantage: number;
}

/** The prior of the original's sampler. */
export const ORIGINAL_BOX: Box = { strength: 4, homeAdvantage: 1 };

/**
 * Turns a posterior into one that is nearly standard normal: x = mode + L^-T z with the information
 * H = L L' (a Laplace approximation as the change of variables). Where strengths have no prior each
 * group's sum gets a normal density of its own, which centring takes out again.
 */
export function whiten(target: PosteriorTarget, box: Box | null): WhiteDensity {
  const { mode, group, home, flat } = target;
  const size = mode.length;
  const m = group.length;
  const factor = target.information.slice();
  const gauge = gaugeFactor(factor, size, m);
  if (flat) addGauge(factor, size, group);
  if (!cholesky(factor, size)) {
    throw new UserError(
      say`The posterior is too flat around its mode to be sampled. Use --compute map, or collect more judgments.`,
    );
  }
  const at = new Float64Array(size);
  const sums = new Float64Array(m);
  const sumGroups = (x: Float64Array): void => {
    sums.fill(0);
    for (let i = 0; i < m; i++) sums[group[i]] += x[i];
  };
  const parametersAt = (z: Float64Array, x: Float64Array): void => {
    place(mode, factor, z, x);
    centre(x.subarray(0, m), group);
  };
  /** From the value where `at` is to that of the density; what `at` holds is centred then. */
  const within = (value: number): number => {
    let sum = value;
    if (flat) {
      sumGroups(at);
      for (const of of sums) sum -= (gauge * of * of) / 2;
    }
    if (box === null) return sum;
    centre(at.subarray(0, m), group);
    return isInside(at, m, home, box) ? sum : Number.NEGATIVE_INFINITY;
  };
  /** From the slopes where `at` is to those along z. */
  const turn = (slopes: Float64Array): void => {
    if (flat) {
      sumGroups(at);
      for (let i = 0; i < m; i++) slopes[i] -= gauge * sums[group[i]];
    }
    solveLower(factor, size, slopes);
  };
  return {
    size,
    parametersAt,
    gradient(z, result) {
      place(mode, factor, z, at);
      target.gradient(at, result);
      turn(result);
    },
    both(z, gradient) {
      place(mode, factor, z, at);
      const value = target.both(at, gradient);
      turn(gradient);
      return within(value);
    },
    logDensity(z) {
      place(mode, factor, z, at);
      return within(target.logDensity(at));
    },
  };
}

/** Whether strengths and home advantage lie in the box. */
export function isInside(x: Float64Array, m: number, home: boolean, box: Box): boolean {
  for (let i = 0; i < m; i++) if (Math.abs(x[i]) >= box.strength) return false;
  return !home || Math.abs(x[m]) < box.homeAdvantage;
}

/** x = mode + L^-T z. */
function place(mode: Float64Array, l: Float64Array, z: Float64Array, x: Float64Array): void {
  const n = mode.length;
  x.set(z);
  solveUpper(l, n, x);
  for (let i = 0; i < n; i++) x[i] += mode[i];
}
