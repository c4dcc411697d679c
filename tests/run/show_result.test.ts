import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { GradeRow, PairRow } from "../../jrank/stats/raters/mt_bench.ts";
import { runCommandLine } from "../support/command.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const json = async <Row>(...args: string[]): Promise<Row[]> => {
  const { code, stdout } = await runCommandLine("show_result", [...args, "--format", "json"]);
  expect(code).toBe(0);
  return JSON.parse(stdout);
};
const expected = (path: string) => JSON.parse(readFileSync(sharedPath(`data/${path}`), "utf8"));

describeShared("show_result", () => {
  const single = sharedPath("data/japanese_mt_bench/model_judgment/gpt-4_single.jsonl");

  it.each([
    ["last", "mean_score_last_row_per_key"],
    ["all", "mean_score"],
  ])("gives the mean grades of the Japanese MT-bench (%s)", async (repeats, field) => {
    const rows = await json<GradeRow>("--input-file", single, "--repeats", repeats);
    const means = expected("japanese_mt_bench/expected.json")[field];
    expect(rows).toHaveLength(7);
    for (const { model, average } of rows) expect(average).toBeCloseTo(means[model], 12);
  });

  it("agrees with means computed here, by category", async () => {
    const rows = readFileSync(single, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { question_id: string; model: string; score: number });
    // The grades name a model by its file; the file of its answers says the id, and that counts.
    const byFile = rows.filter(({ model }) => model === "jslma-7b-ja-orca-6k-3ep");
    expect(byFile).toHaveLength(80);
    for (const row of byFile) row.model = "jslm-alpha-7b-ja-orca-6k-3ep";
    const categories = new Map(
      readFileSync(sharedPath("data/japanese_mt_bench/question.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .map(({ question_id, category }) => [String(question_id), category]),
    );
    const table = await json<GradeRow>(
      ...[
        "--bench-name",
        "japanese_mt_bench",
        "--data-dir",
        sharedPath("data"),
        "--repeats",
        "all",
      ],
    );
    for (const { model, byCategory } of table) {
      for (const [category, mean] of Object.entries(byCategory)) {
        const own = rows.filter(
          (row) => row.model === model && categories.get(row.question_id) === category,
        );
        expect(mean).toBeCloseTo(own.reduce((sum, { score }) => sum + score, 0) / own.length, 12);
      }
    }
    expect(Object.keys(table[0]?.byCategory ?? {})).toHaveLength(new Set(categories.values()).size);
    const removed = rows.filter((row) => !categories.has(row.question_id)).length;
    const { stderr } = await runCommandLine("show_result", [
      ...["--bench-name", "japanese_mt_bench", "--data-dir", sharedPath("data")],
    ]);
    expect(stderr).toContain(`${removed} grades of questions that the benchmark does not have`);
  });

  it("gives jp-bench's pairs against the baseline, equals in a stable order", async () => {
    const folder = sharedPath("data/jp_bench/model_judgment/pairwise/gpt-4");
    const files = readdirSync(folder).map((name) => `${folder}/${name}`);
    const rows = await json<PairRow>(
      ...["--mode", "pairwise-baseline", "--baseline-model", "openai--text-davinci-003"],
      ...["--input-file", ...files],
    );
    const table = expected("jp_bench/expected.json").against_text_davinci_003;
    expect(rows.map(({ model }) => model)).toEqual(Object.keys(table));
    for (const row of rows) {
      const { win, lose, tie, adjusted_win_rate } = table[row.model];
      expect([row.wins, row.losses, row.ties]).toEqual([win, lose, tie]);
      expect(100 * (row.adjustedWinRate as number)).toBeCloseTo(adjusted_win_rate, 10);
    }
  });
});
