import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { AgreementReport } from "../../jrank/report/tables/agreement_tables.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { writeVotes } from "../support/facts.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const file = (name: string, rows: readonly object[] | string): string => {
  const path = join(folder.path, name);
  const text =
    typeof rows === "string" ? rows : rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(path, text);
  return path;
};
const check = (...args: string[]) => runCommandLine("check_reviewer_agreement", args);

const MODELS = ["天気", "b", "c"];
/** Games of three models on six questions; `turned` says which verdicts differ from those of others. */
const games = (judge: string, turned: (k: number) => boolean) =>
  Array.from({ length: 36 }, (_, k) => {
    const [first, second] = [MODELS[k % 3], MODELS[(k + 1 + (Math.floor(k / 3) % 2)) % 3]];
    const stronger = MODELS.indexOf(first) < MODELS.indexOf(second) ? 1 : 2;
    return {
      question_id: `q${Math.floor(k / 6)}`,
      model1_id: first,
      model2_id: second,
      winner: k === 35 ? "error" : turned(k) ? 3 - stronger : stronger,
      judge: [judge, "p"],
      prompt: "",
      judgment: "",
      turn: 1,
    };
  });

describe("check_reviewer_agreement", () => {
  const one = file(
    "one.jsonl",
    games("審査員一号", () => false),
  );
  const two = file(
    "two.jsonl",
    games("j2", (k) => k % 6 === 0),
  );

  it("prints aligned tables, with what was left out on stderr", async () => {
    const { code, stdout, stderr } = await check(one, two);
    expect(code).toBe(0);
    expect(stdout).toContain("審査員一号 / j2");
    expect(stdout).toContain("Kendall's tau");
    expect(stderr).toContain("1 game of 審査員一号 without a verdict: left out.");
    const rows = stdout.split("\n").filter((line) => /^ (審査員一号|j2) {2,}\d/.test(line));
    const width = (text: string) =>
      [...text].reduce((sum, c) => sum + ((c.codePointAt(0) as number) > 0x2e80 ? 2 : 1), 0);
    expect(rows).toHaveLength(2);
    expect(width(rows[0])).toBe(width(rows[1]));
  });

  it("gives JSON and CSV with the numbers, the same for the same seed", async () => {
    const { stdout } = await check(one, two, "--json");
    const report = JSON.parse(stdout) as AgreementReport;
    expect(report.pairs[0]).toMatchObject({ shared: 35, questions: 6 });
    expect(report.pairs[0]?.agreement.estimate).toBeCloseTo(29 / 35, 12);
    expect((await check(one, two, "--json")).stdout).toBe(stdout);
    const csv = await check(one, two, "--csv");
    const [head, row] = csv.stdout.trim().split("\n");
    expect(head.split(",").slice(0, 3)).toEqual(["first", "second", "shared"]);
    expect(row.split(",").slice(0, 3)).toEqual(["審査員一号", "j2", "35"]);
  });

  it("compares a panel, and people's votes in a file of their own with several voters", async () => {
    const people = file(
      "people.csv",
      [
        "question_id,model_a,model_b,winner,judge,turn",
        "q0,天気,b,model_a,person 1,1",
        "q0,天気,b,model_a,person 2,1",
        "q0,天気,b,model_b,person 3,1",
        "q1,b,天気,tie,person 1,1",
        "q2,c,b,model_a,person 2,2",
      ].join("\n"),
    );
    const { code, stdout, stderr } = await check(one, two, people, "--either-order", "--json");
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as AgreementReport;
    expect(report.raters.map(({ name }) => name)).toEqual(["審査員一号", "j2", "people.csv"]);
    expect(report.pairs.map(({ shared }) => shared)).toEqual([18, 2, 2]);
    expect(report.all?.units).toBe(18);
    expect(stderr).toContain("people.csv voted more than once on 1 pair; the majority counts");
    const alone = await check(people, "--by-judge", "--json");
    const voters = JSON.parse(alone.stdout) as AgreementReport;
    expect(voters.raters.map(({ name }) => name)).toEqual(["person 1", "person 2", "person 3"]);
  });

  it("says what to do where nothing can be compared", async () => {
    const swapped = file(
      "swapped.jsonl",
      games("j3", () => false)
        .slice(0, 1)
        .map((row) => ({ ...row, model1_id: row.model2_id, model2_id: row.model1_id })),
    );
    const only = file("only.jsonl", games("j4", () => false).slice(0, 1));
    const noShared = await check(only, swapped);
    expect(noShared.code).toBe(1);
    expect(noShared.stderr).toContain("with --either-order a pair counts as the same");
    const single = await check(one);
    expect(single.code).toBe(2);
    expect(single.stderr).toContain("agreement needs two judges, there is 審査員一号");
    const counted = file("counted.csv", "model_a,model_b,winner,count\na,b,model_a,5\n");
    const unmatched = await check(counted, counted);
    expect(unmatched.stderr).toContain("rows need a question_id");
    const nobody = await check();
    expect(nobody.code).toBe(2);
    expect((await check(one, two, "--confidence", "95")).code).toBe(2);
  });
});

describe("two runs of GPT-4 on Rakuda v1", () => {
  it("agree nearly always on the games they share, and are as consistent as documented", async () => {
    const names = ["judgments", "judgments_2023-08-30"];
    const files = names.map((name) => writeVotes(folder.path, `data/rakuda_v1/${name}`));
    const { stdout } = await check(...files, "--json");
    const report = JSON.parse(stdout) as AgreementReport;
    // The README of the data: 634 of the 1200 matches are also in judgments.jsonl.
    expect(report.pairs[0]?.shared).toBe(634);
    // STATISTICS.md, section 0: 117 of 143 swapped pairs agree, 7 flips, 16 tie/decisive, 3 tie/tie.
    expect(report.raters[0]?.swapped).toMatchObject({
      pairs: 143,
      sameWinner: 117,
      bothTies: 3,
      oneTie: 16,
    });
  });
});
