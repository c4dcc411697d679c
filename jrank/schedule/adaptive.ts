/**
 * Adaptive pairwise-n: each match is the one likely to teach most about what the judgments are for,
 * balanced over questions and orders. First random cycles through all models (so the graph of
 * matches is connected after one round), then pairs drawn with probability proportional to the
 * fourth power of their gain. docs/scheduling.md tells the rule, its reasons and what it saves.
 *
 * The k-th match follows from the seed, the matches before it and the verdicts of matches some places
 * before it (`lagAt`); so calls in flight need not be waited for, verdicts may come in any order, and
 * an interrupted run goes on with the same sequence. Where calls failed for good, places stay empty and
 * those behind them were chosen otherwise than they would be now; an empty place that wants a game which
 * is stored behind it is chosen with all that is stored counted in. So no stored game is chosen again.
 */
import { createRandom } from "../core/random.ts";
import { drawPair, placePair, warmUpMatch } from "./adaptive_choice.ts";
import { currentStrengths, informationAt, type Verdicts } from "./adaptive_fit.ts";
import {
  addMatch,
  differenceVariance,
  expectedWeight,
  type Information,
} from "./match_information.ts";
import {
  type Field,
  type Match,
  matchKey,
  type PlayedMatch,
  type Schedule,
  type ScheduleOptions,
} from "./schedule.ts";
import { countMatch, createTally, isFreeGame, uncountMatch } from "./tally.ts";

/**
 * Raised when the same verdicts lead to other matches than before: the sequence of an earlier rule is
 * not gone on with, its matches are taken as they are. Rule 3 looks at all neighbours under `top-k`, too.
 */
export const ADAPTIVE_RULE = 3;
/** Rule 1, whose stamps do not name it, had no long wave, so its ratings of many models are too far apart. */
export const FIRST_RULE_WITH_WAVE = 2;

/** Each model plays this many matches in random cycles before its verdicts decide anything. */
const WARM_UP_MATCHES = 10;
/** Strengths are estimated anew after so many matches, and a few for each model where there are many. */
const REFIT = { least: 10, ofModels: 1 / 4 };
/**
 * Places a verdict may be late: a third of the sequence so far, between these multiples of the calls in
 * flight. A reply that takes long then holds up nobody, and late verdicts about strengths that are known
 * to a third cost no precision (docs/scheduling.md).
 */
const LAG = { share: 1 / 3, leastRounds: 4, mostRounds: 16 };

/** How many places before match k the last verdict may be that decides it. */
function lagAt(
  k: number,
  { round, parallel }: Pick<ScheduleOptions, "round" | "parallel">,
): number {
  if (round !== undefined) return round;
  if (parallel === 1) return 0;
  const most = Math.min(LAG.mostRounds * parallel, Math.floor(LAG.share * k));
  return Math.max(LAG.leastRounds * parallel, most);
}

/** The stored matches by their place in the sequence, and those without one of their own. */
function byPlace(played: readonly PlayedMatch[]): {
  stored: Map<number, PlayedMatch>;
  foreign: PlayedMatch[];
} {
  const stored = new Map<number, PlayedMatch>();
  const foreign: PlayedMatch[] = [];
  for (const match of played) {
    const { index } = match;
    if (index === undefined || !(index >= 0) || stored.has(index)) foreign.push(match);
    else stored.set(index, match);
  }
  return { stored, foreign };
}

/** Starts, or goes on with, an adaptive schedule. */
export function adaptiveSchedule(field: Field, options: ScheduleOptions): Schedule {
  const { n, seed, bothOrders, goal, known, rule } = options;
  // A new model's place is found by its own matches; cycles would play those of the others anew.
  const isWanted = (i: number, j: number): boolean =>
    goal.name !== "new-model" || i === goal.model || j === goal.model;
  const { models } = field;
  const refitEvery = Math.max(REFIT.least, Math.floor(REFIT.ofModels * models));
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

  const { stored, foreign } = byPlace(field.played);
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
  /** The stored games, for the first place that is empty. */
  let storedGames: Set<number> | undefined;
  /** Whether the stored games behind the place that is looked at are in the tally, too. */
  let isAllCounted = false;

  const warmUp =
    goal.name === "new-model"
      ? 0
      : Math.max(0, Math.ceil((WARM_UP_MATCHES * models) / 2) - foreign.length);
  const storedInBlock = new Map<number, number>();
  for (const k of stored.keys()) {
    const block = Math.floor(k / refitEvery);
    storedInBlock.set(block, (storedInBlock.get(block) ?? 0) + 1);
  }
  /** Whether every match of k's block is stored, so that none of it must be chosen again. */
  const isReplayed = (k: number): boolean =>
    storedInBlock.get(Math.floor(k / refitEvery)) === refitEvery;

  const advanceSettled = (): void => {
    while (settled < sequence.length && sequence[settled] !== "open") settled++;
  };
  const refit = (): void => {
    strengths = currentStrengths(verdicts, models, known);
    information = informationAt(strengths, tally.games, goal, models, known, rule === undefined);
  };
  /** Learns what match k may know. False when a verdict that it needs is not there yet. */
  const prepare = (k: number): boolean => {
    if (k < warmUp) return true;
    if (k % refitEvery !== 0 && k !== warmUp) return true;
    information = undefined;
    if (isReplayed(k)) return true;
    const needed = Math.max(0, k - lagAt(k, options));
    if (needed > settled) return false;
    for (; learnt < needed; learnt++) {
      const match = sequence[learnt];
      if (match !== undefined && typeof match !== "string") learn(match);
    }
    refit();
    return true;
  };
  const take = (match: Match, entry: PlayedMatch | "open"): void => {
    sequence.push(entry);
    previous = match;
    if (entry !== "open" && isAllCounted) return;
    countMatch(tally, match);
    if (!information) return;
    const variance = differenceVariance(information, match.first, match.second);
    const difference = strengths[match.first] - strengths[match.second];
    addMatch(information, match.first, match.second, expectedWeight(difference, variance));
  };

  const draw = (k: number): Match | undefined => {
    const random = createRandom(seed, `adaptive match ${k}`);
    if (bothOrders && previous !== undefined && k % 2 === 1) {
      const swapped = { item: previous.item, first: previous.second, second: previous.first };
      if (isFreeGame(tally, swapped)) return swapped;
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

  const countAll = (k: number): void => {
    for (const [index, match] of stored) if (index > k) countMatch(tally, match);
    isAllCounted = true;
    if (information) refit();
  };
  const choose = (k: number): Match | undefined => {
    const match = draw(k);
    if (isAllCounted || match === undefined) return match;
    storedGames ??= new Set([...stored.values()].map((game) => matchKey(game, models)));
    if (!storedGames.has(matchKey(match, models))) return match;
    countAll(k);
    return draw(k);
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
      left++;
      advanceSettled();
    },
    get left() {
      return left;
    },
  };
}
