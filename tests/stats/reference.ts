/** Reference data and numbers (tests/fixtures), as comparisons. */
import { readFileSync } from "node:fs";
import {
  type ComparisonInput,
  type Comparisons,
  comparisonsFrom,
} from "../../jrank/stats/data/comparisons.ts";
import { factsPath, storedVotes } from "../support/facts.ts";

export const ELO = 400 / Math.LN10;

export function readReference(path: string): Reference {
  return JSON.parse(readFileSync(factsPath(path), "utf8"));
}

/** Parsed JSON of a known shape; the tests that read it say which fields they expect. */
export type Reference = ReturnType<typeof JSON.parse>;

/** Stored judgments; rows without a verdict are left out. */
export function readJudgments(path: string): Comparisons {
  return comparisonsFrom(
    storedVotes(path).flatMap(({ model1_id, model2_id, winner, question_id }) =>
      winner === "error"
        ? []
        : [{ first: model1_id, second: model2_id, outcome: winner, cluster: String(question_id) }],
    ),
  );
}

/** The 1,174 judgments of Rakuda v1. */
export const rakuda = (): Comparisons => readJudgments("data/rakuda_v1/judgments");

/** The 2,000 judgments drawn from a known model. */
export const synthetic = (): Comparisons => readJudgments("reference/synth_rakuda");

/** A CSV of first, second, score (1, 0.5, 0) and count. */
export function readCounts(path: string): Comparisons {
  return comparisonsFrom(
    csvRows(path).map(
      ([first, second, score, count]): ComparisonInput => ({
        first,
        second,
        outcome: score === "1.0" ? 1 : score === "0.5" ? 3 : 2,
        weight: Number(count),
      }),
    ),
  );
}

/** The fields of a CSV's lines after its header; the files have no quoted fields. */
export function csvRows(path: string): string[][] {
  const lines = readFileSync(factsPath(path), "utf8").trim().split("\n");
  return lines.slice(1).map((line) => line.trim().split(","));
}

/** The largest difference in Elo between fitted strengths and those of a reference. */
export function largestGap(
  fit: { models: readonly string[]; strengths: ArrayLike<number> },
  strengths: Record<string, number>,
): number {
  return Math.max(
    ...fit.models.map((model, i) => Math.abs(fit.strengths[i] - strengths[model]) * ELO),
  );
}
