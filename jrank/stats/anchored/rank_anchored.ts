import { UserError } from "../../core/errors.ts";
import type { Finding } from "../../core/finding.ts";
import { say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import type { ClusteredPoints } from "../data/clusters.ts";
import { collapse } from "../data/collapse.ts";
import { type Comparisons, countQuestions, hardVerdicts } from "../data/comparisons.ts";
import { tieOfRow } from "../data/pair_points.ts";
import { curvatureAt } from "../fit/information.ts";
import { LIKELIHOODS, type TieModel } from "../fit/likelihoods.ts";
import { type RankOptions, resolveRankOptions } from "../rank/rank_options.ts";
import type { RankedModels } from "../rank/ranked_models.ts";
import { rankedRows } from "../rank/ranked_rows.ts";
import { type Covariance, diagonalOf, leading } from "../uncertainty/covariance.ts";
import { degreesBy, type Fitted, predictions, tieParameter } from "../uncertainty/fitted.ts";
import { jackknife } from "../uncertainty/jackknife.ts";
import type { Anchor } from "./anchor.ts";
import { anchoredCovariance } from "./anchored_covariance.ts";
import {
  type AnchoredFit,
  type AnchoredOptions,
  anchoredClusters,
  fitAnchored,
} from "./anchored_fit.ts";

/** A ranking of a board with new models, and what lies behind it. */
export interface RankedAnchored extends RankedModels {
  readonly anchored: AnchoredFit;
  readonly covariance: Covariance;
  /** Of t quantiles: questions - 1. */
  readonly degrees: number;
  /** Variance of the moves of the board's models, in natural-log units. */
  readonly moves: Float64Array;
}

/**
 * Ranks new models on a board that was published; see `fitAnchored`. Intervals are CR3 over the new
 * judgments' questions with the board's uncertainty, on the board's own scale: nothing is centred
 * anew. Counts of matches are those of the new judgments.
 *
 * @throws UserError where no judgment has a new model.
 */
export function rankAnchored(
  comparisons: Comparisons,
  anchor: Anchor,
  options: RankOptions,
): RankedAnchored {
  const settings = resolveRankOptions(options);
  const { compute, prior, scale, base, initRating, confidence, ties, homeAdvantage, seed } =
    settings;
  const { fit, anchored, degrees, moves, covariance } = anchoredModel(comparisons, anchor, {
    newPrior: compute === "map" && prior !== "flat" ? prior.strength : 0,
    ties,
    homeAdvantage,
  });
  const { models, used } = anchored;
  const verdicts = collapse(hardVerdicts(used));
  const questions = Number.isFinite(degrees) ? degrees + 1 : 0;
  const draws = {
    models,
    count: 0,
    undetermined: 0,
    strengths: new Float64Array(0),
    homeAdvantage: new Float64Array(0),
  };
  const { rows, home, rankProbability, strongerProbability } = rankedRows({
    fit,
    comparisons: used,
    verdicts,
    draws,
    questions,
    confidence,
    isPosterior: false,
    covariance,
    rankCovariance: covariance,
    constant: new Set<number>(),
    unit: "question",
    ci: "cr3",
    random: createRandom(seed, "ranks"),
    display: { factor: scale / Math.log(base), initRating },
  });
  return {
    // There is no covariance by judgment to hold CR3 against.
    ranking: rows.map((row) => ({ ...row, design_effect: null })),
    home_advantage: homeAdvantage ? home : null,
    undetermined_rounds: 0,
    findings: openModels(anchored),
    n_judgments: verdicts.count.reduce((sum, n) => sum + n, 0),
    n_questions: countQuestions(used),
    bootstrap_unit: "question",
    log_likelihood: fit.logLikelihood,
    tie: fit.tie,
    rank_probability: rankProbability,
    stronger_probability: strongerProbability,
    posterior: null,
    groups: [[...models]],
    components: [[...models]],
    fit,
    draws,
    covariance,
    anchored,
    degrees,
    moves,
  };
}

/** An anchored fit as rankings and tables need it. */
interface AnchoredModel extends Pick<RankedAnchored, "anchored" | "degrees" | "moves"> {
  readonly fit: Fitted;
  readonly covariance: Covariance;
}

/**
 * New models on a board, with what is known of them. As everywhere, a tie model without any tie is
 * Bradley-Terry.
 * @throws UserError where no judgment has a new model.
 */
export function anchoredModel(
  comparisons: Comparisons,
  anchor: Anchor,
  { ties, ...options }: Omit<AnchoredOptions, "likelihood"> & { ties: TieModel },
): AnchoredModel {
  const isNew = comparisons.models.map((model) => !anchor.models.includes(model));
  const { first, second } = comparisons;
  const used = Array.from(first.keys()).filter((k) => isNew[first[k]] || isNew[second[k]]);
  if (used.length === 0) {
    throw new UserError(
      say`no judgment has a model that the anchor does not rank yet; judge the new model first (gen_judgment.ts --goal new-model --new-model <id>)`,
    );
  }
  const likelihood = LIKELIHOODS[used.some((k) => tieOfRow(comparisons, k) > 0) ? ties : "half"];
  const anchored = fitAnchored(comparisons, anchor, { ...options, likelihood });
  const { parameters, models } = anchored;
  const { clustered, byRow } = anchoredClusters(anchored);
  const { degrees, moves, ...whole } = anchoredCovariance(anchored);
  const covariance = leading(whole, parameters.x.length - (likelihood.tie === null ? 0 : 1));
  const t = likelihood.tie === null ? 0 : parameters.x[parameters.x.length - 1];
  const fit: Fitted = {
    ...anchored,
    strengthsInGroup: parameters.x.subarray(0, models.length),
    homeAdvantageRests: false,
    tie: tieParameter(LIKELIHOODS[ties], likelihood, t),
    ...predictions(likelihood, t),
    clustered: byRow ? null : clustered,
    ...anchoredDegrees(anchored, byRow ? null : clustered),
    jackknife: () => (byRow ? null : jackknife(parameters, clustered)),
    covariance: () => covariance,
    judgmentVariances: () => diagonalOf(covariance),
    bootstrap: () => {
      throw new Error("an anchored ranking is not resampled");
    },
  };
  return { fit, anchored, degrees, moves, covariance };
}

/** The degrees of the new models; the board's errors are not from these questions. */
function anchoredDegrees(
  { anchor, parameters }: AnchoredFit,
  clustered: ClusteredPoints | null,
): Pick<Fitted, "questions" | "degrees"> {
  const by = degreesBy(parameters, clustered, () => curvatureAt(parameters));
  const news = (of: readonly number[]) => of.filter((p) => p >= anchor.models.length);
  return {
    ...by,
    degrees(...of) {
      return news(of).length > 0
        ? by.degrees(...news(of))
        : (clustered?.clusters.length ?? Number.POSITIVE_INFINITY) - 1;
    },
  };
}

/** New models whose place on the board is open. */
function openModels({ models, anchor, structure, newPrior }: AnchoredFit): Finding[] {
  return models.flatMap((model, i) => {
    const status = structure.status[i];
    if (i < anchor.models.length || status === "ok") return [];
    return [{ kind: "new-model-open", model, status, rest: newPrior > 0 ? "prior" : "none" }];
  });
}
