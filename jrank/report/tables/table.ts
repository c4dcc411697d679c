/** A ranking as a table: for the terminal, as Markdown and as CSV. */
import type { Language, Message, Said } from "../../core/message.ts";
import type {
  Ranking,
  RankingItem,
  RankingMore,
  RankingOutlook,
  RankingRow,
} from "../../core/ranking.ts";
import type { SiteFacts } from "../../core/site_data.ts";
import { warningTexts } from "../../words/findings.ts";
import { tableWords } from "../../words/language.ts";
import {
  groupRatings,
  ratingDigits,
  shownChance,
  shownCount,
  shownInGroup,
  shownInterval,
  shownLevel,
  shownNumber,
  shownPercent,
  shownRanks,
  shownRating,
} from "../../words/shown_number.ts";
import type { TableWords } from "../../words/tables.ts";
import { costTable } from "./cost_table.ts";
import { groupsMarkdown } from "./group_tables.ts";
import { csvLines, markdownCell, markdownLines, plainTable, visible } from "./text_table.ts";

const number = shownNumber;

/** A column of the table: its head, its alignment (`r` or `l`) and its cells. */
interface Column {
  readonly head: string;
  readonly align: "r" | "l";
  cell(row: RankingRow): string;
}

function columnsOf(ranking: Ranking, words: TableWords): Column[] {
  const isRate = ranking.compute === "winrate";
  const level = shownLevel(ranking.confidence);
  const right = (head: string, cell: Column["cell"]): Column => ({ head, align: "r", cell });
  const left = (head: string, cell: Column["cell"]): Column => ({ head, align: "l", cell });
  const own = groupRatings(ranking.ranking);
  const controlled = new Map(ranking.control?.ratings.map((row) => [row.model_id, row]));
  const peoples = new Map(
    ranking.calibration?.ratings.map(({ model_id, people }) => [model_id, people]),
  );
  return [
    right(words.rank, ({ rank }) => (rank === null ? "–" : String(rank))),
    left(words.model, ({ display_name }) => visible(display_name)),
    right(isRate ? words.winRate : words.rating, (row) => shownRating(row.rating, ranking)),
    ...(own.size > 0
      ? [right(words.inGroup, ({ model_id }) => shownInGroup(own.get(model_id), ranking))]
      : []),
    right(words.interval(level), (row) => shownInterval(row, ranking)),
    ...(ranking.control
      ? [
          right(words.ifEqual, ({ model_id }) =>
            shownRating(controlled.get(model_id)?.rating, ranking),
          ),
          right(words.interval(level), ({ model_id }) => {
            const row = controlled.get(model_id);
            return row ? shownInterval(row, ranking) : "–";
          }),
        ]
      : []),
    ...(ranking.calibration
      ? [
          right(words.peopleAlone, ({ model_id }) =>
            shownRating(peoples.get(model_id)?.rating, ranking),
          ),
          right(words.interval(level), ({ model_id }) => {
            const row = peoples.get(model_id);
            return row ? shownInterval(row, ranking) : "–";
          }),
        ]
      : []),
    right(words.ranks, (row) => shownRanks(row.rank_lower, row.rank_upper)),
    right(words.aheadOfNext, (row) => shownChance(row.stronger_than_next_confidence)),
    right(words.winRate, ({ win_rate }) => shownPercent(win_rate)),
    right(words.matches, ({ n_matches }) => shownCount(n_matches)),
    left(words.tied, ({ tie_group }) => tie_group),
    left("", ({ status }) => words.statuses[status]),
  ];
}

/** The cells of a ranking's table, and `l` or `r` for each column. */
export function rankingCells(ranking: Ranking, language: Language) {
  const columns = columnsOf(ranking, tableWords(language));
  return {
    head: columns.map(({ head }) => head),
    rows: ranking.ranking.map((row) => columns.map(({ cell }) => cell(row))),
    aligns: columns.map(({ align }) => align).join(""),
  };
}

/** The table for a terminal; Japanese aligns. */
export async function rankingTable(ranking: Ranking, language: Language): Promise<Message> {
  const { head, rows, aligns } = rankingCells(ranking, language);
  const words = tableWords(language);
  // The least needed first; rank, model, rating and interval are what the table is for, and the last
  // column says why a rating is not known.
  const first = head.indexOf(words.interval(shownLevel(ranking.confidence)));
  const further = head.map((_, k) => k).filter((k) => k > first && k < head.indexOf(words.ranks));
  const order = [words.matches, words.winRate, words.aheadOfNext, words.tied, words.ranks];
  const drop = [...further.toReversed(), ...order.map((one) => head.lastIndexOf(one)), first];
  return plainTable(head, rows, aligns, { drop: drop.filter((k) => k > 2) });
}

/** What the numbers are, in a few lines under a table. */
export function rankingFacts(ranking: Ranking, language: Language): string[] {
  const words = tableWords(language);
  const home = ranking.home_advantage;
  const level = shownLevel(ranking.confidence);
  const hasGroups = ranking.ranking.some(
    ({ tie_group }) => typeof tie_group === "string" && tie_group !== "",
  );
  return [
    ...(hasGroups ? [words.tiedText(level)] : []),
    ...(groupRatings(ranking.ranking).size > 0
      ? [words.inGroupText(shownRating(ranking.init_rating, ranking))]
      : []),
    ...(ranking.compute === "winrate" ? [words.winRateUnit(ranking.win_rate_unit)] : []),
    words.judgments(
      shownCount(ranking.n_judgments),
      ranking.judge,
      Object.entries(ranking.left_out),
    ),
    ...(home && home.estimate !== null
      ? [
          words.home(
            number(home.estimate, 1),
            home.lower === null || home.upper === null
              ? null
              : `${number(home.lower, 1)} … ${number(home.upper, 1)}`,
          ),
        ]
      : []),
    ...controlFacts(ranking, words, level),
    ...calibrationFacts(ranking, words),
    ...panelFacts(ranking, words),
    ...outlookFacts(ranking, words),
    ...itemFacts(ranking, words),
  ];
}

/** What the command prints of a panel, people's votes, questions and costs, for pages. */
export function siteFacts(ranking: Ranking, language: Language): SiteFacts {
  const words = tableWords(language);
  return {
    panel: panelFacts(ranking, words),
    people: calibrationFacts(ranking, words),
    questions: itemFacts(ranking, words),
    costs: costTable(ranking, language)?.notes ?? [],
  };
}

/** Most questions that are named of one kind. */
const MOST_NAMED = 5;

/** The questions that stand out, and how many more there should be. */
function itemFacts(
  { items = [], more_questions: more = [] }: Ranking,
  words: TableWords,
): string[] {
  const named = (kind: RankingItem["kind"], sign: 1 | -1): string => {
    const some = items
      .filter((item) => item.kind === kind)
      .sort((a, b) => sign * (b.slope - a.slope));
    const shown = some
      .slice(0, MOST_NAMED)
      .map(({ question, slope }) => `${visible(question)} (${number(slope, 1)})`);
    return some.length === 0
      ? ""
      : words.items[kind](some.length, [...shown, ...(some.length > MOST_NAMED ? ["…"] : [])]);
  };
  const kinds = [named("separates", 1), named("adds-nothing", -1), named("contradicted", -1)];
  const said = kinds.filter((text) => text !== "");
  return [
    ...(said.length === 0 ? [] : [words.items.all(items.length, said)]),
    ...moreQuestions(more, words),
  ];
}

const moreQuestions = (more: RankingMore, words: TableWords): string[] =>
  more.some(({ questions }) => questions > 0)
    ? [
        words.items.more(
          more
            .filter(({ questions }) => questions > 0)
            .map(({ half_width, questions }) => [number(half_width), shownCount(questions)]),
        ),
      ]
    : [];

/** The ratings under `--control`, and what its terms are worth. */
function controlFacts({ control }: Ranking, words: TableWords, level: string): string[] {
  if (control === undefined) return [];
  const terms = control.terms.map(({ name, effect, lower, upper, ...term }) =>
    words.term(
      visible(name),
      visible(words.unit(term)),
      number(effect, 1),
      `${number(lower, 1)} … ${number(upper, 1)}`,
    ),
  );
  return words.control(terms, level);
}

/** The judges of a panel, and how they became one. */
function panelFacts({ panel, calibration }: Ranking, words: TableWords): string[] {
  if (panel === undefined) return [];
  const { rule, quorum, games, games_left_out = 0, judges } = panel;
  return [
    words.panel.rule[rule],
    ...(calibration === undefined ? [words.panel.own] : []),
    ...(games === undefined ? [] : [words.panel.games(shownCount(games), games_left_out, quorum)]),
    ...judges.map((one) =>
      words.panel.judge({
        judge: visible(one.judge),
        judgments: shownCount(one.judgments),
        abstained: one.abstained,
        discrimination:
          typeof one.discrimination === "number" ? number(one.discrimination, 2) : null,
        range: `${number(one.discrimination_lower, 2)} … ${number(one.discrimination_upper, 2)}`,
        home: typeof one.home_advantage === "number" ? number(one.home_advantage, 0) : null,
      }),
    ),
  ];
}

/** What people's votes are worth beside the judge. */
function calibrationFacts({ calibration, scale }: Ranking, words: TableWords): string[] {
  if (calibration === undefined) return [];
  const { raters, votes, questions, worth, z, slope, judge_error, headline } = calibration;
  return words.calibration({
    headline,
    raters: raters.map(visible).join(", "),
    leftOut: Object.entries(calibration.left_out),
    votes: shownCount(votes),
    questions: shownCount(questions),
    worth: shownCount(Math.round(worth)),
    z: number(z, 1),
    slope: number(slope, 2),
    error: number(judge_error, ratingDigits({ scale })),
  });
}

/** Markdown, ready for a README. */
export function rankingMarkdown(ranking: Ranking, language: Language): string {
  const columns = columnsOf(ranking, tableWords(language));
  const lines = [
    ...markdownLines(
      columns.map(({ head }) => head),
      ranking.ranking.map((row) => columns.map(({ cell }) => cell(row))),
      columns.map(({ align }) => align).join(""),
    ),
    "",
    ...rankingFacts(ranking, language).map(markdownCell),
    ...groupsMarkdown(ranking, language),
    ...costMarkdown(ranking, language),
    ...warningTexts(ranking, language).map(({ text }) => `\n> ${markdownCell(text)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function costMarkdown(ranking: Ranking, language: Language): string[] {
  const costs = costTable(ranking, language);
  if (costs === undefined) return [];
  const { title, table, notes } = costs;
  const texts = (cells: readonly Said[]): string[] => cells.map(String);
  const lines = markdownLines(texts(table.head), table.rows.map(texts), table.aligns);
  return ["", markdownCell(title), "", ...lines, "", ...notes.map(markdownCell)];
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
  "win_rate_lower",
  "win_rate_upper",
  "status",
  "group",
  "rating_in_group",
  "ci_lower_in_group",
  "ci_upper_in_group",
] as const satisfies readonly (keyof RankingRow)[];

/** CSV (RFC 4180), with the mark by which Excel knows UTF-8 where that is wanted; see `csvCell`. */
export function rankingCsv(ranking: Ranking, { bom = false } = {}): string {
  const rows = ranking.ranking.map((row) => CSV_COLUMNS.map((column) => row[column]));
  const lines = csvLines([CSV_COLUMNS, ...rows]);
  return `${bom ? "\ufeff" : ""}${lines.join("\r\n")}\r\n`;
}

/** Lines for under a ranking's table; none where nothing is known. */
export function outlookFacts(
  { mode, stop, outlook, reweighted, anchor }: Ranking,
  words: TableWords,
): string[] {
  return [
    ...(reweighted === undefined ? [] : [words.reweighted]),
    ...(stop ? [words.stopped(stop.judgments, stop.reason, stop.text)] : []),
    // The other modes play a fixed set of matches: no more can follow, and no rule chose them.
    ...(outlook && mode === "pairwise-n" ? [widths(outlook, words), savings(outlook, words)] : []),
    // Where it would be asked for and cannot be given.
    ...(anchor && mode === "pairwise-n" ? [words.noOutlook.board] : []),
    ...(reweighted && !anchor && mode === "pairwise-n" ? [words.noOutlook.reweighted] : []),
  ];
}

function widths(outlook: RankingOutlook, words: TableWords): string {
  const points = (value: number): string => `±${number(value)}`;
  const { half_width_mean, half_width_widest, more_judgments, floor } = outlook;
  const now = words.widths(points(half_width_mean), points(half_width_widest));
  if (more_judgments === 0) return words.allPlayed(now);
  // From few judgments the question effect is rough, and its floor may lie above what they reach.
  const isFloorKnown = floor >= 1 && floor < outlook.more_half_width_mean;
  return words.more(
    now,
    more_judgments,
    points(outlook.more_half_width_mean),
    points(outlook.more_half_width_widest),
    isFloorKnown ? points(floor) : null,
  );
}

/** The estimate is good to about 5 %, so smaller differences are none. */
const ROUGHNESS = 0.05;

function savings(
  { fewest_matches_judgments, saved_judgments }: RankingOutlook,
  { fewestMatches }: TableWords,
): string {
  if (fewest_matches_judgments === null) return fewestMatches.unreachable;
  const saved = saved_judgments ?? 0;
  if (Math.abs(saved) < ROUGHNESS * fewest_matches_judgments) return fewestMatches.alike;
  const needed = aboutTen(fewest_matches_judgments);
  return saved > 0 ? fewestMatches.saved(needed, aboutTen(saved)) : fewestMatches.cheaper(needed);
}

const aboutTen = (count: number): number => 10 * Math.round(count / 10);
