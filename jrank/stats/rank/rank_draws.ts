import type { Random } from "../../core/random.ts";
import { multiplyLowerByFour } from "../numeric/matrix.ts";
import { chiSquared } from "../numeric/student_t.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";

/** Draws of the strengths of the models that can be placed: what rank statements read. */
export interface RankDraws {
  /** Indices of the models placed, in the order of the columns. */
  readonly placed: readonly number[];
  readonly count: number;
  /** count x placed, row-major, in natural-log units. */
  readonly values: Float64Array;
  /** The other models, and how far each may lie; without limits where nothing is given. */
  readonly open?: OpenModels;
}

/** How far each open model may lie, in every draw of the placed ones. */
export interface OpenModels {
  /** Their indices, in the order of the columns. */
  readonly models: readonly number[];
  /** Draws x models: the least strength, -Infinity where nothing speaks against any. */
  readonly least: Float64Array;
  /** The same: the largest strength, or Infinity. */
  readonly most: Float64Array;
}

/** Every model that is not placed, with no limit at all. */
export function withoutLimits(
  models: number,
  { placed, count }: Pick<RankDraws, "placed" | "count">,
): OpenModels {
  const isPlaced = new Set(placed);
  const open = Array.from({ length: models }, (_, i) => i).filter((i) => !isPlaced.has(i));
  return {
    models: open,
    least: new Float64Array(count * open.length).fill(Number.NEGATIVE_INFINITY),
    most: new Float64Array(count * open.length).fill(Number.POSITIVE_INFINITY),
  };
}

/**
 * How many open models each model lies below, and above, in all but a share of the draws (`tail`). A model
 * that is not placed is taken at its strength.
 */
export function surelyPassed(
  draws: RankDraws,
  open: OpenModels,
  strengths: Float64Array,
  tail: number,
): { above: Int32Array; below: Int32Array } {
  const { placed, count, values } = draws;
  const k = placed.length;
  const width = open.models.length;
  const above = new Int32Array(strengths.length);
  const below = new Int32Array(strengths.length);
  const column = new Map(placed.map((model, c) => [model, c]));
  const most = tail * count;
  for (let i = 0; i < strengths.length; i++) {
    const c = column.get(i);
    for (let o = 0; o < width; o++) {
      let notAbove = 0;
      let notBelow = 0;
      for (let d = 0; d < count && (notAbove <= most || notBelow <= most); d++) {
        const own = c === undefined ? strengths[i] : values[d * k + c];
        if (!(open.least[d * width + o] > own)) notAbove++;
        if (!(open.most[d * width + o] < own)) notBelow++;
      }
      if (notAbove < most) above[i]++;
      if (notBelow < most) below[i]++;
    }
  }
  return { above, below };
}

/** Of Student's t: one number, or one for each model. */
export type Degrees = number | Float64Array;

/** The degrees of freedom of a model. */
export function degreesOf(degrees: Degrees, model: number): number {
  return typeof degrees === "number" ? degrees : degrees[model];
}

/** How rows of strengths are drawn. */
interface DrawOptions {
  /** Indices of the models. */
  readonly rows: readonly number[];
  readonly count: number;
  readonly degrees: Degrees;
  readonly random: Random;
}

/** As many for boards of a usual size; fewer where a draw costs more. */
const DRAWS = 10000;
const DRAWS_OF_LARGE = 4000;
const LARGE = 50;

/**
 * Strengths drawn from a multivariate t around the fit: th + V^(1/2) z sqrt(df / chi2_df). Models
 * without a finite strength or variance, or that met no other, are not placed.
 */
export function drawStrengths(
  { strengths, structure }: Pick<Fitted, "strengths" | "structure">,
  covariance: Covariance,
  degrees: Degrees,
  random: Random,
): RankDraws {
  const { size, values: variance } = covariance;
  const placed = Array.from(strengths.keys()).filter(
    (i) =>
      Number.isFinite(strengths[i]) &&
      structure.status[i] !== "disconnected" &&
      Number.isFinite(variance[i * size + i]),
  );
  const count = placed.length > LARGE ? DRAWS_OF_LARGE : DRAWS;
  const values = drawAround(strengths, covariance, { rows: placed, count, degrees, random });
  return { placed, count, values };
}

/**
 * Draws of some models' strengths from a multivariate t around a point, row-major. Models of fewer degrees
 * share their chi-squared with those of more, who add to it: each is a t of its own degrees.
 */
export function drawAround(
  point: Float64Array,
  covariance: Covariance,
  { rows, count, degrees, random }: DrawOptions,
): Float64Array {
  const k = rows.length;
  const root = semidefiniteRoot(covariance, rows);
  const values = new Float64Array(count * k);
  const z = new Float64Array(k * AT_ONCE);
  const shift = new Float64Array(k * AT_ONCE);
  const own = rows.map((i) => nearHalf(degreesOf(degrees, i)));
  const levels = [...new Set(own)].sort((a, b) => a - b);
  const level = own.map((d) => levels.indexOf(d));
  const stretch = new Float64Array(levels.length * AT_ONCE);
  for (let from = 0; from < count; from += AT_ONCE) {
    const drawn = Math.min(AT_ONCE, count - from);
    for (let d = 0; d < drawn; d++) {
      for (let i = 0; i < k; i++) z[i * AT_ONCE + d] = random.normal();
      let chi = 0;
      levels.forEach((of, l) => {
        if (of < Infinity) chi += chiSquared(of - (levels[l - 1] ?? 0), random);
        stretch[l * AT_ONCE + d] = of < Infinity ? Math.sqrt(of / chi) : 1;
      });
    }
    multiplyLowerByFour(root, z, shift, k);
    for (let d = 0; d < drawn; d++) {
      const row = (from + d) * k;
      for (let i = 0; i < k; i++) {
        values[row + i] = point[rows[i]] + stretch[level[i] * AT_ONCE + d] * shift[i * AT_ONCE + d];
      }
    }
  }
  return values;
}

/** Draws that go through the root together. */
const AT_ONCE = 4;

/** To a half, so that there are few different ones. */
const nearHalf = (degrees: number): number => Math.round(2 * degrees) / 2;

/** The draws of a posterior; models with an infinite draw, or that met no other, are not placed. */
export function placedDraws(
  { structure }: Pick<Fitted, "structure">,
  { strengths, count, models }: Draws,
): RankDraws {
  const m = models.length;
  const placed = Array.from(models.keys()).filter((i) => {
    if (structure.status[i] === "disconnected") return false;
    for (let d = 0; d < count; d++) if (!Number.isFinite(strengths[d * m + i])) return false;
    return true;
  });
  const k = placed.length;
  const values = new Float64Array(count * k);
  for (let d = 0; d < count; d++) {
    for (let i = 0; i < k; i++) values[d * k + i] = strengths[d * m + placed[i]];
  }
  return { placed, count, values };
}

/** A lower triangular root of a covariance's block, whose rank may be short. */
function semidefiniteRoot({ values, size }: Covariance, rows: readonly number[]): Float64Array {
  const k = rows.length;
  const root = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = values[rows[i] * size + rows[j]];
      const diagonal = values[rows[i] * size + rows[i]];
      for (let l = 0; l < j; l++) sum -= root[i * k + l] * root[j * k + l];
      if (i === j) root[i * k + i] = sum > 1e-12 * diagonal ? Math.sqrt(sum) : 0;
      else root[i * k + j] = root[j * k + j] > 0 ? sum / root[j * k + j] : 0;
    }
  }
  return root;
}
