import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { historyOf, readRegistry, registerRanking } from "../../jrank/store/books/registry.ts";
import { randomGames, rankingOf } from "../support/chart_source.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const file = join(folder.path, "registry.jsonl");
const options = { seed: 1, bootstrapN: 5 };
const numbers = rankModels(randomGames(["a", "b", "c"], { games: 60, seed: 1 }), options);
const ranking = (fields: Partial<Ranking>): Ranking => ({
  ...rankingOf(numbers, options),
  ...fields,
});
const register = (one: Ranking): void =>
  registerRanking(file, one, ({ message }) => {
    throw new Error(String(message));
  });

it("keeps a line for every different ranking, and finds those that can be compared", () => {
  expect(readRegistry(file)).toEqual({ rows: [], problems: [] });
  const march = ranking({ date: "2026-03-01T00:00:00.000Z" });
  const april = ranking({ date: "2026-04-01T00:00:00.000Z", n_judgments: 99 });
  register(april);
  register(march);
  register(march);
  register(ranking({ judge: "another" }));
  register(ranking({ ties: "davidson" }));
  expect(readFileSync(file, "utf8").trimEnd().split("\n")).toHaveLength(4);
  const { rows, problems } = readRegistry(file);
  expect(problems).toEqual([]);
  const history = historyOf(rows, april);
  expect(history.map(({ date }) => date)).toEqual([march.date, april.date]);
  expect(history[1]?.n_judgments).toBe(99);
});

it("reports a line that is none, and reads lines of before the scale was written", () => {
  const old = { date: "2026-01-01", benchmark: "rakuda", judge: "judge", compute: "mle" };
  appendFileSync(file, `${JSON.stringify({ ...old, ranking: [] })}\n{"date":"soon"}\n`);
  const { rows, problems } = readRegistry(file);
  expect(problems.map(({ message }) => message).join()).toContain('"date" must be a date');
  expect(historyOf(rows, ranking({}))[0]?.date).toBe("2026-01-01");
});

it("does not glue a line to one that was torn, and says what was trimmed", () => {
  const torn = join(folder.path, "torn.jsonl");
  writeFileSync(torn, '{"date":"2026-01-01","benchm');
  const told: string[] = [];
  registerRanking(torn, ranking({}), ({ message }) => told.push(String(message)));
  expect(told.join()).toContain("torn");
  expect(readRegistry(torn)).toMatchObject({ rows: [{ judge: "judge" }], problems: [] });
});
