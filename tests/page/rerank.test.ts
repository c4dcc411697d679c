/** The page ranks what its reader chose as the command line ranks the same rows. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SiteBoard, SiteGames } from "../../jrank/core/site_data.ts";
import { comparisonsOf, optionsOf } from "../../jrank/page/parts/rerank.ts";
import { rank } from "../../jrank/run/ranking/numbers/rank.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { normalPrior } from "../../jrank/stats/fit/prior.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { type RankOptions, resolveRankOptions } from "../../jrank/stats/rank/rank_options.ts";

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
      person: false,
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

describe("optionsOf", () => {
  const comparisons = comparisonsFrom(
    Array.from({ length: 90 }, (_, k) => ({
      first: `m${k % 5}`,
      second: `m${(k * 2 + 1 + (k % 3)) % 5}`,
      outcome: ([1, 2, 1, 3] as const)[(k * 7) % 4] ?? 3,
      cluster: `q${k % 9}`,
    })).filter(({ first, second }) => first !== second),
  );
  const published = async (options: Partial<RankOptions>) => {
    const { ranking } = await rank(
      comparisons,
      {
        benchmark: "b",
        judge: "j",
        mode: "pairwise-n",
        options: resolveRankOptions({ seed: 4, bootstrapN: 20, ...options }),
        labels: new Map(),
        date: "2024-01-01T00:00:00.000Z",
      },
      { leftOut: {}, duplicates: 0 },
    );
    return ranking;
  };

  // What a ranking was computed with stands in its file: who reads it there computes the same.
  it.each<[string, Partial<RankOptions>]>([
    ["nothing but the defaults", {}],
    ["another confidence", { confidence: 0.8, ci: "cr3" }],
    ["judgments resampled", { bootstrapUnit: "judgment", ci: "percentile" }],
    ["a prior", { compute: "map", prior: normalPrior(0.3), ci: "cr3" }],
    ["a prior under a posterior", { compute: "mcmc", prior: normalPrior(0.3), samples: 300 }],
    ["the original's posterior", { compute: "mcmc", prior: "flat", samples: 300 }],
    ["ties as a parameter", { ties: "davidson", homeAdvantage: false, ci: "cr3" }],
    ["another scale", { scale: 100, base: 2, initRating: 0 }],
    ["win rates", { compute: "winrate", confidence: 0.9 }],
  ])("computes a published ranking again: %s", async (_, options) => {
    const ranking = await published(options);
    const { samples } = options;
    expect(await published({ ...optionsOf(ranking), ...(samples && { samples }) })).toEqual(
      ranking,
    );
  });
});
