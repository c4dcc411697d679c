/**
 * Numbers of whole rankings, as this program gave them on 2026-11-27, to 5 digits: what they should be
 * is held by other tests (references, brute force, laws); this one notices that they change. One board
 * is connected, the other has a model that never lost, two that met only each other and one that a
 * single question connects.
 */
import { expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import type { Comparisons } from "../../jrank/stats/data/comparisons.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import type { RankOptions } from "../../jrank/stats/rank/rank_options.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { standingOf } from "../../jrank/stats/uncertainty/standing.ts";
import { upsetsOf } from "../../jrank/stats/uncertainty/upsets.ts";

const QUESTIONS = 14;

/** Verdicts of known strengths, a fifth of them ties, by a judge that prefers what it is shown first. */
function board(strengths: number[], isApart: boolean): Comparisons {
  const random = createRandom(7, "held numbers");
  const rows: [number, number, number, number][] = [];
  for (let q = 0; q < QUESTIONS; q++) {
    for (let i = 0; i < strengths.length; i++) {
      for (let j = 0; j < strengths.length; j++) {
        if (i === j || random.next() < 0.3) continue;
        const d = 0.4 + strengths[i] - strengths[j] + (random.next() - 0.5);
        const u = random.next();
        const p = 1 / (1 + Math.exp(-d));
        rows.push([i, j, u < 0.8 * p ? 1 : u < 0.8 ? 2 : 3, q]);
      }
    }
  }
  const m = strengths.length;
  if (isApart) {
    // m never lost; m + 1 and m + 2 met only each other; m + 3 played on one question.
    for (let q = 0; q < 5; q++) rows.push([m, q % m, 1, q], [m + 1, m + 2, 1 + (q % 3), q]);
    rows.push([m + 3, 0, 1, 2], [1, m + 3, 1, 2], [m + 3, 2, 3, 2]);
  }
  return {
    models: Array.from({ length: isApart ? m + 4 : m }, (_, i) => `m${i}`),
    clusters: Array.from({ length: QUESTIONS }, (_, q) => `q${q}`),
    first: Uint16Array.from(rows, ([i]) => i),
    second: Uint16Array.from(rows, ([, j]) => j),
    outcome: Uint8Array.from(rows, ([, , outcome]) => outcome),
    cluster: Uint32Array.from(rows, ([, , , q]) => q),
  };
}

const whole = board([1.2, 0.5, 0, -0.4, -1.3], false);
const apart = board([1, 0, -1], true);
const { cluster: _, ...withoutQuestions } = whole;
const weighted: Comparisons = { ...whole, weight: Float64Array.from(whole.first, (_, k) => k % 3) };

const BASE: RankOptions = { seed: 3, bootstrapN: 40 };
const CASES: Record<string, [Comparisons, RankOptions]> = {
  whole: [whole, BASE],
  "no questions": [withoutQuestions, BASE],
  "weighted, map, cr1": [weighted, { ...BASE, compute: "map", ci: "cr1", confidence: 0.9 }],
  "davidson, hc0": [whole, { ...BASE, ties: "davidson", ci: "hc0", homeAdvantage: false }],
  "rao-kupper, by judgment": [
    whole,
    { ...BASE, ties: "rao-kupper", bootstrapUnit: "judgment", ci: "percentile" },
  ],
  apart: [apart, { ...BASE, ci: "basic" }],
  "apart, davidson": [apart, { ...BASE, ties: "davidson" }],
  "apart, rao-kupper, map": [apart, { ...BASE, ties: "rao-kupper", compute: "map", ci: "fisher" }],
  "apart, winrate": [apart, { ...BASE, compute: "winrate" }],
};
/** What is told of a model, beside its name. */
const FIELDS = [
  ...["rating", "median", "lower", "upper", "ci_lower", "ci_upper", "standard_error"],
  ...["rank", "rank_lower", "rank_upper", "rank_lower_simultaneous", "rank_upper_simultaneous"],
  ...["stronger_than_next_confidence", "tie_group", "win_rate_lower", "win_rate_upper"],
  ...["ci_lower_in_group", "ci_upper_in_group", "design_effect"],
];

/** Numbers cut to 5 digits, lists on one line, nothing that is not there. */
function short(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(5));
  if (ArrayBuffer.isView(value)) return short(Array.from(value as Float64Array));
  if (Array.isArray(value)) return value.map(short);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, short(one)]),
  );
}
const line = (value: unknown): string =>
  JSON.stringify(short(value), (_, one) =>
    Number.isFinite(one) || typeof one !== "number" ? one : String(one),
  );

it("keeps the numbers of rankings", async () => {
  const text = Object.entries(CASES).flatMap(([name, [comparisons, options]]) => {
    const { ranking, fit, draws, covariance, ...rest } = rankModels(comparisons, options);
    const { count, models, strengths } = draws ?? { count: 0, models: [], strengths: [] };
    const means = models.map((_, i) => {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += strengths[k * models.length + i];
      return sum / count;
    });
    return [
      `# ${name}`,
      ...ranking.map((row) => line(FIELDS.map((field) => row[field as keyof typeof row] ?? null))),
      ...Object.entries(rest).map(([key, one]) => `${key} ${line(one)}`),
      `draws ${line(means)}`,
    ];
  });
  await expect(text.join("\n")).toMatchFileSnapshot("../fixtures/held_rankings.txt");
});

it("keeps the numbers of standings and upsets", async () => {
  // Far apart and each match twenty times, so that enough are lopsided.
  const far = board([3, 1.5, 0, -1.5, -3], false);
  const many = { ...far, weight: Float64Array.from(far.first, (_, k) => 10 + (k % 20)) };
  const { cluster: _, ...single } = many;
  const text = [
    ...Object.entries({ whole, apart, withoutQuestions, weighted }).flatMap(([name, rows]) => [
      `# ${name}`,
      line(standingOf(rows)),
      line(standingOf(rows, { confidence: 0.5 })),
    ]),
    ...[many, single].flatMap((comparisons) =>
      (["half", "davidson"] as const).flatMap((ties) =>
        [true, false].map((homeAdvantage) => {
          const counts = collapse(comparisons);
          const fit = fitModel(ties, { comparisons, counts, homeAdvantage, prior: FLAT });
          return `${ties} ${homeAdvantage} ${line(upsetsOf(fit, comparisons))}`;
        }),
      ),
    ),
  ];
  await expect(text.join("\n")).toMatchFileSnapshot("../fixtures/held_standings.txt");
});
