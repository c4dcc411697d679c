/** Whose words count: quotations, legends and contradictions beside honest verdicts. */
import { describe, expect, it } from "vitest";
import { readVerdict } from "../../jrank/prompt/verdict/verdicts.ts";
import { GROUPS } from "./verdict_cases.ts";

for (const { name, format, cases } of GROUPS) {
  describe(`${name} (${format})`, () => {
    it.each(cases.map(([text, verdict, answers]) => ({ text, verdict, answers })))(
      "$text",
      (one) => {
        const { text, verdict: expected, answers = [] } = one;
        const verdict = readVerdict(text, format, { shown: answers });
        const found = verdict.kind === "winner" ? verdict.winner : undefined;
        expect(verdict.kind === "score" ? verdict.score : (found ?? null)).toBe(expected);
      },
    );
  });
}

describe("a short reply that is read again", () => {
  const shown = (texts: readonly string[]): string[] =>
    new Proxy([...texts], {
      get: (list, name) => {
        if (name !== "length") looks++;
        return Reflect.get(list, name);
      },
    });
  let looks = 0;

  it("is compared with what was shown where it may quote it, whatever was shown before", () => {
    const reply = "答えは以下の通りになります。\n[[A]]";
    const read = (texts: readonly string[]) =>
      readVerdict(reply, "[[A]]", { shown: shown(texts) }).kind;
    expect([read([]), read([reply]), read([]), read([reply])]).toEqual([
      "winner",
      "none",
      "winner",
      "none",
    ]);
    expect(looks).toBeGreaterThan(0);
  });

  it.each(["1", "[[2]]"])("%s alone is compared with nothing", (reply) => {
    looks = 0;
    const answers = shown(["1", "[[2]]"]);
    const first = readVerdict(reply, "last", { shown: answers });
    expect(first).toMatchObject({ kind: "winner", winner: Number(/\d/.exec(reply)?.[0]) });
    expect(readVerdict(reply, "last", { shown: answers })).toBe(first);
    expect(readVerdict(reply, "[[A]]", { shown: answers })).not.toBe(first);
    expect(looks).toBe(0);
  });
});

describe("the scale of grades", () => {
  const grade = (text: string, min: number, max: number): number | null => {
    const verdict = readVerdict(text, "[[rating]]", { scale: { min, max } });
    return verdict.kind === "score" ? verdict.score : null;
  };
  it.each([
    ["[[0.00]]", 0, 5, 0],
    ["0.50 + 0.10 = 0.60\n[[0.60]]", 0, 5, 0.6],
    ["[[5.05]]", 0, 5, null],
    ["[[85]]", 0, 100, 85],
    ["[[85/100]]", 0, 100, 85],
    ["[[100]]", 0, 100, 100],
    ["[[101]]", 0, 100, null],
    ["Note: [[7,5]]", 0, 10, 7.5],
    ["[[3/5]]", 1, 5, 3],
    ["[[3/5]]", 0, 100, null],
    ["得点：[[0]]", 0, 1, 0],
    ["Rating: 4 out of 5", 1, 5, 4],
    ["Rating: 4/5", 1, 5, 4],
    ["Rating: 4/10", 1, 5, null],
    ["評価：87点", 0, 100, 87],
    ["[[1.5, 2.5]]", 0, 5, null],
    ["[[87%]]", 0, 100, 87],
  ] as const)("%j on %d to %d → %s", (text, min, max, expected) => {
    expect(grade(text, min, max)).toBe(expected);
  });
});
