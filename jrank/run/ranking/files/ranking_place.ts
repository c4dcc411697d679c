/** Whether a ranking may be written where it is to be written. */

import { existsSync, readFileSync } from "node:fs";
import { UserError } from "../../../core/errors.ts";
import { LANGUAGES, say } from "../../../core/message.ts";
import type { Ranking } from "../../../core/ranking.ts";
import { tableWords } from "../../../words/language.ts";

const REMEDY = say`Nothing was written; move it (and the files of the same name beside it) away, or choose another place with --output-path.`;

/** A ranking of this program; undefined for anything else. */
function ownRanking(text: string): Ranking | undefined {
  try {
    const value = JSON.parse(text) as Partial<Ranking> | null;
    const isOwn =
      typeof value?.schema_version === "number" &&
      typeof value.compute === "string" &&
      Array.isArray(value.ranking);
    return isOwn ? (value as Ranking) : undefined;
  } catch {
    return undefined;
  }
}

const COVARIANCE = "_covariance.json";

/** By the ending of a file of a ranking: whether a text is what the program writes there. */
const IS_OWN: Record<string, (text: string) => boolean> = {
  ".json": (text) => ownRanking(text) !== undefined,
  ".csv": (text) => /^\ufeff?"?rank"?[,;\t]"?model_id\b/.test(text),
  ".md": (text) =>
    LANGUAGES.map(tableWords).some(({ rank, model }) => text.startsWith(`| ${rank} | ${model} |`)),
  [COVARIANCE]: (text) => /^\{"models":\[/.test(text),
};

/** The files of a ranking, by its path without an ending. */
export function rankingFilesOf(path: string, { covariance }: { covariance: boolean }): string[] {
  const endings = Object.keys(IS_OWN).filter((ending) => covariance || ending !== COVARIANCE);
  return endings.map((ending) => path + ending);
}

/** Throws where a file lies in the place of a ranking that this program did not make. */
export function checkRankingPlace(path: string, options: { covariance: boolean }): void {
  for (const file of rankingFilesOf(path, options)) {
    if (!existsSync(file)) continue;
    if (IS_OWN[file.slice(path.length)]?.(readFileSync(file, "utf8"))) continue;
    throw new UserError(say`${file} was not made by this program and would be lost. ${REMEDY}`);
  }
}

function rowsOf({ n_judgments, left_out = {} }: Ranking): number {
  return Object.values(left_out).reduce((sum, count) => sum + count, n_judgments);
}

/**
 * Throws where the ranking in this place was made from judgments that are not there any more: it
 * could not be made again.
 */
export function checkJudgmentsRemain(
  path: string,
  next: { benchmark: string; judge: string; rows: number },
): void {
  const file = `${path}.json`;
  const before = existsSync(file) ? ownRanking(readFileSync(file, "utf8")) : undefined;
  if (before === undefined || before.benchmark !== next.benchmark) return;
  if (before.judge !== next.judge) return;
  const [had, has] = [rowsOf(before), next.rows];
  // Weights need not be whole.
  if (has > had - 0.5) return;
  throw new UserError(
    say`${file} was made from ${Math.round(had)} judgments, of which only ${Math.round(has)} are there now: it could not be made again. ${REMEDY} If judgments are missing by mistake, put their file back first.`,
  );
}

/** Throws where a ranking lies whose judgments are all gone, before others are paid for in their place. */
export function checkJudgmentsThere(path: string, judgments: readonly string[]): void {
  const file = `${path}.json`;
  if (judgments.some((one) => existsSync(one)) || !existsSync(file)) return;
  const before = ownRanking(readFileSync(file, "utf8"));
  if (before === undefined || rowsOf(before) === 0) return;
  throw new UserError(
    say`${file} was made from ${Math.round(rowsOf(before))} judgments, and ${judgments.join(", ")} is not there any more. A ranking of new ones would be written over it. ${REMEDY}`,
  );
}
