import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Question } from "../../jrank/core/types.ts";
import { importAnswers } from "../../jrank/store/answers/imported_answers.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const questions: Question[] = [
  { question_id: 1, category: "writing", turns: ["一番高い山は？", "その高さは？"] },
  { question_id: 2, category: "math", turns: ["1足す1は？"] },
  { question_id: "q3", category: "writing", turns: ["Capital of  France?"] },
];

function file(name: string, content: string | unknown[]): string {
  const path = join(folder.path, name);
  const text =
    typeof content === "string"
      ? content
      : content.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(path, text);
  return path;
}

/** Turns by question of each model, the complaints, and what was recognised. */
async function read(path: string, options: Partial<Parameters<typeof importAnswers>[1]> = {}) {
  const imported = await importAnswers([path], {
    questions,
    columns: {},
    match: "auto",
    ...options,
  });
  return {
    ...imported,
    turns: Object.fromEntries(
      [...imported.answers].map(([model, answers]) => [
        model,
        answers.map(({ question_id, choices }) => [question_id, ...choices.map((c) => c.turns)]),
      ]),
    ),
    said: imported.problems.map(({ line, message }) => `${line ?? ""}: ${message}`),
  };
}

it("reads LLM Judge's model_answer with everything in it", async () => {
  const row = {
    question_id: "1",
    answer_id: "abc",
    model_id: "a/b",
    choices: [
      { index: 0, turns: ["富士山", "3776 m"], finish_reasons: ["stop", "stop"] },
      { index: 1, turns: ["富士", "高い"] },
    ],
    tstamp: 12.5,
  };
  const { answers, problems, notes } = await read(file("fastchat.jsonl", [row]));
  // The benchmark's own id is a number.
  expect(answers.get("a/b")).toEqual([{ ...row, question_id: 1 }]);
  expect(problems).toEqual([]);
  expect(String(notes[0])).toContain("read as fastchat");
});

it("reads AlpacaEval's outputs by their instruction", async () => {
  const rows = [
    { dataset: "d", instruction: "Capital of France?", output: "Paris", generator: "m:1" },
    { instruction: "1足す1は？\n", output: "2", generator: "m:1" },
    { instruction: "Never asked", output: "x", generator: "m:1" },
  ];
  const { turns, said, unused } = await read(file("outputs.json", JSON.stringify(rows)));
  expect(turns).toEqual({
    "m:1": [
      [2, ["2"]],
      ["q3", ["Paris"]],
    ],
  });
  expect(said).toEqual([
    ': entry 3: the benchmark has no question with the text "Never asked"; the row was left out',
  ]);
  expect(unused).toBe(1);
});

it("reads the harness' samples: what was said, once for all filters, repeats as choices", async () => {
  const rows = [
    {
      doc_id: 0,
      doc: { question: "1足す1は？" },
      filter: "strict-match",
      resps: [["2です", "ニ"]],
      filtered_resps: ["2"],
    },
    {
      doc_id: 0,
      doc: { question: "1足す1は？" },
      filter: "flexible-extract",
      resps: [["2です", "ニ"]],
      filtered_resps: ["[invalid]"],
    },
    { doc_id: 1, doc: { question_id: 1, turns: ["一番高い山は？"] }, resps: [["富士山"]] },
    {
      doc_id: 2,
      doc: {},
      resps: [["Paris"]],
      arguments: {
        gen_args_0: { arg_0: '[{"role": "user", "content": "Capital of France?"}]', arg_1: {} },
      },
    },
    { doc_id: 3, doc: {}, resps: [[[-1.5, true]], [[-2.5, false]]] },
  ];
  const path = file("samples.jsonl", rows);
  await expect(read(path)).rejects.toThrow("name it with --model-id");
  const { turns, said } = await read(path, { modelId: "lm" });
  expect(turns.lm).toEqual([
    [1, ["富士山"]],
    [2, ["2です"], ["ニ"]],
    ["q3", ["Paris"]],
  ]);
  expect(said).toEqual([
    "5: the sample holds likelihoods, not text; only generating tasks have answers; the row was left out",
  ]);
  // doc_id is the place in the data set.
  const ordered = rows.slice(0, 3).map(({ doc, ...row }) => row);
  const { turns: inOrder } = await read(file("ordered.jsonl", ordered), {
    modelId: "lm",
    match: "order",
  });
  expect(inOrder.lm?.map(([id]) => id)).toEqual([1, 2]);
});

it("reads tables: usual names, mapped columns, a column or a row for each turn", async () => {
  const usual = await read(file("usual.csv", '\ufeffid,model,response\r\n2,m,"2, \n二"\r\n'));
  expect(usual.turns).toEqual({ m: [[2, ["2, \n二"]]] });
  expect(String(usual.notes[0])).toContain("questions by id; answers in response; models in model");

  const mapped = await read(file("mapped.tsv", "問い\t一\t二\n1\t富士山\t3776\n2\t2\t\n"), {
    columns: { question: "問い", answers: ["一", "二"] },
    modelId: "m",
  });
  expect(mapped.turns.m).toEqual([
    [1, ["富士山", "3776"]],
    [2, ["2"]],
  ]);

  const long = await read(
    file("long.jsonl", [
      { question_id: 1, turn: 1, answer: "富士山", model: "a" },
      { question_id: 1, turn: 2, answer: "3776", model: "a" },
      { question_id: 1, turn: 1, answer: "富士", model: "b" },
      { question_id: 1, turn: 3, answer: "?", model: "b" },
      { question_id: 1, turn: 1, answer: "again", model: "a" },
    ]),
  );
  expect(long.turns).toEqual({ a: [[1, ["富士山", "3776"]]], b: [[1, ["富士"]]] });
  expect(long.said).toEqual([
    "4: question 1 has 2 turns, not 3; the row was left out",
    "5: turn 1 of question 1 occurs twice; the row was left out",
  ]);

  const lists = file("lists.jsonl", [{ id: 1, answer: ["富士山", "3776"] }]);
  expect((await read(lists, { modelId: "m" })).turns.m).toEqual([[1, ["富士山", "3776"]]]);
});

it("names every line that it cannot use", async () => {
  const path = file(
    "bad.jsonl",
    [
      '{"question_id": 1, "answer": "good", "model": "m"}',
      "{torn",
      '{"question_id": 9, "answer": "x", "model": "m"}',
      '{"question_id": 2, "answer": "  ", "model": "m"}',
      '{"question_id": 2, "answer": "$ERROR$", "model": "m"}',
      '{"question_id": 2, "answer": 3, "model": "m"}',
      '{"question_id": 2, "answer": ["a", "b"], "model": "m"}',
      '{"question_id": 1, "answer": "other words", "model": "m"}',
      '{"answer": "whose?", "model": "m"}',
    ].join("\n"),
  );
  const { turns, said, unused } = await read(path);
  expect(turns).toEqual({ m: [[1, ["good"]]] });
  expect(unused).toBe(8);
  const about = [
    /^2: .*JSON/,
    /^3: the benchmark has no question "9"/,
    /^4: the answer is empty/,
    /^5: the answer is the mark of a failed call/,
    /^6: "answer" must be a text, got 3/,
    /^7: it has 2 turns, question 2 has 1/,
    /^8: question 1 was answered by an earlier row already/,
    /^9: the row names no question/,
  ];
  expect(said).toHaveLength(about.length);
  for (const [k, pattern] of about.entries()) expect(said[k]).toMatch(pattern);
});

it("warns where ids fit but texts do not, and never guesses an order", async () => {
  const rows = [1, 2].map((id) => ({ id, prompt: "of another benchmark", answer: "a" }));
  const { said } = await read(file("other.jsonl", rows), { modelId: "m" });
  expect(said[0]).toMatch(/2 rows name another text than the question of their id/);
  await expect(
    read(file("few.jsonl", [{ answer: "a" }]), { modelId: "m", match: "order" }),
  ).rejects.toThrow("--match order needs one for each of the 3 questions");
});

it("says what is wrong with a file as a whole", async () => {
  await expect(read(file("empty.jsonl", ""))).rejects.toThrow("holds no row");
  await expect(read(file("unknown.csv", "a,b\n1,2\n"))).rejects.toThrow(
    /no format known here; name the column of the answers with --answer-field.*fastchat/s,
  );
  await expect(
    read(file("typo.csv", "id,reply\n1,2\n"), { columns: { answers: ["repyl"] } }),
  ).rejects.toThrow('has no column "repyl" (--answer-field). Did you mean "reply"?');
  const two = file("two.jsonl", [
    { id: 1, answer: "a", model: "x" },
    { id: 1, answer: "b", model: "y" },
  ]);
  await expect(read(two, { modelId: "z" })).rejects.toThrow("can name only one model");
});
