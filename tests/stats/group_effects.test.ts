import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import {
  type ComparisonInput,
  type Comparisons,
  comparisonsFrom,
} from "../../jrank/stats/data/comparisons.ts";
import { halfWin } from "../../jrank/stats/fit/half_win.ts";
import { createSyntheticBoard, SCENARIOS } from "../../jrank/stats/fit/synthetic_board.ts";
import { DEVIATION_SIZES, gridShares } from "../../jrank/stats/numeric/deviation_grid.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { groupEffects } from "../../jrank/stats/questions/group_effects.ts";

/** Rows of each group over the same models. */
function groupsFrom(groups: readonly ComparisonInput[][]): Comparisons[] {
  const all = comparisonsFrom(groups.flat());
  let from = 0;
  return groups.map((rows) => {
    const of = <T extends { slice(a: number, b: number): T }>(column: T) =>
      column.slice(from, from + rows.length);
    const part = {
      models: all.models,
      clusters: all.clusters,
      first: of(all.first),
      second: of(all.second),
      outcome: of(all.outcome),
      ...(all.cluster && { cluster: of(all.cluster) }),
    };
    from += rows.length;
    return part;
  });
}

const effectsOf = (groups: readonly Comparisons[], more = {}) =>
  groupEffects(groups, {
    likelihood: halfWin,
    tie: 0,
    homeAdvantage: 0,
    precision: 0,
    models: groups[0].models.map((_, i) => i),
    confidence: 0.95,
    ...more,
  });

/** A board by group whose truth is known. */
function drawn(
  seed: number,
  { models = 6, groups = 4, questions = 8, judgments = 80, tau = 0.3 } = {},
): { truth: number[][]; groups: Comparisons[] } {
  const random = createRandom(seed, "groups");
  const truth = Array.from({ length: groups }, () => {
    const own = Array.from({ length: models }, (_, i) => i / 2 + tau * random.normal());
    const mean = own.reduce((sum, v) => sum + v, 0) / models;
    return own.map((v) => v - mean);
  });
  const rows = truth.map((strengths, g) => {
    const board = createSyntheticBoard({ strengths, questions, effects: SCENARIOS.S1, random });
    return Array.from({ length: judgments }, (_, k): ComparisonInput => {
      // Every model occurs in the same order first, so that indices are theirs.
      const i = k < models ? k : random.below(models);
      const j = k < models ? (k + 1) % models : (i + 1 + random.below(models - 1)) % models;
      const q = random.below(questions);
      const outcome = board.judge(i, j, q, random);
      return { first: `m${i}`, second: `m${j}`, outcome, cluster: `${g}/${q}` };
    });
  });
  return { truth, groups: groupsFrom(rows) };
}

describe("ratings of groups that lean on the whole", () => {
  it("are the posterior of two models, integrated without an approximation", () => {
    // In each question as many wins as losses as can be: questions do not spread, so φ is 1.
    const wins = [
      [14, 6],
      [9, 11],
      [12, 8],
    ];
    const rows = wins.map(([won, lost], g) =>
      Array.from({ length: won + lost }, (_, k): ComparisonInput => {
        const isWon =
          Math.floor(((k + 1) * won) / (won + lost)) > Math.floor((k * won) / (won + lost));
        return { first: "a", second: "b", outcome: isWon ? 1 : 2, cluster: `${g}/${k >> 2}` };
      }),
    );
    const effects = effectsOf(groupsFrom(rows));
    expect(effects?.dispersion).toBe(1);
    // d_g = difference of the two in group g ~ N(M, 2 s²); M ~ N(0, 2 × 23²); posterior on a grid.
    const grid = Array.from({ length: 241 }, (_, k) => -3 + k / 40);
    const likelihood = wins.map(([won, lost]) =>
      grid.map((d) =>
        Math.exp(-won * Math.log1p(Math.exp(-d)) - lost * Math.log1p(Math.exp(d)) + 14),
      ),
    );
    const bySize = DEVIATION_SIZES.map((s) => {
      const sums = { all: 0, mean: [0, 0, 0], square: [0, 0, 0] };
      for (const centre of grid) {
        const own = likelihood.map((of) => {
          const moments = [0, 0, 0];
          grid.forEach((d, k) => {
            const density = (of[k] * Math.exp(-((d - centre) ** 2) / (4 * s ** 2))) / s;
            moments[0] += density;
            moments[1] += density * d;
            moments[2] += density * d * d;
          });
          return moments;
        });
        const weight = own[0][0] * own[1][0] * own[2][0];
        sums.all += weight;
        own.forEach(([all, first, second], g) => {
          sums.mean[g] += (weight * first) / all;
          sums.square[g] += (weight * second) / all;
        });
      }
      return sums;
    });
    // The grid cannot follow the smallest sizes, where all groups are one.
    const from = DEVIATION_SIZES.indexOf(0.06);
    const sizes = DEVIATION_SIZES.slice(from);
    const used = bySize.slice(from);
    const shares = gridShares(
      sizes,
      used.map(
        ({ all }, k) =>
          Math.log(all) + Math.log(sizes[k]) - 1.5 * Math.log1p((sizes[k] / 0.5) ** 2),
      ),
    );
    const t = studentTQuantile(0.975, effects?.degrees ?? 0);
    wins.forEach((_, g) => {
      const mean = used.reduce((sum, of, k) => sum + (shares[k] * of.mean[g]) / of.all, 0);
      const square = used.reduce((sum, of, k) => sum + (shares[k] * of.square[g]) / of.all, 0);
      const half = (t * Math.sqrt(square - mean ** 2)) / 2;
      const told = effects?.groups[g].strengths[0];
      expect(2 * (told?.value ?? 9)).toBeCloseTo(mean, 1);
      expect(Math.abs(2 * (told?.value ?? 9) - mean)).toBeLessThan(0.04);
      expect((told?.upper ?? 9) - (told?.value ?? 0)).toBeGreaterThan(0.95 * half);
      expect((told?.upper ?? 9) - (told?.value ?? 0)).toBeLessThan(1.05 * half);
    });
  });

  it("do not depend on the order of groups, and are the whole's where groups are alike", () => {
    const { groups } = drawn(1);
    const effects = effectsOf(groups);
    const turned = effectsOf(groups.slice().reverse());
    effects?.groups.forEach((group, g) => {
      group.strengths.forEach((strength, i) => {
        const other = turned?.groups[groups.length - 1 - g].strengths[i];
        expect(other?.value).toBeCloseTo(strength?.value ?? Number.NaN, 6);
        expect(other?.upper).toBeCloseTo(strength?.upper ?? Number.NaN, 6);
      });
    });
    const one = groups[0];
    const rename = (g: number) => ({
      ...one,
      clusters: one.clusters.map((name) => `${g} ${name}`),
    });
    const alike = effectsOf([0, 1, 2].map(rename));
    for (const group of alike?.groups ?? []) {
      for (const deviation of group.deviations) expect(deviation?.value).toBeCloseTo(0, 3);
    }
    expect(alike?.spread.value).toBeLessThan(effects?.spread.value ?? 0);
  });

  it("are finite for a model that won everything in a group, and none for one that is not in it", () => {
    const { groups } = drawn(2);
    const [first, ...others] = groups;
    const outcome = first.outcome.map((o, k) =>
      first.first[k] === 5 ? 1 : first.second[k] === 5 ? 2 : o,
    );
    const keep = Float64Array.from(others[0].first, (i, k) =>
      Number(i !== 0 && others[0].second[k] !== 0),
    );
    const effects = effectsOf([
      { ...first, outcome },
      { ...others[0], weight: keep },
      ...others.slice(1),
    ]);
    const best = effects?.groups[0].strengths[5];
    expect(Number.isFinite(best?.upper)).toBe(true);
    expect(best?.value).toBeGreaterThan(effects?.groups[1].strengths[5]?.value ?? 9);
    expect(effects?.groups[1].strengths[0]).toBeNull();
    expect(effects?.groups[1].deviations[0]).toBeNull();
  });

  it("are none of one group, of groups that share questions, and of rows without questions", () => {
    const { groups } = drawn(3);
    expect(effectsOf(groups.slice(0, 1))).toBeNull();
    expect(effectsOf([groups[0], groups[0]])).toBeNull();
    expect(effectsOf(groups.map(({ cluster: _, ...rows }) => rows))).toBeNull();
  });

  it("cover the truth of their group, with intervals narrower than their own", () => {
    let covered = 0;
    let all = 0;
    let own = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { truth, groups } = drawn(10 + seed);
      effectsOf(groups)?.groups.forEach(({ strengths, ownShare }, g) => {
        own += ownShare / 160;
        strengths.forEach((strength, i) => {
          all++;
          if (strength && strength.lower <= truth[g][i] && truth[g][i] <= strength.upper) covered++;
        });
      });
    }
    // 960 intervals of which those of one board hang together: standard error about .01.
    expect(covered / all).toBeGreaterThan(0.92);
    expect(own).toBeGreaterThan(0.2);
    expect(own).toBeLessThan(0.7);
  });
});
