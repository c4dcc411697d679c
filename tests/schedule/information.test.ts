import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import {
  currentStrengths,
  informationAt,
  longWave,
  neighbourWeight,
  spreadOf,
} from "../../jrank/schedule/adaptive_fit.ts";
import {
  addMatch,
  createInformation,
  differenceVariance,
  expectedWeight,
  gainOf,
  targetOf,
} from "../../jrank/schedule/match_information.ts";
import { rakuda } from "../stats/reference.ts";

/** A random covariance: A A' + I. */
function randomCovariance(size: number, seed: number): Float64Array {
  const random = createRandom(seed, "covariance");
  const a = Float64Array.from({ length: size * size }, () => random.normal());
  const c = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) c[i * size + j]! += a[i * size + k]! * a[j * size + k]!;
    }
    c[i * size + i]! += 1;
  }
  return c;
}

const targets = [
  { name: "error-bars" },
  { name: "ranking" },
  { name: "top-k", k: 2 },
  { name: "new-model", model: 1 },
] as const;

describe("information", () => {
  it.each(targets)(
    "the gain is the exact drop of the goal, and updates agree with a rebuild ($name)",
    (goal) => {
      fc.assert(
        fc.property(fc.integer({ min: 3, max: 7 }), fc.integer(), (size, seed) => {
          const order = Array.from({ length: size }, (_, i) => i);
          const wave = Float64Array.from(order, (i) => 0.4 * (i - (size - 1) / 2));
          const target = targetOf(goal, { order, neighbours: 0.7, wave });
          const state = createInformation(randomCovariance(size, seed), target);
          // tr(Λ C) column by column
          const goalValue = (c: Float64Array): number => {
            const out = new Float64Array(size);
            let trace = 0;
            for (let j = 0; j < size; j++) {
              target(c.slice(j * size, (j + 1) * size), out);
              trace += out[j]!;
            }
            return trace;
          };
          const before = goalValue(state.covariance);
          const gain = gainOf(state, 0, 2, 0.2);
          addMatch(state, 0, 2, 0.2);
          expect(before - goalValue(state.covariance)).toBeCloseTo(gain, 8);
          const rebuilt = createInformation(state.covariance.slice(), target);
          state.weighted.forEach((value, k) => {
            expect(value).toBeCloseTo(rebuilt.weighted[k]!, 7);
          });
        }),
        { numRuns: 25 },
      );
    },
  );
});

describe("what the schedule looks at", () => {
  const m = 12;
  const ELO = 400 / Math.LN10;

  /** A board in the middle of its judging: 12 models about 60 Elo apart, some matches of each pair. */
  function state(goal: (typeof targets)[number]) {
    const random = createRandom(8, "games");
    const strengths = Float64Array.from(
      { length: m + 1 },
      (_, i) => (i < m ? 350 - 60 * i : 0) / ELO,
    );
    // As many in each order, so that the home advantage says nothing of the strengths.
    const games = new Float64Array(m * m);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < i; j++) {
        games[i * m + j] = random.below(3);
        games[j * m + i] = games[i * m + j]!;
      }
    }
    return { strengths, games, information: informationAt(strengths, games, goal, m) };
  }

  /** tr(Λ C), with Λ written out as a matrix from its definition. */
  function goalValue(
    { name }: (typeof targets)[number],
    strengths: Float64Array,
    outline: Float64Array,
    c: Float64Array,
  ): number {
    const spread = spreadOf(strengths, outline, m);
    const mean = strengths.subarray(0, m).reduce((sum, b) => sum + b, 0) / m;
    const squares = strengths.subarray(0, m).reduce((sum, b) => sum + (b - mean) ** 2, 0);
    const s =
      Math.min(0.5, (4 * spread.error) / spread.variance) *
      Math.min(1, spread.variance / (150 / ELO) ** 2);
    const ofAll = neighbourWeight(spread);
    const neighbours = { ranking: ofAll, "error-bars": 0, "top-k": 0.2 * ofAll, "new-model": 0 };
    let value = 0;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) {
        const u = (strengths[i]! - mean) * (strengths[j]! - mean);
        const ofWave = { ranking: 1, "error-bars": 0.5, "top-k": 0.4, "new-model": 0 }[name];
        let weight = (ofWave * s * m * u) / squares;
        if (i === j) weight += name === "top-k" ? 0.3 : 1;
        // The strengths fall with the index, so neighbours are i and i + 1.
        for (const k of [i, i - 1]) {
          if (k < 0 || k >= m - 1) continue;
          const side = (x: number) => (x === k ? 1 : x === k + 1 ? -1 : 0);
          const ofTop = name === "top-k" && k < 2 ? 1 : 0;
          weight += (neighbours[name] + ofTop) * side(i) * side(j);
        }
        if (name === "new-model") {
          const side = (x: number) => (x === 1 ? 1 : -1 / (m - 1));
          weight = side(i) * side(j);
        }
        value += weight * c[j * m + i]!;
      }
    }
    return value;
  }

  it.each(targets)(
    "a gain is the drop of tr(Λ C) by one more match, inverted anew ($name)",
    (goal) => {
      const { strengths, games, information } = state(goal);
      const before = information.covariance.slice();
      for (const [i, j] of [
        [0, 1],
        [0, 11],
        [5, 6],
        [3, 9],
      ] as const) {
        // Half a match either way round, of the weight that the curvature gives it: no home advantage.
        const more = games.slice();
        more[i * m + j]! += 0.5;
        more[j * m + i]! += 0.5;
        const after = informationAt(strengths, more, goal, m).covariance;
        const w = 1 / (2 + 2 * Math.cosh(strengths[i]! - strengths[j]!));
        const drop =
          goalValue(goal, strengths, before, before) - goalValue(goal, strengths, before, after);
        expect(gainOf(information, i, j, w) / drop).toBeCloseTo(1, 8);
      }
    },
  );

  it("weighs the long wave by what is not known of the spread, not where models are close", () => {
    const weight = (elo: number, error: number) => {
      const strengths = Float64Array.from(
        { length: m },
        (_, i) => (i % 2 === 0 ? elo : -elo) / ELO,
      );
      const variance = (elo / ELO) ** 2;
      const wave = longWave(strengths, { variance, error: error * variance }, m);
      return { weight: wave.reduce((sum, v) => sum + v * v, 0) / m, wave };
    };
    expect(weight(200, 1).weight).toBeCloseTo(0.5, 12);
    expect(weight(200, 0.05).weight).toBeCloseTo(0.2, 12);
    expect(weight(200, 0.001).weight).toBeCloseTo(0.004, 12);
    expect(weight(75, 1).weight).toBeCloseTo(0.5 / 4, 12);
    expect(weight(200, 1).wave[0]).toBeGreaterThan(0);
    expect(weight(200, 1).wave[1]).toBeLessThan(0);
    const unknown = longWave(Float64Array.of(1, -1, 0), { variance: 0, error: 3 }, 3);
    expect([...unknown]).toEqual([0, 0, 0]);
  });
});

describe("the worked example on the Rakuda v1 judgments", () => {
  // Computed independently for a prior of 2.3; ours is ln 10 = 2.3026, hence four digits.
  const EXPECTED = [
    [
      "gpt-3.5-turbo-0301:20230614",
      "stabilityai/StableBeluga2",
      0.185277,
      0.095473,
      3.043536e-3,
      0.18423,
    ],
    ["rwkv-world-jp-v1", "rwkv-world-jpn-55", 0.244764, 0.079731, 2.99288e-3, 0.17227],
    ["gpt-3.5-turbo-0301:20230614", "gpt-4:20230713", 0.217937, 0.088619, 2.795667e-3, 0.13116],
    ["gpt-4:20230713", "rinna/japanese-gpt-neox-3.6b", 0.008601, 0.131451, 1.335449e-4, 0.000001],
  ] as const;

  it("gives the weights, variances, gains and probabilities", () => {
    const c = rakuda();
    const m = c.models.length;
    const verdicts = { won: new Float64Array(m * m), lost: new Float64Array(m * m) };
    const games = new Uint32Array(m * m);
    c.first.forEach((i, k) => {
      const pair = i * m + c.second[k]!;
      const score = [1, 0, 0.5][c.outcome[k]! - 1]!;
      verdicts.won[pair]! += score;
      verdicts.lost[pair]! += 1 - score;
      games[pair]!++;
    });
    const strengths = currentStrengths(verdicts, m);
    const { covariance } = informationAt(strengths, games, { name: "ranking" }, m);
    // The example is without the long wave.
    const order = [...strengths.subarray(0, m).keys()].sort(
      (i, j) => strengths[j]! - strengths[i]!,
    );
    const wave = new Float64Array(m);
    const target = targetOf({ name: "ranking" }, { order, neighbours: 1, wave });
    const information = createInformation(covariance, target);
    const gain = (i: number, j: number) => {
      const variance = differenceVariance(information, i, j);
      const w = expectedWeight(strengths[i]! - strengths[j]!, variance);
      return { variance, w, gain: gainOf(information, i, j, w) };
    };
    let total = 0;
    for (let i = 0; i < m; i++) for (let j = 0; j < i; j++) total += gain(i, j).gain ** 4;
    for (const [a, b, w, variance, expected, probability] of EXPECTED) {
      const found = gain(c.models.indexOf(a), c.models.indexOf(b));
      expect(found.w).toBeCloseTo(w, 4);
      expect(found.variance).toBeCloseTo(variance, 4);
      expect(found.gain / expected).toBeCloseTo(1, 3);
      expect(found.gain ** 4 / total).toBeCloseTo(probability, 3);
    }
  });
});
