import { describe, expect, test } from "vitest";
import {
  type BackendSpec,
  CallError,
  type ChatRequest,
  type RequestSubject,
} from "../../jrank/backend/call/backend.ts";
import { createOfflineBackend } from "../../jrank/backend/offline.ts";
import type { Question } from "../../jrank/core/types.ts";
import { DEFAULT_PROMPTS } from "../../jrank/prompt/judge/default_prompts.ts";
import { readVerdict } from "../../jrank/prompt/verdict/verdicts.ts";

const spec: BackendSpec = { id: "offline", provider: "offline", path: "offline" };
const backend = createOfflineBackend(spec);

const question: Question = {
  question_id: "q1",
  category: "地理",
  turns: ["日本で一番高い山は？", "標高は？"],
  required_facts: [["富士山"], ["3,776", "3776"]],
};
const references = ["富士山です。", "標高は3,776メートルです。"];
const good = ["富士山です。", "3,776メートルです。"];
const bad = ["高尾山です。", "599メートルです。"];

function pair(first: string[], second: string[], turn: number): RequestSubject {
  return { kind: "pair", question, turn, answers: [first, second], references };
}

function ask(subject: RequestSubject, system = "あなたは公平な審査員です。"): Promise<string> {
  const request: ChatRequest = {
    messages: [
      { role: "system", content: system },
      { role: "user", content: "…" },
    ],
    params: {},
    subject,
  };
  return backend
    .generate(request, { signal: new AbortController().signal })
    .then(({ text }) => text);
}

describe("the offline judge", () => {
  test.each([1, 2])(
    "prefers what agrees with the reference of turn %i, in either order",
    async (turn) => {
      expect(readVerdict(await ask(pair(good, bad, turn)), "last")).toMatchObject({ winner: 1 });
      expect(readVerdict(await ask(pair(bad, good, turn)), "last")).toMatchObject({ winner: 2 });
      expect(readVerdict(await ask(pair(good, good, turn)), "last")).toMatchObject({ winner: 3 });
    },
  );

  test("ends with the digit alone and says what it is and what it measured", async () => {
    const text = await ask(pair(good, bad, 1));
    expect(text.split("\n").at(-1)).toBe("1");
    expect(text).toContain("オフライン審査");
    expect(text).toContain("言語モデルは使わず");
    expect(text).toContain("アシスタント1の回答：chrF 1.00、必須事項 1件のうち1件、得点 100.0点");
  });

  test("says the same every time", async () => {
    expect(await ask(pair(good, bad, 2))).toBe(await ask(pair(good, bad, 2)));
  });

  test("grades from 1 to 10", async () => {
    const single = (answer: string[]) =>
      ask({ kind: "single", question, turn: 1, answer, references });
    expect(readVerdict(await single(good), "[[rating]]")).toMatchObject({ score: 10 });
    expect(readVerdict(await single([""]), "[[rating]]")).toMatchObject({ score: 1 });
  });

  // The reply must be readable under every prompt that comes with the program.
  test.each(DEFAULT_PROMPTS.map((prompt) => [prompt.name, prompt] as const))(
    "can be read under %s",
    async (_, prompt) => {
      const { output_format } = prompt;
      const subject: RequestSubject =
        prompt.type === "pairwise"
          ? { kind: "pair", question, turn: 1, answers: [bad, good], references, output_format }
          : { kind: "single", question, turn: 1, answer: good, references, output_format };
      const verdict = readVerdict(
        await ask(subject, prompt.system_prompt),
        prompt.type === "pairwise" ? "last" : "[[rating]]",
      );
      expect(verdict).toMatchObject(prompt.type === "pairwise" ? { winner: 2 } : { score: 10 });
    },
  );

  test("answers in the language of the prompt and in its format", async () => {
    const subject = { ...pair(bad, good, 1), output_format: "[[A]]" } as RequestSubject;
    const english = await ask(subject, "You are an impartial referee.");
    expect(english).toContain("This is the offline judge. It uses no language model");
    expect(english.split("\n").at(-1)).toBe("[[B]]");
    expect(await ask(subject, "당신은 공정한 심사위원입니다.")).toContain("오프라인 심사");
  });

  test("reads the reference inside the question where none is given", async () => {
    const own = { ...question, reference: references };
    const text = await ask({ kind: "pair", question: own, turn: 1, answers: [good, bad] });
    expect(text.split("\n").at(-1)).toBe("1");
  });

  test.each([[undefined], [[]], [["富士山です。"]], [["富士山です。", " "]]])(
    "cannot judge turn 2 with references %j",
    async (found) => {
      const subject: RequestSubject = {
        kind: "pair",
        question,
        turn: 2,
        answers: [good, bad],
        ...(found && { references: found }),
      };
      const failure = await ask(subject).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(CallError);
      expect(failure).toMatchObject({
        kind: "call",
        message: expect.stringContaining("needs a reference answer for question q1, turn 2"),
      });
    },
  );

  test("writes no answers", async () => {
    await expect(ask({ kind: "answer", question, turn: 1, choice: 0 })).rejects.toMatchObject({
      kind: "stop",
    });
  });

  test("stops when it is told to", async () => {
    const request: ChatRequest = { messages: [], params: {}, subject: pair(good, bad, 1) };
    const signal = AbortSignal.abort(new Error("interrupted"));
    await expect(backend.generate(request, { signal })).rejects.toThrow("interrupted");
  });
});
