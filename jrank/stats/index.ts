/**
 * Bradley-Terry statistics as a library: pure functions on plain objects and typed arrays, the same
 * in Node and in a browser. Start with `comparisonsFrom` and `rankModels`. What stands here is kept from
 * version to version; what a file exports beside it is for the program's own use.
 */

// Comparisons: the rows, and their counts.

export { type ClusteredPoints, clusteredPoints } from "./data/clusters.ts";
export { type Counts, collapse } from "./data/collapse.ts";
export { type ComparisonInput, type Comparisons, comparisonsFrom } from "./data/comparisons.ts";
export { type Covariate, type PairPoints, pairPointsOf } from "./data/pair_points.ts";
export { pairWeights } from "./data/reweight.ts";
export { positionCounts, type WinRate, wilsonInterval, winRates } from "./data/win_rate.ts";

// Fits: strengths by maximum likelihood or with a prior, and whether the data determine them.

export { styleCovariate } from "./data/style_control.ts";
export {
  type BradleyTerryFit,
  type FitOptions,
  fitBradleyTerry,
  fitPairPoints,
  fitWithCovariates,
} from "./fit/bradley_terry.ts";
export type { Likelihood } from "./fit/likelihood.ts";
export { LIKELIHOODS, type TieModel } from "./fit/likelihoods.ts";
export { FLAT, normalPrior, type Prior, WEAK } from "./fit/prior.ts";
export { createRefit } from "./fit/refit.ts";
export { findStructure, type Structure } from "./structure/connectivity.ts";
export { type Fitted, fitModel } from "./uncertainty/fitted.ts";

// Uncertainty: covariances, resampling, intervals, and what limits them.

export { bootstrap, type Draws } from "./uncertainty/bootstrap.ts";
export { convergence } from "./uncertainty/convergence.ts";
export { type Covariance, type CovarianceMethod, covarianceOf } from "./uncertainty/covariance.ts";
export { influentialQuestions } from "./uncertainty/influential_questions.ts";
export { INTERVALS, type Interval, type IntervalMethod } from "./uncertainty/interval.ts";
export { type Jackknife, jackknife, questionInfluence } from "./uncertainty/jackknife.ts";
export { evenMatches, expectedPrecision, type Precision } from "./uncertainty/precision.ts";
export { evenShare, observedShare, questionEffect } from "./uncertainty/question_effect.ts";
export { resampleJudgments, resampleQuestions } from "./uncertainty/resample.ts";
export { anytimeThreshold, type Standing, standingOf } from "./uncertainty/standing.ts";

// The posterior.

export { diagnoseChains } from "./posterior/chain_diagnostics.ts";
export { type Posterior, type PosteriorSummary, samplePosterior } from "./posterior/posterior.ts";

// Rankings: tables, statements about ranks and pairs, comparisons of two.

export { kendallTauB, spearmanRho } from "./numeric/rank_correlation.ts";
export { compareRankings, type RatingChange } from "./rank/compare_rankings.ts";
export { type Decision, decide } from "./rank/decision.ts";
export {
  type ExpectedScore,
  expectedScore,
  type HeadToHead,
  headToHead,
} from "./rank/head_to_head.ts";
export { rankModels } from "./rank/rank_models.ts";
export type { RankOptions } from "./rank/rank_options.ts";
export { rankTable, tieGroups } from "./rank/rank_table.ts";
export type { RankedModels } from "./rank/ranked_models.ts";
export type { RankedRow } from "./rank/ranked_rows.ts";
export { simultaneousRanks } from "./rank/simultaneous_ranks.ts";

// Groups of questions.

export {
  type GroupEffects,
  type GroupEffectsOptions,
  groupEffects,
} from "./questions/group_effects.ts";
export { moreQuestions } from "./questions/more_questions.ts";
export { type Item, itemsOf } from "./questions/question_items.ts";

// Additions to a published board.

export type { Anchor } from "./anchored/anchor.ts";
export {
  type BoardChange,
  boardChanges,
  type Newcomer,
  newcomers,
} from "./anchored/anchored_changes.ts";
export { type RankedAnchored, rankAnchored } from "./anchored/rank_anchored.ts";

// Raters.

export { cohenKappa, fleissKappa, krippendorffAlpha } from "./raters/agreement.ts";
export {
  type Calibration,
  type CalibrationInput,
  calibrate,
} from "./raters/calibration.ts";
export { gradeTable, pairTable } from "./raters/mt_bench.ts";
export { fitPanel, type Panel, type PanelInput } from "./raters/panel.ts";
export { groupAgreement, type PairAgreement, pairAgreement } from "./raters/rater_agreement.ts";
export {
  type Rater,
  type Ratings,
  ratingsOf,
  swapConsistency,
} from "./raters/ratings.ts";

// Tools.

export { createRandom, type Random } from "../core/random.ts";
export { createSyntheticBoard, SCENARIOS } from "./fit/synthetic_board.ts";
export { density } from "./numeric/density.ts";
export { quantileSorted } from "./numeric/quantile.ts";
export { studentTCdf, studentTQuantile } from "./numeric/student_t.ts";
