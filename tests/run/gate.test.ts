/** gate.ts: sentences, exit codes and files, on votes and on a benchmark. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { runCommandLine, runProcess, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);

/** Four models, a far above the others and b and c alike; d wins only where it says so. */
function votes(name: string, rows: number, { dWins = false } = {}): string {
  const random = createRandom(7, "gate");
  const strength = { a: 1.5, b: 0, c: 0.1, d: -0.5 };
  const models = Object.keys(strength) as (keyof typeof strength)[];
  const lines = Array.from({ length: rows }, (_, k) => {
    const i = random.below(4);
    const j = (i + 1 + random.below(3)) % 4;
    const [one, two] = [models[i], models[j]];
    const p = 1 / (1 + Math.exp(strength[two] - strength[one]));
    const won = random.next() < p ? 1 : 2;
    const winner = dWins && one === "d" ? 1 : dWins && two === "d" ? 2 : won;
    return JSON.stringify({
      question_id: `q${k % 20}`,
      model1_id: one,
      model2_id: two,
      winner,
      judge: ["judge <1>", "pair"],
      turn: 1,
      tstamp: 1_700_000_000,
    });
  });
  writeFileSync(at(name), `${lines.join("\n")}\n`);
  return at(name);
}

const gate = (...flags: string[]) => runCommandLine("gate", flags, { cwd: folder.path });

describe("gate.ts on a file of votes", () => {
  let file: string;
  beforeAll(() => {
    file = votes("votes.jsonl", 400);
  });

  it("passes, fails and does not decide, by exit code and sentence", async () => {
    const pass = await gate("--input-file", file, "--candidate", "a", "--baseline", "b");
    expect(pass.code).toBe(0);
    expect(pass.stderr).toBe("");
    expect(pass.stdout).toMatch(
      /^a is better than b: P > 0\.999\nDifference: \d+\.\d points \(95 %/,
    );
    expect(pass.stdout).toMatch(/\n\d+ judgments by judge <1>, on 20 questions\.\n/);
    const fail = await gate("--input-file", file, "--candidate", "b", "--baseline", "a");
    expect(fail.code).toBe(1);
    expect(fail.stdout).toMatch(/^b is worse than a: P > 0\.999\n/);
    expect(fail.stderr).toBe("Failed (exit code 1).\n");
    const open = await gate("--input-file", file, "--candidate", "b", "--baseline", "c");
    expect(open.code).toBe(3);
    expect(open.stdout).toMatch(
      /^Whether b is better than c is not decided at 95 % \(P = 0\.\d\d\): about [\d,]+ more questions would decide a difference of this size \(in half of the cases; [\d,]+ in four of five\)\n/,
    );
    expect(open.stderr).toBe("Not decided (exit code 3).\n");
  });

  it("ends as it decides where the reader is gone (| head), with its files written", async () => {
    const args = ["--input-file", file, "--candidate", "b", "--baseline", "a"];
    const { code } = await runProcess("gate", [...args, "--junit-file", at("unread.xml")], {
      cwd: folder.path,
      unread: true,
    });
    expect(code).toBe(1);
    expect(readFileSync(at("unread.xml"), "utf8")).toContain('failures="1"');
  });

  it("allows a drop, and less or more certainty", async () => {
    const asked = ["--input-file", file, "--candidate", "b", "--baseline", "c"];
    const wide = await gate(...asked, "--max-drop", "300");
    expect(wide.code).toBe(0);
    expect(wide.stdout).toMatch(/^b is not more than 300 points weaker than c: P /);
    const sure = await gate(...asked, "--min-probability", "0.5");
    expect([0, 1]).toContain(sure.code);
  });

  it("holds a model against all others, and against the models of a ranking", async () => {
    const rest = await gate("--input-file", file, "--candidate", "a", "--baseline", "rest");
    expect(rest).toMatchObject({ code: 0 });
    expect(rest.stdout).toMatch(/^a is better than the mean of the 3 others: P /);
    const ranking = at("board.json");
    const flags = ["--input-file", file, "--no-make-charts", "--output-path", ranking];
    await runCommandLine("make_ranking", [...flags, "--model-list", "b", "c", "d"], {
      cwd: folder.path,
    });
    // The board has no a: it is ranked on the board, whose ratings stay.
    const board = await gate("--input-file", file, "--candidate", "a", "--baseline", ranking);
    expect(board.stdout).toContain("a is better than the mean of the 3 models of");
    await runCommandLine("make_ranking", flags, { cwd: folder.path });
    // This one has it: its other models are the baseline.
    const known = await gate("--input-file", file, "--candidate", "a", "--baseline", ranking);
    expect(known.stdout.split("\n").slice(1)).toEqual(rest.stdout.split("\n").slice(1));
  });

  it("writes JUnit, Markdown and JSON, and nothing over what it reads", async () => {
    const files = ["junit.xml", "gate.md", "gate.json"].map(at);
    const asked = ["--input-file", file, "--candidate", "b", "--baseline", "a"];
    const flags = ["--junit-file", files[0], "--markdown-file", files[1], "--json-file", files[2]];
    expect((await gate(...asked, ...flags)).code).toBe(1);
    const [junit, markdown, json] = files.map((path) => readFileSync(path, "utf8"));
    expect(junit).toContain('<testsuites tests="1" failures="1" errors="0">');
    expect(junit).toContain('<failure message="b is worse than a: P &gt; 0.999" type="worse"/>');
    expect(junit).toContain("judge &lt;1&gt;");
    expect(markdown).toMatch(/^### Failed: b is worse than a: P &gt; 0\.999|^### Failed/);
    expect(markdown).toContain("| Candidate | Baseline | Difference | 95 % interval |");
    expect(JSON.parse(json)).toMatchObject({
      verdict: "fail",
      candidate: "b",
      baseline_models: ["a"],
      min_probability: 0.95,
      more: null,
      n_questions: 20,
      sentence: "b is worse than a: P > 0.999",
    });
    const before = readFileSync(file, "utf8");
    expect((await gate(...asked, "--json-file", file)).code).toBe(2);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("gives no number where a model won everything", async () => {
    const undefeated = votes("undefeated.jsonl", 200, { dWins: true });
    const asked = ["--input-file", undefeated, "--candidate", "d", "--baseline", "a"];
    const { code, stdout } = await gate(...asked, "--junit-file", at("open.xml"));
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Whether d is better than a is not decided: d won everything, so /);
    expect(stdout).not.toContain("Difference");
    expect(readFileSync(at("open.xml"), "utf8")).toContain("<skipped message=");
    expect((await gate(...asked, "--compute", "map")).code).toBe(0);
  });

  it("says in the JUnit file that nothing could be decided, and writes over nothing of others", async () => {
    const xml = at("stale.xml");
    const asked = ["--input-file", file, "--baseline", "b", "--junit-file", xml];
    expect((await gate(...asked, "--candidate", "a")).code).toBe(0);
    expect((await gate(...asked, "--candidate", "nobody <1>")).code).toBe(1);
    const told = readFileSync(xml, "utf8");
    expect(told).toContain('errors="1"');
    expect(told).toContain('name="nobody &lt;1&gt; against b"');
    expect(told).toMatch(/<error message="no judgment that counts is about &quot;nobody/);
    expect((await gate(...asked, "--candidate", "a")).code).toBe(0);
    expect(readFileSync(xml, "utf8")).toContain('errors="0"');
    writeFileSync(xml, "<testsuites/>");
    expect((await gate(...asked, "--candidate", "nobody")).code).toBe(1);
    expect(readFileSync(xml, "utf8")).toBe("<testsuites/>");
  });

  it("refuses what makes no sense", async () => {
    const wrong = async (...flags: string[]) => gate("--input-file", file, ...flags);
    const unknown = await wrong("--candidate", "aa", "--baseline", "b");
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('no judgment that counts is about "aa" (--candidate)');
    for (const flags of [
      ["--candidate", "a", "--baseline", "a"],
      ["--candidate", "a", "--baseline", "b", "--min-probability", "0.2"],
      ["--candidate", "a", "--baseline", "b", "--max-drop", "-5"],
      ["--candidate", "a", "--baseline", "b", "--compute", "winrate"],
      ["--candidate", "a"],
    ]) {
      expect((await wrong(...flags)).code, flags.join(" ")).toBe(2);
    }
  });
});

it("decides on a benchmark, by category, in Japanese", async () => {
  const bench = at("data/b");
  mkdirSync(join(bench, "model_judgment"), { recursive: true });
  const questions = Array.from({ length: 20 }, (_, k) =>
    JSON.stringify({ question_id: `q${k}`, category: k % 2 ? "math" : "writing", turns: ["?"] }),
  );
  writeFileSync(join(bench, "questions.jsonl"), `${questions.join("\n")}\n`);
  writeFileSync(
    join(bench, "model_judgment/j_pair.jsonl"),
    readFileSync(votes("again.jsonl", 400), "utf8").replaceAll("judge <1>", "j"),
  );
  const { code, stdout } = await gate(
    ...["--no-config", "--data-dir", at("data"), "--bench-name", "b", "--language", "ja"],
    ...["--where", "category=math", "--candidate", "a", "--baseline", "b"],
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^a は b より優れています：P /);
  expect(stdout).toContain("質問 10 問");
});
