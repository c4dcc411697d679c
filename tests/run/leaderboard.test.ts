/** Scores made elsewhere, and blend runs, in the leaderboard of scores. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bareScore, type ScoreBoard, type ScorePart } from "../../jrank/core/scores/score_board.ts";
import { boardMarkdown } from "../../jrank/report/scores/score_tables.ts";
import { runBlend } from "../../jrank/run/scores/blend.ts";
import { makeLeaderboard } from "../../jrank/run/scores/leaderboard.ts";
import { makeBoard } from "../../jrank/stats/scores/make_board.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

function put(path: string, content: unknown): string {
  const file = join(folder.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

let places = 0;
/** Takes in files; gives the board and what was told. */
async function board(
  files: readonly string[],
  flags: Record<string, unknown> = {},
  dataDir?: string,
) {
  const context = testContext();
  const data = dataDir ?? join(folder.path, `data${places++}`);
  await makeLeaderboard(files, { bootstrapN: 200, ...flags, dataDir: data }, context);
  const text = readFileSync(join(data, "nejumi/leaderboard.json"), "utf8");
  return { ...(JSON.parse(text) as ScoreBoard), context, data };
}
const partIn = ({ rows }: ScoreBoard, name: string, row = 0): ScorePart =>
  rows[row]?.parts.find((part) => part.name === name) as ScorePart;

describe("scores made elsewhere", () => {
  it("llm-jp-eval: from its outputs with intervals, what needs other programs as bare numbers", async () => {
    const outputs = {
      jnli: ["entailment", "neutral", "neutral"].map((pred) => ({
        pred,
        gold: "neutral",
        input: "x",
      })),
    };
    const result = put("llm_jp_eval.json", {
      scores: {
        jnli_exact_match: "0.6667",
        "alt-e-to-j_comet_wmt22": "0.8123",
        NLI: "0.6667",
        MT: "0.8123",
        AVG: "0.1643",
      },
      outputs,
      config: { model: { pretrained_model_name_or_path: "org/a" }, metainfo: { num_few_shots: 4 } },
    });
    const made = await board([result]);
    const part = partIn(made, "llm_jp_eval_4shot");
    expect(made.rows[0]?.model).toBe("org/a");
    expect(part.scores.jnli_exact_match).toMatchObject({ score: 2 / 3, n: 3 });
    expect(part.scores.jnli_exact_match?.ci_lower).toBeGreaterThanOrEqual(0);
    expect(part.scores["alt-e-to-j_comet_wmt22"]).toMatchObject({ score: 0.8123, ci_lower: null });
    // The original counts categories without results as 0, which is said.
    expect(made.context.told.join("\n")).toContain("differ from those of its samples");
    expect(made.context.told.join("\n")).toContain("AVG 0.1643");
  });

  it("lm-evaluation-harness: numbers, and intervals where its samples lie beside", async () => {
    const file = put("harness/results_2024-05-09.json", {
      model_name: "org/b",
      results: {
        jcqa: { alias: "jcqa", "acc,none": 0.75, "acc_stderr,none": 0.02 },
        mgsm: { "exact_match,strict": 0.2 },
      },
    });
    put(
      "harness/samples_jcqa_2024-05-09.jsonl",
      [1, 1, 0, 1]
        .map(
          (acc, doc_id) => `${JSON.stringify({ doc_id, acc, filter: "none", metrics: ["acc"] })}\n`,
        )
        .join(""),
    );
    const part = partIn(await board([file]), "lm_eval");
    expect(part.scores.jcqa_acc).toMatchObject({ score: 0.75, n: 4 });
    expect(part.scores.jcqa_acc?.standard_error).toBeGreaterThan(0.1);
    expect(part.scores.mgsm_exact_match_strict).toMatchObject({ score: 0.2, standard_error: null });
  });

  it("CSV of several models, in whatever encoding; what is no score is left out", async () => {
    const file = put(
      "scores.csv",
      "\ufeffmodel,size,総合,JSQuAD\norg/a,7,0.5,\norg/b,13,0.75,0.9\n",
    );
    const made = await board([file]);
    expect(made.rows.map(({ model }) => model).sort()).toEqual(["org/a", "org/b"]);
    const [a, b] = ["org/a", "org/b"].map(
      (model) => made.rows.find((row) => row.model === model)?.parts[0]?.scores ?? {},
    );
    expect([Object.keys(a), b.JSQuAD?.score]).toEqual([["総合"], 0.9]);
  });

  it("W&B's tables: bare rows, outputs and grades of one model in one part each", async () => {
    const columns = ["target_dataset", "num_few_shots", "data_type", "pred", "true"];
    const data = [
      ["mawps", 0, "test", "1", "1"],
      ["mawps", 0, "test", "2", "1"],
      ["mawps", 0, "dev", "9", "1"],
    ];
    const tables = [
      put("wb/jaster_output_table_ja_0shot.table.json", { columns, data }),
      put("wb/jaster_leaderboard_table_ja_0shot.table.json", {
        columns: ["AVG", "MR", "mawps_exact_match", "jamp_exact_match"],
        data: [[0.5, 0.5, 0.5, 0.25]],
      }),
      put("wb/mtbench_output_table_ja.table.json", {
        columns: ["question_id", "category", "score", "turn"],
        data: [
          [1, "math", 4, 1],
          [1, "math", -1, 2],
          [2, "math", 8, 1],
          [3, "stem", 6, 1],
        ],
      }),
    ];
    const made = await board(tables, { modelId: "org/c" });
    const jaster = partIn(made, "jaster_ja_0shot");
    expect(jaster.scores.mawps_exact_match).toMatchObject({ score: 0.5, n: 2 });
    expect(jaster.scores.jamp_exact_match).toMatchObject({ score: 0.25, n: null });
    const bench = partIn(made, "mtbench_ja");
    expect([bench.scores.AVG?.score, bench.scores.math?.score]).toEqual([6, 6]);
    expect(bench.counts.without_score).toBe(1);
    expect(made.rows[0]?.overall?.score).toBeCloseTo((0.5 + 0.6) / 2, 12);
    // The joint row of Neo says the same by its suffixes.
    const joint = put("wb/leaderboard_table.table.json", {
      columns: ["AVG_jaster_ja_0shot", "AVG_MTbench_ja", "model_name_MTbench_ja"],
      data: [[0.6, 7, "org/d"]],
    });
    const two = await board([joint], {}, made.data);
    expect(two.rows.map(({ model }) => model)).toEqual(["org/d", "org/c"]);
    expect(two.rows[0]?.overall?.score).toBeCloseTo(0.65, 12);
  });

  it("say what they lack: a model, or anything that is known", async () => {
    const nameless = put("x.table.json", { columns: ["AVG"], data: [[1]] });
    await expect(board([nameless])).rejects.toThrow("name the model with --model-id");
    await expect(board([put("y.json", { a: 1 })])).rejects.toThrow("no file of scores");
    await expect(board([put("z.json", "{")])).rejects.toThrow("neither JSON nor CSV");
    await expect(board([])).rejects.toThrow("there are no scores");
  });
});

const blendOf = (more: object) => ({
  run_chain: false,
  new_run: { entity: "e", project: "p", run_name: "blended" },
  ...more,
});
async function blend(config: object, base: string) {
  const context = testContext();
  const dataDir = join(folder.path, `blend${places++}`);
  await runBlend(
    config as Record<string, unknown>,
    { config: join(base, "config.yaml"), dataDir },
    context,
  );
  const results = join(dataDir, "nejumi/results/blended");
  const read = (name: string) => JSON.parse(readFileSync(join(results, name), "utf8"));
  return { table: read("leaderboard_table.table.json"), row: read("scores.json"), context };
}

describeShared("the reference's blend", () => {
  it("is made of its two runs, column by column", async () => {
    const { table, row } = await blend(
      blendOf({
        old_runs: [
          { run_path: "new_run", tasks: ["jaster_ja_0_shot"] },
          { run_path: "old_run", tasks: ["mtbench_ja"] },
        ],
      }),
      sharedPath("nejumi/reference/blend"),
    );
    const { columns, data } = JSON.parse(
      readFileSync(sharedPath("nejumi/reference/blend/expected_leaderboard_table.json"), "utf8"),
    );
    expect(table).toEqual({ columns, data });
    expect(row.overall.score).toBeCloseTo((0.7104 + 0.5671875) / 2, 9);
    expect(row.overall.ci_lower).toBeNull();
  });
});

describe("blend runs", () => {
  const mtBench = (model: string) => ({
    columns: ["model_name", "math", "AVG"],
    data: [[model, 5, 5]],
  });
  const jaster = { columns: ["AVG", "MR"], data: [[0.5, 0.5]] };

  it("find downloaded artifacts' newest version, and warn of different models", async () => {
    put("runs/a/mtbench_leaderboard_table_ja.table.json", mtBench("org/a"));
    put("runs/b/mtbench_leaderboard_table_en.table.json", mtBench("org/b"));
    const old_runs = [
      { run_path: "a", tasks: ["mtbench_ja"] },
      { run_path: "b", tasks: ["mtbench_en"] },
    ];
    const { table, context } = await blend(blendOf({ old_runs }), join(folder.path, "runs"));
    expect(table.columns).toContain("model_name_MTbench_en");
    expect(context.told.join("\n")).toContain("different models (org/a, org/b)");
  });

  it("refuse a task from two places, and name the command that fetches what is not there", async () => {
    put("runs/c/jaster_leaderboard_table_ja_3shot.table.json", jaster);
    const twice = [1, 2].map(() => ({ run_path: "c", tasks: ["jaster_ja_4_shot"] }));
    const base = join(folder.path, "runs");
    await expect(blend(blendOf({ old_runs: twice }), base)).rejects.toThrow("Tasks must be unique");
    // The task's name says 4, whatever the number of shots was.
    const { table } = await blend(blendOf({ old_runs: twice.slice(1) }), base);
    expect(table.columns).toEqual(["AVG_jaster_ja_3shot", "MR_jaster_ja_3shot"]);
    const far = [{ run_path: "team/board/abcd1234", tasks: ["mtbench_ja"] }];
    await expect(blend(blendOf({ old_runs: far }), base)).rejects.toThrow(
      "wandb artifact get team/board/run-abcd1234-mtbench_leaderboard_table_ja:latest",
    );
    const wrong = [{ run_path: "c", tasks: ["jaster"] }];
    await expect(blend(blendOf({ old_runs: wrong }), base)).rejects.toThrow("old_runs[0].tasks[0]");
  });
});

it("writes its sentences in the language of the command", () => {
  const part = (data_sha256: string): ScorePart =>
    ({
      ...{ name: "jaster_ja_0shot", scale: 1, average: "AVG", categories: [] },
      scores: { AVG: bareScore(0.5) },
      making: { source: "asked", data_sha256, wording: "own", judge: "j" },
      counts: { cut_off: 2 },
    }) as unknown as ScorePart;
  const row = (model: string, data: string) => ({
    ...{ model, display_name: model, date: "", test_mode: false, overall: null },
    parts: [part(data)],
  });
  const board = makeBoard([row("a", "x"), row("b", "y")], {
    ...{ date: "", test_mode: false, confidence: 0.95 },
  });
  const said = (language: "en" | "ja") => boardMarkdown(board, language).replaceAll("\\", "");
  expect(said("ja")).toMatch(/^# スコア\n/);
  expect(said("ja")).toContain("| モデル | 総合 | 順位の幅 | jaster_ja_0shot |");
  expect(said("ja")).toContain("| モデル | AVG |");
  expect(said("ja")).toContain(
    "- a：jrank 独自の前置き：Neo の公開値とは比較できません；採点 j；途中で切れた返答 2 件",
  );
  expect(said("en")).toContain(
    "- a: jrank's own intro: not comparable with Neo's published numbers; graded by j; 2 replies cut off",
  );
  expect(said("ja")).toContain("警告：jaster_ja_0shot：data_sha256 がモデルによって違います");
  expect(said("en")).toContain("Warning: jaster_ja_0shot: data_sha256 differs between the models");
  expect(JSON.parse(JSON.stringify(board)).warnings[0]).toContain("differs between the models");
});
