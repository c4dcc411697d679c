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
import { LIKELIHOODS } from "../../jrank/stats/fit/likelihoods.ts";
import { FLAT, normalPrior, parsePrior, priorName, WEAK } from "../../jrank/stats/fit/prior.ts";
import { createSyntheticBoard, SCENARIOS } from "../../jrank/stats/fit/synthetic_board.ts";
import { quantilesOf } from "../../jrank/stats/numeric/quantile.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import type { RankOptions } from "../../jrank/stats/rank/rank_options.ts";
import { convergence, settledBy } from "../../jrank/stats/uncertainty/convergence.ts";
import { covarianceOf, leading } from "../../jrank/stats/uncertainty/covariance.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { influentialQuestions } from "../../jrank/stats/uncertainty/influential_questions.ts";
import { INTERVALS } from "../../jrank/stats/uncertainty/interval.ts";
import { questionInfluence } from "../../jrank/stats/uncertainty/jackknife.ts";
import { evenMatches, expectedPrecision } from "../../jrank/stats/uncertainty/precision.ts";
import {
  evenShare,
  observedShare,
  questionEffect,
  randomShare,
} from "../../jrank/stats/uncertainty/question_effect.ts";
import {
  constantParameters,
  rankCovariance,
} from "../../jrank/stats/uncertainty/rank_covariance.ts";
import { resampleBy } from "../../jrank/stats/uncertainty/resample.ts";
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
const weighted = { ...whole, weight: Float64Array.from(whole.first, (_, k) => k % 3) };

/** Every pair in one order only, so that just a prior tells the home advantage. */
const oneOrder: Comparisons = {
  ...whole,
  first: whole.first.map((i, k) => Math.min(i, whole.second[k])),
  second: whole.second.map((j, k) => Math.max(j, whole.first[k])),
};

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
  "by judgment": [whole, { ...BASE, bootstrapUnit: "judgment", ci: "bootstrap" }],
  apart: [apart, { ...BASE, ci: "basic" }],
  "apart, davidson": [apart, { ...BASE, ties: "davidson" }],
  "apart, rao-kupper, map": [apart, { ...BASE, ties: "rao-kupper", compute: "map", ci: "fisher" }],
  "one order, map": [oneOrder, { ...BASE, compute: "map" }],
  "apart, winrate": [apart, { ...BASE, compute: "winrate" }],
};
/** What is told of a model, beside its name. */
const FIELDS = [
  ...["rating", "median", "lower", "upper", "ci_lower", "ci_upper", "standard_error"],
  ...["rank", "rank_lower", "rank_upper", "rank_lower_simultaneous", "rank_upper_simultaneous"],
  ...["stronger_than_next_confidence", "tie_group", "win_rate_lower", "win_rate_upper"],
  ...["ci_lower_in_group", "ci_upper_in_group", "design_effect"],
];

const cut = (value: number): number =>
  Number(Math.abs(value) < 1e-4 ? value.toFixed(9) : value.toPrecision(5)) + 0;

/** Numbers cut to 5 digits, and what is left of differences to 9 decimals; nothing that is not there. */
function short(value: unknown): unknown {
  if (typeof value === "number") return cut(value);
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
      line(
        [0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.99].map((p) => standingOf(rows, { confidence: p }).apart),
      ),
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

/** Fits of boards under several models, by name. */
function fits(): Record<string, [ReturnType<typeof fitModel>, Comparisons]> {
  const ties = board([0.6, 0, -0.6], false);
  // Next to no ties: some rounds of a bootstrap have none.
  const outcome = ties.outcome.map((one, k) => (k === 5 || one !== 3 ? one : 1 + (k % 2)));
  const length = { name: "length", values: Array.from(whole.first, (_, k) => (k % 5) - 2) };
  const of = (
    kind: "half" | "davidson" | "rao-kupper",
    comparisons: Comparisons,
    { homeAdvantage = true, prior = FLAT, covariates = [] as (typeof length)[] } = {},
  ): [ReturnType<typeof fitModel>, Comparisons] => {
    const counts = collapse(comparisons);
    return [fitModel(kind, { comparisons, counts, homeAdvantage, prior, covariates }), comparisons];
  };
  return {
    whole: of("half", whole),
    weighted: of("davidson", weighted, { homeAdvantage: false }),
    "with length": of("rao-kupper", whole, { covariates: [length] }),
    "half weights": of("half", { ...whole, weight: weighted.weight.map((w) => w / 2 + 0.25) }),
    apart: of("half", apart),
    "apart, a prior": of("davidson", apart, { prior: WEAK }),
    "hardly a tie": of("davidson", { ...ties, outcome }),
    "no questions": of("rao-kupper", withoutQuestions),
  };
}

it("keeps the numbers of resampling, of degrees, of covariances and of what each question does", async () => {
  const text = Object.entries(fits()).flatMap(([name, [fit, comparisons]]) => {
    const { parameters, clustered } = fit;
    const { games } = parameters;
    const counts = collapse(comparisons);
    const data = { comparisons, counts, games, clustered };
    const said = [`# ${name}`, `degrees ${line(fit.questions())} ${line(fit.degrees(0, 1))}`];
    for (const unit of ["question", "judgment"] as const) {
      const resample = resampleBy(unit, data, createRandom(2, unit));
      const drawn = [games.won, games.lost, games.tied ?? games.won].map((a) => a.slice());
      for (let round = 0; round < 2; round++) {
        resample(drawn[0], drawn[1], drawn[2]);
        said.push(`${unit} ${line(drawn)}`);
        resample(drawn[0], drawn[1]);
      }
      const draws = fit.bootstrap(6, unit, createRandom(3, unit));
      said.push(`rounds ${line({ ...draws, models: undefined })}`);
    }
    for (const method of ["cr3", "cr1", "hc0", "fisher"] as const) {
      const covariance = fit.covariance(method);
      const ranked = rankCovariance(fit, covariance);
      said.push(
        `${method} ${line(ranked.values)} ${line([...constantParameters(fit, covariance)])}`,
      );
      said.push(`leading ${line(leading(covarianceOf(fit, method, clustered), 2).values)}`);
    }
    said.push(`variances ${line(fit.judgmentVariances())}`);
    const { tied: _, ...points } = games;
    const ofPoints = { parameters: { ...parameters, games: points } };
    said.push(`without ties ${line(covarianceOf(ofPoints, "hc0").values)}`);
    said.push(`influential ${line(influentialQuestions(fit, { top: 3 }))}`);
    if (clustered === null) return said;
    said.push(`moves ${line(questionInfluence(parameters, clustered))}`);
    const share = observedShare(fit, clustered);
    const [by, one] = [fit.covariance("cr1"), fit.covariance("hc0")];
    const effect = questionEffect(by, one, { models: fit.models.length, questions: 14, share });
    said.push(`share ${line([share, effect])}`);
    return said;
  });
  await expect(text.join("\n")).toMatchFileSnapshot("../fixtures/held_parts.txt");
});

it("keeps the numbers of what judgments will bring, of intervals, priors, likelihoods and made boards", async () => {
  const strengths = Float64Array.from([0.9, 0.1, -0.2, -0.8]);
  const even = evenMatches(4, 90);
  const uneven = even.map((n, k) => n * (1 + (((k % 4) + Math.floor(k / 4)) % 3)));
  const noise = { questions: 12, tieRate: 0.2, questionEffect: 0.7, share: 0.8 };
  const precisions = [
    expectedPrecision(strengths, even, noise),
    expectedPrecision(strengths, uneven, { ...noise, questions: 1 }, { confidence: 0.5 }),
    ...(["davidson", "rao-kupper"] as const).map((kind) =>
      expectedPrecision(strengths, uneven, noise, {
        likelihood: LIKELIHOODS[kind],
        t: 0.4,
        prior: normalPrior(300),
      }),
    ),
  ];
  const shares = [
    ...[3, 12, 40, 90].map((questions) => evenShare(uneven, 4, questions)),
    ...[2, 5].map(randomShare),
  ];
  const quantiles = quantilesOf(
    Float64Array.from({ length: 40 }, (_, k) => Math.sin(k * k) + 0.02 * k),
  );
  const alike = quantilesOf(new Float64Array(9).fill(1));
  const input = { quantiles, standardError: 0.3, degrees: 6, correction: 1.1, confidence: 0.9 };
  const intervals = Object.entries(INTERVALS).map(([name, interval]) =>
    [
      name,
      interval({ ...input, estimate: 0.5 }),
      interval({ ...input, estimate: null }),
      interval({ ...input, estimate: 0.5, quantiles: alike, standardError: 1e-10 }),
      interval({ ...input, estimate: 0.5, standardError: null }),
    ].map((one) => (typeof one === "string" ? one : line(one))),
  );
  const priors = ["flat", "sd=400", "sd=120.5", "sd=0", "sd=", "sd=-3", "sd=1e3", ""].map(
    (text) => {
      const prior = parsePrior(text);
      return `${text} ${line(prior)} ${prior === null ? "" : priorName(prior)}`;
    },
  );
  const out = new Float64Array(6);
  const likelihoods = Object.entries(LIKELIHOODS).flatMap(([name, likelihood]) =>
    [
      [3, 2, 0, 0.4, 0.3],
      [1, 0, 5, -2.5, 0.8],
      [0, 7, 2, 6, 1.6],
      [1, 1, 1, -300, -0.5],
    ].map(([won, lost, tied, eta, t]) => {
      likelihood.evaluate(won, lost, tied, eta, t, out);
      const tie = likelihood.tie;
      const ofTies = tie && [tie.reported(t), tie.start(Math.min(0.99, t / 2)), tie.ofEquals(t)];
      const chances = [likelihood.score(eta, t), ...likelihood.probabilities(eta, t)];
      return `${name} ${line(out)} ${line(chances)} ${line(ofTies)}`;
    }),
  );
  const settled = [whole, apart, withoutQuestions].flatMap((rows) =>
    convergence(rows, { points: 5, scale: 100, base: 2, initRating: 7, confidence: 0.8 }).map(line),
  );
  // The first rows do not determine a model of ties.
  const ties = { ties: "davidson", homeAdvantage: true, prior: FLAT } as const;
  const early = convergence(whole, { points: 60, settle: settledBy(ties) }).slice(0, 40);
  const broken = () => {
    throw new RangeError("broken");
  };
  expect(() => convergence(whole, { settle: broken })).toThrow(RangeError);
  const made = Object.entries(SCENARIOS).flatMap(([name, effects]) => {
    const random = createRandom(4, "board");
    const options = { strengths: [1.2, 0.3, -0.4, -1.1], questions: 3, effects, random };
    const { difference, latent, judge, ...rest } = createSyntheticBoard({
      ...options,
      homeAdvantage: 0.4,
    });
    const pairs = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].map((j) => [i, j]));
    return [
      `${name} ${line(rest)} ${line(latent.sd)}`,
      line(
        pairs.map(([i, j]) => [latent.mean(i, j), ...[0, 1, 2].map((q) => difference(i, j, q))]),
      ),
      line(pairs.map(([i, j]) => judge(i, j, 1, random))),
    ];
  });
  const text = [
    ...[...precisions.map(line), line(shares), ...intervals.map(line), ...priors, ...likelihoods],
    ...[...settled, ...early.map(line), ...made],
  ];
  await expect(text.join("\n")).toMatchFileSnapshot("../fixtures/held_claims.txt");
});
