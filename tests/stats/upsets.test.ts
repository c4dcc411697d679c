import { Matrix, pseudoInverse } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import type { Comparisons } from "../../jrank/stats/data/comparisons.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { upsetsOf } from "../../jrank/stats/uncertainty/upsets.ts";

const STRENGTHS = [3, 2.2, 1.1, 0.4, -0.3, -1.2, -2, -3.2];
const QUESTIONS = 30;

/** Random matches of models of known strengths; a share of the verdicts are slips: a coin. */
function board(seed: number, slips: number, n = 1200): Comparisons {
  const random = createRandom(seed, "upsets");
  const rows = Array.from({ length: n }, (_, k) => {
    const first = random.below(STRENGTHS.length);
    const second = (first + 1 + random.below(STRENGTHS.length - 1)) % STRENGTHS.length;
    const p = 1 / (1 + Math.exp(0.2 - STRENGTHS[first]! + STRENGTHS[second]!));
    const wins = random.next() < (random.next() < slips ? 0.5 : p);
    return { first, second, outcome: wins ? 1 : 2, cluster: k % QUESTIONS };
  });
  return {
    models: STRENGTHS.map((_, i) => `model-${i}`),
    clusters: Array.from({ length: QUESTIONS }, (_, q) => `q${q}`),
    first: Uint16Array.from(rows, (row) => row.first),
    second: Uint16Array.from(rows, (row) => row.second),
    outcome: Uint8Array.from(rows, (row) => row.outcome),
    cluster: Uint32Array.from(rows, (row) => row.cluster),
  };
}

function fitOf(comparisons: Comparisons, ties: "half" | "davidson" = "half") {
  const counts = collapse(comparisons);
  return fitModel(ties, { comparisons, counts, homeAdvantage: true, prior: FLAT });
}

/** The same test with a row for every match and dense matrices. */
function byMatrices(comparisons: Comparisons): number {
  const { first, second, outcome, cluster, models } = comparisons;
  const { strengths, homeAdvantage } = fitOf(comparisons);
  const n = first.length;
  const x = Matrix.zeros(n, models.length + 1);
  const odds = Array.from(first, (i, k) => {
    x.set(k, i, 1);
    x.set(k, second[k]!, -1);
    x.set(k, models.length, 1);
    return homeAdvantage + strengths[i]! - strengths[second[k]!]!;
  });
  const p = odds.map((d) => 1 / (1 + Math.exp(-d)));
  const g = Matrix.columnVector(odds.map((d) => -d * Math.abs(d)));
  const weights = Matrix.columnVector(p.map((s) => s * (1 - s)));
  const weighted = x.clone().mulColumnVector(weights);
  const slopes = pseudoInverse(x.transpose().mmul(weighted)).mmul(weighted.transpose().mmul(g));
  const left = Matrix.sub(g, x.mmul(slopes));
  const scores = new Array<number>(QUESTIONS).fill(0);
  for (let k = 0; k < n; k++) {
    scores[cluster![k]!]! += ((outcome[k] === 1 ? 1 : 0) - p[k]!) * left.get(k, 0);
  }
  const squares = scores.reduce((sum, u) => sum + u * u, 0);
  return scores.reduce((sum, u) => sum + u, 0) / Math.sqrt((squares * QUESTIONS) / (QUESTIONS - 1));
}

describe("upsets in lopsided matches", () => {
  it("are tested as by dense matrices with a row a match", () => {
    for (const slips of [0, 0.1]) {
      const comparisons = board(1, slips);
      const { t, lost, matches } = upsetsOf(fitOf(comparisons), comparisons)!;
      expect(t).toBeCloseTo(byMatrices(comparisons), 6);
      expect(matches).toBeGreaterThan(lost);
    }
  });

  it("are found where a tenth of the verdicts are slips, and seldom where none is", () => {
    const found = (slips: number) =>
      Array.from({ length: 30 }, (_, seed) => board(100 + seed, slips, 3000)).filter(
        (comparisons) => upsetsOf(fitOf(comparisons), comparisons)?.breaksModel,
      ).length;
    expect(found(0.1)).toBeGreaterThanOrEqual(22);
    expect(found(0)).toBeLessThanOrEqual(1);
  });

  it("are told with the ranking, in numbers that fit together", () => {
    const { findings } = rankModels(board(1, 0.15, 3000), { seed: 1, bootstrapN: 20 });
    const upsets = findings.find(({ kind }) => kind === "upsets");
    expect(upsets).toMatchObject({ kind: "upsets" });
    if (upsets?.kind !== "upsets") return;
    expect(upsets.lost).toBeGreaterThan(upsets.expected + 2);
    expect(upsets.t).toBeGreaterThan(2.7);
    expect(
      rankModels(board(1, 0), { seed: 1, bootstrapN: 20 }).findings.map(({ kind }) => kind),
    ).not.toContain("upsets");
  });

  it("are not spoken of where hardly any match is lopsided, and rows of a model with itself change nothing", () => {
    const comparisons = board(1, 0.1, 60);
    expect(upsetsOf(fitOf(comparisons), comparisons)).toBeNull();
    const whole = board(2, 0.1);
    const withSelf = {
      ...whole,
      first: Uint16Array.from([0, ...whole.first]),
      second: Uint16Array.from([0, ...whole.second]),
      outcome: Uint8Array.from([1, ...whole.outcome]),
      cluster: Uint32Array.from([0, ...whole.cluster!]),
    };
    // A soft verdict counts by its parts: certain ones as hard ones.
    const shares = new Float64Array(3 * whole.outcome.length);
    whole.outcome.forEach((won, k) => {
      shares[3 * k + won - 1] = 1;
    });
    const { t } = upsetsOf(fitOf(whole), whole)!;
    expect(upsetsOf(fitOf({ ...whole, shares }), { ...whole, shares })!.t).toBeCloseTo(t, 9);
    expect(upsetsOf(fitOf(withSelf), withSelf)!.t).toBeCloseTo(t, 9);
  });
});

it("a row of counts says what its judgments say one by one", () => {
  const { cluster, ...rows } = board(3, 0.2);
  const counts = collapse({ ...rows, clusters: [] });
  const { first, second, outcome, count: weight } = counts;
  const counted = { models: rows.models, clusters: [], first, second, outcome, weight };
  const plain = { ...rows, clusters: [] };
  // Rows that say their weight are read one by one, others are counted.
  const each = { ...plain, weight: new Float64Array(rows.first.length).fill(1) };
  const { t, ...numbers } = upsetsOf(fitOf(each), each)!;
  expect(Math.max(...weight)).toBeGreaterThan(5);
  for (const same of [counted, plain]) {
    const found = upsetsOf(fitOf(same), same)!;
    expect(found.t).toBeCloseTo(t, 9);
    expect(found.expected).toBeCloseTo(numbers.expected, 9);
    expect(found).toMatchObject({ matches: numbers.matches, lost: numbers.lost });
  }
});
