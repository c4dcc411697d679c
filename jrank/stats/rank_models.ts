import { UserError } from "../core/errors.ts";
import { createRandom } from "../core/random.ts";
import { adviceOf, roughnessOf } from "./advice.ts";
import { type Counts, collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import { countQuestions } from "./count_questions.ts";
import { FITTERS, type TieModel } from "./fitters.ts";
import type { IntervalMethod } from "./interval.ts";
import { FLAT, type Prior, WEAK } from "./likelihood.ts";
import { rankByWinRate } from "./rank_by_win_rate.ts";
import type { RankedModels } from "./ranked_models.ts";
import { rankedRows } from "./ranked_rows.ts";

/** How to rank. */
export interface RankOptions {
  /** Maximum likelihood, posterior mode under a weak prior, or shares of games won. */
  compute?: "mle" | "map" | "winrate";
  ties?: TieModel;
  homeAdvantage?: boolean;
  /** Display: initRating + scale / ln(base) × strength. */
  scale?: number;
  base?: number;
  initRating?: number;
  bootstrapN?: number;
  bootstrapUnit?: "question" | "judgment";
  ci?: IntervalMethod;
  confidence?: number;
  /** The prior of `map`, in natural-log units; `WEAK` if not given. */
  prior?: Prior;
  /** Everything random follows from it. */
  seed: number | string;
}

/**
 * Ranks models from comparisons: strengths with intervals, ranks with intervals, win rates, and in
 * plain words whatever the data do not determine. Pure: the same comparisons, options and seed give
 * the same numbers everywhere.
 *
 * @throws UserError where no judgment between two different models is left.
 */
export function rankModels(comparisons: Comparisons, options: RankOptions): RankedModels {
  const counts = collapse(comparisons);
  if (counts.count.length === 0) {
    throw new UserError(
      "There is nothing to rank: no judgment between two different models has a usable verdict. " +
        "Collect judgments first (gen_judgment), or check which rows were left out.",
    );
  }
  return options.compute === "winrate"
    ? rankByWinRate(comparisons, counts, options)
    : rankByStrength(comparisons, counts, options);
}

function rankByStrength(
  comparisons: Comparisons,
  counts: Counts,
  {
    compute = "mle",
    ties = "half",
    homeAdvantage = true,
    scale = 400,
    base = 10,
    initRating = 1000,
    bootstrapN = 500,
    bootstrapUnit = "question",
    ci = "bootstrap",
    confidence = 0.95,
    prior = WEAK,
    seed,
  }: RankOptions,
): RankedModels {
  const fit = FITTERS[ties]({
    comparisons,
    counts,
    homeAdvantage,
    prior: compute === "map" ? prior : FLAT,
  });
  const questions = countQuestions(comparisons);
  const unit = bootstrapUnit === "question" && questions > 1 ? "question" : "judgment";
  const draws = fit.bootstrap(bootstrapN, unit, createRandom(seed, "bootstrap"));
  const covariance = fit.covariance("cr3");
  const { rows, home } = rankedRows({
    fit,
    counts,
    draws,
    covariance,
    questions,
    unit,
    ci,
    confidence,
    random: createRandom(seed, "ranks"),
    display: { factor: scale / Math.log(base), initRating },
  });
  const { structure, models } = fit;
  return {
    ranking: rows,
    home_advantage: homeAdvantage ? home : null,
    undetermined_rounds: draws.undetermined,
    warnings: [
      ...adviceOf(fit, { homeAdvantage, compute }),
      ...roughnessOf({ unit, bootstrapUnit, questions, draws }),
    ],
    n_judgments: counts.count.reduce((sum, n) => sum + n, 0),
    n_questions: questions,
    bootstrap_unit: unit,
    log_likelihood: fit.logLikelihood,
    tie: fit.tie,
    groups: listed(models, structure.group, structure.groups),
    components: listed(models, structure.component, structure.components),
    fit,
    draws,
    covariance,
  };
}

function listed(models: readonly string[], label: Int32Array, labels: number): string[][] {
  const lists: string[][] = Array.from({ length: labels }, () => []);
  models.forEach((model, i) => {
    lists[label[i]].push(model);
  });
  return lists;
}
