import { RANKING } from "../../core/defaults.ts";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Random } from "../../core/random.ts";
import type { PosteriorSummary } from "../../core/ranking.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import { diagnoseChains } from "./chain_diagnostics.ts";
import { sampleHmc } from "./hmc.ts";
import { sampleImportance } from "./importance_sampling.ts";
import { targetOf } from "./posterior_target.ts";
import { type Box, isInside, whiten } from "./whiten.ts";

export type { PosteriorSummary };

/** Draws of a posterior with their summary. */
export interface Posterior {
  readonly draws: Draws;
  readonly summary: PosteriorSummary;
}

interface PosteriorOptions {
  sampler?: "hmc" | "importance";
  /** Draws a chain; more, up to eight times as many, where they do not suffice. */
  samples?: number;
  chains?: number;
  /** The original's flat prior on a box, for a fit without a prior. */
  box?: Box | null;
  random: Random;
}

/** Chains have agreed from here on, and draws suffice: Vehtari et al. 2021. */
const LARGEST_R_HAT = 1.01;
const LEAST_ESS = 400;
const LARGEST_K_HAT = 0.7;
/** Until then chains are drawn anew, twice as long each time; this many times as long at the most. */
const LONGEST = 8;

/**
 * Draws strengths and home advantage from the posterior around a fit. Judgments are taken for
 * independent, so it speaks of this very set of questions. Models that a fit without a prior does
 * not determine keep what the fit says (infinite or no number).
 *
 * @throws UserError where the chains have not converged, or the mode lies outside the box: such
 *   draws are no result.
 */
export function samplePosterior(
  fit: Pick<Fitted, "models" | "strengths" | "homeAdvantage" | "parameters">,
  {
    sampler = RANKING.sampler,
    samples = RANKING.nsamples,
    chains = RANKING.nwalkers,
    box = null,
    random,
  }: PosteriorOptions,
): Posterior {
  const target = targetOf(fit.parameters);
  const m = fit.models.length;
  if (box && !isInside(target.mode, m, target.home, box)) throw outside(fit, target.mode, box);
  const density = whiten(target, box);
  const count = chains * samples;
  if (sampler === "importance") {
    const run = sampleImportance(density, { samples: count, random });
    if (!(run.kHat < LARGEST_K_HAT)) {
      throw new UserError(
        say`Importance sampling is not reliable here (k-hat ${run.kHat.toFixed(2)}, it should be below ${LARGEST_K_HAT}). Use --sampler hmc.`,
      );
    }
    return {
      draws: drawsFrom(fit, run.x, count),
      summary: {
        sampler,
        draws: count,
        chains: 1,
        r_hat: null,
        ess_bulk: run.effectiveSize,
        ess_tail: null,
        acceptance: null,
        divergences: null,
        k_hat: run.kHat,
      },
    };
  }
  // The worst of many parameters may look unsettled by chance: longer chains tell.
  let drawn = samples;
  let run = sampleHmc(density, { chains, samples, random });
  let worst = worstOf(run.x, { chains, samples, size: density.size });
  while (!hasConverged(worst) && drawn < LONGEST * samples) {
    drawn *= 2;
    run = sampleHmc(density, { chains, samples: drawn, random });
    worst = worstOf(run.x, { chains, samples: drawn, size: density.size });
  }
  if (!hasConverged(worst)) throw notConverged(worst, drawn);
  return {
    draws: drawsFrom(fit, run.x, chains * drawn),
    summary: {
      sampler,
      draws: chains * drawn,
      chains,
      ...worst,
      acceptance: run.acceptance,
      divergences: run.divergences,
      k_hat: null,
    },
  };
}

function worstOf(
  x: Float64Array,
  { chains, samples, size }: { chains: number; samples: number; size: number },
): { r_hat: number; ess_bulk: number; ess_tail: number } {
  const worst = {
    r_hat: 1,
    ess_bulk: Number.POSITIVE_INFINITY,
    ess_tail: Number.POSITIVE_INFINITY,
  };
  for (let p = 0; p < size; p++) {
    const { rHat, bulk, tail } = diagnoseChains(
      Array.from({ length: chains }, (_, c) =>
        Float64Array.from({ length: samples }, (_, k) => x[(c * samples + k) * size + p]),
      ),
    );
    // This way round, so that NaN is passed on.
    if (!(rHat <= worst.r_hat)) worst.r_hat = rHat;
    if (!(bulk >= worst.ess_bulk)) worst.ess_bulk = bulk;
    if (!(tail >= worst.ess_tail)) worst.ess_tail = tail;
  }
  return worst;
}

type Worst = ReturnType<typeof worstOf>;

const hasConverged = ({ r_hat, ess_bulk, ess_tail }: Worst): boolean =>
  r_hat <= LARGEST_R_HAT && Math.min(ess_bulk, ess_tail) >= LEAST_ESS;

function notConverged(worst: Worst, samples: number): UserError {
  const least = Math.min(worst.ess_bulk, worst.ess_tail);
  return new UserError(
    say`The posterior's chains have not converged (R-hat ${worst.r_hat.toFixed(3)}, at most ${LARGEST_R_HAT} is wanted; effective sample size ${least.toFixed(0)}, at least ${LEAST_ESS}), so there is no ranking. They were drawn up to ${samples} a chain; draw more with --nsamples, or use --compute map.`,
  );
}

function outside({ models }: Pick<Fitted, "models">, mode: Float64Array, box: Box): UserError {
  const m = models.length;
  const i = models.findIndex((_, k) => Math.abs(mode[k]) >= box.strength);
  const what =
    i < 0 ? say`the home advantage, ${mode[m].toFixed(2)}` : `${models[i]}, ${mode[i].toFixed(2)}`;
  return new UserError(
    say`The flat prior allows strengths within ±${box.strength} and a home advantage within ±${box.homeAdvantage} logits, and the maximum of the likelihood lies outside (${what}). Use --prior sd=400.`,
  );
}

/** The draws by the parameters' names; what the fit leaves open stays as it is there. */
function drawsFrom(
  {
    models,
    strengths: point,
    homeAdvantage,
    parameters,
  }: Pick<Fitted, "models" | "strengths" | "homeAdvantage" | "parameters">,
  x: Float64Array,
  count: number,
): Draws {
  const { home: hasHome, games } = parameters;
  const m = models.length;
  const size = parameters.x.length;
  const terms = games.covariates?.length ?? 0;
  const strengths = new Float64Array(count * m);
  const effects = new Float64Array(count * terms);
  const home = new Float64Array(count).fill(homeAdvantage);
  for (let d = 0; d < count; d++) {
    for (let i = 0; i < m; i++) {
      strengths[d * m + i] = Number.isFinite(point[i]) ? x[d * size + i] : point[i];
    }
    if (hasHome) home[d] = x[d * size + m];
    const first = d * size + m + (hasHome ? 1 : 0);
    effects.set(x.subarray(first, first + terms), d * terms);
  }
  return {
    models,
    count,
    strengths,
    homeAdvantage: home,
    ...(terms > 0 && { effects }),
    undetermined: 0,
  };
}
