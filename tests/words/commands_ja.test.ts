/** The main job and its usual errors in Japanese: no line of a screen is an English sentence. */
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eastAsianWidth } from "get-east-asian-width";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ALIASES } from "../../jrank/bin/commands.ts";
import { describeIssues } from "../../jrank/store/config/schema_faults.ts";
import { flagsJa } from "../../jrank/words/flags_ja.ts";
import { inLanguage } from "../../jrank/words/language.ts";
import { type CommandResult, runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const JAPANESE = { LANG: "ja_JP.UTF-8" };
const sample = new URL("../../jrank/data/sample", import.meta.url).pathname;

/** A benchmark of its own, so that every run has everything to do. */
function benchmarkIn(name: string): string {
  const data = join(folder.path, name);
  cpSync(sample, join(data, "sample"), { recursive: true });
  return data;
}

function configOf(name: string, config: unknown): string {
  const file = join(folder.path, name);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Lines with four or more English words in a row, paths and flags left out. */
function englishIn({ stdout, stderr }: CommandResult): string[] {
  return `${stdout}\n${stderr}`.split("\n").filter((line) => {
    const bare = line.replace(/\S*[/.\\]\S*/g, "|").replace(/--[\w-]+/g, "|");
    return /[A-Za-z]{2,}(?: [A-Za-z]{2,}){3,}/.test(bare);
  });
}

/** Columns that a terminal needs for a text. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, one) => sum + eastAsianWidth(one.codePointAt(0) ?? 0), 0);

const judges = [{ id: "offline-judge", provider: "offline" }];
const job = { benchmark_name: "sample", n: 60, models: { judge_models: judges } };

describe("the main job on the sample", () => {
  let japanese: CommandResult;
  let english: CommandResult;
  beforeAll(async () => {
    const run = (name: string, env: Record<string, string>, more: string[] = []) =>
      runCommandLine("streamline", ["--data-dir", benchmarkIn(name), ...more], {
        cwd: folder.path,
        env,
      });
    japanese = await run("ja", JAPANESE);
    english = await run("en", JAPANESE, ["--language", "en", "--no-make-charts"]);
  }, 120_000);

  it("says no English sentence where LANG is Japanese", () => {
    expect(japanese.code).toBe(0);
    expect(japanese.stderr).toContain("判定の前に確認してください");
    expect(japanese.stdout).toContain("予定した判定がすべて揃いました");
    expect(englishIn(japanese)).toEqual([]);
  });

  it("aligns the table by the width of its characters", () => {
    const lines = japanese.stdout.split("\n");
    const head = lines.find((line) => line.includes("レーティング")) ?? "";
    const row = lines.find((line) => line.includes("sample/kaede-70b")) ?? "";
    const endOf = (line: string, text: string): number =>
      widthOf(line.slice(0, line.indexOf(text) + text.length));
    const rating = /\s(\d{3,4})\s/.exec(row)?.[1] ?? "";
    expect(endOf(row, rating)).toBe(endOf(head, "レーティング"));
  });

  it("goes by --language before LANG", () => {
    expect(english.code).toBe(0);
    expect(english.stderr).toContain("Worth a look before judging:");
    expect(english.stdout).toContain("Judging ended at 300 judgments: all 300 judgments that");
    expect(english.stdout + english.stderr).not.toMatch(/[ぁ-んァ-ン]/);
  });
});

describe("errors in Japanese", () => {
  const api = [{ id: "gpt", provider: "openai", path: "gpt-4o" }];
  it.each([
    ["a key that is unknown", { ...job, evaluation_mod: "single" }, "のキーではありません"],
    ["a value of a wrong type", { ...job, n: "5" }, "数でなければなりません"],
    [
      "no such benchmark",
      { ...job, benchmark_name: "sampl", models: { ...job.models, api_models: api } },
      "がありません",
    ],
    ["a missing key", { ...job, models: { ...job.models, api_models: api } }, "キーが必要です"],
  ])("%s", async (name, config, words) => {
    const file = configOf("config.json", config);
    const data = benchmarkIn(name.replaceAll(" ", "_"));
    const result = await runCommandLine("streamline", ["--config", file, "--data-dir", data], {
      cwd: folder.path,
      env: JAPANESE,
    });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("エラー：");
    expect(result.stderr).toContain(words);
    expect(englishIn(result)).toEqual([]);
  });
});

const COMMANDS = readdirSync(new URL("../../jrank/", import.meta.url))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -3))
  // Those of other names show the help of the command that they call.
  .filter((name) => !Object.hasOwn(ALIASES, name));

describe("flags in Japanese", () => {
  it.each([
    ["an unknown one", "streamline", ["--nn", "5"], 'フラグはありません。"--n" ではありませんか。'],
    ["a value out of bounds", "make_ranking", ["--confidence", "2"], "0 より大、1 未満"],
    ["no number", "gen_judgment", ["--n", "x"], "数でなければなりません"],
    ["a condition", "make_ranking", ["--where", "x"], "field=value が必要です"],
    ["no value", "plan", ["--n"], "の値がありません"],
    ["a missing one", "gate", ["--no-config"], "必要なフラグ '--candidate <id>'"],
    ["a missing argument", "overplot_rankings", [], "必要な引数 'rankings'"],
    ["too many arguments", "make_ranking", ["x"], "引数が多すぎます"],
    [
      "what does not go together",
      "check_reviewer_agreement",
      ["--json", "--csv"],
      "同時に使えません",
    ],
  ])("%s", async (_, command, args, words) => {
    const result = await runCommandLine(command, args, {
      cwd: folder.path,
      env: JAPANESE,
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("エラー：");
    expect(result.stderr).toContain(words);
    expect(englishIn(result)).toEqual([]);
  });

  it("stand under Japanese headings in the help", async () => {
    for (const command of COMMANDS) {
      const { stdout } = await runCommandLine(command, ["--help", "all"], { env: JAPANESE });
      const headings = stdout.split("\n").filter((line) => /^[^ ].*[:：]$|^使い方/.test(line));
      expect(headings.length).toBeGreaterThan(2);
      expect(headings.filter((line) => /^[A-Z]/.test(line))).toEqual([]);
    }
  });

  it("have Japanese sentences in the help, all of which are in use, in lines that fit", async () => {
    let english = "";
    for (const command of COMMANDS) {
      const { stdout } = await runCommandLine(command, ["--help", "all"], { env: JAPANESE });
      const lines = stdout.split("\n").slice(0, -4);
      const said = lines.flatMap((line) => /^ {2}(?:-|\w+ ).*? {2,}(.*)/.exec(line)?.[1] ?? []);
      expect(said.filter((text) => !/[\u3000-\u9fff]/.test(text))).toEqual([]);
      expect(lines.filter((line) => widthOf(line) > 100)).toEqual([]);
      expect(lines[2]).toMatch(/[ぁ-ん]/);
      english += (await runCommandLine(command, ["--help", "all"], { env: {} })).stdout;
    }
    const plain = (text: string): string => text.replace(/\s+/g, " ");
    const shown = plain(english);
    expect(Object.keys(flagsJa).filter((text) => !shown.includes(plain(text)))).toEqual([]);
  });
});

it("what only zod can say of a config is Japanese too", () => {
  const { error } = z.object({ path: z.email() }).safeParse({ path: "x" });
  const [fault] = describeIssues(error as z.ZodError, { path: "x" }, z.object());
  expect(inLanguage(fault ?? "", "ja")).toMatch(/^path：無効なメールアドレス/);
  expect(String(fault)).toMatch(/^path: Invalid email/);
});

it("gen_judgment says what --language is, where the prompts' language is not given", async () => {
  const args = ["--bench-name", "sample", "--data-dir", benchmarkIn("flag"), "--no-config"];
  const judging = [...args, "--judge-model", "offline-judge", "--provider", "offline", "--n", "20"];
  const run = (...more: string[]) =>
    runCommandLine("gen_judgment", [...judging, "--mode", "pairwise-n", "--dry-run", ...more]);
  const notice = "that of the judge prompts is --prompt-language";
  expect((await run("--language", "en")).stderr).toContain(notice);
  expect((await run("--language", "en", "--prompt-language", "ja")).stderr).not.toContain(notice);
  expect((await run()).stderr).not.toContain(notice);
});
