/** The count of agreement that the paper of MT-Bench has: every vote of one kind of judge against every of another. */

/** A vote with who gave it. */
interface SingleVote {
  question: string;
  turn: number;
  first: string;
  second: string;
  outcome: 1 | 2 | 3;
  judge: string;
}

/** Pairs of votes on one pair of answers to one turn. */
interface SingleVotesRow {
  turn: number;
  /** Ties count as a verdict, or votes for them are left out. */
  with_ties: boolean;
  total: number;
  agree: number;
  ratio: number | null;
}

/** Kinds of judges, as LLM Judge's compute_agreement names them. */
const KINDS: Readonly<Record<string, (judge: string) => boolean>> = {
  "gpt4-pair": (judge) => judge === "gpt-4",
  human: (judge) => judge.startsWith("expert"),
  author: (judge) => judge.startsWith("author"),
};

/** Whether a judge is of a kind, or is the one of that name. */
const isOfKind = (judge: string, kind: string): boolean =>
  Object.hasOwn(KINDS, kind) ? (KINDS[kind]?.(judge) ?? false) : judge === kind;

/**
 * How many pairs of votes agree, by turn, with ties and without. Which answer was shown first does not
 * matter. One kind against itself compares each two of its votes once. Unlike our own count, a game
 * that many voted on counts many times, and there is no interval; it is the number that papers quote.
 */
export function singleVotes(
  votes: readonly SingleVote[],
  [one, two]: readonly [string, string],
): SingleVotesRow[] {
  type Sides = { one: number[]; two: number[] };
  const turns = new Map<number, Map<string, Sides>>();
  for (const { question, turn, first, second, outcome, judge } of votes) {
    const isTurned = second < first;
    const key = JSON.stringify([question, ...(isTurned ? [second, first] : [first, second])]);
    const verdict = outcome === 3 ? 3 : isTurned ? 3 - outcome : outcome;
    const games = turns.get(turn) ?? new Map<string, Sides>();
    turns.set(turn, games);
    const game = games.get(key) ?? { one: [], two: [] };
    games.set(key, game);
    if (isOfKind(judge, one)) game.one.push(verdict);
    if (isOfKind(judge, two)) game.two.push(verdict);
  }
  return [...turns]
    .sort(([a], [b]) => a - b)
    .flatMap(([turn, games]) =>
      [true, false].map((withTies) => {
        let total = 0;
        let agree = 0;
        for (const sides of games.values()) {
          const kept = (list: number[]) => list.filter((verdict) => withTies || verdict !== 3);
          kept(sides.one).forEach((a, k) => {
            for (const b of one === two ? kept(sides.one).slice(k + 1) : kept(sides.two)) {
              total++;
              if (a === b) agree++;
            }
          });
        }
        return {
          turn,
          with_ties: withTies,
          total,
          agree,
          ratio: total === 0 ? null : agree / total,
        };
      }),
    );
}
