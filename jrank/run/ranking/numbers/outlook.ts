/** The outlook of a ranking as its file holds it. */
import type { RankingOutlook } from "../../../core/ranking.ts";
import { outlookOf } from "../../../schedule/foresight/expected_widths.ts";
import type { Comparisons } from "../../../stats/data/comparisons.ts";
import { priorOf, type RankSettings } from "../../../stats/rank/rank_options.ts";

const HOW =
  "estimated: the ratio of the variance of matches spread evenly over all pairs on random questions to that of the matches played, at the fitted ratings, with the question effect (CR3 against HC0) and the ties of these judgments";

const OF_POSTERIOR =
  "; around the mode of the posterior, by question: its own intervals take judgments for independent";

/**
 * Undefined where the judgments do not determine it, and for win rates, which have no fit. A posterior
 * takes judgments for independent, so it knows no question effect that more judgments leave; its outlook
 * is that of its mode.
 */
export function rankingOutlook(
  comparisons: Comparisons,
  options: RankSettings,
): RankingOutlook | undefined {
  const { compute, ties, scale, base, confidence, homeAdvantage } = options;
  if (compute === "winrate") return undefined;
  const prior = priorOf(options);
  const outlook = outlookOf(comparisons, { confidence, homeAdvantage, ties, prior });
  if (outlook === null) return undefined;
  const { now, later, more, floor, questionEffect, evenJudgments } = outlook;
  const points = scale / Math.log(base);
  const isPossible = Number.isFinite(evenJudgments);
  return {
    half_width_mean: points * now.mean,
    half_width_widest: points * now.widest,
    more_judgments: more,
    more_half_width_mean: points * later.mean,
    more_half_width_widest: points * later.widest,
    floor: points * floor,
    question_effect: points * questionEffect,
    fewest_matches_judgments: isPossible ? evenJudgments : null,
    saved_judgments: isPossible ? evenJudgments - outlook.judgments : null,
    how: compute === "mcmc" ? HOW + OF_POSTERIOR : HOW,
  };
}
