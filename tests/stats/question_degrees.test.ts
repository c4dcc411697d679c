import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { clusteredPoints } from "../../jrank/stats/data/clusters.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { fitWithCovariates } from "../../jrank/stats/fit/bradley_terry.ts";
import { curvatureAt } from "../../jrank/stats/fit/information.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { drawAround } from "../../jrank/stats/rank/rank_draws.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { questionDegrees } from "../../jrank/stats/uncertainty/question_degrees.ts";

/** Two models; question q has sizes[q] judgments in both orders, half of them won by each. */
function twoModels(sizes: number[]): ComparisonInput[] {
  return sizes.flatMap((size, cluster) =>
    Array.from({ length: size }, (_, k): ComparisonInput => {
      const pair = k % 2 === 0 ? { first: "a", second: "b" } : { first: "b", second: "a" };
      return { ...pair, outcome: (k + (k >> 1)) % 2 === 0 ? 1 : 2, cluster };
    }),
  );
}

function spreadOf(rows: ComparisonInput[], ties: "half" | "davidson" | "rao-kupper" = "half") {
  const comparisons = comparisonsFrom(rows);
  const counts = collapse(comparisons);
  const fit = fitModel(ties, { comparisons, counts, homeAdvantage: false, prior: FLAT });
  const spread = fit.questions();
  if (spread === null) throw new Error("no questions");
  return spread;
}

/** Sums of the k-th powers of shares; the sizes are so large that chance and Simpson's correction vanish. */
function byHand(sizes: number[]) {
  const all = sizes.reduce((sum, n) => sum + n, 0);
  const power = (k: number) => sizes.reduce((sum, n) => sum + (n / all) ** k, 0);
  return {
    degrees: (1 - power(2)) ** 2 / (power(2) - 2 * power(3) + power(2) ** 2),
    correction: Math.sqrt((1 - 1 / sizes.length) / (1 - power(2))),
    effective: 1 / power(2),
  };
}

describe("degrees of freedom by question (Satterthwaite, Bell and McCaffrey)", () => {
  test("unequal questions: by the sums of their shares' squares and cubes", () => {
    for (const sizes of [
      [40000, 20000, 12000, 8000, 4000],
      [40000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000],
    ]) {
      const found = spreadOf(twoModels(sizes));
      const wanted = byHand(sizes);
      for (const i of [0, 1]) {
        expect(found.degrees[i] / wanted.degrees).toBeCloseTo(1, 2);
        expect(found.correction[i] / wanted.correction).toBeCloseTo(1, 2);
      }
      expect(found.effective / wanted.effective).toBeCloseTo(1, 2);
      expect(found.largest).toBeCloseTo(Math.max(...sizes) / sizes.reduce((a, b) => a + b), 12);
    }
  });

  test("equal questions are Q - 1 exactly, also where chance spreads few judgments over them", () => {
    expect(Array.from(spreadOf(twoModels([8, 8, 8, 8, 8])).degrees)).toEqual([4, 4]);
    const random = createRandom(5);
    const rows = Array.from({ length: 400 }, (): ComparisonInput => {
      const i = random.below(5);
      const j = (i + 1 + random.below(4)) % 5;
      return {
        first: `m${i}`,
        second: `m${j}`,
        outcome: random.below(2) === 0 ? 1 : 2,
        cluster: random.below(40),
      };
    });
    const { degrees, correction, effective } = spreadOf(rows);
    expect(Array.from(degrees)).toEqual([39, 39, 39, 39, 39]);
    expect(Array.from(correction)).toEqual([1, 1, 1, 1, 1]);
    expect(effective).toBeCloseTo(40, 9);
  });

  test("each model's own questions count: one that met few has fewer degrees", () => {
    const all = Array.from({ length: 20 }, () => 40);
    const few = [0, 1, 2].flatMap((cluster) =>
      Array.from({ length: 200 }, (_, k): ComparisonInput => {
        const pair = k % 2 === 0 ? { first: "c", second: "a" } : { first: "b", second: "c" };
        return { ...pair, outcome: (k + (k >> 1)) % 2 === 0 ? 1 : 2, cluster };
      }),
    );
    const comparisons = comparisonsFrom([...twoModels(all), ...few]);
    const counts = collapse(comparisons);
    const fit = fitModel("half", { comparisons, counts, homeAdvantage: true, prior: FLAT });
    const c = comparisons.models.indexOf("c");
    expect(fit.degrees(c)).toBeGreaterThan(1.8);
    expect(fit.degrees(c)).toBeLessThan(2.3);
    expect(fit.degrees(0)).toBeGreaterThan(4);
    expect(fit.degrees(0, c)).toBe(fit.degrees(c));
  });

  test("tie models have the same where nothing else differs", () => {
    const sizes = [4000, 2000, 400, 400, 400];
    const rows = twoModels(sizes).map((row, k) =>
      k % 10 === 0 ? { ...row, outcome: 3 as const } : row,
    );
    for (const ties of ["half", "davidson", "rao-kupper"] as const) {
      expect(spreadOf(rows, ties).degrees[0] / byHand(sizes).degrees).toBeCloseTo(1, 1);
    }
  });

  test("weights count as repeated judgments, and without questions there are no degrees", () => {
    const sizes = [400, 200, 40, 40, 40];
    const rows = twoModels(sizes);
    const once = twoModels(sizes.map((n) => n / 10)).map((row) => ({ ...row, weight: 10 }));
    expect(spreadOf(once).degrees[0]).toBeCloseTo(spreadOf(rows).degrees[0], 6);
    const comparisons = comparisonsFrom(rows.map(({ cluster: _, ...row }) => row));
    const counts = collapse(comparisons);
    const fit = fitModel("half", { comparisons, counts, homeAdvantage: true, prior: FLAT });
    expect(fit.questions()).toBeNull();
    expect(fit.degrees(0)).toBe(Number.POSITIVE_INFINITY);
  });
});

test("rankings use them: intervals of CR3, CR1 and the bootstrap, and a word of warning", () => {
  const random = createRandom(8);
  const rows = Array.from({ length: 900 }, (): ComparisonInput => {
    const i = random.below(4);
    const j = (i + 1 + random.below(3)) % 4;
    const cluster = random.below(2) === 0 ? 0 : random.below(30);
    const isFirst = random.next() < 1 / (1 + Math.exp((i - j) / 3 + Math.sin(7 * cluster + i)));
    return { first: `m${i}`, second: `m${j}`, outcome: isFirst ? 1 : 2, cluster };
  });
  const comparisons = comparisonsFrom(rows);
  for (const ci of ["cr3", "cr1", "bootstrap"] as const) {
    const { ranking, fit, findings } = rankModels(comparisons, { seed: 1, ci });
    const spread = fit?.questions();
    for (const { model_id, rating, ci_lower, ci_upper, standard_error } of ranking) {
      const i = comparisons.models.indexOf(model_id);
      const degrees = fit?.degrees(i) ?? 0;
      expect(degrees).toBeLessThan(12);
      const half = studentTQuantile(0.975, degrees) * (standard_error ?? 0);
      expect((ci_upper ?? 0) - (rating ?? 0)).toBeCloseTo(half, 6);
      expect((rating ?? 0) - (ci_lower ?? 0)).toBeCloseTo(half, 6);
    }
    const found = findings.find(({ kind }) => kind === "unequal-questions");
    expect(found).toEqual({
      kind: "unequal-questions",
      questions: 30,
      effective: spread?.effective,
      largest: spread?.largest,
    });
    expect(spread?.effective).toBeLessThan(6);
  }
  const errors = (ci: "cr1" | "bootstrap") => rankModels(comparisons, { seed: 1, ci }).ranking[0];
  const fit = fitModel("half", {
    comparisons,
    counts: collapse(comparisons),
    homeAdvantage: true,
    prior: FLAT,
  });
  const cr1 = fit.covariance("cr1");
  const { model_id, standard_error } = errors("cr1");
  const i = comparisons.models.indexOf(model_id);
  const plain = Math.sqrt(cr1.values[i * (cr1.size + 1)]) * (400 / Math.LN10);
  const correction = fit.questions()?.correction[i] ?? 0;
  expect(correction).toBeGreaterThan(1.05);
  expect(standard_error).toBeCloseTo(plain * correction, 6);
});

test("draws are Student's t of each model's own degrees, and the same for all where those are equal", () => {
  const covariance = { size: 2, values: Float64Array.of(1, 0, 0, 1) };
  const count = 40000;
  const values = drawAround(Float64Array.of(0, 0), covariance, {
    rows: [0, 1],
    count,
    degrees: Float64Array.of(3, 30),
    random: createRandom(2),
  });
  for (const [column, degrees] of [
    [0, 3],
    [1, 30],
  ]) {
    const own = values.filter((_, k) => k % 2 === column);
    const beyond = own.filter((v) => Math.abs(v) > studentTQuantile(0.975, degrees)).length;
    // Binomial: a standard error of 0.0011.
    expect(Math.abs(beyond / count - 0.05)).toBeLessThan(0.004);
  }
});

test("degrees of an effect that few questions tell of are those of these questions", () => {
  const random = createRandom(9);
  const rows = Array.from({ length: 900 }, (_, k): ComparisonInput => {
    const [first, second] = k % 2 === 0 ? ["a", "b"] : ["b", "a"];
    return { first, second, outcome: random.next() < 0.5 ? 1 : 2, cluster: k % 30 };
  });
  const comparisons = comparisonsFrom(rows);
  // The first differs in every question, the second in five of the thirty only.
  const values = [30, 5].map((questions) =>
    Float64Array.from(rows, ({ cluster }) =>
      Number(cluster) < questions ? random.next() - 0.5 : 0,
    ),
  );
  const [all, few] = [values, values.toReversed()].map((columns) => {
    const covariates = columns.map((column, k) => ({ name: `x${k}`, values: column }));
    const { parameters } = fitWithCovariates(comparisons, covariates, { homeAdvantage: true });
    const clustered = clusteredPoints(comparisons, parameters.games);
    const curvature = curvatureAt(parameters);
    if (clustered === null || curvature === null) throw new Error("not determined");
    return Array.from(questionDegrees(parameters, clustered, curvature).degrees).slice(2);
  });
  const [home, wide, narrow] = all;
  expect(home).toBeGreaterThan(20);
  expect(wide).toBeGreaterThan(15);
  expect(narrow).toBeGreaterThan(2);
  expect(narrow).toBeLessThan(5);
  // In the other order they are the same.
  for (const [k, degrees] of [home, narrow, wide].entries()) {
    expect(few[k]).toBeCloseTo(degrees, 6);
  }
});
