/** Calls that fail for good: set aside and named, others judged in their place, nothing paid again. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { GenJudgmentsFlags } from "../../jrank/run/judging/gen_judgments.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { startOpenAiServer, type TestServer } from "../support/http_server.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const MODELS = ["a", "b", "c", "d"];
const open: { server: TestServer; folder: ReturnType<typeof temporaryFolder> }[] = [];
afterEach(async () => {
  for (const { server, folder } of open.splice(0)) {
    await server.close();
    folder.remove();
  }
});

/** A benchmark of 8 questions whose judge refuses two of them. */
async function benchmark() {
  const folder = temporaryFolder();
  const bench = writeSmallBench(folder.path, { questions: 8, models: MODELS });
  let paid = 0;
  const server = await startOpenAiServer({
    fault: (_, { body }) =>
      /質問q(?:2|5)です/.test(JSON.stringify(body))
        ? {
            status: 400,
            body: { error: { message: "blocked by the content filter", code: "content_filter" } },
          }
        : undefined,
    reply: ({ body }) => {
      paid++;
      return judgeSmallBench(body);
    },
  });
  open.push({ server, folder });
  const run = async (flags: Partial<GenJudgmentsFlags>) => {
    const context = testContext();
    const before = paid;
    const all = { dataDir: folder.path, benchName: "b", judgeModel: ["j"], provider: "openai" };
    const more = { baseUrl: `${server.url}/v1`, parallel: 4, yes: true, mode: "pairwise-n" };
    const failure = await genJudgments(
      { ...all, ...more, schedule: "adaptive", ...flags } as GenJudgmentsFlags,
      context,
    ).then(
      () => undefined,
      (error: Error) => error.message,
    );
    const rows = storedPairs(bench, "j");
    expectWinners(bench, "j");
    const games = rows.map((row) => [row.question_id, row.model1_id, row.model2_id].join("/"));
    return {
      failure,
      rows: rows.length,
      distinct: new Set(games).size,
      paid: paid - before,
      told: [...context.told, ...context.printed].join("\n"),
    };
  };
  return { bench, run };
}

describe("calls that fail for good", () => {
  it.each(["adaptive", "fewest-matches"] as const)(
    "are replaced until n is reached: %s",
    async (schedule) => {
      const { run } = await benchmark();
      const first = await run({ schedule, n: 60 });
      expect(first).toMatchObject({ failure: undefined, rows: 60, distinct: 60, paid: 60 });
      expect(first.told).toMatch(
        /\d+ judgments set aside because the calls failed for good; others were judged in the place of \d+:/,
      );
      expect(first.told).toMatch(/[abcd] against [abcd] on question q[25].*content filter/);
      expect(await run({ schedule, n: 60 })).toMatchObject({ rows: 60, paid: 0 });
      const more = await run({ schedule, extend: 8 });
      expect(more).toMatchObject({ failure: undefined, rows: 68, distinct: 68, paid: 8 });
      // All there are: 6 questions of 12 games. The 24 refused ones are missing.
      const all = await run({ schedule, n: 1000 });
      expect(all).toMatchObject({ rows: 72, distinct: 72, paid: 4 });
      expect(all.told).toContain("nothing is left to judge in the place of 24");
      expect(all.failure).toMatch(/24 judgments/);
      const again = await run({ schedule, n: 1000 });
      expect(again).toMatchObject({ rows: 72, paid: 0 });
      // Nothing else can be judged, so there is no extension to finish for ever.
      expect((await run({ schedule, extend: 5 })).told).not.toContain("Going on with");
    },
  );

  it("are missing where every game is wanted", async () => {
    const { run } = await benchmark();
    const first = await run({ mode: "pairwise-all", bothOrders: false });
    expect(first).toMatchObject({ rows: 36, distinct: 36, paid: 36 });
    expect(first.failure).toMatch(/12 judgments/);
    expect(first.told).toContain("nothing is left to judge in the place of 12");
    // Without the first contestant the sides would come out otherwise; what is judged is judged.
    const fewer = { modelList: ["b", "c", "d"], mode: "pairwise-all" as const, bothOrders: false };
    expect(await run(fewer)).toMatchObject({ rows: 36, paid: 0 });
  });
});

it("grades are named by their turn, and keep the time in seconds", async () => {
  const folder = temporaryFolder();
  const bench = writeSmallBench(folder.path, { questions: 2, models: ["a"] });
  const lines = (path: string, rows: object[]) =>
    writeFileSync(join(bench, path), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const ids = ["q0", "q1"];
  lines(
    "questions.jsonl",
    ids.map((question_id) => ({ question_id, category: "c", turns: ["1?", "2?"] })),
  );
  lines(
    "answers/a.jsonl",
    ids.map((question_id) => ({
      question_id,
      answer_id: "",
      model_id: "a",
      choices: [{ index: 0, turns: [`first of ${question_id}`, `second of ${question_id}`] }],
    })),
  );
  const server = await startOpenAiServer({
    fault: (_, { body }) => {
      const text = JSON.stringify(body);
      const isSecond = text.includes("second of q0");
      return isSecond || (text.includes("first of q1") && !text.includes("second of q1"))
        ? { status: 400, body: { error: { message: "blocked", code: "content_filter" } } }
        : undefined;
    },
    reply: () => "[[7]]",
  });
  open.push({ server, folder });
  const context = { ...testContext(), now: () => 1_700_000_000_500 };
  const flags = { dataDir: folder.path, benchName: "b", judgeModel: ["j"], provider: "openai" };
  await genJudgments(
    { ...flags, baseUrl: `${server.url}/v1`, yes: true, mode: "single" } as GenJudgmentsFlags,
    context,
  ).catch(() => undefined);
  const told = [...context.told, ...context.printed].join("\n");
  expect(told).toMatch(/the grade of a on question q0, turn 2: .*blocked/);
  expect(told).toMatch(/the grade of a on question q1: .*blocked/);
  const rows = readFileSync(join(bench, "model_judgment/j_single.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows.map(({ question_id, turn, score }) => [question_id, turn, score]).sort()).toEqual([
    ["q0", 1, 7],
    ["q1", 2, 7],
  ]);
  for (const { tstamp } of rows) expect(tstamp).toBe(1_700_000_000.5);
});

describe("an extension", () => {
  it("that was killed is finished, and one of other contestants is another", async () => {
    const { bench, run } = await benchmark();
    await run({ n: 20 });
    const record = join(bench, "model_judgment/j_pair_stop.json");
    const killed = { reason: "interrupted", text: "it was interrupted", schedule: "adaptive" };
    writeFileSync(record, JSON.stringify({ ...killed, judgments: 18, extend_to: 30 }));
    expect(await run({ extend: 12 })).toMatchObject({ rows: 30, paid: 10 });
    writeFileSync(record, JSON.stringify({ ...killed, judgments: 28, extend_to: 60 }));
    const fewer = await run({ extend: 2, modelList: ["a", "b", "c"] });
    expect(fewer).toMatchObject({ rows: 32, distinct: 32, paid: 2 });
  });
});
