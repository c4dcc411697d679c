import { UserError } from "../core/errors.ts";
import { createRandom } from "../core/random.ts";
import { adviceOf, constancyOf, roughnessOf } from "./advice.ts";
import { type Counts, collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import { countQuestions } from "./count_questions.ts";
import { FITTERS, type TieModel } from "./fitters.ts";
import type { IntervalMethod } from "./interval.ts";
import { FLAT, type Prior, WEAK } from "./likelihood.ts";
import { covarianceOfDraws } from "./posterior.ts";
import { rankByWinRate } from "./rank_by_win_rate.ts";
import { constantModels, rankCovariance } from "./rank_covariance.ts";
import { atMedians, cautionsOf, type PosteriorChoice, posteriorOf } from "./rank_posterior.ts";
import type { RankedModels } from "./ranked_models.ts";
import { rankedRows } from "./ranked_rows.ts";

/** What a ranking can be computed by: the names of `--compute`. */
export const COMPUTES = ["mle", "map", "mcmc", "winrate"] as const;
export type Compute = (typeof COMPUTES)[number];

/** How to rank. */
export interface RankOptions extends PosteriorChoice {
  /** Maximum likelihood, posterior mode, posterior draws, or shares of games won. */
  compute?: Compute;
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
  /**
   * The prior of `map` and `mcmc`, in natural-log units; `WEAK` if not given. "flat" is the
   * original's for `mcmc`: flat on a box.
   */
  prior?: Prior | "flat";
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

/** The prior that the options mean: none for maximum likelihood. */
export function priorOf({ compute = "mle", prior = WEAK }: Partial<RankOptions>): Prior {
  return compute === "mle" || prior === "flat" ? FLAT : prior;
}

function rankByStrength(
  comparisons: Comparisons,
  counts: Counts,
  options: RankOptions,
): RankedModels {
  const {
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
    seed,
  } = options;
  const prior = priorOf(options);
  const isFlat = prior.strength === 0;
  const fitted = FITTERS[ties]({ comparisons, counts, homeAdvantage, prior });
  const questions = countQuestions(comparisons);
  const posterior = compute === "mcmc" ? posteriorOf(fitted, isFlat, options) : null;
  const unit =
    posterior === null && bootstrapUnit === "question" && questions > 1 ? "question" : "judgment";
  const draws =
    posterior?.draws ?? fitted.bootstrap(bootstrapN, unit, createRandom(seed, "bootstrap"));
  const fit = posterior ? atMedians(fitted, posterior.draws) : fitted;
  const byQuestion = posterior ? covarianceOfDraws(posterior.draws) : fit.covariance("cr3");
  const covariance = posterior ? byQuestion : rankCovariance(fit, byQuestion);
  const { rows, home, rankProbability, strongerProbability } = rankedRows({
    ...{ fit, counts, draws, questions, unit, ci, confidence },
    ...{ covariance: byQuestion, rankCovariance: covariance },
    isPosterior: posterior !== null,
    random: createRandom(seed, "ranks"),
    display: { factor: scale / Math.log(base), initRating },
  });
  const { structure, models } = fit;
  return {
    ranking: rows,
    home_advantage: homeAdvantage ? home : null,
    undetermined_rounds: draws.undetermined,
    warnings: [
      ...adviceOf(fit, { homeAdvantage, compute: isFlat ? "mle" : "map" }),
      ...(posterior
        ? cautionsOf(posterior.summary)
        : [
            ...constancyOf(constantModels(fit, byQuestion).map((i) => models[i])),
            ...roughnessOf({ unit, bootstrapUnit, questions, draws }),
          ]),
    ],
    n_judgments: counts.count.reduce((sum, n) => sum + n, 0),
    n_questions: questions,
    bootstrap_unit: unit,
    log_likelihood: fit.logLikelihood,
    tie: fit.tie,
    rank_probability: rankProbability,
    stronger_probability: strongerProbability,
    posterior: posterior?.summary ?? null,
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
