/** The command for GGUF files, from its flags to the lines of the answers. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer } from "../../jrank/core/types.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { scriptedGguf, skippedText, skippingLora } from "../support/scripted_gguf.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const bench = join(folder.path, "b");
const SAYS = "これは小さなモデルの答えです。ほかには何も言えません。";
const model = join(folder.path, "small.gguf");
const lora = join(folder.path, "skip.gguf");

beforeAll(() => {
  mkdirSync(bench);
  const questions = ["短い質問です。", `長い${"とても".repeat(60)}長い質問です。`].map(
    (turn, k) => ({
      question_id: k + 1,
      category: "writing",
      turns: [turn],
    }),
  );
  writeFileSync(
    join(bench, "questions.jsonl"),
    questions.map((question) => `${JSON.stringify(question)}\n`).join(""),
  );
  writeFileSync(model, scriptedGguf({ says: SAYS }));
  writeFileSync(lora, skippingLora({ says: SAYS }));
});

const generate = (...flags: string[]) =>
  runCommandLine("gen_local_model_answer", [
    ...["--data-dir", folder.path, "--bench-name", "b", "--model-path", model],
    ...["--gpu", "cpu", "--threads", "1", ...flags],
  ]);

const answersOf = (id: string): Answer[] =>
  readFileSync(join(bench, "answers", `${id}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);

it("answers what fits the context; the rest is open, told, and never stored", async () => {
  const { code, stderr } = await generate("--context-size", "256");
  expect(code).toBe(1);
  expect(stderr).toMatch(/Question 2 of small is left open: .*raise context_size/);
  expect(answersOf("small")).toHaveLength(1);
  const again = await generate("--context-size", "2048", "--parallel", "2");
  expect(again.code).toBe(0);
  expect(answersOf("small").map(({ choices }) => choices[0]?.turns)).toEqual([[SAYS], [SAYS]]);
  expect(answersOf("small")[0]?.prompt).toBe(
    "<|im_start|>user\n短い質問です。<|im_end|>\n<|im_start|>assistant\n",
  );
});

it("takes adapters with scales, and says when answers were made otherwise before", async () => {
  const first = ["--model-id", "tuned", "--question-end", "1"];
  expect((await generate(...first, "--lora-path", `${lora}:0.9`)).code).toBe(0);
  const [answer] = answersOf("tuned");
  expect(answer?.choices[0]?.turns).toEqual([skippedText(SAYS)]);
  expect(answer?.generation).toMatchObject({ lora: [{ file: "skip.gguf", scale: 0.9 }] });
  const { stderr } = await generate("--model-id", "tuned", "--conv-template", "line");
  expect(stderr).toContain("Notice: tuned is asked with the template line.json");
  expect(stderr).toContain("made with another template and LoRA adapter than now; --regenerate");
});

it("fails before anything else on what is not there", async () => {
  const wrong = await generate("--model-id", "x", "--conv-template", "lin");
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('Did you mean "line"?')]);
  const absent = await generate("--model-id", "x", "--lora-path", "absent.gguf");
  expect([absent.code, absent.stderr]).toEqual([1, expect.stringContaining("no LoRA adapter")]);
});
