import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { moreQuestions } from "../../jrank/stats/questions/more_questions.ts";
import { itemsOf } from "../../jrank/stats/questions/question_items.ts";
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

it("more questions bring the interval that was wished", () => {
  const more = moreQuestions(120, 50, { questions: 12, confidence: 0.95 });
  const t = (n: number) => studentTQuantile(0.975, n - 1);
  const half = (n: number) => (120 / t(12)) * Math.sqrt(12 / n) * t(n);
  expect(half(12 + more)).toBeLessThanOrEqual(50);
  expect(half(12 + more - 1)).toBeGreaterThan(50);
  expect(moreQuestions(40, 50, { questions: 12, confidence: 0.95 })).toBe(0);
});
