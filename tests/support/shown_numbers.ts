/** The numbers that outputs of one ranking show, model by model, as they are printed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import {
  shownChance,
  shownCount,
  shownInterval,
  shownPercent,
  shownRanks,
  shownRating,
} from "../../jrank/words/shown_number.ts";

/** What is shown of a model: rank, rating, interval, ranks, chance, win rate, matches. */
type Shown = Record<string, string>;

/** Blanks, minus signs and escapes aside, which outputs have their own of. */
const plain = (text: string): string =>
  text
    .replaceAll("\u00a0", " ")
    .replaceAll("\u2212", "-")
    .replace(/\\([>\\|*_])/g, "$1")
    .trim();

/** What the ranking file says, printed by the functions that all outputs use. */
function shownOf(ranking: Ranking): Shown[] {
  return ranking.ranking.map((row) => ({
    rank: row.rank === null ? "–" : String(row.rank),
    model: row.display_name,
    rating: shownRating(row.rating, ranking),
    interval: shownInterval(row, ranking),
    ranks: shownRanks(row.rank_lower, row.rank_upper),
    chance: shownChance(row.stronger_than_next_confidence),
    winRate: shownPercent(row.win_rate),
    matches: shownCount(row.n_matches),
  }));
}

const KEYS = ["rank", "model", "rating", "interval", "ranks", "chance", "winRate", "matches"];

/** The rows of a Markdown table or of one for terminals, whose columns two blanks keep apart. */
function shownInText(text: string): Shown[] {
  return text.split("\n").flatMap((line) => {
    const cells = line.startsWith("|") ? line.slice(1).split(" | ") : line.trim().split(/\s{2,}/);
    if (cells.length < KEYS.length || !/^(\d+|–)$/.test(cells[0]?.trim() ?? "")) return [];
    return [Object.fromEntries(KEYS.map((key, k) => [key, plain(cells[k] ?? "")]))];
  });
}

/** The rows of a CSV file, its whole numbers printed as the other outputs do. */
function shownInCsv(text: string, ranking: Ranking): Shown[] {
  const rows: Record<string, string>[] = parse(text, { columns: true });
  const number = (value: string | undefined): number | null => (value ? Number(value) : null);
  return rows.map((row) => ({
    rank: row.rank || "–",
    model: row.display_name ?? "",
    rating: shownRating(number(row.rating), ranking),
    interval: shownInterval(
      { ci_lower: number(row.ci_lower), ci_upper: number(row.ci_upper) },
      ranking,
    ),
    ranks: shownRanks(number(row.rank_lower), number(row.rank_upper)),
    chance: shownChance(number(row.stronger_than_next_confidence)),
    winRate: shownPercent(number(row.win_rate)),
    matches: shownCount(number(row.n_matches) as number),
  }));
}

/** The numbers that stand beside the dots of a drawn ranking, in their order. */
const numbersInSvg = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*font-size="10px"[^>]*>([^<]*)</g)].map(([, text]) =>
    plain(text ?? ""),
  );

/** The rows of the table of `index.html` that stands there without scripts. */
function shownInHtml(html: string): Shown[] {
  return [...html.matchAll(/<tr><td>.*?<\/tr>/g)].map(([row]) => {
    const cells = [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, cell = ""]) =>
      plain(cell.replace(/<[^>]*>/g, "")),
    );
    const [rank = "", model = "", rating = "", interval = "", matches = ""] = cells;
    return { rank, model, rating, interval, matches };
  });
}

/** The rows of the page's own table. */
async function shownOnPage(page: Page): Promise<Shown[]> {
  const columns = {
    rank: "rank",
    rating: "rating",
    interval: "bounds",
    ranks: "ranks",
    chance: "confident",
    winRate: "winRate",
    matches: "matches",
  };
  const rows = await page
    .locator(".ranking tbody tr")
    .evaluateAll(
      (all, wanted) =>
        all.map((row) =>
          Object.fromEntries([
            ["model", row.querySelector(".model bdi")?.textContent ?? ""],
            ...Object.entries(wanted).map(([key, column]) => [
              key,
              row.querySelector(`[data-column="${column}"]`)?.textContent ?? "",
            ]),
          ]),
        ),
      columns,
    );
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, text]) => [key, plain(text as string)])),
  );
}

/**
 * Every output of a site's ranking shows the numbers of its JSON: the table that was printed, the
 * CSV, the Markdown, the pictures, the page without scripts and the page with them.
 */
export async function expectOneNumber(
  site: string,
  { path, terminal, page }: { path: string; terminal: string; page: Page },
): Promise<void> {
  const read = (file: string): string => readFileSync(join(site, file), "utf8");
  const ranking = JSON.parse(read(`rankings/${path}.json`)) as Ranking;
  const [wanted, by] = [shownOf(ranking), ranking.compute];
  const only = (keys: readonly string[]): Shown[] =>
    wanted.map((row) => Object.fromEntries(keys.map((key) => [key, row[key] as string])));
  expect(wanted.length).toBeGreaterThan(2);
  expect(shownInText(terminal)).toEqual(wanted);
  expect(shownInText(read(`rankings/${path}.md`))).toEqual(wanted);
  expect(shownInCsv(read(`rankings/${path}.csv`), ranking)).toEqual(wanted);
  expect(await shownOnPage(page)).toEqual(wanted);
  const withoutScripts = ["rank", "model", "rating", "interval", "matches"];
  expect(shownInHtml(read("index.html"))).toEqual(only(withoutScripts));
  const charts = join("charts", path.slice(0, path.lastIndexOf("_")));
  expect(numbersInSvg(read(join(charts, `${by}_ranking.svg`)))).toEqual(
    wanted.flatMap(({ rating }) => (rating === "–" ? [] : [rating])),
  );
  const rates = JSON.parse(read(join(charts, "winrate.vl.json"))) as {
    data: { values: { id: string; win_rate: number; lower: number; upper: number }[] };
  };
  const drawn = new Map(rates.data.values.map((row) => [row.id, row]));
  for (const { model_id, ...row } of ranking.ranking) {
    expect(drawn.get(model_id)).toMatchObject({
      win_rate: row.win_rate,
      lower: row.win_rate_lower,
      upper: row.win_rate_upper,
    });
  }
}
