import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { SoftVerdict, TieModel } from "../../jrank/core/types.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import {
  type ComparisonInput,
  comparisonsFrom,
  pickedRows,
} from "../../jrank/stats/data/comparisons.ts";
import { likeliest, softVerdict } from "../../jrank/stats/data/soft_verdict.ts";
import { fitBradleyTerry, fitWithCovariates } from "../../jrank/stats/fit/bradley_terry.ts";
import { LIKELIHOODS } from "../../jrank/stats/fit/likelihoods.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { resampleBy } from "../../jrank/stats/uncertainty/resample.ts";

const sumOf = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);
const MODELS = ["a", "b", "c", "d"];

/** Soft verdicts on a small board; every fifth row is hard. */
function board(rows = 160): ComparisonInput[] {
  const random = createRandom(5, "soft");
  return Array.from({ length: rows }, (_, k) => {
    const i = random.below(4);
    const j = (i + 1 + random.below(3)) % 4;
    const eta = 0.4 * (j - i) + random.normal();
    const [u, v] = [Math.exp(eta / 2), Math.exp(-eta / 2)];
    const soft = softVerdict(
      [u, v, 0.5].map((w) => w / (u + v + 0.5)),
      "here",
    );
    const row = { first: MODELS[i], second: MODELS[j], cluster: k % 12, outcome: likeliest(soft) };
    return k % 5 === 0 ? row : { ...row, soft };
  });
}

const rows = board();
const comparisons = comparisonsFrom(rows);
const partsOf = ({ soft, outcome }: ComparisonInput): SoftVerdict =>
  soft ?? [Number(outcome === 1), Number(outcome === 2), Number(outcome === 3)];

/** P(first), P(second), P(tie) as the books have them; t as the fits parametrise it. */
const PROBABILITIES: Record<TieModel, (eta: number, t: number) => number[]> = {
  half: (eta) => [1 / (1 + Math.exp(-eta)), 1 / (1 + Math.exp(eta)), 0],
  davidson(eta, t) {
    const w = [Math.exp(eta / 2), Math.exp(-eta / 2), Math.exp(t)];
    return w.map((one) => one / (w[0] + w[1] + w[2]));
  },
  "rao-kupper"(eta, t) {
    const [p, q] = [1 / (1 + Math.exp(t - eta)), 1 / (1 + Math.exp(t + eta))];
    return [p, q, 1 - p - q];
  },
};

const ORDER = [...new Set(rows.flatMap(({ first, second }) => [first, second]))];

/** The log-likelihood of one row at log odds and a tie parameter: every outcome's, by its probability. */
function logOf(ties: TieModel, row: ComparisonInput, eta: number, t: number): number {
  const parts = partsOf(row);
  const p = PROBABILITIES[ties](eta, t);
  if (ties === "half") {
    return (parts[0] + parts[2] / 2) * Math.log(p[0]) + (parts[1] + parts[2] / 2) * Math.log(p[1]);
  }
  return parts.reduce((sum, part, o) => sum + (part === 0 ? 0 : part * Math.log(p[o])), 0);
}

/** How a row's log odds depend on strengths, home advantage and a covariate. */
function designOf({ first, second }: ComparisonInput, z?: number): number[] {
  const signs = ORDER.map((model) => Number(model === first) - Number(model === second));
  return [...signs, 1, ...(z === undefined ? [] : [z])];
}

/** Value, score and minus the second derivatives of one row, numerically from the value alone. */
function rowAt(ties: TieModel, row: ComparisonInput, x: ArrayLike<number>, z?: number) {
  const d = designOf(row, z);
  const eta = d.reduce((sum, v, p) => sum + v * x[p], 0);
  const t = x[x.length - 1];
  const h = 1e-4;
  const f = (a: number, b: number) => logOf(ties, row, eta + a * h, t + b * h);
  const slopes = [(f(1, 0) - f(-1, 0)) / (2 * h), (f(0, 1) - f(0, -1)) / (2 * h)];
  const curves = [
    -(f(1, 0) - 2 * f(0, 0) + f(-1, 0)) / h ** 2,
    -(f(1, 1) - f(1, -1) - f(-1, 1) + f(-1, -1)) / (4 * h ** 2),
    -(f(0, 1) - 2 * f(0, 0) + f(0, -1)) / h ** 2,
  ];
  const hasTie = ties !== "half";
  const directions = [...d.map((v) => [v, 0]), ...(hasTie ? [[0, 1]] : [])];
  return {
    value: f(0, 0),
    score: directions.map(([a, b]) => a * slopes[0] + b * slopes[1]),
    curve: directions.map(([a, b]) =>
      directions.map(
        ([c, e]) => a * c * curves[0] + (a * e + b * c) * curves[1] + b * e * curves[2],
      ),
    ),
  };
}

/** Solves A X = B (columns of B) by elimination. */
function solved(a: number[][], b: number[][]): number[][] {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...b[i]]);
  for (let k = 0; k < n; k++) {
    const pivot = m.findIndex((row, i) => i >= k && Math.abs(row[k]) > 1e-9);
    [m[k], m[pivot]] = [m[pivot], m[k]];
    m[k] = m[k].map((v) => v / m[k][k]);
    for (let i = 0; i < n; i++) {
      const factor = m[i][k];
      if (i !== k) m[i] = m[i].map((v, c) => v - factor * m[k][c]);
    }
  }
  return m.map((row) => row.slice(n));
}

describe("soft verdicts in the likelihood", () => {
  it.each(["half", "davidson", "rao-kupper"] as const)("%s takes them by parts", (ties) => {
    const fit = fitBradleyTerry(collapse(comparisons), { likelihood: LIKELIHOODS[ties] });
    const { x } = fit.parameters;
    const each = rows.map((row) => rowAt(ties, row, x));
    expect(fit.logLikelihood).toBeCloseTo(sumOf(each.map(({ value }) => value)), 8);
    each[0].score.forEach((_, p) => {
      expect(Math.abs(sumOf(each.map(({ score }) => score[p])))).toBeLessThan(1e-5);
    });
  });

  it("covariates see them, too", () => {
    const values = rows.map((_, k) => Math.sin(k));
    const covariates = [{ name: "z", values }];
    const likelihood = LIKELIHOODS.davidson;
    const fit = fitWithCovariates(comparisons, covariates, { likelihood });
    const each = rows.map((row, k) => rowAt("davidson", row, fit.parameters.x, values[k]));
    expect(fit.logLikelihood).toBeCloseTo(sumOf(each.map(({ value }) => value)), 8);
    each[0].score.forEach((_, p) => {
      expect(Math.abs(sumOf(each.map(({ score }) => score[p])))).toBeLessThan(1e-5);
    });
  });

  it.each([
    ["half", "hc0"],
    ["half", "cr1"],
    ["davidson", "hc0"],
    ["davidson", "cr1"],
    ["rao-kupper", "hc0"],
  ] as const)("the sandwich of %s, %s, is of one score a judgment", (ties, method) => {
    const counts = collapse(comparisons);
    const fit = fitModel(ties, { comparisons, counts, homeAdvantage: true, prior: FLAT });
    const { x } = fit.parameters;
    const each = rows.map((row) => rowAt(ties, row, x));
    const units = new Map<number | string | undefined, number[]>();
    each.forEach(({ score }, k) => {
      const unit = method === "hc0" ? k : rows[k].cluster;
      units.set(
        unit,
        score.map((s, p) => s + (units.get(unit)?.[p] ?? 0)),
      );
    });
    const factor = method === "hc0" ? 1 : units.size / (units.size - 1);
    const information = each[0].curve.map((row, p) =>
      row.map((_, q) => sumOf(each.map(({ curve }) => curve[p][q]))),
    );
    // A constant added to all strengths changes nothing: their sum is held.
    const held = information.map((row, p) => row.map((v, q) => v + (p < 4 && q < 4 ? 1 : 0)));
    const meat = held.map((_, p) =>
      held.map((__, q) => factor * sumOf([...units.values()].map((s) => s[p] * s[q]))),
    );
    const half = solved(held, meat);
    const transposed = half[0].map((_, q) => half.map((row) => row[q]));
    const expected = solved(held, transposed);
    const { size: told, values } = fit.covariance(method);
    for (let p = 0; p < 4 && method === "hc0"; p++) {
      expect(fit.judgmentVariances()[p]).toBeCloseTo(values[p * (told + 1)], 12);
    }
    for (let p = 0; p < 4; p++) {
      for (let q = 0; q < 4; q++) expect(values[p * told + q]).toBeCloseTo(expected[p][q], 5);
    }
  });

  it("a judgment is drawn as a whole", () => {
    const same = comparisonsFrom(
      Array.from({ length: 30 }, () => ({
        first: "a",
        second: "b",
        outcome: 1 as const,
        soft: [0.6, 0.3, 0.1] as const,
      })),
    );
    const counts = collapse(same);
    const fit = fitBradleyTerry(counts);
    const games = fit.parameters.games;
    const random = createRandom(1, "draws");
    const data = { comparisons: same, counts, games, clustered: null };
    const [won, lost, tied] = [1, 2, 3].map(() => new Float64Array(1));
    resampleBy("judgment", data, random)(won, lost, tied);
    expect([won[0], lost[0], tied[0]].map((v) => Number(v.toFixed(9)))).toEqual([19.5, 10.5, 3]);
  });

  it("counts are of the likeliest verdicts, and whole", () => {
    const { ranking, n_judgments } = rankModels(comparisons, { seed: 1, bootstrapN: 20 });
    expect(n_judgments).toBe(160);
    for (const { model_id, wins, losses, ties } of ranking) {
      const own = rows.filter(({ first, second }) => [first, second].includes(model_id));
      const won = own.filter((r) => r.outcome === (r.first === model_id ? 1 : 2));
      expect(wins).toBe(won.length);
      expect(ties).toBe(own.filter(({ outcome }) => outcome === 3).length);
      expect(losses).toBe(own.length - (wins ?? 0) - (ties ?? 0));
    }
  });

  it("certain ones are hard ones", () => {
    const options = { seed: 3, bootstrapN: 50 };
    const hard = rows.map(({ soft: _, ...row }) => row);
    const certain = hard.map((row) => ({ ...row, soft: partsOf(row) }));
    const [one, two] = [hard, certain].map((of) => rankModels(comparisonsFrom(of), options));
    const shown = (of: typeof one) =>
      of.ranking.map(({ rating, ci_lower, wins }) =>
        [rating, ci_lower, wins].map((v) => v?.toFixed(6)),
      );
    expect(shown(two)).toEqual(shown(one));
    const [variance, same] = [one, two].map(({ fit }) => [
      ...(fit?.covariance("hc0").values ?? []),
    ]);
    same.forEach((v, at) => {
      expect(v).toBeCloseTo(variance[at], 12);
    });
  });

  it("picked rows keep their parts", () => {
    const part = pickedRows(comparisons, [7, 3]);
    expect([...(part.shares ?? [])]).toEqual([...partsOf(rows[7]), ...partsOf(rows[3])]);
  });
});

describe("softVerdict", () => {
  it("rounds to four decimals that sum to 1", () => {
    expect(softVerdict([0.33333333, 0.33333333, 0.33333334], "here")).toEqual([
      0.3334, 0.3333, 0.3333,
    ]);
    expect(softVerdict([1 - 1e-9, 1e-9, 0], "here")).toEqual([1, 0, 0]);
  });
  it.each([
    [[0.5, 0.4, 0.2]],
    [[1.2, -0.2, 0]],
    [[0.5, 0.5]],
    [["0.5", 0.5, 0]],
    [[Number.NaN, 0.5, 0.5]],
    [null],
    ["0.5,0.5,0"],
    [{ first: 1 }],
  ])("refuses %j", (value) => {
    expect(() => softVerdict(value, "row 3")).toThrow(/^row 3 must be the probabilities/);
  });
  it("equal chances of both are a tie", () => {
    expect(likeliest([0.4, 0.4, 0.2])).toBe(3);
    expect(likeliest([0.5, 0.3, 0.2])).toBe(1);
    expect(likeliest([0.2, 0.45, 0.35])).toBe(2);
  });
});
