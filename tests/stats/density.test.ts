import fc from "fast-check";
import { expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { density } from "../../jrank/stats/numeric/density.ts";
import { normalCdf } from "../../jrank/stats/numeric/student_t.ts";

const area = ({ x, y }: { x: readonly number[]; y: readonly number[] }): number =>
  y.reduce((sum, value) => sum + value, 0) * ((x[1] as number) - (x[0] as number));

it("has the area 1 and follows a shift", () => {
  // Whole numbers stay exact when they are shifted.
  const draws = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 50 });
  fc.assert(
    fc.property(draws, (values) => {
      fc.pre(Math.max(...values) > Math.min(...values));
      const once = density(Float64Array.from(values), { points: 400 });
      const moved = density(
        Float64Array.from(values, (value) => value + 1000),
        { points: 400 },
      );
      expect(area(once as NonNullable<typeof once>)).toBeCloseTo(1, 1);
      expect(moved?.x[0]).toBeCloseTo((once?.x[0] as number) + 1000, 6);
    }),
    { numRuns: 50 },
  );
});

it("finds the normal density behind normal draws", () => {
  const random = createRandom(1);
  const draws = Float64Array.from({ length: 20_000 }, () => random.normal());
  const { x, y } = density(draws, { points: 201 }) as NonNullable<ReturnType<typeof density>>;
  const truth = (at: number): number => (normalCdf(at + 1e-4) - normalCdf(at - 1e-4)) / 2e-4;
  x.forEach((at, k) => {
    expect(Math.abs((y[k] as number) - truth(at))).toBeLessThan(0.02);
  });
});

it("is nothing for draws without a spread", () => {
  expect(density(Float64Array.of(3, 3, 3))).toBe(null);
  expect(density(Float64Array.of(3))).toBe(null);
  expect(density(new Float64Array())).toBe(null);
});
