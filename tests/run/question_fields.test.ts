/** Every field of a question that asks for something is obeyed, or named. */
import { expect, it } from "vitest";
import type { Backend, ChatRequest } from "../../jrank/backend/call/backend.ts";
import { UserError } from "../../jrank/core/errors.ts";
import type { Question } from "../../jrank/core/types.ts";
import { requestOf, shownTurns } from "../../jrank/prompt/judge/question_request.ts";
import { answerQuestion } from "../../jrank/run/answering/answer_question.ts";
import { judgeMessages } from "../../jrank/run/judging/asking/ask_judge.ts";
import { type Model, toModel } from "../../jrank/run/models/models.ts";
import { checkQuestions, tellQuestionFields } from "../../jrank/run/models/question_checks.ts";

const question = (fields: object = {}): Question => ({
  question_id: 7,
  category: "writing",
  turns: ["Write it.", "Again."],
  ...fields,
});
const model = (fields: object = {}): Model =>
  toModel({ id: "m", base_url: "http://127.0.0.1:9/v1", ...fields });

/** What is sent for a question. */
async function sent(asked: Question, by: Model): Promise<ChatRequest[]> {
  const requests: ChatRequest[] = [];
  const backend: Backend = {
    id: "m",
    concurrency: 1,
    metadata: {},
    close: async () => {},
    generate: async (request) => {
      requests.push(request);
      return { text: "done", finish_reason: "stop", usage: {} };
    },
  };
  await answerQuestion(backend, asked, {
    model: by,
    numChoices: 1,
    stored: undefined,
    keep: () => {},
    signal: new AbortController().signal,
  });
  return requests;
}

it("sends what a question asks for", async () => {
  const asked = question({
    required_temperature: 0.25,
    system: "Answer in Portuguese.",
    max_tokens: 50,
    top_p: 0.5,
    stop: ["END", "END"],
    seed: 3,
  });
  const [first, second] = await sent(asked, model());
  expect(first?.params).toEqual({
    temperature: 0.25,
    max_tokens: 50,
    top_p: 0.5,
    stop: ["END"],
    seed: 3,
  });
  expect(first?.messages).toEqual([
    { role: "system", content: "Answer in Portuguese." },
    { role: "user", content: "Write it." },
  ]);
  expect(second?.messages[0]?.role).toBe("system");
  expect((await sent(question(), model()))[0]?.params).toEqual({ temperature: 0.7 });
});

it("goes by the model's settings where both say something, and says so", async () => {
  const asked = question({ required_temperature: 0, max_tokens: 50, system: "S" });
  const by = model({ temperature: 0.9, max_tokens: 20, system_prompt: "Own." });
  const [first] = await sent(asked, by);
  expect(first?.params).toEqual({ temperature: 0.9, max_tokens: 20 });
  expect(first?.messages[0]?.content).toBe("Own.\n\nS");
  const said: string[] = [];
  tellQuestionFields([asked, question()], [by], (text) => said.push(String(text)));
  expect(said).toEqual([
    "Notice: m answers at temperature 0.9, as its settings say; 1 question asks for another one. Leave temperature out to go by the questions.",
  ]);
});

it("names what nobody does", () => {
  const said: string[] = [];
  const asked = [
    question({ tools: [{ name: "f" }], cluster: "x", difficulty: 3, images: [] }),
    question({ tools: [{ name: "g" }], context: "Write it." }),
  ];
  tellQuestionFields(asked, [model()], (text) => said.push(String(text)));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^Warning: 2 questions have "tools", which is not sent/);
});

it.each([
  [{ turns: ["Why?", " \n"] }, /question 7: turn 2 is empty/],
  [
    { required_temperature: "hot" },
    /"required_temperature" must be a number from 0 to 2, got "hot"/,
  ],
  [{ max_tokens: 0.5 }, /"max_tokens" must be a whole number from 1/],
  [{ system: ["a"] }, /"system" must be a text/],
  [{ stop: [1] }, /"stop" must be a text or a list of texts/],
])("refuses %j before anything is sent", (fields, message) => {
  const check = () => checkQuestions({ name: "b", folder: "b" }, [question(fields)]);
  expect(check).toThrow(UserError);
  expect(check).toThrow(message);
});

it("lets empty fields be", () => {
  const asked = question({ system: "", stop: null, temperature: null, max_tokens: undefined });
  expect(requestOf(asked)).toEqual({});
  expect(shownTurns(asked)).toBe(asked.turns);
});

it("shows a judge the system message that belongs to the question", () => {
  const [message] = judgeMessages({
    question: question({ system: "Answer in Portuguese." }),
    turn: 1,
    answers: [["a"], ["b"]],
    references: undefined,
    prompt: {
      name: "p",
      type: "pairwise",
      system_prompt: "",
      output_format: "last",
      prompt_template: "{question}|{answer_a}|{answer_b}",
    },
  });
  expect(message?.content).toBe("[System]\nAnswer in Portuguese.\n\nWrite it.|a|b");
});
