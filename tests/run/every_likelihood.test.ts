/** Anchoring, control, outlook, influence and expected scores with every tie model, with and without a home advantage. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { headToHeadChart } from "../../jrank/chart/kinds/head_to_head_chart.ts";
import { createRandom } from "../../jrank/core/random.ts";
import { chartSourceOf } from "../../jrank/run/ranking/files/chart_source.ts";
import { controlledRatings } from "../../jrank/run/ranking/numbers/control.ts";
import {
  anchoredOptions,
  knownBoard,
  readBoard,
} from "../../jrank/run/ranking/numbers/published_board.ts";
import { rank } from "../../jrank/run/ranking/numbers/rank.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { headToHead } from "../../jrank/stats/rank/head_to_head.ts";
import { type RankSettings, resolveRankOptions } from "../../jrank/stats/rank/rank_options.ts";
import { INTERVALS } from "../../jrank/stats/uncertainty/interval.ts";
import { checkConfig } from "../../jrank/store/config/read_config.ts";
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
const jobOf = (options: RankSettings): Parameters<typeof rank>[1] => ({
  benchmark: "b",
  judge: "j",
  mode: "pairwise-n",
  options,
  labels: new Map(),
  date: "2024-01-01T00:00:00.000Z",
});

const cases = (["half", "davidson", "rao-kupper"] as const).flatMap((ties) =>
  [true, false].flatMap((homeAdvantage) =>
    (["mle", "map"] as const).map((compute) => ({ ties, homeAdvantage, compute })),
  ),
);

describe.each(cases)("$compute, ties $ties, home advantage $homeAdvantage", async (model) => {
  const { ties, homeAdvantage } = model;
  const options = resolveRankOptions({ ...model, bootstrapN: 50, seed: 1 });
  const published = await rank(old, jobOf(options), nothing);
  const file = join(folder.path, `${ties}_${homeAdvantage}_${model.compute}.json`);
  writeFileSync(file, JSON.stringify(published.ranking));
  const board = readBoard(file, undefined);
  const onBoard = anchoredOptions(options, board, {});
  const { ranking, numbers, comparisons } = await rank(news, { ...jobOf(onBoard), board }, nothing);

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

  test("how the ratings settled ends with the ranking; a fixed board stands still", async () => {
    const ranked = { ranking, numbers, comparisons, fitted: comparisons };
    const source = await chartSourceOf(ranked, onBoard, board);
    const all = comparisons.first.length;
    const last = source.convergence?.filter(({ matches }) => matches === all);
    for (const { model_id, rating, lower, upper } of last ?? []) {
      const row = ranking.ranking.find((one) => one.model_id === model_id);
      expect(rating).toBeCloseTo(row?.rating as number, 7);
      if (model_id !== "new") expect([lower, upper]).toEqual([null, null]);
      else {
        expect(lower).toBeCloseTo(row?.ci_lower as number, 7);
        expect(upper).toBeCloseTo(row?.ci_upper as number, 7);
      }
    }
    expect(last).toHaveLength(5);
    expect(source.rankChances?.models).toHaveLength(5);
    expect(source.positions?.[0]).toMatchObject(ranking.by_position);
    // A board is not resampled.
    expect(source.draws).toBeUndefined();
    const hover = JSON.stringify(headToHeadChart(source, {}));
    expect(hover.includes("chance of a tie")).toBe(ties !== "half");
    const pair = source.headToHead?.find(({ expected }) => expected !== null);
    const cells = hover.match(/"tie":0\.\d+/g) ?? [];
    const chance = pair?.probabilities?.[2].toFixed(4).replace(/0+$/, "");
    if (chance) expect(cells).toContain(`"tie":${chance}`);
  });

  test("ratings are controlled for, on the board too", async () => {
    const votes = {
      contextOf: (k: number) => ({ judge: k % 2 ? "x" : "y", turn: 1 }),
    };
    const alone = await controlledRatings(
      { ...votes, comparisons: old } as never,
      new Map(),
      ["judge"],
      options,
    );
    expect(alone.terms[0].lower).toBeLessThan(alone.terms[0].effect);
    expect(alone.ratings.every(({ ci_lower }) => ci_lower !== null)).toBe(true);
    const { ratings } = await controlledRatings(
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
  expect(() => anchoredOptions(resolveRankOptions({ seed: 1 }), board, { ties: "half" })).toThrow(
    /has ties davidson, got half/,
  );
  expect(() => knownBoard(file, "new")).toThrow(/--ties half/);
});

test("a config may control under any model of ties and for a posterior, but not for win rates", () => {
  const example = new URL("../../config.json.example", import.meta.url);
  const given = JSON.parse(readFileSync(example, "utf8"));
  const config = { ...given, control: ["judge"], ties: "davidson" };
  const check = (compute: string) => () => checkConfig({ ...config, compute }, {});
  expect(check("map")).not.toThrow();
  expect(check("mcmc")).not.toThrow();
  expect(check("winrate")).toThrow(/control: .*shares of wins/);
});

const byTwo = { contextOf: (k: number) => ({ judge: k % 2 ? "x" : "y", turn: 1 }) };

test.each(["half", "davidson", "rao-kupper"] as const)(
  "%s: a posterior is controlled for, near its mode, and tells the questions that move it",
  async (ties) => {
    const options = resolveRankOptions({ ties, compute: "mcmc", samples: 1000, seed: 1 });
    const votes = { ...byTwo, comparisons: old } as never;
    const drawn = await controlledRatings(votes, new Map(), ["judge"], options);
    const mode = await controlledRatings(votes, new Map(), ["judge"], {
      ...options,
      compute: "map",
    });
    const [term, atMode] = [drawn.terms[0], mode.terms[0]];
    const sd = ((term.upper as number) - (term.lower as number)) / 3.92;
    expect(Math.abs(term.effect - atMode.effect)).toBeLessThan(0.15 * sd);
    drawn.ratings.forEach((row, i) => {
      const half = ((row.ci_upper as number) - (row.ci_lower as number)) / 2;
      expect(Math.abs((row.rating as number) - (mode.ratings[i].rating as number))).toBeLessThan(
        0.1 * half,
      );
    });
    const told = async (compute: "map" | "mcmc") =>
      (await rank(old, jobOf({ ...options, compute, bootstrapN: 2 }), nothing)).ranking;
    const [posterior, atItsMode] = [await told("mcmc"), await told("map")];
    expect(posterior.influential_questions).toEqual(atItsMode.influential_questions);
    expect(posterior.influential_questions).toHaveLength(5);
    // Neither do its draws tell what questions leave: that is known by question, at the mode.
    expect({ ...posterior.outlook, how: "" }).toEqual({ ...atItsMode.outlook, how: "" });
    expect(posterior.outlook?.how).toMatch(/around the mode of the posterior/);
  },
);

describe("--reweight", () => {
  /** The rows of one pair given three times over: every pair counts alike as before. */
  const tripled = (rows: readonly ComparisonInput[], one: string, other: string) => {
    const isPair = ({ first, second }: ComparisonInput) =>
      [one, other].includes(first) && [one, other].includes(second);
    return comparisonsFrom([...rows, ...rows.filter(isPair), ...rows.filter(isPair)]);
  };
  const options = resolveRankOptions({
    homeAdvantage: false,
    ties: "davidson",
    ci: "cr3",
    bootstrapN: 0,
    seed: 1,
  });
  const oldRows = games(OLD, 500, "old");
  const newRows = games([...OLD, "new"], 900, "newer");

  test("with --control: a pair that was played three times as often counts as before", async () => {
    const of = async (comparisons: typeof old) => {
      const { fitted } = await rank(comparisons, { ...jobOf(options), reweight: true }, nothing);
      // The judge of a repeated row is that of the row.
      const judge = (k: number) => {
        const row = k < oldRows.length ? k : oldRows.indexOf(all[k]);
        return { judge: row % 2 ? "x" : "y", turn: 1 };
      };
      const isPair = ({ first, second }: ComparisonInput) =>
        ["a", "b"].includes(first) && ["a", "b"].includes(second);
      const all = [...oldRows, ...oldRows.filter(isPair), ...oldRows.filter(isPair)];
      const votes = { contextOf: judge, comparisons: fitted } as never;
      return controlledRatings(votes, new Map(), ["judge"], options);
    };
    const once = await of(comparisonsFrom(oldRows));
    const thrice = await of(tripled(oldRows, "a", "b"));
    expect(thrice.terms[0].effect).toBeCloseTo(once.terms[0].effect, 7);
    thrice.ratings.forEach(({ rating, model_id }) => {
      const before = once.ratings.find((row) => row.model_id === model_id);
      expect(rating).toBeCloseTo(before?.rating as number, 7);
    });
  });

  test("how the ratings settled: the first judgments, reweighted as if there were no more", async () => {
    const job = { ...jobOf(options), reweight: true };
    const ranked = await rank(old, job, nothing);
    const { convergence, headToHead: pairs } = await chartSourceOf(ranked, options);
    const half = comparisonsFrom(oldRows.slice(0, 250));
    for (const [matches, part] of [
      [500, old],
      [250, half],
    ] as const) {
      const { ranking } = (await rank(part, job, nothing)).ranking;
      for (const { model_id, rating, ci_lower, ci_upper } of ranking) {
        const found = convergence?.find((p) => p.matches === matches && p.model_id === model_id);
        expect(found?.rating).toBeCloseTo(rating as number, 7);
        expect(found?.lower).toBeCloseTo(ci_lower as number, 7);
        expect(found?.upper).toBeCloseTo(ci_upper as number, 7);
      }
    }
    // The games as they were played.
    const games = (pairs ?? []).map(({ wins, losses, ties }) => wins + losses + ties);
    expect(games.every(Number.isInteger)).toBe(true);
    expect(games.reduce((sum, n) => sum + n, 0)).toBe(500);
  });

  test("with --anchor: the same for a pair of a new model, and the tallies stay whole", async () => {
    const file = join(folder.path, "reweight.json");
    writeFileSync(file, JSON.stringify((await rank(old, jobOf(options), nothing)).ranking));
    const board = readBoard(file, undefined);
    const onBoard = anchoredOptions(options, board, {});
    const of = async (comparisons: typeof old, reweight: boolean) =>
      (await rank(comparisons, { ...jobOf(onBoard), board, reweight }, nothing)).ranking;
    const entered = (ranking: Awaited<ReturnType<typeof of>>) =>
      ranking.ranking.find(({ model_id }) => model_id === "new");
    const once = await of(comparisonsFrom(newRows), true);
    const thrice = await of(tripled(newRows, "a", "new"), true);
    expect(entered(thrice)?.rating).toBeCloseTo(entered(once)?.rating as number, 7);
    expect(entered(thrice)?.rating).not.toBeCloseTo(
      entered(await of(tripled(newRows, "a", "new"), false))?.rating as number,
      1,
    );
    const judged = newRows.filter(({ first, second }) => [first, second].includes("new"));
    expect(once.n_judgments).toBe(judged.length);
    expect(entered(once)?.n_matches).toBe(judged.length);
    expect(once.left_out).toEqual({
      "between models of the anchor": newRows.length - judged.length,
    });
  });
});

describe("the whole matrix", () => {
  const KINDS = ["half", "davidson", "rao-kupper"] as const;
  const cells = (["mle", "map", "mcmc"] as const).flatMap((compute) =>
    KINDS.flatMap((ties) =>
      [true, false].flatMap((homeAdvantage) =>
        [false, true].flatMap((isControlled) =>
          [false, true].map((isOnBoard) => ({
            compute,
            ties,
            homeAdvantage,
            isControlled,
            isOnBoard,
          })),
        ),
      ),
    ),
  );

  /** P(first), P(second), P(tie) as the papers have them; half wins are no third outcome. */
  const chances = {
    half: (eta: number) => [1 / (1 + Math.exp(-eta)), 1 / (1 + Math.exp(eta))],
    davidson: (eta: number, t: number) => {
      const odds = [Math.exp(eta / 2), Math.exp(-eta / 2), Math.exp(t)];
      return odds.map((one) => one / (odds[0] + odds[1] + odds[2]));
    },
    "rao-kupper": (eta: number, t: number) => {
      const first = 1 / (1 + Math.exp(t - eta));
      const second = 1 / (1 + Math.exp(t + eta));
      return [first, second, 1 - first - second];
    },
  };

  /** Largest value of a concave function of two numbers, by ever smaller steps along both. */
  function highest(value: (a: number, b: number) => number, start: [number, number]): number {
    let [a, b] = start;
    let best = value(a, b);
    for (let step = 0.5; step > 1e-6; ) {
      const around = [
        [a + step, b],
        [a - step, b],
        [a, b + step],
        [a, b - step],
      ].map(([x, y]) => ({ x, y, v: value(x, y) }));
      const top = around.reduce((most, one) => (one.v > most.v ? one : most));
      if (top.v > best) [a, b, best] = [top.x, top.y, top.v];
      else step /= 2;
    }
    return best;
  }

  const judgeOf = (k: number) => (k % 2 ? "x" : "y");
  const votesOf = (comparisons: typeof old) =>
    ({ contextOf: (k: number) => ({ judge: judgeOf(k), turn: 1 }), comparisons }) as never;

  test.each(cells)(
    "$compute, ties $ties, home advantage $homeAdvantage, controlled $isControlled, on a board $isOnBoard",
    async ({ compute, ties, homeAdvantage, isControlled, isOnBoard }) => {
      const options = resolveRankOptions({
        compute,
        ties,
        homeAdvantage,
        ...{ samples: 1000, bootstrapN: 0, ci: "cr3", seed: 1 },
      });
      const file = join(folder.path, `${ties}_${homeAdvantage}_mle.json`);
      const board = isOnBoard ? readBoard(file, undefined) : undefined;
      if (board && compute === "mcmc") {
        expect(() => anchoredOptions(options, board, {})).toThrow(/which no draws follow/);
        return;
      }
      const used = board ? anchoredOptions(options, board, {}) : options;
      const comparisons = isOnBoard ? news : old;
      const result = async (asked: RankSettings) => {
        if (!isControlled) {
          const { ranking } = await rank(comparisons, { ...jobOf(asked), board }, nothing);
          return { effect: 0, ratings: ranking.ranking, value: ranking.log_likelihood as number };
        }
        const found = await controlledRatings(
          ...([votesOf(comparisons), new Map(), ["judge"], asked, board?.anchor] as const),
        );
        const [{ effect }] = found.terms;
        return { effect, ratings: found.ratings, value: found.log_likelihood };
      };
      const found = await result(used);
      if (compute === "mcmc") {
        // A posterior that is nearly normal has its medians near its mode.
        const mode = await result({ ...used, compute: "map" });
        for (const { model_id, rating, ci_lower, ci_upper } of found.ratings) {
          const half = ((ci_upper as number) - (ci_lower as number)) / 2;
          const at = mode.ratings.find((row) => row.model_id === model_id)?.rating as number;
          expect(Math.abs((rating as number) - at)).toBeLessThan(0.1 * half);
        }
        return;
      }
      const points = 400 / Math.LN10;
      const effect = found.effect / points;
      const strengths = new Map(
        found.ratings.map(({ model_id, rating }) => [
          model_id,
          ((rating as number) - 1000) / points,
        ]),
      );
      const { models, first, second, outcome } = comparisons;
      const counts = new Map<string, number>();
      first.forEach((i, k) => {
        const row = [models[i], models[second[k]], outcome[k], Number(judgeOf(k) === "y")];
        const key = row.join("/");
        counts.set(key, (counts.get(key) ?? 0) + 1);
      });
      const rows = [...counts].map(([key, n]) => {
        const [one, other, result, isY] = key.split("/");
        return { one, other, result: Number(result), isY: Number(isY), n };
      });
      const logLikelihood = (b: ReadonlyMap<string, number>, effect: number) => {
        return (home: number, t: number): number =>
          rows.reduce((sum, { one, other, result, isY, n }) => {
            const eta = home + (b.get(one) as number) - (b.get(other) as number) + effect * isY;
            const p = chances[ties](eta, t);
            const log =
              ties === "half" && result === 3
                ? (Math.log(p[0]) + Math.log(p[1])) / 2
                : Math.log(p[result - 1]);
            return sum + n * log;
          }, 0);
      };
      const normal = (x: number, mean: number, sd: number) => -(((x - mean) / sd) ** 2) / 2;
      const anchor = board?.anchor;
      const isFree = (model: string) => !anchor?.models.includes(model);
      const mean = anchor ? anchor.strengths.reduce((sum, one) => sum + one, 0) / 4 : 0;
      const homeSd = Math.sqrt(anchor?.covariance.at(-1) ?? 1);
      /** The posterior at strengths and an effect, at the best home advantage and tie parameter. */
      const profile = (b: ReadonlyMap<string, number>, effect: number): number => {
        const value = logLikelihood(b, effect);
        const prior = [...b].reduce(
          (sum, [model, x]) =>
            sum + (compute === "map" && isFree(model) ? normal(x, mean, Math.LN10) : 0),
          0,
        );
        const ofHome = (home: number): number =>
          anchor || compute === "map" ? normal(home, anchor?.homeAdvantage ?? 0, homeSd) : 0;
        return (
          prior +
          highest(
            (home, t) => value(homeAdvantage ? home : 0, t) + (homeAdvantage ? ofHome(home) : 0),
            [0, 0.3],
          )
        );
      };
      const best = profile(strengths, effect);
      for (const [model, b] of strengths) {
        if (!isFree(model)) {
          expect(b).toBeCloseTo(anchor?.strengths[anchor.models.indexOf(model)] as number, 12);
          continue;
        }
        for (const step of [-0.02, 0.02]) {
          const moved = new Map(strengths).set(model, b + step);
          expect(profile(moved, effect)).toBeLessThan(best - 1e-4);
        }
        // At a maximum the gain of a step is even to both sides.
        const [down, up] = [-0.001, 0.001].map((step) =>
          profile(new Map(strengths).set(model, b + step), effect),
        );
        expect(Math.abs(up - down)).toBeLessThan(2e-6);
      }
      if (isControlled) {
        const [down, up] = [-0.001, 0.001].map((step) => profile(strengths, effect + step));
        expect(Math.abs(up - down)).toBeLessThan(2e-6);
      }
      expect(Number.isFinite(found.value)).toBe(true);
    },
  );
});
