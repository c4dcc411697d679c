/** Anchoring, control, outlook, influence and expected scores with every tie model, with and without a home advantage. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { controlledRatings } from "../../jrank/run/ranking/control.ts";
import { anchoredOptions, knownBoard, readBoard } from "../../jrank/run/ranking/published_board.ts";
import { type RankJob, rank } from "../../jrank/run/ranking/rank.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/comparisons.ts";
import { headToHead } from "../../jrank/stats/head_to_head.ts";
import { INTERVALS } from "../../jrank/stats/interval.ts";
import type { RankOptions } from "../../jrank/stats/rank_options.ts";
import { configSchema } from "../../jrank/store/config_schema.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const OLD = ["a", "b", "c", "d"];

function games(models: readonly string[], n: number, seed: string): ComparisonInput[] {
  const random = createRandom(1, seed);
  return Array.from({ length: n }, () => {
    const i = random.below(models.length);
    const j = (i + 1 + random.below(models.length - 1)) % models.length;
    const u = random.next();
    const latent = 0.4 * (j - i) - 0.2 + Math.log(u / (1 - u));
    const outcome = latent > 0.4 ? 1 : latent < -0.4 ? 2 : 3;
    return { first: models[i], second: models[j], outcome, cluster: `q${random.below(30)}` };
  });
}

const old = comparisonsFrom(games(OLD, 500, "old"));
const news = comparisonsFrom(
  games([...OLD, "new"], 600, "new").filter(({ first, second }) => [first, second].includes("new")),
);
const nothing = { leftOut: {}, duplicates: 0 };
const jobOf = (options: RankOptions): RankJob => ({
  ...{ benchmark: "b", judge: "j", mode: "pairwise-n", options, labels: new Map() },
  date: "2024-01-01T00:00:00.000Z",
});

const cases = (["half", "davidson", "rao-kupper"] as const).flatMap((ties) =>
  [true, false].flatMap((homeAdvantage) =>
    (["mle", "map"] as const).map((compute) => ({ ties, homeAdvantage, compute })),
  ),
);

describe.each(cases)("$compute, ties $ties, home advantage $homeAdvantage", (model) => {
  const { ties, homeAdvantage } = model;
  const options: RankOptions = { ...model, bootstrapN: 50, seed: 1 };
  const published = rank(old, jobOf(options), nothing);
  const file = join(folder.path, `${ties}_${homeAdvantage}_${model.compute}.json`);
  writeFileSync(file, JSON.stringify(published.ranking));
  const board = readBoard(file, undefined);
  const onBoard = anchoredOptions(options, board, {});
  const { ranking, numbers, comparisons } = rank(news, { ...jobOf(onBoard), board }, nothing);

  test("the ranking has an outlook and its influential questions", () => {
    const { outlook, influential_questions } = published.ranking;
    expect(outlook?.more_half_width_mean).toBeLessThan(outlook?.half_width_mean as number);
    expect(outlook?.floor).toBeLessThan(outlook?.half_width_mean as number);
    const covariance = published.numbers.fit?.covariance("cr3");
    const halfWidths = OLD.map((_, i) => {
      const standardError = Math.sqrt(covariance?.values[i * ((covariance?.size ?? 0) + 1)] ?? 0);
      const parts = { estimate: 0, quantiles: () => null, standardError, degrees: 29 };
      return ((INTERVALS.cr3({ ...parts, confidence: 0.95 }).upper ?? 0) * 400) / Math.LN10;
    });
    const mean = halfWidths.reduce((sum, half) => sum + half / OLD.length, 0);
    expect(outlook?.half_width_mean).toBeCloseTo(mean, 8);
    expect(influential_questions).toHaveLength(5);
  });

  test("a new model enters the board, which stays", () => {
    for (const row of published.ranking.ranking) {
      const now = ranking.ranking.find(({ model_id }) => model_id === row.model_id);
      expect([now?.rating, now?.ci_lower, now?.ci_upper]).toEqual([
        ...[row.rating, row.ci_lower, row.ci_upper],
      ]);
    }
    const found = ranking.ranking.find(({ model_id }) => model_id === "new");
    expect(found?.rank).toBe(5);
    expect(found?.ci_upper).toBeGreaterThan(found?.rating as number);
    expect(ranking.home_advantage === null).toBe(!homeAdvantage);
    expect(ranking.tie_parameter === undefined).toBe(ties === "half");
    expect(ranking.influential_questions).toHaveLength(5);
  });

  test("scores between models are expected by the model of ties", () => {
    const { fit } = numbers;
    if (fit === null) throw new Error("no fit");
    const pair = headToHead(comparisons, numbers).find(({ lower }) => lower !== null);
    const at = (id: string | undefined) => fit.strengths[fit.models.indexOf(id as string)];
    expect(pair?.expected).toBeCloseTo(fit.score(at(pair?.model) - at(pair?.opponent)), 12);
    expect(pair?.lower).toBeLessThan(pair?.expected as number);
  });

  test("ratings are controlled for, on the board too", () => {
    const votes = {
      contextOf: (k: number) => ({ judge: k % 2 ? "x" : "y", turn: 1 }),
    };
    const alone = controlledRatings(
      { ...votes, comparisons: old } as never,
      new Map(),
      ["judge"],
      options,
    );
    expect(alone.terms[0].lower).toBeLessThan(alone.terms[0].effect);
    expect(alone.ratings.every(({ ci_lower }) => ci_lower !== null)).toBe(true);
    const { ratings } = controlledRatings(
      { ...votes, comparisons: news } as never,
      new Map(),
      ["judge"],
      onBoard,
      board.anchor,
    );
    const rating = (id: string) => ratings.find(({ model_id }) => model_id === id);
    for (const row of published.ranking.ranking) {
      expect(rating(row.model_id)?.rating).toBeCloseTo(row.rating as number, 9);
    }
    expect(rating("new")?.ci_lower).toBeLessThan(rating("new")?.rating as number);
  });
});

test("a board is kept with its own model of ties, and a schedule wants half wins", () => {
  const file = join(folder.path, "davidson_true_mle.json");
  const board = readBoard(file, undefined);
  expect(() => anchoredOptions({ seed: 1 }, board, { ties: "half" })).toThrow(
    /has ties davidson, got half/,
  );
  expect(() => knownBoard(file, "new")).toThrow(/--ties half/);
});

test("a config may control under any model of ties, but not for a posterior", () => {
  const example = new URL("../../config.json.example", import.meta.url);
  const given = JSON.parse(readFileSync(example, "utf8"));
  const config = { ...given, control: ["judge"], ties: "davidson" };
  const issues = (compute: string) =>
    configSchema
      .safeParse({ ...config, compute })
      .error?.issues.filter(({ path }) => path[0] === "control") ?? [];
  expect(issues("map")).toEqual([]);
  expect(issues("mcmc")[0]?.message).toContain("compute mle and map");
});
