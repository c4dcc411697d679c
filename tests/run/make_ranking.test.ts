import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { pngOf } from "../../jrank/run/ranking/files/chart_paths.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { factsPath, writeVotes } from "../support/facts.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const rankFile = async (file: string, ...flags: string[]): Promise<Ranking> => {
  const output = join(folder.path, "ranking.json");
  const { code, stderr } = await runCommandLine(
    "make_ranking",
    ["--input-file", file, "--output-path", output, "--no-make-charts", ...flags],
    { cwd: folder.path },
  );
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(readFileSync(output, "utf8"));
};

it("keeps the posterior's draws and refuses them for other judgments or options", async () => {
  const votes = (extra: string) =>
    `left,right,winner\n${"a,b,left\nb,a,left\na,b,right\nb,c,left\nc,b,left\nc,a,tie\n".repeat(8)}${extra}`;
  const file = join(folder.path, "votes.csv");
  const chain = join(folder.path, "chain.jsonl");
  writeFileSync(file, votes(""));
  const flags = ["--compute", "mcmc", "--chain-path", chain];
  const first = await rankFile(file, ...flags);
  expect(first.posterior).toMatchObject({ sampler: "hmc", draws: 4000, divergences: 0 });
  const draws = readFileSync(chain, "utf8");
  expect(draws.trimEnd().split("\n")).toHaveLength(4001);
  const written = readFileSync(join(folder.path, "ranking.json"), "utf8");
  expect(await rankFile(file, ...flags)).toEqual(first);
  expect(readFileSync(join(folder.path, "ranking.json"), "utf8")).toBe(written);
  expect(readFileSync(chain, "utf8")).toBe(draws);

  const refused = async (...more: string[]) => {
    const { code, stderr } = await runCommandLine(
      "make_ranking",
      ["--input-file", file, "--no-make-charts", ...flags, ...more],
      { cwd: folder.path },
    );
    expect(code).toBe(1);
    return stderr;
  };
  expect(await refused("--prior", "sd=100")).toMatch(/holds draws with prior sd=400, not sd=100/);
  writeFileSync(chain, draws.split("\n").slice(0, 100).join("\n"));
  expect(await refused()).toMatch(/cut off: 99 of 4000/);
  for (const damaged of ["[1,2", '["x",1,2,3]', "[1,2]"]) {
    writeFileSync(chain, draws.replace(/(?<=^.*\n.*\n).*/, damaged));
    expect(await refused()).toMatch(/chain\.jsonl:3: this draw is damaged/);
  }
  writeFileSync(chain, draws);
  writeFileSync(file, votes("a,b,left\n"));
  expect(await refused()).toMatch(/draws from other judgments/);
  writeFileSync(chain, "something else\n");
  expect(await refused()).toMatch(/not a file of draws/);
});

it("keeps the date of a ranking whose judgments tell no time, until they change", async () => {
  const file = join(folder.path, "undated.csv");
  const votes = `left,right,winner\n${"a,b,left\nb,a,left\na,b,right\n".repeat(8)}`;
  writeFileSync(file, votes);
  utimesSync(file, 1_700_000_000, 1_700_000_000);
  const first = await rankFile(file);
  expect(first.date).toBe("2023-11-14T22:13:20.000Z");
  const registry = readFileSync(join(folder.path, "registry.jsonl"), "utf8");
  utimesSync(file, 1_750_000_000, 1_750_000_000);
  expect(await rankFile(file)).toEqual(first);
  expect(readFileSync(join(folder.path, "registry.jsonl"), "utf8")).toBe(registry);
  writeFileSync(file, `${votes}a,b,left\n`);
  utimesSync(file, 1_750_000_000, 1_750_000_000);
  expect((await rankFile(file)).date).toBe("2025-06-15T15:06:40.000Z");
});

it("draws the charts of a ranking that is written elsewhere beside it, or where it is told", async () => {
  const file = join(folder.path, "games.csv");
  writeFileSync(file, `left,right,winner\n${"a,b,left\nb,a,left\na,b,right\n".repeat(8)}`);
  const here = join(folder.path, "here");
  mkdirSync(here);
  const flags = ["--input-file", file, "--bootstrap-n", "50"];
  const rank = async (...more: string[]): Promise<string> => {
    const result = await runCommandLine("make_ranking", [...flags, ...more], { cwd: here });
    expect(result.code).toBe(0);
    return result.stdout;
  };
  const isDrawn = (...path: string[]) =>
    existsSync(join(folder.path, ...path, "mle_ranking.vl.json"));
  const stdout = await rank("--output-path", join(folder.path, "there", "r.json"));
  expect(stdout).toContain(`Charts:  ${join(realpathSync(folder.path), "there", "charts", "r")}/`);
  expect(isDrawn("there", "charts", "r")).toBe(true);
  // What is named as written is there, and is not named where it is not.
  const chart = join(folder.path, "there", "charts", "r", "mle_ranking");
  expect(stdout).toContain(": .vl.json, .svg, .png, .html)");
  expect([pngOf(chart), pngOf(`${chart}_none`)]).toEqual([".png, ", ""]);
  // Numbers are told before pictures are drawn, and stay where pictures cannot be written.
  writeFileSync(join(folder.path, "no_folder"), "");
  const broken = await runCommandLine(
    "make_ranking",
    [
      ...[...flags, "--output-path", join(folder.path, "other.json")],
      ...["--chart-dir", "../no_folder/x", "--compare-with", join(folder.path, "there", "r.json")],
    ],
    { cwd: here },
  );
  expect([broken.code, broken.stderr]).toEqual([1, expect.stringMatching(/^Error: .*no_folder/)]);
  expect(broken.stdout).toMatch(
    /\n +– +a .*\nRanking: \S*other\.json \(also[^\n]*\n.*rate no model in common/s,
  );
  expect(existsSync(join(here, "charts"))).toBe(false);
  await rank("--output-path", join(folder.path, "there", "r.json"), "--chart-dir", "../pictures");
  expect(isDrawn("pictures")).toBe(true);
  await rank();
  expect(isDrawn("here", "charts", "judges")).toBe(true);
  const both = ["--chart-dir", "x", "--no-make-charts"];
  const refused = await runCommandLine("make_ranking", [...flags, ...both], { cwd: here });
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining("--no-make-charts draws none"),
  ]);
});

it("controls for the length of the answers and for each judge's own advantage of place", async () => {
  const bench = join(folder.path, "data", "styled");
  mkdirSync(join(bench, "answers"), { recursive: true });
  const questions = Array.from({ length: 12 }, (_, q) => `q${q}`);
  const lines = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(
    join(bench, "questions.jsonl"),
    lines(questions.map((question_id) => ({ question_id, category: "c", turns: ["?"] }))),
  );
  const models = ["brief", "middle", "wordy"];
  models.forEach((model_id, m) => {
    const answers = questions.map((question_id, q) => ({
      question_id,
      answer_id: `${q}`,
      model_id,
      choices: [{ index: 0, turns: ["語".repeat(10 + 20 * m + ((q * 7) % 13))] }],
    }));
    writeFileSync(join(bench, "answers", `${model_id}.jsonl`), lines(answers));
  });
  const games = questions.flatMap((question_id, q) =>
    models.flatMap((model1_id, i) =>
      models.flatMap((model2_id, j) => {
        if (i === j) return [];
        const winner =
          (q + 2 * i + j) % 4 === 0 ? 3 : (q * 5 + i * 3 + j) % 3 === 0 ? 1 : i > j ? 1 : 2;
        return { question_id, model1_id, model2_id, winner, judge: [q % 2 ? "x" : "y", "p"] };
      }),
    ),
  );
  const file = join(folder.path, "styled.jsonl");
  writeFileSync(file, lines(games));
  const flags = ["--bench-name", "styled", "--data-dir", join(folder.path, "data")];
  const { control, ranking } = await rankFile(file, ...flags, "--control", "length", "judge");
  expect(control?.terms.map(({ name }) => name)).toEqual(["length", "judge y"]);
  // Longer answers won, so wordy falls once that is allowed for.
  expect(control?.terms[0]?.effect).toBeGreaterThan(0);
  const rated = (rows: { model_id: string; rating: number | null }[] = []) =>
    rows.find(({ model_id }) => model_id === "wordy")?.rating as number;
  expect(rated(control?.ratings)).toBeLessThan(rated(ranking));
  const missing = await runCommandLine(
    "make_ranking",
    ["--input-file", file, ...flags, "--control", "bold"],
    { cwd: folder.path },
  );
  expect(missing.stderr).toMatch(/no two answers.*differ/);
});

describe("make_ranking on the Rakuda v1 judgments", () => {
  const judgments = writeVotes(folder.path, "data/rakuda_v1/judgments");

  it.each([
    ["home", []],
    ["nohome", ["--no-home-advantage"]],
  ] as const)("gives the reference strengths (%s)", async (variant, flags) => {
    const reference = JSON.parse(
      readFileSync(factsPath("reference/rakuda_v1_gpt4.bt.json"), "utf8"),
    )[variant];
    const ranking = await rankFile(judgments, "--compute", "mle", "--bootstrap-n", "20", ...flags);
    expect(ranking.ranking).toHaveLength(12);
    for (const { model_id, rating } of ranking.ranking) {
      expect(Math.abs((rating as number) - reference.elo[model_id])).toBeLessThan(1e-9);
    }
    expect(ranking.log_likelihood).toBeCloseTo(reference.loglik, 9);
  });

  it("is the same to the byte for the same input and seed", async () => {
    const once = await rankFile(judgments, "--seed", "7");
    const text = readFileSync(join(folder.path, "ranking.json"), "utf8");
    const rows = /\[\n\s+(?:-?[\d.e+-]+|null)(?:,\n\s+(?:-?[\d.e+-]+|null))*\n\s+\]/g;
    const indented = JSON.stringify(once, null, 2).replace(rows, (row) => row.replace(/\s+/g, " "));
    expect(text).toBe(`${indented}\n`);
    expect(text).toMatch(/\n {4}\[ null, \d/);
    const twice = await rankFile(judgments, "--seed", "7");
    // The file has no dates of its own, so the date of the run is all that differs.
    expect({ ...once, date: "" }).toEqual({ ...twice, date: "" });
    const other = await rankFile(judgments, "--seed", "8");
    expect(other.ranking[0]?.median).not.toBe(once.ranking[0]?.median);
    expect(other.ranking[0]?.rating).toBe(once.ranking[0]?.rating);
  });

  it("obeys scale, base and initial rating, and a list of models", async () => {
    const models = ["gpt-4:20230713", "stabilityai/StableBeluga2", "rwkv-world-jp-v1"];
    const plain = await rankFile(judgments, "--model-list", ...models);
    const scaled = await rankFile(
      judgments,
      ...["--scale", "1", "--base", String(Math.E), "--init-rating", "0"],
      ...["--model-list", ...models],
    );
    expect(plain.ranking.map(({ model_id }) => model_id).sort()).toEqual([...models].sort());
    expect(plain.left_out["a model that is not listed"]).toBeGreaterThan(900);
    plain.ranking.forEach(({ rating }, k) => {
      const logits = scaled.ranking[k]?.rating as number;
      expect(rating).toBeCloseTo(1000 + (400 / Math.LN10) * logits, 9);
    });
  });

  it("refuses flags that contradict each other", async () => {
    for (const flags of [
      ["--compute", "mle", "--prior", "sd=200"],
      ["--bootstrap-n", "0"],
      ["--compute", "map", "--prior", "flat"],
      ["--compute", "winrate", "--ci", "cr3"],
      ["--compute", "winrate", "--ties", "davidson"],
      ["--confidence", "1"],
      ["--confidence", "-0.5"],
      ["--scale", "0"],
      ["--base", "1"],
    ]) {
      const { code } = await runCommandLine("make_ranking", ["--input-file", judgments, ...flags]);
      expect(code).toBe(2);
    }
  });
});

it("says of win rates that their intervals are Wilson's", async () => {
  const file = join(folder.path, "rates.csv");
  writeFileSync(file, "left,right,winner\na,b,left\nb,a,left\na,b,tie\n");
  const ranking = await rankFile(file, "--compute", "winrate");
  expect(ranking).toMatchObject({ ci: "wilson", bootstrap_n: 0 });
});

it("tells what changed since an earlier ranking, and refuses one of another kind", async () => {
  const rows = "a,b,left\nb,a,left\na,b,right\nb,a,tie\n";
  const write = (name: string, content: string): string => {
    const file = join(folder.path, name);
    writeFileSync(file, `left,right,winner\n${content}`);
    return file;
  };
  const even = write("even.csv", rows.repeat(60));
  const better = write("better.csv", `${rows}a,b,left\na,b,left\nb,a,right\n`.repeat(40));
  await rankFile(even);
  const earlier = join(folder.path, "earlier.json");
  renameSync(join(folder.path, "ranking.json"), earlier);
  const compare = (...flags: string[]) =>
    runCommandLine(
      "make_ranking",
      ["--input-file", better, "--no-make-charts", "--compare-with", earlier, ...flags],
      { cwd: folder.path },
    );
  expect((await compare()).stdout).toMatch(/2 of 2 changes are more than chance/);
  const rates = await compare("--compute", "winrate");
  expect(rates).toMatchObject({ code: 1, stderr: expect.stringMatching(/holds ratings and this/) });
});

it("takes the errors of changes from what two rankings share, and says where they share nothing", async () => {
  const rows = Array.from({ length: 120 }, (_, k) => {
    const [left, right] = k % 2 === 0 ? "ab" : "ba";
    return `${k % 12},${left},${right},${(k * k * 7) % 11 < 6 ? "left" : "right"}\n`;
  });
  const write = (name: string, lines: readonly string[]): string => {
    const file = join(folder.path, name);
    writeFileSync(file, `question_id,left,right,winner\n${lines.join("")}`);
    return file;
  };
  const half = write("half.csv", rows.slice(0, 60));
  const whole = write("whole.csv", rows);
  const other = write("other.csv", rows.slice(60));
  await rankFile(half);
  const earlier = join(folder.path, "half.json");
  renameSync(join(folder.path, "ranking.json"), earlier);
  const since = async (file: string, ...flags: string[]) => {
    const { stdout } = await runCommandLine(
      "make_ranking",
      ["--input-file", file, "--no-make-charts", "--compare-with", earlier, ...flags],
      { cwd: folder.path },
    );
    return stdout.slice(stdout.indexOf("Since "));
  };
  expect(await since(whole)).toContain("leaving each question out of both");
  const same = await since(half);
  expect(same).toMatch(/ a +(\d+) +\1 +0 +0 +1\.000/);
  expect(same).toContain("0 of 2 changes are more than chance");
  expect(await since(other)).toContain("not found among these");
  expect(await since(whole, "--reweight")).toContain("not found among these");
  // Other judgments of the same questions, named: paired by question.
  const paired = await since(other, "--compare-input", half);
  expect(paired).toContain("by leaving each question out of both rankings");
  expect(await since(half, "--compare-input", half)).toMatch(/ a +(\d+) +\1 +0 +0 +1\.000/);
  const wrong = await runCommandLine("make_ranking", [
    ...["--input-file", other, "--compare-with", earlier, "--compare-input", other],
  ]);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("give other ratings") });
});

it("ranks with a prior where maximum likelihood has no number", async () => {
  const file = join(folder.path, "wins.jsonl");
  const rows = ["q1", "q2"].map((question_id) =>
    JSON.stringify({
      question_id,
      model1_id: "a",
      model2_id: "b",
      winner: 1,
      judge: ["j", "p"],
      turn: 1,
    }),
  );
  writeFileSync(file, `${rows.join("\n")}\n`);
  const { ranking, warnings } = await rankFile(file, "--compute", "mle");
  expect(ranking.map(({ rating }) => rating)).toEqual([null, null]);
  expect(warnings.join(" ")).toContain("--compute map");
  const map = await rankFile(file, "--compute", "map");
  expect(map.ranking.every(({ rating }) => Number.isFinite(rating))).toBe(true);
});

it("says nothing about widths where the table has no intervals", async () => {
  const file = join(folder.path, "few.jsonl");
  // On one question "a" wins twice, on the other it wins and ties, always in both orders.
  const rows = [
    { question_id: "q1", winner: [1, 2] },
    { question_id: "q2", winner: [1, 2] },
    { question_id: "q2", winner: [3, 3] },
  ].flatMap(({ question_id, winner: [shownFirst, shownSecond] }) => [
    { question_id, model1_id: "a", model2_id: "b", winner: shownFirst },
    { question_id, model1_id: "b", model2_id: "a", winner: shownSecond },
  ]);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const output = join(folder.path, "few");
  const { stdout } = await runCommandLine(
    "make_ranking",
    ["--input-file", file, "--no-make-charts", "--output-path", output],
    { cwd: folder.path },
  );
  const { ranking, outlook } = JSON.parse(readFileSync(`${output}.json`, "utf8"));
  expect(ranking[0]).toMatchObject({ status: "ok", ci_lower: null });
  expect(outlook).toBeUndefined();
  expect(stdout).not.toContain("Intervals by question reach");
});
