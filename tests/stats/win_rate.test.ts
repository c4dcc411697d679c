import { expect, test } from "vitest";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { comparisonsFrom, hardVerdicts } from "../../jrank/stats/data/comparisons.ts";
import { wilsonInterval, winRates } from "../../jrank/stats/data/win_rate.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { storedVotes } from "../support/facts.ts";

test("Wilson's interval of 117 in 143 (STATISTICS.md 5) and at the ends", () => {
  // Computed from the two roots of (p - 117/143)² = z² p (1 - p) / 143, which define it.
  const { lower, upper } = wilsonInterval(117, 143);
  for (const p of [lower, upper]) {
    expect((p - 117 / 143) ** 2).toBeCloseTo((1.959963984540054 ** 2 * p * (1 - p)) / 143, 14);
  }
  expect(lower).toBeLessThan(117 / 143);
  expect(upper).toBeGreaterThan(117 / 143);
  expect(wilsonInterval(10, 10).upper).toBe(1);
  // The known value for 10 of 10: 1 / (1 + z² / 10).
  expect(wilsonInterval(10, 10).lower).toBeCloseTo(1 / (1 + 1.959963984540054 ** 2 / 10), 12);
  expect(wilsonInterval(0, 10).lower).toBe(0);
});

test("wins, losses and ties by hand", () => {
  const rates = winRates(
    collapse(
      comparisonsFrom([
        { first: "a", second: "b", outcome: 1 },
        { first: "b", second: "a", outcome: 3 },
        { first: "b", second: "a", outcome: 1 },
        { first: "a", second: "c", outcome: 2, weight: 2 },
      ]),
    ),
  );
  expect(rates[0]).toMatchObject({ matches: 5, wins: 1, losses: 3, ties: 1, rate: 0.3 });
  expect(rates[1]).toMatchObject({ matches: 3, wins: 1, losses: 1, ties: 1, rate: 0.5 });
  expect(rates[2]).toMatchObject({ matches: 2, wins: 2, losses: 0, rate: 1 });
});

test("a model without matches has no rate", () => {
  const comparisons = { ...comparisonsFrom([{ first: "a", second: "b", outcome: 1 }]) };
  const rates = winRates(collapse({ ...comparisons, models: ["a", "b", "c"] }));
  expect(rates[2]).toMatchObject({ matches: 0, rate: null, lower: null, upper: null });
});

const judged = storedVotes("data/jp_bench/converted/judgments").flatMap(
  ({ question_id, model1_id: first, model2_id: second, winner }) =>
    winner === "error" ? [] : [{ first, second, outcome: winner, cluster: String(question_id) }],
);
const byQuestion = (votes: typeof judged) => {
  const rows = comparisonsFrom(votes);
  return winRates(collapse(rows), { rows });
};

test("by question intervals of jp_bench are 1.4 times as wide as by judgment", () => {
  const width = ({ lower, upper }: { lower: number | null; upper: number | null }) =>
    (upper as number) - (lower as number);
  const wide = byQuestion(judged).map(width);
  const narrow = winRates(collapse(comparisonsFrom(judged))).map(width);
  const ratios = wide.map((one, i) => one / narrow[i]).sort((a, b) => a - b);
  expect(ratios[0]).toBeGreaterThan(1);
  expect(ratios.reduce((sum, one) => sum + one, 0) / ratios.length).toBeCloseTo(1.37, 2);
});

test.each([
  ["judgments", judged],
  // The likeliest outcome is the verdict that counts, however soft it is.
  [
    "soft verdicts",
    judged.map((vote, k) => ({
      ...vote,
      ...(k % 2 === 0 && { soft: softly(vote.outcome) }),
    })),
  ],
  // Of its games the fit reads none, because how far it stands above is not determined.
  [
    "an undefeated model",
    [
      ...judged,
      ...judged.slice(0, 400).map((vote) => ({
        ...vote,
        first: "undefeated",
        outcome: 1 as const,
      })),
    ],
  ],
])("a ranking has the win rates of its verdicts by question: %s", (_, votes) => {
  const rows = comparisonsFrom(votes);
  const wanted = new Map(
    winRates(collapse(hardVerdicts(rows)), { rows }).map((rate, i) => [rows.models[i], rate]),
  );
  const { ranking } = rankModels(rows, { bootstrapN: 2, seed: 1 });
  for (const { model_id, win_rate_lower, win_rate_upper } of ranking) {
    const { lower, upper } = wanted.get(model_id) as ReturnType<typeof winRates>[number];
    expect(win_rate_lower).toBeCloseTo(lower as number, 12);
    expect(win_rate_upper).toBeCloseTo(upper as number, 12);
  }
});

function softly(outcome: 1 | 2 | 3): [number, number, number] {
  return [1, 2, 3].map((one) => (one === outcome ? 0.6 : 0.2)) as [number, number, number];
}

test("a judgment that is told three times says what it says once", () => {
  const once = byQuestion(judged);
  byQuestion(judged.flatMap((vote) => [vote, vote, vote])).forEach(({ lower, upper }, i) => {
    expect(lower).toBeCloseTo(once[i]?.lower as number, 12);
    expect(upper).toBeCloseTo(once[i]?.upper as number, 12);
  });
});

test("a model that won everything on four questions has four games' worth of it", () => {
  const votes = Array.from({ length: 40 }, (_, k) => ({
    first: "a",
    second: "b",
    outcome: 1 as const,
    cluster: `q${k % 4}`,
  }));
  const [a] = byQuestion(votes);
  const t = studentTQuantile(0.975, 3);
  expect(a).toMatchObject({ rate: 1, upper: 1 });
  expect(a?.lower).toBeCloseTo(1 / (1 + t ** 2 / 4), 12);
});
