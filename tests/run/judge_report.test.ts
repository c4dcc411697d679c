/** judge_report.ts: a good judge, one that goes by place, a coin, and people, on votes that are made up. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { cardTable, type JudgeCard } from "../../jrank/report/tables/judge_cards.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);

const MODELS = ["best", "fine", "fair", "good-small"];

/** `win`: the chance that the first wins, by the gap in strength. */
function votes(name: string, win: (gap: number, k: number) => number, more = {}): string {
  const random = createRandom(5, name);
  const lines = Array.from({ length: 240 }, (_, k) => {
    const q = k % 20;
    const i = Math.floor(k / 20) % 4;
    const j = (i + 1 + (Math.floor(k / 80) % 3)) % 4;
    return JSON.stringify({
      question_id: `q${q}`,
      model1_id: MODELS[i],
      model2_id: MODELS[j],
      winner: k % 40 === 7 && name === "coin" ? "error" : random.next() < win(j - i, k) ? 1 : 2,
      judge: [name, "pair"],
      turn: 1,
      ...more,
    });
  });
  writeFileSync(at(`${name}.jsonl`), `${lines.join("\n")}\n`);
  return at(`${name}.jsonl`);
}

it("tells the good judge from the one that goes by place and from the coin", async () => {
  const sharp = (gap: number) => 1 / (1 + Math.exp(-1.2 * gap));
  const files = [
    votes("good-judge", sharp, { usage: { cost_usd: 0.01, output_tokens: 50, seconds: 2 } }),
    votes("cheap", sharp, { usage: { cost_usd: 0.001, output_tokens: 5 } }),
    votes("second", () => 0),
    votes("coin", () => 0.5),
  ];
  const people = votes("people", (gap) => 1 / (1 + Math.exp(-gap)));
  const { code, stdout } = await runCommandLine(
    "judge_report",
    [
      ...files,
      "--people",
      people,
      "--bootstrap-n",
      "40",
      "--json-file",
      at("report.json"),
      "--markdown-file",
      at("report.md"),
    ],
    { cwd: folder.path },
  );
  expect(code).toBe(0);
  const { judges } = JSON.parse(readFileSync(at("report.json"), "utf8")) as { judges: JudgeCard[] };
  const card = (name: string) => judges.find(({ judge }) => judge === name) as JudgeCard;
  expect(judges).toHaveLength(5);
  expect(card("good-judge")).toMatchObject({
    cost_usd: expect.closeTo(0.01, 9),
    tokens: 50,
    seconds: 2,
    always: null,
  });
  expect(card("good-judge").discrimination?.lower).toBeGreaterThan(0.5);
  expect(card("good-judge").family.models).toEqual(["good-small"]);
  expect(card("good-judge").family.more?.lower).toBeLessThan(0);
  expect(card("good-judge").agreement.find((one) => one.is_person)?.shared).toBe(120);
  expect(card("coin").discrimination?.lower).toBeLessThan(0);
  expect(card("coin").without_verdict.times).toBe(6);
  expect(card("second")).toMatchObject({
    always: "second",
    discrimination: null,
    fragile_top: null,
  });
  expect(card("second").cost_usd).toBeNull();
  const rare = { ...card("coin").without_verdict, share: 0, lower: 0, upper: 0.003 };
  const cells = cardTable({ ...card("coin"), without_verdict: rare }).rows.flat();
  expect(cells.map(String)).toContain("0 % (0 % … <1 %)");
  expect(stdout).toContain("second chose the second of two, 240 of 240");
  expect(stdout).toContain("no better than a coin's");
  expect(stdout).toMatch(
    /Cheaper, with the same ranking: cheap \(Kendall τ 1\.00, 10 % of the cost\)/,
  );
  expect(stdout).toContain("Good for: nothing as it is.");
  expect(readFileSync(at("report.md"), "utf8")).toContain("## good-judge");
});

it("refuses to report on people alone, and to write over what it reads", async () => {
  const people = votes("people", () => 0.5);
  const alone = await runCommandLine("judge_report", [people, "--json-file", people]);
  expect(alone.code).toBe(2);
  const none = await runCommandLine("judge_report", []);
  expect(none).toMatchObject({ code: 2 });
});
