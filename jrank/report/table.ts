/** A ranking as a table: for the terminal, as Markdown and as CSV. */
import type { Ranking, RankingOutlook, RankingRow } from "../core/types.ts";
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

/** Games; weighted ones need not be whole. */
const games = (value: number): string => String(+value.toFixed(2));

const percent = (value: number | null): string =>
  value === null ? "–" : `${(value * 100).toFixed(1)} %`;

function rating(row: RankingRow, isRate: boolean): string {
  return isRate ? percent(row.rating) : number(row.rating);
}

function interval(
  { ci_lower, ci_upper }: Pick<RankingRow, "ci_lower" | "ci_upper">,
  isRate: boolean,
): string {
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

/** A column of the table: its head, its alignment (`r` or `l`) and its cells. */
interface Column {
  readonly head: string;
  readonly align: "r" | "l";
  cell(row: RankingRow): string;
}

function columnsOf(ranking: Ranking): Column[] {
  const isRate = ranking.compute === "winrate";
  const level = `${+(ranking.confidence * 100).toFixed(1)} %`;
  const right = (head: string, cell: Column["cell"]): Column => ({ head, align: "r", cell });
  const left = (head: string, cell: Column["cell"]): Column => ({ head, align: "l", cell });
  const controlled = new Map(ranking.control?.ratings.map((row) => [row.model_id, row]));
  return [
    right("Rank", (row) => places(row)[0]),
    left("Model", ({ display_name }) => visible(display_name)),
    right(isRate ? "Win rate" : "Rating", (row) => rating(row, isRate)),
    right(`${level} interval`, (row) => interval(row, isRate)),
    ...(ranking.control
      ? [
          right("If equal", ({ model_id }) => number(controlled.get(model_id)?.rating ?? null)),
          right(`${level} interval`, ({ model_id }) => {
            const row = controlled.get(model_id);
            return row ? interval(row, false) : "–";
          }),
        ]
      : []),
    right(`${level} rank`, (row) => places(row)[1]),
    right("P(> next)", ({ stronger_than_next_confidence: p }) =>
      p === null ? "–" : `${(p * 100).toFixed(0)} %`,
    ),
    right("Win rate", ({ win_rate }) => percent(win_rate)),
    right("Matches", ({ n_matches }) => games(n_matches)),
    left("Tied", ({ tie_group }) => (typeof tie_group === "string" ? tie_group : "")),
    left("", ({ status }) => WORDS_OF_STATUS[status]),
  ];
}

/** The table for a terminal; Japanese aligns. */
export async function rankingTable(ranking: Ranking): Promise<string> {
  const columns = columnsOf(ranking);
  return plainTable(
    columns.map(({ head }) => head),
    ranking.ranking.map((row) => columns.map(({ cell }) => cell(row))),
    columns.map(({ align }) => align).join(""),
  );
}

/** What the numbers are, in a few lines under a table. */
export function rankingFacts(ranking: Ranking): string[] {
  const home = ranking.home_advantage;
  const left = Object.entries(ranking.left_out).map(([reason, count]) => `${count} ${reason}`);
  return [
    ...(ranking.ranking.some(({ tie_group }) => typeof tie_group === "string" && tie_group !== "")
      ? [
          `Models that share a letter under "Tied" are not told apart, all comparisons being right together with ${+(ranking.confidence * 100).toFixed(1)} %.`,
        ]
      : []),
    `${games(ranking.n_judgments)} judgments by ${ranking.judge}${left.length > 0 ? `; left out: ${left.join(", ")}` : ""}.`,
    ...(home && home.estimate !== null
      ? [
          `Being shown first is worth ${number(home.estimate, 1)}${home.lower === null || home.upper === null ? "" : ` (${number(home.lower, 1)} … ${number(home.upper, 1)})`} points.`,
        ]
      : []),
    ...controlFacts(ranking),
    ...outlookFacts(ranking),
  ];
}

/** The ratings under `--control`, and what its terms are worth. */
function controlFacts({ control, confidence }: Ranking): string[] {
  if (control === undefined) return [];
  const level = +(confidence * 100).toFixed(1);
  const terms = control.terms.map(
    ({ name, unit, effect, lower, upper }) =>
      `${visible(name)}: ${number(effect, 1)} points (${number(lower, 1)} … ${number(upper, 1)}) for ${visible(unit)}`,
  );
  return [
    `Controlled for ${terms.join("; ")}.`,
    `"If equal" are ratings as if answers did not differ in that (${level} % intervals). Part of it is quality, so read them beside the ratings, not in their place.`,
  ];
}

/** Markdown, ready for a README. */
export function rankingMarkdown(ranking: Ranking): string {
  const columns = columnsOf(ranking);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const lines = [
    line(columns.map(({ head }) => head)),
    `|${columns.map(({ align }) => (align === "r" ? "---:" : ":---")).join("|")}|`,
    ...ranking.ranking.map((row) => line(columns.map(({ cell }) => markdownCell(cell(row))))),
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

/** CSV (RFC 4180), with the mark by which Excel knows UTF-8 where that is wanted; see `csvCell`. */
export function rankingCsv(ranking: Ranking, { bom = false } = {}): string {
  const lines = [
    CSV_COLUMNS.join(","),
    ...ranking.ranking.map((row) => CSV_COLUMNS.map((column) => csvCell(row[column])).join(",")),
  ];
  return `${bom ? "\ufeff" : ""}${lines.join("\r\n")}\r\n`;
}

/** Lines for under a ranking's table; none where nothing is known. */
export function outlookFacts({ mode, stop, outlook, reweighted }: Ranking): string[] {
  return [
    ...(reweighted === undefined
      ? []
      : ["Every pair of models counts alike, however often it was played (--reweight)."]),
    ...(stop ? [`Judging ended at ${stop.judgments} judgments: ${stop.text}.`] : []),
    // The other modes play a fixed set of matches: no more can follow, and no rule chose them.
    ...(outlook && mode === "pairwise-n" ? [widths(outlook), ...savings(outlook)] : []),
  ];
}

function widths(outlook: RankingOutlook): string {
  const points = (value: number): string => `±${value.toFixed(0)}`;
  const { half_width_mean, half_width_widest, more_judgments, floor } = outlook;
  const now = `Intervals by question reach ${points(half_width_mean)} on average (the widest ${points(half_width_widest)})`;
  if (more_judgments === 0)
    return `${now}; every match has been played, so only more questions narrow them.`;
  const later = `another ${more_judgments} judgments would make it about ${points(outlook.more_half_width_mean)} (${points(outlook.more_half_width_widest)})`;
  // From few judgments the question effect is rough, and its floor may lie above what they reach.
  const least =
    floor < 1 || floor >= outlook.more_half_width_mean
      ? ""
      : `, and on these questions it stays above ${points(floor)} however many follow`;
  return `${now}; ${later}${least}.`;
}

/** The estimate is good to about 5 %, so smaller differences are none. */
const ROUGHNESS = 0.05;
const ESTIMATED = "(estimated; see outlook.how in the JSON)";

function savings({ fewest_matches_judgments, saved_judgments }: RankingOutlook): string[] {
  const rule = "The original's rule (fewest matches)";
  if (fewest_matches_judgments === null) {
    return [`${rule} could not reach this precision with all matches there are ${ESTIMATED}.`];
  }
  const saved = saved_judgments ?? 0;
  if (Math.abs(saved) < ROUGHNESS * fewest_matches_judgments) {
    return [`${rule} would need about as many for this precision: no calls saved ${ESTIMATED}.`];
  }
  const needed = `${rule} would need about ${aboutTen(fewest_matches_judgments)} judgments`;
  return saved > 0
    ? [`${needed} for this precision: about ${aboutTen(saved)} calls saved ${ESTIMATED}.`]
    : [
        `${needed} for the same half-width on average, fewer than these, which were not chosen for it ${ESTIMATED}.`,
      ];
}

function aboutTen(count: number): string {
  return (10 * Math.round(count / 10)).toLocaleString("en-US");
}
