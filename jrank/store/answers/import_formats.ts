/**
 * The table of formats of answers made elsewhere, told apart by the names of a row's fields; with
 * the readers of FastChat, AlpacaEval and lm-evaluation-harness (the `samples_*.jsonl` that
 * `--log_samples` writes).
 */

import { RowError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { parseAnswer } from "../files/records.ts";
import type { Row } from "../votes/vote.ts";
import type { ImportColumns, ImportedAnswer, ImportFormat } from "./import_format.ts";
import { looksLikeTable, openTable } from "./import_table.ts";

export const IMPORT_FORMATS = {
  fastchat: {
    describe: say`LLM Judge's and Arena-Hard's model_answer: question_id, choices with turns, model_id; or uid, messages, model`,
    matches: (row) =>
      "choices" in row ||
      ("uid" in row && Array.isArray(row.messages)) ||
      ("question_id" in row && typeof row.text === "string"),
    open: () => ({ read: readFastChat }),
  },
  "lm-eval": {
    describe: say`lm-evaluation-harness's samples_*.jsonl (--log_samples): doc_id, doc, resps`,
    matches: (row) => isSample(row),
    open: () => ({ read: readSample }),
  },
  "alpaca-eval": {
    describe: say`AlpacaEval's outputs: instruction, output, generator`,
    matches: (row, { answers }) =>
      answers === undefined && "instruction" in row && "output" in row && !("question_id" in row),
    open: () => ({ read: readAlpacaEval }),
  },
  table: {
    describe: say`one row an answer (or a turn): the columns by their usual names or by flags`,
    matches: looksLikeTable,
    open: openTable,
  },
} as const satisfies Record<string, ImportFormat>;

export type ImportFormatName = keyof typeof IMPORT_FORMATS;

/** The format that a row is in. */
export function detectImportFormat(row: Row, columns: ImportColumns): ImportFormatName | undefined {
  return (Object.keys(IMPORT_FORMATS) as ImportFormatName[]).find((format) =>
    IMPORT_FORMATS[format].matches(row, columns),
  );
}

function readFastChat(row: Row): ImportedAnswer {
  const { question_id, model_id, choices, ...others } = parseAnswer(row, "");
  const kept = Object.fromEntries(
    Object.entries(others).filter(([field, value]) => field !== "text" && value !== ""),
  );
  return {
    question: String(question_id),
    texts: [],
    ...(model_id !== "" && { model: model_id }),
    choices,
    kept,
  };
}

function readAlpacaEval(row: Row): ImportedAnswer {
  const { instruction, output, generator } = row;
  if (typeof instruction !== "string") throw new RowError(say`"instruction" must be a text`);
  if (typeof output !== "string") throw new RowError(say`"output" must be a text`);
  return {
    texts: [instruction],
    ...(typeof generator === "string" && { model: generator }),
    choices: [{ index: 0, turns: [output] }],
    kept: {},
  };
}

const isObject = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a row has the harness' fields. */
function isSample(row: Row): boolean {
  return "doc_id" in row && "resps" in row;
}

/**
 * A sample. What the model said is `resps` (`filtered_resps` is what a filter left of it for
 * scoring); repeats are further choices. Tasks that only compare likelihoods hold no text.
 */
function readSample(row: Row): ImportedAnswer {
  const said = repliesOf(row.resps);
  if (!said.every((reply) => typeof reply === "string")) {
    throw new RowError(
      say`the sample holds likelihoods, not text; only generating tasks have answers`,
    );
  }
  const doc = isObject(row.doc) ? row.doc : {};
  const id = doc.question_id ?? doc.id;
  return {
    ...((typeof id === "string" || typeof id === "number") && { question: String(id) }),
    texts: [...textsIn(doc), ...promptsIn(row.arguments)],
    ...(typeof row.doc_id === "number" && { place: row.doc_id }),
    choices: said.map((reply, index) => ({ index, turns: [reply as string] })),
    kept: {},
  };
}

/** `resps` is a list of requests, each a list of repeats. */
function repliesOf(resps: unknown): unknown[] {
  const [first] = Array.isArray(resps) ? resps : [];
  const replies = Array.isArray(first) ? first : [first];
  if (replies.length === 0 || replies[0] === undefined) throw new RowError(say`"resps" is empty`);
  return replies;
}

/** The texts of a document, the first turns of its lists among them. */
function textsIn(doc: Row): string[] {
  return Object.values(doc).flatMap((value) => {
    const first = Array.isArray(value) ? value[0] : value;
    return typeof first === "string" ? [first] : [];
  });
}

/** The prompt, and the last message of the user where the prompt is a conversation as JSON. */
function promptsIn(argument: unknown): string[] {
  const prompt = firstText(argument);
  if (prompt === undefined) return [];
  try {
    const messages: unknown = JSON.parse(prompt);
    if (!Array.isArray(messages)) return [prompt];
    return messages
      .filter((message) => isObject(message) && message.role === "user")
      .map((message) => String((message as Row).content))
      .slice(-1);
  } catch {
    return [prompt];
  }
}

/** The first text in nested lists and objects: `[[prompt, {…}]]` or `{gen_args_0: {arg_0: …}}`. */
function firstText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return firstText(value[0]);
  return isObject(value) ? firstText(Object.values(value)[0]) : undefined;
}
