/** What goes wrong outside the program gets one clear message, and nothing is lost. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let runs = 0;
let dataDir = "";
let bench = "";

const jsonl = (rows: readonly unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const QUESTIONS = ["q1", "q2", "q3"].map((question_id) => ({
  question_id,
  category: "c",
  turns: ["質問です。"],
  reference: ["東京です。"],
}));

function writeAnswers(model: string, questions: readonly string[]): void {
  const rows = questions.map((question_id) => ({
    question_id,
    answer_id: "",
    model_id: model,
    choices: [{ index: 0, turns: [`${model}の答えです。`] }],
  }));
  writeFileSync(join(bench, "answers", `${model}.jsonl`), jsonl(rows));
}

beforeEach(() => {
  dataDir = join(folder.path, `data${runs++}`);
  bench = join(dataDir, "b");
  mkdirSync(join(bench, "answers"), { recursive: true });
  writeFileSync(join(bench, "questions.jsonl"), jsonl(QUESTIONS));
  for (const model of ["x", "y", "z"]) writeAnswers(model, ["q1", "q2", "q3"]);
});

function configFile(changes: (config: Record<string, never>) => void = () => {}): string {
  const config = {
    benchmark_name: "b",
    data_dir: dataDir,
    models: {
      api_models: ["x", "y", "z"].map((id) => ({ id, provider: "recorded" })),
      judge_models: [{ id: "offline", provider: "offline" }],
    },
    n: 10,
    bootstrap_n: 20,
    make_charts: false,
  };
  changes(config as unknown as Record<string, never>);
  const file = join(dataDir, "config.json");
  writeFileSync(file, JSON.stringify(config));
  return file;
}

const streamline = (file: string, ...more: string[]) =>
  runCommandLine("streamline", ["--config", file, ...more]);

describe("a config", () => {
  it("tells every fault at once, with paths and suggestions", async () => {
    const file = configFile((config: Record<string, unknown>) => {
      config.benchmark_nam = "b";
      config.n = 0;
      config.temperature = "hot";
      config.models = {
        api_models: [{ id: 3, api_key: "sk-123456" }],
        judge_models: [{ id: "j", provider: "opnai" }],
      };
    });
    const { code, stderr } = await streamline(file);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'benchmark_nam is not a key jrank knows. Did you mean "benchmark_name"?',
    );
    expect(stderr).toContain("n must be at least 1, got 0");
    expect(stderr).toContain('temperature must be a number, got "hot"');
    expect(stderr).toContain("models.api_models[0].id must be a text, got 3");
    expect(stderr).toContain("models.api_models[0].api_key: keys do not belong in a config");
    expect(stderr).toContain('Did you mean "openai"?');
    expect(stderr).not.toContain("sk-123456");
  });

  it("points at the line and column of broken JSON", async () => {
    const file = join(dataDir, "broken.json");
    writeFileSync(file, '{\n  "benchmark_name": "b",\n  "n": 10,,\n}');
    const { code, stderr } = await streamline(file);
    expect(code).toBe(1);
    expect(stderr).toContain("broken.json:3:11");
  });

  it("without n has the original's 200, and says so", async () => {
    const { stderr } = await streamline(
      configFile((config: Record<string, unknown>) => {
        config.n = undefined;
      }),
    );
    expect(stderr).toContain("The config does not say n: 200 judgments");
  });

  it("is asked for where there is none", async () => {
    const { code, stderr } = await streamline(join(dataDir, "nowhere.json"));
    expect(code).toBe(1);
    expect(stderr).toContain("cannot read the config");
  });

  it("tells which variable holds the key, before anything is called", async () => {
    const file = configFile((config: Record<string, unknown>) => {
      config.models = {
        api_models: ["x", "y"].map((id) => ({ id, provider: "recorded" })),
        judge_models: [{ id: "gpt-4o" }],
      };
    });
    const { code, stderr } = await streamline(file);
    expect(code).toBe(1);
    expect(stderr).toContain("OPENAI_API_KEY");
  });

  it("of broken YAML says the place once", async () => {
    const file = join(dataDir, "broken.yaml");
    writeFileSync(file, 'testmode: true\nmodel_name: "x\n');
    const { code, stderr } = await streamline(file);
    expect([code, stderr.trim().replace(file, "broken.yaml")]).toEqual([
      1,
      'Error: broken.yaml:3:1 is not valid YAML: Missing closing "quote',
    ]);
  });

  it("tells which variable of a substitution is not set", async () => {
    const file = configFile((config: Record<string, unknown>) => {
      config.benchmark_name = `\${${"NO_SUCH_VARIABLE"}}`;
    });
    expect((await streamline(file)).stderr).toContain("NO_SUCH_VARIABLE is not set");
  });
});

describe("a benchmark", () => {
  it("that does not exist is named with those that do", async () => {
    const file = configFile((config: Record<string, unknown>) => {
      config.benchmark_name = "bb";
    });
    const { stderr } = await streamline(file);
    expect(stderr).toMatch(/no benchmark "bb".*There are: b\. Did you mean "b"\?/s);
  });

  it("without answers of a model is an error; without some, a warning", async () => {
    const withStranger = configFile((config: Record<string, unknown>) => {
      (config.models as { api_models: unknown[] }).api_models.push({
        id: "stranger",
        provider: "recorded",
      });
    });
    const { code, stderr } = await streamline(withStranger);
    expect(code).toBe(1);
    expect(stderr).toContain("no answers of stranger");
    writeAnswers("z", ["q1"]);
    const partial = await streamline(configFile());
    expect(partial.code).toBe(0);
    expect(partial.stderr).toContain("z has no complete answer to 2 questions of 3");
    writeAnswers("z", ["another benchmark's"]);
    const foreign = await streamline(configFile(), "--language", "ja");
    expect(foreign.stderr).toContain("警告：z には、ここの質問への完全な回答が一つもないため");
  });

  it("with one model has nothing to compare", async () => {
    const file = configFile((config: Record<string, unknown>) => {
      (config.models as { api_models: unknown[] }).api_models.splice(1);
    });
    const { code, stderr } = await streamline(file);
    expect(code).toBe(1);
    expect(stderr).toContain("a comparison needs two");
  });

  it("says when n is more than can be played, and plays all", async () => {
    const file = configFile((config: Record<string, unknown>) => {
      config.n = 1000;
    });
    const { code, stderr } = await streamline(file);
    expect(code).toBe(0);
    expect(stderr).toContain("only 18 different games can be played");
  });

  it("warns of a judge that is a contestant, and leaves its own matches out", async () => {
    const file = configFile((config: Record<string, unknown>) => {
      (config.models as { judge_models: unknown }).judge_models = [
        { id: "x", provider: "offline" },
      ];
    });
    const { code, stderr } = await streamline(file);
    expect(code).toBe(0);
    expect(stderr).toContain("x is a contestant too");
    const rows = readFileSync(join(bench, "model_judgment/x_pair.jsonl"), "utf8");
    expect(rows).not.toContain('"model1_id":"x"');
  });

  it("knows a judge that plays under another name", async () => {
    const file = configFile((config: Record<string, unknown>) => {
      (config.models as { judge_models: unknown }).judge_models = [
        { id: "the_judge", path: "y", provider: "offline" },
      ];
    });
    const { code, stderr } = await streamline(file);
    expect(code).toBe(0);
    expect(stderr).toContain("the_judge is a contestant too (as y)");
    const rows = readFileSync(join(bench, "model_judgment/the_judge_pair.jsonl"), "utf8");
    expect(rows).not.toContain('"model1_id":"y"');
  });

  it("that another run uses is not touched", async () => {
    writeFileSync(
      join(bench, ".lock"),
      JSON.stringify({ pid: 1, host: (await import("node:os")).hostname(), started: "" }),
    );
    const { code, stderr } = await streamline(configFile());
    expect(code).toBe(1);
    expect(stderr).toContain("in use by process 1");
  });

  it("that cannot be written is told", async () => {
    const blocker = join(bench, "model_judgment");
    writeFileSync(blocker, "a file where a folder should be");
    chmodSync(blocker, 0o444);
    const { code, stderr } = await streamline(configFile());
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot (?:write|read)/);
    expect(stderr).not.toContain("bug");
  });
});

describe("a file of judgments", () => {
  const game = (question_id: string, first: string, second: string, winner: unknown) => ({
    question_id,
    model1_id: first,
    model2_id: second,
    winner,
    judge: ["j", "p"],
    prompt: "",
    judgment: "",
    turn: 1,
  });
  const games = [
    game("q1", "x", "y", 1),
    game("q1", "y", "x", 1),
    game("q2", "y", "z", 2),
    game("q2", "z", "y", 2),
    game("q3", "x", "z", 1),
    game("q3", "z", "x", 1),
  ];
  const rank = (rows: string, ...more: string[]) => {
    mkdirSync(join(bench, "model_judgment"), { recursive: true });
    writeFileSync(join(bench, "model_judgment/j_pair.jsonl"), rows);
    return runCommandLine("make_ranking", [
      ...["--bench-name", "b", "--data-dir", dataDir, "--judge-model", "j"],
      ...["--bootstrap-n", "20", "--no-make-charts", ...more],
    ]);
  };
  const ranking = () => JSON.parse(readFileSync(join(bench, "rankings/j_mle.json"), "utf8"));

  it("counts what it leaves out, by reason", async () => {
    const rows = [
      ...games,
      game("q1", "x", "z", "error"),
      game("q1", "x", "x", 1),
      game("removed", "x", "y", 2),
      games[0],
    ];
    const { code, stdout } = await rank(jsonl(rows));
    expect(code).toBe(0);
    expect(ranking().left_out).toEqual({
      "no verdict": 1,
      "a model against itself": 1,
      "a question that is not in the benchmark": 1,
      "replaced by a newer judgment of the same game": 1,
    });
    expect(stdout).toContain("1 replaced by a newer judgment of the same game");
    expect(ranking().n_judgments).toBe(6);
    const all = await rank(jsonl(rows), "--duplicates", "keep");
    expect(all.stdout).toContain("1 judgments repeat an earlier one");
    expect(ranking().n_judgments).toBe(7);
  });

  it("stops at an unknown verdict with its line, or skips and counts it", async () => {
    const rows = jsonl([...games, game("q1", "x", "z", "tie?")]);
    const { code, stderr } = await rank(rows);
    expect(code).toBe(1);
    expect(stderr).toMatch(/j_pair\.jsonl:7: "winner" must be one of 1, 2, 3, error, got "tie\?"/);
    expect((await rank(rows, "--skip-unknown")).code).toBe(0);
    expect(ranking().left_out).toEqual({ "an unknown verdict": 1 });
  });

  it("reports a torn last line and a bad line, and uses the others", async () => {
    const { code, stderr } = await rank(`${jsonl(games)}not json\n{"question_id": "q1", "mod`);
    expect(code).toBe(0);
    expect(stderr).toMatch(/j_pair\.jsonl:7: .*left out/);
    expect(stderr).toMatch(/j_pair\.jsonl:8: the last line is torn/);
    expect(ranking().n_judgments).toBe(6);
  });

  it("that is not there, or holds nothing usable, is told", async () => {
    const none = await runCommandLine("make_ranking", ["--bench-name", "b", "--data-dir", dataDir]);
    expect(none.code).toBe(1);
    expect(none.stderr).toContain("there are no judgments in b yet");
    const unusable = await rank(jsonl([game("q1", "x", "y", "error")]));
    expect(unusable.code).toBe(1);
    expect(unusable.stderr).toContain("1: no verdict");
  });

  it("gives no number that is not determined", async () => {
    const undefeated = games.filter(({ model1_id, model2_id }) =>
      [model1_id, model2_id].every((id) => id !== "x"),
    );
    const { code, stdout } = await rank(
      jsonl([...undefeated, game("q1", "x", "y", 1), game("q2", "z", "x", 2)]),
    );
    expect(code).toBe(0);
    expect(ranking().ranking[0]).toMatchObject({
      model_id: "x",
      rating: null,
      status: "undefeated",
    });
    expect(stdout).toContain("undefeated");
  });
});

describe("flags", () => {
  it("exit 2 when they are wrong", async () => {
    for (const args of [["--compute", "magic"], ["--bootstrap-n", "many"], ["--nonsense"]]) {
      expect((await runCommandLine("make_ranking", args)).code).toBe(2);
    }
  });

  it("may be spelt with underscores", async () => {
    const { code, stdout } = await runCommandLine("gen_judgment", [
      ...["--bench_name", "b", "--data_dir", dataDir, "--judge_model", "o"],
      ...["--provider", "offline", "--n", "4", "--dry_run"],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("4 to make");
  });
});
