/** A file that goes away while it is written: the run stops, and what was paid for is kept beside. */
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FileGone } from "../../jrank/core/errors.ts";
import { genAnswers } from "../../jrank/run/answering/gen_answers.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { startOpenAiBatchServer } from "../support/batch_server.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { startOpenAiServer, type TestServer } from "../support/http_server.ts";
import {
  expectWinnersIn,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let benches = 0;

const WAYS: Record<string, (file: string) => void> = {
  deleted: (file) => rmSync(file),
  replaced: (file) => {
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
  },
  emptied: (file) => truncateSync(file),
};

const linesOf = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];

/** What writes the file, and how many rows it would have in the end. */
const KINDS = {
  judgments: {
    file: "model_judgment/j_pair.jsonl",
    run: (data: string, server: TestServer) =>
      genJudgments(
        {
          benchName: "b",
          dataDir: data,
          judgeModel: ["j"],
          baseUrl: [`${server.url}/v1`],
          mode: "pairwise-n",
          n: 60,
          schedule: "adaptive",
          repair: true,
          parallel: 4,
          yes: true,
        },
        testContext(),
      ),
  },
  grades: {
    file: "model_judgment/j_single.jsonl",
    run: (data: string, server: TestServer) =>
      genJudgments(
        {
          benchName: "b",
          dataDir: data,
          judgeModel: ["j"],
          baseUrl: [`${server.url}/v1`],
          mode: "single",
          schedule: "adaptive",
          repair: true,
          parallel: 4,
          yes: true,
        },
        testContext(),
      ),
  },
  answers: {
    file: "answers/new.jsonl",
    run: (data: string, server: TestServer) =>
      genAnswers(
        {
          benchName: "b",
          dataDir: data,
          modelId: "new",
          path: "new",
          parallel: 4,
          provider: "openai",
          baseUrl: [`${server.url}/v1`],
        },
        testContext(),
      ),
  },
} as const;

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])("%s", (kind) => {
  it.each(Object.keys(WAYS))("are kept beside when their file is %s", async (way) => {
    const data = join(folder.path, String(benches++));
    const bench = writeSmallBench(data, { questions: 30, models: ["a", "b", "c"] });
    const { file: name, run } = KINDS[kind];
    const file = join(bench, name);
    let paid = 0;
    let gone = -1;
    const server = await startOpenAiServer({
      reply: ({ body }, index) => {
        paid++;
        if (gone === -1 && linesOf(file).length >= 12) {
          WAYS[way]?.(file);
          gone = index;
        }
        return kind === "answers"
          ? `答え${index}`
          : kind === "grades"
            ? "[[7]]"
            : judgeSmallBench(body);
      },
    });
    const error = await run(data, server).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    await server.close();
    expect(error).toBeInstanceOf(FileGone);
    const rescued = `${file}.rescued`;
    expect((error as Error).message).toContain(rescued);
    // Only what was in flight, or had been handed out, is paid for after it.
    expect(gone).toBeGreaterThan(0);
    expect(paid).toBeLessThanOrEqual(gone + 1 + 4);
    // Everything that was paid for is there.
    const rows = linesOf(rescued).map((line) => JSON.parse(line));
    expect(rows).toHaveLength(paid);
    if (kind !== "answers" && kind !== "grades") expectWinnersIn(rows);
    const left = linesOf(file).length;
    expect(left).toBe({ deleted: 0, emptied: 0 }[way] ?? left);
    expect(readdirSync(join(file, "..")).filter((one) => /spool|\.new$/.test(one))).toEqual([]);
  });
});

it("keeps what is known of a batch whose folder is deleted, and goes on with it", async () => {
  const data = join(folder.path, String(benches++));
  const bench = writeSmallBench(data, { questions: 6, models: ["a", "b", "c"] });
  const batches = join(bench, "batches/j_pair");
  let act: (() => void) | undefined;
  const server = await startOpenAiBatchServer({
    looks: 1,
    reply: () => "1",
    on: (step, when) => {
      if (step === "results" && when === "after") act?.();
    },
  });
  act = () => {
    act = undefined;
    for (const name of readdirSync(batches)) rmSync(join(batches, name), { recursive: true });
  };
  const run = () =>
    genJudgments(
      {
        benchName: "b",
        dataDir: data,
        judgeModel: ["j"],
        baseUrl: [`${server.url}/v1`],
        mode: "pairwise-n",
        n: 10,
        schedule: "fewest-matches",
        repair: true,
        yes: true,
        provider: "openai",
        batch: true,
      },
      testContext(),
    );
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FileGone);
  const [rescued = ""] = readdirSync(batches);
  expect(rescued).toMatch(/^0001-\w+\.rescued$/);
  expect((error as Error).message).toContain(rescued);
  expect(linesOf(join(batches, rescued, "results.jsonl"))).toHaveLength(10);
  renameSync(join(batches, rescued), join(batches, rescued.replace(/\.rescued$/, "")));
  await run();
  await server.close();
  expect(storedPairs(bench, "j")).toHaveLength(10);
  expect(server.paid).toHaveLength(10);
});

it("ends a whole run with exit code 1, and names the file", async () => {
  const data = join(folder.path, String(benches++));
  const bench = writeSmallBench(data, { questions: 30, models: ["a", "b", "c"] });
  const file = join(bench, "model_judgment/j_pair.jsonl");
  let paid = 0;
  let gone = false;
  const server = await startOpenAiServer({
    reply: () => {
      paid++;
      if (!gone && linesOf(file).length >= 20) {
        rmSync(file);
        gone = true;
      }
      return "2";
    },
  });
  const { code, stderr } = await runCommandLine("gen_judgment", [
    ...["--bench-name", "b", "--data-dir", data, "--judge-model", "j", "-y", "--n", "60"],
    ...["--base-url", `${server.url}/v1`, "--parallel", "2"],
  ]);
  await server.close();
  expect(code).toBe(1);
  expect(stderr).toContain(`Error: ${file} was deleted`);
  expect(stderr).not.toContain("bug");
  expect(linesOf(`${file}.rescued`)).toHaveLength(paid);
  expect(paid).toBeLessThan(30);
});
