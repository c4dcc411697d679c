import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { factsPath } from "../support/facts.ts";
import { schemaErrors } from "../support/vega_lite_schema.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const run = (...args: string[]) => runCommandLine("overplot_rankings", args, { cwd: folder.path });

const write = (name: string, content: unknown): string => {
  writeFileSync(join(folder.path, name), JSON.stringify(content));
  return name;
};
const rows = [
  { model_id: "a", rating: 1100, lower: 1090, upper: 1110, ci_lower: 1080, ci_upper: 1120 },
  { model_id: "b", rating: null, lower: null, upper: null, ci_lower: null, ci_upper: null },
  { model_id: "c", rating: 900, lower: 890, upper: 910, ci_lower: 880, ci_upper: 920 },
];
const ours = {
  judge: "judge",
  compute: "mle",
  scale: 400,
  base: 10,
  confidence: 0.95,
  ranking: rows,
};

describe("overplot_rankings on Rakuda v2's published rankings", () => {
  it("draws two judges with their rank correlation in the subtitle", async () => {
    const files = ["gpt-4_mle", "claude-2_mle"].map((name) =>
      factsPath(`data/rakuda_v2/rankings/${name}.json`),
    );
    const { code, stdout } = await run(...files, "--label2", "Claude", "--chart_dir", "out");
    expect(code).toBe(0);
    // Of 14 models 2 of 91 pairs are in another order: tau = 1 - 4 / 91.
    expect(stdout).toMatch(/gpt-4 +Claude +14 +0\.956/);
    const spec = readFileSync(join(folder.path, "out", "combined_ranking.vl.json"), "utf8");
    expect(spec).toContain("Kendall τ 0.96");
    for (const ending of ["vg.json", "svg", "png", "html"]) {
      expect(existsSync(join(folder.path, "out", `combined_ranking.${ending}`))).toBe(true);
    }
  });
});

it("draws what the order of the answers did to each judge, where the rankings say it", async () => {
  const home_advantage = { estimate: 20, lower: -5, upper: 45, standard_error: 12 };
  const by_position = { first_wins: 50, second_wins: 40, ties: 10 };
  const one = write("one.json", { ...ours, home_advantage, by_position });
  const two = write("two.json", { ...ours, judge: "other", home_advantage: null, by_position });
  const { code, stdout } = await run(one, two, "--chart-dir", "bias", "--language", "ja");
  expect(code).toBe(0);
  expect(stdout).toContain("combined_position_bias");
  const text = readFileSync(join(folder.path, "bias", "combined_position_bias.vl.json"), "utf8");
  const spec = JSON.parse(text);
  expect(schemaErrors(spec)).toEqual([]);
  const [shares, advantages] = spec.layer;
  expect(shares.data.values).toHaveLength(6);
  expect(advantages.data.values).toEqual([{ judge: "judge", advantage: 20, lower: -5, upper: 45 }]);
});

it("explains what cannot be compared, and draws nothing", async () => {
  const good = write("good.json", ours);
  const cases: [string[], number, RegExp][] = [
    [[good], 2, /two to 8 ranking files/],
    [[good, "missing.json"], 1, /cannot read the ranking/],
    [[good, write("rate.json", { ...ours, compute: "winrate" })], 1, /one holds win rates/],
    [[good, write("scaled.json", { ...ours, scale: 100 })], 1, /scales or bases differ/],
    [[good, write("none.json", { ranking: [{}] })], 1, /is no ranking: ranking\.0\.model_id/],
    [[good, good, "--label3", "x"], 2, /--label3 has no ranking/],
    [[good, good, "--label1", "x", "--label2", "x"], 2, /same label/],
  ];
  for (const [args, expected, message] of cases) {
    const { code, stderr } = await run(...args);
    expect([args, code]).toEqual([args, expected]);
    expect(stderr).toMatch(message);
  }
  expect(existsSync(join(folder.path, "charts"))).toBe(false);
});
