import type { Finding } from "../../core/finding.ts";
import { createRandom } from "../../core/random.ts";
import { collapse } from "../data/collapse.ts";
import { type Comparisons, countQuestions, hardVerdicts } from "../data/comparisons.ts";
import { FLAT } from "../fit/prior.ts";
import type { RankSettings } from "../rank/rank_options.ts";
import type { RankedModels } from "../rank/ranked_models.ts";
import { rankedRows } from "../rank/ranked_rows.ts";
import { type Covariance, diagonalOf } from "../uncertainty/covariance.ts";
import { type Fitted, fitModel } from "../uncertainty/fitted.ts";

/** Strengths that were estimated in another way than by one judge's likelihood; natural-log units, mean 0. */
interface Estimates {
  readonly models: readonly string[];
  readonly strengths: Float64Array;
  /** models x models, row-major. */
  readonly covariance: Float64Array;
  /** Of Student's t. */
  readonly degrees: number;
}

/** The rows between models whose strengths these judgments determine, and which models those are. */
export function determinedRows(comparisons: Comparisons): { models: string[]; rows: number[] } {
  const { models, first, second, weight } = comparisons;
  const { structure } = plainFit(comparisons);
  const isOk = models.map((_, i) => structure.status[i] === "ok");
  return {
    models: models.filter((_, i) => isOk[i]),
    rows: Array.from(first.keys()).filter(
      (k) => isOk[first[k]] && isOk[second[k]] && first[k] !== second[k] && weight?.[k] !== 0,
    ),
  };
}

const plainFit = (comparisons: Comparisons): Fitted =>
  fitModel("half", {
    comparisons,
    counts: collapse(comparisons),
    homeAdvantage: false,
    prior: FLAT,
  });

/**
 * A ranking from estimates that exist. Matches and win rates are those of the comparisons; a model
 * without an estimate stands where the comparisons alone put it, with its status and without a rating.
 */
export function rankEstimates(
  comparisons: Comparisons,
  { models, strengths, covariance, degrees }: Estimates,
  {
    confidence,
    scale,
    base,
    initRating,
    seed,
  }: Pick<RankSettings, "confidence" | "scale" | "base" | "initRating" | "seed">,
  findings: readonly Finding[],
): RankedModels {
  const verdicts = collapse(hardVerdicts(comparisons));
  const plain = plainFit(comparisons);
  const own = comparisons.models.map((model) => models.indexOf(model));
  const estimated = (of: Float64Array) =>
    Float64Array.from(own, (k, i) => (k < 0 ? of[i] : strengths[k]));
  const size = own.length;
  const values = new Float64Array(size * size);
  own.forEach((a, i) => {
    own.forEach((b, j) => {
      if (a >= 0 && b >= 0) values[i * size + j] = covariance[a * models.length + b];
    });
  });
  const whole: Covariance = { size, values };
  const fit: Fitted = {
    ...plain,
    strengths: estimated(plain.strengths),
    strengthsInGroup: estimated(plain.strengthsInGroup),
    clustered: null,
    covariance: () => whole,
    judgmentVariances: () => diagonalOf(whole),
    jackknife: () => null,
    questions: () => null,
    degrees: () => degrees,
    bootstrap: () => {
      throw new Error("estimates are not resampled");
    },
  };
  const questions = countQuestions(comparisons);
  const draws = {
    models: comparisons.models,
    count: 0,
    undetermined: 0,
    strengths: new Float64Array(0),
    homeAdvantage: new Float64Array(0),
  };
  const { rows, rankProbability, strongerProbability } = rankedRows({
    fit,
    comparisons,
    verdicts,
    draws,
    questions,
    confidence,
    isPosterior: false,
    covariance: whole,
    rankCovariance: whole,
    constant: new Set<number>(),
    unit: "question",
    ci: "cr3",
    random: createRandom(seed, "ranks"),
    display: { factor: scale / Math.log(base), initRating },
  });
  const named = (label: Int32Array, groups: number): string[][] =>
    Array.from({ length: groups }, (_, g) => comparisons.models.filter((__, i) => label[i] === g));
  const { structure } = plain;
  return {
    ranking: rows.map((row) => ({ ...row, design_effect: null })),
    home_advantage: null,
    undetermined_rounds: 0,
    findings: [...findings],
    n_judgments: verdicts.count.reduce((sum, n) => sum + n, 0),
    n_questions: questions,
    bootstrap_unit: "question",
    log_likelihood: null,
    tie: null,
    rank_probability: rankProbability,
    stronger_probability: strongerProbability,
    posterior: null,
    groups: named(structure.group, structure.groups),
    components: named(structure.component, structure.components),
    fit,
    draws,
    covariance: whole,
  };
}
