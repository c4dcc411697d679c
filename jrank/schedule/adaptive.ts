/**
 * Adaptive pairwise-n: each match is the one likely to teach most about what the judgments are for,
 * balanced over questions and orders. First random cycles through all models (so the graph of
 * matches is connected after one round), then pairs drawn with probability proportional to the
 * fourth power of their gain. docs/scheduling.md tells the rule, its reasons and what it saves.
 *
 * The k-th match follows from the seed, the matches before it and the verdicts of matches at least
 * `lag` places before it; so calls in flight need not be waited for, verdicts may come in any order,
 * and an interrupted run goes on with the same sequence.
 */
import { createRandom, type Random, shuffled } from "../core/random.ts";
import { currentStrengths, informationAt, type Verdicts } from "./adaptive_fit.ts";
import {
  addMatch,
  differenceVariance,
  expectedWeight,
  gainOf,
  type Information,
} from "./information.ts";
import {
  type Field,
  type Match,
  matchKey,
  type PlayedMatch,
  type Schedule,
  type ScheduleOptions,
} from "./schedule.ts";
import {
  countMatch,
  createTally,
  hasFreeGame,
  leastPlayedItem,
  type Tally,
  uncountMatch,
} from "./tally.ts";

/** Each model plays this many matches in random cycles before its verdicts decide anything. */
const WARM_UP_MATCHES = 10;
/** Strengths are estimated anew after so many matches. */
const REFIT_EVERY = 10;
/** Places a verdict may be late, in multiples of the calls in flight. */
const LAG_ROUNDS = 3;
const POWER = 4;

function drawPair(
  tally: Tally,
  information: Information,
  strengths: Float64Array,
  random: Random,
  isWanted: (i: number, j: number) => boolean,
): { i: number; j: number; propensity: number } | undefined {
  const { models } = tally;
  const gains = new Float64Array((models * (models - 1)) / 2);
  let largest = 0;
  for (let i = 1, at = 0; i < models; i++) {
    for (let j = 0; j < i; j++, at++) {
      if (!isWanted(i, j) || !hasFreeGame(tally, i, j)) continue;
      const w = expectedWeight(strengths[i] - strengths[j], differenceVariance(information, i, j));
      gains[at] = gainOf(information, i, j, w);
      if (gains[at] > largest) largest = gains[at];
    }
  }
  if (largest === 0) return undefined;
  let total = 0;
  for (let at = 0; at < gains.length; at++) {
    const relative = gains[at] / largest;
    gains[at] = relative > 0 ? relative ** POWER : 0;
    total += gains[at];
  }
  let left = random.next() * total;
  let chosen: { i: number; j: number; propensity: number } | undefined;
  for (let i = 1, at = 0; i < models; i++) {
    for (let j = 0; j < i; j++, at++) {
      if (gains[at] === 0) continue;
      chosen = { i, j, propensity: gains[at] / total };
      left -= gains[at];
      if (left < 0) return chosen;
    }
  }
  return chosen;
}

/** The order of a pair with fewer games so far (a coin when equal), and its least played item. */
function placePair(tally: Tally, i: number, j: number, random: Random): Match | undefined {
  const forward = tally.games[i * tally.models + j];
  const backward = tally.games[j * tally.models + i];
  const swap = forward === backward ? random.below(2) === 1 : backward < forward;
  const placed = (first: number, second: number): Match | undefined => {
    const item = leastPlayedItem(tally, first, second, (n) => random.below(n));
    return item === undefined ? undefined : { item, first, second };
  };
  // Where not every match is offered one order can be used up before the other.
  return swap ? (placed(j, i) ?? placed(i, j)) : (placed(i, j) ?? placed(j, i));
}

/** Match k of the warm-up: neighbours in a random cycle through all models. */
function warmUpMatch(tally: Tally, k: number, seed: number, random: Random): Match | undefined {
  const { models } = tally;
  const cycle = shuffled(
    Array.from({ length: models }, (_, i) => i),
    createRandom(seed, `adaptive cycle ${Math.floor(k / models)}`),
  );
  const i = cycle[k % models];
  const j = cycle[(k + 1) % models];
  return i === j || !hasFreeGame(tally, i, j) ? undefined : placePair(tally, i, j, random);
}

/** Starts, or goes on with, an adaptive schedule. */
export function adaptiveSchedule(field: Field, options: ScheduleOptions): Schedule {
  const { n, seed, bothOrders, goal, known } = options;
  // A new model's place is found by its own matches; cycles would play those of the others anew.
  const isWanted = (i: number, j: number): boolean =>
    goal.name !== "new-model" || i === goal.model || j === goal.model;
  const lag = options.round ?? (options.parallel > 1 ? LAG_ROUNDS * options.parallel : 0);
  const { models } = field;
  const tally = createTally(field);
  const verdicts: Verdicts = {
    won: new Float64Array(models * models),
    lost: new Float64Array(models * models),
  };
  const learn = ({ first, second, winner }: PlayedMatch): void => {
    if (winner === "error") return;
    const score = winner === 1 ? 1 : winner === 2 ? 0 : 0.5;
    verdicts.won[first * models + second] += score;
    verdicts.lost[first * models + second] += 1 - score;
  };

  const isOurs = (match: PlayedMatch): boolean => match.index !== undefined;
  const stored = new Map(field.played.filter(isOurs).map((match) => [match.index, match]));
  const foreign = field.played.filter((match) => !isOurs(match));
  for (const match of foreign) {
    countMatch(tally, match);
    learn(match);
  }
  /** By index: the verdict, "open" while in flight, "failed" when it stays open. */
  const sequence: (PlayedMatch | "open" | "failed")[] = [];
  let settled = 0; // verdicts below this index are all there
  let learnt = 0; // verdicts below this index are in `verdicts`
  let left = Math.max(0, n - field.played.length);
  let previous: Match | undefined;
  let strengths: Float64Array = new Float64Array(models);
  let information: Information | undefined;

  const warmUp =
    goal.name === "new-model"
      ? 0
      : Math.max(0, Math.ceil((WARM_UP_MATCHES * models) / 2) - foreign.length);
  const storedInBlock = new Map<number, number>();
  for (const k of stored.keys()) {
    const block = Math.floor((k as number) / REFIT_EVERY);
    storedInBlock.set(block, (storedInBlock.get(block) ?? 0) + 1);
  }
  /** Whether every match of k's block is stored, so that none of it must be chosen again. */
  const isReplayed = (k: number): boolean =>
    storedInBlock.get(Math.floor(k / REFIT_EVERY)) === REFIT_EVERY;

  const advanceSettled = (): void => {
    while (settled < sequence.length && sequence[settled] !== "open") settled++;
  };
  const refit = (): void => {
    strengths = currentStrengths(verdicts, models, known);
    information = informationAt(strengths, tally.games, goal, models, known);
  };
  /** Learns what match k may know. False when a verdict that it needs is not there yet. */
  const prepare = (k: number): boolean => {
    if (k < warmUp) return true;
    if (k % REFIT_EVERY !== 0 && k !== warmUp) return true;
    information = undefined;
    if (isReplayed(k)) return true;
    const needed = Math.max(0, k - lag);
    if (needed > settled) return false;
    for (; learnt < needed; learnt++) {
      const match = sequence[learnt];
      if (match !== undefined && typeof match !== "string") learn(match);
    }
    refit();
    return true;
  };
  const take = (match: Match, entry: PlayedMatch | "open"): void => {
    countMatch(tally, match);
    sequence.push(entry);
    previous = match;
    if (!information) return;
    const variance = differenceVariance(information, match.first, match.second);
    const difference = strengths[match.first] - strengths[match.second];
    addMatch(information, match.first, match.second, expectedWeight(difference, variance));
  };

  const choose = (k: number): Match | undefined => {
    const random = createRandom(seed, `adaptive match ${k}`);
    if (bothOrders && previous !== undefined && k % 2 === 1) {
      const swapped = { item: previous.item, first: previous.second, second: previous.first };
      if (!tally.used.has(matchKey(swapped, models)) && tally.isOffered(swapped)) return swapped;
    }
    const isWarm = k < warmUp;
    const warmMatch = isWarm ? warmUpMatch(tally, k, seed, random) : undefined;
    if (warmMatch) return warmMatch;
    // In the warm-up only where two neighbours of the cycle have no game left.
    if (!information) refit();
    const pair = drawPair(tally, information as Information, strengths, random, isWanted);
    if (isWarm) information = undefined;
    if (!pair) return undefined;
    const match = placePair(tally, pair.i, pair.j, random);
    return match && { ...match, propensity: pair.propensity };
  };

  return {
    next() {
      while (left > 0) {
        const k = sequence.length;
        if (!prepare(k)) return undefined;
        const before = stored.get(k);
        if (before) {
          take(before, before);
          advanceSettled();
          continue;
        }
        const match = choose(k);
        if (match === undefined) {
          left = 0;
          return undefined;
        }
        take(match, "open");
        left--;
        return { ...match, index: k };
      }
      return undefined;
    },
    settle(match) {
      if (match.index === undefined) throw new Error("a match without its index was settled");
      sequence[match.index] = match;
      advanceSettled();
    },
    release(match) {
      if (match.index === undefined) throw new Error("a match without its index was released");
      sequence[match.index] = "failed";
      uncountMatch(tally, match);
      advanceSettled();
    },
    get left() {
      return left;
    },
  };
}
