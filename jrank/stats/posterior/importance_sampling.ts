import type { Random } from "../../core/random.ts";
import { chiSquared } from "../numeric/student_t.ts";
import type { WhiteDensity } from "./whiten.ts";

/** Degrees of freedom of the proposals: tails heavier than any posterior here. */
const DEGREES = 8;

/** What importance sampling gave. */
interface ImportanceRun {
  /** samples x size, row-major, of equal weight: drawn again by their weights. */
  readonly x: Float64Array;
  /** Shape of the largest weights' Pareto tail: below 0.7 the draws are reliable. */
  readonly kHat: number;
  /** 1 / the sum of squared weights. */
  readonly effectiveSize: number;
}

/**
 * Importance sampling from a multivariate t around the mode of a whitened density, with
 * Pareto-smoothed weights (Vehtari, Simpson, Gelman, Yao and Gabry, JMLR 25, 2024), then
 * systematic resampling. The fast way for boards of up to some 50 models.
 */
export function sampleImportance(
  density: WhiteDensity,
  { samples, random }: { samples: number; random: Random },
): ImportanceRun {
  const { size, logDensity, parametersAt } = density;
  const z = new Float64Array(samples * size);
  const logWeight = new Float64Array(samples);
  for (let s = 0; s < samples; s++) {
    const at = z.subarray(s * size, (s + 1) * size);
    const stretch = Math.sqrt(DEGREES / chiSquared(DEGREES, random));
    let square = 0;
    for (let i = 0; i < size; i++) {
      at[i] = stretch * random.normal();
      square += at[i] ** 2;
    }
    logWeight[s] = logDensity(at) + ((DEGREES + size) / 2) * Math.log1p(square / DEGREES);
  }
  const { weight, kHat } = smoothWeights(logWeight);
  const x = new Float64Array(samples * size);
  let k = 0;
  let passed = weight[0];
  for (let s = 0, u = random.next(); s < samples; s++, u++) {
    while (passed * samples < u && k + 1 < samples) passed += weight[++k];
    parametersAt(z.subarray(k * size, (k + 1) * size), x.subarray(s * size, (s + 1) * size));
  }
  return { x, kHat, effectiveSize: 1 / weight.reduce((sum, w) => sum + w * w, 0) };
}

/**
 * Normalised weights whose largest are replaced by the expected order statistics of a generalised
 * Pareto distribution fitted to them.
 */
export function smoothWeights(logWeight: Float64Array): { weight: Float64Array; kHat: number } {
  const n = logWeight.length;
  const most = logWeight.reduce((largest, w) => Math.max(largest, w), Number.NEGATIVE_INFINITY);
  const weight = logWeight.map((w) => Math.exp(w - most));
  const order = Uint32Array.from(weight.keys()).sort((a, b) => weight[a] - weight[b]);
  const tail = Math.ceil(Math.min(n / 5, 3 * Math.sqrt(n)));
  const cut = weight[order[n - tail - 1]];
  const excess = Float64Array.from({ length: tail }, (_, k) => weight[order[n - tail + k]] - cut);
  const { k, sigma } = fitPareto(excess);
  if (Number.isFinite(k)) {
    for (let r = 0; r < tail; r++) {
      const p = (r + 0.5) / tail;
      const quantile =
        Math.abs(k) < 1e-12 ? -sigma * Math.log1p(-p) : (sigma * ((1 - p) ** -k - 1)) / k;
      weight[order[n - tail + r]] = Math.min(1, cut + quantile);
    }
  }
  const total = weight.reduce((sum, w) => sum + w, 0);
  return { weight: weight.map((w) => w / total), kHat: k };
}

/**
 * Shape and scale of a generalised Pareto distribution (Zhang and Stephens, Technometrics 51, 2009),
 * the shape drawn towards 0.5 by the weight of ten observations. `excess` ascends.
 */
function fitPareto(excess: Float64Array): { k: number; sigma: number } {
  const n = excess.length;
  const quartile = excess[Math.max(0, Math.floor(n / 4 + 0.5) - 1)];
  const largest = excess[n - 1];
  if (!(quartile > 0)) return { k: Number.POSITIVE_INFINITY, sigma: 0 };
  const points = 30 + Math.floor(Math.sqrt(n));
  const shape = (theta: number): number => {
    let sum = 0;
    for (const e of excess) sum += Math.log1p(-theta * e);
    return sum / n;
  };
  const theta = Array.from(
    { length: points },
    (_, j) => 1 / largest + (1 - Math.sqrt(points / (j + 0.5))) / (3 * quartile),
  );
  const profile = theta.map((t) => {
    const k = shape(t);
    return n * (Math.log(-t / k) - k - 1);
  });
  const mean = theta.reduce((sum, t, j) => {
    const others = profile.reduce((total, value) => total + Math.exp(value - profile[j]), 0);
    return sum + t / others;
  }, 0);
  const k = shape(mean);
  return { k: (k * n + 5) / (n + 10), sigma: -k / mean };
}
