/** Judgments in the folders of other programs are read in place: nothing stored is paid for again. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { showResult } from "../../jrank/run/comparing/show_tables.ts";
import { exportJudgments } from "../../jrank/run/judging/exported_judgments.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { readBenchmark } from "../../jrank/run/models/benchmark_data.ts";
import { readSiteSource } from "../../jrank/run/publishing/site_source.ts";
import { makeRanking } from "../../jrank/run/ranking/ranking_command.ts";
import { resolveConfig } from "../../jrank/store/config/config.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { startOpenAiServer, type TestServer } from "../support/http_server.ts";
import { judgeSmallBench, writeSmallBench } from "../support/small_bench.ts";

const outer = temporaryFolder();
afterAll(outer.remove);
let server: TestServer;
beforeAll(async () => {
  server = await startOpenAiServer({
    reply: ({ body }) =>
      JSON.stringify(body.messages).split("への答えです").length === 2
        ? "[[4]]"
        : judgeSmallBench(body),
  });
});
afterAll(() => server.close());

let folder = "";
let bench = "";
let count = 0;
beforeEach(() => {
  folder = join(outer.path, String(count++));
  mkdirSync(folder);
  bench = writeSmallBench(folder, { questions: 3, models: ["a", "b", "base"] });
  server.requests.length = 0;
});

const QUESTIONS = ["q0", "q1", "q2"];
const write = (file: string, rows: readonly object[]): void => {
  const path = join(bench, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
};
const base = () => ({ benchName: "b", dataDir: folder, config: false as const });
const judge = (flags: object): Promise<ReturnType<typeof testContext>> => judging(flags);
async function judging(flags: object) {
  const context = testContext();
  await genJudgments(
    { ...base(), judgeModel: ["gpt-4"], baseUrl: [`${server.url}/v1`], yes: true, ...flags },
    context,
  );
  return context;
}

/** A row of jp-bench: both orders of a pair. */
const pair = (model: string, question_id: string, winner = "model_1") => ({
  model_1: model,
  model_2: "base",
  question_id,
  g1_judgment: "[[A]]",
  g2_judgment: "[[B]]",
  g1_winner: winner,
  g2_winner: winner,
  judge_model: "gpt-4",
  judge_prompt: "pair",
  tstamp: 1,
});
const AGAINST = { mode: "pairwise-baseline", baselineModel: "base" };

it("jp-bench's pairs: only what is missing is asked, in the original's prompt where it is there", async () => {
  const template = "[Q]\n{question}\n[A]\n{answer_a}\n[B]\n{answer_b}";
  const prompt = { type: "pairwise", system_prompt: "", description: "", category: "general" };
  writeFileSync(
    join(bench, "judge_prompts.jsonl"),
    JSON.stringify({ ...prompt, name: "pair", prompt_template: template, output_format: "last" }),
  );
  write(
    "model_judgment/pairwise/gpt-4/pairwise:a_base.jsonl",
    QUESTIONS.map((id) => pair("a", id)),
  );
  write("model_judgment/pairwise/gpt-4/pairwise:b_base.jsonl", [pair("b", "q0", "tie")]);
  const said = await judge(AGAINST);
  expect(server.requests).toHaveLength(4);
  expect(JSON.stringify(server.requests[0]?.body)).toContain("[Q]\\n質問");
  expect(said.told.join("\n")).toContain("judging goes on with these");
  const stored = readFileSync(join(bench, "model_judgment/gpt-4_pair.jsonl"), "utf8");
  expect(stored.trim().split("\n")).toHaveLength(4);
  const again = await judge(AGAINST);
  expect(server.requests).toHaveLength(4);
  expect(again.printed.join("\n")).toContain("12 judgments are there already");

  const table = testContext();
  const shown = { format: "json", repeats: "last" } as const;
  await showResult(
    { ...base(), ...shown, mode: "pairwise-baseline", baselineModel: "base" },
    table,
  );
  expect(JSON.parse(table.printed.join(""))).toMatchObject([
    { model: "a", wins: 3, losses: 0, ties: 0 },
    { model: "b" },
  ]);
  const ranked = testContext();
  const numbers = { makeCharts: false, bootstrapN: 0, ci: "cr3", mode: "pairwise" };
  await makeRanking({ ...base(), ...numbers, modelList: ["all"] }, ranked);
  expect(ranked.printed.join("\n")).toContain("12 judgments by gpt-4");
  await expect(makeRanking({ ...base(), mode: "single" }, ranked)).rejects.toThrow(
    "--mode pairwise ranks them",
  );
  const exported = testContext();
  exportJudgments({ benchName: "b", dataDir: folder, format: "arena" }, exported);
  expect(exported.printed).toHaveLength(12);
});

it("pairs of a prompt whose text is not there count, too, and it is said", async () => {
  for (const model of ["a", "b"]) {
    write(
      `model_judgment/pairwise/gpt-4/${model}.jsonl`,
      QUESTIONS.map((id) => pair(model, id)),
    );
  }
  const said = await judge({ ...AGAINST, dryRun: true });
  expect(said.printed.join("\n")).toContain("12 stored, nothing more to judge");
  expect(said.printed.join("\n")).toContain('by another program with "pair"');
  // Rows of our own with another prompt are another instrument.
  rmSync(join(bench, "model_judgment"), { recursive: true });
  const own = { judge: ["gpt-4", "mine"], turn: 1, prompt: "", judgment: "1", winner: 1 };
  const hashes = { prompt: "0", question: "0", answers: ["0", "0"] };
  write("model_judgment/gpt-4_pair.jsonl", [
    { question_id: "q0", model1_id: "a", model2_id: "base", ...own, hashes },
  ]);
  const fresh = await judge({ ...AGAINST, dryRun: true });
  expect(fresh.printed.join("\n")).toContain("0 stored");
});

it("grades of jp-bench and of Nejumi", async () => {
  const grade = { judgment: "[[7]]", score: 7 };
  write(
    "model_judgment/single/gpt-4/single:a.jsonl",
    QUESTIONS.map((question_id) => ({
      ...{ model: "a", question_id, judge_model: "gpt-4", judge_prompt: "single" },
      ...grade,
    })),
  );
  write(
    "model_judgment/gpt-4_single/b__1turn.jsonl",
    QUESTIONS.map((question_id) => ({
      ...{ model: "b", question_id, judge: ["gpt-4", "single-v1"], user_prompt: "", turn: 1 },
      ...grade,
    })),
  );
  await judge({ mode: "single" });
  expect(server.requests).toHaveLength(3);
  expect(JSON.stringify(server.requests.map(({ body }) => body))).not.toContain("aのq");
  await judge({ mode: "single" });
  expect(server.requests).toHaveLength(3);
  const table = testContext();
  await showResult({ ...base(), mode: "single", format: "json", repeats: "last" }, table);
  expect(JSON.parse(table.printed.join(""))).toMatchObject([
    { model: "a", average: 7 },
    { model: "b", average: 7 },
    { model: "base", average: 4 },
  ]);
});

it("Arena-Hard's games, whichever version", async () => {
  const games = [
    { score: "B>>A", judgment: "one" },
    { score: "A=B", judgment: { answer: "two" } },
  ];
  write(
    "model_judgment/gpt-4/a.jsonl",
    QUESTIONS.map((uid) => ({ uid, model: "a", judge: "gpt-4", baseline: "base", games })),
  );
  write(
    "model_judgment/gpt-4/b.jsonl",
    QUESTIONS.map((question_id) => ({ question_id, model: "b", judge: "gpt-4", games })),
  );
  const said = await judge({ ...AGAINST, dryRun: true });
  expect(said.printed.join("\n")).toContain("12 stored, nothing more to judge");
  const context = testContext();
  const { games: shown = [] } =
    (
      await readSiteSource(
        {
          data: readBenchmark(folder, "b", context),
          config: resolveConfig({
            benchmark_name: "b",
            models: { judge_models: [], baseline_model: "base" },
          }),
          isOffline: () => false,
        },
        context,
      )
    ).judges[0] ?? {};
  expect(shown).toHaveLength(12);
  expect(shown[0]).toMatchObject({ first: "base", second: "a", outcome: 2, text: "one" });
  expect(shown[1]).toMatchObject({ first: "a", second: "base", outcome: 3, text: "two" });
});
