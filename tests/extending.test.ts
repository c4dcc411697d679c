/** The additions that docs/extending.md walks through: made in a copy, compiled and used. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "./support/bundle.ts";

const root = join(import.meta.dirname, "..");
const copy = mkdtempSync(join(tmpdir(), "jrank-extended-"));
const data = join(copy, "data");

/** The fenced TypeScript of the document, by the comment that each begins with. */
function additions(): { file: string; table?: string; code: string }[] {
  const text = readFileSync(join(root, "docs/extending.md"), "utf8");
  return [...text.matchAll(/```ts\n\/\/ (?:in (\w+) of )?(jrank\/[\w/]+\.ts)\n([\s\S]*?)```/g)].map(
    ([, table, file, code]) => ({ file, code, ...(table !== undefined && { table }) }),
  );
}

/** Puts a row in front of the others of a table, an object or a list. */
function withRow(source: string, table: string, row: string): string {
  const start = new RegExp(`export const ${table}\\b[^=]*= [{[]`).exec(source);
  if (!start) throw new Error(`there is no table ${table}`);
  const at = start.index + start[0].length;
  return `${source.slice(0, at)}\n${row}${source.slice(at)}`;
}

/** Imports of what a row names at once; one that imports where it is used needs none. */
function importsFor(file: string, row: string): string {
  return additions()
    .filter(({ table }) => table === undefined)
    .flatMap((added) => {
      const name = /export (?:function|const) (\w+)/.exec(added.code)?.[1] ?? "";
      if (!new RegExp(`\\b${name}\\b`).test(row) || row.includes("await import(")) return [];
      return [`import { ${name} } from "./${relative(dirname(file), added.file)}";\n`];
    })
    .join("");
}

const bundles = join(copy, "bundles");
function run(command: string, ...args: string[]): string {
  return execFileSync(process.execPath, [join(bundles, "jrank", command), ...args], {
    cwd: copy,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: copy, LANG: "C" },
  });
}

const rows = (file: string) =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

beforeAll(async () => {
  for (const name of ["package.json", "tsconfig.json", "templates"]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  cpSync(join(root, "jrank"), join(copy, "jrank"), {
    recursive: true,
    filter: (path) => !path.startsWith(join(root, "jrank/data")),
  });
  for (const name of ["questions.jsonl", "answers", "reference_answer"]) {
    cpSync(join(root, "jrank/data/sample", name), join(data, "sample", name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  for (const { file, table, code } of additions()) {
    const path = join(copy, file);
    const text = table ? withRow(readFileSync(path, "utf8"), table, code) : code;
    writeFileSync(path, table ? importsFor(file, code) + text : text);
  }
  const config = JSON.parse(readFileSync(join(root, "config.json.example"), "utf8"));
  delete config.$schema;
  config.models.judge_models.push({ id: "first", provider: "first-shown" });
  config.charts = { ...config.charts, theme: "light" };
  Object.assign(config, { n: 280, schedule: "in-order", ties: "weak-ties", bootstrap_n: 20 });
  writeFileSync(join(copy, "config.json"), JSON.stringify(config));
  await bundle(["jrank/streamline.ts", "jrank/make_ranking.ts"], { folder: copy, outdir: bundles });
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("the additions of docs/extending.md", () => {
  it("are one new file at most, and rows", () => {
    expect(
      additions()
        .map(({ table }) => table)
        .filter((table) => table !== undefined)
        .sort(),
    ).toEqual([
      "BACKENDS",
      "CHARTS",
      "LIKELIHOODS",
      "PROVIDERS",
      "SCHEDULES",
      "TIE_MODELS",
      "VOTE_FORMATS",
    ]);
    expect(additions().filter(({ table }) => table === undefined)).toHaveLength(4);
  });

  it("compile", () => {
    const options = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
    writeFileSync(
      join(copy, "tsconfig.json"),
      JSON.stringify({ ...options, include: ["jrank"], exclude: ["jrank/page"] }),
    );
    const tsc = join(root, "node_modules/.bin/tsc");
    // What it finds fault with is its output, whatever its exit code.
    // Checkers beside each other check the same libraries, each for itself.
    const { stdout } = spawnSync(tsc, ["--noEmit", "--checkers", "1"], {
      cwd: copy,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
  });

  it("do the main job: a schedule, a provider, a likelihood and a chart", () => {
    run("streamline.js", "--data-dir", data, "--yes");
    const judged = rows(join(data, "sample/model_judgment/first_pair.jsonl"));
    expect(judged).toHaveLength(280);
    expect(new Set(judged.map(({ winner }) => winner))).toEqual(new Set([1]));
    // Eight models are 28 pairs: a turn of a question is played out before the next.
    expect(new Set(judged.map(({ question_id }) => question_id)).size).toBeLessThan(11);
    const ranking = JSON.parse(
      readFileSync(join(data, "sample/rankings/offline-judge_mle.json"), "utf8"),
    );
    expect(ranking.ties).toBe("weak-ties");
    expect(ranking.ranking.some(({ rating }: { rating: number }) => rating > 1000)).toBe(true);
    expect(existsSync(join(data, "sample/charts/offline-judge/matches.svg"))).toBe(true);
  });

  it("read a vote format", () => {
    const file = join(copy, "votes.jsonl");
    const votes = ["one", "one", "other", "same"].map((preferred, k) => ({
      question_id: k,
      one: "a",
      other: "b",
      preferred,
    }));
    writeFileSync(file, votes.map((vote) => `${JSON.stringify(vote)}\n`).join(""));
    const out = join(copy, "votes.json");
    run(
      "make_ranking.js",
      ...["--no-config", "--input-file", file, "--output-path", out, "--no-make-charts"],
      ...["--ties", "weak-ties", "--no-home-advantage", "--ci", "cr3"],
    );
    const { ranking } = JSON.parse(readFileSync(out, "utf8"));
    // Points 2.25 and 1.25: the tie is half as much evidence, and half a win of that for each.
    expect(ranking[0].rating - ranking[1].rating).toBeCloseTo(400 * Math.log10(2.25 / 1.25), 6);
  });
});
