import { collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import { expectedScore } from "./expected_score.ts";
import type { RankedModels } from "./ranked_models.ts";

/** Two models: what happened between them, and what their ratings say. */
export interface HeadToHead {
  readonly model: string;
  readonly opponent: string;
  /** Of `model` against `opponent`; they may be weighted. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** P(win) + P(tie) / 2 of `model` without home advantage; null where it is not determined. */
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Every pair that met or whose ratings can be compared, each once, the model of the lower index
 * first. Without a fit (win rates) nothing is expected.
 */
export function headToHead(
  comparisons: Comparisons,
  { fit, covariance, n_questions }: Pick<RankedModels, "fit" | "covariance" | "n_questions">,
  { confidence = 0.95 }: { confidence?: number } = {},
): HeadToHead[] {
  const { models, first, second, outcome, count } = collapse(comparisons);
  const m = models.length;
  const points = new Float64Array(m * m * 3);
  for (let c = 0; c < count.length; c++) {
    const swapped = first[c] > second[c];
    const [i, j] = swapped ? [second[c], first[c]] : [first[c], second[c]];
    const result = outcome[c] === 3 || !swapped ? outcome[c] : 3 - outcome[c];
    points[(i * m + j) * 3 + result - 1] += count[c];
  }
  const degrees = n_questions > 1 ? n_questions - 1 : Number.POSITIVE_INFINITY;
  const pairs: HeadToHead[] = [];
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      const [wins = 0, losses = 0, ties = 0] = points.subarray(
        (i * m + j) * 3,
        (i * m + j) * 3 + 3,
      );
      const score =
        fit && covariance ? expectedScore(fit, covariance, i, j, { degrees, confidence }) : null;
      if (wins + losses + ties === 0 && score === null) continue;
      pairs.push({
        ...{ model: models[i], opponent: models[j], wins, losses, ties },
        expected: score?.score ?? null,
        lower: score?.lower ?? null,
        upper: score?.upper ?? null,
      });
    }
  }
  return pairs;
}
