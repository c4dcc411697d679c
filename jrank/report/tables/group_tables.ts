/** The groups of a ranking (`--by`) as tables: each by its own rows, and as it leans on the whole. */
import { type Language, messageOfStored } from "../../core/message.ts";
import type { Ranking } from "../../core/ranking.ts";
import { inLanguage, tableWords } from "../../words/language.ts";
import { shownCount, shownLevel, shownPercent, shownRating } from "../../words/shown_number.ts";
import type { TableWords } from "../../words/tables.ts";
import { markdownCell, markdownLines, plainTable, visible } from "./text_table.ts";

/** A row for each model and a column for each group of rows (`--by`), with what is to be said about it. */
interface GroupsTable {
  title: string;
  head: string[];
  rows: string[][];
  notes: string[];
}

function plainGroups(
  { by, ranking, compute, scale }: Ranking,
  words: TableWords,
  language: Language,
): GroupsTable | undefined {
  if (by === undefined) return undefined;
  const isRate = compute === "winrate";
  const made = by.groups.filter(({ refused }) => refused === undefined);
  const cells = made.map(({ ratings }) => new Map(ratings.map((row) => [row.model_id, row])));
  const cell = (row: (typeof by.groups)[number]["ratings"][number] | undefined): string => {
    if (row === undefined || row.rating === null) return "–";
    const place = row.rank === null ? "" : ` (${row.rank})`;
    return `${shownRating(row.rating, { compute, scale })}${place}`;
  };
  const open = made.flatMap(({ value, ratings }) => {
    const models = ratings.flatMap(({ model_id, status, rating: known }) =>
      known !== null
        ? []
        : [visible(model_id) + (status === "ok" ? "" : ` (${words.statuses[status]})`)],
    );
    return models.length > 0 ? [words.groups.open(visible(value), models)] : [];
  });
  const alone = made.flatMap(({ value, ratings }) => {
    const known = ratings.filter(({ rating }) => rating !== null);
    return known.length > 0 && known.every(({ ci_lower }) => ci_lower === null)
      ? [visible(value)]
      : [];
  });
  const refused = by.groups.flatMap(({ value, refused: why }) =>
    why === undefined
      ? []
      : [words.groups.refused(visible(value), inLanguage(messageOfStored(why), language))],
  );
  const wished = made
    .find(({ more_questions: more }) => more !== undefined)
    ?.more_questions?.map(({ half_width }) => `±${shownCount(half_width)}`)
    .join(" / ");
  const wanted = made.flatMap(({ value, more_questions: more = [] }) =>
    more.length === 0
      ? []
      : [[visible(value), more.map(({ questions }) => shownCount(questions)).join(" / ")] as const],
  );
  return {
    title: words.groups.title(visible(by.field)),
    head: [words.model, ...made.map(({ value }) => visible(value))],
    rows: ranking.map(({ model_id, display_name }) => [
      visible(display_name),
      ...cells.map((ratings) => cell(ratings.get(model_id))),
    ]),
    notes: [
      ...(isRate ? [] : [words.groups.own]),
      ...(by.ungrouped > 0 ? [words.groups.ungrouped(by.ungrouped, visible(by.field))] : []),
      ...(alone.length > 0 ? [words.groups.alone(alone)] : []),
      ...open,
      ...refused,
      ...(wanted.length > 0 ? [words.items.moreOf(wished ?? "", wanted)] : []),
    ],
  };
}

/** Ratings that lean on the whole, with half of their intervals, and which are above or below it. */
function shrunkenGroups(
  { by, ranking, confidence, compute, scale }: Ranking,
  words: TableWords,
): GroupsTable | undefined {
  if (by?.shrinkage === undefined) return undefined;
  const { groups, spread, spread_lower: lower, spread_upper: upper } = by.shrinkage;
  const cells = groups.map(({ ratings }) => new Map(ratings.map((row) => [row.model_id, row])));
  const said = words.groups.shrunken;
  const number = (value: number): string => shownRating(value, { compute, scale });
  const names = new Map(ranking.map(({ model_id, display_name }) => [model_id, display_name]));
  const apart = groups.flatMap(({ value, ratings }) =>
    ratings.flatMap(({ model_id, deviation, deviation_lower: from, deviation_upper: to }) =>
      deviation === null || from === null || to === null || from * to <= 0
        ? []
        : [
            said.apart(
              visible(names.get(model_id) ?? model_id),
              visible(value),
              `${deviation > 0 ? "+" : ""}${number(deviation)}`,
              `${number(from)} … ${number(to)}`,
            ),
          ],
    ),
  );
  const level = shownLevel(confidence);
  const shares = groups.map(
    ({ value, own_share }) => `${visible(value)} ${shownPercent(own_share, 0)}`,
  );
  return {
    title: said.title(visible(by.field), level),
    head: [words.model, ...groups.map(({ value }) => visible(value))],
    rows: ranking.map(({ model_id, display_name }) => [
      visible(display_name),
      ...cells.map((ratings) => {
        const row = ratings.get(model_id);
        if (!row || row.rating === null || row.ci_upper === null) return "–";
        return `${number(row.rating)} ±${number(row.ci_upper - row.rating)}`;
      }),
    ]),
    notes: [
      said.spread(number(spread), `${number(lower)} … ${number(upper)}`),
      said.shares(shares),
      apart.length > 0 ? said.beyond(apart) : said.none,
    ],
  };
}

/** The tables of a ranking's groups. */
function tablesOf(ranking: Ranking, language: Language): GroupsTable[] {
  const words = tableWords(language);
  const { by } = ranking;
  const shrunken = shrunkenGroups(ranking, words);
  const plain = plainGroups(ranking, words, language);
  if (!plain) return [];
  const why = by?.shrinkage_refused;
  const notes =
    why === undefined ? plain.notes : [...plain.notes, words.groups.shrunken.refused(why)];
  return [{ ...plain, notes }, ...(shrunken ? [shrunken] : [])];
}

/** The groups of a ranking for a terminal; undefined where it has none. */
export async function groupsTable(
  ranking: Ranking,
  language: Language,
): Promise<string | undefined> {
  const texts: string[] = [];
  for (const { title, head, rows, notes } of tablesOf(ranking, language)) {
    const text = await plainTable(head, rows, `l${"r".repeat(head.length - 1)}`);
    texts.push([title, "", ...(head.length > 1 ? [text, ""] : []), ...notes].join("\n"));
  }
  return texts.length === 0 ? undefined : texts.join("\n\n");
}

/** The same as Markdown. */
export function groupsMarkdown(ranking: Ranking, language: Language): string[] {
  return tablesOf(ranking, language).flatMap(({ title, head, rows, notes }) => [
    ...["", markdownCell(title), ""],
    ...(head.length > 1
      ? [...markdownLines(head, rows, `l${"r".repeat(head.length - 1)}`), ""]
      : []),
    ...notes.map(markdownCell),
  ]);
}
