/** A leaderboard of scores as Markdown, as CSV and for the terminal. */
import { type Language, type Said, say } from "../../core/message.ts";
import {
  columnOfPart,
  type Score,
  type ScoreBoard,
  type ScorePart,
  shownScore,
} from "../../core/scores/score_board.ts";
import { averageOf, type MadeBoard, placesOf } from "../../stats/scores/make_board.ts";
import { inLanguage } from "../../words/language.ts";
import { csvLines, markdownCell, markdownLines, type TextTable } from "../tables/text_table.ts";

type Board = Omit<ScoreBoard, "warnings">;

/** A score with its interval; `*`: categories are missing from it. */
function scoreText(score: Score | null | undefined, scale: number | null): string {
  if (score?.score == null) return "–";
  const mark = score.missing === undefined ? "" : "*";
  const { ci_lower: low, ci_upper: high } = score;
  const interval =
    low === null || high === null ? "" : ` [${shownScore(low, scale)}, ${shownScore(high, scale)}]`;
  return `${shownScore(score.score, scale)}${mark}${interval}`;
}

const placeText = (place: readonly [number, number] | null): string =>
  place === null ? "–" : place[0] === place[1] ? String(place[0]) : `${place[0]}–${place[1]}`;

/** Names of the parts in their order. */
function partsOf({ rows }: Board): string[] {
  return [...new Set(rows.flatMap(({ parts }) => parts.map(({ name }) => name)))];
}

const partIn = (parts: readonly ScorePart[], name: string): ScorePart | undefined =>
  parts.find((part) => part.name === name);

/** Totals and averages, a row for each model. */
export function boardTable(board: Board): TextTable {
  const names = partsOf(board);
  const places = placesOf(board.rows.map(({ overall }) => overall));
  return {
    head: [say`Model`, say`Total`, say`Places`, ...names],
    rows: board.rows.map(({ display_name, overall, parts }, k): Said[] => [
      display_name,
      scoreText(overall, 1),
      placeText(places[k]),
      ...names.map((name) => {
        const part = partIn(parts, name);
        return part === undefined ? "–" : scoreText(averageOf(part), part.scale);
      }),
    ]),
    aligns: `lrr${"r".repeat(names.length)}`,
  };
}

/** How a part was asked, in a line. */
function makingText({ making, counts }: ScorePart, language: Language): string {
  const wording: Record<string, Said> = {
    neo: say`Neo's wording`,
    own: say`jrank's own intro: not comparable with Neo's published numbers`,
    config: say`the config's intro: not comparable with Neo's published numbers`,
    template: say`the config's template`,
  };
  const file = making.file === undefined ? "" : ` ${making.file}`;
  const facts: (Said | undefined | 0)[] = [
    making.source === "asked" ? undefined : say`from ${making.source}${file}`,
    making.data,
    making.wording && wording[making.wording],
    making.judge && say`graded by ${making.judge}`,
    making.judge_prompts,
    making.override_max_tokens && say`at most ${making.override_max_tokens} tokens a reply`,
    counts.unanswered && say`${counts.unanswered} without an answer`,
    counts.without_score && say`${counts.without_score} grades without a score left out`,
    counts.cut_off && say`${counts.cut_off} replies cut off`,
  ];
  return facts
    .flatMap((fact) => (fact ? [inLanguage(fact, language)] : []))
    .join(language === "ja" ? "；" : "; ");
}

/** One part of the board: its mean and categories, then how each model's was made. */
function partLines(board: Board, name: string, language: Language): string[] {
  const rows = board.rows.flatMap(({ display_name, parts }) => {
    const part = partIn(parts, name);
    return part === undefined ? [] : [{ display_name, part }];
  });
  const categories = [...new Set(rows.flatMap(({ part }) => part.categories))];
  const isBare = categories.length === 0 && rows.every(({ part }) => part.average === null);
  const columns = isBare
    ? [...new Set(rows.flatMap(({ part }) => Object.keys(part.scores)))].sort()
    : categories;
  const table = markdownLines(
    [inLanguage(say`Model`, language), ...(isBare ? [] : ["AVG"]), ...columns],
    rows.map(({ display_name, part }) => [
      display_name,
      ...(isBare ? [] : [scoreText(averageOf(part), part.scale)]),
      ...columns.map((column) => scoreText(part.scores[column], part.scale)),
    ]),
    `l${"r".repeat(columns.length + (isBare ? 0 : 1))}`,
  );
  const made = rows.flatMap(({ display_name, part }) => {
    const text = makingText(part, language);
    return text === ""
      ? []
      : [`- ${markdownCell(display_name)}${language === "ja" ? "：" : ": "}${markdownCell(text)}`];
  });
  return [`## ${markdownCell(name)}`, "", ...table, "", ...made, ""];
}

/** The board as Markdown, its sentences in a language. */
export function boardMarkdown(board: MadeBoard, language: Language): string {
  const told = (said: Said): string => inLanguage(said, language);
  const { head, rows, aligns } = boardTable(board);
  const level = `${Number((100 * board.confidence).toFixed(2))} %`;
  const isPartial = board.rows.some(({ overall, parts }) =>
    [overall, ...parts.flatMap(({ scores }) => Object.values(scores))].some(
      (score) => score?.missing !== undefined,
    ),
  );
  const lines = [
    `# ${told(board.test_mode ? say`Scores (test mode: a few samples, no result)` : say`Scores`)}`,
    "",
    ...markdownLines(
      head.map(told),
      rows.map((row) => row.map(String)),
      aligns,
    ),
    "",
    told(
      say`In brackets: ${level} intervals, for other samples or questions of these tasks; a number without one came without its samples, or a task has a single one. Total: the mean of jaster ja 0-shot AVG and MT-Bench ja AVG / 10. Places: those that the intervals allow.`,
    ),
    ...(isPartial
      ? [
          "",
          `\\*${told(say`: partial; categories or tasks without results are left out of the mean.`)}`,
        ]
      : []),
    ...board.warnings.map((warning) => `\n${markdownCell(told(say`Warning: ${warning}`))}`),
    "",
    ...partsOf(board).flatMap((name) => partLines(board, name, language)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** The board as CSV: every score with its interval and count, a row for each model. */
export function boardCsv(board: Board): string {
  const columns = partsOf(board).flatMap((name) => {
    const own = board.rows.flatMap(({ parts }) => partIn(parts, name) ?? []);
    const names = [...new Set(own.flatMap(({ scores }) => Object.keys(scores)))];
    return names.map((column) => ({ part: name, column, name: columnOfPart({ name }, column) }));
  });
  const four = (name: string): string[] => [name, `${name}_lower`, `${name}_upper`, `${name}_n`];
  const cells = (score: Score | null | undefined): unknown[] => [
    score?.score,
    score?.ci_lower,
    score?.ci_upper,
    score?.n,
  ];
  const head = [
    "model",
    "test_mode",
    ...["total", ...columns.map(({ name }) => name)].flatMap(four),
  ];
  const rows = board.rows.map(({ model, test_mode, overall, parts }) => [
    model,
    test_mode,
    ...cells(overall),
    ...columns.flatMap(({ part, column }) => cells(partIn(parts, part)?.scores[column])),
  ]);
  return `${csvLines([head, ...rows]).join("\n")}\n`;
}
