import { UserError } from "../core/errors.ts";
import { createRandom } from "../core/random.ts";
import type { Anchor } from "./anchor.ts";
import { anchoredCovariance } from "./anchored_covariance.ts";
import { type AnchoredFit, fitAnchored } from "./anchored_fit.ts";
import { collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import { countQuestions } from "./count_questions.ts";
import type { Fitted } from "./fitted.ts";
import { WEAK } from "./likelihood.ts";
import type { RankOptions } from "./rank_options.ts";
import type { RankedModels } from "./ranked_models.ts";
import { rankedRows } from "./ranked_rows.ts";
import type { Covariance } from "./sandwich.ts";

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
  {
    compute = "mle",
    prior = WEAK,
    scale = 400,
    base = 10,
    initRating = 1000,
    confidence = 0.95,
    seed,
  }: RankOptions,
): RankedAnchored {
  const newPrior = compute === "map" && prior !== "flat" ? prior.strength : 0;
  const anchored = fitAnchored(comparisons, anchor, { newPrior });
  const { models, used, strengths, structure, homeAdvantage } = anchored;
  if (used.first.length === 0) {
    throw new UserError(
      "no judgment has a model that the anchor does not rank yet; judge the new model first (gen_judgment.ts --goal new-model --new-model <id>)",
    );
  }
  const { degrees, moves, ...covariance } = anchoredCovariance(anchored);
  const counts = collapse(used);
  const fit: Fitted = {
    ...{ models, strengths, homeAdvantage, homeAdvantageRests: false, structure },
    strengthsInGroup: anchored.x.subarray(0, models.length),
    logLikelihood: logLikelihood(anchored),
    tie: null,
    score: (odds) => 1 / (1 + Math.exp(-odds)),
    covariance: () => covariance,
    target: () => {
      throw new Error("an anchored ranking has no posterior to draw from");
    },
    bootstrap: () => {
      throw new Error("an anchored ranking is not resampled");
    },
  };
  const questions = Number.isFinite(degrees) ? degrees + 1 : 0;
  const draws = {
    ...{ models, count: 0, undetermined: 0 },
    ...{ strengths: new Float64Array(0), homeAdvantage: new Float64Array(0) },
  };
  const { rows, home, rankProbability, strongerProbability } = rankedRows({
    ...{ fit, counts, draws, questions, confidence, isPosterior: false },
    ...{ covariance, rankCovariance: covariance, constant: new Set<number>() },
    ...{ unit: "question", ci: "cr3" },
    random: createRandom(seed, "ranks"),
    display: { factor: scale / Math.log(base), initRating },
  });
  return {
    // There is no covariance by judgment to hold CR3 against.
    ranking: rows.map((row) => ({ ...row, design_effect: null })),
    home_advantage: home,
    undetermined_rounds: 0,
    warnings: warningsOf(anchored),
    n_judgments: counts.count.reduce((sum, n) => sum + n, 0),
    n_questions: countQuestions(used),
    bootstrap_unit: "question",
    log_likelihood: fit.logLikelihood,
    ...{ tie: null, rank_probability: rankProbability, stronger_probability: strongerProbability },
    posterior: null,
    groups: [[...models]],
    components: [[...models]],
    ...{ fit, draws, covariance, anchored, degrees, moves },
  };
}

function logLikelihood({ games, x }: AnchoredFit): number {
  const m = games.models.length;
  let sum = 0;
  for (let g = 0; g < games.first.length; g++) {
    const odds = x[m] + x[games.first[g]] - x[games.second[g]];
    sum -= games.won[g] * Math.log1p(Math.exp(-odds)) + games.lost[g] * Math.log1p(Math.exp(odds));
  }
  return sum;
}

function warningsOf({ models, anchor, structure, newPrior }: AnchoredFit): string[] {
  const remedy =
    newPrior > 0
      ? "the rating rests on the prior"
      : "no rating under maximum likelihood; --compute map gives one that rests on a weak prior";
  return models.flatMap((model, i) => {
    const status = structure.status[i];
    if (i < anchor.models.length || status === "ok") return [];
    if (status === "disconnected") {
      return [`${model} met no model of the board, directly or through others (${remedy}).`];
    }
    const what =
      status === "undefeated"
        ? "lost no point"
        : status === "winless"
          ? "won no point"
          : "is separated from the board";
    return [
      `${model} ${what} (${remedy}). Play more matches against models ${status === "winless" ? "below" : "above"} it.`,
    ];
  });
}
