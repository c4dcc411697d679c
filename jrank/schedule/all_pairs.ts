/** LLM Judge's pairwise-all: every two models on every item, and pairwise-baseline: each against one. */
import {
  type Field,
  fixedSchedule,
  type Match,
  matchKey,
  type Schedule,
  type ScheduleOptions,
} from "./schedule.ts";

/**
 * The games of a pair on an item that are left to play: those of both orders that are not taken, or
 * one where neither is, whose side alternates so that sides balance.
 */
function gamesLeft(
  item: number,
  [a, b]: readonly [number, number],
  { bothOrders, isTaken }: { bothOrders: boolean; isTaken(match: Match): boolean },
): Match[] {
  const forward = { item, first: a, second: b };
  const backward = { item, first: b, second: a };
  const left = [forward, backward].filter((match) => !isTaken(match));
  if (bothOrders) return left;
  // Which side comes first depends on who takes part; a game played the other way is played, too.
  return left.length < 2 ? [] : [(item + a + b) % 2 === 0 ? forward : backward];
}

function listed(field: Field, pairs: readonly [number, number][], bothOrders: boolean): Match[] {
  const { models, played, aside = [] } = field;
  const taken = new Set([...played, ...aside].map((match) => matchKey(match, models)));
  const isTaken = (match: Match): boolean => taken.has(matchKey(match, models));
  const matches: Match[] = [];
  for (let item = 0; item < field.items; item++) {
    for (const pair of pairs) {
      if (!field.canPlay(pair[0], item) || !field.canPlay(pair[1], item)) continue;
      matches.push(...gamesLeft(item, pair, { bothOrders, isTaken }));
    }
  }
  return matches;
}

/** Every pair of models on every item, item by item, so that an interrupted run is balanced. */
export function allPairsSchedule(field: Field, { bothOrders }: ScheduleOptions): Schedule {
  const pairs: [number, number][] = [];
  for (let a = 0; a < field.models; a++) {
    for (let b = a + 1; b < field.models; b++) pairs.push([a, b]);
  }
  return fixedSchedule(listed(field, pairs, bothOrders));
}

/** Every model against the baseline on every item; the model is shown first in the first game. */
export function baselineSchedule(
  field: Field,
  { bothOrders, baseline }: ScheduleOptions,
): Schedule {
  if (baseline === undefined) throw new Error("pairwise-baseline needs a baseline");
  const pairs: [number, number][] = [];
  for (let model = 0; model < field.models; model++) {
    if (model !== baseline) pairs.push([model, baseline]);
  }
  return fixedSchedule(listed(field, pairs, bothOrders));
}
