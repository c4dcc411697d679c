import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  describeProblem,
  type FileProblem,
  readJsonl,
  readJsonlIfPresent,
} from "../../jrank/store/files/jsonl.ts";
import {
  parseAnswer,
  parsePairJudgment,
  parseQuestion,
  parseSingleJudgment,
} from "../../jrank/store/files/records.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;

function fileWith(content: string): string {
  const file = join(folder.path, `${files++}.jsonl`);
  writeFileSync(file, content);
  return file;
}

const asIs = (value: unknown): unknown => value;

describe("a judgment's turn", () => {
  const row = { question_id: 1, model1_id: "a", model2_id: "b", winner: 1, judge: ["j", "p"] };

  it("is a whole number from 1, and 1 where the row says none", () => {
    expect(parsePairJudgment(row).turn).toBe(1);
    expect(parsePairJudgment({ ...row, turn: 2 }).turn).toBe(2);
    for (const turn of [0, -1, 1.5, "2", "two"]) {
      expect(() => parsePairJudgment({ ...row, turn })).toThrow(/turn.*a whole number from 1/);
    }
  });
});

describe("reading", () => {
  it("takes whole lines, CRLF, a byte order mark, blank lines and a last line without newline", () => {
    const file = fileWith('\ufeff{"a":1}\r\n\n{"a":2}\n{"a":3}');
    expect(readJsonl(file, asIs)).toEqual({ rows: [{ a: 1 }, { a: 2 }, { a: 3 }], problems: [] });
  });

  it("reports bad lines with their numbers and a torn last line as such", () => {
    const { rows, problems } = readJsonl(fileWith('{"a":1}\nnonsense\n{"a":2}\n{"a":'), asIs);
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
    expect(String(problems[1]?.message)).toContain("torn");
    expect(String(describeProblem(problems[0] as FileProblem))).toMatch(/\.jsonl:2: /);
  });

  it("takes lines longer than what is read at once", () => {
    // 4 MiB are read at once: one line begins in a part and ends three parts later.
    const long = { text: "a".repeat(3 << 22) };
    const file = fileWith(`{"a":1}\n${JSON.stringify(long)}\n{"a":2}\n`);
    expect(readJsonl(file, asIs)).toEqual({ rows: [{ a: 1 }, long, { a: 2 }], problems: [] });
  });

  it("takes an empty file, and an absent one only where it may be absent", () => {
    expect(readJsonl(fileWith(""), asIs).rows).toEqual([]);
    const absent = join(folder.path, "absent.jsonl");
    expect(readJsonlIfPresent(absent, asIs).rows).toEqual([]);
    expect(() => readJsonl(absent, asIs)).toThrow(/cannot read .*absent/);
  });
});

describe("rows that are", () => {
  /** What is made of rows, or said of them. */
  const outcomes = (parse: (value: unknown) => unknown, rows: unknown[]): string =>
    rows
      .map((row) => {
        try {
          return JSON.stringify(parse(row));
        } catch (error) {
          return `${(error as Error).name}: ${(error as Error).message}`;
        }
      })
      .join("\n");

  it("questions", () => {
    const question = { question_id: 1, category: "c", turns: ["T"] };
    const rows = [
      question,
      { ...question, category: 3, reference: ["R"], more: 1 },
      { ...question, reference: "R" },
      null,
      [1],
      "text",
      7,
      undefined,
      { long: "x".repeat(50), turns: 1 },
      "y".repeat(58),
      "y".repeat(59),
      { question_id: "", turns: ["T"] },
      { turns: ["T"] },
      { question_id: true, turns: ["T"] },
      { ...question, turns: [] },
      { ...question, turns: "T" },
      { ...question, turns: ["T", 2] },
      { question_id: "q", turns: [{ content: "C", token_len: 3 }, "T"] },
      { question_id: "q", turns: [{ text: "C" }, null] },
      { question_id: "q", text: "only", category: "x" },
      { uid: "u", prompt: "P", text: 4 },
      { uid: "u", question_id: "q", text: "A", prompt: "B", turns: ["T"] },
    ];
    expect(outcomes(parseQuestion, rows)).toMatchInlineSnapshot(`
      "{"question_id":1,"category":"c","turns":["T"]}
      {"question_id":1,"category":"general","turns":["T"],"reference":["R"],"more":1}
      RowError: "reference" must be a list of texts, got "R"
      RowError: expected a JSON object, got null
      RowError: expected a JSON object, got [1]
      RowError: expected a JSON object, got "text"
      RowError: expected a JSON object, got 7
      RowError: expected a JSON object, got undefined
      RowError: "turns" must be a list of texts, got 1
      RowError: expected a JSON object, got "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
      RowError: expected a JSON object, got "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
      RowError: "question_id" must be a text or a number, got ""
      RowError: "question_id" is missing (a text or a number)
      RowError: "question_id" must be a text or a number, got true
      RowError: "turns" must be at least one text, got []
      RowError: "turns" must be a list of texts, got "T"
      RowError: "turns" must be a list of texts, got ["T",2]
      {"question_id":"q","turns":["C","T"],"category":"general"}
      RowError: "turns" must be a list of texts, got [{"text":"C"},null]
      {"question_id":"q","category":"x","turns":["only"]}
      {"question_id":"u","category":"general","turns":["P"]}
      {"uid":"u","question_id":"q","text":"A","prompt":"B","turns":["T"],"category":"general"}"
    `);
  });

  it("answers", () => {
    const answer = {
      question_id: 1,
      answer_id: "a",
      model_id: "m",
      choices: [{ index: 4, turns: ["T"] }],
    };
    const { choices: _, ...none } = answer;
    const messages = [
      { role: "system", content: "S" },
      { role: "user", content: "U" },
      { role: "assistant", content: "A" },
      null,
      { role: "assistant", content: { answer: "B" } },
    ];
    const rows = [
      answer,
      none,
      { ...answer, choices: [] },
      { ...answer, choices: "T" },
      { ...answer, choices: [3] },
      {
        question_id: 1,
        choices: [
          { turns: ["T"], logprob: 1 },
          { index: "1", turns: [] },
        ],
        more: true,
      },
      { ...none, model_id: 3, answer_id: 4, choices: [{ turns: ["T"] }] },
      { ...answer, choices: [{ turns: ["T"] }, { turns: "T" }] },
      { ...none, text: "only" },
      { ...answer, text: "T" },
      { ...none, text: 7 },
      { choices: [{ turns: [] }] },
      { uid: "u", ans_id: "i", model: "n", messages },
      { ...none, uid: "u", ans_id: "i", model: "n", messages },
      { ...answer, messages },
      { ...none, messages: "M" },
      { ...none, messages: [{ role: "assistant" }] },
      { ...none, messages: [{ role: "assistant", content: null }] },
      { ...none, messages: [] },
    ];
    expect(outcomes((row) => parseAnswer(row, "file"), rows)).toMatchInlineSnapshot(`
      "{"question_id":1,"answer_id":"a","model_id":"m","choices":[{"index":4,"turns":["T"]}]}
      RowError: "choices" is missing (a list of at least one choice)
      RowError: "choices" must be a list of at least one choice, got []
      RowError: "choices" must be a list of at least one choice, got "T"
      RowError: expected a JSON object, got 3
      {"question_id":1,"choices":[{"turns":["T"],"logprob":1,"index":0},{"index":1,"turns":[]}],"more":true,"answer_id":"","model_id":"file"}
      {"question_id":1,"answer_id":"","model_id":"file","choices":[{"turns":["T"],"index":0}]}
      RowError: "choices[1].turns" must be a list of texts, got "T"
      {"question_id":1,"answer_id":"a","model_id":"m","text":"only","choices":[{"index":0,"turns":["only"]}]}
      {"question_id":1,"answer_id":"a","model_id":"m","choices":[{"index":4,"turns":["T"]}],"text":"T"}
      RowError: "choices" is missing (a list of at least one choice)
      RowError: "question_id" is missing (a text or a number)
      {"uid":"u","ans_id":"i","model":"n","question_id":"u","answer_id":"i","model_id":"n","choices":[{"index":0,"turns":["A","B"]}]}
      {"question_id":1,"answer_id":"a","model_id":"m","uid":"u","ans_id":"i","model":"n","choices":[{"index":0,"turns":["A","B"]}]}
      {"question_id":1,"answer_id":"a","model_id":"m","choices":[{"index":4,"turns":["T"]}],"messages":[{"role":"system","content":"S"},{"role":"user","content":"U"},{"role":"assistant","content":"A"},null,{"role":"assistant","content":{"answer":"B"}}]}
      RowError: "choices" is missing (a list of at least one choice)
      RowError: "choices[0].turns" must be a list of texts, got [null]
      RowError: "choices[0].turns" must be a list of texts, got [null]
      {"question_id":1,"answer_id":"a","model_id":"m","choices":[{"index":0,"turns":[]}]}"
    `);
  });

  it("judgments", () => {
    const game = { question_id: 1, model1_id: "a", model2_id: "b", winner: 1, judge: ["j", "p"] };
    const { judge: _, ...unjudged } = game;
    const rows = [
      ...[game, { ...game, winner: "error", prompt: "P", judgment: "J", turn: 2, more: 1 }],
      { ...game, winner: 4 },
      { ...game, winner: "1" },
      { ...game, winner: undefined },
      { ...game, prompt: 3, judgment: 4 },
      { ...game, model1_id: "" },
      { ...game, model2_id: 3 },
      { ...game, model2_id: undefined },
      { ...game, judge: ["j"] },
      { ...game, judge: [] },
      { ...game, judge: "j" },
      { ...game, judge: ["j", 2] },
      unjudged,
      { ...unjudged, judge_model: "J" },
      { ...unjudged, judge_model: "J", judge_prompt: "Q" },
      { ...unjudged, judge_model: 3 },
      { ...game, judge_model: "J" },
      { ...unjudged, judge_prompt: "Q" },
    ];
    expect(outcomes(parsePairJudgment, rows)).toMatchInlineSnapshot(`
      "{"question_id":1,"model1_id":"a","model2_id":"b","winner":1,"judge":["j","p"],"prompt":"","judgment":"","turn":1}
      {"question_id":1,"model1_id":"a","model2_id":"b","winner":"error","judge":["j","p"],"prompt":"P","judgment":"J","turn":2,"more":1}
      UnknownVerdict: "winner" must be 1, 2, 3 or "error", got 4
      UnknownVerdict: "winner" must be 1, 2, 3 or "error", got "1"
      UnknownVerdict: "winner" is missing (1, 2, 3 or "error")
      {"question_id":1,"model1_id":"a","model2_id":"b","winner":1,"judge":["j","p"],"prompt":"","judgment":"","turn":1}
      RowError: "model1_id" must be a text that is not empty, got ""
      RowError: "model2_id" must be a text, got 3
      RowError: "model2_id" is missing (a text)
      {"question_id":1,"model1_id":"a","model2_id":"b","winner":1,"judge":["j",""],"prompt":"","judgment":"","turn":1}
      RowError: "judge" must be [model, prompt name], got []
      RowError: "judge" must be [model, prompt name], got "j"
      RowError: "judge" must be [model, prompt name], got ["j",2]
      RowError: "judge" is missing ([model, prompt name])
      {"question_id":1,"model1_id":"a","model2_id":"b","winner":1,"judge_model":"J","judge":["J",""],"prompt":"","judgment":"","turn":1}
      {"question_id":1,"model1_id":"a","model2_id":"b","winner":1,"judge_model":"J","judge_prompt":"Q","judge":["J","Q"],"prompt":"","judgment":"","turn":1}
      RowError: "judge" must be [model, prompt name], got [3,""]
      {"question_id":1,"model1_id":"a","model2_id":"b","winner":1,"judge":["j","p"],"judge_model":"J","prompt":"","judgment":"","turn":1}
      RowError: "judge" is missing ([model, prompt name])"
    `);
    const grade = { question_id: 1, model: "m", judge: ["j", "p"], score: 3 };
    const grades = [
      ...[grade, { ...grade, user_prompt: "U", judgment: "J", turn: 2, score: -1 }],
      { ...grade, score: "3" },
      { ...grade, score: null },
      { ...grade, score: undefined },
      { ...grade, score: Number.NaN },
      { ...grade, model: "" },
      { ...grade, user_prompt: 1, judgment: 2 },
    ];
    expect(outcomes(parseSingleJudgment, grades)).toMatchInlineSnapshot(`
      "{"question_id":1,"model":"m","judge":["j","p"],"score":3,"user_prompt":"","judgment":"","turn":1}
      {"question_id":1,"model":"m","judge":["j","p"],"score":-1,"user_prompt":"U","judgment":"J","turn":2}
      RowError: "score" must be a number (-1 for none), got "3"
      RowError: "score" must be a number (-1 for none), got null
      RowError: "score" is missing (a number (-1 for none))
      RowError: "score" must be a number (-1 for none), got null
      RowError: "model" must be a text that is not empty, got ""
      {"question_id":1,"model":"m","judge":["j","p"],"score":3,"user_prompt":"","judgment":"","turn":1}"
    `);
  });
});
