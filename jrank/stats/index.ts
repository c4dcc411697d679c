/**
 * Bradley-Terry statistics as a library: pure functions on plain objects and typed arrays, the same
 * in Node and in a browser. Start with `comparisonsFrom` and `rankModels`.
 */
// Comparisons: the rows, and their counts.

export * from "./clusters.ts";
export * from "./collapse.ts";
export * from "./comparisons.ts";
export * from "./games.ts";
export * from "./head_to_head.ts";
export * from "./reweight.ts";
export * from "./win_rate.ts";

// Fits: strengths by maximum likelihood, and whether the data determine them.

export * from "./bradley_terry.ts";
export * from "./connectivity.ts";
export * from "./design.ts";
export * from "./fitted.ts";
export * from "./newton.ts";
export * from "./prior.ts";
export * from "./refit.ts";
export * from "./style_control.ts";

// Likelihoods: how ties enter.

export * from "./davidson.ts";
export * from "./half_win.ts";
export * from "./likelihood.ts";
export * from "./likelihoods.ts";
export * from "./rao_kupper.ts";

// Uncertainty: covariances, resampling, intervals, and what limits them.

export * from "./bootstrap.ts";
export * from "./convergence.ts";
export * from "./covariance.ts";
export * from "./influential_questions.ts";
export * from "./interval.ts";
export * from "./jackknife.ts";
export * from "./precision.ts";
export * from "./question_effect.ts";
export * from "./resample.ts";

// The posterior.

export * from "./chain_diagnostics.ts";
export * from "./hmc.ts";
export * from "./importance_sampling.ts";
export * from "./posterior.ts";
export * from "./posterior_target.ts";
export * from "./whiten.ts";

// Rankings: statements about ranks, tables, what to play next, comparisons of two.

export * from "./advice.ts";
export * from "./compare_rankings.ts";
export * from "./rank_correlation.ts";
export * from "./rank_covariance.ts";
export * from "./rank_draws.ts";
export * from "./rank_models.ts";
export * from "./rank_options.ts";
export * from "./rank_posterior.ts";
export * from "./rank_statements.ts";
export * from "./rank_table.ts";
export * from "./ranked_models.ts";
export * from "./ranked_rows.ts";
export * from "./simultaneous_ranks.ts";
export * from "./standing.ts";

// Additions to a published board.

export * from "./anchor.ts";
export * from "./anchored_changes.ts";
export * from "./anchored_covariance.ts";
export * from "./anchored_fit.ts";
export * from "./rank_anchored.ts";

// Raters.

export * from "./agreement.ts";
export * from "./mt_bench.ts";
export * from "./rater_agreement.ts";
export * from "./ratings.ts";

// Tools.

export * from "./density.ts";
export * from "./quantile.ts";
export * from "./student_t.ts";
export * from "./synthetic_board.ts";

// Randomness.

export * from "../core/random.ts";
