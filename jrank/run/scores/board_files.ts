/** Writes the leaderboard of scores from the results of all models, and shows it. */

import { say } from "../../core/message.ts";
import { boardCsv, boardMarkdown, boardTable } from "../../report/scores/score_tables.ts";
import { TABLE_FORMATS } from "../../report/tables/text_table.ts";
import { type MadeBoard, makeBoard } from "../../stats/scores/make_board.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { boardPath, readRows } from "../../store/scores/score_files.ts";
import type { Context } from "../command/command.ts";
import { shown } from "./jaster_part.ts";

/** Makes the board of whole results, or of those of test mode, and writes its files. */
export async function writeBoards(
  folder: string,
  { isTest, confidence }: { isTest: boolean; confidence: number },
  context: Context,
): Promise<MadeBoard> {
  const board = makeBoard(readRows(folder, isTest), {
    date: new Date(context.now()).toISOString(),
    test_mode: isTest,
    confidence,
  });
  const path = boardPath(folder, isTest);
  writeWhole(`${path}.json`, `${JSON.stringify(board, null, 2)}\n`);
  writeWhole(`${path}.csv`, boardCsv(board));
  writeWhole(`${path}.md`, boardMarkdown(board, context.language));
  context.out(isTest ? say`\nScores (test mode: a few samples, no result)\n` : say`\nScores\n`);
  context.out(await TABLE_FORMATS.text(boardTable(board)));
  for (const warning of board.warnings) context.log(say`Warning: ${warning}`);
  context.out(say`\nBoard:   ${shown(path)}.json (also .csv, .md)`);
  return board;
}
