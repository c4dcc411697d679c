import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { IntervalMethod } from "../../jrank/core/types.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { pairPointsOf } from "../../jrank/stats/data/pair_points.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { adviceOf } from "../../jrank/stats/rank/advice.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { findStructure } from "../../jrank/stats/structure/connectivity.ts";
import { warningsOf } from "../support/warnings.ts";
import { readReference } from "./reference.ts";

const structureOf = (rows: ComparisonInput[], homeAdvantage = true) => {
  const comparisons = comparisonsFrom(rows);
  const structure = findStructure(pairPointsOf(collapse(comparisons)), homeAdvantage);
  const byModel = Object.fromEntries(
    comparisons.models.map((model, i) => [model, structure.status[i]]),
  );
  return { ...structure, byModel };
};

describe("reference/edge_cases.json: each case named rightly", () => {
  const { cases, results } = readReference("reference/edge_cases.json");
  const rowsOf = (name: string): ComparisonInput[] =>
    cases[name]
      .filter((row: [string, string, number]) => row[2] > 0)
      .map(([first, second, outcome]: [string, string, 1 | 2 | 3]) => ({ first, second, outcome }));
  const ranked = (name: string) => rankModels(comparisonsFrom(rowsOf(name)), { seed: 1 });
  const rowOf = (name: string, model: string) => {
    const row = ranked(name).ranking.find((r) => r.model_id === model);
    if (row === undefined) throw new Error(`${model} is missing`);
    return row;
  };

  test("undefeated", () => {
    const name = "undefeated A (10-0 v B,C,D)";
    expect(structureOf(rowsOf(name)).byModel).toEqual({
      A: "undefeated",
      B: "ok",
      C: "ok",
      D: "ok",
    });
    expect(rowOf(name, "A")).toMatchObject({ rating: null, ci_lower: null, ci_upper: null });
    expect(rowOf(name, "B")).toMatchObject({ rank: 2, status: "ok" });
    expect(ranked(name).ranking[0].model_id).toBe("A");
    expect(warningsOf(ranked(name))[0]).toMatch(/A was never beaten.*--compute map.*Play/s);
  });

  test("undefeated under a prior: a rating that rests on it, and a bound on one side only", () => {
    const comparisons = comparisonsFrom(rowsOf("undefeated A (10-0 v B,C,D)"));
    const { ranking } = rankModels(comparisons, { seed: 1, compute: "map" });
    expect(ranking[0]).toMatchObject({ model_id: "A", status: "undefeated", ci_upper: null });
    expect(ranking[0].rating as number).toBeGreaterThan(1400);
    // 30 wins in 30 games against three models of 800: odds of 30 to 1 would be 590 points.
    expect(ranking[0].ci_lower as number).toBeLessThan(1300);
    expect(ranking[0].ci_lower as number).toBeGreaterThan(ranking[1].rating as number);
    expect([ranking[0].median, ranking[0].upper]).toEqual([null, null]);
    expect(ranking[1].ci_upper).not.toBeNull();
  });

  test("winless", () => {
    const name = "winless A (0-10)";
    expect(rowOf(name, "A")).toMatchObject({ rating: null, status: "winless" });
    expect(ranked(name).ranking[3].model_id).toBe("A");
    expect(rowOf(name, "B").rank).toBe(1);
  });

  test("one tie makes the strength finite and leaves its interval open above", () => {
    const name = "A undefeated but one tie";
    const row = rowOf(name, "A");
    expect(row.rating).toBeCloseTo(results[name]["jrank MLE"].A, 1);
    expect(row.lower).not.toBeNull();
    expect(row.upper).toBeNull();
    expect(row.ci_upper).toBeNull();
    expect(ranked(name).undetermined_rounds).toBeGreaterThan(100);
  });

  test("two that met only each other are not ranked with the rest, which stands as it is", () => {
    const { ranking, components, findings } = ranked("two disconnected groups {A,B,C} {D,E}");
    expect(components.map((list) => [...list].sort())).toEqual([
      ["A", "B", "C"],
      ["D", "E"],
    ]);
    for (const row of ranking) {
      const isRated = row.group === 0;
      expect(row.status).toBe(isRated ? "ok" : "disconnected");
      expect([row.rating === null, row.rank === null]).toEqual([!isRated, !isRated]);
      expect(row.rating_in_group).not.toBeNull();
    }
    expect(warningsOf({ findings })[0]).toMatch(/never met.*A against D/s);
  });

  test("groups linked one way only", () => {
    const { ranking, groups, findings } = ranked("one-way link {A,B}>{C,D} (never lose across)");
    expect(groups.map((list) => [...list].sort())).toEqual([
      ["A", "B"],
      ["C", "D"],
    ]);
    expect(ranking.map((row) => row.status)).toEqual(Array(4).fill("separated"));
    expect(ranking.map((row) => row.rating)).toEqual(Array(4).fill(null));
    expect(warningsOf({ findings })[0]).toMatch(/all points went one way.*Play more matches/);
  });

  test("self-matches count nothing; duplicates count as often as they come", () => {
    for (const [name, engine] of [
      ["self match A-A added x5", "baseline of the line above"],
      ["40 exact duplicates of one A-beats-C row", "40 exact duplicates of one A-beats-C row"],
      ["one unparseable winner (-1) row among 62", "baseline of the line above"],
    ]) {
      for (const row of ranked(name).ranking) {
        expect(row.rating).toBeCloseTo(results[engine]["jrank MLE"][row.model_id], 1);
      }
    }
  });
});

test("a board stands when two newcomers have only met each other", () => {
  const rows: ComparisonInput[] = [];
  for (const [a, b] of [
    ["a", "b"],
    ["b", "c"],
    ["c", "d"],
    ["d", "e"],
    ["new 1", "new 2"],
  ]) {
    for (const outcome of [1, 2] as const) {
      rows.push({ first: a, second: b, outcome }, { first: b, second: a, outcome });
    }
  }
  const { byModel } = structureOf(rows);
  expect(byModel.a).toBe("ok");
  expect(byModel["new 1"]).toBe("disconnected");
  // Either newcomer may be better than the best: nobody's rank is surely above 7.
  const { ranking } = rankModels(comparisonsFrom(rows), { seed: 1, bootstrapN: 0 });
  expect(Math.max(...ranking.map((row) => row.rank_upper ?? 0))).toBe(7);
  expect(ranking.slice(5).map((row) => row.rank)).toEqual([null, null]);
  const prior = rankModels(comparisonsFrom(rows), { seed: 1, bootstrapN: 0, compute: "map" });
  const newcomer = prior.ranking.find((row) => row.model_id === "new 1");
  expect(newcomer).toMatchObject({ rank: null, status: "disconnected" });
  expect(newcomer?.rating).toBeCloseTo(1000, 6);
});

describe("groups that met only among themselves", () => {
  const random = createRandom(7, "groups");
  const gamesOf = (names: readonly string[], lead: number): ComparisonInput[] =>
    Array.from({ length: 25 }, (_, q) => q).flatMap((q) =>
      names.flatMap((first, i) =>
        names.flatMap((second, j): ComparisonInput[] => {
          const odds = 1 / (1 + Math.exp(lead * (i - j)));
          const outcome = random.next() < odds ? 1 : random.next() < 0.2 ? 3 : 2;
          return i === j ? [] : [{ first, second, outcome, cluster: `q${q}` }];
        }),
      ),
    );
  const groups = [gamesOf(["a", "b", "c"], -0.4), gamesOf(["x", "y", "z"], 0.9)];
  const rankedWith = (rows: ComparisonInput[], ci: IntervalMethod, homeAdvantage = false) =>
    rankModels(comparisonsFrom(rows), { seed: 1, bootstrapN: 200, homeAdvantage, ci }).ranking;

  test.each(["bootstrap", "percentile", "cr3", "cr1", "hc0", "fisher"] as const)(
    "by %s each has the intervals of its rows ranked alone",
    (ci) => {
      const together = rankedWith(groups.flat(), ci);
      for (const row of groups.flatMap((rows) => rankedWith(rows, ci))) {
        const own = together.find(({ model_id }) => model_id === row.model_id);
        expect(own).toMatchObject({ rating: null, ci_lower: null, lower: null, rank: null });
        expect(own?.rating_in_group).toBeCloseTo(row.rating as number, 6);
        expect(own?.ci_lower_in_group).toBeCloseTo(row.ci_lower as number, 6);
        expect(own?.ci_upper_in_group).toBeCloseTo(row.ci_upper as number, 6);
        expect(own?.lower_in_group).toBeCloseTo(row.lower as number, 6);
        expect(own?.upper_in_group).toBeCloseTo(row.upper as number, 6);
        expect(row.ci_lower_in_group).toBe(row.ci_lower);
      }
    },
  );

  test("a round that cuts one of them leaves the others as they are", () => {
    // x beat y in one game of one question only: most rounds lack it.
    const thin: ComparisonInput[] = [
      ...["q0", "q1", "q2", "q3"].map((cluster): ComparisonInput => {
        return { first: "y", second: "x", outcome: 1, cluster };
      }),
      { first: "x", second: "y", outcome: 1, cluster: "q4" },
    ];
    const together = rankedWith([...groups[0], ...thin], "bootstrap");
    const alone = rankedWith(groups[0], "bootstrap");
    for (const row of alone) {
      const own = together.find(({ model_id }) => model_id === row.model_id);
      expect(own?.ci_lower).toBeCloseTo(row.ci_lower as number, 6);
    }
    const [x, y] = ["x", "y"].map((id) => together.find(({ model_id }) => model_id === id));
    expect(y?.rating_in_group as number).toBeGreaterThan(x?.rating_in_group as number);
    expect([y?.upper_in_group, x?.lower_in_group]).toEqual([null, null]);
  });

  test("a pair of newcomers leaves ratings of three models as they are", () => {
    const pair: ComparisonInput[] = ([1, 2, 1] as const).map((outcome, q) => {
      return { first: "x", second: "y", outcome, cluster: `q${q}` };
    });
    const alone = rankedWith(groups[0], "cr3");
    const together = rankedWith([...groups[0], ...pair], "cr3");
    for (const { model_id, rating, ci_lower, ci_upper } of alone) {
      const own = together.find((row) => row.model_id === model_id);
      expect(own?.rating).toBeCloseTo(rating as number, 9);
      expect(own?.ci_lower).toBeCloseTo(ci_lower as number, 9);
      expect(own?.ci_upper).toBeCloseTo(ci_upper as number, 9);
    }
    expect(together.filter(({ status }) => status === "disconnected")).toHaveLength(2);
  });
});

test("where no models are comparable, only those outside the component of most are disconnected", () => {
  const chain = ["a", "b", "c", "d"].map((first, k): ComparisonInput => {
    return { first, second: "bcde"[k] as string, outcome: 1 };
  });
  const { byModel } = structureOf([...chain, { first: "x", second: "y", outcome: 1 }]);
  expect(byModel).toEqual({
    a: "undefeated",
    b: "separated",
    c: "separated",
    d: "separated",
    e: "winless",
    x: "disconnected",
    y: "disconnected",
  });
});

test("a model between two groups, that beat one and lost to the other, is separated", () => {
  const rows: ComparisonInput[] = [];
  for (const [a, b] of [
    ["a", "b"],
    ["b", "c"],
    ["c", "d"],
  ]) {
    for (const outcome of [1, 2] as const) {
      rows.push({ first: a, second: b, outcome }, { first: b, second: a, outcome });
    }
  }
  rows.push({ first: "x", second: "a", outcome: 2 }, { first: "x", second: "y", outcome: 1 });
  const { byModel, side } = structureOf(rows);
  expect(byModel.x).toBe("separated");
  expect(byModel.y).toBe("winless");
  expect([...side]).toEqual([0, 0, 0, 0, -1, -1]);
});

test("always the first shown won: strengths and home advantage cannot be told apart", () => {
  const rows: ComparisonInput[] = [];
  for (const first of ["a", "b", "c"]) {
    for (const second of ["a", "b", "c"]) {
      if (first !== second) rows.push({ first, second, outcome: 1 });
    }
  }
  expect(structureOf(rows).homeAdvantageDetermined).toBe(false);
  const ranked = rankModels(comparisonsFrom(rows), { seed: 1 });
  expect(ranked.home_advantage?.estimate).toBeNull();
  expect(ranked.ranking.every((row) => row.rating === null)).toBe(true);
  expect(warningsOf(ranked)[0]).toMatch(/both orders.*--no-home-advantage/);
  const without = rankModels(comparisonsFrom(rows), { seed: 1, homeAdvantage: false });
  expect(without.ranking.map((row) => row.rating)).toEqual([1000, 1000, 1000]);
  const counts = collapse(comparisonsFrom(rows));
  expect(
    adviceOf(fitBradleyTerry(counts), { homeAdvantage: true, compute: "mle", counts }),
  ).toHaveLength(1);
});

/** Every pair of four models in both orders on five questions. */
const bothOrders = (outcomeOf: (k: number) => ComparisonInput["outcome"]): ComparisonInput[] => {
  const names = ["a", "b", "c", "d"];
  const pairs = names.flatMap((first) =>
    names.flatMap((second) => (first === second ? [] : [{ first, second }])),
  );
  return [1, 2, 3, 4, 5].flatMap((q) =>
    pairs.map((pair, k) => ({ ...pair, outcome: outcomeOf(12 * q + k), cluster: `q${q}` })),
  );
};

test("a judge that goes by the place is told so, and not to judge in both orders, which it did", () => {
  const always = rankModels(comparisonsFrom(bothOrders(() => 2)), { seed: 1 });
  expect(warningsOf(always)[0]).toMatch(
    /^The judge chose the answer shown second in 60 of 60 decided judgments .* Use another judge/,
  );
  expect(warningsOf(always).join(" ")).not.toMatch(/both orders, or rank with/);
  expect(always.ranking.every((row) => row.rating === null)).toBe(true);
  const nearly = rankModels(comparisonsFrom(bothOrders((k) => (k % 30 === 0 ? 2 : 1))), {
    seed: 1,
  });
  expect(warningsOf(nearly)[0]).toMatch(/shown first in 58 of 60 decided/);
  // A place that wins often, and pairs that were shown in one order only, prove nothing.
  for (const rows of [
    bothOrders((k) => (k % 10 === 0 ? 2 : 1)),
    bothOrders(() => 2).filter(({ first, second }) => first < second),
  ]) {
    const { findings } = rankModels(comparisonsFrom(rows), { seed: 1 });
    expect(warningsOf({ findings }).join(" ")).not.toContain("The judge chose");
  }
});

test("under a prior it is said that the place rests on it, and intervals are those of the curvature", () => {
  const star = ["b", "c", "d"].flatMap((second, k): ComparisonInput[] =>
    [1, 2, 3, 4, 5, 6].map((q) => ({
      first: "a",
      second,
      cluster: `q${q}`,
      outcome: (q + k) % 3 === 0 ? 2 : 1,
    })),
  );
  const comparisons = comparisonsFrom(star);
  for (const ci of ["cr3", "bootstrap", "percentile"] as const) {
    const map = rankModels(comparisons, { compute: "map", ci, seed: 1 });
    const posterior = rankModels(comparisons, { compute: "mcmc", seed: 1, samples: 2000 });
    expect(warningsOf(map)[0]).toMatch(/cannot tell the advantage .* rests on the prior/);
    const width = ({ home_advantage: home }: typeof map) =>
      (home?.upper as number) - (home?.lower as number);
    expect(width(map) / width(posterior)).toBeGreaterThan(0.85);
    map.ranking.forEach(({ model_id, ci_lower, ci_upper }) => {
      const row = posterior.ranking.find((other) => other.model_id === model_id);
      const wide = (row?.ci_upper as number) - (row?.ci_lower as number);
      expect(((ci_upper as number) - (ci_lower as number)) / wide).toBeGreaterThan(0.85);
    });
    // A posterior's own are quantiles of its draws: no curvature, nothing symmetric.
    for (const { rating, ci_lower, ci_upper } of posterior.ranking) {
      expect((ci_lower as number) + (ci_upper as number)).not.toBeCloseTo(2 * Number(rating), 6);
    }
  }
});

test("a star of games in one order only: the centre's strength is the home advantage", () => {
  const rows: ComparisonInput[] = ["a", "b", "c"].flatMap((second) =>
    ([1, 2] as const).map((outcome) => ({ first: "centre", second, outcome })),
  );
  expect(structureOf(rows).homeAdvantageDetermined).toBe(false);
  expect(structureOf(rows, false).homeAdvantageDetermined).toBe(true);
});

/** Small boards of 2 to 4 models with 1 to 14 games. */
const boards = fc.integer({ min: 2, max: 4 }).chain((m) =>
  fc
    .array(
      fc.record({
        first: fc.integer({ min: 0, max: m - 1 }),
        step: fc.integer({ min: 1, max: m - 1 }),
        outcome: fc.constantFrom(1, 1, 1, 2, 2, 2, 3),
      }),
      { minLength: 1, maxLength: 14 },
    )
    .map((games) =>
      games.map(({ first, step, outcome }) => ({
        first: `m${first}`,
        second: `m${(first + step) % m}`,
        outcome: outcome as 1 | 2 | 3,
      })),
    ),
);

/**
 * By trying them all: is there a direction (a step of the home advantage and of every strength) in
 * which no game becomes less likely? Whole steps up to the number of models suffice, because the
 * conditions are differences of two strengths bounded by whole numbers.
 */
function hasDirection(rows: ComparisonInput[], models: readonly string[], homeAdvantage: boolean) {
  const m = models.length;
  const width = 2 * m - 1;
  const games = rows.map(({ first, second, outcome }) => ({
    i: models.indexOf(first),
    j: models.indexOf(second),
    outcome,
  }));
  for (const a of homeAdvantage ? [-1, 0, 1] : [0]) {
    for (let code = 0; code < width ** (m - 1); code++) {
      const d = models.map((_, i) =>
        i === 0 ? 0 : (Math.floor(code / width ** (i - 1)) % width) - m + 1,
      );
      if (a === 0 && d.every((step) => step === 0)) continue;
      const never = games.every(({ i, j, outcome }) => {
        const change = a + d[i] - d[j];
        return outcome === 3 ? change === 0 : outcome === 1 ? change >= 0 : change <= 0;
      });
      if (never) return true;
    }
  }
  return false;
}

test("law: strengths are finite exactly where no direction leaves every game as likely", () => {
  let determined = 0;
  fc.assert(
    fc.property(boards, fc.boolean(), (rows, homeAdvantage) => {
      const counts = collapse(comparisonsFrom(rows));
      const fit = fitBradleyTerry(counts, { homeAdvantage });
      const finite = fit.strengths.every(Number.isFinite) && Number.isFinite(fit.homeAdvantage);
      expect(finite).toBe(!hasDirection(rows, counts.models, homeAdvantage));
      if (finite) determined++;
    }),
    { numRuns: 400, seed: 1 },
  );
  expect(determined).toBeGreaterThan(40);
});

test("law: a fading prior leads to the maximum-likelihood fit where that is finite", () => {
  fc.assert(
    fc.property(boards, fc.boolean(), (rows, homeAdvantage) => {
      const counts = collapse(comparisonsFrom(rows));
      const exact = fitBradleyTerry(counts, { homeAdvantage });
      if (!exact.strengths.every(Number.isFinite)) return;
      const prior = { strength: 1e-9, homeAdvantage: 1e-9 };
      const weak = fitBradleyTerry(counts, { homeAdvantage, prior });
      exact.strengths.forEach((strength, i) => {
        expect(weak.strengths[i]).toBeCloseTo(strength, 5);
      });
    }),
    { numRuns: 200, seed: 2 },
  );
});
