import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { rankAnchored } from "../../jrank/stats/anchored/rank_anchored.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { LIKELIHOODS } from "../../jrank/stats/fit/likelihoods.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { openModels } from "../../jrank/stats/rank/open_models.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import type { RankOptions } from "../../jrank/stats/rank/rank_options.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";

const MODELS = ["a", "b", "c", "d"];

/** Each pair 20 times over 20 questions in both orders; the earlier letter wins 12 to 17, ties 2. */
function board(): ComparisonInput[] {
  return MODELS.flatMap((one, i) =>
    MODELS.slice(i + 1).flatMap((other, gap) =>
      Array.from({ length: 20 }, (_, k): ComparisonInput => {
        const won = (k * 7 + i) % 20 < 12 + 2 * gap;
        const isTie = k % 10 === 3;
        const pair = k % 2 === 0 ? { first: one, second: other } : { first: other, second: one };
        const outcome = isTie ? 3 : won === (k % 2 === 0) ? 1 : 2;
        return { ...pair, outcome, cluster: k };
      }),
    ),
  );
}

const wins = (winner: string, loser: string, questions: number[]): ComparisonInput[] =>
  questions.map((cluster) => ({ first: winner, second: loser, outcome: 1, cluster }));
const ranksOf = (rows: ComparisonInput[], options: Partial<RankOptions> = {}) =>
  Object.fromEntries(
    rankModels(comparisonsFrom(rows), {
      seed: 1,
      ci: "cr3",
      bootstrapN: 0,
      ...options,
    }).ranking.map((row) => [row.model_id, row]),
  );
const upTo = (n: number) => Array.from({ length: n }, (_, k) => k);

/** Limits around a board that is known exactly: the only draw is in u. */
function limitsOf(rows: ComparisonInput[], ties: keyof typeof LIKELIHOODS = "half") {
  const comparisons = comparisonsFrom([...board(), ...rows]);
  const counts = collapse(comparisons);
  const fitted = fitModel(ties, { comparisons, counts, homeAdvantage: true, prior: FLAT });
  const fit = { ...fitted, homeAdvantage: 0.8 };
  const count = 4000;
  const values = new Float64Array(count * MODELS.length);
  const at = MODELS.map((name) => comparisons.models.indexOf(name));
  for (let d = 0; d < count; d++)
    at.forEach((i, c) => {
      values[d * MODELS.length + c] = fit.strengths[i];
    });
  const draws = { placed: at, count, values };
  const open = openModels(draws, {
    fit,
    comparisons,
    covariance: fit.covariance("cr3"),
    degrees: 19,
    random: createRandom(3),
  });
  const share = (limit: Float64Array, isSo: (s: number) => boolean) =>
    limit.filter((_, k) => k % open.models.length === 0).filter(isSo).length / count;
  const strength = (name: string) => fit.strengths[comparisons.models.indexOf(name)];
  const t = fit.parameters.x[fit.parameters.x.length - 1];
  const winning = (odds: number) => fit.parameters.likelihood.probabilities(odds, t)[0];
  return { open, share, strength, winning, home: fit.homeAdvantage };
}

describe("the least strength of a model that won all is drawn from its exact limit", () => {
  test("below s with the chance to win all at s: the product over questions", () => {
    const { open, share, strength, winning, home } = limitsOf([
      ...wins("new", "d", [1]),
      { first: "b", second: "new", outcome: 2, cluster: 2 },
    ]);
    expect(open.most.every((s) => s === Number.POSITIVE_INFINITY)).toBe(true);
    for (const s of [-1, 0, 1]) {
      const chance = winning(home + s - strength("d")) * winning(s - home - strength("b"));
      expect(share(open.least, (x) => x <= s)).toBeCloseTo(chance, 1.5);
    }
  });

  test("of several games on one question the likeliest to be lost counts alone", () => {
    const { open, share, strength, winning, home } = limitsOf([
      ...wins("new", "d", [1, 1, 1]),
      ...wins("new", "a", [1]),
    ]);
    expect(share(open.least, (x) => x <= 0)).toBeCloseTo(winning(home - strength("a")), 1.5);
  });

  test("a model that lost all: the same, mirrored", () => {
    const { open, share, strength, winning, home } = limitsOf(wins("c", "new", [1]));
    expect(open.least.every((s) => s === Number.NEGATIVE_INFINITY)).toBe(true);
    expect(share(open.most, (x) => x >= 0)).toBeCloseTo(winning(home + strength("c")), 1.5);
  });

  test("in a tie model P(win) is the model's own, which leaves room for ties", () => {
    for (const ties of ["davidson", "rao-kupper"] as const) {
      const { open, share, strength, winning, home } = limitsOf(wins("new", "b", [1]), ties);
      const chance = winning(home - strength("b"));
      expect(chance).toBeLessThan(LIKELIHOODS.half.score(home - strength("b"), 0) - 0.02);
      expect(share(open.least, (x) => x <= 0)).toBeCloseTo(chance, 1.5);
    }
  });

  test("opponents that are open themselves enter with their own least strength", () => {
    const chain = [...wins("new", "top", upTo(12)), ...wins("top", "a", upTo(15))];
    const { open, share, strength } = limitsOf(chain);
    expect(open.models.length).toBe(2);
    // Two streaks of 12 and 15 leave hardly a draw below the best of the board.
    expect(share(open.least, (x) => x <= strength("a"))).toBeLessThan(0.02);
    const { open: alone, share: of } = limitsOf(wins("new", "top", upTo(12)));
    expect(of(alone.least, Number.isFinite)).toBe(0);
  });
});

describe("one game is no order", () => {
  const before = ranksOf(board());

  test("a newcomer that won one game changes no rank of the others, and widens their intervals", () => {
    const options: Partial<RankOptions>[] = [
      {},
      { ties: "davidson" },
      { ties: "rao-kupper" },
      { compute: "mcmc", prior: "flat" },
    ];
    for (const one of options) {
      const after = ranksOf([...board(), ...wins("new", "d", [3])], one);
      for (const model of MODELS) {
        expect(after[model].rank).toBe(before[model].rank);
        expect(after[model].rank_lower).toBeLessThanOrEqual(before[model].rank as number);
        expect(after[model].rank_upper).toBeGreaterThan(before[model].rank as number);
        expect(after[model].rank_lower_simultaneous).toBeLessThanOrEqual(
          before[model].rank as number,
        );
      }
      expect(after.new.rank_lower).toBeNull();
    }
  });

  test("nor does one that lost one game, or a group that met the board once", () => {
    const lost = ranksOf([...board(), ...wins("a", "new", [3])]);
    expect([lost.d.rank, lost.d.rank_upper]).toEqual([4, 5]);
    expect(lost.d.rank_lower).toBe(before.d.rank_lower);
    const tie = { first: "new", second: "mate", outcome: 3 as const, cluster: 4 };
    const group = ranksOf([...board(), ...wins("new", "d", [3]), tie]);
    expect([group.a.rank, group.a.rank_lower]).toEqual([1, before.a.rank_lower]);
    expect(group.a.rank_upper).toBe((before.a.rank_upper ?? 0) + 2);
  });

  test("20 wins over every model are an order, in all statements", () => {
    const streak = MODELS.flatMap((model, i) =>
      Array.from({ length: 20 }, (_, k): ComparisonInput[] => [
        { first: "new", second: model, outcome: 1, cluster: (k + 5 * i) % 20 },
      ]).flat(),
    );
    const after = ranksOf([...board(), ...streak]);
    expect(after.a.rank).toBe(2);
    expect(after.a.rank_lower).toBe(2);
    expect(after.a.rank_lower_simultaneous).toBe(2);
  });

  test("chances: the newcomer is above with the middle of the two chances that the limits give", () => {
    const rows = [...board(), ...wins("new", "d", [3])];
    const { rank_probability, ranking } = rankModels(comparisonsFrom(rows), { seed: 1 });
    const line = ranking.findIndex(({ model_id }) => model_id === "a");
    const first = rank_probability?.[line]?.[0] ?? 0;
    const { ranking: old, rank_probability: chances } = rankModels(comparisonsFrom(board()), {
      seed: 1,
    });
    const was = chances?.[old.findIndex(({ model_id }) => model_id === "a")]?.[0] ?? 0;
    // A win over the last model is likely for one that is below the first: P(below) is nearly a half.
    expect(first).toBeGreaterThan(0.35 * was);
    expect(first).toBeLessThan(0.5 * was);
  });

  test("on a published board", () => {
    const anchor = {
      models: MODELS,
      strengths: Float64Array.of(1.5, 0.5, -0.5, -1.5),
      homeAdvantage: 0,
      covariance: Float64Array.from({ length: 25 }, (_, k) => (k % 6 === 0 ? 0.01 : 0)),
      keep: "fixed" as const,
    };
    const { ranking } = rankAnchored(comparisonsFrom(wins("new", "a", [3])), anchor, { seed: 1 });
    const rows = ranking.filter(({ model_id }) => model_id !== "new");
    expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    expect(rows.map(({ rank_upper }) => rank_upper)).toEqual([2, 3, 4, 5]);
  });
});
