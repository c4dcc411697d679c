/** What new judgments say about a published board: where new models stand, and whether it moved. */

import { studentTCdf } from "../numeric/student_t.ts";
import { holm } from "../rank/compare_rankings.ts";
import type { RankedAnchored } from "./rank_anchored.ts";

/** A model of the board before and after, in natural-log units. */
export interface BoardChange {
  model_id: string;
  before: number;
  after: number;
  /** Of the change; 0 where the board is fixed. */
  standardError: number;
  /** Two-sided, for this model alone; 1 where nothing can change. */
  p: number;
  /** Holds for all models of the board together (Holm 1979). */
  isSignificant: boolean;
}

/** A new model against those of the board, told apart for all of them together (Holm 1979). */
export interface Newcomer {
  model_id: string;
  strongerThan: string[];
  weakerThan: string[];
  notToldApart: string[];
}

/** The board's models, and by how much the new judgments moved them. */
export function boardChanges(
  {
    anchored: { anchor, parameters },
    moves,
    degrees,
  }: Pick<RankedAnchored, "anchored" | "moves" | "degrees">,
  { level = 0.05 }: { level?: number } = {},
): BoardChange[] {
  const rows = anchor.models.map((model_id, i) => {
    const before = anchor.strengths[i];
    const after = parameters.x[i];
    const standardError = Math.sqrt(moves[i]);
    const z = Math.abs(after - before) / standardError;
    const p = standardError > 0 ? 2 * (1 - studentTCdf(z, degrees)) : 1;
    return { model_id, before, after, standardError, p };
  });
  const holds = holm(
    rows.map(({ p }) => p),
    level,
  );
  return rows.map((row, i) => ({ ...row, isSignificant: holds[i] }));
}

/** Where the new models stand; those without a finite strength and variance are left out. */
export function newcomers(
  { anchored: { anchor, models, strengths }, covariance, degrees }: RankedAnchored,
  { level = 0.05 }: { level?: number } = {},
): Newcomer[] {
  const { size, values } = covariance;
  return models.slice(anchor.models.length).flatMap((model_id, k) => {
    const i = anchor.models.length + k;
    if (!Number.isFinite(strengths[i]) || !Number.isFinite(values[i * size + i])) return [];
    const gaps = anchor.models.map((_, j) => strengths[i] - strengths[j]);
    const p = gaps.map((gap, j) => {
      const variance = values[i * size + i] + values[j * size + j] - 2 * values[i * size + j];
      return 2 * (1 - studentTCdf(Math.abs(gap) / Math.sqrt(variance), degrees));
    });
    const holds = holm(p, level);
    const those = (test: (j: number) => boolean) => anchor.models.filter((_, j) => test(j));
    return [
      {
        model_id,
        strongerThan: those((j) => holds[j] && gaps[j] > 0),
        weakerThan: those((j) => holds[j] && gaps[j] < 0),
        notToldApart: those((j) => !holds[j]),
      },
    ];
  });
}
