/** Verdicts of several raters brought together: the same games in the same rows. */
import { RANKING } from "../../core/defaults.ts";
import type { Vote } from "../../core/types.ts";
import { wilsonInterval } from "../data/win_rate.ts";

export interface Rater {
  name: string;
  games: readonly Vote[];
}

export interface Ratings {
  raters: readonly string[];
  /** One column a rater: 0 first, 1 tie, 2 second; -1 where it gave no verdict on the unit. */
  verdicts: readonly Int8Array[];
  /** The question of each unit, as an index below `questions`. */
  cluster: Uint32Array;
  questions: number;
  /** What happened to each rater's games. */
  tallies: readonly RaterTally[];
}

interface RaterTally {
  games: number;
  withoutVerdict: number;
  /** Without a question, so that it cannot be told which game it is; left out. */
  withoutQuestion: number;
  /** Units on which the rater voted more than once: the majority counts, without one it is a tie. */
  repeated: number;
}

/** The verdicts on a scale: the first is better, a tie, the second is better. */
const SCALE = { first: 0, tie: 1, second: 2 } as const;
export const SCALE_SIZE = 3;
const CATEGORY = { 1: SCALE.first, 2: SCALE.second, 3: SCALE.tie } as const;

/**
 * Lines up the games of raters. `order`: "shown" takes a game for the same only if the same answer
 * was shown first; "either" matches a pair of models whichever was first (the scale then runs from
 * the model whose name sorts first), and a rater's two orders of a pair are two votes on it.
 */
export function ratingsOf(
  raters: readonly Rater[],
  { order }: { order: "shown" | "either" },
): Ratings {
  const units = new Map<string, number>();
  const questions = new Map<string, number>();
  const cluster: number[] = [];
  const tallies: RaterTally[] = [];
  const columns = raters.map(({ games }) => {
    const tally = { games: games.length, withoutVerdict: 0, withoutQuestion: 0, repeated: 0 };
    const votes = new Map<number, { weights: number[]; count: number }>();
    for (const game of games) {
      const { question, outcome, weight } = game;
      if (outcome === "error") tally.withoutVerdict++;
      else if (question === undefined) tally.withoutQuestion++;
      else {
        const { key, category } = unitOf(game, question, CATEGORY[outcome], order);
        const unit = indexIn(units, key);
        cluster[unit] ??= indexIn(questions, question);
        const vote = votes.get(unit) ?? { weights: [0, 0, 0], count: 0 };
        vote.weights[category] += weight;
        vote.count++;
        votes.set(unit, vote);
      }
    }
    for (const { count } of votes.values()) if (count > 1) tally.repeated++;
    tallies.push(tally);
    return votes;
  });
  return {
    raters: raters.map(({ name }) => name),
    verdicts: columns.map((votes) => {
      const column = new Int8Array(units.size).fill(-1);
      for (const [unit, { weights }] of votes) column[unit] = majority(weights);
      return column;
    }),
    cluster: Uint32Array.from(cluster),
    questions: questions.size,
    tallies,
  };
}

/** The pairs that a rater judged in both orders; repeated games count by their majority. */
export function swappedPairs(games: readonly Vote[]): SwappedPair[] {
  const votes = new Map<string, { swapped: string; weights: number[] }>();
  for (const { first, second, outcome, weight, question, turn = 1 } of games) {
    if (outcome === "error" || question === undefined || first === second) continue;
    const key = JSON.stringify([question, turn, first, second]);
    const swapped = JSON.stringify([question, turn, second, first]);
    const vote = votes.get(key) ?? { swapped, weights: [0, 0, 0] };
    vote.weights[CATEGORY[outcome]] += weight;
    votes.set(key, vote);
  }
  const outcomes = [1, 3, 2] as const;
  return [...votes].flatMap(([key, { swapped, weights }]) => {
    const other = votes.get(swapped);
    return other && key < swapped
      ? [[outcomes[majority(weights)], outcomes[majority(other.weights)]] as SwappedPair]
      : [];
  });
}

function unitOf(
  { first, second, turn = 1 }: Vote,
  question: string,
  category: number,
  order: "shown" | "either",
): { key: string; category: number } {
  const turned = order === "either" && second < first;
  const [one, two] = turned ? [second, first] : [first, second];
  return {
    key: JSON.stringify([question, turn, one, two]),
    category: turned ? SCALE_SIZE - 1 - category : category,
  };
}

/** The category with the most votes; a tie where two have as many. */
function majority(weights: readonly number[]): 0 | 1 | 2 {
  const most = Math.max(...weights);
  const winners = ([0, 1, 2] as const).filter((c) => weights[c] === most);
  return winners.length === 1 ? winners[0] : SCALE.tie;
}

function indexIn(names: Map<string, number>, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, names.size);
  return names.size - 1;
}

/** A pair's verdicts: shown one way, and with the answers swapped. 1: first shown, 2: second, 3: tie. */
type SwappedPair = readonly [1 | 2 | 3, 1 | 2 | 3];

export interface SwapConsistency {
  /** Pairs judged in both orders. */
  pairs: number;
  /** The same model won both games. */
  sameWinner: number;
  /** Both games were ties. */
  bothTies: number;
  /** One game was a tie. */
  oneTie: number;
  /** The answer shown first won both games. */
  firstTwice: number;
  /** The answer shown second won both games. */
  secondTwice: number;
  /** Share of pairs with the same verdict in both orders, with Wilson's interval. */
  consistent: number | null;
  lower: number | null;
  upper: number | null;
}

/** Counts what became of pairs that were judged in both orders. */
export function swapConsistency(
  pairs: readonly SwappedPair[],
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): SwapConsistency {
  const count = (test: (one: number, two: number) => boolean): number =>
    pairs.filter(([one, two]) => test(one, two)).length;
  const sameWinner = count((one, two) => one !== 3 && two === 3 - one);
  const bothTies = count((one, two) => one === 3 && two === 3);
  const n = pairs.length;
  const same = sameWinner + bothTies;
  return {
    pairs: n,
    sameWinner,
    bothTies,
    oneTie: count((one, two) => (one === 3) !== (two === 3)),
    firstTwice: count((one, two) => one === 1 && two === 1),
    secondTwice: count((one, two) => one === 2 && two === 2),
    ...(n === 0
      ? { consistent: null, lower: null, upper: null }
      : { consistent: same / n, ...wilsonInterval(same, n, { confidence }) }),
  };
}
