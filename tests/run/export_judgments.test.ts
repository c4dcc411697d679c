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

it("writes every game once, by names that are told, with what one order lacks", async () => {
  const file = join(folder.path, "games.jsonl");
  const game = (
    question_id: unknown,
    model1_id: string,
    model2_id: string,
    winner: unknown,
    more = {},
  ) => ({
    question_id,
    model1_id,
    model2_id,
    winner,
    judge: ["j", "p"],
    judgment: "J",
    prompt: "P",
    ...more,
  });
  writeFileSync(
    file,
    `${lines([
      game(1, "a", "b", 1, { tstamp: 7 }),
      game(1, "b", "a", 1),
      game(1, "b", "c", 2, { turn: 2 }),
      game("1", "c", "b", "error"),
      game(2, "c", "a", 3),
      game(2, "a", "c", 3, { judge: ["k", "p"] }),
      game(2, "a", "c", 2),
    ])}{}\n`,
  );
  const output = join(folder.path, "games_out.jsonl");
  const said: string[] = [];
  for (const more of [
    [],
    ["--judge-model", "j", "--baseline-model", "a"],
    ["--format", "arena", "--judge-model", "k"],
    ["--format", "arena", "--output-file", output],
    ["--judge-model", "nobody"],
  ]) {
    const given = ["--input-file", file, ...more];
    const { code, stdout, stderr } = await runCommandLine("export_judgments", given);
    said.push(`# ${more.join(" ")} ${code}`, stdout, stderr);
  }
  said.push(readFileSync(output, "utf8"));
  expect(said.join("\n").replaceAll(folder.path, "…")).toMatchInlineSnapshot(`
    "#  0
    {"question_id":1,"model_1":"a","model_2":"b","g1_winner":"model_1","g2_winner":"model_2","judge":["j","p"],"g1_user_prompt":"P","g1_judgment":"J","g2_user_prompt":"P","g2_judgment":"J","turn":1,"tstamp":7}
    {"question_id":1,"model_1":"b","model_2":"c","g1_winner":"model_2","judge":["j","p"],"g1_user_prompt":"P","g1_judgment":"J","turn":2}
    {"question_id":"1","model_1":"c","model_2":"b","g1_winner":"error","judge":["j","p"],"g1_user_prompt":"P","g1_judgment":"J","turn":1}
    {"question_id":2,"model_1":"a","model_2":"c","g1_winner":"model_2","g2_winner":"tie","judge":["j","p"],"g1_user_prompt":"P","g1_judgment":"J","g2_user_prompt":"P","g2_judgment":"J","turn":1}
    {"question_id":2,"model_1":"a","model_2":"c","g1_winner":"tie","judge":["k","p"],"g1_user_prompt":"P","g1_judgment":"J","turn":1}

    Warning: …/games.jsonl:8: "winner" is missing (1, 2, 3 or "error"); the line was left out
    3 pairs of 5 played in one order only: the rows have no g2_winner. LLM Judge's own show_result needs both; --both-orders of gen_judgment.ts plays them.

    # --judge-model j --baseline-model a 0
    {"question_id":1,"model_1":"b","model_2":"a","g1_winner":"model_1","g2_winner":"model_2","judge":["j","p"],"g1_user_prompt":"P","g1_judgment":"J","g2_user_prompt":"P","g2_judgment":"J","turn":1,"tstamp":7}
    {"question_id":1,"model_1":"b","model_2":"c","g1_winner":"model_2","judge":["j","p"],"g1_user_prompt":"P","g1_judgment":"J","turn":2}
    {"question_id":"1","model_1":"c","model_2":"b","g1_winner":"error","judge":["j","p"],"g1_user_prompt":"P","g1_judgment":"J","turn":1}
    {"question_id":2,"model_1":"c","model_2":"a","g1_winner":"tie","g2_winner":"model_1","judge":["j","p"],"g1_user_prompt":"P","g1_judgment":"J","g2_user_prompt":"P","g2_judgment":"J","turn":1}

    Warning: …/games.jsonl:8: "winner" is missing (1, 2, 3 or "error"); the line was left out
    2 pairs of 4 played in one order only: the rows have no g2_winner. LLM Judge's own show_result needs both; --both-orders of gen_judgment.ts plays them.

    # --format arena --judge-model k 0
    {"question_id":2,"model_a":"a","model_b":"c","winner":"tie","judge":"k","turn":1}

    Warning: …/games.jsonl:8: "winner" is missing (1, 2, 3 or "error"); the line was left out

    # --format arena --output-file …/games_out.jsonl 0
    7 games in 7 rows written to …/games_out.jsonl.

    Warning: …/games.jsonl:8: "winner" is missing (1, 2, 3 or "error"); the line was left out

    # --judge-model nobody 1

    Warning: …/games.jsonl:8: "winner" is missing (1, 2, 3 or "error"); the line was left out
    Error: there are no games in …/games.jsonl

    {"question_id":1,"model_a":"a","model_b":"b","winner":"model_a","judge":"j","turn":1,"tstamp":7}
    {"question_id":1,"model_a":"b","model_b":"a","winner":"model_a","judge":"j","turn":1}
    {"question_id":1,"model_a":"b","model_b":"c","winner":"model_b","judge":"j","turn":2}
    {"question_id":"1","model_a":"c","model_b":"b","winner":"error","judge":"j","turn":1}
    {"question_id":2,"model_a":"c","model_b":"a","winner":"tie","judge":"j","turn":1}
    {"question_id":2,"model_a":"a","model_b":"c","winner":"tie","judge":"k","turn":1}
    {"question_id":2,"model_a":"a","model_b":"c","winner":"model_b","judge":"j","turn":1}
    "
  `);
});
