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
  for (const match of field.aside ?? []) state.used.add(matchKey(match, field.models));
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
    const model = candidates[random.below(candidates.length)];
    const match = freeMatch(state, field, model, random);
    if (match) {
      record(state, field, match);
      return match;
    }
    state.exhausted.add(model);
  }
}

/** The sequence from a state on, match by match: with both orders the swapped game right behind a game. */
function sequenceFrom(
  state: State,
  field: Field,
  { random, bothOrders }: { random: Random; bothOrders: boolean },
): () => Match | undefined {
  let swapped: Match | undefined;
  return () => {
    if (swapped && isFree(state, field, swapped)) {
      const match = swapped;
      swapped = undefined;
      record(state, field, match);
      return match;
    }
    const match = draw(state, field, random);
    swapped =
      bothOrders && match
        ? { item: match.item, first: match.second, second: match.first }
        : undefined;
    return match;
  };
}

/**
 * The matches that are left to play to have n. The whole sequence follows from the seed and needs
 * no verdicts; so an interrupted run goes on with exactly the matches that it had left. Where the
 * stored matches are not of this sequence (other models, another seed, replaced failures), they are
 * taken as they are and the rule goes on from there, so that a newcomer catches up with the others.
 */
export function fewestMatchesSchedule(
  field: Field,
  { n, bothOrders, seed }: ScheduleOptions,
): Schedule {
  const { played, models } = field;
  if (played.length >= n) return fixedSchedule([]);
  const keyOf = (match: Match): number => matchKey(match, models);
  const stored = new Set(played.map(keyOf));
  let state = stateOf(field, []);
  let more = sequenceFrom(state, field, {
    random: createRandom(seed, "fewest matches"),
    bothOrders,
  });
  const whole = upTo(n, more);
  const inWhole = new Set(whole.map(keyOf));
  let waiting: readonly Match[] = whole.filter((match) => !stored.has(keyOf(match)));
  if (played.some((match) => !inWhole.has(keyOf(match)))) {
    state = stateOf(field, played);
    const random = createRandom(seed, `fewest matches after ${played.length}`);
    more = sequenceFrom(state, field, { random, bothOrders });
    waiting = [];
  }
  let at = 0;
  let left = n - played.length;
  return {
    next() {
      if (left === 0) return undefined;
      const match = waiting[at++] ?? more();
      left = match === undefined ? 0 : left - 1;
      return match;
    },
    settle: () => {},
    release(match) {
      state.matches[match.first]--;
      state.matches[match.second]--;
      left++;
    },
    get left() {
      return left;
    },
  };
}

function upTo(count: number, more: () => Match | undefined): Match[] {
  const drawn: Match[] = [];
  while (drawn.length < count) {
    const match = more();
    if (!match) break;
    drawn.push(match);
  }
  return drawn;
}
