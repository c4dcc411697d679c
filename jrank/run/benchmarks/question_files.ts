/** Questions out of anybody's file: tables, JSON, JSONL and plain lists, whatever their columns are called. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { saidBy, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { Question } from "../../core/types.ts";
import { questionKey } from "../../store/answers/benchmark.ts";
import { parseQuestion } from "../../store/files/records.ts";
import { readText } from "../../store/files/text_file.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { readRows } from "../../store/votes/row_source.ts";
import type { Row } from "../../store/votes/vote.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { plural } from "../command/format.ts";

/** Names of columns, where they are not the usual ones. */
export interface QuestionColumns {
  id?: string | undefined;
  /** Several are the turns in order. */
  text?: string | readonly string[] | undefined;
  category?: string | undefined;
  reference?: string | undefined;
}

/** Usual names, the first that a row has. */
const USUAL = {
  id: ["question_id", "uid", "id", "番号"],
  text: ["text", "question", "prompt", "instruction", "input", "質問", "問題", "指示"],
  category: ["category", "カテゴリ", "カテゴリー", "分類", "dataset"],
  reference: ["reference", "reference_answer", "answer", "output", "模範解答", "正解", "回答"],
} as const;
/** Columns of turns one by one. */
const TURNS = [1, 2, 3, 4, 5].map((k) => [`turn${k}`, `turn_${k}`, `question${k}`, `質問${k}`]);

const textIn = (row: Row, column: string | undefined): string | undefined => {
  const value = column === undefined ? undefined : row[column];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

const firstIn = (row: Row, names: readonly string[]): string | undefined =>
  names.find((name) => textIn(row, name) !== undefined);

/** The columns of a row that hold its turns. */
function turnColumns(row: Row, { text }: QuestionColumns): string[] {
  if (text !== undefined) return [text].flat();
  const numbered = TURNS.flatMap((names) => firstIn(row, names) ?? []);
  return numbered.length > 0
    ? numbered
    : [firstIn(row, USUAL.text)].filter((one) => one !== undefined);
}

/** A row as a question; its other columns are kept. */
function questionOf(row: Row, columns: QuestionColumns, place: number): Question {
  // Ours, LLM Judge's and Arena-Hard's, whose turns may be objects.
  if (Array.isArray(row.turns)) {
    const { question_id = row.uid ?? row.id ?? place } = row;
    return parseQuestion({ ...row, question_id });
  }
  const turnsIn = turnColumns(row, columns);
  const turns = turnsIn.flatMap((column, k) => {
    const turn = textIn(row, column);
    // A table with a column for a second turn has empty cells for questions of one.
    return turn === undefined || (turn === "" && k > 0) ? [] : [turn];
  });
  if (turns.length === 0) {
    const known = Object.keys(row);
    throw new UserError(
      say`no column holds the question; there are: ${known.join(", ")}. Name it with --text-field.${suggest("question", known)}`,
    );
  }
  const id = columns.id ?? firstIn(row, USUAL.id);
  const category = columns.category ?? firstIn(row, USUAL.category);
  // What a generator wrote is an answer, and none to be measured by.
  const reference =
    columns.reference ?? ("generator" in row ? undefined : firstIn(row, USUAL.reference));
  const taken = [id, category, reference, ...turnsIn];
  const rest = Object.entries(row).filter(([name]) => !taken.includes(name));
  const known = textIn(row, reference);
  return parseQuestion({
    ...Object.fromEntries(rest),
    question_id: textIn(row, id) || place,
    category: textIn(row, category) || "general",
    turns,
    ...(known !== undefined && known !== "" && { reference: [known] }),
  });
}

/** A plain list: a text file with a question a line, or JSON that lists texts. */
function plainList(file: string): string[] | undefined {
  if (extname(file) === ".txt") {
    return readText(file)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }
  if (extname(file) !== ".json") return undefined;
  try {
    const value: unknown = JSON.parse(readText(file));
    const isList = Array.isArray(value) && value.every((one) => typeof one === "string");
    return isList ? (value as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The questions of a file. Errors say the row. */
export async function questionsIn(
  file: string,
  columns: QuestionColumns = {},
): Promise<Question[]> {
  const list = plainList(file);
  const rows =
    list?.map((text, k) => ({ row: { text } as Row, line: k + 1 })) ??
    [...(await readRows(file)).rows].map(({ row, line }) => ({ row, line }));
  const asked = [columns.id, ...[columns.text ?? []].flat(), columns.category, columns.reference];
  const first = rows[0]?.row ?? {};
  const missing = asked.find((name) => name !== undefined && !(name in first));
  if (missing !== undefined) {
    throw new UserError(
      say`${file} has no column "${missing}".${suggest(missing, Object.keys(first))} It has: ${Object.keys(first).join(", ")}`,
    );
  }
  const seen = new Map<string, number>();
  const questions = rows.map(({ row, line }, k) => {
    let question: Question;
    try {
      question = questionOf(row, columns, k + 1);
    } catch (error) {
      throw new UserError(say`${file}:${line}: ${saidBy(error)}`);
    }
    const empty = question.turns.findIndex((turn) => turn.trim() === "");
    if (empty >= 0) throw new UserError(say`${file}:${line}: turn ${empty + 1} is empty`);
    const key = questionKey(question.question_id);
    const before = seen.get(key);
    if (before !== undefined) {
      throw new UserError(
        say`${file}:${line}: question_id "${key}" is that of line ${before}, too; make ids unique, or name another column with --id-field`,
      );
    }
    seen.set(key, line);
    return question;
  });
  if (questions.length === 0) throw new UserError(say`${file} holds no question`);
  return questions;
}

/** Questions as the lines of `questions.jsonl`. */
export const questionLines = (questions: readonly Question[]): string =>
  questions.map((question) => `${JSON.stringify(question)}\n`).join("");

interface ImportQuestionsFlags {
  benchName: string;
  dataDir?: string;
  inputFile: string;
  idField?: string;
  textField?: string[];
  categoryField?: string;
  referenceField?: string;
  dryRun?: boolean;
}

/** Writes the questions of a file as a benchmark; one that is there stays as it is. */
export async function importQuestions(
  flags: ImportQuestionsFlags,
  { out }: Pick<Context, "out">,
): Promise<void> {
  const { benchName, inputFile, dryRun = false } = flags;
  const questions = await questionsIn(resolve(inputFile), {
    id: flags.idField,
    text: flags.textField,
    category: flags.categoryField,
    reference: flags.referenceField,
  });
  if (dryRun) {
    out(questionLines(questions.slice(0, 3)).trimEnd());
    out(say`${plural(questions.length, "question")}; this was a dry run, nothing was written.`);
    return;
  }
  const file = writeQuestions(dataDirOf(flags.dataDir), benchName, questions);
  const with_ = questions.filter(({ reference }) => reference !== undefined).length;
  out(
    say`${plural(questions.length, "question")} (${with_} with a reference answer) written to ${file}.`,
  );
}

/** Writes a new benchmark; the same one again changes nothing. */
export function writeQuestions(
  dataDir: string,
  name: string,
  questions: readonly Question[],
): string {
  if (/[/\\]|^\.|^$/.test(name)) {
    throw new UserError(say`"${name}" is no name of a folder; choose another --bench-name`);
  }
  const folder = join(dataDir, name);
  const there = ["questions.jsonl", "question.jsonl"].map((one) => join(folder, one));
  const before = there.find((one) => existsSync(one));
  const content = questionLines(questions);
  if (before !== undefined) {
    if (readFileSync(before, "utf8") === content) return before;
    throw new UserError(
      say`${before} is there already, with other questions, which answers and judgments may be about; choose another --bench-name`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const file = there[0] as string;
  writeWhole(file, content);
  return file;
}
