/** A ranking as a table: for the terminal, as Markdown and as CSV. */
import type { Ranking, RankingRow } from "../core/types.ts";
import { outlookFacts } from "./outlook_facts.ts";
import { plainTable } from "./plain_table.ts";
import { csvCell, markdownCell } from "./text_table.ts";

const WORDS_OF_STATUS: Record<RankingRow["status"], string> = {
  ok: "",
  undefeated: "undefeated",
  winless: "winless",
  separated: "not comparable",
  disconnected: "disconnected",
};

const number = (value: number | null, digits = 0): string =>
  value === null ? "–" : value.toFixed(digits);

const percent = (value: number | null): string =>
  value === null ? "–" : `${(value * 100).toFixed(1)} %`;

function rating(row: RankingRow, isRate: boolean): string {
  return isRate ? percent(row.rating) : number(row.rating);
}

function interval({ ci_lower, ci_upper }: RankingRow, isRate: boolean): string {
  if (ci_lower === null && ci_upper === null) return "–";
  const show = (value: number | null): string => (isRate ? percent(value) : number(value));
  return `${ci_lower === null ? "?" : show(ci_lower)} … ${ci_upper === null ? "?" : show(ci_upper)}`;
}

function places({ rank, rank_lower, rank_upper }: RankingRow): [string, string] {
  const range = rank_lower === null || rank_upper === null ? "–" : `${rank_lower}–${rank_upper}`;
  return [rank === null ? "–" : String(rank), range];
}

const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** An id without characters that would move the cursor or turn the line around. */
function visible(text: string): string {
  return text.replace(CONTROL, "\ufffd");
}

function cellsOf(row: RankingRow, isRate: boolean): string[] {
  const [place, range] = places(row);
  return [
    place,
    visible(row.display_name),
    rating(row, isRate),
    interval(row, isRate),
    range,
    row.stronger_than_next_confidence === null
      ? "–"
      : `${(row.stronger_than_next_confidence * 100).toFixed(0)} %`,
    percent(row.win_rate),
    String(row.n_matches),
    typeof row.tie_group === "string" ? row.tie_group : "",
    WORDS_OF_STATUS[row.status],
  ];
}

function headOf(ranking: Ranking): string[] {
  const level = `${+(ranking.confidence * 100).toFixed(1)} %`;
  return [
    "Rank",
    "Model",
    ranking.compute === "winrate" ? "Win rate" : "Rating",
    `${level} interval`,
    `${level} rank`,
    "P(> next)",
    "Win rate",
    "Matches",
    "Tied",
    "",
  ];
}

/** The table for a terminal; Japanese aligns. */
export async function rankingTable(ranking: Ranking): Promise<string> {
  const isRate = ranking.compute === "winrate";
  const rows = ranking.ranking.map((row) => cellsOf(row, isRate));
  return plainTable(headOf(ranking), rows, "rlrrrrrrll");
}

/** What the numbers are, in a few lines under a table. */
export function rankingFacts(ranking: Ranking): string[] {
  const home = ranking.home_advantage;
  const left = Object.entries(ranking.left_out).map(([reason, count]) => `${count} ${reason}`);
  return [
    `${ranking.n_judgments} judgments by ${ranking.judge}${left.length > 0 ? `; left out: ${left.join(", ")}` : ""}.`,
    ...(home && home.estimate !== null
      ? [
          `Being shown first is worth ${number(home.estimate, 1)}${home.lower === null || home.upper === null ? "" : ` (${number(home.lower, 1)} … ${number(home.upper, 1)})`} points.`,
        ]
      : []),
    ...outlookFacts(ranking),
    ...(ranking.ranking.some(({ tie_group }) => typeof tie_group === "string" && tie_group !== "")
      ? [
          `Models that share a letter under "Tied" are not told apart, all comparisons being right together with ${+(ranking.confidence * 100).toFixed(1)} %.`,
        ]
      : []),
  ];
}

/** Markdown, ready for a README. */
export function rankingMarkdown(ranking: Ranking): string {
  const isRate = ranking.compute === "winrate";
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const lines = [
    line(headOf(ranking)),
    "|---:|:---|---:|---:|---:|---:|---:|---:|:---|:---|",
    ...ranking.ranking.map((row) => line(cellsOf(row, isRate).map(markdownCell))),
    "",
    ...rankingFacts(ranking).map(markdownCell),
    ...ranking.warnings.map((warning) => `\n> ${markdownCell(warning)}`),
  ];
  return `${lines.join("\n")}\n`;
}

const CSV_COLUMNS = [
  "rank",
  "model_id",
  "display_name",
  "license",
  "rating",
  "ci_lower",
  "ci_upper",
  "standard_error",
  "median",
  "lower",
  "upper",
  "rank_lower",
  "rank_upper",
  "rank_lower_simultaneous",
  "rank_upper_simultaneous",
  "tie_group",
  "stronger_than_next_confidence",
  "n_matches",
  "wins",
  "losses",
  "ties",
  "win_rate",
  "status",
] as const satisfies readonly (keyof RankingRow)[];

/** CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function rankingCsv(ranking: Ranking): string {
  const lines = [
    CSV_COLUMNS.join(","),
    ...ranking.ranking.map((row) => CSV_COLUMNS.map((column) => csvCell(row[column])).join(",")),
  ];
  return `${lines.join("\r\n")}\r\n`;
}
