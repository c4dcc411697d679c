import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { judgmentsIn } from "../../jrank/stats/data/collapse.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import type { RankOptions } from "../../jrank/stats/rank/rank_options.ts";
import { INTERVALS, type IntervalMethod } from "../../jrank/stats/uncertainty/interval.ts";
import { warningsOf } from "../support/warnings.ts";
import { RAKUDA } from "./known_numbers.ts";
import { rakuda } from "./reference.ts";

/** A board on which everything is determined: random games, some of them tied. */
function board(seed: number, { models = 5, judgments = 200, questions = 20 } = {}) {
  const random = createRandom(seed, "board");
  return Array.from({ length: judgments }, () => {
    const i = random.below(models);
    const j = (i + 1 + random.below(models - 1)) % models;
    const p = 1 / (1 + Math.exp(0.2 - (i - j) / 4));
    const u = random.next();
    return {
      first: `model ${i}`,
      second: `model ${j}`,
      outcome: (u < 0.1 ? 3 : random.next() < p ? 1 : 2) as 1 | 2 | 3,
      cluster: random.below(questions),
    };
  });
}

const rank = (comparisons: Comparisons, options: Partial<RankOptions> = {}) =>
  rankModels(comparisons, { seed: 1, bootstrapN: 50, ...options });

const seeds = fc.integer({ min: 1, max: 1000 });

/** Numbers to 8 digits, for comparing what is computed in another order. */
const close = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, v) => (typeof v === "number" ? Number(v.toPrecision(8)) : v)),
  );

test("law: renaming models renames the ranking and changes no number", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const rows = board(seed);
      const named = rows.map((row) => ({
        ...row,
        first: `x ${row.first}`,
        second: `x ${row.second}`,
      }));
      const a = rank(comparisonsFrom(rows)).ranking;
      const b = rank(comparisonsFrom(named)).ranking;
      expect(b.map((row) => ({ ...row, model_id: row.model_id.slice(2) }))).toEqual(a);
    }),
    { numRuns: 10 },
  );
});

test("law: the order of models and rows decides nothing but rounding (without resampling)", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const rows = board(seed);
      const options = { ci: "cr3", bootstrapN: 0 } as const;
      const forwards = rank(comparisonsFrom(rows), options);
      const backwards = rank(comparisonsFrom([...rows].reverse()), options);
      const part = (ranked: typeof forwards) =>
        ranked.ranking.map(({ model_id, rating, ci_lower, ci_upper, n_matches }) =>
          close({ model_id, rating, ci_lower, ci_upper, n_matches }),
        );
      expect(part(backwards)).toEqual(part(forwards));
    }),
    { numRuns: 20 },
  );
});

test("law: swapping who was shown first turns the home advantage round, and nothing else", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const rows = board(seed);
      const swapped = rows.map((row) => ({
        ...row,
        first: row.second,
        second: row.first,
        outcome: ([0, 2, 1, 3] as const)[row.outcome] as 1 | 2 | 3,
      }));
      const options = { ci: "cr3", bootstrapN: 0 } as const;
      const a = rank(comparisonsFrom(rows), options);
      const b = rank(comparisonsFrom(swapped), options);
      expect(b.home_advantage?.estimate).toBeCloseTo(-(a.home_advantage?.estimate as number), 8);
      a.ranking.forEach((row, i) => {
        expect(b.ranking[i].model_id).toBe(row.model_id);
        expect(b.ranking[i].rating).toBeCloseTo(row.rating as number, 8);
        expect(b.ranking[i].ci_lower).toBeCloseTo(row.ci_lower as number, 6);
      });
    }),
    { numRuns: 20 },
  );
});

test("law: a weight counts as so many rows", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const rows = board(seed, { judgments: 120 });
      const weights = rows.map((_, k) => k % 3);
      const weighted = comparisonsFrom(rows.map((row, k) => ({ ...row, weight: weights[k] })));
      const repeated = comparisonsFrom(rows.flatMap((row, k) => Array(weights[k]).fill(row)));
      for (const ci of ["cr3", "cr1", "hc0", "fisher"] as const) {
        const a = rank(weighted, { ci, bootstrapN: 0 });
        const b = rank(repeated, { ci, bootstrapN: 0 });
        expect(a.n_judgments).toBe(b.n_judgments);
        expect(a.n_questions).toBe(b.n_questions);
        const part = ({ ranking }: typeof a) =>
          ranking.map(({ model_id, rating, standard_error, wins, ties }) =>
            close({ model_id, rating, standard_error, wins, ties }),
          );
        expect(part(a)).toEqual(part(b));
      }
    }),
    { numRuns: 10 },
  );
});

test("law: scale, base and initial rating are units only", () => {
  const comparisons = comparisonsFrom(board(3));
  const elo = rank(comparisons);
  const logits = rank(comparisons, { scale: 1, base: Math.E, initRating: 0 });
  elo.ranking.forEach((row, i) => {
    const other = logits.ranking[i];
    for (const field of ["rating", "median", "lower", "upper", "ci_lower", "ci_upper"] as const) {
      expect(((row[field] as number) - 1000) / (400 / Math.LN10)).toBeCloseTo(
        other[field] as number,
        9,
      );
    }
    expect(row.rank_lower).toBe(other.rank_lower);
  });
});

test("the same seed gives the same numbers, another seed others", () => {
  const comparisons = comparisonsFrom(board(4));
  expect(rank(comparisons, { seed: 7 }).ranking).toEqual(rank(comparisons, { seed: 7 }).ranking);
  expect(rank(comparisons, { seed: 8 }).ranking).not.toEqual(
    rank(comparisons, { seed: 7 }).ranking,
  );
});

test("models that played alike tie, in the order of their ids", () => {
  const rows = ["b", "a", "c"].flatMap((first) =>
    ["c", "b", "a"]
      .filter((second) => second !== first)
      .flatMap((second) => ([1, 2] as const).map((outcome) => ({ first, second, outcome }))),
  );
  const { ranking } = rank(comparisonsFrom(rows));
  expect(ranking.map((row) => row.model_id)).toEqual(["a", "b", "c"]);
  expect(ranking.map((row) => row.rank)).toEqual([1, 1, 1]);
});

test("nothing to rank is said with what to do", () => {
  expect(() => rank(comparisonsFrom([]))).toThrow(/nothing to rank.*Collect judgments/s);
  expect(() => rank(comparisonsFrom([{ first: "a", second: "a", outcome: 1 }]))).toThrow(
    /nothing to rank/,
  );
});

test.each([
  { confidence: 1 },
  { confidence: 0 },
  { scale: 0 },
  { scale: Number.NaN },
  { base: 1 },
  { initRating: Number.POSITIVE_INFINITY },
  { bootstrapN: 2.5 },
])("an option that makes no sense is refused: %o", (options) => {
  const [name] = Object.keys(options) as [string];
  expect(() => rank(comparisonsFrom(board(1)), options)).toThrow(name);
});

test("a verdict or a weight that is none is refused with its row", () => {
  const [row] = board(1);
  for (const outcome of [0, 4, "1", undefined]) {
    const given = [row, { ...row, outcome }] as Parameters<typeof comparisonsFrom>[0];
    expect(() => comparisonsFrom(given)).toThrow(/row 1: the outcome must be 1/);
  }
  for (const weight of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => comparisonsFrom([{ ...row, weight }])).toThrow(/row 0: the weight must be/);
  }
});

test("every interval method gives an interval around the rating, with its standard error", () => {
  const comparisons = comparisonsFrom(board(5, { judgments: 600 }));
  for (const ci of Object.keys(INTERVALS) as IntervalMethod[]) {
    for (const row of rank(comparisons, { ci, bootstrapN: 200 }).ranking) {
      expect(row.ci_lower as number).toBeLessThan(row.rating as number);
      expect(row.ci_upper as number).toBeGreaterThan(row.rating as number);
      expect(row.standard_error as number).toBeGreaterThan(5);
      expect(row.standard_error as number).toBeLessThan(100);
    }
  }
});

test("win rates: shares, Wilson's intervals, no home advantage", () => {
  const ranked = rank(
    comparisonsFrom([
      { first: "a", second: "b", outcome: 1 },
      { first: "a", second: "b", outcome: 3 },
      { first: "b", second: "c", outcome: 3 },
    ]),
    { compute: "winrate" },
  );
  expect(ranked.ranking.map((row) => [row.model_id, row.win_rate, row.rank])).toEqual([
    ["a", 0.75, 1],
    ["c", 0.5, 2],
    ["b", 1 / 3, 3],
  ]);
  expect(ranked.home_advantage).toBeNull();
  expect(ranked.ranking[0].ci_upper as number).toBeGreaterThan(0.75);
});

test("parts of games add up to whole ones", () => {
  const column = { first: Uint16Array.of(0, 1), second: Uint16Array.of(1, 0) };
  const counts = { ...column, models: ["a", "b"], outcome: Uint8Array.of(1, 2) };
  // 0.1 + 0.7 is 0.7999999999999999.
  expect(judgmentsIn({ ...counts, count: Float64Array.of(0.1, 0.7) })).toBe(0.8);
});

describe("the 1,174 judgments of Rakuda v1", () => {
  const comparisons = rakuda();

  test("the default interval is the estimate ± t(39) × half the distance of the 84.13 and 15.87 % quantiles", () => {
    const { ranking, draws } = rank(comparisons, { bootstrapN: 500 });
    const models = draws?.models ?? [];
    for (const row of ranking) {
      const i = models.indexOf(row.model_id);
      const column = Array.from(
        { length: 500 },
        (_, r) => (draws as { strengths: Float64Array }).strengths[r * models.length + i],
      ).sort((a, b) => a - b);
      const quantile = (p: number) => {
        const h = 499 * p;
        const k = Math.floor(h);
        return column[k] + (h - k) * (column[k + 1] - column[k]);
      };
      const half =
        (studentTQuantile(0.975, 39) * (400 / Math.LN10) * (quantile(0.8413) - quantile(0.1587))) /
        2;
      expect(row.ci_upper).toBeCloseTo((row.rating as number) + half, 9);
      expect(row.ci_lower).toBeCloseTo((row.rating as number) - half, 9);
    }
  });

  test("P(> next), rank intervals and CR3 intervals (STATISTICS.md 6)", () => {
    const { ranking } = rank(comparisons, { ci: "cr3" });
    expect(ranking.map((row) => row.model_id)).toEqual(RAKUDA.models);
    const next = [
      0.9927, 0.997, 0.9376, 0.8419, 0.8966, 0.8394, 0.9925, 0.7565, 0.5936, 0.5794, 0.9674,
    ];
    next.forEach((p, i) => {
      expect(ranking[i].stronger_than_next_confidence).toBeCloseTo(p, 4);
    });
    expect(ranking[11].stronger_than_next_confidence).toBeNull();
    expect(ranking.map((row) => [row.rank_lower, row.rank_upper])).toEqual(RAKUDA.ranks);
    ranking.forEach((row, i) => {
      expect(row.standard_error).toBeCloseTo(RAKUDA.cr3[i], 3);
      expect(row.design_effect).toBeCloseTo((RAKUDA.cr3[i] / RAKUDA.hc0[i]) ** 2, 2);
      const half = 2.0226909 * RAKUDA.cr3[i];
      expect(row.ci_lower).toBeCloseTo(RAKUDA.elo[i] - half, 2);
    });
    // What the bootstrap resamples is no matter of a covariance by question.
    const byJudgment = rank(comparisons, { ci: "cr3", bootstrapUnit: "judgment" }).ranking;
    const bounds = (rows: typeof ranking) => rows.map((row) => [row.ci_lower, row.ci_upper]);
    expect(bounds(byJudgment)).toEqual(bounds(ranking));
  });

  test("the posterior mode keeps everything finite and names what rests on the prior", () => {
    const rows = [
      { first: "a", second: "b", outcome: 1 as const },
      { first: "b", second: "a", outcome: 2 as const },
    ];
    const { ranking, findings } = rank(comparisonsFrom(rows), { compute: "map" });
    expect(ranking.map((row) => row.status)).toEqual(["undefeated", "winless"]);
    expect(ranking.every((row) => row.rating !== null)).toBe(true);
    expect(warningsOf({ findings }).join()).toMatch(/a was never beaten.*prior/);
  });
});

test("a list without any rating begins with the undefeated and ends with the winless", () => {
  const rows = [
    { first: "c", second: "z", outcome: 1 as const, cluster: 1 },
    { first: "z", second: "a", outcome: 1 as const, cluster: 2 },
  ];
  const { ranking } = rank(comparisonsFrom(rows));
  expect(ranking.every(({ rating }) => rating === null)).toBe(true);
  expect(ranking.map(({ model_id }) => model_id)).toEqual(["c", "z", "a"]);
});

test("a home advantage of which every question says the same is no finding about models", () => {
  // Every pair in both orders, and the better answer wins wherever it stands.
  const rows = [0, 1, 2, 3].flatMap((q) =>
    [
      ["a", "b"],
      ["b", "c"],
      ["c", "a"],
    ].flatMap(([one, other], p) => {
      const isTurned = (q + p) % 4 === 0;
      return [
        { first: one, second: other, outcome: isTurned ? 2 : 1, cluster: q },
        { first: other, second: one, outcome: isTurned ? 1 : 2, cluster: q },
      ] as const;
    }),
  );
  const { findings } = rankModels(comparisonsFrom(rows), { seed: 1, bootstrapN: 20 });
  expect(findings.filter(({ kind }) => kind === "constant")).toEqual([]);
});
