import { type Counts, judgmentsIn } from "../data/collapse.ts";
import { type Comparisons, countQuestions } from "../data/comparisons.ts";
import { winRates } from "../data/win_rate.ts";
import type { RankSettings } from "./rank_options.ts";
import type { RankedModels } from "./ranked_models.ts";
import type { RankedRow } from "./ranked_rows.ts";

/**
 * Ranks by the share of games won, a tie as half a win. Ratings are shares between 0 and 1, intervals
 * Wilson's by question, or by judgment where there are no questions. Simple and published by the original, but a share
 * depends on who met whom.
 */
export function rankByWinRate(
  comparisons: Comparisons,
  counts: Counts,
  { confidence }: Pick<RankSettings, "confidence">,
): RankedModels {
  const { models } = counts;
  const rates = winRates(counts, { confidence, rows: comparisons });
  const sigma = winRates(counts, { confidence: 0.68, rows: comparisons });
  const order = models
    .map((_, i) => i)
    .sort(
      (i, j) => (rates[j].rate ?? -1) - (rates[i].rate ?? -1) || (models[i] < models[j] ? -1 : 1),
    );
  const questions = countQuestions(comparisons);
  const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
  const ranking = order.map((i): RankedRow => {
    const { rate, standardError, lower, upper, matches, wins, losses, ties } = rates[i];
    return {
      model_id: models[i],
      rating: rate,
      median: rate,
      lower: sigma[i].lower,
      upper: sigma[i].upper,
      one_sigma_plus: minus(sigma[i].upper, rate),
      one_sigma_minus: minus(rate, sigma[i].lower),
      median_rounded: rate === null ? null : Math.round(rate * 100) / 100,
      ci_lower: lower,
      ci_upper: upper,
      standard_error: standardError,
      rank: rate === null ? null : 1 + rates.filter((r) => (r.rate ?? -1) > rate).length,
      rank_lower: null,
      rank_upper: null,
      stronger_than_next_confidence: null,
      n_matches: matches,
      wins,
      losses,
      ties,
      win_rate: rate,
      win_rate_lower: lower,
      win_rate_upper: upper,
      status: matches === 0 ? "disconnected" : "ok",
      group: 0,
      rating_in_group: rate,
      ci_lower_in_group: lower,
      ci_upper_in_group: upper,
      lower_in_group: sigma[i].lower,
      upper_in_group: sigma[i].upper,
      rank_lower_simultaneous: null,
      rank_upper_simultaneous: null,
      tie_group: "",
      design_effect: null,
    };
  });
  return {
    ranking,
    home_advantage: null,
    undetermined_rounds: 0,
    findings: [{ kind: "win-rates" }],
    n_judgments: judgmentsIn(counts),
    n_questions: questions,
    bootstrap_unit: questions > 1 ? "question" : "judgment",
    log_likelihood: null,
    tie: null,
    groups: [[...models]],
    components: [[...models]],
    rank_probability: null,
    stronger_probability: null,
    posterior: null,
    fit: null,
    draws: null,
    covariance: null,
  };
}
