/** What answers cost beside how good they are: what is stored, what is absent, and who is beaten by whom. */
import { expect, it } from "vitest";
import type { Backend, ChatRequest } from "../../jrank/backend/call/backend.ts";
import { withSeconds } from "../../jrank/backend/call/usage.ts";
import type { Ranking } from "../../jrank/core/ranking.ts";
import type { Answer, Usage } from "../../jrank/core/types.ts";
import { costTable } from "../../jrank/report/tables/cost_table.ts";
import { answerCosts, rankingCosts } from "../../jrank/run/ranking/numbers/answer_costs.ts";
import { chartSource, randomGames } from "../support/chart_source.ts";

const answersOf = (usages: Record<string, (Usage | undefined)[]>) =>
  new Map(
    Object.entries(usages).map(([model_id, all]) => {
      const answers = all.map((usage, q): [string, Answer] => [
        `q${q}`,
        {
          question_id: `q${q}`,
          answer_id: "",
          model_id,
          choices: [{ index: 0, turns: ["answer"] }],
          ...(usage && { usage }),
        },
      ]);
      return [
        model_id,
        { model_id, file: "", fileId: "", inside: [], byQuestion: new Map(answers) },
      ] as const;
    }),
  );

it("means are over what is known; what nobody says is null, never 0", () => {
  const answers = answersOf({
    paid: [{ cost_usd: 0.002, output_tokens: 10, seconds: 1 }, { cost_usd: 0.004 }, undefined],
    tokens: [{ input_tokens: 1000, output_tokens: 500 }],
    recorded: [undefined, undefined],
  });
  const price = { input: 2, output: 4 };
  const costs = answerCosts(answers, (model) =>
    model === "tokens"
      ? { id: model, path: model, provider: "openai", price }
      : { id: model, path: model, provider: "recorded" },
  );
  expect(costs.map(({ model_id }) => model_id)).toEqual(["paid", "tokens"]);
  expect(costs[0]).toMatchObject({ answers: 3, cost_known: 2, output_tokens: 10, seconds: 1 });
  expect(costs[0].cost_usd).toBeCloseTo(0.003, 12);
  // 1000 tokens at 2 dollars a million, and 500 at 4.
  expect(costs[1].cost_usd).toBeCloseTo(0.004, 12);
  expect(costs[1].seconds).toBeNull();
  // The tokens of a recorded model cost nobody anything that is known here.
  const [free] = answerCosts(
    answers.set(
      "recorded",
      answersOf({ recorded: [{ output_tokens: 3 }] }).get("recorded") as never,
    ),
    () => ({
      id: "recorded",
      path: "recorded",
      provider: "recorded",
    }),
  ).filter(({ model_id }) => model_id === "recorded");
  expect(free).toMatchObject({ cost_usd: null, cost_known: 0, output_tokens: 3 });
});

it("names those that nobody beats, and the cheapest that is not told apart from the best", () => {
  const rows = [
    ["best", 1200, "a", 9],
    ["good", 1150, "ab", 3],
    ["dear", 1100, "b", 5],
    ["cheap", 900, "c", 1],
    ["unknown", 1180, "a", null],
    ["open", null, "", 0.5],
  ] as const;
  const ranking = rows.map(([model_id, rating, tie_group], k) => ({
    model_id,
    display_name: model_id,
    rating,
    tie_group,
    rank: rating === null ? null : k + 1,
  })) as unknown as Ranking["ranking"];
  const known = rows.map(([model_id, , , cost]) => ({
    model_id,
    answers: 10,
    cost_usd: cost === null ? null : cost / 1000,
    cost_known: cost === null ? 0 : 10,
    input_tokens: null,
    output_tokens: 100,
    seconds: null,
  }));
  const { costs } = rankingCosts(known, { ranking });
  const unbeaten = costs?.models.filter((row) => row.unbeaten).map(({ model_id }) => model_id);
  expect(unbeaten).toEqual(["best", "good", "cheap"]);
  expect(costs).toMatchObject({ best: "best", cheapest_with_the_best: "good" });
  const shown = costTable(
    { ranking, costs, compute: "mle", scale: 400 } as unknown as Ranking,
    "en",
  );
  expect(shown?.table.rows[4]).toEqual(["unknown", "1180", "–", "100", "–", ""]);
  expect(shown?.notes.join("\n")).toContain("No cost is known of unknown.");
  const free = costs && {
    ...costs,
    models: costs.models.map((row) => ({ ...row, cost_usd: null })),
  };
  const nothing = costTable(
    { ranking, costs: free, compute: "mle", scale: 400 } as unknown as Ranking,
    "en",
  );
  expect(nothing?.notes.at(-1)).toBe(
    "No cost is known of any model; a model's price in the config tells it.",
  );
  expect(shown?.notes[0]).toBe("The cheapest that is not told apart from the best (best) is good.");
  expect(rankingCosts([], { ranking })).toEqual({});
  expect(rankingCosts(known.slice(0, 0), { ranking })).toEqual({});
});

it("replies say how long they took", async () => {
  let now = 1000;
  const backend = {
    generate: async () => {
      now += 2500;
      return { text: "A", finish_reason: "stop", usage: { output_tokens: 1 } };
    },
  } as unknown as Backend;
  const timed = withSeconds(backend, () => now);
  const { usage } = await timed.generate({} as ChatRequest, {
    signal: new AbortController().signal,
  });
  expect(usage).toEqual({ output_tokens: 1, seconds: 2.5 });
});

it("boards to draw have costs", () => {
  const { ranking } = chartSource(randomGames(["a", "b", "c"], { games: 60, seed: 1 }));
  expect(ranking.costs?.models).toHaveLength(3);
});
