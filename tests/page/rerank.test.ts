/** The page ranks what its reader chose as the command line ranks the same rows. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SiteBoard, SiteGames } from "../../jrank/core/site_data.ts";
import { comparisonsOf } from "../../jrank/page/parts/rerank.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";

const game = fc.record({
  question: fc.nat(5),
  first: fc.nat(4),
  second: fc.nat(4),
  outcome: fc.nat(3),
});
type Game = { question: number; first: number; second: number; outcome: number };

const column = (games: readonly Game[], name: keyof Game) => games.map((one) => one[name]);

function boardOf(judges: readonly (readonly Game[])[]) {
  const named = (id: string) => ({ id, name: id, license: "unknown" as const });
  return {
    // Names whose order is not that of their numbers among the questions.
    models: ["a", "b/c", "m", "x:1", "z"].map(named),
    questions: ["10", "9", "q", "2", "zz", "1"].map((id) => ({
      id,
      category: "c",
      turns: ["t"],
      answered: [],
    })),
    judges: judges.map((games, k) => ({
      id: `judge ${k}`,
      offline: false,
      games: {
        question: column(games, "question"),
        first: column(games, "first"),
        second: column(games, "second"),
        outcome: column(games, "outcome"),
        turn: games.map(() => 1),
        time: games.map(() => 0),
      } satisfies SiteGames,
    })),
  } satisfies Pick<SiteBoard, "models" | "questions" | "judges">;
}

describe("comparisonsOf", () => {
  it("keeps the games between chosen models on chosen questions, and numbers by name", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(game, { maxLength: 40 }), { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(fc.nat(4)),
        fc.uniqueArray(fc.nat(5)),
        (judges, models, questions) => {
          const board = boardOf(judges);
          const chosen = { models: new Set(models), questions: new Set(questions) };
          const got = comparisonsOf(board, { ...chosen, judges: judges.map((_, k) => k) });
          const wanted = judges
            .flat()
            .filter(
              ({ first, second, outcome, question }) =>
                outcome !== 0 &&
                first !== second &&
                models.includes(first) &&
                models.includes(second) &&
                questions.includes(question),
            )
            .map(({ first, second, outcome, question }) =>
              [board.models[first].id, board.models[second].id, outcome, question].join(" "),
            );
          const rows = Array.from(got.first, (i, k) =>
            [
              got.models[i],
              got.models[got.second[k]],
              got.outcome[k],
              board.questions.findIndex(({ id }) => id === got.clusters[got.cluster?.[k] ?? -1]),
            ].join(" "),
          );
          expect(rows).toEqual(wanted);
          expect(got.models).toEqual([...got.models].sort());
          expect(got.clusters).toEqual([...got.clusters].sort());
        },
      ),
    );
  });

  it("gives rankModels what names in sorted order would give it", () => {
    const games: Game[] = Array.from({ length: 60 }, (_, k) => ({
      question: k % 6,
      first: k % 5,
      second: (k * 2 + 1) % 5,
      outcome: 1 + ((k * 7) % 3),
    }));
    const board = boardOf([games]);
    const all = { judges: [0], questions: null, models: new Set([0, 1, 2, 3, 4]) };
    const wanted = comparisonsFrom(
      games
        .filter(({ first, second }) => first !== second)
        .map(({ question, first, second, outcome }) => ({
          first: board.models[first].id,
          second: board.models[second].id,
          outcome: outcome as 1 | 2 | 3,
          cluster: board.questions[question].id,
        })),
    );
    const options = { seed: 3, ci: "cr3" as const };
    const by = ({ ranking }: ReturnType<typeof rankModels>) =>
      ranking.map(({ model_id, rating, ci_lower }) => [
        model_id,
        rating?.toFixed(6),
        ci_lower?.toFixed(6),
      ]);
    expect(by(rankModels(comparisonsOf(board, all), options))).toEqual(
      by(rankModels(wanted, options)),
    );
  });
});
