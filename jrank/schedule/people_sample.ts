/** Which games people should vote on: a spread sample whose probabilities are known. */
import { type Random, shuffled } from "../core/random.ts";

/** A game as far as its likeness to others goes: indices of each. */
export interface SampledGame {
  readonly first: number;
  readonly second: number;
  readonly question: number;
  readonly category: number;
}

/** A game of the sample: its index, and how probable it was to be in a sample of this size. */
interface Sampled {
  readonly index: number;
  readonly probability: number;
}

/** Choosing compares every two games; beyond this many a part of them is drawn first. */
const MOST_COMPARED = 3000;
/** The first so many of the sample are in no order. */
const LEAST_HALF = 25;

/**
 * Up to `size` games in the order in which they should be voted on. Games that are alike (in models,
 * question, category, places) keep each other out, so models, pairs, places, questions and categories
 * are balanced; yet every game has a known probability, whatever the verdicts are: the local pivotal
 * method (Grafström, Lundström and Schelin, Biometrics 68, 2012). The first part of the order is a
 * spread sample again, with probabilities in the same proportions, so that whoever stops early leaves
 * a sample, too.
 *
 * A pair of models with many games has more of them in the sample, but only by the square root.
 */
export function peopleSample(
  games: readonly SampledGame[],
  { size, random }: { size: number; random: Random },
): Sampled[] {
  const all = shuffled(
    games.map((_, k) => k),
    random,
  ).slice(0, MOST_COMPARED);
  const drawn = all.length / games.length;
  const pairOf = ({ first, second }: SampledGame): string =>
    first < second ? `${first}/${second}` : `${second}/${first}`;
  const counts = new Map<string, number>();
  for (const k of all) counts.set(pairOf(games[k]), (counts.get(pairOf(games[k])) ?? 0) + 1);
  const inclusion = scaledTo(
    Math.min(size, all.length),
    all.map((k) => 1 / Math.sqrt(counts.get(pairOf(games[k])) as number)),
  );
  const likeness: Choosing["likeness"] = (a, b, byQuestion) =>
    likenessOf(games[all[a]], games[all[b]], byQuestion);
  const chosen = pivotal(
    all.map((_, k) => k),
    inclusion,
    { likeness, random },
  );
  return halved(chosen, { likeness, random }).map((k) => ({
    index: all[k],
    probability: drawn * inclusion[k],
  }));
}

interface Choosing {
  likeness(a: number, b: number, byQuestion: boolean): number;
  random: Random;
}

/** Shares with a sum of `size`, none above 1. */
function scaledTo(size: number, weights: readonly number[]): number[] {
  const isFull = weights.map(() => false);
  for (;;) {
    const full = isFull.filter(Boolean).length;
    const rest = weights.reduce((sum, w, k) => (isFull[k] ? sum : sum + w), 0);
    const factor = rest === 0 ? 0 : (size - full) / rest;
    const over = weights.flatMap((w, k) => (!isFull[k] && w * factor > 1 ? [k] : []));
    if (over.length === 0) return weights.map((w, k) => (isFull[k] ? 1 : w * factor));
    for (const k of over) isFull[k] = true;
  }
}

/** The items that are chosen, each with its probability: an item and the one most like it never share a fate. */
function pivotal(
  items: readonly number[],
  probabilities: readonly number[],
  { likeness, random }: Choosing,
): number[] {
  const chosen: number[] = [];
  const share = new Map<number, number>();
  items.forEach((item, k) => {
    if (probabilities[k] >= 1 - 1e-9) chosen.push(item);
    else share.set(item, probabilities[k]);
  });
  const open = [...share.keys()];
  const settle = (item: number, value: number): void => {
    if (value > 1e-9 && value < 1 - 1e-9) {
      share.set(item, value);
      return;
    }
    if (value >= 0.5) chosen.push(item);
    open.splice(open.indexOf(item), 1);
  };
  while (open.length > 1) {
    const one = open[random.below(open.length)];
    const other = mostLike(one, open, { likeness, random });
    const [p, q] = [share.get(one) as number, share.get(other) as number];
    if (p + q < 1) {
      const wins = random.next() < p / (p + q);
      settle(wins ? other : one, 0);
      settle(wins ? one : other, p + q);
    } else {
      const wins = random.next() < (1 - q) / (2 - p - q);
      settle(wins ? one : other, 1);
      settle(wins ? other : one, p + q - 1);
    }
  }
  // What is left of rounding, or half an item.
  if (open.length === 1 && random.next() < (share.get(open[0]) as number)) chosen.push(open[0]);
  return chosen;
}

/** The open item most like another, in one respect or the other; by chance among equals. */
function mostLike(one: number, open: readonly number[], { likeness, random }: Choosing): number {
  const byQuestion = random.next() < 0.5;
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  let equals = 0;
  for (const other of open) {
    if (other === one) continue;
    const like = likeness(one, other, byQuestion);
    if (like > most) {
      best = other;
      most = like;
      equals = 1;
    } else if (like === most && random.below(++equals) === 0) best = other;
  }
  return best;
}

/** Items in an order whose first half, quarter, … are spread, too. */
function halved(items: readonly number[], choosing: Choosing): number[] {
  if (items.length <= LEAST_HALF) return shuffled(items, choosing.random);
  const half = pivotal(
    items,
    items.map(() => 0.5),
    choosing,
  );
  const isIn = new Set(half);
  const rest = items.filter((item) => !isIn.has(item));
  return [...halved(half, choosing), ...shuffled(rest, choosing.random)];
}

/** How much two games have in common: their question first, or else their models. */
function likenessOf(a: SampledGame, b: SampledGame, byQuestion: boolean): number {
  const models =
    Number(a.first === b.first || a.first === b.second) +
    Number(a.second === b.first || a.second === b.second);
  const places = Number(a.first === b.first) + Number(a.second === b.second);
  const isSame = models === 2 ? 1 : 0;
  const question = Number(a.question === b.question) + 0.5 * Number(a.category === b.category);
  return models + isSame + 0.25 * places + (byQuestion ? 10 : 1) * question;
}
