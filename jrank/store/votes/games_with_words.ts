/** Games with the judge's words, for pages that show them. */

import { saidBy } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Vote, VoteWithWords } from "../../core/types.ts";
import type { FileProblem } from "../files/jsonl.ts";
import { readRows } from "./row_source.ts";
import type { Row } from "./vote.ts";
import { detectFormat, VOTE_FORMATS } from "./vote_formats.ts";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Words of a row's games, in the order in which its format gives the games. */
function wordsOf(row: Row): string[] {
  if (Array.isArray(row.games)) return row.games.map((game: Row | null) => wordsOfGame(game));
  return "g1_judgment" in row || "g2_judgment" in row
    ? [text(row.g1_judgment), text(row.g2_judgment)]
    : [text(row.judgment)];
}

/** Of a game of Arena-Hard, whose second version keeps the judge's reply in an object. */
function wordsOfGame(game: Row | null): string {
  const words = game?.judgment;
  return typeof words === "object" && words !== null ? text((words as Row).answer) : text(words);
}

/**
 * Every game of a file in its order, those without a verdict included; models under their ids, where
 * rows call them by another name.
 */
export async function readGames(
  file: string,
  {
    aliases = new Map(),
    leave,
    baseline,
  }: {
    aliases?: ReadonlyMap<string, string>;
    /** Why a game of a line does not count; undefined: it does. */
    leave?: ((file: string, line: number, game: number) => string | undefined) | undefined;
    /** Of Arena-Hard's rows that do not name it. */
    baseline?: string | undefined;
  } = {},
): Promise<{ games: VoteWithWords[]; problems: FileProblem[] }> {
  const idOf = (name: string): string => aliases.get(name) ?? name;
  const games: VoteWithWords[] = [];
  const source = await readRows(file);
  const problems: FileProblem[] = [];
  for (const { row, line } of source.rows) {
    const format = detectFormat(row);
    if (format === undefined) {
      problems.push({ file, line, message: say`the row is no game; it was left out` });
      continue;
    }
    try {
      const votes: Vote[] = VOTE_FORMATS[format].read(row, { games: "both", baseline });
      const words = wordsOf(row);
      const prompt = Array.isArray(row.judge) ? text(row.judge[1]) : "";
      const time = typeof row.tstamp === "number" ? row.tstamp : 0;
      votes.forEach((vote, k) => {
        if (leave?.(file, line, k) !== undefined) return;
        const [first, second] = [idOf(vote.first), idOf(vote.second)];
        games.push({ ...vote, first, second, text: words[k] ?? "", prompt, time });
      });
    } catch (error) {
      problems.push({ file, line, message: say`${saidBy(error)}; the row was left out` });
    }
  }
  return { games, problems: [...problems, ...source.problems] };
}
