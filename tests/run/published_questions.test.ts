/** Questions as others publish them are answered as they stand, every turn of them. */
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Answer } from "../../jrank/core/types.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { type RecordedRequest, startOpenAiServer } from "../support/http_server.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

interface PublishedQuestion {
  question_id: string | number;
  category: string;
  turns: string[];
}

const rows = <Row>(file: string): Row[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);

const messagesOf = ({ body }: RecordedRequest) =>
  body.messages as { role: string; content: string }[];

/** MT-Bench's own temperatures of some categories. */
const TEMPERATURES: Record<string, number> = { math: 0, coding: 0, writing: 0.7, stem: 0.1 };

describeShared("published questions", () => {
  it.each([
    ["MT-Bench", "mt_bench_en/mt_bench/question.jsonl", 160],
    ["Japanese MT-Bench", "japanese_mt_bench/question.jsonl", 120],
    ["Japanese MT-Bench, in full", "japanese_mt_bench/question_full.jsonl", 160],
    ["MT-Bench in Korean", "mt_bench_ko/question.jsonl", 160],
    ["Vicuna's", "mt_bench_en/vicuna_bench/question.jsonl", 80],
    ["Japanese Vicuna's", "jp_bench/question.jsonl", 80],
    ["Rakuda v2", "rakuda_v2/questions.jsonl", 40],
  ])("%s", async (name, path, turns) => {
    const bench = join(folder.path, name);
    mkdirSync(bench);
    const file = join(bench, path.includes("questions") ? "questions.jsonl" : "question.jsonl");
    cpSync(sharedPath(`data/${path}`), file);
    const questions = rows<PublishedQuestion>(file);
    const server = await startOpenAiServer({ reply: (_, index) => `answer number ${index}` });
    const { code, stdout } = await runCommandLine("gen_api_model_answer", [
      ...["--data-dir", dirname(bench), "--bench-name", name, "--model", "m"],
      ...["--base-url", `${server.url}/v1`, "--parallel", "16"],
    ]);
    expect(stdout).toContain(`m: ${questions.length} questions answered.`);
    expect(code).toBe(0);

    const asked = questions.reduce((sum, question) => sum + question.turns.length, 0);
    expect(server.requests).toHaveLength(asked);
    expect(asked).toBe(turns);
    const answers = rows<Answer>(join(bench, "answers/m.jsonl"));
    expect(answers.map(({ question_id }) => question_id)).toEqual(
      questions.map(({ question_id }) => question_id),
    );
    answers.forEach(({ choices }, k) => {
      const question = questions[k] as PublishedQuestion;
      const said = choices[0]?.turns ?? [];
      // The last turn was asked with all that was said before it.
      const conversation = question.turns.flatMap((content, turn) => [
        { role: "user", content },
        ...(turn < question.turns.length - 1
          ? [{ role: "assistant", content: said[turn] ?? "" }]
          : []),
      ]);
      const last = server.requests[Number(/\d+/.exec(said.at(-1) ?? "")?.[0])];
      expect(messagesOf(last as RecordedRequest)).toEqual(conversation);
      const temperature = TEMPERATURES[question.category];
      if (temperature !== undefined) expect(last?.body.temperature).toBe(temperature);
    });
    await server.close();
  });
});
