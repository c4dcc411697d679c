import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { startOpenAiServer } from "../support/http_server.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const FLAGS = ["--bench-name", "sample", "--n", "6", "--judge-model", "j", "--dry-run"];

it("asks for structured output where the prompt's format is JSON", async () => {
  const server = await startOpenAiServer({ reply: () => '{"explanation": "…", "winner": 2}' });
  const file = join(folder.path, "prompts.jsonl");
  const prompt = {
    name: "json-pair",
    type: "pairwise",
    system_prompt: "Compare.",
    output_format: "json",
    prompt_template: "{question_1} {answer_a_1} {answer_b_1}",
  };
  writeFileSync(file, JSON.stringify(prompt));
  const config = {
    benchmark_name: "b",
    data_dir: folder.path,
    models: {
      api_models: ["x", "y"].map((id) => ({ id, base_url: `${server.url}/v1` })),
      judge_models: [{ id: "j", base_url: `${server.url}/v1` }],
    },
    n: 2,
    judge_file: file,
    judge_prompt: "json-pair",
    bootstrap_n: 0,
    ci: "cr3",
  };
  const bench = join(folder.path, "b");
  mkdirSync(bench);
  writeFileSync(
    join(bench, "questions.jsonl"),
    `${JSON.stringify({ question_id: 1, category: "c", turns: ["Why?"] })}\n`,
  );
  writeFileSync(join(folder.path, "config.json"), JSON.stringify(config));
  const { code, stderr } = await runCommandLine("streamline", [
    ...["--config", join(folder.path, "config.json")],
  ]);
  expect(stderr).not.toContain("bug");
  expect(code).toBe(0);
  const judged = server.requests.filter(({ body }) => body.model === "j");
  expect(judged).toHaveLength(2);
  expect(judged[0]?.body.response_format).toMatchObject({
    type: "json_schema",
    json_schema: { schema: { required: ["explanation", "winner"] } },
  });
  await server.close();
});

const PROMPT = { name: "p", type: "pairwise", prompt_template: "{answer_a} {answer_b}" };
it.each([
  [
    { ...PROMPT, output_format: "[[rating]]" },
    'for prompts of type single, but "type" is "pairwise"',
  ],
  [{ ...PROMPT, type: "single", output_format: "last" }, "for prompts of type pairwise"],
  [{ ...PROMPT, prompt_template: "{answer_a}", output_format: "last" }, "no {answer_b}"],
  [{ ...PROMPT, type: "single", prompt_template: "", output_format: "json" }, "no {answer}"],
  [{ prompt_id: 1, metadata: {} }, '"name" must be a text'],
])("refuses %j", async (prompt, said) => {
  const file = join(folder.path, "wrong.jsonl");
  writeFileSync(file, JSON.stringify(prompt));
  const { code, stderr } = await runCommandLine("gen_judgment", [
    ...[...FLAGS, "--base-url", "http://127.0.0.1:9/v1", "--judge-file", file],
  ]);
  expect(stderr).toContain(said);
  expect(code).toBe(1);
});

it("judges the first turn alone where a file has no prompt for two", async () => {
  const file = join(folder.path, "one_turn.jsonl");
  const single = { name: "s", type: "single", prompt_template: "{answer}" };
  writeFileSync(file, JSON.stringify({ ...single, output_format: "[[rating]]" }));
  const bench = join(folder.path, "turns");
  mkdirSync(join(bench, "answers"), { recursive: true });
  writeFileSync(
    join(bench, "questions.jsonl"),
    JSON.stringify({ question_id: 1, category: "c", turns: ["Why?", "Really?"] }),
  );
  const answer = { question_id: 1, choices: [{ index: 0, turns: ["So.", "Yes."] }] };
  writeFileSync(join(bench, "answers/m.jsonl"), JSON.stringify({ ...answer, model_id: "m" }));
  const flags = [
    ...["--bench-name", "turns", "--data-dir", folder.path, "--judge-file", file],
    ...["--mode", "single", "--judge-model", "j", "--base-url", "http://127.0.0.1:9/v1"],
    "--dry-run",
  ];
  const both = await runCommandLine("gen_judgment", flags);
  expect(both.stderr).toContain("--judge-turns 1");
  const first = await runCommandLine("gen_judgment", [...flags, "--judge-turns", "1"]);
  expect(first.stdout).toContain("1 to make");
});

describeShared("published judge prompts", () => {
  it.each([
    "rakuda_v1/prompts/rakuda_prompt.jsonl",
    "rakuda_v2/judge_prompts.jsonl",
    "rakuda_v3/judge_prompts.jsonl",
    "mt_bench_en/judge_prompts.jsonl",
    "jp_bench/judge_prompts.jsonl",
    "japanese_mt_bench/judge_prompts.jsonl",
  ])("%s is read as it stands", async (path) => {
    const { code, stdout, stderr } = await runCommandLine("gen_judgment", [
      ...[...FLAGS, "--base-url", "http://127.0.0.1:9/v1"],
      ...["--judge-file", sharedPath(`data/${path}`), "--first-n", "3"],
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("6 to make");
  });
});
