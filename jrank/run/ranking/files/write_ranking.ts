/** Writes a ranking as JSON, CSV and Markdown, and its line in the registry. */

import { existsSync, readFileSync } from "node:fs";
import { UserError } from "../../../core/errors.ts";
import { type Language, type Said, say } from "../../../core/message.ts";
import type { Ranking } from "../../../core/ranking.ts";
import { rankingCsv, rankingMarkdown } from "../../../report/tables/table.ts";
import { registerRanking, registryFile } from "../../../store/books/registry.ts";
import { describeProblem } from "../../../store/files/jsonl.ts";
import { writeWhole } from "../../../store/files/write_whole.ts";
import type { Ranked } from "../numbers/rank.ts";

/** JSON as the language indents it, but with rows of numbers on one line each. */
function indentedJson(value: unknown, margin = "\n"): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${margin}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    // Of a large board these are nearly everything.
    if (value.every((one) => one === null || typeof one === "number")) {
      return `[ ${JSON.stringify(value).slice(1, -1).split(",").join(", ")} ]`;
    }
    const items = value.map((one) => indentedJson(one, inner) ?? "null");
    return `[${inner}${items.join(`,${inner}`)}${margin}]`;
  }
  const fields = Object.entries(value).flatMap(([key, of]) => {
    const text = indentedJson(of, inner);
    return text === undefined ? [] : [`${JSON.stringify(key)}: ${text}`];
  });
  return fields.length === 0 ? "{}" : `{${inner}${fields.join(`,${inner}`)}${margin}}`;
}

const rankingJson = (ranking: Ranking): string => `${indentedJson(ranking)}\n`;

/**
 * The date of the ranking that is already there, if it is this one but for its date. Judgments that
 * do not say when they were made have the date of their file, which a fresh checkout changes.
 */
export function dateBefore(ranking: Ranking, path: string): string | undefined {
  const file = `${path}.json`;
  if (!existsSync(file)) return undefined;
  const before = readFileSync(file, "utf8");
  const date = /^ {2}"date": "([^"]+)"/m.exec(before)?.[1];
  return date !== undefined && rankingJson({ ...ranking, date }) === before ? date : undefined;
}

/** Writes the three files of a ranking and its line in the registry; gives the paths of the files. */
export function writeRanking(
  ranking: Ranking,
  path: string,
  {
    log,
    csvBom = false,
    language = "en",
  }: {
    log: (text: Said) => void;
    csvBom?: boolean;
    /** Of the Markdown. */
    language?: Language | undefined;
  },
): string[] {
  const files = {
    [`${path}.json`]: rankingJson(ranking),
    [`${path}.csv`]: rankingCsv(ranking, { bom: csvBom }),
    [`${path}.md`]: rankingMarkdown(ranking, language),
  };
  for (const [file, content] of Object.entries(files)) writeWhole(file, content);
  registerRanking(registryFile(path), ranking, (problem) => log(describeProblem(problem)));
  return Object.keys(files);
}

/** Writes the full covariance of the ratings, in squared rating points, beside the ranking. */
export function writeCovariance({ ranking, numbers }: Ranked, path: string): string {
  const { covariance, fit } = numbers;
  if (!covariance || !fit) {
    throw new UserError(say`there is no covariance of win rates; --covariance needs mle or map`);
  }
  const factor = ranking.scale / Math.log(ranking.base);
  const { size, values } = covariance;
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from(values.subarray(i * size, (i + 1) * size), (value) => value * factor * factor),
  );
  const hasHome = size > fit.models.length;
  const content = {
    models: fit.models,
    ...(hasHome && { last: "home advantage" }),
    method: numbers.posterior
      ? "of the posterior's draws"
      : "CR3 by question, or HC0 where judgments carry no question; for models that rest on the prior, the curvature",
    covariance: matrix,
  };
  const file = `${path}_covariance.json`;
  writeWhole(file, `${JSON.stringify(content)}\n`);
  return file;
}
