/** LLM Judge's tables: mean grades by turn and category, and wins of pairs judged in both orders. */
import type { Vote } from "../../core/types.ts";

export interface Grade {
  model: string;
  question: string;
  turn: number;
  /** -1 or anything below where there is none. */
  score: number;
  category?: string | undefined;
}

export interface GradeRow {
  model: string;
  /** Mean grade of each turn, from the first; null where nothing was graded. */
  byTurn: (number | null)[];
  /** Mean of all grades. */
  average: number | null;
  byCategory: Record<string, number | null>;
  graded: number;
  /** Grades without a usable rating: left out of every mean. */
  withoutScore: number;
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The grades of questions that a benchmark has, and how many there are of others: means over unequal
 * sets of questions compare nothing. Without a benchmark all count.
 */
export function onQuestions<G extends { question: string }>(
  grades: readonly G[],
  questions: Pick<ReadonlySet<string>, "has"> | undefined,
): { counted: readonly G[]; removed: number } {
  const counted = questions ? grades.filter(({ question }) => questions.has(question)) : grades;
  return { counted, removed: grades.length - counted.length };
}

/**
 * Mean grades of every model, the best first (equals by id). `repeats`: "last" counts the last grade
 * of a model, question and turn; "all" counts every row, as LLM Judge does.
 */
export function gradeTable(
  grades: readonly Grade[],
  { repeats = "last" }: { repeats?: "last" | "all" } = {},
): { rows: GradeRow[]; repeated: number } {
  const keyOf = ({ model, question, turn }: Grade): string =>
    JSON.stringify([model, question, turn]);
  const last = new Map(grades.map((grade) => [keyOf(grade), grade]));
  const counted = repeats === "last" ? [...last.values()] : [...grades];
  const turns = Math.max(1, ...counted.map(({ turn }) => turn));
  const categories = [...new Set(counted.flatMap(({ category }) => category ?? []))];
  const models = [...new Set(counted.map(({ model }) => model))].sort();
  const rows = models.map((model) => {
    const own = counted.filter((grade) => grade.model === model);
    const usable = own.filter(({ score }) => score >= 0);
    const scores = (keep: (grade: Grade) => boolean): number[] =>
      usable.filter(keep).map(({ score }) => score);
    return {
      model,
      byTurn: Array.from({ length: turns }, (_, k) => meanOf(scores(({ turn }) => turn === k + 1))),
      average: meanOf(scores(() => true)),
      byCategory: Object.fromEntries(
        categories.map((name) => [name, meanOf(scores(({ category }) => category === name))]),
      ),
      graded: usable.length,
      withoutScore: own.length - usable.length,
    };
  });
  rows.sort((a, b) => (b.average ?? -1) - (a.average ?? -1));
  return { rows, repeated: grades.length - last.size };
}

/** A vote; every row of these files stands for one. */
type Game = Omit<Vote, "weight">;

export interface PairRow {
  model: string;
  wins: number;
  losses: number;
  ties: number;
  /** Shares of the pairs; the adjusted win rate counts a tie as half a win. */
  winRate: number | null;
  lossRate: number | null;
  adjustedWinRate: number | null;
}

/** Winner by name, "tie", or "error". */
const winnerOf = ({ first, second, outcome }: Game): string =>
  outcome === 1 ? first : outcome === 2 ? second : outcome === 3 ? "\0tie" : "\0error";

/**
 * Wins of every model, or, with a baseline, of every model against it. The games of a pair on a
 * question and turn are one pair: it is won only if all its games say so, otherwise it is a tie (as
 * LLM Judge counts two orders). Pairs with a game without a verdict are left out and counted.
 */
export function pairTable(
  games: readonly Game[],
  { baseline }: { baseline?: string | undefined } = {},
): { rows: PairRow[]; pairs: number; withoutVerdict: number; disagreeing: number } {
  const pairs = new Map<string, Game[]>();
  games.forEach((game, k) => {
    const { first, second, question, turn = 1 } = game;
    if (first === second) return;
    if (baseline !== undefined && first !== baseline && second !== baseline) return;
    const key = JSON.stringify([...[first, second].sort(), question ?? `#${k}`, turn]);
    pairs.set(key, [...(pairs.get(key) ?? []), game]);
  });
  const counts = new Map<string, { wins: number; losses: number; ties: number }>();
  const countOf = (model: string) => {
    const known = counts.get(model) ?? { wins: 0, losses: 0, ties: 0 };
    counts.set(model, known);
    return known;
  };
  let withoutVerdict = 0;
  let disagreeing = 0;
  for (const played of pairs.values()) {
    const { first, second } = played[0] as Game;
    const winners = new Set(played.map(winnerOf));
    if (winners.has("\0error")) {
      withoutVerdict++;
      continue;
    }
    if (winners.size > 1) disagreeing++;
    const winner = winners.size === 1 ? [...winners][0] : undefined;
    for (const model of [first, second]) {
      const count = countOf(model);
      if (winner === model) count.wins++;
      else if (winner === undefined || winner === "\0tie") count.ties++;
      else count.losses++;
    }
  }
  const rows = [...counts.keys()]
    .filter((model) => model !== baseline)
    .sort()
    .map((model) => {
      const { wins, losses, ties } = countOf(model);
      const n = wins + losses + ties;
      const share = (value: number): number | null => (n === 0 ? null : value / n);
      return {
        model,
        wins,
        losses,
        ties,
        winRate: share(wins),
        lossRate: share(losses),
        adjustedWinRate: share(wins + ties / 2),
      };
    });
  rows.sort((a, b) => (b.adjustedWinRate ?? -1) - (a.adjustedWinRate ?? -1));
  return { rows, pairs: pairs.size - withoutVerdict, withoutVerdict, disagreeing };
}
