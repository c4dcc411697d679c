/** Every command ends with what it made and where, what it cost, and what to do next. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { closingOf } from "../../jrank/run/command/closing.ts";
import { runSummary } from "../../jrank/run/command/run_journal.ts";
import { inLanguage } from "../../jrank/words/language.ts";
import { runCommandLine } from "../support/command.ts";

const folder = new URL("../../jrank/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const sourceOf = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const commands = files.filter((name) => sourceOf(name).includes("await runCommand("));
const call = (name: string): string => `npx tsx jrank/${name}.ts`;
const nothing = { asked: {}, named: [], stages: [], files: [], call };

it("no command goes another way", () => {
  const others = files.filter((name) => !commands.includes(name));
  for (const name of others)
    expect([name, sourceOf(name)]).toEqual([name, expect.stringContaining("await runAlias(")]);
  expect(commands.length).toBeGreaterThan(18);
});

it.each(commands)("%s says what comes next, in both languages", (file) => {
  const name = file.replace(".ts", "");
  for (const asked of [{}, { benchName: "my bench", dryRun: true }]) {
    const lines = closingOf(name, { ...nothing, asked });
    const english = lines.map((line) => inLanguage(line, "en"));
    expect(english).toEqual([
      "Cost: nothing (no model was called)",
      expect.stringMatching(/^Next: \S/),
    ]);
    const [, next] = /jrank\/(\w+\.ts)/.exec(english[1] as string) ?? [];
    if (next !== undefined) expect(files).toContain(next);
    const japanese = lines.map((line) => inLanguage(line, "ja"));
    expect(japanese).toEqual(lines.map(() => expect.stringMatching(/^(費用|次)/)));
  }
});

it("what comes next is a line that works: of grades, of a config, of a board of scores", () => {
  const next = (command: string, asked: object, files: readonly string[] = []): string =>
    inLanguage(closingOf(command, { ...nothing, asked, files }).at(-1) as string, "en");
  expect(next("gen_judgment", { mode: "single", benchName: "b" })).toBe(
    "Next: npx tsx jrank/show_result.ts --bench-name b --mode single",
  );
  expect(next("gen_judgment", { mode: "pairwise-n" })).toContain("make_ranking.ts");
  expect(next("show_result", {})).toContain("qa_browser.ts --serve");
  expect(next("streamline", { config: "my own.json" })).toBe(
    'Next: npx tsx jrank/qa_browser.ts --config "my own.json" --serve',
  );
  // Without a config the next goes without one, too; files of votes are no benchmark.
  expect(next("make_ranking", { config: false, benchName: "b" })).toBe(
    "Next: npx tsx jrank/qa_browser.ts --bench-name b --no-config --serve",
  );
  expect(next("make_ranking", { config: false, inputFile: ["a.csv", "b c.csv"] })).toBe(
    'Next: npx tsx jrank/vote_ranking.ts a.csv "b c.csv" --html ranking.html',
  );
  expect(next("make_ranking", { benchName: "b", inputFile: ["a.csv"] })).toContain("qa_browser.ts");
  const board = ["data/nejumi/leaderboard_testmode.json"];
  const neo = { config: "neo.yaml", dataDir: "data" };
  expect(next("streamline", neo, board)).toBe(
    "Next: npx tsx jrank/streamline.ts --config neo.yaml --data-dir data --site-out site",
  );
  expect(next("streamline", { ...neo, siteOut: "site" }, board)).toContain("any web server");
});

it("names few files, counts many by folder, and adds up what was paid", () => {
  const folder = mkdtempSync(join(tmpdir(), "closing-"));
  const stage = { kind: "pairs", model: "judge", asked: 3, done: 3, failed: 0 } as const;
  const stages = [
    { ...stage, usage: { cost_usd: 0.5 }, cost_unknown: 0 },
    { ...stage, usage: { cost_usd: 0.25 }, cost_unknown: 2 },
  ];
  const made = Array.from({ length: 4 }, (_, k) => join(folder, `${k}.svg`));
  const say = (more: object): string[] =>
    closingOf("make_ranking", { ...nothing, ...more }).map((line) => inLanguage(line, "en"));
  expect(say({ files: made })[0]).toMatch(/^Made: \S+closing-\w+ \(4\)$/);
  // Outside of the working directory the whole path, which is shorter than the way there.
  expect(say({ files: made.slice(0, 1) })[0]).toBe(`Made: ${made[0]}`);
  expect(say({ files: [join(process.cwd(), "charts", "a.svg")] })[0]).toBe(
    `Made: ${join("charts", "a.svg")}`,
  );
  expect(say({ stages: stages.slice(0, 1) })[0]).toBe("Cost: $0.50 (3 calls)");
  expect(say({ stages })[0]).toBe("Cost: $0.75 (6 calls; nobody knows the price of 2 of them)");
  const config = closingOf("init", { ...nothing, files: [join(folder, "config.json")] });
  expect(inLanguage(config.at(-1) as string, "en")).toMatch(
    /streamline\.ts --config \S+config\.json --dry-run$/,
  );
  expect(runSummary(stages, {} as never).total.cost_usd).toBe(null);
});

it("a command tells the files that it wrote itself, on stderr", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "closing-"));
  const input = join(cwd, "questions.csv");
  writeFileSync(input, "question_id,turns\n1,Why is the sky blue?\n");
  const { code, stdout, closing } = await runCommandLine("import_questions", [
    ...["--input-file", input, "--bench-name", "mine", "--data-dir", join(cwd, "data")],
    ...["--text-field", "turns"],
  ]);
  expect([code, stdout.includes("Next:")]).toEqual([0, false]);
  expect(existsSync(join(cwd, "data/mine/questions.jsonl"))).toBe(true);
  expect(closing).toEqual([
    expect.stringMatching(/^Made: \S+data\/mine\/questions\.jsonl$/),
    "Cost: nothing (no model was called)",
    expect.stringMatching(/^Next: npx tsx jrank\/init\.ts --data-dir \S+data --bench-name mine$/),
  ]);
});
