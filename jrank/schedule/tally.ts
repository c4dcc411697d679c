/**
 * What has been handed out, counted the ways a balanced schedule looks at it: by ordered pair, by
 * model and question, by question, and every single match.
 */
import { type Field, type Match, matchKey } from "./schedule.ts";

export interface Tally {
  readonly models: number;
  readonly items: number;
  readonly questions: number;
  /** 1 where the model has an answer to the item: models x items. */
  readonly playable: Uint8Array;
  /** Games of a pair that are neither played nor set aside, both orders together: models x models. */
  readonly free: Uint32Array;
  /** Whether a match may be played at all. */
  readonly isOffered: (match: Match) => boolean;
  /** Question of each item. */
  readonly question: Uint32Array;
  /** Games by ordered pair, models x models. */
  readonly games: Uint32Array;
  /** Games by model and question, models x questions. */
  readonly byQuestion: Uint32Array;
  readonly ofQuestion: Uint32Array;
  readonly ofItem: Uint32Array;
  /** Games that are never handed out (again): played, in flight or set aside. */
  readonly used: Set<number>;
}

/** The tally of a field of which nothing is played; what the field sets aside is not free. */
export function createTally(field: Field): Tally {
  const { models, items } = field;
  const playable = new Uint8Array(models * items);
  const question = new Uint32Array(items);
  let questions = 0;
  for (let item = 0; item < items; item++) {
    question[item] = field.questionOf(item);
    questions = Math.max(questions, question[item] + 1);
    for (let model = 0; model < models; model++) {
      if (field.canPlay(model, item)) playable[model * items + item] = 1;
    }
  }
  const isOffered = field.isOffered?.bind(field);
  const free = new Uint32Array(models * models);
  for (let i = 0; i < models; i++) {
    for (let j = 0; j < i; j++) {
      let games = 0;
      for (let item = 0; item < items; item++) {
        if (!(playable[i * items + item] & playable[j * items + item])) continue;
        games += isOffered
          ? Number(isOffered({ item, first: i, second: j })) +
            Number(isOffered({ item, first: j, second: i }))
          : 2;
      }
      free[i * models + j] = games;
      free[j * models + i] = games;
    }
  }
  const tally: Tally = {
    models,
    items,
    questions,
    playable,
    free,
    isOffered: isOffered ?? (() => true),
    question,
    games: new Uint32Array(models * models),
    byQuestion: new Uint32Array(models * questions),
    ofQuestion: new Uint32Array(questions),
    ofItem: new Uint32Array(items),
    used: new Set(),
  };
  for (const match of field.aside ?? []) useGame(tally, match);
  return tally;
}

/** Whether a game can be handed out. */
export function isFreeGame(tally: Tally, match: Match): boolean {
  return isPlayable(tally, match) && !tally.used.has(matchKey(match, tally.models));
}

function isPlayable({ playable, items, isOffered }: Tally, match: Match): boolean {
  const { item, first, second } = match;
  return playable[first * items + item] + playable[second * items + item] === 2 && isOffered(match);
}

/** Takes a game out of those that are free. */
function useGame(tally: Tally, match: Match): void {
  const { models, used, free } = tally;
  const key = matchKey(match, models);
  if (used.has(key)) return;
  used.add(key);
  // Answers may have gone since it was played; then it was never among the free ones.
  if (!isPlayable(tally, match)) return;
  free[match.first * models + match.second]--;
  free[match.second * models + match.first]--;
}

/** Counts a match in. */
export function countMatch(tally: Tally, match: Match): void {
  useGame(tally, match);
  const { item, first, second } = match;
  const q = tally.question[item];
  tally.games[first * tally.models + second]++;
  tally.byQuestion[first * tally.questions + q]++;
  tally.byQuestion[second * tally.questions + q]++;
  tally.ofQuestion[q]++;
  tally.ofItem[item]++;
}

/** Takes a match whose call failed out of the balance again; it is not handed out a second time. */
export function uncountMatch(tally: Tally, match: Match): void {
  const { item, first, second } = match;
  const q = tally.question[item];
  tally.games[first * tally.models + second]--;
  tally.byQuestion[first * tally.questions + q]--;
  tally.byQuestion[second * tally.questions + q]--;
  tally.ofQuestion[q]--;
  tally.ofItem[item]--;
}

/** Whether some game of the two models is left. */
export function hasFreeGame({ models, free }: Tally, i: number, j: number): boolean {
  return free[i * models + j] > 0;
}

const SWAPPED = 1e6;

/**
 * The item on which the ordered pair should meet: the one that both have played least, then the one
 * played least by all; never a used match, and the swapped order of a used one only when nothing
 * else is left. Undefined when this order is used up.
 */
export function leastPlayedItem(
  tally: Tally,
  first: number,
  second: number,
  tieBreak: (n: number) => number,
): number | undefined {
  const { items, models, questions, playable, question, used, isOffered } = tally;
  let best = Number.POSITIVE_INFINITY;
  let found: number[] = [];
  for (let item = 0; item < items; item++) {
    if (!playable[first * items + item] || !playable[second * items + item]) continue;
    const q = question[item];
    const least =
      1000 * (tally.byQuestion[first * questions + q] + tally.byQuestion[second * questions + q]) +
      tally.ofQuestion[q] +
      tally.ofItem[item] / 1024;
    // Most items are ruled out here, before anything is looked up.
    if (least > best) continue;
    if (used.has(matchKey({ item, first, second }, models))) continue;
    if (!isOffered({ item, first, second })) continue;
    const swapped = used.has(matchKey({ item, first: second, second: first }, models));
    const score = least + (swapped ? SWAPPED : 0);
    if (score > best) continue;
    if (score < best) found = [];
    best = score;
    found.push(item);
  }
  return found.length === 0 ? undefined : found[tieBreak(found.length)];
}
