/**
 * Names of the fields of votes: the usual ones however they are spelt, and those that a flag names; and
 * what a row says in any field, for filters (`--where`) and groups (`--by`).
 */
import type { Row } from "./vote.ts";
import { contextOfRow } from "./vote_formats.ts";

/** Names of columns, where they are not the usual ones. */
export interface VoteFields {
  modelA?: string | undefined;
  modelB?: string | undefined;
  winner?: string | undefined;
  question?: string | undefined;
  judge?: string | undefined;
}

const STORED: Readonly<Record<keyof VoteFields, string>> = {
  modelA: "model_a",
  modelB: "model_b",
  winner: "winner",
  question: "question_id",
  judge: "judge",
};

/** The names that formats are told by. */
const KNOWN = [
  ...["question_id", "model_a", "model_b", "winner", "judge", "judge_model", "turn", "tstamp"],
  ...["model1_id", "model2_id", "model_1", "model_2", "g1_winner", "g2_winner", "left", "right"],
  ...["generator_1", "generator_2", "preference", "annotator", "instruction", "first", "second"],
  ...["score", "count", "winner_model_a", "winner_model_b", "winner_tie", "a_wins", "b_wins"],
  ...["ties", "both_bad", "model", "games", "baseline", "uid", "verdict", "result", "outcome"],
  ...["vote", "choice", "label"],
];
const OTHER_WORDS: Readonly<Record<string, string>> = {
  モデルa: "model_a",
  モデルb: "model_b",
  勝者: "winner",
  判定: "winner",
  質問id: "question_id",
  設問id: "question_id",
  質問番号: "question_id",
  qid: "question_id",
  modela: "model_a",
  modelb: "model_b",
  // As databases name what they count.
  winsa: "a_wins",
  winsb: "b_wins",
  "countstar()": "count",
  "count(*)": "count",
};

const compact = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_-]/g, "");

const BY_SPELLING = new Map([
  ...KNOWN.map((name) => [compact(name), name] as const),
  ...Object.entries(OTHER_WORDS),
]);

/**
 * Gives rows whose fields have the names that formats are told by: "Model A" and `modelA` are
 * `model_a`. A row that has the usual name already keeps both. A row without anything to rename is
 * given as it is.
 */
export function fieldNamer(fields: VoteFields = {}): (row: Row) => Row {
  const given = new Map(
    (Object.keys(STORED) as (keyof VoteFields)[]).flatMap((field) => {
      const name = fields[field];
      return name === undefined ? [] : [[name, STORED[field]] as const];
    }),
  );
  const usual = new Map<string, string | undefined>();
  const nameOf = (field: string): string | undefined => {
    if (!usual.has(field)) {
      const found = given.get(field) ?? BY_SPELLING.get(compact(field));
      usual.set(field, found === field && !given.has(field) ? undefined : found);
    }
    return usual.get(field);
  };
  return (row) => {
    let renamed: Record<string, unknown> | undefined;
    for (const field in row) {
      const name = nameOf(field);
      if (name === undefined || (name in row && !given.has(field))) continue;
      renamed ??= copyOf(row);
      renamed[name] = row[field];
    }
    return renamed ?? row;
  };
}

/** Field by field: a spread copy that gets another field is ten times slower to read, for millions of rows. */
function copyOf(row: Row): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const field in row) if (field !== "__proto__") copy[field] = row[field];
  return copy;
}

/** The columns named by flags that a row does not have. */
export function missingFields(row: Row, fields: VoteFields): string[] {
  return Object.values(fields).filter((name) => name !== undefined && !(name in row));
}

/** A field of a question by its id, for what rows do not carry themselves. */
export type QuestionField = (question: string, field: string) => unknown;

/**
 * The values of a field as texts: the row's own, or else that of its question (a category). `judge` is
 * the judge's name and `turn` the turn, 1 where the row has none. Each entry of a list is a value; none
 * where there is nothing, or something else than texts, numbers and yes or no.
 */
export function valuesOf(row: Row, field: string, questionField?: QuestionField): string[] {
  const { question, judge, turn = 1 } = contextOfRow(row);
  const known: Readonly<Record<string, unknown>> = { judge, turn };
  const own = (Object.hasOwn(known, field) ? known[field] : undefined) ?? row[field];
  const value = own ?? (question === undefined ? undefined : questionField?.(question, field));
  const texts = [value].flat().flatMap((one) => {
    const isPlain = ["string", "number", "boolean"].includes(typeof one);
    return isPlain && one !== "" ? [String(one)] : [];
  });
  return [...new Set(texts)];
}
