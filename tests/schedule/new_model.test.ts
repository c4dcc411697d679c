import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { adaptiveSchedule } from "../../jrank/schedule/adaptive.ts";
import type { Field, KnownStrengths, PlayedMatch } from "../../jrank/schedule/schedule.ts";
import { RAKUDA_STRENGTHS } from "../../jrank/stats/fit/synthetic_board.ts";
import { ELO } from "../stats/reference.ts";

const strengths = RAKUDA_STRENGTHS.map((elo) => elo / ELO);
const M = strengths.length;
const ITEMS = 40;
const weight = (i: number, j: number): number => {
  const p = 1 / (1 + Math.exp(strengths[j] - strengths[i]));
  return p * (1 - p);
};

/** Judgments between all but the new model. */
function board(newModel: number, n: number): PlayedMatch[] {
  const random = createRandom(1, "board");
  const others = strengths.flatMap((_, i) => (i === newModel ? [] : [i]));
  const seen = new Set<string>();
  const played: PlayedMatch[] = [];
  while (played.length < n) {
    const [first, second] = [others[random.below(13)], others[random.below(13)]] as [
      number,
      number,
    ];
    const item = random.below(ITEMS);
    const key = `${item} ${first} ${second}`;
    if (first === second || seen.has(key)) continue;
    seen.add(key);
    played.push({ item, first, second, winner: winner(first, second, random.next()) });
  }
  return played;
}

const winner = (i: number, j: number, u: number): 1 | 2 =>
  u < 1 / (1 + Math.exp(strengths[j] - strengths[i])) ? 1 : 2;

function add(newModel: number, n: number, played: PlayedMatch[], known?: KnownStrengths) {
  const field: Field = {
    models: M,
    items: ITEMS,
    played,
    canPlay: () => true,
    questionOf: (item) => item,
  };
  const schedule = adaptiveSchedule(field, {
    n: played.length + n,
    bothOrders: false,
    seed: 3,
    parallel: 1,
    goal: { name: "new-model", model: newModel },
    ...(known && { known }),
  });
  const random = createRandom(2, "verdicts");
  const made: PlayedMatch[] = [];
  for (let match = schedule.next(); match; match = schedule.next()) {
    const settled = { ...match, winner: winner(match.first, match.second, random.next()) };
    schedule.settle(settled);
    made.push(settled);
  }
  return made;
}

const informationOf = (matches: readonly PlayedMatch[]): number =>
  matches.reduce((sum, { first, second }) => sum + weight(first, second), 0);

describe.each([0, 7, 13])("a new model at place %i of 14", (newModel) => {
  const played = board(newModel, 1000);
  const made = add(newModel, 240, played);
  const random = (n: number): number =>
    (n / 13) * strengths.reduce((sum, _, j) => sum + (j === newModel ? 0 : weight(newModel, j)), 0);

  it("plays its own matches only, balanced, none twice", () => {
    expect(made).toHaveLength(240);
    expect(made.every(({ first, second }) => first === newModel || second === newModel)).toBe(true);
    expect(new Set(made.map(({ item, first, second }) => `${item} ${first} ${second}`)).size).toBe(
      240,
    );
    const asFirst = made.filter(({ first }) => first === newModel).length;
    expect(Math.abs(asFirst - 120)).toBeLessThanOrEqual(13);
    const perItem = new Array<number>(ITEMS).fill(0);
    for (const { item } of made) perItem[item] = perItem[item] + 1;
    expect(Math.max(...perItem) - Math.min(...perItem)).toBeLessThanOrEqual(5);
  });

  it("learns more from them than from random opponents", () => {
    // ../shared/STATISTICS.md, section 1.4: 63 % of the judgments for a new best model, 68 % at the
    // bottom, 82 % in midfield, with the optimal opponents; the draw keeps every pair alive.
    const needed = { 0: 0.72, 7: 0.97, 13: 0.78 }[newModel] as number;
    expect(informationOf(made)).toBeGreaterThan(random(240 / needed));
  });

  it("does as well when the board is known by its ranking only", () => {
    const known = {
      strengths: Float64Array.from(strengths, (b, i) => (i === newModel ? Number.NaN : b)),
      standardErrors: new Float64Array(M).fill(40 / ELO),
    };
    const alone = add(newModel, 240, [], known);
    expect(alone.every(({ first, second }) => first === newModel || second === newModel)).toBe(
      true,
    );
    expect(informationOf(alone)).toBeGreaterThan(0.93 * informationOf(made));
  });
});
