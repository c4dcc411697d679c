import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { anytimeThreshold } from "../../jrank/stats/uncertainty/standing.ts";

const elo = (value: number): number => (value * Math.LN10) / 400;

describe("the anytime-valid threshold", () => {
  it("is the printed one", () => {
    // ../shared/STATISTICS.md, section 1.8
    expect(anytimeThreshold(elo(40))).toBeCloseTo(3.041, 3);
    expect(anytimeThreshold(elo(20))).toBeCloseTo(3.102, 3);
    expect(anytimeThreshold(elo(60))).toBeCloseTo(3.155, 3);
  });

  it("does not depend on the unit", () => {
    expect(anytimeThreshold(40, { spread: 100 })).toBeCloseTo(anytimeThreshold(elo(40)), 12);
  });

  it("is wider where the error comes from few questions, as t intervals are", () => {
    // t(.975, 39) = 2.022691 and t(.975, 4) = 2.776445 (any table), against 1.959964.
    const one = anytimeThreshold(elo(20));
    expect(anytimeThreshold(elo(20), { degrees: 39 }) / one).toBeCloseTo(2.022691 / 1.959964, 5);
    expect(anytimeThreshold(elo(20), { degrees: 4 }) / one).toBeCloseTo(2.776445 / 1.959964, 5);
  });

  it("keeps false claims under alpha however often one looks, where 1.96 does not", () => {
    const random = createRandom(1, "equal models");
    const runs = 2000;
    let false196 = 0;
    let falseAnytime = 0;
    for (let run = 0; run < runs; run++) {
      let sum = 0;
      let naive = false;
      let anytime = false;
      for (let n = 1; n <= 400; n++) {
        // The score of one game of two equal models says one of -1, 1, worth 2 logits each.
        sum += random.next() < 0.5 ? -2 : 2;
        if (n < 20 || n % 5 !== 0) continue;
        const error = 2 / Math.sqrt(n);
        const z = Math.abs(sum / n) / error;
        naive ||= z > 1.96;
        anytime ||= z > anytimeThreshold(error);
      }
      if (naive) false196++;
      if (anytime) falseAnytime++;
    }
    expect(false196 / runs).toBeGreaterThan(0.15);
    expect(falseAnytime / runs).toBeLessThan(0.05);
  });
});
