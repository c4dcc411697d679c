/** The published schema of the ranking file holds for what is written, of every kind, and refuses a misspelt field. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { type Ranking, rankingSchemaText } from "../../jrank/core/ranking.ts";
import { INTERVAL_METHODS, RATING_STATUSES, TIE_MODELS } from "../../jrank/core/types.ts";
import { anchoredOptions, readBoard } from "../../jrank/run/ranking/numbers/published_board.ts";
import { rank } from "../../jrank/run/ranking/numbers/rank.ts";
import { makeRanking } from "../../jrank/run/ranking/ranking_command.ts";
import type { MakeRankingFlags } from "../../jrank/run/ranking/ranking_settings.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { type RankOptions, resolveRankOptions } from "../../jrank/stats/rank/rank_options.ts";
import { readRanking } from "../../jrank/store/books/ranking_file.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const schema = readFileSync(new URL("../../ranking.schema.json", import.meta.url), "utf8");
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(JSON.parse(schema));

/** What the schema has against a ranking as it is written. */
function faults(ranking: unknown): string[] {
  validate(JSON.parse(JSON.stringify(ranking)));
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(" "),
  );
}

function games(models: readonly string[], n: number, questions = 12): ComparisonInput[] {
  const random = createRandom(1, models.join());
  return Array.from({ length: n }, () => {
    const i = random.below(models.length);
    const j = (i + 1 + random.below(models.length - 1)) % models.length;
    const outcome = ([1, 1, 2, 2, 3] as const)[random.below(5)];
    return {
      first: models[i],
      second: models[j],
      outcome,
      ...(questions > 0 && { cluster: `q${random.below(questions)}` }),
    };
  });
}

const game = (first: string, second: string, outcome: 1 | 2 | 3): ComparisonInput => ({
  first,
  second,
  outcome,
  cluster: "q",
});
/** Everybody beats everybody else. */
const ring = (...models: string[]) =>
  models.flatMap((one, i) => [
    game(one, models[(i + 1) % models.length], 1),
    game(one, models[(i + 1) % models.length], 2),
  ]);
const BOARDS = {
  ordinary: games(["a", "b", "c", "d"], 160),
  "of votes without questions": games(["a", "b", "c"], 60, 0),
  "of one question": games(["a", "b", "c"], 60, 1),
  "of a single judgment": [game("a", "b", 1)],
  "with an undefeated and a winless model": [
    ...ring("a", "b", "c"),
    game("top", "a", 1),
    game("b", "low", 1),
  ],
  disconnected: [...ring("a", "b"), ...ring("c", "d", "e")],
  separated: [...ring("a", "b"), ...ring("c", "d", "e"), game("a", "c", 1)],
  "where the advantage of place is open": [game("a", "b", 1), game("a", "b", 2)],
} satisfies Record<string, ComparisonInput[]>;

const jobOf = (options: RankOptions): Parameters<typeof rank>[1] => ({
  benchmark: "b",
  judge: "j",
  mode: "pairwise-n",
  options: resolveRankOptions(options),
  labels: new Map(),
  date: "2024-01-01T00:00:00.000Z",
});
const nothing = { leftOut: {}, duplicates: 0 };
const ranked = async (inputs: ComparisonInput[], options: Partial<RankOptions>): Promise<Ranking> =>
  (await rank(comparisonsFrom(inputs), jobOf({ bootstrapN: 10, seed: 1, ...options }), nothing))
    .ranking;

it("is the current one", () => {
  expect(schema).toBe(rankingSchemaText());
});

describe.each(Object.entries(BOARDS))("a board %s", (_, inputs) => {
  it.each(["mle", "map", "mcmc", "winrate"] as const)("by %s", async (compute) => {
    expect(faults(await ranked(inputs, { compute }))).toEqual([]);
  });
  it.each(TIE_MODELS)("with ties %s", async (ties) => {
    expect(faults(await ranked(inputs, { ties }))).toEqual([]);
    expect(faults(await ranked(inputs, { ties, homeAdvantage: false, compute: "map" }))).toEqual(
      [],
    );
  });
  it.each(INTERVAL_METHODS)("with intervals %s", async (ci) => {
    expect(faults(await ranked(inputs, { ci }))).toEqual([]);
  });
});

it("holds for a single tie, and for no question at all", async () => {
  expect(faults(await ranked([game("a", "b", 3)], {}))).toEqual([]);
  const { cluster: _, ...tie } = game("a", "b", 3);
  expect(faults(await ranked([tie], { compute: "winrate" }))).toEqual([]);
});

it("has boards of every status", async () => {
  const rankings = await Promise.all(
    Object.values(BOARDS).map((inputs) => ranked(inputs, { ci: "cr3", bootstrapN: 0 })),
  );
  const found = rankings.flatMap(({ ranking }) => ranking.map(({ status }) => status));
  expect(new Set(found)).toEqual(new Set(RATING_STATUSES));
});

describe("a published board", async () => {
  const old = await ranked(BOARDS.ordinary, { ci: "cr3" });
  const file = join(folder.path, "old.json");
  writeFileSync(file, JSON.stringify(old));
  const onBoard = async (inputs: ComparisonInput[], reweight: boolean): Promise<Ranking> => {
    const board = readBoard(file, undefined);
    const options = anchoredOptions(resolveRankOptions({ seed: 1 }), board, {});
    const job = { ...jobOf(options), board, reweight };
    return (await rank(comparisonsFrom(inputs), job, nothing)).ranking;
  };

  it("with a new model, reweighted or not", async () => {
    for (const reweight of [false, true]) {
      const merged = await onBoard(games(["a", "b", "c", "d", "new"], 120), reweight);
      expect(merged.anchor).toBeDefined();
      expect(merged.reweighted !== undefined).toBe(reweight);
      expect(faults(merged)).toEqual([]);
    }
  });

  it("with a new model that won everything", async () => {
    const merged = await onBoard([game("new", "a", 1), game("b", "new", 2)], false);
    expect(merged.findings?.map(({ kind }) => kind)).toContain("new-model-open");
    expect(faults(merged)).toEqual([]);
  });

  it("by an earlier version, which wrote less, is read; what is wrong is refused", () => {
    const written = (value: object): string => {
      const path = join(folder.path, "earlier.json");
      writeFileSync(path, JSON.stringify(value));
      return path;
    };
    const { by_position, findings, influential_questions, outlook, ...earlier } = old;
    expect([by_position, findings, influential_questions, outlook]).not.toContain(undefined);
    const rows = old.ranking.map(({ tie_group, design_effect, ...row }) => row);
    const read = readRanking(written({ ...earlier, ranking: rows, of_later_versions: 1 }));
    expect(read.ranking.map(({ rating }) => rating)).toEqual(
      old.ranking.map(({ rating }) => rating),
    );
    for (const wrong of [
      { by_position: 3 },
      { ties: "halves" },
      { scale: 0 },
      { scale: undefined },
      { ranking: old.ranking.map((row) => ({ ...row, rating: "1000" })) },
      { ranking: old.ranking.map((row) => ({ ...row, n_matches: undefined })) },
    ]) {
      expect(() => readRanking(written({ ...old, ...wrong }))).toThrow("is no ranking");
    }
  });
});

describe("files of judgments", () => {
  const NAMES = ["a", "bb", "cccc"];
  const bench = writeSmallBench(folder.path, { questions: 6, models: NAMES });
  const file = join(bench, "model_judgment/j_pair.jsonl");
  const winner = (k: number) => ([1, 2, 1, 3, 2, 1, "error"] as const)[k % 7];
  const rows = Array.from({ length: 42 }, (_, k) => ({
    question_id: `q${k % 6}`,
    model1_id: NAMES[k % 3],
    model2_id: NAMES[(k + 1 + (k % 2)) % 3],
    winner: winner(k),
    judge: ["j", k % 2 ? "one" : "other"],
    prompt: "",
    judgment: "",
    turn: 1,
    grade: k === 6 ? "A+B" : "",
  }));
  NAMES.forEach((model_id, i) => {
    const answers = Array.from({ length: 6 }, (_, k) => ({
      question_id: `q${k}`,
      answer_id: "",
      model_id,
      choices: [{ index: 0, turns: ["答え。".repeat(1 + ((k * (i + 2)) % 5))] }],
    }));
    const lines = answers.map((row) => `${JSON.stringify(row)}\n`);
    writeFileSync(join(bench, `answers/${model_id}.jsonl`), lines.join(""));
  });
  mkdirSync(join(bench, "model_judgment"), { recursive: true });
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));

  it.each<[string, Partial<MakeRankingFlags>]>([
    ["plain", { bootstrapN: 10 }],
    ["reweighted", { reweight: true, bootstrapN: 10 }],
    ["controlled", { control: ["length"], compute: "map", bootstrapN: 10 }],
    ["by mcmc, controlled", { control: ["length"], compute: "mcmc" }],
    ["by groups of rows, one of which says why it has no ranking", { by: "grade", bootstrapN: 10 }],
  ])("%s", async (name, flags) => {
    const outputPath = join(folder.path, name.replace(/\W+/g, "_"));
    await makeRanking(
      {
        dataDir: folder.path,
        benchName: "b",
        judgeModel: "j",
        makeCharts: false,
        outputPath,
        config: false,
        ...flags,
      },
      testContext(),
    );
    const written = JSON.parse(readFileSync(`${outputPath}.json`, "utf8")) as Ranking;
    expect(written.prompts).toHaveLength(2);
    expect(written.control !== undefined).toBe("control" in flags);
    expect(written.left_out_labels ?? written.left_out).not.toEqual({});
    expect(faults(written)).toEqual([]);
  });
});

describe("what is not as the schema has it is told", async () => {
  const ranking = await ranked(BOARDS["with an undefeated and a winless model"], {
    compute: "map",
  });
  const [row, ...rows] = ranking.ranking;
  const { rating, ...misspelt } = row;
  it.each<[string, object]>([
    ["a misspelt field", { ...ranking, warnigs: [] }],
    ["a field too few", { ...ranking, warnings: undefined }],
    ["a misspelt field of a row", { ...ranking, ranking: [{ ...misspelt, ratting: 3 }, ...rows] }],
    ["a status that is none", { ...ranking, ranking: [{ ...row, status: "lost" }, ...rows] }],
    ["a finding of no kind", { ...ranking, findings: [{ kind: "unbeaten" }] }],
    ["a finding without its fields", { ...ranking, findings: [{ kind: "undefeated" }] }],
    ["a number as text", { ...ranking, scale: "400" }],
  ])("%s", (_, wrong) => {
    expect(faults(ranking)).toEqual([]);
    expect(faults(wrong)).not.toEqual([]);
  });
});
