/** Answers in a plain table: columns by their usual names, or by the names that the user gives. */
import { RowError, UserError } from "../../core/errors.ts";
import { joined, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { Row } from "../votes/vote.ts";
import type { ImportColumns, ImportedAnswer, ImportReader } from "./import_format.ts";

const USUAL = {
  question: ["question_id", "qid", "id"],
  text: ["instruction", "question", "prompt", "input"],
  model: ["model_id", "model", "generator", "model_name"],
  turn: ["turn"],
  answer: ["answer", "output", "response", "completion", "reply", "generation", "prediction"],
} as const;

/** `answer_1`, `turn2`, `response 3`: one column a turn. */
const NUMBERED = /^(?:answer|output|response|completion|reply|turn)[ _-]?([1-9])$/i;

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const usual = (fields: readonly string[], names: readonly string[]): string | undefined =>
  names.map((name) => fields.find((field) => same(field, name))).find((field) => field);

function answerColumns(fields: readonly string[]): string[] {
  const single = usual(fields, USUAL.answer);
  if (single !== undefined) return [single];
  const numbered = fields.filter((field) => NUMBERED.test(field.trim()));
  return numbered.sort((a, b) => turnOf(a) - turnOf(b));
}

const turnOf = (field: string): number => Number(NUMBERED.exec(field.trim())?.[1]);

/** Whether a row has a column of answers under a usual name or a given one. */
export function looksLikeTable(row: Row, columns: ImportColumns): boolean {
  return columns.answers !== undefined || answerColumns(Object.keys(row)).length > 0;
}

/** Settles the columns by the first row. */
export function openTable(first: Row, columns: ImportColumns, file: string): ImportReader {
  const fields = Object.keys(first);
  const given = (name: string | undefined, flag: string): string | undefined => {
    if (name === undefined || fields.includes(name)) return name;
    throw new UserError(
      say`${file} has no column "${name}" (${flag}).${suggest(name, fields)} It has: ${fields.join(", ")}`,
    );
  };
  const answers = columns.answers?.map((name) => given(name, "--answer-field") as string);
  const found = {
    question: given(columns.question, "--id-field") ?? usual(fields, USUAL.question),
    text: given(columns.text, "--text-field") ?? usual(fields, USUAL.text),
    model: given(columns.model, "--model-field") ?? usual(fields, USUAL.model),
    turn: given(columns.turn, "--turn-field") ?? usual(fields, USUAL.turn),
    answers: answers ?? answerColumns(fields),
  };
  if (found.answers.length === 0) {
    throw new UserError(
      say`${file}: which column holds the answers cannot be told; name it with --answer-field. There are: ${fields.join(", ")}`,
    );
  }
  const note = [
    say`questions by ${found.question ?? found.text ?? say`order`}`,
    say`answers in ${found.answers.join(", ")}`,
    ...(found.turn ? [say`turns in ${found.turn}`] : []),
    ...(found.model ? [say`models in ${found.model}`] : []),
  ];
  return { note: joined(note, "; "), read: (row) => readRow(row, found) };
}

function readRow(
  row: Row,
  columns: {
    question: string | undefined;
    text: string | undefined;
    model: string | undefined;
    turn: string | undefined;
    answers: readonly string[];
  },
): ImportedAnswer {
  const cell = (name: string | undefined): unknown => (name === undefined ? undefined : row[name]);
  const question = cell(columns.question);
  const text = cell(columns.text);
  const model = cell(columns.model);
  const turn = cell(columns.turn);
  if (turn !== undefined && (!Number.isInteger(Number(turn)) || Number(turn) < 1)) {
    throw new RowError(
      say`"${columns.turn ?? ""}" must be the number of a turn, got ${JSON.stringify(turn) ?? ""}`,
    );
  }
  return {
    ...(isId(question) && { question: String(question) }),
    texts: typeof text === "string" ? [text] : [],
    ...(isId(model) && { model: String(model) }),
    ...(turn !== undefined && { turn: Number(turn) }),
    choices: [{ index: 0, turns: turnsOf(columns.answers, row) }],
    kept: {},
  };
}

const isId = (value: unknown): value is string | number =>
  typeof value === "number" || (typeof value === "string" && value !== "");

/** The replies of a row; empty columns behind the last reply are turns that were not asked. */
function turnsOf(names: readonly string[], row: Row): string[] {
  const values = names.flatMap((name) => {
    const value = row[name];
    if (typeof value === "string" || Array.isArray(value)) return value as unknown[];
    if (value === undefined || value === null) return [""];
    throw new RowError(
      say`"${name}" must be a text, got ${(JSON.stringify(value) ?? "").slice(0, 60)}`,
    );
  });
  if (!values.every((value) => typeof value === "string")) {
    throw new RowError(say`"${names.join(", ")}" must hold texts only`);
  }
  const turns = values as string[];
  let last = turns.length;
  while (last > 1 && turns[last - 1]?.trim() === "") last--;
  return turns.slice(0, last);
}
