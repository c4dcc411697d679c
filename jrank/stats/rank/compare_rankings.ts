/** What changed between two rankings, and what of it is more than chance. */
import { normalCdf, studentTCdf } from "../numeric/student_t.ts";

/** A rated model of a ranking; any scale, the same in both. */
interface RatedModel {
  model_id: string;
  rating: number | null;
  standard_error: number | null;
}

export interface RatingChange {
  model_id: string;
  /** Centred on the models that both rankings rate, so that newcomers do not shift everybody. */
  before: number;
  after: number;
  change: number;
  standard_error: number;
  /** Two-sided, for this model alone. */
  p_value: number;
  /** Holds for all models together (Holm, Scandinavian Journal of Statistics 6, 1979). */
  is_significant: boolean;
}

/** The models that both rankings rate with a standard error, in the order of the second. */
export function ratedByBoth(
  before: readonly RatedModel[],
  after: readonly RatedModel[],
): Pick<RatingChange, "model_id" | "before" | "after" | "standard_error">[] {
  const old = new Map(before.map((row) => [row.model_id, row]));
  return after.flatMap((row) => {
    const previous = old.get(row.model_id);
    const numbers = [row.rating, row.standard_error, previous?.rating, previous?.standard_error];
    if (!numbers.every((value): value is number => typeof value === "number")) return [];
    const [now, error, then, oldError] = numbers as [number, number, number, number];
    return [
      {
        model_id: row.model_id,
        before: then,
        after: now,
        standard_error: Math.hypot(error, oldError),
      },
    ];
  });
}

/** A change this small, as a share of the rating, is rounding. */
const ROUNDING = 1e-9;

/**
 * Compares the models that both rankings rate with a standard error, the largest change first. `errors`:
 * those of the changes, by model in the order of `ratedByBoth`, for rankings that share judgments
 * (`changeErrors`), on the scale of the ratings. Without them the standard errors are taken as
 * independent: right for rankings from different judgments and questions, too careful for others.
 */
export function compareRankings(
  before: readonly RatedModel[],
  after: readonly RatedModel[],
  {
    level = 0.05,
    errors,
  }: {
    level?: number;
    errors?: { standardErrors: Float64Array; degrees: Float64Array } | undefined;
  } = {},
): RatingChange[] {
  const common = ratedByBoth(before, after);
  const meanOf = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const shift = meanOf(common.map((row) => row.before)) - meanOf(common.map((row) => row.after));
  const changes = common.map((row, i) => {
    const moved = row.after + shift - row.before;
    const change = Math.abs(moved) > ROUNDING * (Math.abs(row.before) + 1) ? moved : 0;
    const error = errors?.standardErrors[i] ?? row.standard_error;
    const t = error > 0 ? Math.abs(change) / error : Number.POSITIVE_INFINITY;
    return {
      model_id: row.model_id,
      before: row.before,
      after: row.after + shift,
      change,
      standard_error: error,
      p_value:
        change === 0 ? 1 : 2 * (1 - (errors ? studentTCdf(t, errors.degrees[i]) : normalCdf(t))),
    };
  });
  const holds = holm(
    changes.map(({ p_value }) => p_value),
    level,
  );
  return changes
    .map((change, k) => ({ ...change, is_significant: holds[k] }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.model_id < b.model_id ? -1 : 1));
}

/** Which of the p-values hold together at the level: Holm, Scandinavian Journal of Statistics 6, 1979. */
export function holm(p: readonly number[], level: number): boolean[] {
  const order = [...p.keys()].sort((a, b) => p[a] - p[b]);
  const holds = p.map(() => false);
  for (const [k, at] of order.entries()) {
    if (p[at] > level / (p.length - k)) break;
    holds[at] = true;
  }
  return holds;
}
