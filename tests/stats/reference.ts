/** Reference data and numbers (tests/fixtures), as comparisons. */
import { readFileSync } from "node:fs";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { factsPath, storedCounts, storedVotes } from "../support/facts.ts";

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

/** A small published table: who beat whom how often. */
export const readCounts = (path: string): Comparisons => comparisonsFrom(storedCounts(path));

/** The largest difference in Elo between fitted strengths and those of a reference. */
export function largestGap(
  fit: { models: readonly string[]; strengths: ArrayLike<number> },
  strengths: Record<string, number>,
): number {
  return Math.max(
    ...fit.models.map((model, i) => Math.abs(fit.strengths[i] - strengths[model]) * ELO),
  );
}
