/**
 * Every combination of likelihood, home advantage, covariate and prior against brute force: the
 * log-likelihood row by row as the papers write it, its differences, and pseudo-inverses.
 */
import { inverse, Matrix, pseudoInverse, solve } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Anchor } from "../../jrank/stats/anchored/anchor.ts";
import { anchoredCovariance } from "../../jrank/stats/anchored/anchored_covariance.ts";
import { fitAnchored } from "../../jrank/stats/anchored/anchored_fit.ts";
import { type ClusteredPoints, clusteredPoints } from "../../jrank/stats/data/clusters.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import {
  fitPairPoints,
  fitWithCovariates,
  maximumOf,
} from "../../jrank/stats/fit/bradley_terry.ts";
import { evaluate, type Parameters, rowsOf } from "../../jrank/stats/fit/design.ts";
import { curvatureAt, informationAt } from "../../jrank/stats/fit/information.ts";
import { LIKELIHOODS, type TieModel } from "../../jrank/stats/fit/likelihoods.ts";
import { FLAT, type Prior, WEAK } from "../../jrank/stats/fit/prior.ts";
import { createRefit } from "../../jrank/stats/fit/refit.ts";
import { mirrored } from "../../jrank/stats/numeric/matrix.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { samplePosterior } from "../../jrank/stats/posterior/posterior.ts";
import { targetOf } from "../../jrank/stats/posterior/posterior_target.ts";
import { expectedScore } from "../../jrank/stats/rank/head_to_head.ts";
import { covarianceOf } from "../../jrank/stats/uncertainty/covariance.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { influentialQuestions } from "../../jrank/stats/uncertainty/influential_questions.ts";
import { jackknife, questionInfluence } from "../../jrank/stats/uncertainty/jackknife.ts";
import { evenMatches, expectedPrecision } from "../../jrank/stats/uncertainty/precision.ts";

const MODELS = ["a", "b", "c", "d", "e"];
const QUESTIONS = 12;

interface Row extends ComparisonInput {
  first: string;
  second: string;
  cluster: number;
  length: number;
}

/** Judgments with home advantage, ties, questions that differ, and answers whose length matters. */
function board(n: number, seed: number, models = MODELS): Row[] {
  const random = createRandom(seed, "board");
  const quality = models.map((_, i) => 0.9 - 0.4 * i);
  const onQuestion = models.map(() =>
    Array.from({ length: QUESTIONS }, () => 0.5 * random.normal()),
  );
  return Array.from({ length: n }, () => {
    const i = random.below(models.length);
    const j = (i + 1 + random.below(models.length - 1)) % models.length;
    const q = random.below(QUESTIONS);
    const length = random.below(3) - 1;
    const gap = quality[i] + onQuestion[i][q] - quality[j] - onQuestion[j][q];
    const u = random.next();
    const latent = -0.2 + gap + 0.5 * length + Math.log(u / (1 - u));
    const outcome = latent > 0.4 ? 1 : latent < -0.4 ? 2 : 3;
    return { first: models[i], second: models[j], outcome, cluster: q, length };
  });
}

/** ln P of an outcome, as the papers have it. */
const LOG: Record<TieModel, (outcome: number, eta: number, t: number) => number> = {
  half: (outcome, eta) => {
    const [win, loss] = [-Math.log(1 + Math.exp(-eta)), -Math.log(1 + Math.exp(eta))];
    return outcome === 1 ? win : outcome === 2 ? loss : (win + loss) / 2;
  },
  davidson: (outcome, eta, t) => {
    const all = Math.exp(eta / 2) + Math.exp(-eta / 2) + Math.exp(t);
    return [eta / 2, -eta / 2, t][outcome - 1] - Math.log(all);
  },
  "rao-kupper": (outcome, eta, t) => {
    const first = 1 / (1 + Math.exp(t - eta));
    const second = 1 / (1 + Math.exp(t + eta));
    return Math.log([first, second, 1 - first - second][outcome - 1]);
  },
};

interface Case {
  ties: TieModel;
  homeAdvantage: boolean;
  hasLength: boolean;
  prior: Prior;
}

/** The log-likelihood of a row at the parameters, in their order. */
function logOf(
  row: Row,
  x: ArrayLike<number>,
  { ties, homeAdvantage, hasLength }: Case,
  models: readonly string[] = comparisons.models,
) {
  const m = models.length;
  let eta = x[models.indexOf(row.first)] - x[models.indexOf(row.second)];
  if (homeAdvantage) eta += x[m];
  if (hasLength) eta += row.length * x[m + (homeAdvantage ? 1 : 0)];
  return LOG[ties](row.outcome, eta, x[x.length - 1]);
}

function slopes(f: (x: Float64Array) => number, x: Float64Array, h = 1e-4): number[] {
  const moved = (i: number, by: number) => f(x.map((v, k) => (k === i ? v + by : v)));
  return Array.from(x, (_, i) => (moved(i, h) - moved(i, -h)) / (2 * h));
}

/** Minus the matrix of second differences. */
function bend(f: (x: Float64Array) => number, x: Float64Array): Matrix {
  return new Matrix(
    Array.from(x, (_, i) => {
      const at = (by: number) =>
        slopes(
          f,
          x.map((v, k) => (k === i ? v + by : v)),
          1e-3,
        );
      const [up, down] = [at(1e-3), at(-1e-3)];
      return up.map((v, k) => -(v - down[k]) / 2e-3);
    }),
  );
}

/** The mean taken out of the strengths, from both sides. */
function centredOf(a: Matrix, m: number): Matrix {
  const p = Matrix.eye(a.rows);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) p.set(i, j, p.get(i, j) - 1 / m);
  return p.mmul(a).mmul(p);
}

const outer = (vectors: readonly number[][]): Matrix =>
  vectors.reduce<Matrix>(
    (sum, v) => Matrix.add(sum, Matrix.columnVector(v).mmul(Matrix.rowVector(v))),
    Matrix.zeros(vectors[0].length, vectors[0].length),
  );

function expectClose(found: ArrayLike<number>, wanted: Matrix, digits: number): void {
  const scale = Math.max(...wanted.diag());
  wanted.to1DArray().forEach((value, k) => {
    expect(found[k] / scale).toBeCloseTo(value / scale, digits);
  });
}

const cases: Case[] = (["half", "davidson", "rao-kupper"] as const).flatMap((ties) =>
  [true, false].flatMap((homeAdvantage) =>
    [true, false].flatMap((hasLength) =>
      [FLAT, { strength: 0.7, homeAdvantage: 1.3 }].map((prior) => ({
        ties,
        homeAdvantage,
        hasLength,
        prior,
      })),
    ),
  ),
);
const named = ({ ties, homeAdvantage, hasLength, prior }: Case) =>
  `${ties}, ${homeAdvantage ? "home" : "no home"}, ${hasLength ? "length" : "no covariate"}, ${prior === FLAT ? "flat" : "a prior"}`;

const rows = board(260, 3);
const comparisons = comparisonsFrom(rows);
const length = { name: "length", values: rows.map((row) => row.length) };

/** By question, from the rows alone. */
const byQuestion = (of: readonly Row[]): Row[][] =>
  Array.from({ length: QUESTIONS }, (_, q) => of.filter(({ cluster }) => cluster === q));

describe.each(cases.map((c) => [named(c), c] as const))("%s", (_name, c) => {
  const { homeAdvantage, prior, hasLength } = c;
  const input = { comparisons, counts: collapse(comparisons), homeAdvantage, prior };
  const fit = fitModel(c.ties, { ...input, ...(hasLength && { covariates: [length] }) });
  const { x } = fit.parameters;
  const m = MODELS.length;
  const kept = x.length - (c.ties === "half" ? 0 : 1);
  const logPrior = (at: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < m; i++) sum -= (prior.strength * at[i] ** 2) / 2;
    return homeAdvantage ? sum - (prior.homeAdvantage * at[m] ** 2) / 2 : sum;
  };
  const whole = (of: readonly Row[]) => (at: Float64Array) =>
    of.reduce((sum, row) => sum + logOf(row, at, c), 0);
  const posterior = (at: Float64Array) => whole(rows)(at) + logPrior(at);
  const information = bend(posterior, x);
  const inverted = centredOf(prior === FLAT ? pseudoInverse(information) : inverse(information), m);
  const lead = (a: Matrix) => a.subMatrix(0, kept - 1, 0, kept - 1);

  test("no direction leads up, the likelihood is that of the rows", () => {
    for (const slope of slopes(posterior, x)) expect(Math.abs(slope)).toBeLessThan(1e-5);
    expect(fit.logLikelihood).toBeCloseTo(whole(rows)(x), 9);
    expect(fit.homeAdvantage).toBe(homeAdvantage ? x[m] : 0);
    expect([...fit.effects]).toEqual(hasLength ? [x[m + Number(homeAdvantage)]] : []);
  });

  test("fisher, hc0 and cr1 are the inverse of second differences and sandwiches of slopes", () => {
    expectClose(fit.covariance("fisher").values, lead(inverted), 5);
    const scores = rows.map((row) => slopes((at) => logOf(row, at, c), x));
    const sandwich = (meat: Matrix) => lead(inverted.mmul(meat).mmul(inverted));
    expectClose(fit.covariance("hc0").values, sandwich(outer(scores)), 5);
    const { size, values } = fit.covariance("hc0");
    fit.judgmentVariances().forEach((variance, p) => {
      expect(variance).toBeCloseTo(values[p * (size + 1)], 12);
    });
    const clustered = byQuestion(rows).map((of) => slopes(whole(of), x));
    const factor = QUESTIONS / (QUESTIONS - 1);
    expectClose(fit.covariance("cr1").values, sandwich(outer(clustered).mul(factor)), 5);
  });

  test("cr3 is what is left without each question", () => {
    const moves = byQuestion(rows).map((of) => {
      const left = Matrix.sub(information, bend(whole(of), x));
      const score = Matrix.columnVector(slopes(whole(of), x));
      const d = prior === FLAT ? pseudoInverse(left).mmul(score) : solve(left, score);
      const mean =
        d
          .to1DArray()
          .slice(0, m)
          .reduce((sum, v) => sum + v, 0) / m;
      return d.to1DArray().map((v, i) => (i < m ? mean - v : -v));
    });
    const wanted = lead(outer(moves).mul((QUESTIONS - 1) / QUESTIONS));
    expectClose(fit.covariance("cr3").values, wanted, 4);
    // The most influential questions are those rows of it.
    const [most] = influentialQuestions(fit, { top: 1, base: Math.E, scale: 1 });
    const spread = (d: number[]) => Math.sqrt(d.slice(0, m).reduce((s, v) => s + v * v, 0) / m);
    const widest = moves.reduce((best, d, q) => (spread(d) > spread(moves[best]) ? q : best), 0);
    expect(most.question).toBe(String(widest));
    expect(most.spread).toBeCloseTo(spread(moves[widest]), 4);
  });
});

test("cr3 is close to fits without each question: Davidson with a covariate and no home advantage", () => {
  const options = { homeAdvantage: false, likelihood: LIKELIHOODS.davidson };
  const fit = fitWithCovariates(comparisons, [length], options);
  const { x } = fit.parameters;
  const clustered = clusteredPoints(comparisons, fit.parameters.games);
  const { size, values } = covarianceOf(fit, "cr3", clustered);
  const cluster = comparisons.cluster as Uint32Array;
  const squares = new Float64Array(size);
  for (let q = 0; q < QUESTIONS; q++) {
    const weight = Float64Array.from(cluster, (c) => (c === q ? 0 : 1));
    const left = fitWithCovariates({ ...comparisons, weight }, [length], options).parameters.x;
    left.forEach((v, i) => {
      squares[i] += ((v - x[i]) ** 2 * (QUESTIONS - 1)) / QUESTIONS;
    });
  }
  squares.forEach((square, i) => {
    expect(Math.sqrt(values[i * size + i] / square)).toBeGreaterThan(0.9);
    expect(Math.sqrt(values[i * size + i] / square)).toBeLessThan(1.1);
  });
});

/**
 * 3,000 judgments of 40 models with a covariate; a question's number follows from the judgment's, and
 * so does whether the judgment is one of another model, the last.
 */
function manyJudged(
  ties: TieModel,
  questionOf: (k: number) => number,
  isOfLast: (k: number) => boolean = () => false,
) {
  const random = createRandom(5, "many");
  const many = Array.from({ length: 40 }, (_, i) => `m${i}`);
  const judged = Array.from({ length: 3000 }, (_, k) => {
    const i = random.below(40);
    const second = many[(i + 1 + random.below(39)) % 40];
    return {
      first: isOfLast(k) ? "last" : many[i],
      second,
      outcome: (random.below(3) + 1) as 1 | 2 | 3,
      cluster: questionOf(k),
    };
  });
  judged.sort((a, b) => Number(a.first === "last") - Number(b.first === "last"));
  const of = comparisonsFrom(judged);
  const values = judged.map(() => random.below(3));
  const likelihood = LIKELIHOODS[ties];
  const { parameters } = fitWithCovariates(of, [{ name: "size", values }], { likelihood });
  const clustered = clusteredPoints(of, parameters.games) as ClusteredPoints;
  return { parameters, clustered };
}

/** Moves by a factorisation for every question: an inverse without numbers bounds nothing. */
function factoredMoves(parameters: Parameters, clustered: ClusteredPoints): Float64Array {
  const information = informationAt(parameters);
  const inverse = information.map(() => Number.NaN);
  return questionInfluence(parameters, clustered, { information, inverse });
}

/** The largest difference between moves, outer products and spreads and those of factorisations, as a share. */
function gapToFactored(parameters: Parameters, clustered: ClusteredPoints): number {
  const size = parameters.x.length;
  const m = parameters.games.models.length;
  const factored = factoredMoves(parameters, clustered);
  const largest = factored.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const { outer: sum, spread, move } = jackknife(parameters, clustered);
  const wanted = new Float64Array(size * size);
  let gap = 0;
  for (let q = 0; q < spread.length; q++) {
    const d = factored.subarray(q * size, (q + 1) * size);
    const found = move(q);
    let square = 0;
    for (let i = 0; i < size; i++) {
      gap = Math.max(gap, Math.abs(found[i] - d[i]) / largest);
      if (i < m) square += d[i] ** 2;
      for (let j = 0; j < size; j++) wanted[i * size + j] += d[i] * d[j];
    }
    gap = Math.max(gap, Math.abs(spread[q] - Math.sqrt(square / m)) / largest);
  }
  const most = wanted.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  return sum.reduce((max, v, k) => Math.max(max, Math.abs(v - wanted[k]) / most), gap);
}

describe.each(["half", "davidson", "rao-kupper"] as const)("left out in steps: %s", (ties) => {
  test.each([
    ["many light questions", (k: number) => k % 500],
    ["a few more than can be light", (k: number) => k % 30],
    ["half of the judgments on one question, the rest on many", (k: number) => (k % 2) * (k % 399)],
    ["sizes as Zipf's law has them", (k: number) => Math.floor(200 / (1 + (k % 197)))],
  ])("%s", (_, questionOf) => {
    const { parameters, clustered } = manyJudged(ties, questionOf);
    expect(gapToFactored(parameters, clustered)).toBeLessThan(1e-9);
  });

  test("a model that one question alone joins to the rest has no move without it", () => {
    const { parameters, clustered } = manyJudged(
      ties,
      (k) => k % 500,
      (k) => k % 500 === 7,
    );
    const q = clustered.clusters.indexOf("7");
    const found = jackknife(parameters, clustered);
    expect(found.move(q).findIndex(Number.isNaN)).toBe(40);
    expect(found.spread.findIndex(Number.isNaN)).toBe(q);
    expect(found.outer[40 * parameters.x.length + 40]).toBeNaN();
  });

  test("where strengths of a board are held", () => {
    const { parameters, clustered } = manyJudged(ties, (k) => k % 500);
    const prior = { ...parameters.prior, isFlat: false, held: [0, 1, 7] };
    const held = { ...parameters, prior, group: new Int32Array(0) };
    expect(gapToFactored(held, clustered)).toBeLessThan(1e-9);
    expect(jackknife(held, clustered).move(3)[7]).toBeCloseTo(0, 12);
  });

  test("the steps are taken: they leave other last digits than a factorisation", () => {
    const { parameters, clustered } = manyJudged(ties, (k) => k % 500);
    const found = questionInfluence(parameters, clustered);
    const factored = factoredMoves(parameters, clustered);
    expect(found.filter((v, k) => v !== factored[k]).length).toBeGreaterThan(found.length / 2);
  });

  test("a question that carries half of all is left to a factorisation", () => {
    const { parameters, clustered } = manyJudged(ties, (k) => (k % 2) * (k % 399));
    const heavy = clustered.clusters.indexOf("0");
    const size = parameters.x.length;
    const factored = factoredMoves(parameters, clustered).subarray(heavy * size);
    const found = jackknife(parameters, clustered).move(heavy);
    expect([...found]).toEqual([...factored.subarray(0, size)]);
  });
});

test("the trace of a row's information with a matrix is that of their product", () => {
  const random = createRandom(9, "matrix");
  for (const ties of ["half", "davidson"] as const) {
    const { parameters } = fitWithCovariates(comparisons, [length], {
      likelihood: LIKELIHOODS[ties],
    });
    const size = parameters.x.length;
    const values = Array.from({ length: size * size }, () => random.normal());
    const any = Matrix.from1DArray(size, size, values);
    const symmetric = Matrix.add(any, any.transpose());
    const rowsHere = rowsOf(parameters);
    const lower = new Float64Array(size * size);
    rowsHere.addOuter(3, 0.4, 0.1, 0.3, lower);
    const added = Matrix.from1DArray(size, size, mirrored(lower, size));
    expect(rowsHere.trace(3, 0.4, 0.1, 0.3, Float64Array.from(symmetric.to1DArray()))).toBeCloseTo(
      added.mmul(symmetric).trace(),
      10,
    );
  }
});

test.each(["half", "davidson", "rao-kupper"] as const)(
  "%s: slopes alone are those of the whole",
  (ties) => {
    const likelihood = LIKELIHOODS[ties];
    const all = new Float64Array(6);
    for (const [wins, losses, drawn, eta, t] of [
      [3, 2, 0, 0.4, 0.3],
      [1, 0, 5, -2.5, 0.8],
      [0, 7, 2, 6, 1.6],
    ]) {
      likelihood.evaluate(wins, losses, drawn, eta, t, all);
      const [u, v] = [Math.exp(eta - 0.7), Math.exp(-0.7)];
      const root = Math.sqrt(u * v);
      const byTies = new Float64Array(1);
      const by = likelihood.slope(wins, losses, drawn, u, v, root, Math.exp(t), byTies);
      expect(by).toBeCloseTo(all[1], 12);
      expect(byTies[0]).toBeCloseTo(all[2], 12);
    }
  },
);

test.each([
  ["half", 1],
  ["davidson", 1],
  ["half", 12],
] as const)(
  "%s, %d boards in one: a refit finds the maximum, wherever the prior has its mean",
  (ties, copies) => {
    // More than 48 parameters take another way.
    const wide = Array.from({ length: copies }, (_, c) =>
      board(200, 3).map((row) => ({
        ...row,
        first: `${row.first}${c}`,
        second: `${row.second}${c}`,
      })),
    ).flat();
    const of = comparisonsFrom(wide);
    const input = { comparisons: of, counts: collapse(of), homeAdvantage: true, prior: WEAK };
    const { parameters } = fitModel(ties, input);
    const { prior, games } = parameters;
    for (const shift of [0, 0.7]) {
      const mean = prior.mean.map((_, p) => (p < of.models.length ? shift * Math.sin(p + 1) : 0));
      const design = { ...parameters, prior: { ...prior, mean } };
      const found = createRefit(design)(games.won, games.lost, games.tied) as Float64Array;
      const wanted = maximumOf(design)?.x as Float64Array;
      found.forEach((v, p) => {
        expect(v).toBeCloseTo(wanted[p], 6);
      });
    }
  },
);

test.each(["half", "davidson", "rao-kupper"] as const)(
  "%s: a posterior has the density and the gradient of its likelihood and prior",
  (ties) => {
    // On the second, pairs met once, twice, three times.
    for (const [of, covariates] of [
      [comparisons, []],
      [comparisonsFrom(board(40, 9)), []],
      [comparisons, [length]],
    ] as const) {
      const input = { comparisons: of, counts: collapse(of), homeAdvantage: true, prior: WEAK };
      const { parameters } = fitModel(ties, { ...input, covariates });
      const { logDensity, gradient, both, mode } = targetOf(parameters);
      const x = mode.map((v, i) => v + 0.1 * Math.sin(i + 1));
      const wanted = new Float64Array(x.length);
      const value = evaluate(parameters, x, wanted, null);
      expect(logDensity(x)).toBeCloseTo(value, 9);
      for (const fill of [gradient, both]) {
        const found = new Float64Array(x.length).fill(1);
        if (fill === both) expect(both(x, found)).toBeCloseTo(value, 9);
        else gradient(x, found);
        found.forEach((v, i) => {
          expect(v).toBeCloseTo(wanted[i], 9);
        });
      }
    }
  },
);

test("resampled fits with a covariate spread as the sandwich says", () => {
  const many = board(1500, 12);
  const of = comparisonsFrom(many);
  for (const ties of ["half", "davidson", "rao-kupper"] as const) {
    const fit = fitModel(ties, {
      comparisons: of,
      counts: collapse(of),
      homeAdvantage: false,
      prior: FLAT,
      covariates: [{ name: "length", values: many.map((row) => row.length) }],
    });
    const { count, strengths, undetermined } = fit.bootstrap(600, "judgment", createRandom(3));
    expect(undetermined).toBe(0);
    const { size, values } = fit.covariance("hc0");
    MODELS.forEach((_, i) => {
      let square = 0;
      for (let d = 0; d < count; d++) square += (strengths[d * 5 + i] - fit.strengths[i]) ** 2;
      const ratio = Math.sqrt(square / count / values[i * size + i]);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.12);
    });
  }
});

test("a covariate that strengths explain, or that is the home advantage, is not determined", () => {
  const ofModel = rows.map(({ first, second }) => +(first === "a") - +(second === "a"));
  const one = rows.map(() => 2);
  for (const ties of ["half", "davidson", "rao-kupper"] as const) {
    for (const values of [ofModel, one]) {
      const fit = fitModel(ties, {
        comparisons,
        counts: collapse(comparisons),
        homeAdvantage: true,
        prior: FLAT,
        covariates: [{ name: "x", values }],
      });
      expect([...fit.effects, ...fit.strengths].every(Number.isNaN)).toBe(true);
      expect(fit.covariance("cr3").values.every(Number.isNaN)).toBe(true);
    }
  }
});

describe("a published board", () => {
  const models = [...MODELS, "new"];
  const judged = board(240, 8, models).filter(
    ({ first, second }) => first === "new" || second === "new",
  );
  const news = comparisonsFrom(judged);
  const strengths = Float64Array.of(0.9, 0.5, 0.1, -0.3, -1.2);
  const spread = new Float64Array(36);
  for (let i = 0; i < 6; i++) spread[i * 7] = 0.01;
  const anchorOf = (keep: Anchor["keep"]): Anchor => ({
    models: MODELS,
    strengths,
    homeAdvantage: -0.1,
    covariance: spread,
    keep,
  });
  const sizes = { name: "length", values: judged.map((row) => row.length) };

  describe.each(["fixed", "prior"] as const)("that is %s", (keep) => {
    test.each(cases.filter(({ prior }) => prior === FLAT).map((c) => [named(c), c] as const))(
      "with %s: no free direction leads up, and the curvature is that of differences",
      (_name, c) => {
        const { homeAdvantage, hasLength } = c;
        const fit = fitAnchored(news, anchorOf(keep), {
          homeAdvantage,
          likelihood: LIKELIHOODS[c.ties],
          ...(hasLength && { covariates: [sizes] }),
        });
        const { x } = fit.parameters;
        const held = keep === "fixed" ? 5 : 0;
        const precision = 1 / 0.01;
        // The mean of the board hardly moves: a ridge of a millionth of its variance.
        const mean = 1 / (1e-6 * 0.01 + 0.01 / 5);
        const log = (at: Float64Array) => {
          let sum = judged.reduce((s, row) => s + logOf(row, at, c, models), 0);
          if (homeAdvantage) sum -= (precision * (at[6] + 0.1) ** 2) / 2;
          if (keep === "fixed") return sum;
          const away = strengths.map((b, i) => at[i] - b);
          const shift = away.reduce((s, v) => s + v, 0) / 5;
          for (const v of away) sum -= (precision * (v - shift) ** 2) / 2;
          return sum - (mean * shift ** 2) / 2;
        };
        slopes(log, x).forEach((slope, p) => {
          if (p >= held) expect(Math.abs(slope)).toBeLessThan(1e-4);
        });
        if (held > 0) expect([...x.subarray(0, 5)]).toEqual([...strengths]);
        const free = bend(log, x).subMatrix(held, x.length - 1, held, x.length - 1);
        const found = curvatureAt(fit.parameters)?.inverse as Float64Array;
        inverse(free)
          .to2DArray()
          .forEach((line, a) => {
            line.forEach((value, b) => {
              expect(found[(held + a) * x.length + held + b]).toBeCloseTo(value, 6);
            });
          });
        // The new model's error is that of the questions and of the board: more than either alone.
        const { values, size } = anchoredCovariance(fit);
        expect(values[5 * size + 5]).toBeGreaterThan(0.01 / 5);
        expect(values.every(Number.isFinite)).toBe(true);
      },
    );
  });

  test("with the information of the old judgments as its prior is the fit to all judgments", () => {
    const old = comparisonsFrom(board(2400, 21));
    const more = comparisonsFrom(board(700, 22, models));
    for (const ties of ["davidson", "rao-kupper"] as const) {
      const likelihood = LIKELIHOODS[ties];
      const options = { homeAdvantage: false, likelihood };
      const before = fitModel(ties, {
        comparisons: old,
        counts: collapse(old),
        homeAdvantage: false,
        prior: FLAT,
      });
      const covariance = new Float64Array(36);
      before.covariance("fisher").values.forEach((v, k) => {
        covariance[Math.floor(k / 5) * 6 + (k % 5)] = v;
      });
      const anchor: Anchor = {
        models: old.models,
        strengths: before.strengths,
        homeAdvantage: 0,
        covariance,
        keep: "prior",
      };
      const added = fitAnchored(more, anchor, options);
      const { used } = added;
      const joint = [old, used].flatMap(({ first, second, outcome, models: ids }) =>
        Array.from(first, (i, k) => ({
          first: ids[i],
          second: ids[second[k]],
          outcome: outcome[k] as 1 | 2 | 3,
        })),
      );
      const all = fitModel(ties, {
        comparisons: comparisonsFrom(joint),
        counts: collapse(comparisonsFrom(joint)),
        homeAdvantage: false,
        prior: FLAT,
      });
      const at = (id: string) => all.strengths[all.models.indexOf(id)];
      const mean = old.models.reduce((sum, id) => sum + at(id) / 5, 0);
      added.models.forEach((id, i) => {
        // The old likelihood is not quite quadratic, and the tie parameter is fitted anew.
        expect(Math.abs(added.strengths[i] - (at(id) - mean))).toBeLessThan(0.05);
      });
    }
  });

  test("a new model that one question alone joins to the board has no error; the others do", () => {
    const lone: ComparisonInput[] = ([1, 2, 3] as const).map((outcome, k) => ({
      first: "lone",
      second: MODELS[k],
      outcome,
      cluster: 0,
    }));
    for (const keep of ["fixed", "prior"] as const) {
      const fit = fitAnchored(comparisonsFrom([...judged, ...lone]), anchorOf(keep), {
        likelihood: LIKELIHOODS.davidson,
      });
      const { values, size } = anchoredCovariance(fit);
      const errors = [...fit.models.keys()].map((i) => values[i * (size + 1)]);
      expect(errors.map(Number.isFinite)).toEqual(fit.models.map((model) => model !== "lone"));
      expect(Number.isFinite(fit.strengths[6])).toBe(true);
    }
  });

  test("a tie model needs a win that contradicts the ties, on a board too", () => {
    const oneSided: ComparisonInput[] = [1, 1, 3, 3].map((outcome, k) => ({
      first: "new",
      second: MODELS[k % 2],
      outcome: outcome as 1 | 3,
      cluster: k,
    }));
    const likelihood = LIKELIHOODS.davidson;
    const placed = (newPrior: number) =>
      fitAnchored(comparisonsFrom(oneSided), anchorOf("fixed"), { newPrior, likelihood });
    expect(() => placed(0)).toThrow(/do not determine a tie model/);
    expect(Number.isFinite(placed(1).strengths[5])).toBe(true);
  });
});

test("expected precision is the curvature of judgments that end as expected", () => {
  const strengths = Float64Array.of(0.9, 0.2, -0.2, -0.9);
  for (const [ties, t] of [
    ["half", 0],
    ["davidson", -0.6],
    ["rao-kupper", 0.4],
  ] as const) {
    const likelihood = LIKELIHOODS[ties];
    const pairs = [0, 1, 2, 3].flatMap((i) =>
      [0, 1, 2, 3].filter((j) => j !== i).map((j) => [i, j]),
    );
    const share = (k: number, outcome: number) =>
      Math.exp(LOG[ties](outcome, strengths[pairs[k][0]] - strengths[pairs[k][1]], t)) * 100;
    const tied = Float64Array.from(pairs, (_, k) => (ties === "half" ? 0 : share(k, 3)));
    const fit = fitPairPoints(
      {
        models: ["a", "b", "c", "d"],
        tied,
        first: Uint16Array.from(pairs, ([i]) => i),
        second: Uint16Array.from(pairs, ([, j]) => j),
        won: Float64Array.from(pairs, (_, k) => share(k, 1) + tied[k] / 2),
        lost: Float64Array.from(pairs, (_, k) => share(k, 2) + tied[k] / 2),
      },
      { homeAdvantage: false, likelihood },
    );
    const { size, values } = covarianceOf(fit as { parameters: Parameters }, "fisher");
    const { halfWidths } = expectedPrecision(
      strengths,
      evenMatches(4, 1200),
      { questions: 50, tieRate: 0, questionEffect: 0, share: 1 },
      { likelihood, t },
    );
    const quantile = studentTQuantile(0.975, 49);
    halfWidths.forEach((half, i) => {
      expect(half).toBeCloseTo(quantile * Math.sqrt(values[i * size + i]), 8);
    });
  }
});

test.each(["half", "davidson", "rao-kupper"] as const)(
  "%s: draws with a covariate have the quantiles of the posterior on a grid",
  (ties) => {
    const pair = board(60, 31, ["a", "b"]);
    const of = comparisonsFrom(pair);
    const prior = { strength: 1.5, homeAdvantage: 1 };
    const fit = fitModel(ties, {
      comparisons: of,
      counts: collapse(of),
      homeAdvantage: false,
      prior,
      covariates: [{ name: "length", values: pair.map((row) => row.length) }],
    });
    const { draws } = samplePosterior(fit, { samples: 3000, random: createRandom(4) });
    // Independent: the gap of the strengths, the effect and the tie parameter on a grid.
    const size = fit.parameters.x.length;
    const c = { ties, homeAdvantage: false, hasLength: true, prior };
    const points = 41;
    const axis = (centre: number, width: number) =>
      Array.from({ length: points }, (_, k) => centre + width * ((2 * k) / (points - 1) - 1));
    const gaps = axis(fit.strengths[0] - fit.strengths[1], 3);
    const effects = axis(fit.effects[0], 2.5);
    const t = fit.parameters.x[size - 1];
    const tied = size === 3 ? [0] : axis(t, ties === "davidson" ? 1.6 : 0.9 * t);
    const log = (gap: number, effect: number, tie: number): number => {
      const x = [gap / 2, -gap / 2, effect, tie];
      // The strengths' sum is independent of the gap, whose prior has half the precision of each.
      return pair.reduce((sum, row) => sum + logOf(row, x, c, of.models), 0) - (1.5 / 4) * gap ** 2;
    };
    const top = log(fit.strengths[0] - fit.strengths[1], fit.effects[0], t);
    const ofGap = gaps.map(() => 0);
    const ofEffect = effects.map(() => 0);
    gaps.forEach((gap, i) => {
      effects.forEach((effect, j) => {
        for (const tie of tied) {
          const p = Math.exp(log(gap, effect, tie) - top);
          ofGap[i] += p;
          ofEffect[j] += p;
        }
      });
    });
    const moments = (at: ArrayLike<number>, weight: ArrayLike<number>) => {
      const mean = (f: (v: number) => number) => {
        let [sum, all] = [0, 0];
        for (let k = 0; k < at.length; k++) {
          sum += weight[k] * f(at[k]);
          all += weight[k];
        }
        return sum / all;
      };
      const middle = mean((v) => v);
      return [middle, Math.sqrt(mean((v) => (v - middle) ** 2))];
    };
    const ones = new Float64Array(draws.count).fill(1);
    const drawnGap = ones.map((_, d) => draws.strengths[2 * d] - draws.strengths[2 * d + 1]);
    for (const [drawn, values, weight] of [
      [drawnGap, gaps, ofGap],
      [draws.effects as Float64Array, effects, ofEffect],
    ] as const) {
      const [mean, sd] = moments(values, weight);
      const [drawnMean, drawnSd] = moments(drawn, ones);
      expect(Math.abs(drawnMean - mean)).toBeLessThan(0.06 * sd);
      expect(Math.abs(drawnSd / sd - 1)).toBeLessThan(0.05);
    }
  },
);

test.each(cases.filter(({ prior }) => prior === FLAT).map((c) => [named(c), c] as const))(
  "a game of two models under %s is predicted by the likelihood, with the error of its log odds",
  (_name, c) => {
    const { homeAdvantage, hasLength, ties } = c;
    const fit = fitModel(ties, {
      comparisons,
      counts: collapse(comparisons),
      homeAdvantage,
      prior: FLAT,
      ...(hasLength && { covariates: [length] }),
    });
    const covariance = fit.covariance("cr3");
    const game = { place: "second", degrees: 11, covariates: hasLength ? [0.7] : [] } as const;
    const found = expectedScore(fit, covariance, 1, 3, game);
    const { x } = fit.parameters;
    // A row whose log odds are those of the game, of the model that the prediction is about.
    const row = Float64Array.from({ length: covariance.size }, (_, p) => {
      if (p === 1 || p === 3) return p === 1 ? 1 : -1;
      if (p < 5) return 0;
      return homeAdvantage && p === 5 ? -1 : 0.7;
    });
    const eta = row.reduce((sum, v, p) => sum + v * x[p], 0);
    const t = x[x.length - 1];
    const [win, loss, tie] = [1, 2, 3].map((outcome) => Math.exp(LOG[ties](outcome, eta, t)));
    if (ties === "half") {
      expect(found?.score).toBeCloseTo(win, 12);
      expect(found?.probabilities).toBeNull();
    } else {
      expect(found?.score).toBeCloseTo(win + tie / 2, 12);
      [win, loss, tie].forEach((p, k) => {
        expect(found?.probabilities?.[k]).toBeCloseTo(p, 12);
      });
    }
    const values = Matrix.from1DArray(covariance.size, covariance.size, [...covariance.values]);
    const vector = Matrix.columnVector([...row]);
    const error = Math.sqrt(vector.transpose().mmul(values).mmul(vector).get(0, 0));
    const upper = eta + studentTQuantile(0.975, 11) * error;
    expect(found?.upper).toBeCloseTo(fit.score(upper), 12);
  },
);
