import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { writeVotes } from "../support/facts.ts";
import { schemaErrors } from "../support/vega_lite_schema.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const chart = join(folder.path, "plan");

describe("plan.ts", () => {
  it("prints the curve, the targets and the cost, and draws a valid chart", async () => {
    const flags = ["--models", "8", "--questions", "30", "--price-per-call", "0.02"];
    const run = () => runCommandLine("plan", [...flags, "--output-path", chart]);
    const { code, stdout, stderr } = await run();
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("8 models");
    expect(stdout).toMatch(/1,000 +±\d+.*\$20\.00/);
    expect(stdout).toMatch(
      /With 30 questions no number of judgments brings the half-width below ±\d+/,
    );
    const spec = readFileSync(`${chart}.vl.json`, "utf8");
    expect(schemaErrors(JSON.parse(spec))).toEqual([]);
    expect((await run()).stdout).toBe(stdout);
    expect(readFileSync(`${chart}.vl.json`, "utf8")).toBe(spec);
  });

  it("has rows for two models, and says which numbers of judgments cannot be", async () => {
    const { stdout } = await runCommandLine("plan", ["--models", "2", "--no-make-charts"]);
    expect(stdout).toMatch(/ 20 +±.*\n +40 +±.*\n +80 +±/);
    const named = await runCommandLine("plan", [
      ...["--models", "3", "--questions", "5", "--n", "3", "20", "500", "--no-make-charts"],
    ]);
    expect(named.stdout).toContain(
      "Not shown: 3, 500. 3 models on 5 questions need at least 6 judgments, and there are 30 different ones at most.",
    );
    expect(named.stdout).toMatch(/ 20 +±/);
  });

  it.each([
    [["--tie-rate", "2"], "--tie-rate must be from 0 to 0.9"],
    [["--models", "5", "--strengths", "1", "2"], "give one of"],
    [["--strengths", "7"], "at least two models"],
  ])("says what does not fit: %j", async (flags, message) => {
    const { code, stderr } = await runCommandLine("plan", [...flags, "--no-make-charts"]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe("plan.ts --people", () => {
  it("tells what votes give: kappa, people alone, beside a judge", async () => {
    const { stdout, code } = await runCommandLine("plan", [
      ...["--people", "--models", "12", "--questions", "60", "--n", "12", "100", "400"],
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/12 +±0\.46 +– +–/);
    // 1.96 sqrt(.68 x .32 / 100) / .58; four times the votes, half the width.
    const [, alone, beside] = /100 +±0\.16 +±(\d+) +±(\d+)/.exec(stdout) ?? [];
    const [, later] = /400 +±0\.08 +±(\d+)/.exec(stdout) ?? [];
    // bench/judges.ts, 12 models, 60 questions: 91 Elo of error with 100 votes of people alone.
    expect(Number(alone) / 1.96).toBeGreaterThan(80);
    expect(Number(alone) / 1.96).toBeLessThan(115);
    expect(Number(beside) / Number(alone)).toBeCloseTo(0.72, 1);
    expect(Number(later) / Number(alone)).toBeCloseTo(0.5, 1);
  });
});

describe("plan.ts after a ranking", () => {
  it("takes models, questions, ties and question effect from it", async () => {
    const ranking = join(folder.path, "rakuda.json");
    await runCommandLine("make_ranking", [
      ...[
        "--input-file",
        writeVotes(folder.path, "data/rakuda_v1/judgments"),
        "--bootstrap-n",
        "20",
      ],
      ...["--no-make-charts", "--output-path", ranking],
    ]);
    const { stdout } = await runCommandLine("plan", [
      ...["--ranking", ranking, "--no-make-charts", "--n", "1174", "--schedule", "fewest-matches"],
    ]);
    expect(stdout).toContain("12 models");
    expect(stdout).toContain("40 questions, 8 % ties, question effect 134 Elo");
    // The mean CR3 half-width of these 1,174 judgments is 74.5 (../shared/STATISTICS.md, 2.3: 36.8 x 2.02).
    const [, half] = /1,174 +±(\d+)/.exec(stdout) ?? [];
    expect(Math.abs(Number(half) / 74.5 - 1)).toBeLessThan(0.05);
  });
});
