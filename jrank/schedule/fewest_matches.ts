/**
 * The original's rule for pairwise-n: among the models with the fewest matches pick one at random,
 * then a random unused combination of opponent, order and question with it.
 */
import { createRandom, type Random } from "../core/random.ts";
import {
  type Field,
  fixedSchedule,
  type Match,
  matchKey,
  type Schedule,
  type ScheduleOptions,
} from "./schedule.ts";

interface State {
  used: Set<number>;
  matches: Uint32Array;
  /** Models whose matches are used up. */
  exhausted: Set<number>;
}

function stateOf(field: Field, played: readonly Match[]): State {
  const state: State = {
    used: new Set(),
    matches: new Uint32Array(field.models),
    exhausted: new Set(),
  };
  for (const match of played) record(state, field, match);
  return state;
}

function record(state: State, field: Field, match: Match): void {
  state.used.add(matchKey(match, field.models));
  state.matches[match.first]!++;
  state.matches[match.second]!++;
}

/** The models with the fewest matches among those that can still play. */
function hungriest(state: State): number[] {
  let fewest = Number.POSITIVE_INFINITY;
  let found: number[] = [];
  state.matches.forEach((count, model) => {
    if (state.exhausted.has(model) || count > fewest) return;
    if (count < fewest) found = [];
    fewest = count;
    found.push(model);
  });
  return found;
}

function isFree(state: State, field: Field, match: Match): boolean {
  return (
    match.first !== match.second &&
    !state.used.has(matchKey(match, field.models)) &&
    field.canPlay(match.first, match.item) &&
    field.canPlay(match.second, match.item) &&
    (field.isOffered?.(match) ?? true)
  );
}

/** A random free match of the model, each with the same probability; undefined when none is left. */
function freeMatch(state: State, field: Field, model: number, random: Random): Match | undefined {
  const draw = (): Match => {
    const opponent = random.below(field.models);
    const item = random.below(field.items);
    return random.below(2) === 0
      ? { item, first: model, second: opponent }
      : { item, first: opponent, second: model };
  };
  // Rejection is fast while most are free; what is left is listed when it is not.
  for (let attempt = 0; attempt < 64; attempt++) {
    const match = draw();
    if (isFree(state, field, match)) return match;
  }
  const free: Match[] = [];
  for (let item = 0; item < field.items; item++) {
    for (let opponent = 0; opponent < field.models; opponent++) {
      for (const [first, second] of [
        [model, opponent],
        [opponent, model],
      ] as const) {
        const match = { item, first, second };
        if (isFree(state, field, match)) free.push(match);
      }
    }
  }
  return free[random.below(free.length)];
}

function draw(state: State, field: Field, random: Random): Match | undefined {
  for (;;) {
    const candidates = hungriest(state);
    if (candidates.length === 0) return undefined;
    const model = candidates[random.below(candidates.length)] as number;
    const match = freeMatch(state, field, model, random);
    if (match) {
      record(state, field, match);
      return match;
    }
    state.exhausted.add(model);
  }
}

function drawUpTo(count: number, state: State, field: Field, random: Random): Match[] {
  const drawn: Match[] = [];
  while (drawn.length < count) {
    const match = draw(state, field, random);
    if (!match) break;
    drawn.push(match);
  }
  return drawn;
}

/** The swapped game right behind each game, as far as it is free and n allows. */
function withBothOrders(count: number, state: State, field: Field, random: Random): Match[] {
  const drawn: Match[] = [];
  while (drawn.length < count) {
    const match = draw(state, field, random);
    if (!match) break;
    drawn.push(match);
    const swapped = { item: match.item, first: match.second, second: match.first };
    if (drawn.length < count && isFree(state, field, swapped)) {
      record(state, field, swapped);
      drawn.push(swapped);
    }
  }
  return drawn;
}

/**
 * The matches that are left to play to have n. The whole sequence follows from the seed and needs
 * no verdicts; so an interrupted run goes on with exactly the matches that it had left. Where the
 * stored matches are not of this sequence (other models, another seed), they are taken as they are
 * and the rule goes on from there, so that a newcomer catches up with the others.
 */
export function fewestMatchesSchedule(
  field: Field,
  { n, bothOrders, seed }: ScheduleOptions,
): Schedule {
  const sequenceFrom = bothOrders ? withBothOrders : drawUpTo;
  const fresh = createRandom(seed, "fewest matches");
  const continued = createRandom(seed, `fewest matches after ${field.played.length}`);
  const stored = new Set(field.played.map((match) => matchKey(match, field.models)));
  if (stored.size >= n) return fixedSchedule([]);
  const whole = sequenceFrom(n, stateOf(field, []), field, fresh);
  const inWhole = new Set(whole.map((match) => matchKey(match, field.models)));
  const isOurs = [...stored].every((key) => inWhole.has(key));
  const left = isOurs
    ? whole.filter((match) => !stored.has(matchKey(match, field.models)))
    : sequenceFrom(Math.max(0, n - stored.size), stateOf(field, field.played), field, continued);
  return fixedSchedule(left);
}
