import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fewestMatchesSchedule } from "../../jrank/schedule/fewest_matches.ts";
import { capacity, type Field, type Match, matchKey } from "../../jrank/schedule/schedule.ts";

function field(models: number, items: number, played: Match[] = [], holes: string[] = []): Field {
  return {
    models,
    items,
    canPlay: (model, item) => !holes.includes(`${model}/${item}`),
    questionOf: (item) => item,
    played: played.map((match) => ({ ...match, winner: 1 as const })),
  };
}

function drain(f: Field, n: number, seed: number, bothOrders = false): Match[] {
  const schedule = fewestMatchesSchedule(f, {
    n,
    bothOrders,
    seed,
    parallel: 1,
    goal: { name: "ranking" },
  });
  const matches: Match[] = [];
  for (let match = schedule.next(); match; match = schedule.next()) matches.push(match);
  return matches;
}

const keys = (matches: Match[], models: number): number[] =>
  matches.map((match) => matchKey(match, models));

describe("fewest matches", () => {
  it("plays nothing twice, nobody against itself, and only what can be played", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer(),
        fc.array(fc.tuple(fc.nat(6), fc.nat(5)), { maxLength: 6 }),
        (models, items, n, seed, holes) => {
          const names = holes.map(([model, item]) => `${model}/${item}`);
          const f = field(models, items, [], names);
          const matches = drain(f, n, seed);
          expect(new Set(keys(matches, models)).size).toBe(matches.length);
          expect(matches.length).toBe(Math.min(n, capacity(f)));
          for (const { item, first, second } of matches) {
            expect(first).not.toBe(second);
            expect(f.canPlay(first, item) && f.canPlay(second, item)).toBe(true);
          }
        },
      ),
    );
  });

  it("keeps every model within one match of the others where all can play", () => {
    for (let seed = 0; seed < 20; seed++) {
      const counts = new Array<number>(9).fill(0);
      for (const { first, second } of drain(field(9, 30), 200, seed)) {
        counts[first]!++;
        counts[second]!++;
      }
      // The opponent is drawn freely, so the spread is bounded by luck, not by one; the hungriest
      // is always served, so nobody falls behind the mean by more than a few.
      expect(Math.min(...counts)).toBeGreaterThanOrEqual((400 / 9) * 0.8);
    }
  });

  it("gives the same matches for the same seed, and others for another", () => {
    expect(drain(field(8, 20), 150, 7)).toEqual(drain(field(8, 20), 150, 7));
    expect(drain(field(8, 20), 150, 7)).not.toEqual(drain(field(8, 20), 150, 8));
  });

  it("goes on after an interruption with exactly the matches that were left", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 120 }), (seed, cut) => {
        const whole = drain(field(8, 20), 120, seed);
        // Calls in flight finish in any order, so any subset may be what is stored.
        const stored = whole.filter((_, k) => (k * 7919) % 120 < cut);
        const rest = drain(field(8, 20, stored), 120, seed);
        expect([...keys(stored, 8), ...keys(rest, 8)].sort()).toEqual(keys(whole, 8).sort());
      }),
    );
  });

  it("begins with the same matches when more are asked for later", () => {
    const few = drain(field(8, 20), 100, 3);
    expect(drain(field(8, 20), 160, 3).slice(0, 100)).toEqual(few);
    expect(drain(field(8, 20, few), 160, 3)).toHaveLength(60);
  });

  it("lets a newcomer catch up", () => {
    const old = drain(field(5, 20), 100, 1);
    const added = drain(field(6, 20, old), 130, 1);
    expect(added).toHaveLength(30);
    expect(added.every(({ first, second }) => first === 5 || second === 5)).toBe(true);
  });

  it("uses every match there is when n is larger, and hands out no more", () => {
    expect(drain(field(3, 2), 500, 1)).toHaveLength(12);
  });

  it("plays the swapped game behind each game when both orders are asked for", () => {
    const matches = drain(field(5, 10), 60, 2, true);
    for (let k = 0; k + 1 < matches.length; k += 2) {
      const game = matches[k] as Match;
      expect(matches[k + 1]).toEqual({ item: game.item, first: game.second, second: game.first });
    }
  });
});
