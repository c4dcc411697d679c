/** LLM Judge's pairwise-all: every two models on every item, and pairwise-baseline: each against one. */
import {
  type Field,
  fixedSchedule,
  type Match,
  matchKey,
  type Schedule,
  type ScheduleOptions,
} from "./schedule.ts";

/** The games of a pair on an item: both orders, or one whose side alternates so that sides balance. */
function games(item: number, a: number, b: number, bothOrders: boolean): Match[] {
  const forward = { item, first: a, second: b };
  const backward = { item, first: b, second: a };
  if (bothOrders) return [forward, backward];
  return [(item + a + b) % 2 === 0 ? forward : backward];
}

function listed(field: Field, pairs: readonly [number, number][], bothOrders: boolean): Match[] {
  const stored = new Set(field.played.map((match) => matchKey(match, field.models)));
  const matches: Match[] = [];
  for (let item = 0; item < field.items; item++) {
    for (const [a, b] of pairs) {
      if (!field.canPlay(a, item) || !field.canPlay(b, item)) continue;
      for (const match of games(item, a, b, bothOrders)) {
        if (!stored.has(matchKey(match, field.models))) matches.push(match);
      }
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
