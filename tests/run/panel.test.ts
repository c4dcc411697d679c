/** Several judges as one: by one likelihood, by majority, by mean; from files and from the main job. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { fitPanel } from "../../jrank/stats/raters/panel.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { startOpenAiServer } from "../support/http_server.ts";
import {
  type Game,
  gamesOf,
  judgeSmallBench,
  writeGames,
  writeSmallBench,
} from "../support/small_bench.ts";

const MODELS = ["gpt-4-turbo", "bob", "carol", "dora", "emil"];
const QUESTIONS = 24;
const folder = temporaryFolder();
let bench: string;

/** Every pair on every question by a judge that sees strengths and prefers a place. */
const gamesBy = (judge: string, strengths: readonly number[], place = 0): Game[] =>
  gamesOf(judge, Object.fromEntries(MODELS.map((model, i) => [model, strengths[i]])), {
    questions: QUESTIONS,
    place,
    ties: 0.2,
    random: createRandom(judge, "games"),
  });

const GOOD = [1.2, 0.6, 0, -0.6, -1.2];
const JUDGES = {
  "gpt-4": gamesBy("gpt-4", GOOD),
  second: gamesBy("second", GOOD, -1.5),
  coin: gamesBy("coin", [0, 0, 0, 0, 0]),
  other: gamesBy("other", [-1.2, 1.2, -0.6, 0.6, 0]),
};

const run = (args: readonly string[]) =>
  runCommandLine(
    "make_ranking",
    [
      ...["--data-dir", folder.path, "--bench-name", "b", "--no-config", "--no-make-charts"],
      ...["--bootstrap-n", "20", ...args],
    ],
    { cwd: folder.path },
  );
const joint = (judges: readonly string[], ...more: string[]) =>
  runCommandLine(
    "make_ranking",
    [
      ...["--data-dir", folder.path, "--bench-name", "b", "--no-config", "--no-make-charts"],
      ...["--panel-rule", "model", "--panel-judges", ...judges, ...more],
    ],
    { cwd: folder.path },
  );
const panelRanking = (): Ranking =>
  JSON.parse(readFileSync(join(bench, "rankings", "panel_mle.json"), "utf8")) as Ranking;

beforeAll(() => {
  bench = writeSmallBench(folder.path, { questions: QUESTIONS, models: MODELS });
  for (const [name, games] of Object.entries(JUDGES)) writeGames(bench, name, games);
});
beforeEach(() => rmSync(join(bench, "rankings"), { recursive: true, force: true }));
afterAll(() => folder.remove());

describe("a panel by one likelihood", () => {
  it("is what fitPanel gives for the rows of its judges", async () => {
    const names = ["coin", "gpt-4", "second"] as const;
    const { code, stdout } = await joint(names);
    expect(code).toBe(0);
    const rows = names.flatMap((name) => JUDGES[name]);
    const panel = fitPanel({
      models: MODELS,
      judges: names,
      questions: QUESTIONS,
      first: rows.map((row) => MODELS.indexOf(row.model1_id)),
      second: rows.map((row) => MODELS.indexOf(row.model2_id)),
      question: rows.map((row) => Number(row.question_id.slice(1))),
      judge: rows.map((row) => names.indexOf(row.judge[0] as "coin")),
      score: rows.map((row) => ({ 1: 1, 2: 0, 3: 0.5 })[row.winner]),
    });
    const points = 400 / Math.LN10;
    const { ranking, panel: facts, n_judgments, home_advantage } = panelRanking();
    for (const { model_id, rating, standard_error } of ranking) {
      const i = MODELS.indexOf(model_id);
      expect(rating).toBeCloseTo(1000 + points * panel.strengths[i], 5);
      const error = Math.sqrt(panel.covariance[i * (MODELS.length + 1)]);
      expect(standard_error).toBeCloseTo(points * error, 5);
    }
    expect(n_judgments).toBe(rows.length);
    expect(home_advantage).toBeNull();
    // Each has the inner interval that charts and pages draw, from the same error.
    for (const { rating, lower, upper, ci_upper } of ranking) {
      const t = studentTQuantile(0.84, QUESTIONS - 1) / studentTQuantile(0.975, QUESTIONS - 1);
      expect(Number(upper) - Number(rating)).toBeCloseTo(
        t * (Number(ci_upper) - Number(rating)),
        6,
      );
      expect(Number(rating) - Number(lower)).toBeCloseTo(Number(upper) - Number(rating), 6);
    }
    const [coin, gpt4, second] = facts?.judges ?? [];
    expect(coin).toMatchObject({ judge: "coin", judgments: 240, family: [] });
    expect(coin.discrimination_lower).toBeLessThan(0);
    expect(gpt4.family).toEqual(["gpt-4-turbo"]);
    expect(gpt4.discrimination).toBeGreaterThan(0.7);
    expect(second.home_advantage).toBeLessThan(-150);
    expect(stdout).toContain("The verdicts of coin carry nothing");
    expect(stdout).toContain("gpt-4 judges models of its own family (gpt-4-turbo)");
  });

  it("is what a reader of the website sees first, before any judge's own ranking", async () => {
    expect((await joint(["gpt-4", "second", "coin"])).code).toBe(0);
    // Of a judge without a ranking the site would make one, with charts.
    for (const judge of Object.keys(JUDGES)) {
      expect((await run(["--judge-model", judge])).code).toBe(0);
    }
    const site = join(folder.path, "site");
    const { code } = await runCommandLine(
      "qa_browser",
      [
        ...["--data-dir", folder.path, "--bench-name", "b", "--no-config"],
        ...["--single-file", `${site}.html`],
      ],
      { cwd: folder.path },
    );
    expect(code).toBe(0);
    const page = readFileSync(`${site}.html`, "utf8");
    expect(page.indexOf("judged by panel")).toBeGreaterThan(0);
    expect(page.indexOf("judged by coin")).toBe(-1);
  });

  it("names a judge that orders the models differently, and has the ranking without it", async () => {
    const { code, stdout } = await joint(["gpt-4", "second", "other"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/other.* the models differently than the other judges/);
    const other = panelRanking().panel?.judges.find(({ judge }) => judge === "other");
    expect(other?.disagrees).toBe(true);
    // Without it the order is that of the two that agree.
    const without = other?.without?.toSorted((a, b) => Number(b.rating) - Number(a.rating));
    expect(without?.map(({ model_id }) => model_id)).toEqual(MODELS);
  });

  it("makes no common ranking of two judges who contradict each other", async () => {
    const { code, stderr } = await joint(["gpt-4", "other"]);
    expect(code).toBe(1);
    expect(stderr).toContain("of two judges nobody can tell which is right");
    expect(existsSync(join(bench, "rankings", "panel_mle.json"))).toBe(false);
  });

  it("makes none where half of the judges turn the order of the others round", async () => {
    const turned = [...GOOD].reverse();
    for (const name of ["turned", "turned-too"]) writeGames(bench, name, gamesBy(name, turned));
    const two = await joint(["gpt-4", "turned", "coin"]);
    expect(two.stderr).toContain("gpt-4, turned order the models differently (p ");
    const four = await joint(["gpt-4", "second", "turned", "turned-too", "coin"]);
    expect(four.code).toBe(1);
    expect(four.stderr).toContain("turned-too half order the models against the others");
    const odd = await joint(["gpt-4", "second", "turned"]);
    expect(odd.code).toBe(0);
    expect(odd.stdout).toContain("turned orders the models differently than the other judges");
  });

  it("wants as many judges as its quorum", async () => {
    writeGames(bench, "empty", []);
    const few = await joint(["gpt-4", "second"], "--panel-quorum", "3");
    expect(few.stderr).toContain(
      "a panel needs 3 judges (panel.quorum), and there are verdicts of 2",
    );
    const one = await joint(["gpt-4"]);
    expect(one.stderr).toContain("a panel needs 2 judges");
    const unknown = await joint(["gpt-4", "gpt-5"]);
    expect(unknown.stderr).toContain("panel.judges names gpt-5, which is no judge here");
  });

  it("leaves out what a judge contradicts in the other order", async () => {
    const games = JUDGES["gpt-4"];
    const turned = (game: Game, winner: Game["winner"]): Game => ({
      ...game,
      model1_id: game.model2_id,
      model2_id: game.model1_id,
      winner,
    });
    const same = { 1: 2, 2: 1, 3: 3 } as const;
    // The other order of the first 40 games: of ten the same answer wins, of thirty the same place.
    writeGames(bench, "gpt-4", [
      ...games,
      ...games
        .slice(0, 40)
        .map((game, k) => turned(game, k < 10 ? same[game.winner] : game.winner)),
    ]);
    const decided = games.slice(10, 40).filter(({ winner }) => winner !== 3).length;
    const { code } = await joint(["gpt-4", "second"], "--panel-abstain-on-flip");
    writeGames(bench, "gpt-4", games);
    expect(code).toBe(0);
    const gpt4 = panelRanking().panel?.judges.find(({ judge }) => judge === "gpt-4");
    expect(gpt4).toMatchObject({ abstained: 2 * decided, judgments: 280 - 2 * decided });
  });

  it("is not for what it cannot do", async () => {
    for (const [flags, message] of [
      [["--compute", "mcmc"], "--panel-rule model is for --compute mle and map"],
      [["--reweight"], "--reweight is not for --panel-rule model"],
    ] as const) {
      const { code, stderr } = await joint(["gpt-4", "second"], ...flags);
      expect(stderr).toContain(message);
      expect(code).toBe(2);
    }
    const alone = await run(["--judge-model", "gpt-4", "--panel-quorum", "3"]);
    expect(alone.stderr).toContain("belong to panel.rule");
  });
});

describe("a panel by verdicts", () => {
  const game = (judge: string, question: number, one: string, two: string, winner: 1 | 2 | 3) => ({
    ...JUDGES.coin[0],
    question_id: `q${question}`,
    model1_id: one,
    model2_id: two,
    winner,
    judge: [judge, "p"],
  });
  const files = { x: [] as object[], y: [] as object[], z: [] as object[] };
  beforeAll(() => {
    for (let q = 0; q < 12; q++) {
      // Two of three for bob, whichever stood first; then one each and a tie; then only one judge.
      files.x.push(game("x", q, "bob", "carol", q % 3 === 0 ? 2 : 1));
      files.y.push(game("y", q, "carol", "bob", 2));
      files.z.push(game("z", q, "bob", "carol", q % 3 === 1 ? 1 : 2));
      files.x.push(game("x", q, "dora", "bob", 1));
      files.y.push(game("y", q, "dora", "bob", 2));
      files.z.push(game("z", q, "dora", "bob", 3));
      files.x.push(game("x", q, "emil", "bob", 1));
    }
    for (const [name, rows] of Object.entries(files)) writeGames(bench, name, rows);
  });
  afterAll(() => {
    for (const name of Object.keys(files)) writeGames(bench, name, []);
  });

  it("counts what most judges said of a game, else a tie, and leaves out what too few judged", async () => {
    const { code, stdout } = await run([
      "--panel-rule",
      "majority",
      "--panel-judges",
      "x",
      "y",
      "z",
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      "24 games with verdicts of 2 judges or more; 12 with fewer are left out",
    );
    const { ranking } = panelRanking();
    const tally = (model: string) => {
      const { wins, losses, ties } = ranking.find(({ model_id }) => model_id === model) ?? {};
      return { wins, losses, ties };
    };
    // bob beats carol on 8 of 12 questions (x and y, or y and z), on the others x and z say carol.
    expect(tally("carol")).toEqual({ wins: 4, losses: 8, ties: 0 });
    expect(tally("dora")).toEqual({ wins: 0, losses: 0, ties: 12 });
    expect(ranking.map(({ model_id }) => model_id)).not.toContain("emil");
  });

  it("counts the mean of the verdicts", async () => {
    const { code } = await run(["--panel-rule", "mean", "--panel-judges", "x", "y", "z"]);
    expect(code).toBe(0);
    const { ranking, n_judgments, panel } = panelRanking();
    expect(n_judgments).toBe(24);
    expect(panel).toMatchObject({ rule: "mean", games: 24, games_left_out: 12 });
    const carol = ranking.find(({ model_id }) => model_id === "carol");
    // x says bob on 8 of 12, y always, z on 4: 24 of 36 verdicts.
    expect(carol?.win_rate).toBeCloseTo(1 - 24 / 36, 9);
  });
});

it("has a mean of many judges' games end, and promises nothing of more judgments", async () => {
  const judges = ["gpt-4", "second", "coin"];
  const { code } = await run(["--panel-rule", "mean", "--panel-judges", ...judges]);
  expect(code).toBe(0);
  expect(panelRanking().outlook).toBeUndefined();
  expect(panelRanking().ranking.every(({ ci_lower }) => ci_lower !== null)).toBe(true);
});

describe("the main job with a panel", () => {
  it("names a judge that fails, and goes on with the others", async () => {
    const server = await startOpenAiServer({
      reply: ({ body }) => (body.model === "place" ? "2" : judgeSmallBench(body)),
      fault: (_, { body }) =>
        body.model === "broken" ? { status: 401, body: { error: { message: "no" } } } : undefined,
    });
    const data = join(folder.path, "main");
    const main = writeSmallBench(data, { questions: 12, models: MODELS.slice(1) });
    const api = { provider: "openai", base_url: `${server.url}/v1` };
    writeFileSync(
      join(folder.path, "config.json"),
      JSON.stringify({
        benchmark_name: "b",
        data_dir: data,
        n: 60,
        bootstrap_n: 20,
        make_charts: false,
        panel: { rule: "model" },
        models: {
          api_models: MODELS.slice(1).map((id) => ({ id, provider: "recorded" })),
          judge_models: ["good", "broken", "place", "fine"].map((id) => ({ id, ...api })),
        },
      }),
    );
    const job = () =>
      runCommandLine("streamline", ["-y"], { cwd: folder.path, env: { OPENAI_API_KEY: "k" } });
    const { code, stdout, stderr } = await job();
    await server.close();
    expect(stderr).toContain("broken failed, and the panel goes on without it");
    expect(stdout).toContain("b, judged by good (mle)");
    expect(stdout).toContain("b, judged by fine (mle)");
    expect(stdout).toContain("b, judged by panel (mle)");
    expect(stdout).toContain("place chose the second answer always");
    expect(stdout).toContain("broken is missing from the panel");
    expect(code).toBe(1);
    const file = join(main, "rankings", "panel_mle.json");
    const { panel } = JSON.parse(readFileSync(file, "utf8")) as Ranking;
    expect(panel?.judges.map(({ judge }) => judge)).toEqual(["fine", "good", "place"]);
    expect(panel?.missing).toMatchObject([{ judge: "broken" }]);
  }, 30_000);
});
