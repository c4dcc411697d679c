/** A reply that contradicts itself is asked about once more, and the second reply decides. */
import { expect, it } from "vitest";
import type { Backend, ChatRequest } from "../../jrank/backend/call/backend.ts";
import type { OutputFormat } from "../../jrank/prompt/verdict/verdicts.ts";
import { askJudge } from "../../jrank/run/judging/asking/ask_judge.ts";

/** Asks a judge that gives these replies, one after the other. */
async function ask(format: OutputFormat, replies: readonly string[], repair = true) {
  const requests: ChatRequest[] = [];
  const backend = {
    generate: async (request: ChatRequest) => {
      requests.push(request);
      const text = replies[requests.length - 1] as string;
      return { text, usage: { input_tokens: 10, output_tokens: 2 } };
    },
  } as unknown as Backend;
  const isSingle = format === "[[rating]]";
  const judged = await askJudge(backend, {
    question: { question_id: 1, turns: ["Name a river."] } as never,
    turn: 1,
    references: undefined,
    format,
    params: {},
    repair,
    answers: isSingle ? [["The Elbe."]] : [["The Elbe."], ["Bonn."]],
    prompt: {
      name: "mine",
      type: isSingle ? "single" : "pairwise",
      system_prompt: "Compare.",
      description: "",
      category: "general",
      output_format: format,
      prompt_template: isSingle ? "{question} {answer}" : "{question} {answer_a} {answer_b}",
    } as never,
    signal: new AbortController().signal,
    task: {} as never,
  });
  return { judged, requests };
}

it.each([
  ["[[A]]", "Assistant A is right. Therefore Assistant A is better.\n\n[[B]]", "[[A]]", 1],
  ["last", "判定: 2\n\n川の名です。\n\n判定: 1", "2", 2],
  ["json", '{"reason": "Assistant 1 is clearly better.", "winner": 2}', '{"winner": 1}', 1],
  ["[[rating]]", "I'd give this answer 9 out of 10.\n\nRating: [[2]]", "[[9]]", 9],
] as const)("%s: %j is followed by a repair call", async (format, first, second, expected) => {
  const { judged, requests } = await ask(format, [first, second]);
  expect(requests).toHaveLength(2);
  expect(requests[1]?.messages.at(-2)).toEqual({ role: "assistant", content: first });
  const { verdict } = judged;
  const { winner, score } = { winner: undefined, score: undefined, ...verdict };
  expect(winner ?? score).toBe(expected);
  expect(judged.judgment).toBe(`${first}\n\n[repair]\n${second}`);
  expect(judged.usage).toMatchObject({ input_tokens: 20, output_tokens: 4 });
});

it("makes no second call where words and mark agree, nor where repairs are turned off", async () => {
  const agreeing = "Assistant A is right. Therefore Assistant A is better.\n\n[[A]]";
  expect((await ask("[[A]]", [agreeing])).requests).toHaveLength(1);
  const { judged, requests } = await ask("[[A]]", [agreeing.replace("[[A]]", "[[B]]")], false);
  expect(requests).toHaveLength(1);
  expect(judged.verdict.kind).toBe("none");
});
