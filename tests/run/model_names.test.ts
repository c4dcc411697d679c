/** One model, one name: ids inside files of answers, names of the files, configs and commands. */
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { genAnswers } from "../../jrank/run/answering/gen_answers.ts";
import { showResult } from "../../jrank/run/comparing/show_tables.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { withModelIds } from "../../jrank/run/models/config_models.ts";
import { makeRanking } from "../../jrank/run/ranking/ranking_command.ts";
import { openBenchmark, readAnswers } from "../../jrank/store/answers/benchmark.ts";
import { lookAlikes, modelAliases, modelIdOf } from "../../jrank/store/answers/model_names.ts";
import type { ConfigFile } from "../../jrank/store/config/config.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { startOpenAiServer } from "../support/http_server.ts";
import { describeShared, sharedPath } from "../support/shared.ts";
import {
  expectWinnersIn,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let round = 0;
let dataDir = "";
let bench = "";

/** Models "b", "c" and "org/one:2023", which lies in one-2023.jsonl. */
beforeEach(() => {
  dataDir = join(folder.path, String(round++));
  mkdirSync(dataDir);
  bench = writeSmallBench(dataDir, { questions: 4, models: ["x", "b", "c"] });
  const text = readFileSync(join(bench, "answers/x.jsonl"), "utf8");
  writeFileSync(join(bench, "answers/x.jsonl"), text.replaceAll('"x"', '"org/one:2023"'));
  renameSync(join(bench, "answers/x.jsonl"), join(bench, "answers/one-2023.jsonl"));
});

const answers = () => readAnswers(openBenchmark(dataDir, "b")).answers;
const row = (one: string, two: string, question = "q0", winner: unknown = 1) => ({
  question_id: question,
  model1_id: one,
  model2_id: two,
  winner,
  turn: 1,
  judge: ["j", "pair-ja"],
  prompt: "…",
  judgment: "…",
  tstamp: 1,
});
function writeRows(rows: readonly object[]): void {
  mkdirSync(join(bench, "model_judgment"), { recursive: true });
  const text = rows.map((one) => `${JSON.stringify(one)}\n`).join("");
  writeFileSync(join(bench, "model_judgment/j_pair.jsonl"), text);
}

describe("Names of models", () => {
  it("are one id, whether the file or the id inside is said", () => {
    expect([...answers().keys()].sort()).toEqual(["b", "c", "org/one:2023"]);
    expect(modelIdOf(answers(), "one-2023")).toBe("org/one:2023");
    expect(modelIdOf(answers(), "org/one:2023")).toBe("org/one:2023");
    expect(modelIdOf(answers(), "new")).toBe("new");
    expect([...modelAliases(answers())]).toEqual([["one-2023", "org/one:2023"]]);
  });

  it("are refused where two files would go by one", () => {
    const text = readFileSync(join(bench, "answers/b.jsonl"), "utf8");
    mkdirSync(join(bench, "model_answer"));
    writeFileSync(join(bench, "model_answer/b.jsonl"), text);
    expect(answers).toThrow(/both hold answers of "b"; remove one of them/);
  });

  it("that two files say are no name of either; each goes by its file", () => {
    const text = readFileSync(join(bench, "answers/one-2023.jsonl"), "utf8");
    writeFileSync(join(bench, "answers/copy.jsonl"), text);
    const { problems } = readAnswers(openBenchmark(dataDir, "b"));
    expect(problems.map(({ message }) => message).join("\n")).toContain(
      'another file says "org/one:2023" too; this one goes by its name, "copy"',
    );
    expect(() => modelIdOf(answers(), "org/one:2023")).toThrow(
      /may mean "copy" or "one-2023": their files of answers say this id too/,
    );
  });

  it("that differ in case or in Unicode's forms are told apart for the reader", () => {
    const composed = "gp\u00e9".normalize("NFC");
    expect(lookAlikes(["GPT-4", "gpt-4", composed, composed.normalize("NFD"), "ｇpt-4"])).toEqual([
      ["GPT-4", "gpt-4", "ｇpt-4"],
      [composed, composed.normalize("NFD")],
    ]);
  });
});

describe("A config", () => {
  const config = (ids: readonly string[]) =>
    ({
      benchmark_name: "b",
      models: {
        api_models: ids.map((id) => ({ id, provider: "recorded" as const })),
        judge_models: [{ id: "j", provider: "offline" as const }],
        baseline_model: ids[0],
      },
      charts: { plot_skip_list: ["one-2023"] },
    }) as unknown as ConfigFile;

  it("that says the file's name means the model inside, everywhere, and is told once", () => {
    const told: string[] = [];
    const named = withModelIds(config(["one-2023", "b"]), answers(), {
      file: "config.json",
      log: (text) => told.push(String(text)),
    });
    expect(named.models.api_models?.map(({ id }) => id)).toEqual(["org/one:2023", "b"]);
    expect(named.models.api_models?.[0]?.path).toBe("one-2023");
    expect(named.models.baseline_model).toBe("org/one:2023");
    expect(named.charts?.plot_skip_list).toEqual(["org/one:2023"]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('config.json: "one-2023" is "org/one:2023"');
  });

  it("that names one model twice, or a look-alike, is refused", () => {
    const options = { file: "config.json", log: () => {} };
    expect(() => withModelIds(config(["one-2023", "org/one:2023"]), answers(), options)).toThrow(
      /"one-2023" and "org\/one:2023" are one model/,
    );
    expect(() => withModelIds(config(["B", "c"]), answers(), options)).toThrow(
      /differs only in case .* Did you mean "b"\?/,
    );
  });
});

describe("Judging", () => {
  const flags = { benchName: "b", judgeModel: ["j"], mode: "pairwise-all", repair: true } as const;

  it("pays for no match of a model against itself, nor for one that is stored under the other name", async () => {
    const server = await startOpenAiServer({ reply: ({ body }) => judgeSmallBench(body) });
    writeRows([row("one-2023", "b"), row("b", "one-2023", "q1", 2)]);
    const judge = { ...flags, judgeModel: ["j"], baseUrl: [`${server.url}/v1`], dataDir };
    const context = testContext();
    const modelList = ["one-2023", "org/one:2023", "b"];
    await genJudgments({ ...judge, modelList, bothOrders: false }, context);
    await server.close();
    const stored = storedPairs(bench, "j");
    // Four questions, one order, one pair: two were there.
    expect(stored).toHaveLength(4);
    expect(server.requests).toHaveLength(2);
    // The answers of "org/one:2023" say that they are those of "x".
    const inText = (id: string): string => (id === "org/one:2023" ? "x" : id);
    expectWinnersIn(
      stored.slice(2).map((made) => ({
        ...made,
        model1_id: inText(made.model1_id),
        model2_id: inText(made.model2_id),
      })),
    );
    const models = stored.slice(2).flatMap(({ model1_id, model2_id }) => [model1_id, model2_id]);
    expect(new Set(models)).toEqual(new Set(["org/one:2023", "b"]));
    expect(context.told.join("\n")).toContain('"one-2023" is "org/one:2023"');
  });

  it("of an unknown name says which was meant", async () => {
    const wrong = { ...flags, judgeModel: ["gpt-4"], dataDir, modelList: ["b", "One-2023"] };
    await expect(genJudgments(wrong, testContext())).rejects.toThrow(/Did you mean "one-2023"\?/);
  });
});

describe("A ranking", () => {
  const flags = { benchName: "b", judgeModel: "j", makeCharts: false, homeAdvantage: false };
  const ranked = () =>
    JSON.parse(readFileSync(join(bench, "rankings/j_mle.json"), "utf8")) as {
      n_judgments: number;
      ranking: { model_id: string; n_matches: number }[];
      left_out: Record<string, number>;
      warnings: string[];
    };

  it("gives a model one place, whichever name its judgments say", async () => {
    writeRows([
      ...[row("one-2023", "b"), row("org/one:2023", "b", "q1", 2), row("b", "c", "q2")],
      ...[row("c", "one-2023", "q3"), row("one-2023", "org/one:2023", "q0")],
    ]);
    const context = testContext();
    await makeRanking({ ...flags, dataDir, modelList: ["one-2023", "b", "c"] }, context);
    const { ranking, left_out, n_judgments } = ranked();
    expect(ranking.map(({ model_id }) => model_id).sort()).toEqual(["b", "c", "org/one:2023"]);
    expect(n_judgments).toBe(4);
    expect(left_out["a model against itself"]).toBe(1);
    expect(context.told.join("\n")).toContain(
      'In the judgments "one-2023" is "org/one:2023", as the files of answers say',
    );
  });

  it("refuses a listed name that no judgment says, and warns of look-alikes", async () => {
    writeRows([row("b", "c"), row("c", "B", "q1"), row("B", "b", "q2")]);
    await expect(
      makeRanking({ ...flags, dataDir, modelList: ["b", "cc"] }, testContext()),
    ).rejects.toThrow(/no judgment is about cc .*Did you mean "c"\?/s);
    await makeRanking({ ...flags, dataDir }, testContext());
    expect(ranked().warnings.join("\n")).toContain("B, b differ only in case");
  });

  it("of MT-Bench's kind has one line for it too", async () => {
    writeRows([row("one-2023", "b"), row("b", "org/one:2023", "q0", 2)]);
    const context = testContext();
    const tables = { mode: "pairwise-all", format: "json", repeats: "last" } as const;
    await showResult({ ...tables, benchName: "b", dataDir, modelList: ["one-2023", "b"] }, context);
    const rows = JSON.parse(context.printed[0] as string) as { model: string; wins: number }[];
    expect(rows.map(({ model, wins }) => [model, wins])).toEqual([
      ["org/one:2023", 1],
      ["b", 0],
    ]);
  });
});

describe("Answers", () => {
  it("go on under the id of the file, whichever name is said, and never under a look-alike", async () => {
    const server = await startOpenAiServer({ reply: () => "答えです。" });
    const file = join(bench, "answers/one-2023.jsonl");
    appendFileSync(
      join(bench, "questions.jsonl"),
      '{"question_id":"q9","category":"c","turns":["?"]}\n',
    );
    const model = { benchName: "b", dataDir, path: "m", baseUrl: [`${server.url}/v1`] };
    await genAnswers({ ...model, modelId: "one-2023" }, testContext());
    await expect(genAnswers({ ...model, modelId: "ONE-2023" }, testContext())).rejects.toThrow(
      /differs only in case .*Did you mean "one-2023"\?/,
    );
    await expect(genAnswers({ ...model, modelId: "ORG/one:2023" }, testContext())).rejects.toThrow(
      /Did you mean "org\/one:2023"\?/,
    );
    await server.close();
    expect(server.requests).toHaveLength(1);
    const ids = readFileSync(file, "utf8").trim().split("\n");
    expect(new Set(ids.map((line) => JSON.parse(line).model_id))).toEqual(
      new Set(["org/one:2023"]),
    );
  });
});

describeShared("The published answers of Rakuda", () => {
  it("are seven models whose files have other names, and each is one model", () => {
    const { answers: found } = readAnswers({
      name: "rakuda_v2",
      folder: sharedPath("data/rakuda_v2"),
    });
    expect(modelAliases(found).size).toBe(7);
    expect(modelIdOf(found, "gpt-4-20230713")).toBe("gpt-4:20230713");
    expect(modelIdOf(found, "super-trin")).toBe("super-torin-sama-alpha2");
  });
});

it("A baseline, and the new model of a goal, play whether --model-list names them or not", async () => {
  const planned = async (flags: object): Promise<string> => {
    const context = testContext();
    await genJudgments(
      {
        benchName: "b",
        dataDir,
        judgeModel: ["judge"],
        provider: "offline",
        modelList: ["b"],
        repair: false,
        dryRun: true,
        ...flags,
      } as Parameters<typeof genJudgments>[0],
      context,
    );
    return context.printed.join("\n");
  };
  // Four questions, one pair, both orders.
  expect(await planned({ mode: "pairwise-baseline", baselineModel: "one-2023" })).toContain(
    "0 stored, 8 to make",
  );
  expect(
    await planned({ mode: "pairwise-n", n: 3, goal: "new-model", newModel: "org/one:2023" }),
  ).toContain("0 stored, 3 to make");
});
