/** Which games people vote on: the probabilities are those that are said, and what is alike is kept apart. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { peopleSample, type SampledGame } from "../../jrank/schedule/people_sample.ts";

/** A judge's games: chance decides the pair and the question; pairs with model 0 are played three times as often. */
function games(count: number, { models = 6, questions = 12, seed = 1 } = {}): SampledGame[] {
  const random = createRandom(seed, "games");
  return Array.from({ length: count }, () => {
    const first = random.below(3) === 0 ? 0 : random.below(models);
    const second = (first + 1 + random.below(models - 1)) % models;
    const question = random.below(questions);
    return { first, second, question, category: question % 3 };
  });
}

const draw = (all: readonly SampledGame[], size: number, seed: number) =>
  peopleSample(all, { size, random: createRandom(seed, "sample") });

describe("peopleSample", () => {
  it("gives each game once, as many as asked for, and the same for a seed", () => {
    const all = games(200);
    const sample = draw(all, 60, 1);
    expect(sample).toHaveLength(60);
    expect(new Set(sample.map(({ index }) => index)).size).toBe(60);
    expect(draw(all, 60, 1)).toEqual(sample);
    expect(draw(all, 60, 2)).not.toEqual(sample);
    expect(draw(games(20), 60, 1)).toHaveLength(20);
  });

  it("has each game with the probability that it says, in every part of the order", () => {
    const all = games(40);
    const rounds = 3000;
    const parts = [7, 28] as const;
    const counts = parts.map(() => new Float64Array(all.length));
    const said = new Float64Array(all.length);
    for (let seed = 0; seed < rounds; seed++) {
      const sample = draw(all, 28, seed);
      parts.forEach((part, p) => {
        for (const { index } of sample.slice(0, part)) counts[p][index]++;
      });
      for (const { index, probability } of sample) said[index] = probability;
    }
    expect(Math.max(...said) / Math.min(...said)).toBeGreaterThan(1.5);
    for (const [p, part] of parts.entries()) {
      for (const [k, probability] of said.entries()) {
        const expected = (probability * part) / 28;
        const error = Math.sqrt((expected * (1 - expected)) / rounds);
        expect(Math.abs(counts[p][k] / rounds - expected)).toBeLessThan(4.5 * error + 1e-9);
      }
    }
  });

  it("spreads over models, questions and categories better than chance", () => {
    const all = games(400);
    const spread = (sample: readonly number[], of: (game: SampledGame) => readonly number[]) => {
      const counts = new Map<number, number>();
      for (const k of sample)
        for (const one of of(all[k])) counts.set(one, (counts.get(one) ?? 0) + 1);
      const values = [...counts.values()];
      const mean = values.reduce((sum, n) => sum + n, 0) / values.length;
      return values.reduce((sum, n) => sum + (n - mean) ** 2, 0) / values.length;
    };
    const random = createRandom(3, "chance");
    const margins = [
      ({ question }: SampledGame) => [question],
      ({ first, second }: SampledGame) => [first, second],
    ];
    const sums = margins.map(() => ({ ours: 0, chance: 0 }));
    for (let seed = 0; seed < 20; seed++) {
      const sample = draw(all, 48, seed).map(({ index }) => index);
      const others = sample.map(() => random.below(all.length));
      margins.forEach((of, k) => {
        sums[k].ours += spread(sample, of);
        sums[k].chance += spread(others, of);
      });
    }
    expect(sums[0].ours).toBeLessThan(0.8 * sums[0].chance);
    expect(sums[1].ours).toBeLessThan(0.6 * sums[1].chance);
  });
});
