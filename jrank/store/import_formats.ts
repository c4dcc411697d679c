/** The table of formats of answers made elsewhere, told apart by the names of a row's fields. */
import type { ImportColumns, ImportedAnswer, ImportFormat } from "./import_format.ts";
import { isSample, readSample } from "./import_lm_eval.ts";
import { looksLikeTable, openTable } from "./import_table.ts";
import { parseAnswer } from "./records.ts";
import type { Row } from "./vote.ts";

export const IMPORT_FORMATS = {
  fastchat: {
    describe:
      "LLM Judge's and Arena-Hard's model_answer: question_id, choices with turns, model_id; or uid, messages, model",
    matches: (row) =>
      "choices" in row ||
      ("uid" in row && Array.isArray(row.messages)) ||
      ("question_id" in row && typeof row.text === "string"),
    open: () => ({ read: readFastChat }),
  },
  "lm-eval": {
    describe: "lm-evaluation-harness's samples_*.jsonl (--log_samples): doc_id, doc, resps",
    matches: isSample,
    open: () => ({ read: readSample }),
  },
  "alpaca-eval": {
    describe: "AlpacaEval's outputs: instruction, output, generator",
    matches: (row, { answers }) =>
      answers === undefined && "instruction" in row && "output" in row && !("question_id" in row),
    open: () => ({ read: readAlpacaEval }),
  },
  table: {
    describe: "one row an answer (or a turn): the columns by their usual names or by flags",
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
  if (typeof instruction !== "string") throw new Error('"instruction" must be a text');
  if (typeof output !== "string") throw new Error('"output" must be a text');
  return {
    texts: [instruction],
    ...(typeof generator === "string" && { model: generator }),
    choices: [{ index: 0, turns: [output] }],
    kept: {},
  };
}
