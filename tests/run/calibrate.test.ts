/** make_ranking --calibrate: a judge's ranking on the scale of people's votes, from the files to the table. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { calibrate } from "../../jrank/stats/raters/calibration.ts";
import { familyOf, ownFamily } from "../../jrank/store/answers/model_family.ts";
import { namesJa } from "../../jrank/words/names_ja.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { type Game, gamesOf, writeGames, writeSmallBench } from "../support/small_bench.ts";

/** Names as long as each other: no answer is longer than another. */
const MODELS = ["gpt-4-turbo", "bob-chat-01", "carol-xl-01", "dora-xxl-01", "emil-mini-1"];
const QUESTIONS = 30;
const folder = temporaryFolder();
let bench: string;

const random = createRandom(11, "games");
/** Every pair on every question by someone who sees a share of the differences, or has another order. */
const gamesBy = (judge: string, signal: number, order = [0, 1, 2, 3, 4]): Game[] =>
  gamesOf(judge, Object.fromEntries(MODELS.map((m, i) => [m, signal * 1.2 * (2 - order[i])])), {
    questions: QUESTIONS,
    ties: 0.3,
    random,
  });

const run = (args: readonly string[]) =>
  runCommandLine(
    "make_ranking",
    ["--data-dir", folder.path, "--bench-name", "b", "--no-config", "--no-make-charts", ...args],
    { cwd: folder.path },
  );
const ranked = (name: string): Ranking =>
  JSON.parse(readFileSync(join(bench, "rankings", `${name}_mle.json`), "utf8")) as Ranking;

let judged: Game[];
let votes: Game[];

beforeAll(() => {
  bench = writeSmallBench(folder.path, { questions: QUESTIONS, models: MODELS });
  judged = gamesBy("gpt-4", 1);
  writeGames(bench, "gpt-4", judged);
  writeGames(bench, "coin", gamesBy("coin", 0));
  // A person votes on every fifth game, sometimes in the other order, and on one that nobody judged.
  votes = gamesBy("person-ann", 1)
    .filter((_, k) => (k + Math.floor(k / 10)) % 5 === 0)
    .map((vote, k) => ({
      ...vote,
      judge: ["person-ann", "people"],
      probability: 0.1 + 0.02 * (k % 5),
    }));
  writeGames(bench, "person-ann", [
    ...votes,
    { ...votes[0], turn: 2 },
    { ...votes[1], question_id: "q29", winner: "error", turn: 3 },
  ]);
});
afterAll(() => folder.remove());

describe("make_ranking --calibrate", () => {
  it("gives what calibrate gives for these rows, beside the judge's own ranking", async () => {
    const { code, stdout, stderr } = await run([
      "--judge-model",
      "gpt-4",
      "--calibrate",
      "people",
      "--calibrate-features",
      "length",
    ]);
    expect(stderr + stdout).toContain("no two answers that were compared differ in it");
    expect(code).toBe(1);
    const made = await run(["--judge-model", "gpt-4", "--calibrate", "ann"]);
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout).toContain("b, judged by gpt-4 (mle)");
    expect(made.stdout).toMatch(
      /On the scale of people: 60 votes of person-ann on \d+ questions; left out: 1 not judged by the judge, 1 no verdict\. Worth \d+ human votes/,
    );
    expect(made.stderr).toContain("without allowing for a liking for length");
    for (const reason of Object.keys(ranked("gpt-4 + people").calibration?.left_out ?? {})) {
      expect(namesJa.leftOut[reason], reason).toBeDefined();
    }
    expect(ranked("gpt-4").calibration).toBeUndefined();
    const { calibration, ranking, judge } = ranked("gpt-4 + people");
    expect(judge).toBe("gpt-4 + people");
    expect(calibration).toMatchObject({
      judge: "gpt-4",
      votes: 60,
      headline: "calibrated",
      weighted: true,
    });
    const row = (vote: Game) =>
      judged.findIndex(
        (game) =>
          game.question_id === vote.question_id &&
          [vote.model1_id, vote.model2_id].includes(game.model1_id) &&
          [vote.model1_id, vote.model2_id].includes(game.model2_id),
      );
    const score = { 1: 1, 2: 0, 3: 0.5 };
    const isAsSeen = (vote: Game) => judged[row(vote)].model1_id === vote.model1_id;
    const told = calibrate({
      models: MODELS,
      questions: QUESTIONS,
      judged: {
        first: judged.map((game) => MODELS.indexOf(game.model1_id)),
        second: judged.map((game) => MODELS.indexOf(game.model2_id)),
        question: judged.map((game) => Number(game.question_id.slice(1))),
        score: judged.map((game) => score[game.winner]),
        features: [],
      },
      people: {
        row: votes.map(row),
        score: votes.map((vote) => (isAsSeen(vote) ? score[vote.winner] : 1 - score[vote.winner])),
        seen: votes.map((vote) => (isAsSeen(vote) ? 1 : -1)),
        probability: votes.map((vote) => vote.probability as number),
      },
      modelFeatures: [],
      // The judge's own family is always free.
      suspects: [MODELS.indexOf("gpt-4-turbo")],
    });
    const points = 400 / Math.LN10;
    for (const { model_id, rating, ci_lower, standard_error, status } of ranking) {
      const i = MODELS.indexOf(model_id);
      const error = points * Math.sqrt(told.calibrated.covariance[i * (MODELS.length + 1)]);
      expect(rating).toBeCloseTo(1000 + points * told.calibrated.strengths[i], 6);
      expect(standard_error).toBeCloseTo(error, 6);
      expect(ci_lower).toBeCloseTo((rating as number) - told.quantile(0.95) * error, 4);
      expect(status).toBe("ok");
      const beside = calibration?.ratings.find((one) => one.model_id === model_id);
      expect(beside?.people.rating).toBeCloseTo(1000 + points * told.people.strengths[i], 6);
    }
    expect(calibration?.worth).toBeCloseTo(told.worth, 6);
    expect(calibration?.declared).toEqual(["gpt-4-turbo"]);
  });

  it("says that it does not trust a judge whose ratings predict nobody", async () => {
    const { code, stdout } = await run(["--judge-model", "coin", "--calibrate", "people"]);
    expect(code).toBe(0);
    expect(stdout).toContain("do not predict people's votes");
    const { calibration, ranking, warnings } = ranked("coin + people");
    expect(calibration).toMatchObject({ headline: "residual", reason: "gate" });
    expect(warnings.join()).not.toContain("favours");
    for (const { model_id, rating } of ranking) {
      const beside = calibration?.ratings.find((one) => one.model_id === model_id);
      expect(rating).toBeCloseTo(beside?.residual.rating as number, 6);
    }
  });

  it("calibrates a panel as one judge, beside the panel's own ranking; the gate goes by it", async () => {
    const panel = ["--panel-rule", "model", "--panel-judges", "gpt-4", "coin"];
    const { code, stdout } = await run([...panel, "--calibrate", "ann"]);
    expect(code).toBe(0);
    expect(stdout).toContain("b, judged by panel (mle)");
    expect(stdout).toContain("b, judged by panel + people (mle)");
    // The panel's own ratings are not people's; the calibrated ones are.
    expect(stdout.match(/those of this panel, not of people/g)).toHaveLength(1);
    const { calibration, panel: told, ranking } = ranked("panel + people");
    expect(ranked("panel").calibration).toBeUndefined();
    expect(calibration).toMatchObject({
      judge: "panel",
      votes: 60,
      headline: "calibrated",
      declared: ["gpt-4-turbo"],
    });
    expect(told?.judges.map(({ judge }) => judge)).toEqual(["coin", "gpt-4"]);
    expect(told?.judges[0].discrimination_lower).toBeLessThan(0);
    // The same by hand: a row of each judge and game, the coin's first.
    const coin = readFileSync(join(bench, "model_judgment", "coin_pair.jsonl"), "utf8");
    const rows = [
      ...coin
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Game),
      ...judged,
    ];
    const keyOf = (game: Game) =>
      [game.question_id, ...[game.model1_id, game.model2_id].sort()].join();
    const keys = [...new Set(rows.map(keyOf))];
    const score = { 1: 1, 2: 0, 3: 0.5 };
    // A vote is on the first row in its order, or else on the first of its game.
    const rowOf = (vote: Game) => {
      const own = rows.map((_, k) => k).filter((k) => keyOf(rows[k]) === keyOf(vote));
      return own.find((k) => rows[k].model1_id === vote.model1_id) ?? own[0];
    };
    const isAsSeen = (vote: Game) => rows[rowOf(vote)].model1_id === vote.model1_id;
    const made = calibrate({
      models: MODELS,
      questions: QUESTIONS,
      judged: {
        first: rows.map((game) => MODELS.indexOf(game.model1_id)),
        second: rows.map((game) => MODELS.indexOf(game.model2_id)),
        question: rows.map((game) => Number(game.question_id.slice(1))),
        score: rows.map((game) => score[game.winner]),
        features: [],
        judges: ["coin", "gpt-4"],
        judge: rows.map(({ judge: [name] }) => Number(name === "gpt-4")),
        game: rows.map((game) => keys.indexOf(keyOf(game))),
      },
      people: {
        row: votes.map(rowOf),
        score: votes.map((vote) => (isAsSeen(vote) ? score[vote.winner] : 1 - score[vote.winner])),
        seen: votes.map((vote) => (isAsSeen(vote) ? 1 : -1)),
        probability: votes.map((vote) => vote.probability as number),
      },
      modelFeatures: [],
      suspects: [MODELS.indexOf("gpt-4-turbo")],
    });
    for (const { model_id, rating } of ranking) {
      const i = MODELS.indexOf(model_id);
      expect(rating).toBeCloseTo(1000 + (400 / Math.LN10) * made.calibrated.strengths[i], 5);
    }
    const gate = await runCommandLine(
      "gate",
      [
        ...["--data-dir", folder.path, "--bench-name", "b", "--no-config", ...panel],
        ...["--calibrate", "ann", "--candidate", "gpt-4-turbo", "--baseline", "emil-mini-1"],
        ...["--markdown-file", "gate.md", "--json-file", "gate.json"],
      ],
      { cwd: folder.path },
    );
    expect(gate.code).toBe(0);
    expect(gate.stdout).toContain("judgments by panel + people, on 30 questions.");
    expect(gate.stdout).toMatch(/On the scale of people: 60 votes on \d+ questions, worth \d+/);
    expect(readFileSync(join(folder.path, "gate.md"), "utf8")).toContain("On the scale of people");
    const result = JSON.parse(readFileSync(join(folder.path, "gate.json"), "utf8"));
    const of = (name: string) => ranking.find(({ model_id }) => model_id === name)?.rating ?? 0;
    expect(result.difference).toBeCloseTo(of("gpt-4-turbo") - of("emil-mini-1"), 6);
    expect(result.people).toMatchObject({ votes: 60, headline: "calibrated" });
  });

  it.each(["majority", "mean"])("calibrates a panel by %s", async (rule) => {
    const panel = ["--panel-rule", rule, "--panel-judges", "gpt-4", "coin"];
    expect(await run([...panel, "--calibrate", "ann"])).toMatchObject({ code: 0 });
    expect(ranked("panel + people")).toMatchObject({
      calibration: { votes: 60 },
      panel: { rule, games: 300 },
    });
  });

  it("has people decide where two judges contradict each other", async () => {
    writeGames(bench, "contrary", gamesBy("contrary", 1, [4, 0, 3, 1, 2]));
    const { code, stdout, stderr } = await run([
      ...["--panel-rule", "model", "--panel-judges", "gpt-4", "contrary", "--calibrate", "ann"],
      ...["--output-path", "contrary.json"],
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain("of two judges nobody can tell which is right");
    expect(existsSync(join(folder.path, "contrary.json"))).toBe(false);
    expect(existsSync(join(folder.path, "contrary_people.json"))).toBe(true);
    expect(stdout).toContain("On the scale of people");
  });

  it("does nothing with votes on fewer than 10 questions, or on other pairs, and says so", async () => {
    const few = join(folder.path, "few.jsonl");
    const lines = (games: readonly object[]) =>
      games.map((game) => JSON.stringify(game)).join("\n");
    writeFileSync(few, lines(votes.filter(({ question_id }) => Number(question_id.slice(1)) < 9)));
    const refused = await run([
      "--judge-model",
      "gpt-4",
      "--calibrate",
      few,
      "--output-path",
      "own.json",
    ]);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain(
      "people voted on 9 questions; a judge is calibrated from 10 on",
    );
    // The judge's own ranking is there all the same.
    expect(existsSync(join(folder.path, "own.json"))).toBe(true);
    expect(existsSync(join(folder.path, "own_people.json"))).toBe(false);
    writeFileSync(few, lines(votes.map((vote) => ({ ...vote, turn: 2 }))));
    const other = await run(["--judge-model", "gpt-4", "--calibrate", few]);
    expect(other.stderr).toContain("none of the 60 votes is on a pair that gpt-4 judged");
    const nobody = await run(["--judge-model", "gpt-4", "--calibrate", "nobody"]);
    expect(nobody.stderr).toContain(
      "no such file and no such rater; raters of annotate.ts are: ann",
    );
    const suspect = await run([
      "--judge-model",
      "gpt-4",
      "--calibrate",
      "ann",
      "--calibrate-suspects",
      "bob-chat-02",
    ]);
    expect(suspect.stderr).toContain("which nobody judged. Did you mean");
  });

  it("gives no rating to a model that the judge's own judgments do not place", async () => {
    const unplaced = judged.map((game): Game => {
      if (game.model1_id === "bob-chat-01") return { ...game, winner: 1 };
      return game.model2_id === "bob-chat-01" ? { ...game, winner: 2 } : game;
    });
    writeGames(
      bench,
      "lover",
      unplaced.map((game) => ({ ...game, judge: ["lover", "p"] })),
    );
    const { code } = await run(["--judge-model", "lover", "--calibrate", "ann"]);
    expect(code).toBe(0);
    const { ranking } = ranked("lover + people");
    expect(ranking[0]).toMatchObject({
      model_id: "bob-chat-01",
      rating: null,
      status: "undefeated",
    });
    expect(ranking.slice(1).every(({ rating }) => rating !== null)).toBe(true);
  });

  it.each([
    [["--calibrate", "ann", "--compute", "mcmc"], "--calibrate is for --compute mle and map"],
    [["--calibrate", "ann", "--reweight"], "no --anchor and no --reweight"],
    [["--calibrate-suspects", "bob-chat-01"], "belong to --calibrate"],
  ])("refuses %j", async (flags, message) => {
    const { code, stderr } = await run(["--judge-model", "gpt-4", ...flags]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe("families of models", () => {
  it("are told by names", () => {
    expect(familyOf("openai/gpt-4o-mini")).toBe(familyOf("o3-mini"));
    expect(familyOf("anthropic/claude-3-opus:beta")).toBe("claude");
    expect(familyOf("google/gemma-2-9b")).toBe(familyOf("gemini-1.5-pro"));
    expect(familyOf("rinna/japanese-gpt-neox")).toBe("japanese");
    expect(familyOf("model-a")).toBeUndefined();
    expect(familyOf("x1")).toBeUndefined();
    expect(ownFamily("judge", ["judge", "qwen2-7b", "gpt-4"], "Qwen/Qwen3-32B")).toEqual([
      "judge",
      "qwen2-7b",
    ]);
    expect(ownFamily("my-judge", ["my-model", "a"])).toEqual([]);
  });
});
