/**
 * The law of every schedule, whatever fails, is killed, run again, extended, or changed in between: no
 * stored game is handed out again, none twice in a run, and what was asked for is reached as long as
 * any game is free.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Field, Goal, Match, PlayedMatch, Schedule } from "../../jrank/schedule/schedule.ts";
import { MODES, SCHEDULES } from "../../jrank/schedule/schedules.ts";

const NAMES = ["adaptive", "fewest-matches", "pairwise-all", "pairwise-baseline"] as const;
type Name = (typeof NAMES)[number];
const isCounted = (name: Name): boolean => name in SCHEDULES;

/** What stays the same from run to run: who takes part of the world's models and items, and how. */
interface Setting {
  name: Name;
  models: readonly number[];
  items: number;
  bothOrders: boolean;
  seed: number;
  parallel: number;
  round: number | undefined;
  goal: Goal["name"];
}

interface Run {
  setting: Setting;
  /** More judgments than are stored; with 0 the last number that was asked for. */
  more: number;
  /** Replies after which the run is killed with what is in flight. */
  killedAfter: number | undefined;
  /** Of 10 calls so many fail, apart from those that always do. */
  unlucky: number;
  chance: number;
}

/** A row as a file has it: names of models, and the stamp of the schedule that chose it. */
interface Row {
  game: string;
  item: number;
  first: number;
  second: number;
  winner: 1 | 2 | 3 | "error";
  stamp: { id: string; index: number } | undefined;
}

const gameOf = (item: number, first: number, second: number): string =>
  `${item}: ${first} - ${second}`;

/** As judging names a sequence; whether both orders are played is not part of it. */
function sequenceIdOf({ bothOrders: _, ...others }: Setting): string {
  return JSON.stringify(others);
}

/** The field of a setting over the rows so far, as a run reads it: each game once, the first row. */
function fieldOf(setting: Setting, rows: readonly Row[]): Field {
  const { models, items } = setting;
  const id = sequenceIdOf(setting);
  const seen = new Set<string>();
  const played: PlayedMatch[] = [];
  for (const { game, item, winner, stamp, ...row } of rows) {
    const [first, second] = [models.indexOf(row.first), models.indexOf(row.second)];
    if (first === -1 || second === -1 || item >= items || seen.has(game)) continue;
    seen.add(game);
    const index = stamp?.id === id ? { index: stamp.index } : {};
    played.push({ item, first, second, winner, ...index });
  }
  return {
    models: models.length,
    items,
    // Model 2 has no answer to item 1.
    canPlay: (model, item) => models[model] !== 2 || item !== 1,
    // Two turns of a question each.
    questionOf: (item) => item >> 1,
    played,
  };
}

function scheduleOf(field: Field, setting: Setting, n: number): Schedule {
  const { name, bothOrders, seed, parallel, round } = setting;
  const goal: Goal =
    setting.goal === "new-model"
      ? { name: setting.goal, model: field.models - 1 }
      : setting.goal === "top-k"
        ? { name: setting.goal, k: 2 }
        : { name: setting.goal };
  const options = { n, bothOrders, seed, parallel, goal, ...(round && { round }) };
  return isCounted(name)
    ? SCHEDULES[name as keyof typeof SCHEDULES].create(field, options)
    : MODES[name as "pairwise-all" | "pairwise-baseline"].create(field, {
        ...options,
        baseline: 0,
      });
}

/** Plays a run over the stored rows, which it adds to. Tells what it called and what failed. */
function play(run: Run, rows: Row[], { refused, n }: { refused: Set<string>; n: number }) {
  const { setting } = run;
  const { models, name, bothOrders } = setting;
  const field = fieldOf(setting, rows);
  const stored = new Set(rows.map(({ game }) => game));
  const schedule = scheduleOf(field, setting, n);
  const random = createRandom(run.chance, "what happens");
  const inFlight: Match[] = [];
  const called = new Set<string>();
  const failed = new Set<string>();
  const nameOf = ({ item, first, second }: Match): string =>
    gameOf(item, models[first], models[second]);
  const id = sequenceIdOf(setting);
  for (let replies = 0; replies !== run.killedAfter; ) {
    const hasPlace = inFlight.length < (setting.round ?? setting.parallel);
    const match = hasPlace ? schedule.next() : undefined;
    if (match) {
      const game = nameOf(match);
      expect(stored).not.toContain(game);
      expect(called).not.toContain(game);
      if (!isCounted(name) && !bothOrders) {
        const swapped = gameOf(match.item, models[match.second], models[match.first]);
        expect(stored).not.toContain(swapped);
      }
      expect(match.first).not.toBe(match.second);
      expect(field.canPlay(match.first, match.item)).toBe(true);
      expect(field.canPlay(match.second, match.item)).toBe(true);
      called.add(game);
      inFlight.push(match);
      continue;
    }
    if (inFlight.length === 0) break;
    const [landed] = inFlight.splice(random.below(inFlight.length), 1) as [Match];
    replies++;
    const game = nameOf(landed);
    if (refused.has(game) || random.below(10) < run.unlucky) {
      failed.add(game);
      schedule.release(landed);
      continue;
    }
    // The judge says the same of the same game.
    const winner = ([1, 2, 3, "error"] as const)[createRandom(1, game).below(4)] as 1;
    const { item } = landed;
    const [first, second] = [models[landed.first], models[landed.second]];
    const stamp = landed.index === undefined ? undefined : { id, index: landed.index };
    rows.push({ game, item, first, second, winner, stamp });
    schedule.settle({ ...landed, winner });
  }
  return { field, called, failed, stored: fieldOf(setting, rows).played.length };
}

/** The games of a field that a schedule could hand out. */
function pairPointsOf(
  { name, models, goal, bothOrders }: Setting,
  field: Field,
  rows: readonly Row[],
) {
  const stored = new Set(rows.map(({ game }) => game));
  const games: string[] = [];
  for (let item = 0; item < field.items; item++) {
    for (let i = 0; i < field.models; i++) {
      for (let j = 0; j < field.models; j++) {
        if (i === j || !field.canPlay(i, item) || !field.canPlay(j, item)) continue;
        if (name === "pairwise-baseline" && i !== 0 && j !== 0) continue;
        const isAboutNew = i === field.models - 1 || j === field.models - 1;
        if (name === "adaptive" && goal === "new-model" && !isAboutNew) continue;
        const game = gameOf(item, models[i], models[j]);
        const swapped = gameOf(item, models[j], models[i]);
        if (stored.has(game)) continue;
        if (!isCounted(name) && !bothOrders && (stored.has(swapped) || i > j)) continue;
        games.push(game);
      }
    }
  }
  return games;
}

const setting = (name: Name): fc.Arbitrary<Setting> =>
  fc.record({
    name: fc.constant(name),
    models: fc
      .shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 2 })
      .map((models) => models.sort((a, b) => a - b)),
    items: fc.integer({ min: 1, max: 6 }),
    bothOrders: fc.boolean(),
    seed: fc.integer({ min: 0, max: 3 }),
    parallel: fc.constantFrom(1, 7, 64),
    round: fc.constantFrom(undefined, undefined, 10),
    goal: fc.constantFrom("ranking", "error-bars", "top-k", "new-model"),
  });

/** Mostly the same command again; now and then another. */
const runs = (): fc.Arbitrary<Run[]> =>
  fc.constantFrom(...NAMES).chain((name) =>
    fc
      .tuple(setting(name), fc.array(fc.constantFrom(...NAMES).chain(setting)))
      .chain(([usual, others]) =>
        fc.array(
          fc.record({
            setting: fc.oneof(
              { weight: 4, arbitrary: fc.constant(usual) },
              { weight: 1, arbitrary: fc.constantFrom(usual, ...others) },
            ),
            more: fc.constantFrom(0, 0, 1, 20, 60, 1000),
            killedAfter: fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }),
            unlucky: fc.constantFrom(0, 0, 1, 4),
            chance: fc.nat(1000),
          }),
          { minLength: 1, maxLength: 7 },
        ),
      ),
  );

describe("every schedule", () => {
  it("hands out no game twice and reaches what was asked for, whatever happens", () => {
    fc.assert(
      fc.property(runs(), fc.integer(), fc.nat(5), (list, seed, share) => {
        const rows: Row[] = [];
        const random = createRandom(seed, "refused");
        const refused = new Set<string>();
        for (let item = 0; item < 6; item++) {
          for (let i = 0; i < 6; i++) {
            for (let j = 0; j < 6; j++)
              if (random.below(10) < share) refused.add(gameOf(item, i, j));
          }
        }
        let wanted = 40;
        for (const run of list) {
          const before = fieldOf(run.setting, rows).played.length;
          const n = run.more === 0 ? wanted : before + run.more;
          wanted = n;
          const free = pairPointsOf(run.setting, fieldOf(run.setting, rows), rows);
          const { called, failed, stored } = play(run, rows, { refused, n });
          expect(new Set(rows.map(({ game }) => game)).size).toBe(rows.length);
          if (run.killedAfter !== undefined) continue;
          if (isCounted(run.setting.name)) {
            expect(stored).toBeLessThanOrEqual(Math.max(n, before));
            // Short of n only where every free game was tried.
            if (stored < n) expect(called.size).toBe(free.length);
          } else {
            expect(called.size).toBe(free.length);
          }
          // Again, when nothing fails that did not fail before: it adds games or makes no call.
          if (failed.size > 0) continue;
          const again = play({ ...run, unlucky: 0 }, rows.slice(), { refused, n });
          expect(again.called.size).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each(NAMES)(
    "plays the same games however often it is killed, if no call fails: %s",
    (name) => {
      fc.assert(
        fc.property(
          setting(name),
          fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }),
          fc.nat(1000),
          (one, kills, chance) => {
            const n = 60;
            const all = { setting: one, more: 0, unlucky: 0, chance };
            const tools = { refused: new Set<string>(), n };
            const whole: Row[] = [];
            play({ ...all, killedAfter: undefined }, whole, tools);
            const rows: Row[] = [];
            for (const killedAfter of [...kills, undefined])
              play({ ...all, killedAfter }, rows, tools);
            const games = (list: readonly Row[]) => list.map(({ game }) => game).sort();
            expect(games(rows)).toEqual(games(whole));
          },
        ),
        { numRuns: 25 },
      );
    },
  );
});
