/** How many questions stand behind a number, where some have more judgments than others. */
import type { ClusteredPoints } from "../data/clusters.ts";
import { type Parameters, rowsOf } from "../fit/design.ts";
import type { Curvature } from "../fit/information.ts";
import { questionReader } from "./jackknife.ts";

/** What questions of unequal weight do to errors by question. */
export interface QuestionDegrees {
  /** Of Student's t, by parameter: questions - 1 where the questions tell alike, else fewer. */
  readonly degrees: Float64Array;
  /**
   * By parameter, a factor for standard errors that resample questions or sum their scores: a question
   * that tells much pulls the fit towards itself, and its residual is too small. 1 for equal questions.
   */
  readonly correction: Float64Array;
  /** As many equal questions would share the judgments so evenly. */
  readonly effective: number;
  /** The largest share of the judgments that one question has. */
  readonly largest: number;
}

/** What the judgments of a parameter add up to, by question and one by one. */
interface Sums {
  all: number;
  /** Sums over questions of the square, the cube, and the value times its judgments' squares. */
  squares: number;
  cubes: number;
  mixed: number;
  /** Sums over judgments of the square and the cube. */
  ownSquares: number;
  ownCubes: number;
  /** Of the question that is being read. */
  now: number;
  nowSquares: number;
}

const noSums = (): Sums => ({
  all: 0,
  squares: 0,
  cubes: 0,
  mixed: 0,
  ownSquares: 0,
  ownCubes: 0,
  now: 0,
  nowSquares: 0,
});

/**
 * Satterthwaite's degrees of freedom (Biometrics Bulletin 2, 1946) of a variance by question, as Bell and
 * McCaffrey (Survey Methodology 28, 2002) apply them to sandwiches. With independent judgments question
 * q adds h_q to the variance of a parameter, as a share; residuals after the fit have the covariance
 * diag(h) - h h' along it, and
 *
 *     degrees = trace² / trace of the square = (1 - s2)² / (s2 - 2 s3 + s2²),   s_k = sum of h_q^k,
 *
 * which is Q - 1 for Q equal shares. A sandwich is too small by 1 - s2. A strength's share is made of
 * the judgments of its own model, where nearly all of its error comes from; every other parameter's
 * of all. So the cost is one pass, and no Q x Q matrix.
 *
 * Which question a judgment falls on may be chance, and chance alone makes shares unequal where there are
 * few. So s2 and s3 are Simpson's unbiased indices (Nature 163, 1949: two, three different judgments
 * share a question), and what two standard errors of chance among equal questions explain is
 * taken off. They are never less than those of equal questions.
 */
export function questionDegrees(
  parameters: Parameters,
  clustered: ClusteredPoints,
  { inverse }: Pick<Curvature, "inverse">,
): QuestionDegrees {
  const { x, games, likelihood } = parameters;
  const { start, won, lost, clusters } = clustered;
  const size = x.length;
  const m = games.models.length;
  const last = likelihood.tie === null ? -1 : size - 1;
  const others = Array.from({ length: size - m }, (_, k) => m + k).filter((p) => p !== last);
  const columns = Array.from({ length: size }, (_, p) =>
    inverse.subarray(p * size, (p + 1) * size),
  );
  const sums = Array.from({ length: size }, noSums);
  const whole = noSums();
  const says = questionReader(parameters, clustered);
  const { times } = rowsOf(parameters);
  // Of each row of the games, which many questions share: its parameters, and how it reads each.
  const width = 2 + others.length;
  const read = Uint32Array.from({ length: width * games.first.length }, (_, e) => {
    const r = Math.floor(e / width);
    const a = e % width;
    return a === 0 ? games.first[r] : a === 1 ? games.second[r] : others[a - 2];
  });
  const along = Float64Array.from(read, (p, e) => times(Math.floor(e / width), columns[p]));
  const touched = new Uint32Array(size);
  const touchedBy = new Int32Array(size).fill(-1);
  let largest = 0;
  for (let q = 0; q < clusters.length; q++) {
    const { row, ee, et, tt } = says(q);
    let count = 0;
    for (let k = 0; k < row.length; k++) {
      const judgments = won[start[q] + k] + lost[start[q] + k];
      // No function is made in here: there are millions of rows.
      const end = (row[k] + 1) * width;
      for (let e = end - width; e < end; e++) {
        const p = read[e];
        const u = along[e];
        const t = last < 0 ? 0 : columns[p][last];
        addTo(sums[p], ee[k] * u * u + 2 * et[k] * u * t + tt[k] * t * t, judgments);
        if (touchedBy[p] === q) continue;
        touchedBy[p] = q;
        touched[count++] = p;
      }
      addTo(whole, judgments, judgments);
    }
    largest = Math.max(largest, whole.now);
    closeQuestion(whole);
    for (let t = 0; t < count; t++) closeQuestion(sums[touched[t]]);
  }
  const count = clusters.length;
  const indices = sums.map((of) => unevenness(of, count));
  return {
    degrees: Float64Array.from(indices, ({ s2, s3 }) =>
      s2 * count === 1
        ? count - 1
        : Math.min(count - 1, Math.max(1, (1 - s2) ** 2 / (s2 - 2 * s3 + s2 ** 2))),
    ),
    correction: Float64Array.from(indices, ({ s2 }) => Math.sqrt((1 - 1 / count) / (1 - s2))),
    effective: 1 / unevenness(whole, count).s2,
    largest: whole.all > 0 ? largest / whole.all : 0,
  };
}

function addTo(of: Sums, value: number, judgments: number): void {
  // A weight below 1 is one judgment too.
  const times = Math.max(1, judgments);
  const each = value / times;
  of.now += value;
  of.nowSquares += value * each;
  of.ownCubes += value * each * each;
}

function closeQuestion(of: Sums): void {
  of.all += of.now;
  const square = of.now * of.now;
  of.squares += square;
  of.cubes += square * of.now;
  of.mixed += of.now * of.nowSquares;
  of.ownSquares += of.nowSquares;
  of.now = 0;
  of.nowSquares = 0;
}

/** The second and the third index of a parameter: see `questionDegrees`. */
function unevenness(
  { all, squares, cubes, mixed, ownSquares, ownCubes }: Sums,
  questions: number,
): { s2: number; s3: number } {
  const even = 1 / questions;
  const pairs = all ** 2 - ownSquares;
  const triples = all ** 3 - 3 * all * ownSquares + 2 * ownCubes;
  const found = pairs > 1e-9 * all ** 2 ? (squares - ownSquares) / pairs : even;
  const third = triples > 1e-9 * all ** 3 ? (cubes - 3 * mixed + 2 * ownCubes) / triples : 0;
  const chance = (Math.sqrt(2 * even * (1 - even)) * ownSquares) / all ** 2;
  const s2 = Math.min(0.99, Math.max(even, found - 2 * chance || even));
  const scaled = found > 0 ? third * (s2 / found) ** 1.5 : 0;
  return { s2, s3: Math.min(s2 ** 1.5, Math.max(s2 ** 2, scaled)) };
}
