import fc from "fast-check";
import { expect, it } from "vitest";
import { spread } from "../../jrank/chart/line_marks.ts";

const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 });

it("keeps names apart, in order and within the page", () => {
  fc.assert(
    fc.property(values, (wanted) => {
      const places = spread(wanted, { least: 20, domain: [0, 1000] });
      const order = wanted.map((_, k) => k).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
      order.forEach((k, at) => {
        const previous = order[at - 1];
        expect(places[k]).toBeGreaterThanOrEqual(-1e-9);
        expect(places[k]).toBeLessThanOrEqual(1000 + 1e-9);
        if (previous === undefined) return;
        expect(places[k] - places[previous]).toBeGreaterThan(20 - 1e-9);
        expect(wanted[k]).toBeGreaterThanOrEqual(wanted[previous]);
      });
    }),
  );
});

it("moves nothing that stands apart, and a crowd around its middle", () => {
  expect(spread([10, 50, 90], { least: 20, domain: [0, 100] })).toEqual([10, 50, 90]);
  expect(spread([50, 50, 90], { least: 20, domain: [0, 100] })).toEqual([40, 60, 90]);
  expect(spread([100, 100], { least: 20, domain: [0, 100] })).toEqual([80, 100]);
});
