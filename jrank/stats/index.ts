/**
 * Bradley-Terry statistics as a library: pure functions on plain objects and typed arrays, the same
 * in Node and in a browser. Start with `comparisonsFrom` and `rankModels`. What stands here is kept from
 * version to version; what a file exports beside it is for the program's own use.
 */

// Comparisons: the rows, and their counts.

export { type ClusteredGames, clusteredGames } from "./clusters.ts";
export { type Counts, collapse } from "./collapse.ts";
export { type ComparisonInput, type Comparisons, comparisonsFrom } from "./comparisons.ts";
export { type Covariate, type Games, gamesOf } from "./games.ts";
export { pairWeights } from "./reweight.ts";
export { positionCounts, type WinRate, wilsonInterval, winRates } from "./win_rate.ts";

// Fits: strengths by maximum likelihood or with a prior, and whether the data determine them.

export {
  type BradleyTerryFit,
  type FitOptions,
  fitBradleyTerry,
  fitGames,
  fitWithCovariates,
} from "./bradley_terry.ts";
export { findStructure, type Structure } from "./connectivity.ts";
export { type Fitted, fitModel } from "./fitted.ts";
export type { Likelihood } from "./likelihood.ts";
export { LIKELIHOODS, type TieModel } from "./likelihoods.ts";
export { FLAT, normalPrior, type Prior, WEAK } from "./prior.ts";
export { createRefit } from "./refit.ts";
export { styleCovariate } from "./style_control.ts";

// Uncertainty: covariances, resampling, intervals, and what limits them.

export { bootstrap, type Draws } from "./bootstrap.ts";
export { convergence } from "./convergence.ts";
export { type Covariance, type CovarianceMethod, covarianceOf } from "./covariance.ts";
export { influentialQuestions } from "./influential_questions.ts";
export { INTERVALS, type Interval, type IntervalMethod } from "./interval.ts";
export { questionInfluence } from "./jackknife.ts";
export { evenMatches, expectedPrecision, type Precision } from "./precision.ts";
export { evenShare, observedShare, questionEffect } from "./question_effect.ts";
export { resampleJudgments, resampleQuestions } from "./resample.ts";
export { anytimeThreshold, type Standing, standingOf } from "./standing.ts";

// The posterior.

export { diagnoseChains } from "./chain_diagnostics.ts";
export { type Posterior, type PosteriorSummary, samplePosterior } from "./posterior.ts";

// Rankings: tables, statements about ranks and pairs, comparisons of two.

export { compareRankings, type RatingChange } from "./compare_rankings.ts";
export { type ExpectedScore, expectedScore, type HeadToHead, headToHead } from "./head_to_head.ts";
export { kendallTauB, spearmanRho } from "./rank_correlation.ts";
export { rankModels } from "./rank_models.ts";
export type { RankOptions } from "./rank_options.ts";
export { rankTable, tieGroups } from "./rank_table.ts";
export type { RankedModels } from "./ranked_models.ts";
export type { RankedRow } from "./ranked_rows.ts";
export { simultaneousRanks } from "./simultaneous_ranks.ts";

// Additions to a published board.

export type { Anchor } from "./anchor.ts";
export { type BoardChange, boardChanges, type Newcomer, newcomers } from "./anchored_changes.ts";
export { type RankedAnchored, rankAnchored } from "./rank_anchored.ts";

// Raters.

export { cohenKappa, fleissKappa, krippendorffAlpha } from "./agreement.ts";
export { gradeTable, pairTable } from "./mt_bench.ts";
export { groupAgreement, type PairAgreement, pairAgreement } from "./rater_agreement.ts";
export { type RatedGame, type Rater, type Ratings, ratingsOf, swapConsistency } from "./ratings.ts";

// Tools.

export { createRandom, type Random } from "../core/random.ts";
export { density } from "./density.ts";
export { quantileSorted } from "./quantile.ts";
export { studentTCdf, studentTQuantile } from "./student_t.ts";
export { createSyntheticBoard, SCENARIOS } from "./synthetic_board.ts";
