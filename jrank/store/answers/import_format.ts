/** The contract of an import format: how a row of somebody's file holds an answer. */
import type { Said } from "../../core/message.ts";
import type { Choice } from "../../core/types.ts";
import type { Row } from "../votes/vote.ts";

/** Names of columns, where they are not the usual ones. */
export interface ImportColumns {
  /** Holds the question's id. */
  question?: string | undefined;
  /** Holds the question's text, to find the question by. */
  text?: string | undefined;
  /** One for each turn. */
  answers?: readonly string[] | undefined;
  model?: string | undefined;
  /** Holds the number of the turn, where each turn is a row of its own. */
  turn?: string | undefined;
}

/** An answer as a row tells it; which question it belongs to is found later. */
export interface ImportedAnswer {
  /** The id of the question. */
  question?: string;
  /** Texts of which one should be the question's first turn. */
  texts: readonly string[];
  /** The place of the question in the data set the answers were made with, from 0. */
  place?: number;
  model?: string;
  /** The turn that the only reply of the only choice belongs to; absent: a choice has all turns. */
  turn?: number;
  choices: readonly Choice[];
  /** Further fields worth keeping (`answer_id`, `usage`, …). */
  kept: Readonly<Record<string, unknown>>;
}

/** Reads the rows of one file; throws an Error that says what is wrong with a row. */
export interface ImportReader {
  read(row: Row): ImportedAnswer;
  /** What was guessed, for the user to see; undefined where nothing was. */
  note?: Said;
}

export interface ImportFormat {
  describe: Said;
  /** Whether a row looks like this format. */
  matches(row: Row, columns: ImportColumns): boolean;
  /** The reader of a file that begins with this row. A column that is missing is a `UserError`. */
  open(first: Row, columns: ImportColumns, file: string): ImportReader;
}
