/**
 * Bradley-Terry statistics as a library: pure functions on plain objects and typed arrays, the same
 * in Node and in a browser. Start with `comparisonsFrom` and `rankModels`.
 */
export * from "./advice.ts";
export * from "./agreement.ts";
export * from "./agreement_of_many.ts";
export * from "./bootstrap.ts";
export * from "./bradley_terry.ts";
export * from "./cluster_interval.ts";
export * from "./clusters.ts";
export * from "./collapse.ts";
export * from "./compare_rankings.ts";
export * from "./comparisons.ts";
export * from "./connectivity.ts";
export * from "./convergence.ts";
export * from "./covariate_covariance.ts";
export * from "./covariates.ts";
export * from "./design.ts";
export * from "./expected_score.ts";
export * from "./fitted.ts";
export * from "./fitters.ts";
export * from "./games.ts";
export * from "./head_to_head.ts";
export * from "./home_advantage.ts";
export * from "./influential_questions.ts";
export * from "./interval.ts";
export * from "./jackknife.ts";
export * from "./likelihood.ts";
export * from "./newton.ts";
export * from "./position_counts.ts";
export * from "./quantile.ts";
export * from "./rank_correlation.ts";
export * from "./rank_models.ts";
export * from "./rank_statements.ts";
export * from "./ranked_models.ts";
export * from "./ranked_rows.ts";
export * from "./refit.ts";
export * from "./resample.ts";
export * from "./sandwich.ts";
export * from "./student_t.ts";
export * from "./swap_consistency.ts";
export * from "./win_rate.ts";
