/** Command lines of the originals, and what becomes of them; docs/coming_from.md is tried apart. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { findConfig } from "../../jrank/run/command/command_settings.ts";
import { modelAnswerCommand, takeOriginal } from "../../jrank/run/command/originals.ts";
import { singleResult } from "../../jrank/run/comparing/result_tables.ts";
import { runProcess, temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";

const folder = temporaryFolder();
const home = process.cwd();
afterEach(() => process.chdir(home));
afterAll(folder.remove);

const alone = { hasConfig: false, dataDir: join(folder.path, "none") };
const taken = (command: string, line: string, around = alone): string =>
  takeOriginal(
    command,
    line.split(" ").filter((arg) => arg !== ""),
    around,
  ).args.join(" ");

it("fills in the originals' defaults only where a line of ours would be incomplete", () => {
  expect(taken("gen_judgment", "--model-list a b --parallel 2")).toBe(
    "--model-list a b --parallel 2 --bench-name mt_bench --judge-model gpt-4 --mode single --verdict text --judge-own-answers",
  );
  expect(taken("gen_judgment", "--mode pairwise-baseline")).toBe(
    "--mode pairwise-baseline --bench-name mt_bench --judge-model gpt-4 --baseline-model gpt-3.5-turbo --verdict text",
  );
  const whole = "--bench-name sample --judge-model offline-judge --n 5";
  expect(taken("gen_judgment", whole)).toBe(whole);
  expect(taken("gen_judgment", "--bench-name b --n 5")).toBe(
    "--bench-name b --n 5 --judge-model gpt-4",
  );
  expect(taken("gen_judgment", "", { ...alone, hasConfig: true })).toBe("");
  expect(taken("gen_judgment", "--no-config")).toBe("--no-config");
  expect(taken("show_result", "--bench-name b")).toBe("--bench-name b");
  expect(taken("qa_browser", "--serve --port 0")).toBe("--serve --port 0");
  expect(taken("qa_browser", "--share --port 0")).toBe("--port 0 --bench-name mt_bench --serve");
  expect(taken("gen_judgment", "--help")).toBe("--help");
});

it("finds their benchmark in data/, with its prompts", () => {
  const bench = join(folder.path, "theirs/data/jp_bench");
  mkdirSync(bench, { recursive: true });
  writeFileSync(join(bench, "question.jsonl"), "");
  writeFileSync(join(bench, "judge_prompts.jsonl"), "");
  process.chdir(join(folder.path, "theirs"));
  expect(taken("make_ranking", "--bench-name jp_bench")).toBe(
    "--bench-name jp_bench --data-dir data",
  );
  expect(taken("gen_judgment", "")).toBe(
    "--bench-name jp_bench --judge-model gpt-4 --mode pairwise-baseline --baseline-model openai--text-davinci-003 --verdict text --data-dir data --judge-file data/jp_bench/judge_prompts.jsonl",
  );
});

it("a config of theirs finds its benchmark in data/, too", async () => {
  process.chdir(join(folder.path, "theirs"));
  const models = { judge_models: [{ id: "j" }] };
  writeFileSync("c.json", JSON.stringify({ benchmark_name: "jp_bench", models }));
  const context = testContext();
  expect((await findConfig("c.json", context)).config.data_dir).toBe("data");
  expect(context.told.join()).toContain("jp_bench is the benchmark in data/jp_bench here");
  const other = JSON.stringify({ benchmark_name: "sample", models });
  writeFileSync("c.json", other);
  expect((await findConfig("c.json", context)).config.data_dir).toBeUndefined();
});

it("leaves out flags without a meaning, and says what takes their place", () => {
  const { args, notes } = takeOriginal(
    "gen_local_model_answer",
    ["--bench-name", "b", "--num-gpus-total", "8", "--dtype=bfloat16", "--model-path", "m.gguf"],
    alone,
  );
  expect(args).toEqual(["--bench-name", "b", "--model-path", "m.gguf"]);
  expect(notes.map(String)).toEqual([
    expect.stringContaining("--num-gpus-total is not needed here"),
    expect.stringContaining("--dtype is not needed here"),
  ]);
});

it("runs a GGUF file here, asks a server for others, and else says how to start one", () => {
  const line = "--model-path lmsys/v --model-id v --dtype float16 --num-gpus-per-model 2".split(
    " ",
  );
  expect(() => modelAnswerCommand(line)).toThrow(
    "vllm serve lmsys/v --dtype float16 --tensor-parallel-size 2",
  );
  const served = modelAnswerCommand([...line, "--openai-api-base", "http://localhost:8000/v1"]);
  expect(served.command).toBe("gen_api_model_answer");
  expect(served.args.slice(0, 2)).toEqual(["--model", "lmsys/v"]);
  expect(modelAnswerCommand(["--model-path", "m.gguf"]).command).toBe("gen_local_model_answer");
});

it("takes jp-bench's config of a model, flags before it", () => {
  const file = join(folder.path, "m.json");
  const config = {
    model_id: "rinna--m",
    model_name_or_path: "m.gguf",
    lora_model_name_or_path: null,
    prompt_template: "{instruction}",
    generation_config: { do_sample: true, temperature: 0.7, max_length: 2048 },
  };
  writeFileSync(file, JSON.stringify(config));
  const { command, args } = modelAnswerCommand(["--config", file, "--temperature", "0"]);
  expect(command).toBe("gen_local_model_answer");
  expect(args.join(" ")).toBe(
    `--temperature 0 --model-id rinna--m --model-path m.gguf --conv-template ${file} --max-tokens 2048 --bench-name jp_bench`,
  );
  // A server is sent the prompts that the template makes.
  const served = modelAnswerCommand([
    "--config",
    file,
    "--model-path",
    "rinna/m",
    "--base-url",
    "http://localhost:8000/v1",
  ]);
  expect(served).toMatchObject({ command: "gen_api_model_answer", notes: [] });
  expect(served.args.join(" ")).toContain(`--conv-template ${file}`);
});

it("LLM Judge's agreement with people, from its own command", async () => {
  const people = join(folder.path, "human.json");
  const row = { question_id: 81, model_a: "a", model_b: "b", turn: 1 };
  writeFileSync(
    people,
    JSON.stringify([
      { ...row, winner: "model_b", judge: "expert_1" },
      { ...row, winner: "tie", judge: "expert_2" },
      { ...row, winner: "tie (inconsistent)", judge: ["gpt-4", "pair-v2"] },
    ]),
  );
  const { code, stdout, stderr } = await runProcess("compute_agreement", [
    ...["--judges", "gpt4-pair", "human", "--votefiles", people],
  ]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("Our own count is left out")]);
  expect(stdout).toMatch(/1\s+counted\s+2\s+1\s+0\.50/);
  expect(stdout).toMatch(/1\s+left out\s+0\s+0\s+–/);
});

it("a command by its original's name has the original's defaults beside a config.json, too", async () => {
  const cwd = join(folder.path, "both");
  mkdirSync(join(cwd, "data/mt_bench"), { recursive: true });
  const question = { question_id: 1, category: "c", turns: ["q"] };
  writeFileSync(join(cwd, "data/mt_bench/question.jsonl"), `${JSON.stringify(question)}\n`);
  const config = { benchmark_name: "sample", models: { judge_models: [{ id: "j" }] } };
  writeFileSync(join(cwd, "config.json"), JSON.stringify(config));
  const flags = ["--openai-api-base", "http://127.0.0.1:9/v1", "--question-begin", "1"];
  const old = await runProcess("gen_api_answer", flags, { cwd });
  expect(old.stderr).toContain("As the originals do where nothing is said: --bench-name mt_bench");
  expect(old.stderr).toContain("mt_bench is the benchmark in data/mt_bench here");
});

it("marks a model that graded itself, as gpt-4 did in MT-Bench's tables", () => {
  const file = join(folder.path, "gpt-4_single.jsonl");
  const grade = (model: string, score: number) => ({
    ...{ question_id: 1, model, judge: ["gpt-4", "single-v1"], score, turn: 1 },
    ...{ user_prompt: "", judgment: "" },
  });
  writeFileSync(
    file,
    [grade("gpt-4", 9), grade("other", 7)].map((row) => JSON.stringify(row)).join("\n"),
  );
  const { table, json, notes } = singleResult(
    [file],
    { inputFile: [file], mode: "single", format: "text", repeats: "last" },
    { bench: undefined, answers: new Map() },
    testContext(),
  );
  expect(table.rows.map(([name]) => name)).toEqual(["gpt-4 *", "other"]);
  expect(json).toMatchObject([{ model: "gpt-4", graded_by_itself: true }, { model: "other" }]);
  expect(notes.map(String).join()).toContain("* graded by itself");
});
