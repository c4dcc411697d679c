/**
 * What is meant where nothing is said: every default of a config, a flag and the ranking. A default
 * that depends on another setting is worked out in `store/config/config.ts` (`resolveConfig`), and
 * the table of settings says so.
 */

/** Of a ranking: by a command, and by a call of `stats/` that leaves an option out. */
export const RANKING = {
  compute: "mle",
  ties: "half",
  home_advantage: true,
  scale: 400,
  base: 10,
  init_rating: 1000,
  bootstrap_n: 500,
  bootstrap_unit: "question",
  ci: "bootstrap",
  confidence: 0.95,
  /** Of map and mcmc; maximum likelihood has none. */
  prior: "sd=400",
  nsamples: 1000,
  nwalkers: 4,
  sampler: "hmc",
} as const;

/** Of everything. A call, so that a bundle which ranks need not carry it. */
export const DEFAULTS = /* @__PURE__ */ (() =>
  ({
    ...RANKING,
    seed: 1,
    parallel: 8,
    num_choices: 1,
    evaluation_mode: "pairwise-n",
    schedule: "adaptive",
    goal: "ranking",
    judge_own_answers: false,
    soft: false,
    repair: true,
    batch: false,
    /** Verdicts that are so late widen intervals by about one in a hundred (docs/batches.md). */
    batch_round: 200,
    detach: false,
    strict: false,
    accept_refusals: false,
    separated: false,
    skip_unknown: false,
    reweight: false,
    abstain_on_flip: false,
    quorum: 2,
    covariance: false,
    make_charts: true,
    csv_bom: false,
    language: "en",
    site_out: "site",
    site_description: "",
    site_texts: true,
  }) as const)();

/** Judgments that `--extend` adds where it says no number. */
export const EXTEND_BY = 100;
