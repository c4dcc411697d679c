import { collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import { findStructure, type Structure } from "./connectivity.ts";
import { type Covariate, type Design, designOf, evaluateDesign } from "./design.ts";
import { gamesOf } from "./games.ts";
import { addGauge, FLAT, type Prior } from "./likelihood.ts";
import { maximise } from "./newton.ts";

/** Strengths and effects, in natural-log units. */
export interface CovariateFit {
  readonly models: readonly string[];
  /** As in `BradleyTerryFit`: no number where undetermined. */
  readonly strengths: Float64Array;
  readonly homeAdvantage: number;
  /** Change of the log odds of the first for one unit of each covariate; NaN if undetermined. */
  readonly effects: Float64Array;
  readonly logLikelihood: number;
  readonly structure: Structure;
  /** Strengths (mean 0 in each group), then the home advantage where fitted, then the effects. */
  readonly x: Float64Array;
  readonly group: Int32Array;
  readonly design: Design;
  /** Precision of the normal prior on each entry of x. */
  readonly precision: Float64Array;
}

/**
 * Bradley-Terry with covariates: log odds of the first = home advantage + b_first - b_second +
 * the sum of effect × covariate. Strengths then compare models as if the covariates were equal,
 * which is how style and length are controlled for (Li et al., "Does style matter?", 2024); a column
 * for each judge gives every judge its own home advantage. Cost: linear in the rows for each of
 * about eight steps; without covariates `fitBradleyTerry` does the same on counts.
 *
 * Where the covariates separate the outcomes, so that no finite maximum exists, strengths and
 * effects are NaN.
 */
export function fitWithCovariates(
  comparisons: Comparisons,
  covariates: readonly Covariate[],
  { homeAdvantage = true, prior = FLAT }: { homeAdvantage?: boolean; prior?: Prior } = {},
): CovariateFit {
  const { models } = comparisons;
  const m = models.length;
  const structure = findStructure(
    gamesOf(collapse(comparisons)),
    homeAdvantage && prior.homeAdvantage === 0,
  );
  const flat = prior.strength === 0;
  const group = flat ? structure.group : new Int32Array(m);
  const home = homeAdvantage && structure.homeAdvantageDetermined;
  const design = designOf(comparisons, covariates, home, flat ? group : null);
  const size = m + design.termCount;
  const precision = new Float64Array(size).fill(prior.strength, 0, m);
  if (home) precision[m] = prior.homeAdvantage;
  const { x, value, converged } = maximise(
    {
      size,
      evaluate(at, gradient, information) {
        const result = evaluateDesign(design, m, precision, at, gradient, information);
        if (flat) addGauge(information, size, group);
        return result;
      },
    },
    new Float64Array(size),
  );
  const { side } = structure;
  const strengths = flat
    ? side.map((s, i) => (s === 0 ? x[i] : s * Number.POSITIVE_INFINITY))
    : x.slice(0, m);
  let logPrior = 0;
  for (let i = 0; i < size; i++) logPrior += (precision[i] * x[i] * x[i]) / 2;
  return {
    models,
    strengths: converged ? strengths : strengths.fill(Number.NaN),
    homeAdvantage: !homeAdvantage ? 0 : home && converged ? x[m] : Number.NaN,
    effects: converged
      ? x.slice(m + (home ? 1 : 0))
      : new Float64Array(covariates.length).fill(Number.NaN),
    logLikelihood: value + logPrior,
    structure,
    x,
    group,
    design,
    precision,
  };
}
