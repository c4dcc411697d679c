import { describe, expect, it } from "vitest";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { WEAK } from "../../jrank/stats/fit/prior.ts";
import { headToHead } from "../../jrank/stats/rank/head_to_head.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { convergence } from "../../jrank/stats/uncertainty/convergence.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { INTERVALS, type IntervalMethod } from "../../jrank/stats/uncertainty/interval.ts";
import { rankCovariance } from "../../jrank/stats/uncertainty/rank_covariance.ts";
import { standingOf } from "../../jrank/stats/uncertainty/standing.ts";
import { warningsOf } from "../support/warnings.ts";

/** Games of a pair on ten questions, either of them shown first in turn. */
function games(a: string, b: string, won: number, lost: number, tied = 0): ComparisonInput[] {
  return Array.from({ length: won + lost + tied }, (_, k) => {
    const swapped = k % 2 === 1;
    const outcome = k >= won + lost ? 3 : k < won !== swapped ? 1 : 2;
    const [first, second] = swapped ? [b, a] : [a, b];
    return { first, second, outcome, cluster: k % 10 };
  });
}

describe("models that do not vary", () => {
  const ties = comparisonsFrom(games("a", "b", 0, 0, 20));

  it.each(Object.keys(INTERVALS) as IntervalMethod[])(
    "have no interval without width: %s",
    (ci) => {
      const { ranking, findings, home_advantage } = rankModels(ties, {
        ci,
        bootstrapN: 50,
        seed: 1,
      });
      for (const row of ranking) {
        expect(row).toMatchObject({ rating: 1000, rank: 1, rank_lower: null, rank_upper: null });
        expect(row).toMatchObject({ lower: null, upper: null, tie_group: "" });
        if (ci === "fisher") expect(row.ci_upper).toBeGreaterThan(1050);
        else expect([row.ci_lower, row.ci_upper, row.standard_error]).toEqual([null, null, null]);
      }
      expect(home_advantage?.lower === null).toBe(ci !== "fisher");
      expect(warningsOf({ findings }).join(" ")).toMatch(/says the same of a and b.*--ci fisher/);
    },
  );

  it.each(["mle", "map"] as const)("are found where a prior hides them too: %s", (compute) => {
    // On every question each pair is 1 to 1, as by a judge who only looks at the place.
    const rows = ["ab", "bc", "ca"].flatMap((pair) =>
      games(pair[0] as string, pair[1] as string, 20, 20),
    );
    const sided = rows.map((row, k) => ({ ...row, outcome: (k % 20 < 10 ? 1 : 2) as 1 | 2 }));
    const ranked = rankModels(comparisonsFrom(sided), { compute, seed: 1 });
    for (const { ci_lower, ci_upper, rank_upper, lower } of ranked.ranking) {
      expect([ci_lower, ci_upper, rank_upper, lower]).toEqual([null, null, null, null]);
    }
    expect(warningsOf(ranked).join(" ")).toContain("says the same of");
    const { halfWidths, apart } = standingOf(comparisonsFrom(sided));
    expect([...halfWidths]).toEqual([Infinity, Infinity, Infinity]);
    expect(apart).toEqual([false, false]);
    const last = convergence(comparisonsFrom(sided), { points: 1 });
    expect(last.map(({ lower, upper }) => [lower, upper])).toEqual(Array(3).fill([null, null]));
  });

  it("are no reason for another order: the strongest comes first, wherever it stands", () => {
    const rows = [...games("a", "b", 4, 7), ...games("b", "c", 5, 6), ...games("a", "c", 6, 9)];
    const comparisons = comparisonsFrom(rows);
    const { order } = standingOf(comparisons);
    expect(order.map((model) => comparisons.models[model])).toEqual(["c", "b", "a"]);
  });

  it("leave the others their intervals", () => {
    const rows = [...games("a", "b", 7, 4), ...games("b", "c", 6, 5), ...games("a", "c", 9, 6)];
    const { ranking, findings } = rankModels(comparisonsFrom(rows), { seed: 1, bootstrapN: 200 });
    expect(ranking.every(({ rank_upper }) => rank_upper !== null)).toBe(true);
    expect(findings).toEqual([]);
  });
});

it("models that played alike share the probabilities of their places", () => {
  const rows = [...games("a", "c", 7, 3), ...games("b", "c", 7, 3), ...games("c", "d", 6, 4)];
  for (const compute of ["mle", "map"] as const) {
    const { ranking, rank_probability: p } = rankModels(comparisonsFrom(rows), {
      compute,
      seed: 1,
    });
    expect(ranking.slice(0, 2).map(({ rank }) => rank)).toEqual([1, 1]);
    expect(p?.[0]).toEqual(p?.[1]);
    expect(ranking[0]?.stronger_than_next_confidence).toBe(0.5);
  }
});

describe("where a strength rests on the prior", () => {
  const board = [...games("b", "c", 8, 4), ...games("b", "d", 8, 2), ...games("c", "d", 6, 6)];
  const undefeated = comparisonsFrom([
    ...board,
    ...games("a", "c", 2, 0),
    ...games("a", "d", 1, 0),
  ]);

  /** Variance of the difference of two strengths. */
  const apart = ({ size, values }: { size: number; values: Float64Array }, i: number, j: number) =>
    values[i * size + i] + values[j * size + j] - 2 * values[i * size + j];

  it("its variance is that of the curvature, and other differences keep theirs", () => {
    const input = { comparisons: undefeated, counts: collapse(undefeated) };
    const fit = fitModel("half", { ...input, homeAdvantage: true, prior: WEAK });
    const [cr3, fisher] = [fit.covariance("cr3"), fit.covariance("fisher")];
    const used = rankCovariance(fit, cr3);
    const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => fit.models.indexOf(id)) as number[];
    const at = a * used.size + a;
    expect(used.values[at]).toBeCloseTo(fisher.values[at], 12);
    expect(cr3.values[at]).toBeLessThan(fisher.values[at] / 3);
    expect(apart(used, b, c)).toBeCloseTo(apart(cr3, b, c), 12);
    expect(apart(used, c, d)).toBeCloseTo(apart(cr3, c, d), 12);
  });

  it("two models, all wins on one side: the difference is that of the curvature exactly", () => {
    const comparisons = comparisonsFrom(games("a", "b", 8, 0));
    const counts = collapse(comparisons);
    const fit = fitModel("half", { comparisons, counts, homeAdvantage: true, prior: WEAK });
    const used = rankCovariance(fit, fit.covariance("cr3"));
    expect(apart(used, 0, 1)).toBeCloseTo(apart(fit.covariance("fisher"), 0, 1), 12);
  });

  it("three wins in three games are no first place for sure, as the posterior knows too", () => {
    const ranked = (compute: "map" | "mcmc") => {
      const ranking = rankModels(undefeated, { compute, samples: 2000, seed: 1 });
      return { ranking, p: ranking.rank_probability?.[0]?.[0] as number };
    };
    const [map, mcmc] = [ranked("map"), ranked("mcmc")];
    expect(map.ranking.ranking[0]).toMatchObject({ model_id: "a", status: "undefeated" });
    expect(Math.abs(map.p - mcmc.p)).toBeLessThan(0.12);
    // The expected score of c against a: the posterior's is 0.00 to 0.78.
    const score = headToHead(undefeated, map.ranking).find(
      ({ model, opponent }) => [model, opponent].sort().join() === "a,c",
    );
    expect((score?.upper as number) - (score?.lower as number)).toBeGreaterThan(0.6);
  });
});

it("models that never met have no order in a posterior either, those that met have", () => {
  const rows = [
    ...games("a", "b", 6, 4),
    ...games("b", "c", 6, 4),
    ...games("d", "e", 7, 3),
    ...games("e", "f", 6, 4),
  ];
  const ranked = rankModels(comparisonsFrom(rows), { compute: "mcmc", seed: 1 });
  const { ranking, stronger_probability: stronger } = ranked;
  for (const row of ranking) {
    expect(row).toMatchObject({ rank: null, rank_lower: null, rank_upper_simultaneous: null });
    expect(row.tie_group).toBe("");
  }
  const at = (id: string) => ranking.findIndex(({ model_id }) => model_id === id);
  expect(stronger?.[at("a")]?.[at("d")]).toBeNull();
  expect(stronger?.[at("a")]?.[at("b")]).toBeGreaterThan(0.5);
  expect(stronger?.[at("d")]?.[at("e")]).toBeGreaterThan(0.5);
});
