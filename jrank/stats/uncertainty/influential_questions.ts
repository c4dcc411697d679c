import { RANKING } from "../../core/defaults.ts";
import type { InfluentialQuestion } from "../../core/ranking.ts";
import type { Fitted } from "./fitted.ts";

export type { InfluentialQuestion };

/**
 * The questions whose removal would change the ratings most, the most influential first: look at
 * these before trusting a surprising rank. Changes are to first order (see `questionInfluence`);
 * questions without which a model has no strength are left out.
 */
export function influentialQuestions(
  {
    models,
    parameters,
    clustered,
    influence,
  }: Pick<Fitted, "models" | "parameters" | "clustered" | "influence">,
  {
    top = 5,
    scale = RANKING.scale,
    base = RANKING.base,
  }: { top?: number; scale?: number; base?: number } = {},
): InfluentialQuestion[] {
  const moves = influence();
  if (clustered === null || moves === null) return [];
  const size = parameters.x.length;
  const factor = scale / Math.log(base);
  return clustered.clusters
    .map((question, q) => {
      const d = moves.subarray(q * size, q * size + models.length);
      const most = d.reduce((best, c, i) => (Math.abs(c) > Math.abs(d[best]) ? i : best), 0);
      let judgments = 0;
      for (let e = clustered.start[q]; e < clustered.start[q + 1]; e++) {
        judgments += clustered.won[e] + clustered.lost[e];
      }
      return {
        question,
        judgments,
        model_id: models[most],
        change: factor * d[most],
        spread: factor * Math.sqrt(d.reduce((sum, c) => sum + c * c, 0) / models.length),
      };
    })
    .filter(({ spread }) => Number.isFinite(spread))
    .sort((a, b) => b.spread - a.spread || (a.question < b.question ? -1 : 1))
    .slice(0, top);
}
