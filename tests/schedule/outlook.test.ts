import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { expectedMatches } from "../../jrank/schedule/foresight/expected_design.ts";
import { judgmentsFor, outlookOf } from "../../jrank/schedule/foresight/expected_widths.ts";
import type { PlayedMatch } from "../../jrank/schedule/schedule.ts";
import { SCHEDULES, type ScheduleName } from "../../jrank/schedule/schedules.ts";
import { comparisonsOf } from "../../jrank/schedule/stop_rule.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import {
  createSyntheticBoard,
  RAKUDA_STRENGTHS,
  SCENARIOS,
} from "../../jrank/stats/fit/synthetic_board.ts";
import { ELO, rakuda } from "../stats/reference.ts";

const strengths = RAKUDA_STRENGTHS.map((elo) => elo / ELO);

function judged(schedule: ScheduleName, n: number, seed: number): Comparisons {
  const board = createSyntheticBoard({
    strengths,
    questions: 40,
    effects: SCENARIOS.S1,
    homeAdvantage: -0.13,
    random: createRandom(seed, "board"),
  });
  const field = {
    models: 14,
    items: 40,
    canPlay: () => true,
    questionOf: (i: number) => i,
    played: [],
  };
  const rule = SCHEDULES[schedule].create(field, {
    n,
    seed,
    bothOrders: false,
    parallel: 1,
    goal: { name: "ranking" },
  });
  const verdicts = createRandom(seed, "verdicts");
  const played: PlayedMatch[] = [];
  for (let match = rule.next(); match; match = rule.next()) {
    const winner = board.judge(match.first, match.second, match.item, verdicts);
    played.push({ ...match, winner });
    rule.settle({ ...match, winner });
  }
  return comparisonsOf(played, field);
}

const middle = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

describe("the outlook", () => {
  it("says what the original's rule would need, carefully: about 1,000 for 720 adaptive ones in S1", () => {
    // simulate.ts with 200 replicates: the mean CR3 width of 720 is that of 1,000 fewest-matches.
    const even = [1, 2, 3, 4, 5, 6, 7].map(
      (seed) => outlookOf(judged("adaptive", 720, seed))?.evenJudgments ?? Number.NaN,
    );
    expect(middle(even)).toBeGreaterThan(850);
    expect(middle(even)).toBeLessThan(1030);
  });

  it("claims no saving for the original's rule itself", () => {
    const even = [1, 2, 3, 4, 5].map(
      (seed) => outlookOf(judged("fewest-matches", 800, seed))?.evenJudgments ?? Number.NaN,
    );
    expect(Math.abs(middle(even) / 800 - 1)).toBeLessThan(0.04);
  });

  it("foresees the widths 100 judgments later", () => {
    const ratio = [1, 2, 3, 4, 5].map((seed) => {
      const before = outlookOf(judged("adaptive", 700, seed));
      const after = outlookOf(judged("adaptive", 800, seed));
      return (before?.later.mean ?? Number.NaN) / (after?.now.mean ?? Number.NaN);
    });
    expect(Math.abs(middle(ratio) - 1)).toBeLessThan(0.05);
  });

  it("is silent where strengths are undetermined", () => {
    expect(outlookOf(judged("adaptive", 10, 1))).toBeNull();
  });
});

describe("the expected design", () => {
  it("plays what it is asked for, and neighbours more than the ends", () => {
    const x = Float64Array.from(strengths);
    const [at200, at1000] = expectedMatches(x, [200, 1000], { goal: { name: "ranking" } });
    for (const [matches, n] of [
      [at200, 200],
      [at1000, 1000],
    ] as const) {
      expect((matches ?? []).reduce((a, b) => a + b, 0) / 2).toBeCloseTo(n, 6);
    }
    expect(at1000?.[1]).toBeGreaterThan(5 * (at1000?.[13] ?? 0));
  });

  it("finds the number for a target", () => {
    expect(judgmentsFor(0.1, (n) => 1 / Math.sqrt(n), { start: 10, most: 1e6 })).toBe(100);
    expect(judgmentsFor(0.1, () => 1, { start: 10, most: 1e6 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the outlook of Rakuda v1", () => {
  it("takes its 1,174 judgments, made by the original's rule, for what they are", () => {
    const outlook = outlookOf(rakuda());
    expect(Math.abs((outlook?.evenJudgments ?? 0) / 1174 - 1)).toBeLessThan(0.05);
  });
});

describe("the outlook of a complete board", () => {
  it("claims no saving: whatever the rule, all there is must be judged", () => {
    const random = createRandom(1, "complete");
    const rows = [0, 1, 2, 3, 4].flatMap((i) =>
      [0, 1, 2, 3, 4].flatMap((j) =>
        Array.from({ length: i === j ? 0 : 30 }, (_, item): PlayedMatch => {
          const p = 1 / (1 + Math.exp((i - j) * 0.3));
          return { item, first: i, second: j, winner: random.next() < p ? 1 : 2 };
        }),
      ),
    );
    const outlook = outlookOf(comparisonsOf(rows, { models: 5, questionOf: (item) => item }));
    expect(outlook?.evenJudgments).toBe(600);
    expect(outlook?.more).toBe(0);
    expect(outlook?.later.widest).toBeCloseTo(outlook?.now.widest as number, 9);
    const nearly = rows.slice(0, -40);
    const before = outlookOf(comparisonsOf(nearly, { models: 5, questionOf: (item) => item }));
    expect(before?.more).toBe(40);
    // Two turns a question: as many again are left.
    const turns = outlookOf(
      comparisonsOf([...rows, ...rows.slice(0, 300)], { models: 5, questionOf: (item) => item }),
    );
    expect(turns?.more).toBe(100);
    expect(turns?.evenJudgments).toBeLessThan(1200);
  });
});

describe("the outlook of games against a baseline, both orders on every question", () => {
  const random = createRandom(1, "coin");
  const games = (winner: () => 1 | 2 | 3) =>
    comparisonsOf(
      Array.from({ length: 480 }, (_, k): PlayedMatch[] => {
        const model = 1 + (k % 3);
        const [first, second] = k % 2 === 0 ? [0, model] : [model, 0];
        const game = { item: Math.floor(k / 6), first, second, winner: winner() };
        // A strong preference counts three times, as Arena-Hard's do.
        return game.winner !== 3 && random.below(2) === 0 ? [game, game, game] : [game];
      }).flat(),
      { models: 4, questionOf: (item) => item },
    );

  it("never claims that more judgments make intervals wider", () => {
    for (let run = 0; run < 20; run++) {
      const outlook = outlookOf(games(() => (random.below(3) + 1) as 1 | 2 | 3));
      if (outlook === null) continue;
      expect(outlook.later.mean).toBeLessThanOrEqual(outlook.now.mean);
      expect(outlook.later.widest).toBeLessThanOrEqual(outlook.now.widest);
    }
  });

  it("is none where every judgment is a tie: there is no error to speak of", () => {
    expect(outlookOf(games(() => 3))).toBeNull();
  });
});

it("never tells a mean above the widest, however unevenly the models played", () => {
  // Seeds at which scaling the mean and the widest by ratios of their own told such a mean.
  for (const seed of [8, 16, 25, 28]) {
    const random = createRandom(seed, "flip");
    const m = 3 + random.below(4);
    const games = 20 + random.below(80);
    const strength = Array.from(
      { length: m },
      (_, k) => (k === m - 1 ? -1 : 0) + random.next() * 0.6,
    );
    const weight = strength.map((_, k) => 1 + (k % 3) * 3);
    const pick = (): number => {
      let rest = random.next() * weight.reduce((sum, one) => sum + one, 0);
      return weight.findIndex((one) => {
        rest -= one;
        return rest < 0;
      });
    };
    const votes = Array.from({ length: games }, () => {
      const i = pick();
      const other = pick();
      const j = i === other ? (other + 1) % m : other;
      const p = 1 / (1 + Math.exp((strength[j] as number) - (strength[i] as number)));
      const outcome: 1 | 2 = random.next() < p ? 1 : 2;
      return { first: `m${i}`, second: `m${j}`, outcome, cluster: `q${random.below(12)}` };
    });
    const outlook = outlookOf(comparisonsFrom(votes));
    expect(outlook?.later.mean).toBeLessThanOrEqual(outlook?.later.widest as number);
    expect(outlook?.later.widest).toBeLessThanOrEqual(outlook?.now.widest as number);
  }
});
