import fc from "fast-check";
import { expect, it } from "vitest";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { positionCounts } from "../../jrank/stats/data/win_rate.ts";
import { headToHead } from "../../jrank/stats/rank/head_to_head.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";

const rows = fc.array(
  fc.record({
    first: fc.constantFrom("a", "b", "c", "d"),
    second: fc.constantFrom("a", "b", "c", "d"),
    outcome: fc.constantFrom(1 as const, 2 as const, 3 as const),
    cluster: fc.nat(5),
  }),
  { minLength: 20, maxLength: 60 },
);

it("counts every game between two models once, from the side of the model named first", () => {
  fc.assert(
    fc.property(rows, (games) => {
      const met = games.filter(({ first, second }) => first !== second);
      fc.pre(met.length > 0);
      const comparisons = comparisonsFrom(games);
      const numbers = rankModels(comparisons, { seed: 1, bootstrapN: 2 });
      const pairs = headToHead(comparisons, numbers);
      for (const { model, opponent, wins, losses, ties } of pairs) {
        const between = met.filter(({ first, second }) =>
          [`${model}${opponent}`, `${opponent}${model}`].includes(first + second),
        );
        const won = between.filter(({ first, outcome }) => outcome === (first === model ? 1 : 2));
        expect(wins).toBe(won.length);
        expect(ties).toBe(between.filter(({ outcome }) => outcome === 3).length);
        expect(wins + losses + ties).toBe(between.length);
      }
      const { first_wins, second_wins, ties } = positionCounts(comparisons);
      expect(first_wins + second_wins + ties).toBe(met.length);
      expect(first_wins).toBe(met.filter(({ outcome }) => outcome === 1).length);
      expect(ties).toBe(met.filter(({ outcome }) => outcome === 3).length);
    }),
    { numRuns: 100 },
  );
});

it("expects what the ratings say: 400 points are ten to one", () => {
  const games = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2].map((outcome, k) => ({
    first: k % 2 === 0 ? "strong" : "weak",
    second: k % 2 === 0 ? "weak" : "strong",
    outcome: (k % 2 === 0 ? outcome : 3 - outcome) as 1 | 2,
  }));
  const comparisons = comparisonsFrom(games);
  const numbers = rankModels(comparisons, { seed: 1, bootstrapN: 2, homeAdvantage: false });
  const [pair] = headToHead(comparisons, numbers);
  expect(pair).toMatchObject({ model: "strong", opponent: "weak", wins: 10, losses: 1, ties: 0 });
  expect(pair?.expected).toBeCloseTo(10 / 11, 9);
  const rates = rankModels(comparisons, { seed: 1, compute: "winrate" });
  expect(headToHead(comparisons, rates)[0]).toMatchObject({ wins: 10, expected: null });
});
