/** From rows to a leaderboard: the published total, the order, what makes rows not comparable. */

import { type Said, say } from "../../core/message.ts";
import type {
  Score,
  ScoreBoard,
  ScoreMaking,
  ScorePart,
  ScoreRow,
} from "../../core/scores/score_board.ts";
import { meanOfApart } from "./score_means.ts";

/** The parts of Neo's published total: jaster in Japanese without examples, MT-Bench in Japanese. */
const TOTAL = ["jaster_ja_0shot", "mtbench_ja"] as const;

/** The mean score of a part. */
export function averageOf({ average, scores }: ScorePart): Score | undefined {
  return average === null ? undefined : scores[average];
}

/** The total that Neo's report shows; null without both of its parts, or where their scale is unknown. */
export function overallOf(parts: readonly ScorePart[], confidence: number): Score | null {
  const two = TOTAL.map((name) => parts.find((part) => part.name === name));
  const shares = two.map((part) => ({
    score: part && averageOf(part),
    scale: part?.scale ?? Number.NaN,
  }));
  if (shares.some(({ scale }) => Number.isNaN(scale))) return null;
  const overall = meanOfApart(shares, confidence);
  const missing = two.flatMap(
    (part) => (part && averageOf(part)?.missing)?.map((column) => `${part.name}: ${column}`) ?? [],
  );
  return overall && missing.length > 0 ? { ...overall, missing } : overall;
}

/** What must be the same for two parts to be comparable. */
const COMPARED: readonly (keyof ScoreMaking)[] = [
  ...(["profile", "data_sha256", "wording", "wording_sha256", "judge", "judge_prompts"] as const),
  "override_max_tokens",
];

/** Sentences about parts that were made differently. */
function differences(rows: readonly ScoreRow[]): Said[] {
  const names = [...new Set(rows.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  return names.flatMap((name) =>
    COMPARED.flatMap((field) => {
      const byValue = new Map<string, string[]>();
      for (const { model, parts } of rows) {
        const making = parts.find((part) => part.name === name)?.making;
        // A template is written for its model: that it differs is its purpose.
        if (making === undefined || (field === "wording_sha256" && making.wording === "template")) {
          continue;
        }
        const value = making.source === "asked" ? String(making[field] ?? "none") : making.source;
        byValue.set(value, [...(byValue.get(value) ?? []), model]);
      }
      if (byValue.size < 2) return [];
      const said = [...byValue].map(([value, models]) => `${value}: ${models.join(", ")}`);
      return [say`${name}: ${field} differs between the models (${said.join("; ")}).`];
    }),
  );
}

/** The number that a row is sorted by. */
function sortedBy({ overall, parts }: ScoreRow): number {
  if (overall?.score != null) return 1 + overall.score;
  const [first] = parts.flatMap((part) => {
    const score = averageOf(part)?.score;
    return score == null || part.scale === null ? [] : [score / part.scale];
  });
  return first ?? -1;
}

/** A leaderboard whose sentences can be said in each language; a file has them in English. */
export type MadeBoard = Omit<ScoreBoard, "warnings"> & { warnings: Said[] };

/** A leaderboard of rows, the best first. */
export function makeBoard(
  rows: readonly ScoreRow[],
  about: Pick<ScoreBoard, "date" | "test_mode" | "confidence">,
): MadeBoard {
  const sorted = rows
    .filter(({ test_mode }) => test_mode === about.test_mode)
    .map((row) => ({ ...row, overall: overallOf(row.parts, about.confidence) }))
    .sort((a, b) => sortedBy(b) - sortedBy(a) || (a.model < b.model ? -1 : 1));
  return { schema_version: 1, ...about, rows: sorted, warnings: differences(sorted) };
}

/**
 * The places that intervals allow each score: above it are those whose interval lies wholly above
 * its own. Null where a score has no interval.
 */
export function placesOf(
  scores: readonly (Score | null | undefined)[],
): ([best: number, worst: number] | null)[] {
  const known = scores.flatMap((score) =>
    score?.ci_lower == null || score.ci_upper === null
      ? []
      : [[score.ci_lower, score.ci_upper] as const],
  );
  return scores.map((score) => {
    if (score?.ci_lower == null || score.ci_upper === null) return null;
    const [lower, upper] = [score.ci_lower, score.ci_upper];
    const above = known.filter(([low]) => low > upper).length;
    const below = known.filter(([, high]) => high < lower).length;
    return [1 + above, known.length - below];
  });
}
