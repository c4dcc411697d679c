import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { stampOf } from "../../jrank/run/judging/matches/open_matches.ts";
import { countedRows } from "../../jrank/run/ranking/files/counted_rows.ts";
import { ADAPTIVE_RULE, FIRST_RULE_WITH_WAVE } from "../../jrank/schedule/adaptive.ts";

const folder = mkdtempSync(join(tmpdir(), "jrank-counted-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is found in ten judgments, the k-th with such a stamp. */
function found(stampOf: (k: number) => object | undefined) {
  const rows = Array.from({ length: 10 }, (_, k) => ({
    question_id: k,
    model1_id: "a",
    model2_id: "b",
    winner: 1,
    judge: ["j", "p"],
    turn: 1,
    ...(stampOf(k) && { schedule: stampOf(k) }),
  }));
  const file = join(folder, "j_pair.jsonl");
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return countedRows([file], {}).findings;
}

describe("matches of an earlier rule", () => {
  const stamp = (k: number) => ({ id: "x", index: k, propensity: 0.1 });

  it("are told where verdicts chose a tenth of all or more", () => {
    expect(found((k) => (k < 4 ? stamp(k) : undefined))).toEqual([
      { kind: "earlier-schedule", judgments: 4, of: 10 },
    ]);
    expect(found((k) => (k < 1 ? stamp(k) : undefined))).toHaveLength(1);
    expect(found(() => undefined)).toEqual([]);
  });

  it("are not those of the warm-up, nor of a rule with the long wave", () => {
    expect(found((k) => ({ id: "x", index: k }))).toEqual([]);
    expect(found((k) => ({ ...stamp(k), rule: ADAPTIVE_RULE }))).toEqual([]);
    expect(found((k) => ({ ...stamp(k), rule: FIRST_RULE_WITH_WAVE }))).toEqual([]);
    expect(found((k) => ({ ...stamp(k), rule: FIRST_RULE_WITH_WAVE - 1 }))).toHaveLength(1);
  });

  it("are not those that are chosen now: their stamps name the rule", () => {
    const match = { item: 0, first: 0, second: 1, index: 7, propensity: 0.2 };
    expect(stampOf(match, "x")).toEqual({
      id: "x",
      index: 7,
      propensity: 0.2,
      rule: ADAPTIVE_RULE,
    });
    expect(found(() => stampOf(match, "x"))).toEqual([]);
  });
});
