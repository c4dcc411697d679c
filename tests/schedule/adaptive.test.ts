import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { adaptiveSchedule } from "../../jrank/schedule/adaptive.ts";
import {
  type Field,
  type Match,
  matchKey,
  type PlayedMatch,
  type ScheduleOptions,
} from "../../jrank/schedule/schedule.ts";

const MODELS = 9;
const ITEMS = 30;

function field(played: PlayedMatch[] = [], models = MODELS): Field {
  return { models, items: ITEMS, canPlay: () => true, questionOf: (item) => item, played };
}

const options: ScheduleOptions = {
  n: 300,
  bothOrders: false,
  seed: 5,
  parallel: 1,
  goal: { name: "ranking" },
};

/** A verdict that depends on the match alone, as if the judge were asked twice and said the same. */
function verdict(match: Match): 1 | 2 | 3 {
  const random = createRandom(17, `verdict ${match.item} ${match.first} ${match.second}`);
  const p = 1 / (1 + Math.exp(-(match.second - match.first) * 0.4));
  if (random.next() < 0.1) return 3;
  return random.next() < p ? 1 : 2;
}

/** Plays with `parallel` calls in flight whose replies come in a random order. */
function play(
  f: Field,
  wanted: Partial<ScheduleOptions> = {},
  { stopAfter = Number.POSITIVE_INFINITY, order = 1 } = {},
): PlayedMatch[] {
  const settings = { ...options, ...wanted };
  const schedule = adaptiveSchedule(f, settings);
  const random = createRandom(order, "order of replies");
  const inFlight: Match[] = [];
  const done: PlayedMatch[] = [];
  while (done.length < stopAfter) {
    const match = inFlight.length < settings.parallel ? schedule.next() : undefined;
    if (match) {
      inFlight.push(match);
      continue;
    }
    if (inFlight.length === 0) break;
    const [landed] = inFlight.splice(random.below(inFlight.length), 1) as [Match];
    const played = { ...landed, winner: verdict(landed) };
    schedule.settle(played);
    done.push(played);
  }
  return done;
}

const keys = (matches: readonly Match[], models = MODELS): number[] =>
  matches.map((match) => matchKey(match, models)).sort((a, b) => a - b);

describe("the adaptive schedule", () => {
  it("plays n matches, none twice, orders balanced to within one, questions evenly", () => {
    const matches = play(field());
    expect(new Set(keys(matches)).size).toBe(300);
    const games = new Map<string, number>();
    const perItem = new Array<number>(ITEMS).fill(0);
    for (const { item, first, second } of matches) {
      games.set(`${first}-${second}`, (games.get(`${first}-${second}`) ?? 0) + 1);
      perItem[item]!++;
    }
    for (let i = 0; i < MODELS; i++) {
      for (let j = 0; j < i; j++) {
        const balance = (games.get(`${i}-${j}`) ?? 0) - (games.get(`${j}-${i}`) ?? 0);
        expect(Math.abs(balance)).toBeLessThanOrEqual(1);
      }
    }
    expect(Math.max(...perItem) - Math.min(...perItem)).toBeLessThanOrEqual(2);
  });

  it("plays no swapped repeat while other games are free", () => {
    const seen = new Set(keys(play(field())));
    const repeats = [...seen].filter((key) => {
      const second = key % MODELS;
      const first = Math.floor(key / MODELS) % MODELS;
      const item = Math.floor(key / MODELS / MODELS);
      return seen.has(matchKey({ item, first: second, second: first }, MODELS));
    });
    expect(repeats).toHaveLength(0);
  });

  it("connects all models in the first cycle", () => {
    const matches = play(field(), { n: MODELS });
    const root = Array.from({ length: MODELS }, (_, i) => i);
    const find = (i: number): number => (root[i] === i ? i : find(root[i]));
    for (const { first, second } of matches) root[find(first)] = find(second);
    expect(new Set(root.map((_, i) => find(i))).size).toBe(1);
  });

  it("does not depend on the order in which the replies come", () => {
    const settings = { parallel: 8 };
    const one = play(field(), settings, { order: 1 });
    const other = play(field(), settings, { order: 2 });
    expect(keys(one)).toEqual(keys(other));
  });

  it.each([1, 7, 64])(
    "goes on with the same sequence after an interruption (%i in flight)",
    (parallel) => {
      const whole = keys(play(field(), { parallel }));
      for (const stopAfter of [3, 44, 45, 101, 158, 239]) {
        const stored = play(field(), { parallel }, { stopAfter });
        const rest = play(field(stored), { parallel }, { order: 9 });
        expect(keys([...stored, ...rest])).toEqual(whole);
      }
    },
  );

  it.each([8, 64])("waits for no reply that is late (%i in flight)", (parallel) => {
    const schedule = adaptiveSchedule(field(), { ...options, parallel });
    const late = 150;
    let handedOut = 0;
    for (let match = schedule.next(); match; match = schedule.next()) {
      if (handedOut++ !== late) schedule.settle({ ...match, winner: verdict(match) });
    }
    // The 150th reply may take as long as a third of all before it, or four rounds.
    expect(handedOut - late).toBeGreaterThanOrEqual(
      Math.min(300 - late, Math.max(70, 4 * parallel)),
    );
  });

  it("plays another match in the place of one that failed, until n are there", () => {
    const schedule = adaptiveSchedule(field(), options);
    let handedOut = 0;
    let played = 0;
    for (let match = schedule.next(); match; match = schedule.next()) {
      handedOut++;
      if (handedOut % 10 === 0) schedule.release(match);
      else {
        played++;
        schedule.settle({ ...match, winner: verdict(match) });
      }
    }
    expect(played).toBe(300);
    expect(schedule.left).toBe(0);
  });

  it("takes up what another schedule has played, and serves a newcomer", () => {
    const old = play(field([], 8)).map(({ item, first, second, winner }) => ({
      item,
      first,
      second,
      winner,
    }));
    const added = play(field(old), { n: 360, goal: { name: "new-model", model: 8 } });
    expect(added).toHaveLength(60);
    const withNewcomer = added.filter(({ first, second }) => first === 8 || second === 8);
    expect(withNewcomer.length).toBeGreaterThan(50);
  });

  it("exhausts a small field and stops", () => {
    const tiny: Field = { ...field([], 3), items: 2 };
    expect(play(tiny, { n: 500 })).toHaveLength(12);
  });

  it("keeps the probability with which each pair was drawn", () => {
    const drawn = play(field()).filter(({ propensity }) => propensity !== undefined);
    expect(drawn.length).toBeGreaterThan(200);
    expect(drawn.every(({ propensity }) => propensity! > 0 && propensity! <= 1)).toBe(true);
  });
});
