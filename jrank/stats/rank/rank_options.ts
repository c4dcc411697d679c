/** What a ranking can be asked for. */
import { RANKING } from "../../core/defaults.ts";
import { UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { type BootstrapUnit, COMPUTES, type Compute } from "../../core/types.ts";
import type { TieModel } from "../fit/likelihoods.ts";
import { FLAT, type Prior, WEAK } from "../fit/prior.ts";
import type { PosteriorChoice } from "../posterior/rank_posterior.ts";
import type { IntervalMethod } from "../uncertainty/interval.ts";

export { COMPUTES, type Compute };

/** How to rank; what is left out has its default. */
export interface RankOptions extends Partial<Omit<RankSettings, "seed">> {
  seed: number | string;
}

/** How to rank, with everything said. */
export interface RankSettings extends PosteriorChoice {
  /** Maximum likelihood, posterior mode, posterior draws, or shares of games won. */
  compute: Compute;
  ties: TieModel;
  homeAdvantage: boolean;
  /** Display: initRating + scale / ln(base) × strength. */
  scale: number;
  base: number;
  initRating: number;
  bootstrapN: number;
  bootstrapUnit: BootstrapUnit;
  ci: IntervalMethod;
  confidence: number;
  /**
   * The prior of `map` and `mcmc`, in natural-log units; `WEAK` if not given. "flat" is the
   * original's for `mcmc`: flat on a box.
   */
  prior: Prior | "flat";
  /**
   * What strengths are divided by, where the rule that chose the matches is known to set them too far apart
   * (`replayedSpread`); their standard errors stay. 1 if not given.
   */
  spread: number;
  /** Everything random follows from it. */
  seed: number | string;
}

/**
 * The options with every default: the one place where a ranking gets them.
 *
 * @throws UserError for options that make no sense, which would give numbers that make none.
 */
export function resolveRankOptions(options: RankOptions): RankSettings {
  const settings: RankSettings = {
    compute: options.compute ?? RANKING.compute,
    ties: options.ties ?? RANKING.ties,
    homeAdvantage: options.homeAdvantage ?? RANKING.home_advantage,
    scale: options.scale ?? RANKING.scale,
    base: options.base ?? RANKING.base,
    initRating: options.initRating ?? RANKING.init_rating,
    bootstrapN: options.bootstrapN ?? RANKING.bootstrap_n,
    bootstrapUnit: options.bootstrapUnit ?? RANKING.bootstrap_unit,
    ci: options.ci ?? RANKING.ci,
    confidence: options.confidence ?? RANKING.confidence,
    prior: options.prior ?? WEAK,
    spread: options.spread ?? 1,
    sampler: options.sampler ?? RANKING.sampler,
    samples: options.samples ?? RANKING.nsamples,
    chains: options.chains ?? RANKING.nwalkers,
    ...(options.posterior && { posterior: options.posterior }),
    seed: options.seed,
  };
  const { confidence, scale, base, initRating, bootstrapN, spread } = settings;
  const wrong = (what: Message, got: number): UserError => new UserError(say`${what}, got ${got}`);
  if (!(confidence > 0 && confidence < 1)) {
    throw wrong(say`confidence must be between 0 and 1`, confidence);
  }
  if (!(scale > 0 && scale < Infinity)) throw wrong(say`scale must be a number above 0`, scale);
  if (!(base > 1 && base < Infinity)) throw wrong(say`base must be a number above 1`, base);
  if (!(spread > 0 && spread < Infinity)) throw wrong(say`spread must be a number above 0`, spread);
  if (!Number.isFinite(initRating)) throw wrong(say`initRating must be a number`, initRating);
  if (!Number.isInteger(bootstrapN) || bootstrapN < 0) {
    throw wrong(say`bootstrapN must be a whole number from 0 on`, bootstrapN);
  }
  return settings;
}

/** The prior that the settings mean: none for maximum likelihood. */
export function priorOf({ compute, prior }: Pick<RankSettings, "compute" | "prior">): Prior {
  return compute === "mle" || prior === "flat" ? FLAT : prior;
}
