/** How the adaptive schedule chooses: a pair by its gain, then the order and the question by balance. */
import { createRandom, type Random, shuffled } from "../core/random.ts";
import { type Information, pairGains } from "./match_information.ts";
import type { Match } from "./schedule.ts";
import { hasFreeGame, leastPlayedItem, type Tally } from "./tally.ts";

/**
 * A pair drawn with probability proportional to the fourth power of its gain, among those that are
 * wanted and have a game left; undefined where there is none. (Always the largest gain would let models
 * that were lucky early meet only each other.)
 */
export function drawPair(
  tally: Tally,
  information: Information,
  strengths: Float64Array,
  random: Random,
  isWanted: (i: number, j: number) => boolean,
): { i: number; j: number; propensity: number } | undefined {
  const { models } = tally;
  const isOpen = (i: number, j: number): boolean => isWanted(i, j) && hasFreeGame(tally, i, j);
  const gains = pairGains(information, strengths, isOpen);
  let largest = 0;
  for (const gain of gains) if (gain > largest) largest = gain;
  if (largest === 0) return undefined;
  let total = 0;
  for (let at = 0; at < gains.length; at++) {
    const square = gains[at] > 0 ? (gains[at] / largest) ** 2 : 0;
    gains[at] = square * square;
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
export function placePair(tally: Tally, i: number, j: number, random: Random): Match | undefined {
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
export function warmUpMatch(
  tally: Tally,
  k: number,
  seed: number,
  random: Random,
): Match | undefined {
  const { models } = tally;
  const cycle = shuffled(
    Array.from({ length: models }, (_, i) => i),
    createRandom(seed, `adaptive cycle ${Math.floor(k / models)}`),
  );
  const i = cycle[k % models];
  const j = cycle[(k + 1) % models];
  return i === j || !hasFreeGame(tally, i, j) ? undefined : placePair(tally, i, j, random);
}
