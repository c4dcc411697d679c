/** The folder of a leaderboard of scores: a folder for each model's results, and the board's files. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { ScoreBoard, ScoreRow } from "../../core/scores/score_board.ts";
import { fileNameOf } from "../files/file_name.ts";
import { namesIn, readText } from "../files/text_file.ts";
import { writeWhole } from "../files/write_whole.ts";
import type { Table } from "../wandb/offline_run.ts";

/** The folder of the leaderboard in a data directory. */
export const scoresFolder = (dataDir: string): string => join(dataDir, "nejumi");

/** Results made in test mode lie apart from whole ones. */
const runsFolder = (folder: string, isTest: boolean): string =>
  join(folder, isTest ? "results_testmode" : "results");

/** The folder of one model's results. */
export const runFolder = (folder: string, model: string, isTest: boolean): string =>
  join(runsFolder(folder, isTest), fileNameOf(model));

const ROW = "scores.json";

/** What a folder of results says; undefined where it has none. */
export function readRow(folder: string): ScoreRow | undefined {
  const file = join(folder, ROW);
  if (!existsSync(file)) return undefined;
  try {
    const row = JSON.parse(readFileSync(file, "utf8")) as ScoreRow;
    if (typeof row.model === "string" && Array.isArray(row.parts)) return row;
  } catch {
    // Said below.
  }
  throw new UserError(say`${file} is not a file of scores made by jrank; move it away`);
}

/** A leaderboard of scores. */
export function readBoard(file: string): ScoreBoard {
  try {
    const board = JSON.parse(readText(file)) as ScoreBoard;
    if (board.schema_version === 1 && Array.isArray(board.rows)) return board;
  } catch (error) {
    if (error instanceof UserError) throw error;
  }
  throw new UserError(
    say`${file} is no leaderboard of scores; streamline.ts and make_leaderboard.ts write one (nejumi/leaderboard.json in the data directory)`,
  );
}

/** Every model's results. */
export function readRows(folder: string, isTest: boolean): ScoreRow[] {
  const runs = runsFolder(folder, isTest);
  if (!existsSync(runs)) return [];
  return namesIn(runs).flatMap((name) => readRow(join(runs, name)) ?? []);
}

/** Keeps a model's results with their tables, as `<name>.table.json`. */
export function writeRow(
  folder: string,
  row: ScoreRow,
  tables: ReadonlyMap<string, Table> = new Map(),
): string {
  const own = runFolder(folder, row.model, row.test_mode);
  for (const [name, table] of tables) {
    writeWhole(join(own, `${name}.table.json`), `${JSON.stringify(table)}\n`);
  }
  writeWhole(join(own, ROW), `${JSON.stringify(row, null, 2)}\n`);
  return own;
}

/** Paths of the board's files without their ending. */
export const boardPath = (folder: string, isTest: boolean): string =>
  join(folder, isTest ? "leaderboard_testmode" : "leaderboard");
