import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Anchor } from "../../jrank/stats/anchored/anchor.ts";
import { boardChanges, newcomers } from "../../jrank/stats/anchored/anchored_changes.ts";
import { anchoredCovariance } from "../../jrank/stats/anchored/anchored_covariance.ts";
import { fitAnchored } from "../../jrank/stats/anchored/anchored_fit.ts";
import { rankAnchored } from "../../jrank/stats/anchored/rank_anchored.ts";
import { clusteredPoints, hasQuestions } from "../../jrank/stats/data/clusters.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { createSyntheticBoard, SCENARIOS } from "../../jrank/stats/fit/synthetic_board.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { covarianceOf } from "../../jrank/stats/uncertainty/covariance.ts";
import { warningsOf } from "../support/warnings.ts";
import { ELO } from "./reference.ts";

const TRUTH = [300, 180, 90, 20, -40, -110, -190, -250].map((elo) => elo / ELO);
const NEW = 2;
const QUESTIONS = 40;
const oldModels = TRUTH.flatMap((_, i) => (i === NEW ? [] : [`m${i}`]));

/** Judgments of random pairs, or of the new model against the others. */
function judged(seed: number, n: number, what: "old" | "new"): ComparisonInput[] {
  const board = createSyntheticBoard({
    strengths: TRUTH,
    questions: QUESTIONS,
    effects: SCENARIOS.S1,
    homeAdvantage: -0.13,
    random: createRandom(seed, `board ${what}`),
  });
  const random = createRandom(seed, `verdicts ${what}`);
  const others = TRUTH.flatMap((_, i) => (i === NEW ? [] : [i]));
  return Array.from({ length: n }, () => {
    const a = what === "new" ? NEW : others[random.below(others.length)];
    const rest = others.filter((i) => i !== a);
    const b = rest[random.below(rest.length)];
    const [first, second] = random.below(2) === 0 ? [a, b] : [b, a];
    const cluster = random.below(QUESTIONS);
    const outcome = board.judge(first, second, cluster, random);
    return { first: `m${first}`, second: `m${second}`, outcome, cluster };
  });
}

/** The published board: ratings and CR3 covariance of the old models' judgments. */
function published(rows: readonly ComparisonInput[], keep: Anchor["keep"]): Anchor {
  const comparisons = comparisonsFrom([...rows]);
  const fit = fitBradleyTerry(collapse(comparisons));
  const clustered = clusteredPoints(comparisons, fit.parameters.games);
  if (!hasQuestions(clustered)) throw new Error("no questions");
  return {
    models: fit.models,
    strengths: fit.strengths,
    homeAdvantage: fit.homeAdvantage,
    keep,
    covariance: covarianceOf(fit, "cr3", clustered).values,
  };
}

describe.each(["fixed", "prior"] as const)("a new model on a board that is %s", (keep) => {
  it("gets an interval that holds its place among the others", () => {
    let held = 0;
    const runs = 120;
    for (let seed = 1; seed <= runs; seed++) {
      const anchor = published(judged(seed, 600, "old"), keep);
      const anchored = fitAnchored(comparisonsFrom(judged(seed, 150, "new")), anchor);
      const { degrees, ...covariance } = anchoredCovariance(anchored);
      const at = anchored.models.indexOf(`m${NEW}`);
      // On the scale of the board: its models have mean 0.
      const mean = oldModels.reduce((sum, m) => sum + TRUTH[+m.slice(1)], 0) / 7;
      const error = anchored.strengths[at] - (TRUTH[NEW] - mean);
      const variance = covariance.values[at * covariance.size + at];
      if (Math.abs(error) <= studentTQuantile(0.975, degrees) * Math.sqrt(variance)) held++;
    }
    expect(held / runs).toBeGreaterThan(0.9);
    expect(held / runs).toBeLessThanOrEqual(0.995);
  });
});

describe("an anchored ranking", () => {
  const oldRows = judged(7, 700, "old");
  const newRows = judged(7, 160, "new");
  let fixed: ReturnType<typeof rankAnchored>;
  beforeAll(() => {
    fixed = rankAnchored(comparisonsFrom([...oldRows, ...newRows]), published(oldRows, "fixed"), {
      seed: 1,
    });
  });

  it("leaves the board's strengths as they are, and its judgments out", () => {
    const anchor = published(oldRows, "fixed");
    expect([...fixed.anchored.strengths].slice(0, 7)).toEqual([...anchor.strengths]);
    expect(fixed.anchored.leftOut).toBe(700);
    expect(fixed.n_judgments).toBe(160);
    expect(boardChanges(fixed).every(({ p, isSignificant }) => p === 1 && !isSignificant)).toBe(
      true,
    );
    const [found] = newcomers(fixed);
    const { strongerThan = [], weakerThan = [], notToldApart = [] } = found ?? {};
    expect([...strongerThan, ...weakerThan, ...notToldApart].sort()).toEqual([...oldModels].sort());
    expect(strongerThan).toContain("m7");
    expect(weakerThan).not.toContain("m7");
  });

  it("with one opponent is the log odds of the score, by hand", () => {
    const anchor: Anchor = {
      models: ["a", "b"],
      strengths: Float64Array.of(0.4, -0.4),
      homeAdvantage: 0,
      ...{
        covariance: Float64Array.of(0.01, -0.01, 0, -0.01, 0.01, 0, 0, 0, 1e-12),
        keep: "fixed",
      },
    };
    const rows: ComparisonInput[] = Array.from({ length: 40 }, (_, k) => ({
      first: k % 2 ? "n" : "a",
      second: k % 2 ? "a" : "n",
      cluster: k >> 1,
      outcome: k % 2 === +(k % 8 < 6) ? 1 : 2,
    }));
    const wins = rows.filter(({ first, outcome }) => (first === "n") === (outcome === 1)).length;
    const { anchored } = rankAnchored(comparisonsFrom(rows), anchor, { seed: 1 });
    expect(anchored.strengths[2]).toBeCloseTo(0.4 + Math.log(wins / (40 - wins)), 8);
  });

  it("with the information of the old judgments as its prior is the fit to all judgments", () => {
    const old = comparisonsFrom(oldRows);
    const fit = fitBradleyTerry(collapse(old));
    const anchor: Anchor = {
      models: old.models,
      strengths: fit.strengths,
      homeAdvantage: fit.homeAdvantage,
      covariance: covarianceOf(fit, "fisher").values,
      keep: "prior",
    };
    const { anchored } = rankAnchored(comparisonsFrom(newRows), anchor, { seed: 1 });
    const all = fitBradleyTerry(collapse(comparisonsFrom([...oldRows, ...newRows])));
    const shift = old.models.reduce((sum, m) => sum + all.strengths[all.models.indexOf(m)] / 7, 0);
    anchored.models.forEach((model, i) => {
      const joint = all.strengths[all.models.indexOf(model)] - shift;
      // The old likelihood is not quite quadratic.
      expect(ELO * Math.abs(anchored.strengths[i] - joint)).toBeLessThan(3);
    });
  });

  it("seldom calls a board moved that was right, and does where it was wrong", () => {
    let alarms = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const anchor = published(judged(seed, 600, "old"), "prior");
      const anchored = fitAnchored(comparisonsFrom(judged(seed, 150, "new")), anchor);
      const { moves, degrees } = anchoredCovariance(anchored);
      if (boardChanges({ anchored, moves, degrees }).some(({ isSignificant }) => isSignificant))
        alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(8);
    const anchor = published(oldRows, "prior");
    const wrong = anchor.strengths.slice();
    const at = anchor.models.indexOf("m3");
    wrong[at] = wrong[at] + 500 / ELO;
    const ranked = rankAnchored(
      comparisonsFrom(judged(7, 600, "new")),
      { ...anchor, strengths: wrong },
      { seed: 1 },
    );
    const moved = boardChanges(ranked).filter(({ isSignificant }) => isSignificant);
    expect(moved.map(({ model_id }) => model_id)).toContain("m3");
  });

  it("calls no board moved for five games that all say the same", () => {
    const won = [1, 2, 3, 4, 5].map((q): ComparisonInput => {
      const swapped = q % 2 === 0;
      const [first, second] = swapped ? ["m3", "new"] : ["new", "m3"];
      return { first, second, outcome: swapped ? 2 : 1, cluster: `q${q}` };
    });
    const ranked = rankAnchored(comparisonsFrom(won), published(oldRows, "prior"), {
      compute: "map",
      seed: 1,
    });
    expect(boardChanges(ranked).filter(({ p }) => p < 0.05)).toEqual([]);
    expect(ranked.ranking.find((row) => row.model_id === "new")?.rank_upper).toBeGreaterThan(2);
  });

  it("gives no rating that is not determined, and one under a prior", () => {
    const unbeaten = newRows.map(
      (row): ComparisonInput => ({
        ...row,
        outcome: row.first === `m${NEW}` ? 1 : 2,
      }),
    );
    const anchor = published(oldRows, "fixed");
    const mle = rankAnchored(comparisonsFrom(unbeaten), anchor, { seed: 1 });
    const row = mle.ranking.find(({ model_id }) => model_id === `m${NEW}`);
    expect(row).toMatchObject({ rating: null, ci_lower: null, status: "undefeated" });
    expect(mle.ranking[0]?.model_id).toBe(`m${NEW}`);
    expect(warningsOf(mle).join()).toContain("lost no point");
    const map = rankAnchored(comparisonsFrom(unbeaten), anchor, { compute: "map", seed: 1 });
    const bounded = map.ranking.find(({ model_id }) => model_id === `m${NEW}`);
    expect(bounded?.rating).toBeGreaterThan(1300);
    expect(bounded?.ci_upper).toBeNull();
  });

  it("says when a covariance cannot be a prior", () => {
    const few = judged(7, 200, "old").map((row) => ({
      ...row,
      cluster: (row.cluster as number) % 3,
    }));
    const anchor = published(few, "prior");
    const news = comparisonsFrom(newRows);
    expect(() => rankAnchored(news, anchor, { seed: 1 })).toThrow("fewer questions than models");
    expect(rankAnchored(news, { ...anchor, keep: "fixed" }, { seed: 1 }).n_judgments).toBe(160);
  });

  it("needs a judgment of a new model", () => {
    const anchor = published(oldRows, "fixed");
    expect(() => rankAnchored(comparisonsFrom(oldRows), anchor, { seed: 1 })).toThrow(
      "no judgment",
    );
  });
});
