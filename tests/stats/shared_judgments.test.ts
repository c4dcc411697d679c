import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { winRates } from "../../jrank/stats/data/win_rate.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import {
  changeErrors,
  refitted,
  weightsOfEarlier,
} from "../../jrank/stats/rank/shared_judgments.ts";

const MODELS = ["a", "b", "c", "d", "e", "f"];
const OPTIONS = { ties: "half", homeAdvantage: true, prior: FLAT } as const;

/** Judgments of six models whose strengths differ from question to question. */
function board(
  seed: number,
  { judgments = 720, questions = 30, effect = 0.6, newQuestions = false, bare = false } = {},
): Comparisons {
  const random = createRandom(seed, "board");
  const own = Array.from({ length: questions }, () =>
    MODELS.map((_, i) => i / 4 + effect * random.normal()),
  );
  const rows = Array.from({ length: judgments }, (_, k) => {
    // In halves, where questions are added.
    const part = Math.floor(random.next() * (newQuestions ? questions / 2 : questions));
    const q = part + (newQuestions && k >= judgments / 2 ? questions / 2 : 0);
    const i = Math.floor(random.next() * 6);
    const j = (i + 1 + Math.floor(random.next() * 5)) % 6;
    const p = 1 / (1 + Math.exp(own[q][j] - own[q][i] - 0.2));
    const outcome = random.next() < 0.15 ? 3 : random.next() < p ? 1 : 2;
    return {
      first: MODELS[i],
      second: MODELS[j],
      outcome: outcome as 1 | 2 | 3,
      ...(!bare && { cluster: q }),
    };
  });
  return comparisonsFrom(rows);
}

const firstRows = (comparisons: Comparisons, n: number): Float64Array =>
  Float64Array.from(comparisons.first, (_, k) => Number(k < n));

/** Both fits, the changes against their mean, and the errors. */
function changesOf(comparisons: Comparisons, n: number) {
  const weight = firstRows(comparisons, n);
  const before = refitted(comparisons, weight, OPTIONS);
  const after = refitted(comparisons, firstRows(comparisons, comparisons.first.length), OPTIONS);
  const errors = changeErrors(before, after, MODELS, { comparisons, weight });
  if (errors === null) throw new Error("no errors");
  const at = MODELS.map((model) => comparisons.models.indexOf(model));
  return {
    ...errors,
    changes: at.map((i) => after.strengths[i] - before.strengths[i]),
    before,
    after,
    at,
  };
}

describe("judgments of an earlier ranking", () => {
  const comparisons = board(1, { judgments: 300 });
  const talliesOf = (weight: Float64Array) =>
    winRates(collapse(comparisons, weight)).map(({ matches, ...rest }, i) => ({
      model_id: comparisons.models[i],
      n_matches: matches,
      ...rest,
    }));

  it("are the stretch of rows that gives its numbers", () => {
    const beginning = firstRows(comparisons, 200);
    expect(weightsOfEarlier(comparisons, talliesOf(beginning), 200)).toEqual(beginning);
    const end = beginning.map((w) => 1 - w);
    expect(weightsOfEarlier(comparisons, talliesOf(end), 100)).toEqual(end);
  });

  it("may be those between fewer models", () => {
    const { models, first, second } = comparisons;
    const f = models.indexOf("f");
    const weight = Float64Array.from(first, (i, k) => Number(i !== f && second[k] !== f));
    const tallies = talliesOf(weight).filter(({ model_id }) => model_id !== "f");
    const judgments = weight.reduce((sum, w) => sum + w, 0);
    expect(weightsOfEarlier(comparisons, tallies, judgments)).toEqual(weight);
  });

  it("are not found where a number differs or a model is gone", () => {
    const tallies = talliesOf(firstRows(comparisons, 200));
    const [a, ...others] = tallies;
    const other = { ...a, wins: a.wins + 1, losses: a.losses - 1 };
    expect(weightsOfEarlier(comparisons, [other, ...others], 200)).toBeNull();
    expect(weightsOfEarlier(comparisons, tallies, 201)).toBeNull();
    const gone = { model_id: "gone", n_matches: 1, wins: 1, losses: 0, ties: 0 };
    expect(weightsOfEarlier(comparisons, [...tallies, gone], 200)).toBeNull();
  });
});

describe("errors of changes", () => {
  it("are 0 for the same judgments", () => {
    for (const bare of [false, true]) {
      const same = changesOf(board(2, { bare }), 720);
      expect(same.unit).toBe(bare ? "judgment" : "question");
      expect(Math.max(...same.changes.map(Math.abs))).toBe(0);
      expect(Math.max(...same.standardErrors)).toBeLessThan(1e-9);
    }
  });

  it("are those of CR3 where the earlier fit shares nothing that counts", () => {
    // New questions: no question is in both halves, so variances add.
    const comparisons = board(3, { newQuestions: true });
    const weight = firstRows(comparisons, 360);
    const before = refitted(comparisons, weight, OPTIONS);
    const after = refitted(
      comparisons,
      weight.map((w) => 1 - w),
      OPTIONS,
    );
    const errors = changeErrors(before, after, MODELS, { comparisons, weight });
    const variance = (fit: typeof before, model: string) => {
      const { size, values } = fit.covariance("cr3");
      // 29 / 30 of the sum in place of 14 / 15.
      return ((29 / 30) * values[fit.models.indexOf(model) * (size + 1)]) / (14 / 15);
    };
    for (const [i, model] of MODELS.entries()) {
      const sum = variance(before, model) + variance(after, model);
      expect(errors?.standardErrors[i]).toBeCloseTo(Math.sqrt(sum), 9);
    }
  });

  it("are of changes against the mean change: two models' are the same", () => {
    const comparisons = board(5);
    const { before, after } = changesOf(comparisons, 360);
    const weight = firstRows(comparisons, 360);
    const errors = changeErrors(before, after, ["a", "f"], { comparisons, weight });
    const [a, f] = errors?.standardErrors ?? [];
    expect(a).toBeGreaterThan(0.01);
    expect(f).toBeCloseTo(a as number, 12);
  });

  it("by judgment are near Var(before) - Var(after), which efficient fits have (Hausman 1978)", () => {
    const { standardErrors, before, after, at } = changesOf(
      board(4, { bare: true, effect: 0, judgments: 6000 }),
      3000,
    );
    const by = [before, after].map((fit) => fit.covariance("hc0"));
    for (const [i, error] of standardErrors.entries()) {
      const [then, now] = by.map(({ size, values }) => values[at[i] * (size + 1)]);
      expect(error / Math.sqrt(then - now)).toBeCloseTo(1, 1);
    }
  });

  it.each([
    ["the same questions", {}],
    ["new questions", { newQuestions: true }],
    ["no questions", { bare: true, effect: 0 }],
  ])("hold where a half grows to a whole: %s", (_, kind) => {
    let inside = 0;
    let told = 0;
    let independent = 0;
    const boards = 150;
    for (let seed = 0; seed < boards; seed++) {
      const { changes, standardErrors, degrees, before, after, at } = changesOf(
        board(100 + seed, kind),
        360,
      );
      changes.forEach((change, i) => {
        if (Math.abs(change) <= studentTQuantile(0.975, degrees[i]) * standardErrors[i]) inside++;
        const variance = [before, after].reduce((sum, fit) => {
          const { size, values } = fit.covariance("cr3");
          return sum + values[at[i] * (size + 1)];
        }, 0);
        independent += standardErrors[i] / Math.sqrt(variance);
        told++;
      });
    }
    // 0.95 within the error of so many boards, and far narrower than independent errors.
    expect(inside / told).toBeGreaterThan(0.93);
    expect(inside / told).toBeLessThan(0.975);
    expect(independent / told).toBeLessThan(0.65);
  });
});
