/** Answers from an API: what is there is kept, what is missing is asked, what is odd is told. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Answer } from "../../jrank/core/types.ts";
import { runCommandLine, startCommand, temporaryFolder } from "../support/command.ts";
import {
  type Fault,
  type RecordedRequest,
  type ServerOptions,
  startOpenAiServer,
} from "../support/http_server.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

let made = 0;

/** A benchmark of its own with questions of two turns, and the command on it. */
async function setUp(count: number, options: Partial<ServerOptions> = {}) {
  const name = `b${made++}`;
  const bench = join(folder.path, name);
  mkdirSync(bench);
  const questions = Array.from({ length: count }, (_, k) => ({
    question_id: k + 1,
    category: "writing",
    turns: [`質問${k + 1}について教えてください。`, "もっと短くしてください。"],
  }));
  writeFileSync(join(bench, "questions.jsonl"), lines(questions));
  const server = await startOpenAiServer({
    reply: (_, index) => `これは${index}番目の答えです。`,
    ...options,
  });
  const common = ["--data-dir", folder.path, "--bench-name", name, "--model", "m"];
  const at = [
    ["--base-url", `${server.url}/v1`],
    ["--parallel", "1"],
  ];
  const whole = (flags: readonly string[]) => [
    ...common,
    ...at.filter(([flag]) => !flags.includes(flag as string)).flat(),
    ...flags,
  ];
  /** In a process of its own, to be killed. */
  const start = (...flags: string[]) => startCommand("gen_api_model_answer", whole(flags));
  const run = (...flags: string[]) => runCommandLine("gen_api_model_answer", whole(flags));
  const answers = (file = join(bench, "answers/m.jsonl")): Answer[] =>
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Answer);
  return { bench, server, run, start, answers };
}

const lines = (rows: unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const messagesOf = ({ body }: RecordedRequest) =>
  body.messages as { role: string; content: string }[];

it("keeps a first turn whose second failed, and asks only the second again", async () => {
  const { server, run, answers } = await setUp(2, {
    fault: (index) =>
      index === 1
        ? { status: 400, body: { error: { message: "maximum context length" } } }
        : undefined,
  });
  const first = await run();
  expect(first.code).toBe(1);
  expect(first.stderr).toContain("Question 1 of m is left open");
  expect(answers().map(({ choices }) => choices[0]?.turns.length)).toEqual([1, 2]);
  const [before] = answers();

  expect((await run()).code).toBe(0);
  expect(server.requests).toHaveLength(5);
  const [after] = answers();
  expect(after?.choices[0]?.turns[0]).toBe(before?.choices[0]?.turns[0]);
  expect(after?.answer_id).toBe(before?.answer_id);
  expect(after?.usage).toEqual({
    input_tokens: 200,
    output_tokens: 40,
    seconds: expect.any(Number),
  });
  // The second turn carries the model's own first answer.
  expect(messagesOf(server.requests[4] as RecordedRequest)).toEqual([
    { role: "user", content: "質問1について教えてください。" },
    { role: "assistant", content: before?.choices[0]?.turns[0] },
    { role: "user", content: "もっと短くしてください。" },
  ]);
  await server.close();
});

it("adds choices without asking for those that are there, each with the next seed", async () => {
  const { server, run, answers } = await setUp(1);
  await run();
  const [one] = answers();
  expect(server.requests[0]?.body).not.toHaveProperty("seed");
  const { code } = await run("--num-choices", "3");
  expect(code).toBe(0);
  expect(server.requests).toHaveLength(6);
  expect(server.requests.slice(2).map(({ body }) => body.seed)).toEqual([1, 1, 2, 2]);
  expect(answers()[0]?.choices[0]).toEqual(one?.choices[0]);
  expect(answers()[0]?.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
  await server.close();
});

it("has every turn on disk as it comes", async () => {
  const { bench, server, start, run } = await setUp(1, {
    fault: (index) => (index === 1 ? "hang" : undefined),
  });
  const file = join(bench, "answers/m.jsonl");
  const command = await start();
  // Killed while the second turn is being asked, which is then asked again.
  while (server.requests.length < 2 || !existsSync(file) || readFileSync(file, "utf8") === "") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  command.kill("SIGKILL");
  await command.result;
  expect((await run()).code).toBe(0);
  // The first turn, the second that hung, the second again.
  expect(server.requests).toHaveLength(3);
  await server.close();
});

it("resumes an answer file of its own, and keeps the order of the questions", async () => {
  const { server, run, answers } = await setUp(4);
  const file = join(folder.path, "elsewhere.jsonl");
  await run("--answer-file", file, "--question-begin", "2");
  await run("--answer-file", file, "--question-begin", "0", "--question-end", "2");
  expect(answers(file).map(({ question_id }) => question_id)).toEqual([1, 2, 3, 4]);
  expect(server.requests).toHaveLength(8);
  expect((await run("--answer-file", file)).stdout).toContain("all 4 questions are answered");
  expect(server.requests).toHaveLength(8);
  const beyond = await run("--question-begin", "4");
  expect([beyond.code, beyond.stderr]).toEqual([2, expect.stringContaining("4 questions")]);
  await server.close();
});

it("--regenerate asks the chosen questions anew and keeps the old file beside", async () => {
  const { bench, server, run, answers } = await setUp(2);
  await run();
  const before = answers();
  const { code, stderr } = await run("--regenerate", "--question-end", "1", "-y");
  expect(code).toBe(0);
  expect(stderr).toContain("m.jsonl.old");
  expect(server.requests).toHaveLength(6);
  expect(answers()[0]?.choices).not.toEqual(before[0]?.choices);
  expect(answers()[1]).toEqual(before[1]);
  expect(answers(join(bench, "answers/m.jsonl.old"))).toEqual(before);
  await server.close();
});

it("tells what is odd about the answers; --strict makes it an error", async () => {
  const { server, run } = await setUp(1, { reply: () => "<|im_end|> I am sorry" });
  const { code, stderr } = await run();
  expect(code).toBe(0);
  expect(stderr).toMatch(/Worth a look.*m: 1 of 1 answers contain pieces of a chat template/s);
  const strict = await run("--strict");
  expect([strict.code, strict.stderr]).toEqual([1, expect.stringContaining("have faults")]);
  await server.close();
});

it("learns once from many refusals at a time, and gives every server its own calls", async () => {
  const options: ServerOptions = {
    delayMs: 150,
    reply: () => "これは答えです。",
    fault: (_, { body }) =>
      messagesOf({ body } as RecordedRequest)[0]?.role === "system"
        ? { status: 400, body: { error: { message: "System role not supported" } } }
        : "top_k" in body || "repetition_penalty" in body
          ? {
              status: 400,
              body: { error: { message: "Unrecognized argument: repetition_penalty" } },
            }
          : undefined,
  };
  const { server, run } = await setUp(12, options);
  const other = await startOpenAiServer(options);
  const { code, stderr } = await run(
    ...["--base-url", `${server.url}/v1`, `${other.url}/v1`, "--parallel", "3"],
    ...["--system-prompt", "短く。", "--repetition-penalty", "1.1"],
  );
  expect(code).toBe(0);
  for (const { url } of [server, other]) {
    expect(stderr.split(`m (${url}/v1) takes no system message`)).toHaveLength(2);
    expect(stderr.split(`m (${url}/v1) takes no repetition_penalty`)).toHaveLength(2);
  }
  expect([server.mostAtATime, other.mostAtATime]).toEqual([3, 3]);
  expect(messagesOf(server.requests.at(-1) as RecordedRequest)[0]?.content).toMatch(/^短く。\n\n/);
  await Promise.all([server.close(), other.close()]);
});

it("gets every answer from a server at its worst, and none twice after being killed", async () => {
  const faults: Fault[] = [
    { status: 429, headers: { "retry-after": "0" } },
    { status: 500 },
    ...(["reset", "html", "bad json", "empty"] as const),
  ];
  const { bench, server, run, start, answers } = await setUp(12, {
    delayMs: 10,
    fault: (index) => (index % 3 === 1 ? faults[Math.floor(index / 3) % faults.length] : undefined),
  });
  const file = join(bench, "answers/m.jsonl");
  const lineCount = (): number =>
    existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
  for (let kill = 0; kill < 2; kill++) {
    const before = lineCount();
    const command = await start("--parallel", "4");
    while (lineCount() < before + 2) await new Promise((resolve) => setTimeout(resolve, 5));
    command.kill("SIGKILL");
    await command.result;
  }
  // A line torn by the crash.
  appendFileSync(file, '{"question_id": 12, "choi');
  const { code, stderr } = await run("--parallel", "4");
  expect(code).toBe(0);
  expect(stderr).toContain("torn");
  expect(answers().map(({ question_id }) => question_id)).toEqual(
    Array.from({ length: 12 }, (_, k) => k + 1),
  );
  expect(answers().every(({ choices }) => choices[0]?.turns.length === 2)).toBe(true);
  const failed = server.requests.filter((_, index) => index % 3 === 1).length;
  // What was in flight at a kill was paid for and is lost: one turn of four questions at most.
  expect(server.requests.length - failed).toBeLessThanOrEqual(24 + 2 * 4);
  expect(stderr).not.toContain("repeat a question");
  await server.close();
});
