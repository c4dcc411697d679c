import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { pairWeights } from "../../jrank/stats/data/reweight.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";

describe("weights by pair", () => {
  const rows: ComparisonInput[] = [
    ...Array.from({ length: 60 }, (_, k) => ({
      first: "a",
      second: "b",
      outcome: (1 + (k % 2)) as 1 | 2,
    })),
    ...Array.from({ length: 20 }, (_, k) => ({
      first: "c",
      second: "b",
      outcome: (k % 5 ? 1 : 2) as 1 | 2,
    })),
    ...Array.from({ length: 10 }, (_, k) => ({
      first: "a",
      second: "c",
      outcome: (k % 3 ? 2 : 1) as 1 | 2,
    })),
  ];

  it("make all pairs count alike and keep the total", () => {
    const comparisons = comparisonsFrom(rows);
    const weights = pairWeights(comparisons);
    const sums = [0, 60, 80, 90].map((at, k, ends) =>
      weights.slice(at, ends[k + 1]).reduce((sum, w) => sum + w, 0),
    );
    for (const sum of sums.slice(0, 3)) expect(sum).toBeCloseTo(30, 10);
  });

  it("are capped", () => {
    const weights = pairWeights(comparisonsFrom(rows), { cap: 1 });
    const [often = 0, , seldom = 0] = [weights[0], weights[60], weights[80]];
    expect(seldom / often).toBeCloseTo(2, 10);
  });

  it("change nothing where pairs are played alike", () => {
    const even = comparisonsFrom(rows.filter((_, k) => k < 10 || (k >= 60 && k < 70) || k >= 80));
    expect([...pairWeights(even)].every((w) => Math.abs(w - 1) < 1e-12)).toBe(true);
  });

  it("take out what the choice of pairs does where the model is not Bradley-Terry", () => {
    // Judges err in one game of ten, whoever plays: lopsided pairs look closer than they are.
    const truth = [1.8, 0.9, 0, -0.9, -1.8];
    const board = (seed: number, copies: (i: number, j: number) => number) => {
      const random = createRandom(seed, "games");
      const games: ComparisonInput[] = [];
      for (let i = 0; i < 5; i++) {
        for (let j = 0; j < 5; j++) {
          for (let k = 0; i !== j && k < copies(i, j); k++) {
            const p = 0.1 * 0.5 + 0.9 / (1 + Math.exp((truth[j] ?? 0) - (truth[i] ?? 0)));
            games.push({ first: `m${i}`, second: `m${j}`, outcome: random.next() < p ? 1 : 2 });
          }
        }
      }
      return comparisonsFrom(games);
    };
    const spread = (
      comparisons: ReturnType<typeof comparisonsFrom>,
      weight?: Float64Array,
    ): number => {
      const { strengths } = fitBradleyTerry(collapse(comparisons, weight));
      return strengths[0] - strengths[4];
    };
    const even = board(1, () => 2000);
    const close = board(2, (i, j) => (Math.abs(i - j) === 1 ? 6000 : 1000));
    const reference = spread(even);
    const raw = Math.abs(spread(close) - reference);
    const weighted = Math.abs(spread(close, pairWeights(close)) - reference);
    expect(raw).toBeGreaterThan(0.05);
    expect(weighted).toBeLessThan(raw / 3);
  });
});
