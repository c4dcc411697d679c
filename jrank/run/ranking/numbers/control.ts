/** Ratings as if answers were alike: `--control`. */
import { UserError } from "../../../core/errors.ts";
import { say } from "../../../core/message.ts";
import type { RankingControl } from "../../../core/ranking.ts";
import type { Answer } from "../../../core/types.ts";
import { type Style, styleOf } from "../../../prompt/health/style_features.ts";
import type { Anchor } from "../../../stats/anchored/anchor.ts";
import { collapse } from "../../../stats/data/collapse.ts";
import type { Covariate } from "../../../stats/data/pair_points.ts";
import {
  type Control,
  type StyleFeature,
  styleCovariate,
} from "../../../stats/data/style_control.ts";
import { column, quantilesOf } from "../../../stats/numeric/quantile.ts";
import { rankPosterior } from "../../../stats/posterior/rank_posterior.ts";
import { priorOf, type RankSettings } from "../../../stats/rank/rank_options.ts";
import type { Draws } from "../../../stats/uncertainty/bootstrap.ts";
import { type Fitted, fitModel } from "../../../stats/uncertainty/fitted.ts";
import { INTERVALS, type Interval, NOTHING } from "../../../stats/uncertainty/interval.ts";
import type { ModelAnswers } from "../../../store/answers/benchmark.ts";
import { findAnswers } from "../../../store/answers/model_names.ts";
import type { CountedVotes } from "../../../store/votes/read_votes.ts";

/** A column with what one unit of it is. */
interface Term extends Covariate {
  readonly values: ArrayLike<number>;
  readonly unit: string;
  readonly deviation?: number;
  readonly beyond?: string;
}

/**
 * The ratings with these terms in the likelihood, in the units of the ranking. On a board that is fixed
 * its own ratings stay as they were published, and the new models are as if answers were alike.
 */
export async function controlledRatings(
  votes: Pick<CountedVotes, "comparisons" | "contextOf">,
  answers: ReadonlyMap<string, ModelAnswers>,
  controls: readonly Control[],
  options: RankSettings,
  anchor?: Anchor,
): Promise<RankingControl> {
  const { comparisons } = votes;
  const { compute, ties, homeAdvantage } = options;
  if (compute === "winrate") {
    throw new UserError(
      say`--control (control in the config) is not for compute winrate: shares of wins have no likelihood that it could enter`,
    );
  }
  const features = controls.filter((c) => c !== "judge");
  const terms = [
    ...(features.length > 0 ? styleTerms(votes, answers, features) : []),
    ...(controls.includes("judge") ? judgeTerms(votes) : []),
  ];
  const prior = priorOf(options);
  const model = { homeAdvantage, covariates: terms };
  const counts = collapse(comparisons);
  const onBoard =
    anchor &&
    (await import("../../../stats/anchored/rank_anchored.ts")).anchoredModel(comparisons, anchor, {
      ...model,
      ties,
      newPrior: prior.strength,
    });
  const fit = onBoard?.fit ?? fitModel(ties, { ...model, comparisons, counts, prior });
  if (fit.effects.some(Number.isNaN)) {
    throw new UserError(
      say`--control ${controls.join(" ")}: these judgments do not determine the effects beside the strengths. Leave a term out, or collect more judgments.`,
    );
  }
  if (compute !== "mcmc") return described(fit, terms, options, byQuestion(fit, options));
  const { draws, fit: atMedians } = rankPosterior(fit, prior.strength === 0, options);
  return described(atMedians, terms, options, credible(draws, options));
}

/** The interval of a strength or effect around its estimate, in natural-log units. */
interface Intervals {
  strength(i: number, estimate: number | null): Interval;
  effect(k: number, estimate: number): Interval;
}

/** CR3 over questions. */
function byQuestion(fit: Fitted, { confidence }: RankSettings): Intervals {
  const { size, values } = fit.covariance("cr3");
  const of = (parameter: number, estimate: number | null) => {
    const standardError = Math.sqrt(values[parameter * size + parameter]);
    const degrees = fit.degrees(parameter);
    return INTERVALS.cr3({ estimate, standardError, degrees, confidence });
  };
  return { strength: of, effect: (k, estimate) => of(size - fit.effects.length + k, estimate) };
}

/** Quantiles of a posterior's draws. */
function credible(draws: Draws, { confidence }: RankSettings): Intervals {
  const { models, strengths, count, effects = new Float64Array(0) } = draws;
  const of = (values: Float64Array): Interval => {
    const at = quantilesOf(values);
    return {
      lower: at((1 - confidence) / 2),
      upper: at((1 + confidence) / 2),
      standardError: null,
    };
  };
  return {
    strength: (i, estimate) =>
      estimate === null ? NOTHING : of(column(strengths, models.length, i)),
    effect: (k) => of(column(effects, effects.length / count, k)),
  };
}

function described(
  fit: Fitted,
  terms: readonly Term[],
  { scale, base, initRating }: RankSettings,
  intervals: Intervals,
): RankingControl {
  const factor = scale / Math.log(base);
  const scaled = (b: number | null, shift: number) => (b === null ? null : shift + factor * b);
  return {
    terms: terms.map(({ name, unit, deviation, beyond }, t) => {
      const { lower, upper } = intervals.effect(t, fit.effects[t]);
      return {
        name,
        unit,
        ...(deviation !== undefined && { deviation }),
        ...(beyond !== undefined && { beyond }),
        effect: factor * fit.effects[t],
        lower: scaled(lower, 0),
        upper: scaled(upper, 0),
      };
    }),
    log_likelihood: fit.logLikelihood,
    ratings: fit.models.map((model_id, i) => {
      const isOk = Number.isFinite(fit.strengths[i]) && fit.structure.status[i] === "ok";
      const estimate = isOk ? fit.strengths[i] : null;
      const { lower, upper } = intervals.strength(i, estimate);
      return {
        model_id,
        rating: scaled(estimate, initRating),
        ci_lower: scaled(lower, initRating),
        ci_upper: scaled(upper, initRating),
      };
    }),
  };
}

/** How the answers of every row differ in these features, in standard deviations of a difference. */
export function styleTerms(
  { comparisons, contextOf }: Pick<CountedVotes, "comparisons" | "contextOf">,
  answers: ReadonlyMap<string, ModelAnswers>,
  features: readonly StyleFeature[],
): Term[] {
  const { models, clusters, cluster, first, second } = comparisons;
  if (cluster === undefined) {
    throw new UserError(
      say`--control of answers' features needs judgments that name their questions`,
    );
  }
  const styles = new Map<string, Style>();
  const styleAt = (model: string, k: number): Style => {
    const question = clusters[cluster[k]];
    const { turn } = contextOf(k);
    const key = JSON.stringify([model, question, turn]);
    const known = styles.get(key);
    if (known) return known;
    const answer = findAnswers(answers, model)?.byQuestion.get(question);
    if (answer === undefined) {
      throw new UserError(
        say`--control needs every answer that was judged; that of ${model} to question ${question} is not among the benchmark's answers`,
      );
    }
    const style = styleOf(textShown(answer, turn));
    styles.set(key, style);
    return style;
  };
  const of = (shown: Uint16Array) => Array.from(shown, (i, k) => styleAt(models[i], k));
  const [a, b] = [of(first), of(second)];
  return features.map((feature) => {
    const covariate = styleCovariate(feature, a, b);
    if (covariate.deviation === 0) {
      throw new UserError(
        say`--control ${feature}: no two answers that were compared differ in it. Leave it out.`,
      );
    }
    const unit = `a standard deviation (${covariate.deviation.toPrecision(3)})`;
    return { ...covariate, unit };
  });
}

/** What the judge saw of an answer: the turns up to the judged one. */
function textShown({ choices }: Answer, turn: number): string {
  return (choices[0]?.turns ?? []).slice(0, turn).join("\n\n");
}

/** An own advantage of place for every judge but the first, beside the common one. */
function judgeTerms({
  comparisons,
  contextOf,
}: Pick<CountedVotes, "comparisons" | "contextOf">): Term[] {
  const judge = Array.from(comparisons.first, (_, k) => contextOf(k).judge);
  const [reference, ...others] = [...new Set(judge)].sort();
  if (others.length === 0) {
    throw new UserError(say`--control judge needs judgments by two or more judges`);
  }
  return others.map((name) => ({
    name: `judge ${name}`,
    unit: `being shown first, beyond ${reference}`,
    beyond: reference,
    values: Float64Array.from(judge, (of) => Number(of === name)),
  }));
}
