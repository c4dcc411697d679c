import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { LIKELIHOODS } from "../../jrank/stats/fit/likelihoods.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { moreQuestions } from "../../jrank/stats/questions/more_questions.ts";
import { itemsOf, onGrid } from "../../jrank/stats/questions/question_items.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";

/** Eight models on questions of given slopes. */
function rowsBy(slopes: readonly number[], judgments: number, seed = 1): ComparisonInput[] {
  const random = createRandom(seed, "items");
  return Array.from({ length: judgments * slopes.length }, (_, k) => {
    const q = k % slopes.length;
    const i = random.below(8);
    const j = (i + 1 + random.below(7)) % 8;
    const p = 1 / (1 + Math.exp(-slopes[q] * 0.4 * (i - j)));
    const outcome = random.next() < 0.1 ? 3 : random.next() < p ? 1 : 2;
    return { first: `m${i}`, second: `m${j}`, outcome, cluster: `q${q}` };
  });
}

function items(rows: ComparisonInput[], ties: "half" | "davidson" = "half") {
  const comparisons = comparisonsFrom(rows);
  const counts = collapse(comparisons);
  const fit = fitModel(ties, { comparisons, counts, homeAdvantage: true, prior: FLAT });
  return itemsOf(comparisons, fit, { confidence: 0.95 });
}

describe("items", () => {
  const slopes = Array.from({ length: 30 }, (_, q) => (q < 2 ? -1.5 : q < 4 ? 0 : q < 6 ? 3 : 1));

  it.each(["half", "davidson"] as const)("find what was put in, ties %s", (ties) => {
    const found = items(rowsBy(slopes, 60), ties);
    expect(found.map(({ question }) => question)).toHaveLength(30);
    const at = (q: number) => found.find(({ question }) => question === `q${q}`);
    for (const q of [0, 1]) expect(at(q)?.kind).toBe("contradicted");
    for (const q of [2, 3]) expect(at(q)?.slope).toBeLessThan(0.5);
    for (const q of [4, 5]) expect(at(q)?.kind).toBe("separates");
    expect(found.filter(({ kind }) => kind === "contradicted")).toHaveLength(2);
    for (const { lower, slope, upper } of found) {
      expect(lower).toBeLessThan(slope);
      expect(upper).toBeGreaterThan(slope);
    }
  });

  it("name none where all questions are alike, however many there are", () => {
    const kinds = [1, 2, 3].flatMap((seed) =>
      items(rowsBy(new Array(40).fill(1), 20, seed)).map(({ kind }) => kind),
    );
    expect(kinds).toHaveLength(120);
    expect(kinds.filter((kind) => kind !== "usual")).toEqual([]);
  });

  it("are those of integrals by brute force, with strengths fitted without the question", () => {
    const few = [-1.5, 0.2, 1, 1, 1, 2, 1, 1];
    const rows = rowsBy(few, 40, 3);
    const comparisons = comparisonsFrom(rows);
    const fitTo = (kept: ComparisonInput[]) => {
      const some = comparisonsFrom(kept);
      const counts = collapse(some);
      return fitModel("half", { comparisons: some, counts, homeAdvantage: true, prior: FLAT });
    };
    const { homeAdvantage } = fitTo(rows);
    const step = 0.02;
    const slopesAt = Array.from({ length: 500 }, (_, k) => -4 + step * k);
    const sizes = Array.from({ length: 60 }, (_, k) => 0.02 * 1.085 ** k);
    // The likelihood of a question's verdicts, by its slope.
    const likelihoods = few.map((_, q) => {
      const { models, strengths } = fitTo(rows.filter(({ cluster }) => cluster !== `q${q}`));
      const of = new Map(models.map((model, i) => [model, strengths[i]]));
      const own = rows.filter(({ cluster }) => cluster === `q${q}`);
      return slopesAt.map((slope) =>
        own.reduce((product, { first, second, outcome }) => {
          const gap = (of.get(first) ?? 0) - (of.get(second) ?? 0);
          const p = 1 / (1 + Math.exp(-homeAdvantage - slope * gap));
          return product * (outcome === 1 ? p : outcome === 2 ? 1 - p : Math.sqrt(p * (1 - p)));
        }, 1),
      );
    });
    const bell = (x: number, s: number) => Math.exp(-(((x - 1) / s) ** 2) / 2) / s;
    const evidence = sizes.map((s) =>
      likelihoods.map((own) => own.reduce((sum, l, k) => sum + l * bell(slopesAt[k], s), 0)),
    );
    // The sizes are a geometric row, and the prior of one is s (1 + (s / 0.5)^2)^-1.5 ds.
    const shares = sizes.map(
      (s, k) =>
        evidence[k].reduce((product, e) => product * e, 1) * (s * s) * (1 + (s / 0.5) ** 2) ** -1.5,
    );
    const total = shares.reduce((sum, share) => sum + share, 0);
    const found = itemsOf(comparisons, fitTo(rows), { confidence: 0.95 });
    found.forEach(({ question, slope, lower, upper, kind }) => {
      const q = Number(question.slice(1));
      const density = slopesAt.map((a, k) =>
        sizes.reduce(
          (sum, s, n) =>
            sum + ((shares[n] / total) * likelihoods[q][k] * bell(a, s)) / evidence[n][q],
          0,
        ),
      );
      const mean = density.reduce((sum, d, k) => sum + d * slopesAt[k], 0);
      const variance = density.reduce((sum, d, k) => sum + d * (slopesAt[k] - mean) ** 2, 0);
      const below = density.reduce((sum, d, k) => sum + (slopesAt[k] < 0 ? d : 0), 0);
      expect(Math.abs(slope - mean)).toBeLessThan(0.12 * Math.sqrt(variance) + 0.03);
      expect((upper - lower) / (2 * 1.959964 * Math.sqrt(variance))).toBeCloseTo(1, 0.7);
      expect(kind === "contradicted").toBe(below >= 0.95);
    });
    expect(found.map(({ kind }) => kind)).toContain("contradicted");
  });

  it("do not depend on names and order, and are none from one judgment a question", () => {
    const rows = rowsBy(slopes, 20);
    const once = items(rows);
    const again = items(rows.map((row) => ({ ...row, cluster: `x${row.cluster}` })).reverse());
    for (const { question, slope } of once) {
      const other = again.find((item) => item.question === `x${question}`);
      expect(other?.slope).toBeCloseTo(slope, 6);
    }
    expect(items(rows.map((row, k) => ({ ...row, cluster: k })))).toEqual([]);
    expect(items(rows.map(({ cluster: _, ...row }) => row))).toEqual([]);
  });
});

describe("verdicts on a grid of gaps", () => {
  const random = createRandom(1, "grid");
  const gap = Float64Array.from({ length: 3000 }, () => 1.9 * random.normal());
  const parts = [0, 1, 2].map(() => gap.map(() => (random.next() < 0.5 ? random.next() : 0)));

  it.each(["half", "davidson", "rao-kupper"] as const)(
    "have the likelihoods of before, ties %s",
    (ties) => {
      const grid = onGrid({ gap, parts });
      expect(grid.gap.length).toBeLessThan(700);
      const sumsAt = (of: typeof grid, slope: number): number[] => {
        const out = new Float64Array(6);
        const sums = [0, 0, 0];
        of.gap.forEach((x, k) => {
          const [wins, losses, tied] = of.parts.map((part) => part[k]);
          LIKELIHOODS[ties].evaluate(wins, losses, tied, 0.3 + slope * x, 0.4, out);
          sums[0] += out[0];
          sums[1] += out[1] * x;
          sums[2] += out[3] * x * x;
        });
        return sums;
      };
      for (const [slope, error] of [
        [0.5, 1e-12],
        [1, 1e-12],
        [-2, 1e-11],
        [4, 1e-9],
        [8, 1e-7],
      ]) {
        const wanted = sumsAt({ gap, parts }, slope);
        sumsAt(grid, slope).forEach((sum, k) => {
          expect(Math.abs(sum / wanted[k] - 1)).toBeLessThan(error);
        });
      }
    },
  );

  it("are left as they are where they are few or all at one gap", () => {
    const few = { gap: gap.slice(0, 400), parts };
    expect(onGrid(few)).toBe(few);
    const same = { gap: gap.map(() => 0), parts };
    expect(onGrid(same)).toBe(same);
  });
});

it("more questions bring the interval that was wished", () => {
  const more = moreQuestions(120, 50, { questions: 12, confidence: 0.95 });
  const t = (n: number) => studentTQuantile(0.975, n - 1);
  const half = (n: number) => (120 / t(12)) * Math.sqrt(12 / n) * t(n);
  expect(half(12 + more)).toBeLessThanOrEqual(50);
  expect(half(12 + more - 1)).toBeGreaterThan(50);
  expect(moreQuestions(40, 50, { questions: 12, confidence: 0.95 })).toBe(0);
});
