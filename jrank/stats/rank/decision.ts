/** Whether a model is better than another, or than the mean of several: yes, no, or not decided. */
import { studentTCdf, studentTQuantile } from "../numeric/student_t.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import { NO_ERROR } from "../uncertainty/interval.ts";

/** What is asked of two models; natural-log units. */
interface Question {
  /** Index of the model that is asked about. */
  readonly candidate: number;
  /** Those that it is held against: their mean strength. */
  readonly baseline: readonly number[];
  /** So much weaker it may be. */
  readonly drop: number;
  /** Least probability of a yes; a no needs as much against. */
  readonly least: number;
  /** Of the interval of the difference. */
  readonly confidence: number;
  /** Questions behind the covariance, or judgments where rows carry no question. */
  readonly units: number;
}

/** The answer; natural-log units. Numbers that the data do not determine are null. */
export interface Decision {
  readonly verdict: "pass" | "fail" | "undecided";
  /** P(candidate - baseline > -drop). */
  readonly probability: number | null;
  readonly difference: number | null;
  readonly standardError: number | null;
  /** Of Student's t. */
  readonly degrees: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /**
   * So many further units would decide a difference of this size: in half of the cases, and in four of
   * five. Null where it is decided, and where no number would do.
   */
  readonly more: number | null;
  readonly moreSurely: number | null;
  /** What is missing where there is no probability: a rating, or its error. */
  readonly missing: "rating" | "error" | null;
}

/** Further units beyond this are none that anybody could ask. */
const MOST_UNITS = 1e7;
/** The other chance of deciding that is told. */
const FOUR_OF_FIVE = 0.8;

/**
 * Decides by P(c'θ > -drop), c the contrast of the candidate with the mean of the baseline: Student's t
 * with the contrast's variance c'Vc (`covariance`, by question) and the fewest Satterthwaite degrees of its
 * models. Yes from `least` on, no up to 1 - least. By this rule a model that is exactly `drop` weaker
 * passes in a share 1 - least of the boards.
 *
 * With n units in place of Q the error shrinks by sqrt(Q / n), so a difference d of this very size is
 * decided in half of the cases from n = Q (t se / |d + drop|)² on, with t at the degrees that n brings.
 */
export function decide(
  fit: Pick<Fitted, "strengths" | "structure" | "degrees">,
  { values, size }: Covariance,
  { candidate, baseline, drop, least, confidence, units }: Question,
): Decision {
  const { strengths, structure } = fit;
  const models = [candidate, ...baseline];
  const degrees = fit.degrees(...models);
  const nothing = { probability: null, lower: null, upper: null, more: null, moreSurely: null };
  const open = { verdict: "undecided", degrees, standardError: null, ...nothing } as const;
  const isRated = models.every(
    (i) =>
      Number.isFinite(strengths[i]) && structure.component[i] === structure.component[candidate],
  );
  if (!isRated) return { ...open, difference: null, missing: "rating" };
  const factor = (k: number): number => (k === 0 ? 1 : -1 / baseline.length);
  let difference = 0;
  let variance = 0;
  for (const [k, i] of models.entries()) {
    difference += factor(k) * strengths[i];
    for (const [l, j] of models.entries()) variance += factor(k) * factor(l) * values[i * size + j];
  }
  const standardError = Math.sqrt(variance);
  // A difference that never varies is no certainty.
  if (!(standardError > NO_ERROR)) return { ...open, difference, missing: "error" };
  const lead = (difference + drop) / standardError;
  const probability = studentTCdf(lead, degrees);
  const half = studentTQuantile((1 + confidence) / 2, degrees) * standardError;
  const verdict = probability >= least ? "pass" : probability <= 1 - least ? "fail" : "undecided";
  const more = (chance: number): number | null =>
    verdict === "undecided" ? moreUnits(lead, { units, degrees, least, chance }) : null;
  return {
    verdict,
    probability,
    difference,
    standardError,
    degrees,
    lower: difference - half,
    upper: difference + half,
    more: more(0.5),
    moreSurely: more(FOUR_OF_FIVE),
    missing: null,
  };
}

/** Further units after which a lead of so many standard errors is decided with a chance. */
function moreUnits(
  lead: number,
  {
    units,
    degrees,
    least,
    chance,
  }: { units: number; degrees: number; least: number; chance: number },
): number | null {
  let n = units;
  for (let step = 0; step < 100; step++) {
    const df = (degrees * n) / units;
    const needed = studentTQuantile(least, df) + studentTQuantile(chance, df);
    const next = Math.min(units * (needed / lead) ** 2, 2 * MOST_UNITS);
    if (Math.abs(next - n) < 0.01) break;
    n = next;
  }
  const more = Math.ceil(n - units);
  return more > MOST_UNITS ? null : Math.max(1, more);
}
