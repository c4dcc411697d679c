import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { currentStrengths, informationAt } from "../../jrank/schedule/adaptive_fit.ts";
import {
  addMatch,
  createInformation,
  differenceVariance,
  expectedWeight,
  gainOf,
  targetOf,
} from "../../jrank/schedule/match_information.ts";
import { readVotes } from "../../jrank/store/votes/read_votes.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

/** A random covariance: A A' + I. */
function covariance(size: number, seed: number): Float64Array {
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
          const target = targetOf(goal, order, 0.7);
          const state = createInformation(covariance(size, seed), target);
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

describeShared("the worked example on the Rakuda v1 judgments", () => {
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

  it("gives the weights, variances, gains and probabilities", async () => {
    const { comparisons: c } = await readVotes([sharedPath("data/rakuda_v1/judgments.jsonl")]);
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
    const information = informationAt(strengths, games, { name: "ranking" }, m);
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
