/** The history of a benchmark's rankings, `rankings/registry.jsonl`: one line a ranking. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RowError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Ranking } from "../../core/ranking.ts";
import type { RegistryLine } from "../../core/types.ts";
import { openAppender } from "../files/appender.ts";
import { type FileProblem, type JsonlContent, readJsonlIfPresent } from "../files/jsonl.ts";

/** The registry beside a ranking, whose path has no ending. */
export function registryFile(ranking: string): string {
  return join(dirname(ranking), "registry.jsonl");
}

/** Appends a ranking's line, unless the same line is there. */
export function registerRanking(
  file: string,
  ranking: Ranking,
  onProblem: (problem: FileProblem) => void,
): void {
  const { date, benchmark, judge, mode, compute, n_judgments } = ranking;
  const { scale, base, init_rating, ties, group } = ranking;
  const line: RegistryLine = {
    date,
    benchmark,
    judge,
    mode,
    ...(group && { group }),
    compute,
    n_judgments,
    scale,
    base,
    init_rating,
    ties,
    ranking: ranking.ranking.map(({ model_id, rating, ci_lower, ci_upper, rank: place }) => ({
      model_id,
      rating,
      ci_lower,
      ci_upper,
      rank: place,
    })),
  };
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  if (lines.includes(JSON.stringify(line))) return;
  const appender = openAppender<RegistryLine>(file, onProblem);
  try {
    appender.append(line);
  } finally {
    appender.close();
  }
}

/** The lines so far; none where nothing was ranked yet. */
export function readRegistry(file: string): JsonlContent<RegistryLine> {
  return readJsonlIfPresent(file, parseLine);
}

function parseLine(value: unknown): RegistryLine {
  const line = (value ?? {}) as Partial<RegistryLine>;
  if (typeof line.date !== "string" || Number.isNaN(Date.parse(line.date))) {
    throw new RowError(say`"date" must be a date`);
  }
  for (const field of ["benchmark", "judge", "compute"] as const) {
    if (typeof line[field] !== "string") throw new RowError(say`"${field}" must be a text`);
  }
  if (!Array.isArray(line.ranking)) throw new RowError(say`"ranking" must be a list`);
  const isRow = (row: unknown): boolean =>
    typeof row === "object" &&
    row !== null &&
    "model_id" in row &&
    typeof row.model_id === "string";
  if (!line.ranking.every(isRow))
    throw new RowError(say`"ranking" must list models by their model_id`);
  return line as RegistryLine;
}

/**
 * The rankings that can stand in one history with this one: the same benchmark, judge, method, scale
 * and group of rows, the oldest first. Of several with one date (the same judgments, ranked in different ways)
 * the last counts.
 */
export function historyOf(lines: readonly RegistryLine[], ranking: Ranking): RegistryLine[] {
  const fields = [
    ...(["benchmark", "judge", "mode", "compute"] as const),
    ...(["scale", "base", "init_rating", "ties"] as const),
  ];
  const same = lines.filter(
    (line) =>
      fields.every((field) => line[field] === undefined || line[field] === ranking[field]) &&
      line.group?.field === ranking.group?.field &&
      line.group?.value === ranking.group?.value,
  );
  const byDate = new Map(same.map((line) => [line.date, line]));
  return [...byDate.values()].sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
}
