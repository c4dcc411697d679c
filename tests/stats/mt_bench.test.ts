import { describe, expect, it } from "vitest";
import { gradeTable, pairTable } from "../../jrank/stats/raters/mt_bench.ts";

describe("grades", () => {
  const grade = (model: string, question: string, turn: number, score: number, category = "c") => ({
    model,
    question,
    turn,
    score,
    category,
  });

  it("averages by turn and category, without those that have no score", () => {
    const { rows } = gradeTable([
      grade("a", "q1", 1, 8),
      grade("a", "q1", 2, 4),
      grade("a", "q2", 1, -1, "d"),
      grade("b", "q1", 1, 9),
    ]);
    expect(rows.map(({ model }) => model)).toEqual(["b", "a"]);
    expect(rows[1]).toMatchObject({
      byTurn: [8, 4],
      average: 6,
      byCategory: { c: 6, d: null },
      graded: 2,
      withoutScore: 1,
    });
  });

  it("counts the last grade of an answer, or all", () => {
    const grades = [grade("a", "q", 1, 2), grade("a", "q", 1, 8)];
    expect(gradeTable(grades)).toMatchObject({ repeated: 1, rows: [{ average: 8 }] });
    expect(gradeTable(grades, { repeats: "all" }).rows[0]?.average).toBe(5);
  });
});

describe("pairs", () => {
  const game = (first: string, second: string, outcome: 1 | 2 | 3 | "error", question = "q") => ({
    first,
    second,
    outcome,
    question,
  });

  it("need both orders to agree", () => {
    const { rows, disagreeing } = pairTable([
      ...[game("a", "b", 1, "q1"), game("b", "a", 2, "q1")], // a wins both
      ...[game("a", "b", 1, "q2"), game("b", "a", 1, "q2")], // the first shown wins
      ...[game("a", "b", 1, "q3"), game("b", "a", 3, "q3")], // a tie in one
      game("a", "b", 2, "q4"), // one order only
    ]);
    expect(disagreeing).toBe(2);
    expect(rows).toEqual([
      expect.objectContaining({ model: "a", wins: 1, losses: 1, ties: 2, adjustedWinRate: 0.5 }),
      expect.objectContaining({ model: "b", wins: 1, losses: 1, ties: 2, adjustedWinRate: 0.5 }),
    ]);
  });

  it("leave out errors and other opponents, and count the errors", () => {
    const games = [game("a", "base", 1), game("b", "a", 1), game("b", "base", "error")];
    const { rows, withoutVerdict } = pairTable(games, { baseline: "base" });
    expect(rows.map(({ model }) => model)).toEqual(["a"]);
    expect(withoutVerdict).toBe(1);
  });
});
