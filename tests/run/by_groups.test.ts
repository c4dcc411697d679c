/** make_ranking --by: a ranking for each group of rows, which is that of its rows alone. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Language } from "../../jrank/core/message.ts";
import { createRandom } from "../../jrank/core/random.ts";
import { type Ranking, rankingSchema } from "../../jrank/core/ranking.ts";
import { makeRanking } from "../../jrank/run/ranking/ranking_command.ts";
import type { MakeRankingFlags } from "../../jrank/run/ranking/ranking_settings.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);
const jsonl = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const MODELS = ["a", "bb", "cccc", "new"];
const CATEGORIES = ["math", "writing"];

/** Two categories of twelve questions each, in which the order of the models is another; two judges. */
function writeBench(): void {
  const bench = at("b");
  mkdirSync(join(bench, "answers"), { recursive: true });
  mkdirSync(join(bench, "model_judgment"), { recursive: true });
  const questions = Array.from({ length: 24 }, (_, k) => ({
    question_id: `q${k}`,
    category: CATEGORIES[k % 2],
    turns: ["?"],
  }));
  writeFileSync(join(bench, "questions.jsonl"), jsonl(questions));
  const random = createRandom(1, "by groups");
  for (const model_id of MODELS) {
    const answers = questions.map(({ question_id }) => ({
      question_id,
      answer_id: "",
      model_id,
      choices: [{ index: 0, turns: ["答え。".repeat(1 + random.below(6))] }],
    }));
    writeFileSync(join(bench, `answers/${model_id}.jsonl`), jsonl(answers));
  }
  const rows = Array.from({ length: 900 }, (_, k) => {
    const i = random.below(4);
    const j = (i + 1 + random.below(3)) % 4;
    const q = random.below(24);
    const u = random.next();
    const gap = 0.5 * (q % 2 ? i - j : j - i);
    const latent = gap + 0.2 + Math.log(u / (1 - u));
    return {
      question_id: `q${q}`,
      model1_id: MODELS[i],
      model2_id: MODELS[j],
      winner: latent > 0.4 ? 1 : latent < -0.4 ? 2 : 3,
      judge: [k % 3 ? "x" : "y", "pair"],
      prompt: "",
      judgment: "",
      turn: 1 + (k % 2),
      tstamp: 1_700_000_000 + k,
    };
  });
  writeFileSync(join(bench, "model_judgment/j_pair.jsonl"), jsonl(rows));
}
writeBench();

const BENCH = { benchName: "b", judgeModel: "j" };

async function rank(
  name: string,
  flags: Partial<MakeRankingFlags>,
  what: object = BENCH,
  language: Language = "en",
) {
  const context = { ...testContext(), language };
  await makeRanking(
    {
      dataDir: folder.path,
      ...what,
      makeCharts: false,
      outputPath: at(name),
      config: false,
      bootstrapN: 20,
      ...flags,
    },
    context,
  );
  return { ranking: read(`${name}.json`), context };
}
const read = (name: string): Ranking => JSON.parse(readFileSync(at(name), "utf8"));

/** What is about the rows that are left out, and about how those that count were made. */
function numbersOf(ranking: Ranking) {
  const { group, by, left_out, prompts, findings, warnings, ...numbers } = ranking;
  return numbers;
}

const KINDS: [string, Partial<MakeRankingFlags>][] = [
  ["plain", {}],
  ["mcmc with Davidson's ties", { compute: "mcmc", ties: "davidson", bootstrapN: undefined }],
  ["map with Rao and Kupper's", { compute: "map", ties: "rao-kupper", homeAdvantage: false }],
  ["win rates", { compute: "winrate", bootstrapN: undefined }],
  ["controlled and reweighted", { control: ["length"], reweight: true, ci: "cr3", bootstrapN: 0 }],
];

describe.each(KINDS)("%s", (name, flags) => {
  it("by category, in one command and each alone", async () => {
    const covariance = flags.compute !== "winrate";
    const { ranking } = await rank(name, { ...flags, by: "category", covariance });
    expect(ranking.by?.groups.map(({ value }) => value)).toEqual(CATEGORIES);
    const shrinkage = ranking.by?.shrinkage;
    expect(shrinkage === undefined).toBe(covariance === false || flags.reweight === true);
    expect(ranking.by?.shrinkage_refused === undefined).toBe(shrinkage !== undefined);
    for (const { value, ratings, own_share: own } of shrinkage?.groups ?? []) {
      // Between the group's own and the whole's, but for what centring and the prior move.
      const alone = ranking.by?.groups.find((one) => one.value === value)?.ratings;
      const a = ratings.find(({ model_id }) => model_id === "a");
      const b = ratings.find(({ model_id }) => model_id === "new");
      const gapOf = (rows: readonly { model_id: string; rating: number | null }[] = []) =>
        ["a", "new"]
          .map((id) => rows.find(({ model_id }) => model_id === id)?.rating ?? Number.NaN)
          .reduce((first, second) => first - second);
      const [least, most] = [gapOf(alone), gapOf(ranking.ranking)].sort((x, y) => x - y);
      expect((a?.rating ?? 0) - (b?.rating ?? 0)).toBeGreaterThan(least);
      expect((a?.rating ?? 0) - (b?.rating ?? 0)).toBeLessThan(most);
      expect(own).toBeGreaterThan(0.5);
    }
    const { ranking: all } = await rank("all", flags);
    expect(numbersOf(ranking)).toEqual(numbersOf(all));
    for (const value of CATEGORIES) {
      const { ranking: alone } = await rank("alone", { ...flags, where: [`category=${value}`] });
      const group = read(`${name}_by_category/${value}.json`);
      expect(group.group).toEqual({ field: "category", value });
      expect(numbersOf(group)).toEqual(numbersOf(alone));
      const fact = ranking.by?.groups.find((one) => one.value === value);
      expect(fact?.file).toBe(`${name}_by_category/${value}.json`);
      expect(fact?.ratings.map(({ rating }) => rating)).toEqual(
        alone.ranking.map(({ rating }) => rating),
      );
      expect(existsSync(at(`${name}_by_category/${value}_covariance.json`))).toBe(covariance);
    }
  });
});

describe("on a board", () => {
  const old = ["a", "bb", "cccc"];
  const flags = { ci: "cr3", bootstrapN: 0 } as const;

  it("each group stands on the board's ranking of that group", async () => {
    await rank("old", { ...flags, modelList: old, by: "category", covariance: true });
    for (const moves of [false, true]) {
      const on = (path: string) => ({
        anchor: at(`${path}.json`),
        ...(moves && { anchorCovariance: at(`${path}_covariance.json`) }),
        bootstrapN: undefined,
      });
      const { ranking } = await rank("new", { ...on("old"), by: "category" });
      expect(ranking.by?.groups.map(({ refused }) => refused)).toEqual([undefined, undefined]);
      for (const value of CATEGORIES) {
        const where = [`category=${value}`];
        const { ranking: alone } = await rank("alone", {
          ...on(`old_by_category/${value}`),
          where,
        });
        const group = read(`new_by_category/${value}.json`);
        expect(numbersOf(group)).toEqual(numbersOf(alone));
        expect(group.anchor?.keep).toBe(moves ? "prior" : "fixed");
      }
    }
  });

  it("whose groups were not ranked has no groups, and says so", async () => {
    await rank("plain_old", { ...flags, modelList: old });
    const anchor = at("plain_old.json");
    const { ranking, context } = await rank("refused", {
      anchor,
      bootstrapN: undefined,
      by: "category",
    });
    expect(ranking.anchor).toBeDefined();
    for (const { refused, file } of ranking.by?.groups ?? []) {
      expect(refused?.text).toMatch(/the anchor was not ranked by category.*--by category/);
      expect(refused?.template).toMatch(/^the anchor was not ranked by \{0\}/);
      expect(refused?.values[0]).toBe("category");
      expect(file).toBeUndefined();
    }
    expect(context.printed.join("\n")).toMatch(/There is no ranking of math: the anchor/);
    expect(() => rankingSchema.parse(ranking)).not.toThrow();
    const flagsJa = { anchor, bootstrapN: undefined, by: "category" };
    const { context: japanese } = await rank("refused", flagsJa, BENCH, "ja");
    const told = japanese.printed.join("\n");
    expect(told).toMatch(/math のランキングはありません：.*category 別に/);
    expect(told).toMatch(/全体に寄せたレーティングはありません：公開済み/);
  });
});

it("groups by judge, by turn, and by a list in the rows; tells what is in no group or cannot be ranked", async () => {
  const votes = [
    ...Array.from({ length: 12 }, (_, k) => ({ model_a: "a", model_b: "b", winner: k % 3 })),
    ...Array.from({ length: 12 }, (_, k) => ({ model_a: "b", model_b: "a", winner: k % 3 })),
    { model_a: "a", model_b: "b", winner: 0, tags: ["won"], judge: "z", turn: 2 },
    { model_a: "b", model_b: "a", winner: 1, tags: ["won", "B/1"], judge: "z", turn: 2 },
    { model_a: "a", model_b: "b", winner: 2, tags: [3, {}], judge: "z", turn: 2 },
    { model_a: "a", model_b: "a", winner: 1, tags: "self" },
  ].map((row) => ({ ...row, winner: ["model_a", "model_b", "tie"][row.winner] }));
  const file = at("votes.jsonl");
  writeFileSync(file, jsonl(votes));
  const by = (field: string, language: Language = "en") =>
    rank(`files_${field}`, { by: field, homeAdvantage: false }, { inputFile: [file] }, language);
  const counts = ({ by: groups }: Ranking) =>
    groups?.groups.map(({ value, n_judgments }) => [value, n_judgments]);
  expect(counts((await by("judge")).ranking)).toEqual([["z", 3]]);
  expect(counts((await by("turn")).ranking)).toEqual([
    ["1", 24],
    ["2", 3],
  ]);
  const { ranking, context } = await by("tags");
  expect(counts(ranking)).toEqual([
    ["3", 1],
    ["B/1", 1],
    ["self", 0],
    ["won", 2],
  ]);
  expect(ranking.by?.ungrouped).toBe(24);
  expect(ranking.by?.groups[2].refused?.text).toBe("no judgment of it counts");
  const won = ranking.by?.groups[3];
  expect(won?.ratings.map(({ rating, status }) => [rating, status])).toEqual([
    [null, "undefeated"],
    [null, "winless"],
  ]);
  expect(read("files_tags_by_tags/won.json").warnings.join()).toMatch(/a was never beaten/);
  expect(existsSync(at("files_tags_by_tags/B%2F1.json"))).toBe(true);
  expect(ranking.by?.shrinkage_refused).toEqual({ kind: "few-groups" });
  const printed = context.printed.join("\n");
  expect(printed).toMatch(/There is no ranking of self: no judgment of it counts/);
  expect(printed).toMatch(/two groups of different questions/);
  // Of what one tie says: a rating and no interval.
  expect(printed).toMatch(/Without an interval \(one question, .*\), so gaps may be chance: 3\./);
  const japanese = (await by("tags", "ja")).context.printed.join("\n");
  expect(japanese).toMatch(/self のランキングはありません：数えられる判定がありません/);
  expect(japanese).toMatch(/差は偶然かもしれないもの：3。/);
  expect(japanese).toMatch(/二つ以上のグループ/);
  expect(printed).toMatch(/By tags/);
  expect(printed).toMatch(/In won the judgments do not determine a \(undefeated\), b \(winless\)/);
  expect(printed).toMatch(/24 rows say nothing in the field tags/);
  expect(readFileSync(at("files_tags.md"), "utf8")).toContain("| 3 | B/1 | won |");
});

it("refuses what cannot be for each group, and fields that make none", async () => {
  const refused = (flags: Partial<MakeRankingFlags>) => rank("none", flags).then(String, String);
  expect(await refused({ by: "judge", control: ["judge"] })).toMatch(
    /each group of --by judge has/,
  );
  const chain = { compute: "mcmc", bootstrapN: undefined, chainPath: at("chain.jsonl") };
  expect(await refused({ ...chain, by: "category" })).toMatch(/draws of one ranking/);
  expect(await refused({ by: "colour" })).toMatch(/no row says anything in the field "colour"/);
  expect(await refused({ by: "tstamp" })).toMatch(/more than 100 values/);
  expect(existsSync(at("none.json"))).toBe(false);
});
