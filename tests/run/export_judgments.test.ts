import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const bench = join(folder.path, "data", "tiny");
const lines = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

function writeBenchmark(): void {
  mkdirSync(join(bench, "answers"), { recursive: true });
  const questions = ["q1", "q2"].map((question_id) => ({
    question_id,
    category: "c",
    turns: ["富士山の高さは何メートルですか。"],
    reference: ["3776メートルです。"],
    required_facts: [["3776"]],
  }));
  writeFileSync(join(bench, "questions.jsonl"), lines(questions));
  ["3776メートルです。", "3000メートルくらいです。", "わかりません。"].forEach((text, k) => {
    const answers = questions.map(({ question_id }) => ({
      question_id,
      answer_id: "",
      model_id: `m${k}`,
      choices: [{ index: 0, turns: [text] }],
    }));
    writeFileSync(join(bench, "answers", `m${k}.jsonl`), lines(answers));
  });
}

const flags = ["--bench-name", "tiny", "--data-dir", join(folder.path, "data")];
const judge = ["--judge-model", "offline-judge", "--provider", "offline"];

it("writes judged pairs as LLM Judge's rows, which resume and rank as the games do", async () => {
  writeBenchmark();
  const judging = [...flags, ...judge, "--mode", "pairwise-all", "-y"];
  expect((await runCommandLine("gen_judgment", judging)).code).toBe(0);
  const output = join(folder.path, "fastchat.jsonl");
  const exported = await runCommandLine("export_judgments", [...flags, "--output-file", output]);
  expect(exported).toMatchObject({ code: 0, stderr: "" });
  expect(exported.stdout).toContain("12 games in 6 rows");
  const result = async (file: string) =>
    (
      await runCommandLine("show_result", [
        ...["--mode", "pairwise-all", "--input-file", file, "--format", "json"],
      ])
    ).stdout;
  const own = join(bench, "model_judgment", "offline-judge_pair.jsonl");
  const table = await result(own);
  expect(JSON.parse(table)).toHaveLength(3);
  expect(await result(output)).toBe(table);

  // The same file in the benchmark's place: everything is known to be judged.
  writeFileSync(own, readFileSync(output));
  const again = await runCommandLine("gen_judgment", judging);
  expect(again.stdout).toContain("all 12 judgments are there already");
  expect(readFileSync(own, "utf8")).toBe(readFileSync(output, "utf8"));
  // To stdout, and arena votes.
  const arena = await runCommandLine("export_judgments", [...flags, "--format", "arena"]);
  expect(arena.stdout.trim().split("\n")).toHaveLength(12);
  expect(JSON.parse(arena.stdout.split("\n")[0] as string)).toHaveProperty("model_a");
});

it("says which pairs were played in one order, and what is wrong with flags", async () => {
  const single = join(folder.path, "one.jsonl");
  const game = { question_id: 1, model1_id: "b", model2_id: "a", winner: 3, judge: ["j", "p"] };
  writeFileSync(single, lines([game]));
  const { stdout, stderr } = await runCommandLine("export_judgments", ["--input-file", single]);
  expect(JSON.parse(stdout)).toMatchObject({ model_1: "b", g1_winner: "tie" });
  expect(stderr).toContain("1 pair of 1 played in one order only");
  const same = ["--input-file", single, "--output-file", single];
  expect((await runCommandLine("export_judgments", same)).code).toBe(2);
  expect((await runCommandLine("export_judgments", [])).code).toBe(2);
  const unknown = await runCommandLine("export_judgments", [...flags, "--judge-model", "nobody"]);
  expect(unknown.stderr).toContain("no pair judgments by nobody");
});
