/** Stop rules and --extend, as a user meets them: on the bundled sample with the offline judge. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { measureAnswer, offlineWinner } from "../../jrank/prompt/offline/offline_judge.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { limitsOf } from "../../jrank/run/judging/matches/judging_limits.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { startOpenAiServer } from "../support/http_server.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const sample = fileURLToPath(new URL("../../jrank/data/sample/", import.meta.url));

function benchmark(name: string): { flags: string[]; file(path: string): string } {
  const dataDir = join(folder.path, name);
  mkdirSync(dataDir);
  cpSync(sample, join(dataDir, "sample"), {
    recursive: true,
    filter: (path) => !/model_judgment|rankings|charts/.test(path),
  });
  return {
    flags: [
      ...["--data-dir", dataDir, "--bench-name", "sample", "--judge-model", "offline-judge"],
      ...["--provider", "offline"],
    ],
    file: (path) => readFileSync(join(dataDir, "sample", path), "utf8"),
  };
}

const judgments = (bench: ReturnType<typeof benchmark>): number =>
  bench.file("model_judgment/offline-judge_pair.jsonl").trim().split("\n").length;
const record = (bench: ReturnType<typeof benchmark>) =>
  JSON.parse(bench.file("model_judgment/offline-judge_pair_stop.json"));

const lines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Every stored verdict is the offline judge's about the answers of the two models in that order. */
function expectOfflineWinners(bench: ReturnType<typeof benchmark>): void {
  const turns = (path: string) =>
    lines(bench.file(path)).map(({ question_id, model_id, choices }) => [
      `${model_id} ${question_id}`,
      choices[0].turns as string[],
    ]);
  const answers = new Map(
    readdirSync(join(sample, "answers")).flatMap((name) => turns(`answers/${name}`)) as never,
  ) as Map<string, string[]>;
  const references = new Map<string, string[]>(
    lines(bench.file("reference_answer/reference.jsonl")).map(({ question_id, choices }) => [
      question_id,
      choices[0].turns,
    ]),
  );
  const facts = new Map<string, string[][]>(
    lines(bench.file("questions.jsonl")).map((one) => [one.question_id, one.required_facts]),
  );
  for (const row of lines(bench.file("model_judgment/offline-judge_pair.jsonl"))) {
    const { question_id, turn, winner, model1_id, model2_id } = row;
    const [one, two] = [model1_id, model2_id].map((model) =>
      measureAnswer(
        answers.get(`${model} ${question_id}`)?.[turn - 1] as string,
        references.get(question_id) as string[],
        { turn, facts: facts.get(question_id) },
      ),
    );
    const wanted = offlineWinner(one as never, two as never);
    expect({ question_id, model1_id, model2_id, winner }).toMatchObject({ winner: wanted });
  }
}

it("an extension is on the disk before its first call: who is killed then goes on with it", async () => {
  const dataDir = join(folder.path, "extension");
  mkdirSync(dataDir);
  const bench = writeSmallBench(dataDir, { questions: 4, models: ["a", "b", "c"] });
  const file = join(bench, "model_judgment/j_pair_stop.json");
  const atCalls: object[] = [];
  const server = await startOpenAiServer({
    reply: ({ body }, index) => {
      if (index >= 4) atCalls.push(JSON.parse(readFileSync(file, "utf8")));
      return judgeSmallBench(body);
    },
  });
  const flags = {
    benchName: "b",
    dataDir,
    judgeModel: ["j"],
    config: false as const,
    baseUrl: [`${server.url}/v1`],
    parallel: 1,
    repair: false,
  };
  await genJudgments({ ...flags, n: 4 }, testContext());
  await genJudgments({ ...flags, extend: 3 }, testContext());
  await server.close();
  expect(atCalls).toHaveLength(3);
  for (const record of atCalls) {
    expect(record).toMatchObject({ reason: "interrupted", judgments: 4, extend_to: 7 });
  }
  expect(storedPairs(bench, "j")).toHaveLength(7);
  expectWinners(bench, "j");
});

it("--minutes are minutes", () => {
  let now = 5000;
  const { reached } = limitsOf({ minutes: 2 }, () => now);
  now += 119_999;
  expect(reached()).toBeUndefined();
  now += 1;
  expect(reached()).toMatchObject({ kind: "minutes" });
  expect(limitsOf({ minutes: undefined }, () => now).reached()).toBeUndefined();
});

describe("stop rules", () => {
  it("ends at the half-width, calls nobody again, and --extend goes on", async () => {
    const bench = benchmark("width");
    const stop = [...bench.flags, "--n", "400", "--stop-half-width", "280"];
    const first = await runCommandLine("gen_judgment", stop);
    expect(first.stderr).not.toContain("bug");
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/stopped: every CR3 interval reaches at most 280 Elo/);
    const n = judgments(bench);
    expect(n).toBeGreaterThan(20);
    expect(n).toBeLessThan(400);
    expect(record(bench)).toMatchObject({ reason: "half-width", judgments: n });

    const again = await runCommandLine("gen_judgment", stop);
    expect(again.stdout).toContain("which is enough");
    expect(judgments(bench)).toBe(n);

    const extended = await runCommandLine("gen_judgment", [...bench.flags, "--extend", "15"]);
    expect(extended.code).toBe(0);
    expect(judgments(bench)).toBe(n + 15);
    expect(record(bench)).toMatchObject({ reason: "n", judgments: n + 15, extend_to: n + 15 });

    // An extension that was interrupted after 5 of 15 is finished, not started again.
    const file = join(
      bench.flags[1] as string,
      "sample/model_judgment/offline-judge_pair_stop.json",
    );
    writeFileSync(file, JSON.stringify({ ...record(bench), extend_to: n + 20 }));
    const resumed = await runCommandLine("gen_judgment", [...bench.flags, "--extend", "15"]);
    expect(resumed.stderr).toContain("Going on with the extension");
    expect(judgments(bench)).toBe(n + 20);
    expectOfflineWinners(bench);
  });

  it("says how far from the target all judgments are", async () => {
    const bench = benchmark("unmet");
    const all = [...bench.flags, "--model-list", "yamabiko-1b", "hinoki-8b", "--first-n", "6"];
    const ended = await runCommandLine("gen_judgment", [...all, "--stop-half-width", "1"]);
    expect(ended.code).toBe(0);
    const n = judgments(bench);
    expect(ended.stderr).toMatch(
      new RegExp(`all ${n} judgments are made; (.* Elo to each side, not 1|an interval is not)`),
    );
    expect(record(bench).text).toMatch(
      new RegExp(`^all ${n} judgments that can be made are there; `),
    );
    const more = await runCommandLine("gen_judgment", [...all, "--extend"]);
    expect(more.stderr).toContain(`only ${n} different games can be played`);
    expect(record(bench)).toMatchObject({ judgments: n, extend_to: n });
  });

  it.each([
    [["--extend", "5", "--n", "10"], "leave out --n"],
    [["--mode", "pairwise-all", "--stop-separated"], "pairwise-all judges everything"],
    [["--stop-half-width", "0"], "above 0"],
    [["--stop-separated", "--schedule", "fewest-matches"], "needs --n"],
    [["--n", "10", "--goal", "new-model"], "go together"],
    [["--mode", "pairwise-n"], "needs --n"],
  ])("says what does not fit: %j", async (flags, message) => {
    const { code, stderr } = await runCommandLine("gen_judgment", [
      ...["--bench-name", "sample", "--judge-model", "offline-judge", "--provider", "offline"],
      ...flags,
    ]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe("--goal new-model", () => {
  const NEW = "hinoki-8b";

  it("plays the new model only, on the board's judgments or on its ranking, and stops for it", async () => {
    const bench = benchmark("new");
    const others = ["sample/kaede-70b", "sample/sugi-13b", "nazuna-7b:base", "yamabiko-1b"];
    await runCommandLine("gen_judgment", [...bench.flags, "--n", "120", "--model-list", ...others]);
    await runCommandLine("make_ranking", [
      ...[...bench.flags.slice(0, 6), "--no-make-charts", "--ci", "cr3", "--bootstrap-n", "0"],
    ]);
    const ranking = join(bench.flags[1] as string, "sample/rankings/offline-judge_mle.json");
    const goal = ["--goal", "new-model", "--new-model", NEW, "--model-list", NEW, ...others];
    const added = await runCommandLine("gen_judgment", [...bench.flags, ...goal, "--extend", "30"]);
    expect(added.code).toBe(0);
    const rows = bench
      .file("model_judgment/offline-judge_pair.jsonl")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(150);
    expectOfflineWinners(bench);
    for (const row of rows.slice(120)) expect([row.model1_id, row.model2_id]).toContain(NEW);

    const stopped = await runCommandLine("gen_judgment", [
      ...[...bench.flags, ...goal, "--n", "400", "--stop-half-width", "900"],
    ]);
    expect(stopped.stdout).toContain("the new model's CR3 interval reaches at most 900 Elo");

    // Elsewhere the board is known by its ranking only.
    const alone = benchmark("alone");
    const anchored = await runCommandLine("gen_judgment", [
      ...[...alone.flags, ...goal, "--anchor", ranking, "--n", "40"],
    ]);
    expect(anchored.stderr).not.toContain("bug");
    expect(anchored.code).toBe(0);
    expect(judgments(alone)).toBe(40);
    expectOfflineWinners(alone);
    const merged = await runCommandLine("make_ranking", [
      ...[...alone.flags.slice(0, 6), "--no-make-charts", "--anchor", ranking],
    ]);
    expect(merged.code).toBe(0);
    expect(merged.stdout).toContain(`${NEW} enters at rank`);
    const file = JSON.parse(alone.file("rankings/offline-judge_mle_anchored.json"));
    expect(file.ranking).toHaveLength(5);
  });

  it("says when the anchor has it already", async () => {
    const bench = benchmark("known");
    await runCommandLine("gen_judgment", [...bench.flags, "--n", "120"]);
    await runCommandLine("make_ranking", [
      ...[...bench.flags.slice(0, 6), "--no-make-charts", "--ci", "cr3", "--bootstrap-n", "0"],
    ]);
    const ranking = join(bench.flags[1] as string, "sample/rankings/offline-judge_mle.json");
    const { code, stderr } = await runCommandLine("gen_judgment", [
      ...[...bench.flags, "--goal", "new-model", "--new-model", NEW, "--n", "130"],
      ...["--anchor", ranking],
    ]);
    expect(stderr).toContain("ranks hinoki-8b already");
    expect(code).toBe(1);
  });
});
