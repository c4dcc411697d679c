import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chrF } from "../../jrank/prompt/offline/offline_judge.ts";

describe("chrF", () => {
  test("is the mean over orders where precision and recall agree, by hand", () => {
    // abcd against abce: 3 of 4 letters, 2 of 3 pairs, 1 of 2 triples, 0 of 1.
    expect(chrF("abcd", "abce")).toBeCloseTo((3 / 4 + 2 / 3 + 1 / 2 + 0) / 4, 12);
  });

  test("weighs recall four times at beta 2, by hand", () => {
    // 日本 against 日本一: precision 1 and 1; recall 2/3 and 1/2, mean 7/12; no longer runs in both.
    const recall = 7 / 12;
    expect(chrF("日本", "日本一")).toBeCloseTo((5 * recall) / (4 + recall), 12);
    expect(chrF("日本", "日本一", { beta: 1 })).toBeCloseTo((2 * recall) / (1 + recall), 12);
  });

  // sacreBLEU 2.6.0: CHRF().sentence_score(answer, [reference]).score, and CHRF(beta=1).
  const SACREBLEU: [string, string, number, number][] = [
    ["abcd", "abce", 47.91666666666667, 47.916666666666664],
    ["The cat sat on the mat.", "The cat is on the mat.", 67.17273492330233, 65.85172384034806],
    [
      "富士山は静岡県と山梨県にまたがる。",
      "富士山は静岡県と長野県の境にある。",
      42.01195862960569,
      42.01195862960569,
    ],
    ["日本", "日本一", 63.636363636363626, 73.68421052631578],
    ["a b c", "abc", 100, 100],
    ["東京", "大阪", 0, 0],
    ["", "abc", 0, 0],
    ["𠮷野家で食べた", "𠮷野家で飲んだ", 28.690476190476193, 28.690476190476193],
  ];
  test.each(SACREBLEU)("%j against %j is sacreBLEU's", (answer, reference, chrf2, chrf1) => {
    expect(100 * chrF(answer, reference)).toBeCloseTo(chrf2, 10);
    expect(100 * chrF(answer, reference, { beta: 1 })).toBeCloseTo(chrf1, 10);
  });

  const text = fc.string({ unit: fc.constantFrom("a", "b", "山", "川", "𠮷", " "), maxLength: 30 });

  test("lies between 0 and 1, and is 1 for a text itself", () => {
    fc.assert(
      fc.property(text, text, (answer, reference) => {
        const value = chrF(answer, reference);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(chrF(answer, answer)).toBeCloseTo(answer.trim() === "" ? 0 : 1, 12);
      }),
    );
  });

  test("with beta 1 does not care which text is the reference", () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(chrF(left, right, { beta: 1 })).toBeCloseTo(chrF(right, left, { beta: 1 }), 12);
      }),
    );
  });

  test("does not see white space", () => {
    fc.assert(
      fc.property(text, text, (answer, reference) => {
        const spaced = [...answer].join(" \n");
        expect(chrF(spaced, reference)).toBeCloseTo(chrF(answer, reference), 12);
      }),
    );
  });
});
