import { expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { discrete, poissonTables } from "../../jrank/stats/numeric/discrete.ts";

test("Poisson numbers have the mean, variance and skewness of their distribution", () => {
  const random = createRandom(1, "poisson");
  // From tables and by rejection; a Poisson's cumulants all equal its mean.
  const means = Float64Array.of(1, 3, 40, 900, 1500, 1e6);
  const draw = poissonTables(means, 1);
  const slot = Uint32Array.from(means.keys());
  const drawn = new Float64Array(means.length);
  const rounds = 40_000;
  const moments = Array.from(means, () => [0, 0, 0]);
  for (let round = 0; round < rounds; round++) {
    draw(drawn, slot, random);
    drawn.forEach((value, c) => {
      const z = (value - means[c]) / Math.sqrt(means[c]);
      moments[c][0] += z / rounds;
      moments[c][1] += (z * z) / rounds;
      moments[c][2] += z ** 3 / rounds;
    });
  }
  moments.forEach(([first, second, third], c) => {
    expect(Math.abs(first)).toBeLessThan(5 / Math.sqrt(rounds));
    expect(Math.abs(second - 1)).toBeLessThan(5 * Math.sqrt((2 + 1 / means[c]) / rounds));
    expect(Math.abs(third - 1 / Math.sqrt(means[c]))).toBeLessThan(0.12);
  });
});

test("numbers filled at once are those of calls one by one, and the stream goes on behind them", () => {
  const [filled, called] = [createRandom(7), createRandom(7)];
  for (const size of [0, 3, 5]) {
    const numbers = new Float64Array(size);
    filled.fill(numbers);
    expect([...numbers]).toEqual(Array.from(numbers, called.next));
    expect(filled.next()).toBe(called.next());
  }
});

test("the probability of no event is e^-mean", () => {
  const random = createRandom(2, "poisson");
  const draw = poissonTables(Float64Array.of(2), 0.75);
  const drawn = new Float64Array(1);
  let none = 0;
  for (let round = 0; round < 100_000; round++) {
    draw(drawn, Uint32Array.of(0), random);
    if (drawn[0] === 0) none++;
  }
  expect(Math.abs(none / 100_000 - Math.exp(-1.5))).toBeLessThan(5 * Math.sqrt(0.22 * 0.78e-5));
});

test("an index is drawn in proportion to its weight", () => {
  const weights = Float64Array.of(5, 0, 1, 94, 0.5);
  const draw = discrete(weights);
  const random = createRandom(3, "alias");
  const times = [0, 0, 0, 0, 0];
  for (let k = 0; k < 100_000; k++) times[draw(random)]++;
  weights.forEach((w, k) => {
    const p = w / 100.5;
    expect(Math.abs(times[k] / 100_000 - p)).toBeLessThanOrEqual(
      5 * Math.sqrt((p * (1 - p)) / 100_000),
    );
  });
});
