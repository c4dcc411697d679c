/** Whether a ranking may be written where it is to be written. */

import { existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { UserError } from "../../../core/errors.ts";
import { LANGUAGES, type Said, say } from "../../../core/message.ts";
import type { Ranking } from "../../../core/ranking.ts";
import { tableWords } from "../../../words/language.ts";

const REMEDY = say`Nothing was written; move it (and the files of the same name beside it) away, or choose another place with --output-path.`;

/** What the JSON of a file says, which is read once: of a large board it is megabytes. */
function valueIn(file: string): unknown {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A ranking of this program; undefined for anything else. */
function ownRanking(value: unknown): Ranking | undefined {
  const given = value as Partial<Ranking> | null | undefined;
  const isOwn =
    typeof given?.schema_version === "number" &&
    typeof given.compute === "string" &&
    Array.isArray(given.ranking);
  return isOwn ? (given as Ranking) : undefined;
}

const COVARIANCE = "_covariance.json";

const RANKING = ".json";

/** By the ending of a file of a ranking: whether a text is what the program writes there. */
const IS_OWN: Record<string, (text: string) => boolean> = {
  ".csv": (text) => /^\ufeff?"?rank"?[,;\t]"?model_id\b/.test(text),
  ".md": (text) =>
    LANGUAGES.map(tableWords).some(({ rank, model }) => text.startsWith(`| ${rank} | ${model} |`)),
  [COVARIANCE]: (text) => /^\{"models":\[/.test(text),
};

/** The files of a ranking, by its path without an ending. */
export function rankingFilesOf(path: string, { covariance }: { covariance: boolean }): string[] {
  const endings = Object.keys(IS_OWN).filter((ending) => covariance || ending !== COVARIANCE);
  return [RANKING, ...endings].map((ending) => path + ending);
}

/** Whether a value is a ranking of another program, as Rakuda's original writes it. */
function isOthersRanking(value: unknown): boolean {
  const { ranking } = (value ?? {}) as { ranking?: unknown };
  const [first] = Array.isArray(ranking) ? (ranking as { model_id?: unknown }[]) : [];
  return typeof first?.model_id === "string" && ownRanking(value) === undefined;
}

/**
 * Throws where a file lies in the place of a ranking that is none. A ranking of another program is no
 * hindrance: it is kept beside the new one.
 */
export function checkRankingPlace(path: string, options: { covariance: boolean }): void {
  const before = valueIn(path + RANKING);
  if (isOthersRanking(before)) return;
  for (const file of rankingFilesOf(path, options)) {
    if (!existsSync(file)) continue;
    const isOwn =
      file === path + RANKING
        ? ownRanking(before) !== undefined
        : IS_OWN[file.slice(path.length)]?.(readFileSync(file, "utf8"));
    if (isOwn) continue;
    throw new UserError(say`${file} was not made by this program and would be lost. ${REMEDY}`);
  }
}

function rowsOf({ n_judgments, left_out = {} }: Ranking): number {
  return Object.values(left_out).reduce((sum, count) => sum + count, n_judgments);
}

/** What a ranking is made from: whose judgments of what, and how many there are. */
interface RankedRows {
  benchmark: string;
  judge: string;
  rows: number;
}

/** Why the ranking in a place could not be made again by `next`; undefined: it could, or there is none. */
function lastOfItsKind(path: string, next: RankedRows): Said | undefined {
  const file = `${path}.json`;
  const value = valueIn(file);
  const before = ownRanking(value);
  if (before === undefined) {
    return isOthersRanking(value) ? say`${file} was made by another program.` : undefined;
  }
  if (before.benchmark !== next.benchmark || before.judge !== next.judge) return undefined;
  const had = rowsOf(before);
  // Weights need not be whole.
  if (next.rows > had - 0.5) return undefined;
  return say`${file} was made from ${Math.round(had)} judgments, of which only ${Math.round(next.rows)} are there now: it could not be made again (if judgments are missing by mistake, put their file back and rank again).`;
}

/** The mark in the names of rankings that are kept beside newer ones. */
export const KEPT = ".kept-";

/**
 * Moves a ranking that could not be made again, with its files, beside the new one that comes into
 * its place: `gpt-4_mle.json` becomes `gpt-4_mle.kept-2023-09-27.json`.
 */
export function keepBeside(path: string, next: RankedRows, log: (text: Said) => void): void {
  const why = lastOfItsKind(path, next);
  if (why === undefined) return;
  log(say`${why} It is kept as ${moveAside(path)}.json.`);
}

/** Gives the files of a ranking a name with its date; tells it, without an ending. */
function moveAside(path: string): string {
  const { date } = JSON.parse(readFileSync(`${path}.json`, "utf8")) as { date?: unknown };
  const day = /^\d{4}-\d\d-\d\d/.exec(typeof date === "string" ? date : "")?.[0];
  const made = day ?? statSync(`${path}.json`).mtime.toISOString().slice(0, 10);
  const files = rankingFilesOf(path, { covariance: true }).filter((file) => existsSync(file));
  const kept = freeName(`${path}${KEPT}${made}`);
  for (const file of files) renameSync(file, kept + file.slice(path.length));
  return kept;
}

function freeName(path: string): string {
  for (let k = 1; ; k++) {
    const name = k === 1 ? path : `${path}-${k}`;
    if (!rankingFilesOf(name, { covariance: true }).some((file) => existsSync(file))) return name;
  }
}

/**
 * Moves a ranking whose judgments are all gone aside before others are made in their place; in a dry
 * run it only says so.
 */
export function keepOrphan(
  path: string,
  judgments: readonly string[],
  { isDryRun, log }: { isDryRun: boolean; log(text: Said): void },
): void {
  const before = ownRanking(valueIn(path + RANKING));
  if (before === undefined || rowsOf(before) === 0) return;
  if (judgments.some((one) => existsSync(one))) return;
  log(
    say`Warning: ${path}.json was made from ${Math.round(rowsOf(before))} judgments, and ${judgments.join(", ")} is not there any more. If that is a mistake, stop and put the file back: judging begins anew.`,
  );
  if (!isDryRun) log(say`It is kept as ${moveAside(path)}.json.`);
}
