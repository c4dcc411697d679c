import type { Finding } from "../../core/finding.ts";
import { createRandom } from "../../core/random.ts";
import { column, quantileSorted } from "../numeric/quantile.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import { type Posterior, type PosteriorSummary, samplePosterior } from "./posterior.ts";
import { ORIGINAL_BOX } from "./whiten.ts";

/** How a ranking's posterior is drawn. */
export interface PosteriorChoice {
  sampler: "hmc" | "importance";
  /** Draws a chain, and chains. */
  samples: number;
  chains: number;
  /** Draws made before from the same data and options, in place of new ones. */
  posterior?: Posterior;
  seed: number | string;
}

/** What to know about a posterior's draws. */
function cautionsOf({ divergences, draws }: PosteriorSummary): Finding[] {
  return [
    { kind: "posterior-by-judgment" },
    ...(divergences ? [{ kind: "divergences" as const, steps: divergences, of: draws }] : []),
  ];
}

/** A posterior as a ranking takes it. */
export interface RankedPosterior extends Posterior {
  /** The fit at the medians of the draws. */
  readonly fit: Fitted;
  readonly covariance: Covariance;
  readonly findings: readonly Finding[];
}

/** Draws as the options say, or those that were made before, with all that a ranking reads from them. */
export function rankPosterior(
  fit: Fitted,
  isFlat: boolean,
  { sampler, samples, chains, posterior, seed }: PosteriorChoice,
): RankedPosterior {
  const box = isFlat ? ORIGINAL_BOX : null;
  const random = createRandom(seed, "posterior");
  const { draws, summary } =
    posterior ?? samplePosterior(fit, { sampler, samples, chains, box, random });
  return {
    draws,
    summary,
    fit: atMedians(fit, draws),
    covariance: covarianceOfDraws(draws),
    findings: cautionsOf(summary),
  };
}

/** The fit with the medians of the draws as its point estimates, as the original reports them. */
function atMedians(fit: Fitted, draws: Draws): Fitted {
  const m = fit.models.length;
  const median = (values: Float64Array) => quantileSorted(values.slice().sort(), 0.5);
  const medians = fit.strengths.map((b, i) =>
    Number.isFinite(b) ? median(column(draws.strengths, m, i)) : b,
  );
  return {
    ...fit,
    strengths: medians,
    strengthsInGroup: fit.strengthsInGroup.map((b, i) =>
      Number.isFinite(medians[i]) ? medians[i] : b,
    ),
    effects: fit.effects.map((_, k) =>
      median(column(draws.effects ?? new Float64Array(0), fit.effects.length, k)),
    ),
    homeAdvantage: Number.isFinite(fit.homeAdvantage) ? median(draws.homeAdvantage) : Number.NaN,
  };
}

/** Covariance of draws: strengths, then the home advantage; NaN where a draw is not finite. */
function covarianceOfDraws({ models, count, strengths, homeAdvantage }: Draws): Covariance {
  const m = models.length;
  const size = m + 1;
  const moves = new Float64Array(count * size);
  const mean = new Float64Array(size);
  for (let d = 0; d < count; d++) {
    moves.set(strengths.subarray(d * m, (d + 1) * m), d * size);
    moves[d * size + m] = homeAdvantage[d];
    for (let i = 0; i < size; i++) mean[i] += moves[d * size + i] / count;
  }
  const values = new Float64Array(size * size);
  for (let from = 0; from < moves.length; from += size) {
    for (let i = 0; i < size; i++) moves[from + i] -= mean[i];
    for (let i = 0; i < size; i++) {
      const a = moves[from + i];
      for (let j = 0, row = i * size; j <= i; j++) values[row + j] += a * moves[from + j];
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      values[i * size + j] /= count - 1;
      values[j * size + i] = values[i * size + j];
    }
  }
  return { size, values };
}
