import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Judgment } from "../../jrank/core/types.ts";
import { fastchatRows, gamesOfRow } from "../../jrank/store/votes/fastchat_rows.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const game = (first: string, second: string, more: Partial<Judgment> = {}): Judgment => ({
  question_id: 81,
  model1_id: first,
  model2_id: second,
  winner: 1,
  judge: ["gpt-4", "pair-v2"],
  prompt: `${first} | ${second}`,
  judgment: "[[A]]",
  turn: 1,
  tstamp: 5,
  ...more,
});

describe("rows of two games", () => {
  it("name the winning model, whichever was shown first", () => {
    const { rows, oneOrder } = fastchatRows([
      game("b", "a", { winner: 1, tstamp: 7 }),
      game("a", "b", { winner: 1 }),
    ]);
    expect(oneOrder).toBe(0);
    expect(rows).toEqual([
      {
        question_id: 81,
        model_1: "a",
        model_2: "b",
        g1_winner: "model_1",
        g2_winner: "model_2",
        judge: ["gpt-4", "pair-v2"],
        g1_user_prompt: "a | b",
        g1_judgment: "[[A]]",
        g2_user_prompt: "b | a",
        g2_judgment: "[[A]]",
        turn: 1,
        tstamp: 7,
      },
    ]);
  });

  it("name the baseline second", () => {
    const { rows } = fastchatRows([game("a", "z"), game("z", "a"), game("b", "a")], {
      baseline: "a",
    });
    expect(rows.map(({ model_1, model_2 }) => [model_1, model_2])).toEqual([
      ["z", "a"],
      ["b", "a"],
    ]);
  });

  it("keep a game without its other order, and repeated games, and count them", () => {
    const { rows, oneOrder } = fastchatRows([game("b", "a"), game("b", "a", { winner: 2 })]);
    expect(oneOrder).toBe(2);
    expect(rows.map((row) => [row.model_1, row.g1_winner, "g2_winner" in row])).toEqual([
      ["b", "model_1", false],
      ["b", "model_2", false],
    ]);
  });

  const names = fc.constantFrom("a", "b", "モデル", "m/1:x");
  const games = fc.array(
    fc
      .record({
        first: names,
        second: names,
        winner: fc.constantFrom(1 as const, 2 as const, 3 as const, "error" as const),
        question_id: fc.constantFrom(1, "2"),
        turn: fc.integer({ min: 1, max: 2 }),
        judge: fc.constantFrom<[string, string]>(["x", "p"], ["y", "p"]),
      })
      .filter(({ first, second }) => first !== second)
      .map(({ first, second, ...more }) => game(first, second, more)),
    { maxLength: 30 },
  );

  it("lose nothing on the way there and back", () => {
    const sorted = (list: readonly Judgment[]): string[] =>
      list.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
    fc.assert(
      fc.property(games, fc.constantFrom(undefined, "a"), (list, baseline) => {
        const { rows } = fastchatRows(list, { baseline });
        const back = rows.flatMap((row) => gamesOfRow(JSON.parse(JSON.stringify(row))));
        expect(sorted(back)).toEqual(sorted(list));
      }),
    );
  });

  it("are refused with an unknown winner", () => {
    const row = { question_id: 1, model_1: "a", model_2: "b", judge: ["j", "p"], g1_winner: "A" };
    expect(() => gamesOfRow(row)).toThrow('"winner" must be 1, 2, 3 or "error", got "A"');
  });
});

describeShared("jp-bench's rows", () => {
  it("come back as they were written: winners and texts of 480 pairs", () => {
    const folder = sharedPath("data/jp_bench/model_judgment/pairwise/gpt-4");
    const originals = readdirSync(folder).flatMap((name) =>
      readFileSync(`${folder}/${name}`, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
    const games = originals.flatMap((row) => gamesOfRow(row));
    expect(games).toHaveLength(960);
    const baseline = "openai--text-davinci-003";
    const { rows, oneOrder } = fastchatRows(games, { baseline });
    expect(oneOrder).toBe(0);
    const keyed = new Map(rows.map((row) => [`${row.model_1} ${row.question_id}`, row]));
    for (const original of originals) {
      const turned = original.model_1 === baseline;
      const other = { model_1: "model_2", model_2: "model_1", tie: "tie" } as const;
      const row = keyed.get(
        `${turned ? original.model_2 : original.model_1} ${original.question_id}`,
      );
      const winner = (g: 1 | 2): string => {
        const found = original[`g${g}_winner`] as keyof typeof other;
        return turned ? other[found] : found;
      };
      expect(row?.g1_winner).toBe(winner(turned ? 2 : 1));
      expect(row?.g2_winner).toBe(winner(turned ? 1 : 2));
      expect(row?.g1_judgment).toBe(original[turned ? "g2_judgment" : "g1_judgment"]);
    }
  });
});
