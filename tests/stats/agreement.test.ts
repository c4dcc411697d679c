import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import {
  agreementShare,
  cohenKappa,
  confusionOf,
  confusionTotal,
  decisiveAgreement,
  fleissKappa,
  krippendorffAlpha,
  ratingCounts,
} from "../../jrank/stats/raters/agreement.ts";
import { clusterIntervals } from "../../jrank/stats/raters/rater_agreement.ts";

/** Columns of two raters from a table in the order first, second, tie; the scale is first, tie, second. */
function columnsOf(table: readonly number[]): [number[], number[]] {
  const place = [0, 2, 1];
  const [a, b]: [number[], number[]] = [[], []];
  table.forEach((n, cell) => {
    for (let k = 0; k < n; k++) {
      a.push(place[Math.floor(cell / 3)]);
      b.push(place[cell % 3]);
    }
  });
  return [a, b];
}

/**
 * GPT-4 against another judge on the same games of Rakuda v1 (STATISTICS.md, 7.1): agreement, kappa,
 * linear and quadratic kappa, Fleiss, alpha nominal and interval.
 */
const RAKUDA = [
  {
    table: [66, 19, 1, 20, 108, 8, 17, 25, 2],
    expected: [0.6617, 0.4124, 0.4941, 0.5486, 0.4064, 0.4076, 0.5495],
  },
  {
    // The document prints 27 in the last row, which makes 305 of its 306 games; 28 meets all numbers.
    table: [74, 26, 5, 30, 120, 3, 17, 28, 3],
    expected: [0.6438, 0.3798, 0.4425, 0.4836, 0.3738, 0.3748, 0.4844],
  },
];

describe("agreement of two judges", () => {
  it.each(RAKUDA)("meets the published numbers of table $table", ({ table, expected }) => {
    const [a, b] = columnsOf(table);
    const confusion = confusionOf(a, b, { size: 3 });
    const counts = ratingCounts([a, b], { size: 3 });
    const found = [
      agreementShare(confusion),
      cohenKappa(confusion),
      cohenKappa(confusion, { weights: "linear" }),
      cohenKappa(confusion, { weights: "quadratic" }),
      fleissKappa(counts, { raters: 2 }),
      krippendorffAlpha(counts, { metric: "nominal" }),
      krippendorffAlpha(counts, { metric: "interval" }),
    ];
    found.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 4);
    });
  });

  it("counts the agreement of decided verdicts", () => {
    const [a, b] = columnsOf(RAKUDA[0].table);
    expect(decisiveAgreement(confusionOf(a, b, { size: 3 }))).toBeCloseTo(0.8169, 4);
  });

  it("leaves out units that one of them did not judge", () => {
    const confusion = confusionOf([0, -1, 2, 1], [0, 1, -1, 1], { size: 3 });
    expect(confusionTotal(confusion)).toBe(2);
    expect(agreementShare(confusion)).toBe(1);
  });

  it("has no number where none is determined", () => {
    const empty = confusionOf([], [], { size: 3 });
    expect([agreementShare(empty), cohenKappa(empty), decisiveAgreement(empty)]).toEqual([
      null,
      null,
      null,
    ]);
    const always = [0, 0, 0];
    expect(cohenKappa(confusionOf(always, always, { size: 3 }))).toBeNull();
    const counts = ratingCounts([always, always], { size: 3 });
    expect(fleissKappa(counts, { raters: 2 })).toBeNull();
    expect(krippendorffAlpha(counts, { metric: "nominal" })).toBeNull();
  });
});

describe("agreement of many judges", () => {
  /** The worked example of the article "Fleiss' kappa" in Wikipedia: 10 subjects, 14 raters, 0.210. */
  const SUBJECTS = [
    ...[0, 0, 0, 0, 14],
    ...[0, 2, 6, 4, 2],
    ...[0, 0, 3, 5, 6],
    ...[0, 3, 9, 2, 0],
    ...[2, 2, 8, 1, 1],
    ...[7, 7, 0, 0, 0],
    ...[3, 2, 6, 3, 0],
    ...[2, 5, 3, 2, 2],
    ...[6, 5, 2, 1, 0],
    ...[0, 2, 2, 3, 7],
  ];

  it("meets the worked example of Fleiss' kappa, and leaves out a unit with fewer raters", () => {
    const counts = { size: 5, counts: Float64Array.from(SUBJECTS) };
    expect(fleissKappa(counts, { raters: 14 })).toBeCloseTo(0.21, 3);
    const more = { size: 5, counts: Float64Array.from([...SUBJECTS, 5, 0, 0, 0, 0]) };
    expect(fleissKappa(more, { raters: 14 })).toBeCloseTo(0.21, 3);
  });

  /** Krippendorff 2011, section C: 4 observers, 12 units, missing data; nominal 0.743, interval 0.849. */
  const KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
  ].map((row) => row.map((value) => value - 1));

  it("meets Krippendorff's example with missing verdicts", () => {
    const counts = ratingCounts(KRIPPENDORFF, { size: 5 });
    expect(krippendorffAlpha(counts, { metric: "nominal" })).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(counts, { metric: "interval" })).toBeCloseTo(0.849, 3);
  });

  const verdicts = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), {
    minLength: 2,
    maxLength: 30,
  });

  it("does not depend on the order of raters or units, nor on the direction of the scale", () => {
    fc.assert(
      fc.property(verdicts, (units) => {
        const columns = [0, 1, 2].map((r) => units.map((unit) => unit[r]));
        const mirrored = [...columns].reverse().map((c) => c.map((v) => 2 - v).reverse());
        for (const metric of ["nominal", "interval"] as const) {
          const one = krippendorffAlpha(ratingCounts(columns, { size: 3 }), { metric });
          const two = krippendorffAlpha(ratingCounts(mirrored, { size: 3 }), { metric });
          if (one === null || two === null) expect(one).toBe(two);
          else expect(one).toBeCloseTo(two, 10);
        }
      }),
    );
  });

  it("counts a unit of weight 2 as two units", () => {
    fc.assert(
      fc.property(verdicts, (units) => {
        const columns = [0, 1, 2].map((r) => units.map((unit) => unit[r]));
        const doubled = columns.map((c) => [...c, c[0]]);
        const weight = units.map((_, u) => (u === 0 ? 2 : 1));
        const by = { raters: 3 };
        const one = fleissKappa(ratingCounts(columns, { size: 3, weight }), by);
        const two = fleissKappa(ratingCounts(doubled, { size: 3 }), by);
        if (one === null || two === null) expect(one).toBe(two);
        else expect(one).toBeCloseTo(two, 10);
      }),
    );
  });
});

describe("intervals by question", () => {
  it("are wide where a question decides all its games, narrow where it does not", () => {
    const questions = 20;
    const games = 10;
    const cluster = Array.from({ length: questions * games }, (_, u) => Math.floor(u / games));
    const truth = cluster.map((_, u) => u % 3);
    const byQuestion = truth.map((v, u) => (cluster[u] % 4 === 0 ? (v + 1) % 3 : v));
    const byGame = truth.map((v, u) => (u % 4 === 0 ? (v + 1) % 3 : v));
    const width = (other: number[]): number => {
      const [bounds] = clusterIntervals(
        cluster,
        (weight) => [agreementShare(confusionOf(truth, other, { size: 3, weight }))],
        { clusters: questions, rounds: 400, random: createRandom(1, "test") },
      );
      return (bounds.upper as number) - (bounds.lower as number);
    };
    expect(width(byQuestion)).toBeGreaterThan(0.3);
    expect(width(byGame)).toBeLessThan(0.1);
  });

  it("have no end that the rounds do not determine", () => {
    const cluster = [0, 1];
    const [bounds] = clusterIntervals(
      cluster,
      (weight) => [cohenKappa(confusionOf([0, 1], [0, 1], { size: 3, weight }))],
      { clusters: 2, rounds: 200, random: createRandom(1, "test") },
    );
    expect(bounds).toEqual({ lower: null, upper: null });
  });
});
