import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../../jrank/core/errors.ts";
import { readRanking, readRankingFile } from "../../jrank/store/books/ranking_file.ts";
import { readRegistry } from "../../jrank/store/books/registry.ts";
import { temporaryFolder } from "../support/command.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;
const fileWith = (content: string): string => {
  const file = join(folder.path, `${files++}.json`);
  writeFileSync(file, content);
  return file;
};

/** The fields of the original's files, with numbers of our own. */
const ORIGINAL = {
  date: "2023-09-27T14:46:38",
  judge: "gpt-4",
  ranking: [
    { model_id: "weak", lower: 890, median: 900, upper: 920, display_name: "Weak" },
    { model_id: "old", median: 1000, error_plus: 30, error_minus: 20, short_name: "Old" },
    { model_id: "mcmc", median: 1100, one_sigma_plus: 12, one_sigma_minus: 8 },
  ],
};

describe("a ranking of the original", () => {
  it("has its median as the rating, and the mean of one sigma to each side as the error", () => {
    const read = readRankingFile(fileWith(JSON.stringify(ORIGINAL)));
    expect(read).toMatchObject({ scale: 400, base: 10, ties: "half", judge: "gpt-4" });
    expect(read.ranking).toMatchObject([
      { model_id: "weak", rating: 900, standard_error: 15, display_name: "Weak" },
      { model_id: "old", rating: 1000, standard_error: 25, display_name: "Old", lower: 980 },
      { model_id: "mcmc", rating: 1100, standard_error: 10, lower: 1092, upper: 1112 },
    ]);
  });

  it("is told from one of this program, which says more", () => {
    expect(() => readRanking(fileWith(JSON.stringify(ORIGINAL)))).toThrow(
      /is a ranking of another program/,
    );
  });

  it("with numbers of Python that do not exist, and as a bare list, is read", () => {
    const text = '[{"model_id": "a", "median": 1, "lower": NaN, "upper": Infinity}]';
    expect(readRankingFile(fileWith(text)).ranking).toMatchObject([
      { model_id: "a", rating: 1, standard_error: null, lower: null },
    ]);
  });
});

describe("what is no ranking", () => {
  it.each([
    ...["", "null", "[]", "{}", "3", '"x"', '{"ranking": []}', '{"ranking": {}}', "{"],
    ...['{"ranking": [null]}', '{"ranking": [[1]]}', '{"ranking": [{"model_id": 7}]}'],
    ...['{"ranking": [{"model_id": "a", "rating": "high"}]}', '{"schema_version": 1}'],
    ...[
      '{"ranking": [{"model_id": "a"}], "scale": 0}',
      '{"ranking": [{"model_id": "a"}], "date": 3}',
    ],
  ])("is a plain error: %s", (text) => {
    expect(() => readRankingFile(fileWith(text))).toThrow(UserError);
    expect(() => readRanking(fileWith(text))).toThrow(UserError);
  });
});

it("lines of a registry that are none are named", () => {
  const line = { date: "2024-01-01", benchmark: "b", judge: "j", compute: "mle" };
  const rows = [null, [], { ...line, ranking: [null] }, { ...line, ranking: [{ model_id: "a" }] }];
  const { rows: read, problems } = readRegistry(
    fileWith(rows.map((row) => `${JSON.stringify(row)}\n`).join("")),
  );
  expect([read.length, problems.length]).toEqual([1, 3]);
});

describeShared("the original's own files", () => {
  const rankings = sharedPath("data/rakuda_v2/rankings");
  const all = existsSync(rankings)
    ? readdirSync(rankings, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(".json"),
      )
    : [];
  it.each(all)("%s", (name) => {
    const { ranking } = readRankingFile(join(rankings, name));
    expect(ranking.length).toBeGreaterThan(1);
    expect(ranking.every((row) => row.rating !== null && row.standard_error !== null)).toBe(true);
  });
});
