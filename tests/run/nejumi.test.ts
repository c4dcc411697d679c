/** A run of the Nejumi leaderboard from its own config, against loopback servers. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ScoreBoard, ScorePart } from "../../jrank/core/scores/score_board.ts";
import { neoKeys } from "../../jrank/store/scores/neo_config.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import type { TestServer } from "../support/http_server.ts";
import {
  neoYaml,
  promptOf,
  startNejumiServer,
  writeJaster,
  writeMtBench,
} from "../support/nejumi.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";
import { readWandbLog } from "../support/wandb_log.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

/** A folder with the data where Neo's commands put them. */
function workplace(name: string): string {
  const cwd = join(folder.path, name);
  writeJaster(join(cwd, "artifacts/jaster:v11/jaster/1.2.6/evaluation"));
  writeMtBench(join(cwd, "data/mt_bench_ja"));
  return cwd;
}

function run(
  cwd: string,
  server: TestServer | undefined,
  { config = neoYaml(), args = [] as string[], env = {} as Record<string, string> } = {},
) {
  writeFileSync(join(cwd, "config.yaml"), config);
  return runCommandLine(
    "streamline",
    ["--config", "config.yaml", "--data-dir", "data", "--yes", ...args],
    {
      cwd,
      env: {
        OPENAI_API_KEY: "none",
        ...(server && { OPENAI_BASE_URL: `${server.url}/v1` }),
        ...env,
      },
    },
  );
}

const json = (cwd: string, path: string) => JSON.parse(readFileSync(join(cwd, path), "utf8"));
const boardOf = (cwd: string, name = "leaderboard"): ScoreBoard =>
  json(cwd, `data/nejumi/${name}.json`);
const partOf = (board: ScoreBoard, name: string, row = 0): ScorePart =>
  board.rows[row]?.parts.find((part) => part.name === name) as ScorePart;

describe("a whole run", () => {
  it("asks each task once, scores it, grades MT-Bench and writes one row", async () => {
    const cwd = workplace("whole");
    const server = await startNejumiServer({
      isRight: (task, k) => !(task === "jnli" && k === 1),
      grade: (prompt) => (prompt.includes("mathの続き1") ? "評価できません。" : "[[8]]"),
    });
    const config = neoYaml({
      run_llm_jp_eval_ja_few_shots: true,
      run_llm_jp_eval_en_0_shot: true,
    });
    const first = await run(cwd, server, { config });
    expect(first.stderr).not.toContain("Error");
    expect(first.code).toBe(0);
    const board = boardOf(cwd);
    const zero = partOf(board, "jaster_ja_0shot");
    expect(zero.scores.jnli_exact_match).toMatchObject({ score: 0.75, n: 4 });
    expect(zero.scores.AVG?.score).toBeCloseTo((0.75 + 1 + 1 + 1 + 1) / 5, 12);
    expect(zero.scores.AVG?.missing).toEqual(["FA"]);
    expect(zero.making).toMatchObject({ data: "jaster/1.2.6", wording: "own", shots: 0 });
    expect(partOf(board, "jaster_ja_2shot").making.shots).toBe(2);
    expect(partOf(board, "jaster_en_0shot").scores.AVG).toMatchObject({ score: 1, n: 2 });
    const bench = partOf(board, "mtbench_ja");
    expect(bench.counts).toMatchObject({ without_score: 1, unanswered: 0 });
    expect(bench.scores.AVG?.score).toBe(8);
    const { overall } = board.rows[0] ?? {};
    expect(overall?.score).toBeCloseTo((0.95 + 0.8) / 2, 12);
    expect(overall?.missing).toEqual(["jaster_ja_0shot: FA"]);
    // What a reply may have is said to the server; jaster and answers of APIs are asked at 0.1.
    const asked = server.requests.filter((one) => promptOf(one).includes("jnliに"));
    expect(asked.map(({ body }) => [body.max_tokens, body.temperature])).toContainEqual([5, 0.1]);
    const answers = server.requests.filter((one) => !/###|\[\[/.test(promptOf(one)));
    expect(new Set(answers.map(({ body }) => body.temperature))).toEqual(new Set([0.1]));

    const tables = join(cwd, "data/nejumi/results/org%2Ftoy-7b");
    expect(readdirSync(tables)).toContain("mtbench_output_table_ja.table.json");
    const row = json(tables, "leaderboard_table.table.json");
    expect(row.columns).toContain("AVG_jaster_ja_2shot");
    expect(row.columns.at(-1)).toBe("AVG_MTbench_ja");
    expect(row.data[0][row.columns.indexOf("jnli_exact_match_jaster_ja_0shot")]).toBe(0.75);

    const before = server.requests.length;
    expect((await run(cwd, server, { config })).code).toBe(0);
    expect(server.requests.length).toBe(before);
    await server.close();
  });

  it("sends weights behind a server the text itself, as Neo does, and chats with MT-Bench", async () => {
    const cwd = workplace("served");
    const server = await startNejumiServer();
    const model = (more = {}) =>
      neoYaml({ "model.api": false, "model.base_url": `${server.url}/v1`, ...more });
    expect((await run(cwd, server, { config: model() })).code).toBe(0);
    const isText = ({ path }: { path: string }) => path.endsWith("/v1/completions");
    const texts = server.requests.filter(isText);
    expect(texts).toHaveLength(26);
    const [first] = texts.filter((one) => promptOf(one).includes("前提0"));
    expect(promptOf(first as never)).toMatch(
      /\n\n### 入力:\n(?:devの)?前提0\n仮説0\n\n### 応答:\n$/,
    );
    expect(first?.body).toMatchObject({ model: "toy-7b", max_tokens: 5, temperature: 0.1 });
    expect(first?.body).not.toHaveProperty("messages");
    expect(partOf(boardOf(cwd), "jaster_ja_0shot").scores.AVG?.score).toBe(1);
    // MT-Bench is a conversation, which the server's own template writes.
    expect(server.requests.filter((one) => !isText(one))).toHaveLength(24);

    // With a template in the config, its conversations are written here, too.
    const own = {
      ...{ run_llm_jp_eval_ja_0_shot: false, "mtbench.custom_conv_template": true },
      "mtbench.conv_roles": "('指示', '応答')",
      ...{ "mtbench.conv_sep": "\n\n### ", "mtbench.conv_stop_str": "###" },
      ...{ "mtbench.conv_role_message_separator": ": \n", "mtbench.model_id": "toy-own" },
      "mtbench.conv_system_message": "以下は指示です。",
    };
    const before = server.requests.length;
    expect((await run(cwd, server, { config: model(own) })).code).toBe(0);
    const written = server.requests.slice(before).filter(isText);
    expect(written).toHaveLength(12);
    expect(promptOf(written[0] as never)).toMatch(
      /^以下は指示です。\n\n### 指示: \n.*\n\n### 応答: \n?$/,
    );
    expect(written[0]?.body.stop).toEqual(["###"]);
    await server.close();
  });

  it("asks a GGUF file the text itself", async () => {
    const cwd = workplace("gguf");
    const file = join(cwd, "toy.gguf");
    writeFileSync(file, scriptedGguf({ says: "neutral", chatTemplate: null }));
    const config = neoYaml({
      "model.api": false,
      "model.pretrained_model_name_or_path": file,
      run_mt_bench_ja: false,
      "llm_jp_eval.target_dataset": "jnli",
      // Its vocabulary is of bytes: "neutral" has more of them than a word.
      "llm_jp_eval.override_max_tokens": 16,
    });
    const { code, stderr } = await run(cwd, undefined, { config });
    expect(stderr).not.toContain("Error");
    expect(code).toBe(0);
    // Two of the four samples are "neutral".
    expect(partOf(boardOf(cwd), "jaster_ja_0shot").scores.jnli_exact_match).toMatchObject({
      ...{ score: 0.5, n: 4 },
    });
  });

  it("goes on after servers failed, and asks only what is missing", async () => {
    const cwd = workplace("resumed");
    const config = neoYaml({ run_mt_bench_ja: false });
    const isLost = (index: number): boolean => index >= 7;
    const broken = await startNejumiServer({
      fault: (index) => (isLost(index) ? { status: 401 } : undefined),
    });
    const first = await run(cwd, broken, { config, args: ["--parallel", "1"] });
    expect(first.code).toBe(1);
    await broken.close();
    const server = await startNejumiServer();
    expect((await run(cwd, server, { config })).code).toBe(0);
    // 16 test samples and 10 of dev, of which seven are stored.
    expect(server.requests.length).toBe(26 - 7);
    expect(partOf(boardOf(cwd), "jaster_ja_0shot").scores.AVG?.score).toBe(1);
    await server.close();
  });

  it("marks test mode and keeps it apart; what it asked is not asked again", async () => {
    const cwd = workplace("testmode");
    const server = await startNejumiServer();
    const test = await run(cwd, server, { config: neoYaml({ testmode: true }) });
    expect(test.stdout).toContain("test mode");
    const few = boardOf(cwd, "leaderboard_testmode");
    expect([few.test_mode, few.rows[0]?.test_mode]).toEqual([true, true]);
    expect(partOf(few, "jaster_ja_0shot").scores.jnli_exact_match?.n).toBe(2);
    expect(partOf(few, "mtbench_ja").scores.math).toMatchObject({ n: 2, ci_lower: null });
    expect(readdirSync(join(cwd, "data/nejumi"))).not.toContain("leaderboard.json");
    const asked = server.requests.length;
    await run(cwd, server);
    expect(boardOf(cwd).rows).toHaveLength(1);
    // 26 samples of jaster; 6 questions of two turns, answered and graded.
    expect(server.requests.length).toBe(26 + 24);
    expect(asked).toBeLessThan(26 + 24);
    await server.close();
  });

  it("counts an empty reply as a wrong one, and asks anew when the wording changes", async () => {
    const cwd = workplace("wording");
    const config = (more: Record<string, unknown>) => neoYaml({ run_mt_bench_ja: false, ...more });
    const server = await startNejumiServer({
      fault: (_, request) => (promptOf(request).includes("選べ1") ? "empty" : undefined),
    });
    expect((await run(cwd, server, { config: config({}) })).code).toBe(0);
    const part = partOf(boardOf(cwd), "jaster_ja_0shot");
    expect(part.scores.MC?.score).toBeCloseTo(2 / 3, 12);
    expect(part.counts.unanswered).toBe(0);
    const before = server.requests.length;
    const other = config({ "llm_jp_eval.prompt_intro": "次の課題に答えよ。" });
    await run(cwd, server, { config: other });
    expect(server.requests.length).toBe(2 * before);
    expect(promptOf(server.requests.at(-1) as never)).toMatch(/^次の課題に答えよ。\n\n### 指示:/);
    expect(partOf(boardOf(cwd), "jaster_ja_0shot").making.wording).toBe("config");
    await server.close();
  });

  it("gives models of several configs one leaderboard, and says what is not alike", async () => {
    const cwd = workplace("several");
    const server = await startNejumiServer({ isRight: (_, k) => k > 0 });
    const right = await startNejumiServer();
    const config = (name: string, more = {}) =>
      neoYaml({ model_name: name, run_mt_bench_ja: false, ...more });
    await run(cwd, server, { config: config("weak") });
    const { stdout, stderr } = await run(cwd, right, {
      config: config("strong", {
        "llm_jp_eval.override_max_tokens": 50,
        wandb: { entity: "e", project: "p" },
      }),
      args: ["--site-out", "site"],
    });
    // The site has the scores and the prompts, and no replies to the test samples.
    expect(readdirSync(join(cwd, "site/scores"))).toContain("leaderboard.csv");
    const data = readFileSync(join(cwd, "site/data/board.js"), "utf8");
    expect(data).toContain('"has_texts":false');
    expect(data).toContain("AVG");
    const [offline = ""] = readdirSync(join(cwd, "wandb"));
    const log = readdirSync(join(cwd, "wandb", offline)).find((name) => name.endsWith(".wandb"));
    const records = readWandbLog(readFileSync(join(cwd, "wandb", offline, log ?? "")));
    expect(records.map(({ name }) => String(name)).join()).toContain("-leaderboard_table");
    expect(records.find(({ type }) => type === "run")).toMatchObject({
      ...{ entity: "e", project: "p", display_name: "strong" },
    });
    expect(boardOf(cwd).rows.map(({ model }) => model)).toEqual(["strong", "weak"]);
    expect(stdout).toMatch(/strong[\s\S]*weak/);
    expect(stderr).toContain("override_max_tokens differs between the models");
    const csv = readFileSync(join(cwd, "data/nejumi/leaderboard.csv"), "utf8").split("\n");
    expect(csv[0]).toContain("AVG_jaster_ja_0shot,AVG_jaster_ja_0shot_lower");
    expect(csv[1]).toMatch(/^strong,false,/);
    await Promise.all([server.close(), right.close()]);
  });
});

it("carries old runs over into its own row where a blend config says so", async () => {
  const cwd = workplace("chained");
  mkdirSync(join(cwd, "blend_run_configs"));
  mkdirSync(join(cwd, "old"));
  writeFileSync(
    join(cwd, "blend_run_configs/config.yaml"),
    "run_chain: true\nold_runs: [{run_path: ../old, tasks: [mtbench_ja]}]",
  );
  const table = { columns: ["model_name", "math", "AVG"], data: [["org/toy-7b", 6, 6]] };
  writeFileSync(join(cwd, "old/mtbench_leaderboard_table_ja.table.json"), JSON.stringify(table));
  const server = await startNejumiServer();
  const twice = await run(cwd, server);
  expect(twice.stderr).toContain("Tasks must be unique");
  expect(server.requests).toHaveLength(0);
  await run(cwd, server, { config: neoYaml({ run_mt_bench_ja: false }) });
  await server.close();
  const { columns, data } = json(
    cwd,
    "data/nejumi/results/org%2Ftoy-7b/leaderboard_table.table.json",
  );
  expect(columns.slice(0, 4)).toEqual([
    ...["model_name_MTbench_ja", "math_MTbench_ja", "AVG_MTbench_ja", "AVG_jaster_ja_0shot"],
  ]);
  expect(data[0].slice(0, 4)).toEqual(["org/toy-7b", 6, 6, 1]);
  expect(boardOf(cwd).rows[0]?.overall?.score).toBeCloseTo(0.8, 12);
});

describe("before anything is asked", () => {
  it.each([
    ["weights without a server", { "model.api": false }, "vllm serve toy-7b"],
    ["Bedrock", { "model.api": "amazon_bedrock" }, "Amazon Bedrock is not there"],
    ["another provider", { "model.api": "acme" }, "which is no provider here"],
    ["a wrong type", { "llm_jp_eval.ja_num_shots": "four" }, "llm_jp_eval.ja_num_shots must be"],
    ["no such task", { "llm_jp_eval.target_dataset": "jnlu" }, "is no task of jaster"],
    [
      "a reference",
      { "wandb.run_name": "$" + "{model_name.x}" },
      "wandb.run_name: $" + "{model_name.x}",
    ],
    ["a key", { "model.api_key": "sk-1" }, "keys do not belong in a config"],
    [
      "no data",
      { "llm_jp_eval.dataset_dir": "/elsewhere" },
      "wandb artifact get wandb-japan/llm-leaderboard/jaster:v11",
    ],
    [
      "too few examples",
      { run_llm_jp_eval_ja_few_shots: true, "llm_jp_eval.ja_num_shots": 4 },
      "has 2 samples; 4 shots",
    ],
    ["no MT-Bench", { run_mt_bench_en: true }, "no benchmark mt_bench_en, mt_bench"],
  ])("%s is an error", async (name, more, words) => {
    const cwd = workplace(name.replaceAll(" ", "_"));
    const { code, stderr } = await run(cwd, undefined, { config: neoYaml(more) });
    expect(stderr).toContain(words);
    expect(code).toBe(1);
  });

  it("keys without meaning, unknown ones and other spellings are said once, not refused", async () => {
    const cwd = workplace("spellings");
    const config = neoYaml({ wandb: { entity: "e" }, "mtbench.dateset": { ja: {} }, extra: 1 })
      .replace("llm_jp_eval:", "llm-jp-eval:")
      .replace("testmode: false", "testmode: no");
    const { code, stderr, stdout } = await run(cwd, undefined, { config, args: ["--dry-run"] });
    expect(stderr).toContain("Keys without meaning here: model.device_map, model.load_in_8bit");
    expect(stderr).toContain("Keys that jrank does not know, left out: extra.");
    expect(stdout).toContain("jaster_ja_0shot: 26 samples, 26 to ask");
    expect(code).toBe(0);
  });

  it("configs of other versions are mapped as far as it goes", async () => {
    const cwd = workplace("nejumi3");
    const config = [
      "run: {jaster: true, mtbench: false, jbbq: true}",
      "num_few_shots: 2",
      "api: openai",
      "model: {pretrained_model_name_or_path: toy-7b}",
      "jaster: {artifacts_path: 'w/p/jaster:v11', dataset_dir: jaster/1.2.6/evaluation/test}",
    ].join("\n");
    const { stderr, stdout } = await run(cwd, undefined, { config, args: ["--dry-run"] });
    expect(stderr).toContain("is a config of Nejumi 3 or 4");
    expect(stderr).toContain("make_leaderboard.ts: run.jbbq");
    expect(stdout).toMatch(/jaster_ja_0shot: 26 samples[\s\S]*jaster_ja_2shot: 26 samples/);
  });
});

it("docs/nejumi.md has every key that is read, and no other", () => {
  const page = readFileSync(new URL("../../docs/nejumi.md", import.meta.url), "utf8");
  const table = page.split("\n## Keys\n")[1]?.split("\n## ")[0] ?? "";
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const keys = rows.flatMap((row) =>
    [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, key]) => key),
  );
  expect(keys.sort()).toEqual(neoKeys().sort());
});

it("a config that is not Nejumi's is read as before", async () => {
  const cwd = workplace("other");
  mkdirSync(cwd, { recursive: true });
  const { stderr } = await run(cwd, undefined, { config: "benchmark_name: x\nmodels: {}" });
  expect(stderr).toContain("models.judge_models is missing");
});
