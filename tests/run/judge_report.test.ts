/** judge_report.ts: a good judge, one that goes by place, a coin, and people, on votes that are made up. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eastAsianWidth } from "get-east-asian-width";
import { afterAll, expect, it } from "vitest";
import { inWords } from "../../jrank/core/message.ts";
import { createRandom } from "../../jrank/core/random.ts";
import {
  cardAgreementTable,
  cardTable,
  cardWords,
  type JudgeCard,
} from "../../jrank/report/tables/judge_cards.ts";
import { TABLE_FORMATS } from "../../jrank/report/tables/text_table.ts";
import { inLanguage, speechOf } from "../../jrank/words/language.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { gamesOf, writeGames, writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);

const widthOf = (line: string): number =>
  [...line].reduce((sum, one) => sum + eastAsianWidth(one.codePointAt(0) as number), 0);

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
    votes("good-judge", sharp, {
      usage: { cost_usd: 0.01, input_tokens: 40, output_tokens: 10, seconds: 2 },
    }),
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
    cost_usd: { estimate: expect.closeTo(0.01, 9), lower: expect.closeTo(0.01, 9) },
    tokens: { estimate: 50, lower: 50, upper: 50 },
    seconds: { estimate: 2 },
    always: null,
  });
  expect(card("good-judge").discrimination?.lower).toBeGreaterThan(0.5);
  expect(card("good-judge").family.models).toEqual(["good-small"]);
  expect(card("good-judge").family.more?.lower).toBeLessThan(0);
  expect(card("good-judge").agreement.find((one) => one.is_person)?.shared).toBe(120);
  // Every figure has its interval, or is a count.
  const { information, information_per_usd: bought, agreement } = card("good-judge");
  const others = agreement.filter((one) => one.with !== "second");
  for (const { estimate, lower, upper } of [
    information,
    bought,
    ...others.flatMap((one) => [one.kappa, one.kendall_tau]),
  ]) {
    expect(lower).toBeLessThanOrEqual(estimate as number);
    expect(upper).toBeGreaterThanOrEqual(estimate as number);
  }
  expect(bought.estimate).toBeCloseTo((information.estimate as number) / 10, 6);
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
  const styled = cardTable({
    ...card("coin"),
    style: [{ name: "length", effect: 30, lower: 10, upper: 50 }],
  });
  expect(inLanguage(styled.rows[8][0], "ja")).toBe("文体：長さ（標準偏差あたりの点）");
  const alone = { estimate: 0.4, lower: null, upper: null };
  const met = { ...card("coin").agreement[0], kappa: alone, agreement: alone };
  const line = cardAgreementTable({ ...card("coin"), agreement: [met] })?.rows[0] ?? [];
  expect(line.map(String)).toEqual(expect.arrayContaining(["40 % (no interval)"]));
  expect(inLanguage(line[4], "ja")).toBe("0.40（区間なし）");
  expect(stdout).toContain("second chose the second of two, 240 of 240");
  expect(stdout).toContain("no better than a coin's");
  // The price of the coin is not known, so tokens are compared where all have them.
  expect(card("good-judge").cheaper).toMatchObject([{ judges: ["cheap"], share: 0.1 }]);
  expect(stdout).toMatch(
    /Cheaper, with a ranking that is not told apart from its own: cheap \(10 % of the tokens; Kendall τ 1\.00, p 0\.\d+, errors of ±\d+ points\)/,
  );
  // A coin differs from nobody by more than its noise, and is no cheaper judge for that.
  expect(card("coin").cheaper).toBeNull();
  expect(stdout).toMatch(/All judges together \(good-judge, cheap\): 55 tokens a game\. Cheaper/);
  expect(stdout).toContain("Good for: nothing as it is.");
  expect(readFileSync(at("report.md"), "utf8")).toContain("## good-judge");
  // Replies without a verdict are no verdicts that chance would do as well as.
  const all = { times: 240, of: 240, share: 1, lower: 0.98, upper: 1 };
  const silent = { ...card("good-judge"), discrimination: null, without_verdict: all };
  expect(cardWords(silent).map(String)[0]).toBe("Good for: nothing as it is.");
});

it("goes by the chances of soft verdicts, as the ranking does", async () => {
  const random = createRandom(9, "soft");
  const games = gamesOf("soft", { ann: 1, bea: 0, cyd: -1 }, { questions: 20, ties: 0.2, random });
  const sure = games.map((game) => ({
    ...game,
    soft_verdict: [1, 2, 3].map((one) => (one === game.winner ? 0.5 : 0.25)),
  }));
  const cards = await Promise.all(
    [games, sure].map(async (rows, k) => {
      const file = at(`soft-${k}.jsonl`);
      writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
      await runCommandLine("judge_report", [file, "--json-file", `${file}.json`]);
      return (JSON.parse(readFileSync(`${file}.json`, "utf8")) as { judges: JudgeCard[] })
        .judges[0];
    }),
  );
  // Half as far from a toss: the home advantage, which the strengths share, is smaller.
  const [hard, soft] = cards.map(({ home_advantage: home }) => Math.abs(home.estimate as number));
  expect(soft).toBeLessThan(0.8 * hard);
  expect(cards[1].ties.times).toBe(cards[0].ties.times);
});

it("refuses to report on people alone, and to write over what it reads", async () => {
  const people = votes("people", () => 0.5);
  const alone = await runCommandLine("judge_report", [people, "--json-file", people]);
  expect(alone.code).toBe(2);
  const none = await runCommandLine("judge_report", []);
  expect(none).toMatchObject({ code: 2 });
});

it("takes the judgments that the ranking takes, and says a judge's word again from what was stored", async () => {
  const bench = writeSmallBench(folder.path, { questions: 8, models: ["ann", "bea", "cyd"] });
  const games = gamesOf(
    "j",
    { ann: 1, bea: 0, cyd: -1 },
    { questions: 8, ties: 0.2, random: createRandom(3, "g") },
  );
  const again = games.slice(0, 5).map((game) => ({ ...game, tstamp: 2, winner: 3 as const }));
  const gone = games.slice(0, 2).map((game) => ({ ...game, question_id: "q99" }));
  writeGames(bench, "j", [...games, ...again, ...gone]);
  const named = ["--data-dir", folder.path, "--bench-name", "b"];
  const report = await runCommandLine("judge_report", named, { cwd: folder.path });
  expect(report.code).toBe(0);
  const flags = [...named, "--no-config", "--no-make-charts", "--bootstrap-n", "10"];
  await runCommandLine("make_ranking", flags, { cwd: folder.path });
  const ranking = JSON.parse(readFileSync(join(bench, "rankings/j_mle.json"), "utf8"));
  const { judges } = JSON.parse(readFileSync(join(bench, "judge_report.json"), "utf8"));
  expect(ranking.n_judgments).toBe(24);
  expect(judges[0].games).toBe(24);
  expect(judges[0].repeats.of).toBe(5);
});

it("fits a terminal of 80 columns, with long names and in Japanese", async () => {
  const long = (name: string) => `organisation-with-a-long-name/${name}-70b-instruct-2026-01`;
  const file = at("long.jsonl");
  const rows = gamesOf(
    "judge-of-a-long-name:2026-01-01",
    { [long("ann")]: 1, [long("bea")]: 0.5, [long("日本語モデル")]: 0 },
    { questions: 20, ties: 0.2, random: createRandom(3, "g") },
  );
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  const json = at("long.json");
  await runCommandLine("judge_report", [file, "--json-file", json], { cwd: folder.path });
  const [card] = (JSON.parse(readFileSync(json, "utf8")) as { judges: JudgeCard[] }).judges;
  expect(card.fragile_top).not.toBeNull();
  for (const language of ["en", "ja"] as const) {
    const speech = { ...speechOf(language), columns: 80 };
    const marked = inWords(await TABLE_FORMATS.text(cardTable(card)), speech);
    // Marks of style become codes of the terminal, which take no columns.
    const table = marked.replace(/[\ue0b0-\ue0b3]/g, "");
    expect(table.split("\n").filter((line) => widthOf(line) > 80)).toEqual([]);
    // Nothing is left out for it: the value goes on in the next line.
    expect(table.replace(/\s+/g, " ")).toContain("organisation");
    expect(table).not.toContain("for the width of this terminal");
  }
});
