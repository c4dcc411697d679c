import { UserError } from "../../core/errors.ts";
import type { Finding } from "../../core/finding.ts";
import { say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import type { Compute } from "../../core/types.ts";
import { type Counts, collapse, judgmentsIn, verdictCounts } from "../data/collapse.ts";
import { type Comparisons, countQuestions } from "../data/comparisons.ts";
import { type RankedPosterior, rankPosterior } from "../posterior/rank_posterior.ts";
import { type Fitted, fitModel } from "../uncertainty/fitted.ts";
import { constantParameters, rankCovariance } from "../uncertainty/rank_covariance.ts";
import { upsetsOf } from "../uncertainty/upsets.ts";
import { adviceOf, roughnessOf } from "./advice.ts";
import { rankByWinRate } from "./rank_by_win_rate.ts";
import {
  priorOf,
  type RankOptions,
  type RankSettings,
  resolveRankOptions,
} from "./rank_options.ts";
import type { RankedModels } from "./ranked_models.ts";
import { rankedRows } from "./ranked_rows.ts";

/**
 * Ranks models from comparisons: strengths with intervals, ranks with intervals, win rates, and as
 * findings whatever the data do not determine. Pure: the same comparisons, options and seed give
 * the same numbers everywhere.
 *
 * @throws UserError where no judgment between two different models is left, or an option makes no sense.
 */
export function rankModels(comparisons: Comparisons, options: RankOptions): RankedModels {
  return rankWith(comparisons, resolveRankOptions(options), rankPosterior);
}

/** What `rankSolved` takes: every option but those of a posterior. */
export type SolvedOptions = Omit<RankOptions, "compute" | "sampler" | "samples" | "chains"> & {
  compute?: Exclude<Compute, "mcmc">;
};

/**
 * `rankModels` without the draws of a posterior (`compute: "mcmc"`), which a page that ranks need not
 * carry: a ninth of its size.
 *
 * @throws UserError as `rankModels` does, and for `compute: "mcmc"`.
 */
export function rankSolved(comparisons: Comparisons, options: SolvedOptions): RankedModels {
  return rankWith(comparisons, resolveRankOptions(options), () => {
    throw new UserError(
      say`This rankModels draws no posterior: import the one of jrank/stats for compute "mcmc"`,
    );
  });
}

function rankWith(
  comparisons: Comparisons,
  settings: RankSettings,
  posteriorOf: typeof rankPosterior,
): RankedModels {
  const counts = collapse(comparisons);
  if (counts.count.length === 0) {
    throw new UserError(
      say`There is nothing to rank: no judgment between two different models has a usable verdict. Collect judgments first (gen_judgment), or check which rows were left out.`,
    );
  }
  return settings.compute === "winrate"
    ? rankByWinRate(comparisons, verdictCounts(comparisons, counts), settings)
    : rankByStrength(comparisons, counts, settings, posteriorOf);
}

function rankByStrength(
  comparisons: Comparisons,
  counts: Counts,
  settings: RankSettings,
  posteriorOf: typeof rankPosterior,
): RankedModels {
  const { compute, ties, homeAdvantage, bootstrapUnit, seed } = settings;
  const prior = priorOf(settings);
  const isFlat = prior.strength === 0;
  const fitted = spreadBy(
    fitModel(ties, { comparisons, counts, homeAdvantage, prior }),
    settings.spread,
  );
  const verdicts = verdictCounts(comparisons, counts);
  const questions = countQuestions(comparisons);
  const posterior: RankedPosterior | null =
    compute === "mcmc" ? posteriorOf(fitted, isFlat, settings) : null;
  const unit =
    posterior === null && bootstrapUnit === "question" && questions > 1 ? "question" : "judgment";
  const draws =
    posterior?.draws ??
    fitted.bootstrap(settings.bootstrapN, unit, createRandom(seed, "bootstrap"));
  const fit = posterior?.fit ?? fitted;
  const byQuestion = posterior?.covariance ?? fit.covariance("cr3");
  const covariance = posterior ? byQuestion : rankCovariance(fit, byQuestion);
  const constant = posterior ? new Set<number>() : constantParameters(fit, byQuestion);
  const { rows, home, rankProbability, strongerProbability } = rankedRows({
    fit,
    comparisons,
    verdicts,
    draws,
    questions,
    // Where no verdict is soft and no pair left out, the games of the fit are those of the verdicts.
    clustered: comparisons.shares || fitted.structure.groups > 1 ? null : fitted.clustered,
    unit,
    ci: settings.ci,
    confidence: settings.confidence,
    covariance: byQuestion,
    rankCovariance: covariance,
    constant,
    isPosterior: posterior !== null,
    random: createRandom(seed, "ranks"),
    display: {
      factor: settings.scale / Math.log(settings.base),
      initRating: settings.initRating,
    },
  });
  const { structure, models } = fit;
  return {
    ranking: rows,
    home_advantage: homeAdvantage ? home : null,
    undetermined_rounds: draws.undetermined,
    findings: [
      ...adviceOf(fit, { homeAdvantage, compute: isFlat ? "mle" : "map", counts: verdicts }),
      ...(posterior
        ? posterior.findings
        : [
            // The home advantage may be the only one.
            ...(models.some((_, i) => constant.has(i))
              ? [{ kind: "constant" as const, models: models.filter((_, i) => constant.has(i)) }]
              : []),
            ...roughnessOf({
              unit,
              bootstrapUnit,
              questions,
              spread: fit.questions(),
              draws,
            }),
            ...manyUpsets(fit, comparisons),
          ]),
    ],
    n_judgments: judgmentsIn(verdicts),
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

/** A fit with its strengths divided by `spread`; what varies about them stays. */
function spreadBy(fit: Fitted, spread: number): Fitted {
  if (spread === 1) return fit;
  const { strengths, models } = fit;
  const shift = strengths.map((b) => (Number.isFinite(b) ? b / spread - b : 0));
  return {
    ...fit,
    strengths: strengths.map((b, i) => b + shift[i]),
    strengthsInGroup: fit.strengthsInGroup.map((b) => b / spread),
    bootstrap(rounds, unit, random) {
      const draws = fit.bootstrap(rounds, unit, random);
      const moved = draws.strengths.map((b, k) => b + shift[k % models.length]);
      return { ...draws, strengths: moved };
    },
  };
}

function manyUpsets(fit: Fitted, comparisons: Comparisons): Finding[] {
  const upsets = upsetsOf(fit, comparisons);
  if (!upsets?.breaksModel) return [];
  const { matches, lost, expected, t } = upsets;
  return [{ kind: "upsets", matches, lost, expected, t }];
}

function listed(models: readonly string[], label: Int32Array, labels: number): string[][] {
  const lists: string[][] = Array.from({ length: labels }, () => []);
  models.forEach((model, i) => {
    lists[label[i]].push(model);
  });
  return lists;
}
