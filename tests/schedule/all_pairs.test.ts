import { describe, expect, it } from "vitest";
import { allPairsSchedule, baselineSchedule } from "../../jrank/schedule/all_pairs.ts";
import type { Field, Match, Schedule } from "../../jrank/schedule/schedule.ts";

const field = (models: number, items: number, played: Match[] = []): Field => ({
  models,
  items,
  canPlay: (model, item) => !(model === 0 && item === 1),
  questionOf: (item) => item,
  played: played.map((match) => ({ ...match, winner: "error" as const })),
});

function drain(schedule: Schedule): Match[] {
  const matches: Match[] = [];
  for (let match = schedule.next(); match; match = schedule.next()) matches.push(match);
  return matches;
}

const options = {
  n: 0,
  bothOrders: true,
  seed: 1,
  parallel: 1,
  goal: { name: "ranking" as const },
};

describe("all pairs", () => {
  it("plays every pair on every item in both orders, leaving out missing answers", () => {
    // 3 models, 4 items, 3 pairs, 2 orders, less the two pairs of model 0 on item 1
    expect(drain(allPairsSchedule(field(3, 4), options))).toHaveLength(3 * 4 * 2 - 2 * 2);
  });

  it("plays one order when asked, with the sides balanced", () => {
    const matches = drain(allPairsSchedule(field(4, 40), { ...options, bothOrders: false }));
    const firsts = matches.filter(({ first }) => first === 2).length;
    const seconds = matches.filter(({ second }) => second === 2).length;
    expect(Math.abs(firsts - seconds)).toBeLessThanOrEqual(2);
  });

  it("does not repeat what is stored, errors included", () => {
    const stored = [{ item: 0, first: 1, second: 2 }];
    const matches = drain(allPairsSchedule(field(3, 1, stored), options));
    expect(matches).not.toContainEqual(stored[0]);
    expect(matches).toHaveLength(5);
  });
});

describe("baseline", () => {
  it("plays every model against the baseline only", () => {
    const matches = drain(baselineSchedule(field(4, 3), { ...options, baseline: 2 }));
    expect(matches.every(({ first, second }) => first === 2 || second === 2)).toBe(true);
    expect(matches).toHaveLength(3 * 3 * 2 - 2);
  });
});
