import type { Covariate } from "./pair_points.ts";

/** Counts that style control compares; density is a count per character. */
interface StyleCounts {
  readonly length: number;
  readonly headers: number;
  readonly lists: number;
  readonly bold: number;
}

/** What can be controlled for, by the names of `--control`: how two answers differ. */
export const STYLE_FEATURES = {
  length: (a, b) => share(a.length - b.length, a.length + b.length),
  headers: (a, b) => densities(a.headers, a.length, b.headers, b.length),
  lists: (a, b) => densities(a.lists, a.length, b.lists, b.length),
  bold: (a, b) => densities(a.bold, a.length, b.bold, b.length),
} as const satisfies Record<string, (first: StyleCounts, second: StyleCounts) => number>;

export type StyleFeature = keyof typeof STYLE_FEATURES;

/** What `--control` takes: features of the answers, and the judge's own advantage of place. */
export const CONTROLS = [...(Object.keys(STYLE_FEATURES) as StyleFeature[]), "judge"] as const;
export type Control = (typeof CONTROLS)[number];

/** 0 where both answers are empty. */
function share(difference: number, sum: number): number {
  return sum === 0 ? 0 : difference / sum;
}

function densities(a: number, lengthA: number, b: number, lengthB: number): number {
  const first = a / (lengthA + 1);
  const second = b / (lengthB + 1);
  return (first - second) / (first + second + 1);
}

/** A covariate in units of its standard deviation over the rows, and that deviation. */
interface ScaledCovariate extends Covariate {
  readonly values: Float64Array;
  readonly deviation: number;
}

/**
 * The difference in a feature of every row's two answers, divided by its standard deviation. Its mean
 * stays: taking it out would break that swapping two answers changes the sign, and the home advantage
 * would absorb it.
 */
export function styleCovariate(
  feature: StyleFeature,
  first: readonly StyleCounts[],
  second: readonly StyleCounts[],
): ScaledCovariate {
  const raw = Float64Array.from(first, (style, k) => STYLE_FEATURES[feature](style, second[k]));
  const mean = raw.reduce((sum, v) => sum + v, 0) / raw.length;
  const square = raw.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const deviation = Math.sqrt(square / raw.length);
  return {
    name: feature,
    deviation,
    values: deviation === 0 ? raw : raw.map((v) => v / deviation),
  };
}
