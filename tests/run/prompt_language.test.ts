/** Which prompts a benchmark is judged with, by the language of its questions. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { promptLanguages } from "../../jrank/run/judging/asking/prompt_language.ts";
import { promptsUsed } from "../../jrank/run/judging/asking/prompts_used.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { startOpenAiServer } from "../support/http_server.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const questions = (...texts: string[]) =>
  texts.map((text, k) => ({ question_id: k + 1, category: "c", turns: [text] }));
const stored = (question: number, prompt: string) => ({ question: String(question), prompt });

it("goes on with the language of stored judgments, question by question and for the rest", () => {
  const chinese = questions("为什么天空是蓝色的？", "写一首诗。", "红烧肉怎么做？");
  const used = (...rows: Parameters<typeof promptLanguages>[2]) =>
    [...promptLanguages(chinese, "zh", rows).values()].map((language) => language.used);
  expect(used()).toEqual(["zh", "zh", "zh"]);
  expect(used(stored(1, "pair-ja"), stored(2, "pair-ja"))).toEqual(["ja", "ja", "ja"]);
  expect(used(stored(1, "pair-zh"), stored(2, "pair-ja"))).toEqual(["zh", "ja", "zh"]);
  expect(used(stored(1, "pair-zh-hant-ref-multi-turn"))).toEqual(["zh-hant", "zh-hant", "zh-hant"]);
  // A prompt of a file says nothing about the program's own.
  expect(used(stored(1, "pair-v2"))).toEqual(["zh", "zh", "zh"]);
});

it("counts the prompts by question, and whose language goes on", () => {
  const prompts = ["pair-ja", "pair-ja", "pair-neutral"];
  const items = prompts.map((_, k) => ({ question: { question_id: k }, turn: 1 }));
  const used = promptsUsed(
    [...items, { question: { question_id: 0 }, turn: 2 }] as never,
    (({ question }: { question: { question_id: number } }) => ({
      prompt: { name: prompts[question.question_id] },
    })) as never,
    {
      languages: new Map([
        ["0", { told: "zh", used: "ja" }],
        ["1", { told: "ja", used: "ja" }],
        ["2", { told: "neutral", used: "neutral" }],
      ]),
      kept: undefined,
      unknown: new Set(),
    } as never,
  );
  expect([...used.byName]).toEqual([
    ["pair-ja", 2],
    ["pair-neutral", 1],
  ]);
  const { neutral, kept, keptFrom, questions } = used;
  expect({ neutral, kept, keptFrom, questions }).toEqual({
    neutral: 1,
    kept: 1,
    keptFrom: { told: "zh", used: "ja" },
    questions: 3,
  });
});

function writeBench(name: string, texts: string[]): void {
  const bench = join(folder.path, name);
  mkdirSync(join(bench, "answers"), { recursive: true });
  const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(join(bench, "questions.jsonl"), lines(questions(...texts)));
  for (const model of ["a", "b"]) {
    const answers = texts.map((_, k) => ({
      question_id: k + 1,
      answer_id: "",
      model_id: model,
      choices: [{ index: 0, turns: [`${model} ${k}`] }],
    }));
    writeFileSync(join(bench, "answers", `${model}.jsonl`), lines(answers));
  }
}

it.each([
  [
    "zh",
    ["请介绍一座你喜欢的城市。", "为什么天空是蓝色的？"],
    "你是一位公正的评审",
    "pair-zh (2 questions)",
  ],
  [
    "fr",
    ["Pourquoi le ciel est-il bleu ?", "Nommez trois fleuves d'Afrique."],
    "in the language of the question",
    "pair-neutral (2 questions)",
  ],
])("judges %s questions without any setting, and says how", async (name, texts, words, told) => {
  writeBench(name, texts);
  const server = await startOpenAiServer({ reply: () => "1" });
  const judge = (...flags: string[]) =>
    runCommandLine("gen_judgment", [
      ...["--data-dir", folder.path, "--bench-name", name, "--n", "2", "--judge-model", "m"],
      ...["--base-url", `${server.url}/v1`, ...flags],
    ]);
  const dry = await judge("--dry-run");
  expect(dry.stdout).toContain(`Prompts of m: ${told}`);
  const { code, stderr } = await judge("-y");
  expect(code).toBe(0);
  const isNeutral = name === "fr";
  expect(stderr.includes("2 of 2 questions are in a language that has no judge prompts")).toBe(
    isNeutral,
  );
  expect(server.requests).toHaveLength(2);
  for (const { body } of server.requests) {
    const sent = JSON.stringify(body.messages);
    expect(sent).toContain(words);
    expect(sent).not.toMatch(/日本語|Japanese/);
  }
  const other = await judge("--dry-run", "--prompt-language", "ko");
  expect(other.stdout).toContain("Prompts of m: pair-ko (2 questions)");
  expect(other.stdout).toContain("0 stored, 2 to make");
  await server.close();
});
