import { RANKING } from "../../core/defaults.ts";
import type { InfluentialQuestion } from "../../core/ranking.ts";
import type { Fitted } from "./fitted.ts";

export type { InfluentialQuestion };

/** Spreads that differ by less than this share may be equal. */
const ALIKE = 1e-6;

/**
 * The questions whose removal would change the ratings most, the most influential first: look at
 * these before trusting a surprising rank. Changes are to first order (see `jackknife`); questions
 * without which a model has no strength are left out.
 */
export function influentialQuestions(
  { models, clustered, jackknife }: Pick<Fitted, "models" | "clustered" | "jackknife">,
  {
    top = 5,
    scale = RANKING.scale,
    base = RANKING.base,
  }: { top?: number; scale?: number; base?: number } = {},
): InfluentialQuestion[] {
  const left = jackknife();
  if (clustered === null || left === null) return [];
  const { spread } = left;
  const factor = scale / Math.log(base);
  const sorted = spread.filter(Number.isFinite).sort().reverse();
  if (sorted.length === 0) return [];
  const least = sorted[Math.min(top, sorted.length) - 1] * (1 - ALIKE);
  return Array.from(spread.keys())
    .filter((q) => spread[q] >= least)
    .map((q) => {
      const d = left.move(q).subarray(0, models.length);
      const most = d.reduce((best, c, i) => (Math.abs(c) > Math.abs(d[best]) ? i : best), 0);
      let judgments = 0;
      for (let e = clustered.start[q]; e < clustered.start[q + 1]; e++) {
        judgments += clustered.won[e] + clustered.lost[e];
      }
      return {
        question: clustered.clusters[q],
        judgments,
        model_id: models[most],
        change: factor * d[most],
        spread: factor * Math.sqrt(d.reduce((sum, c) => sum + c * c, 0) / models.length),
      };
    })
    .sort((a, b) => b.spread - a.spread || (a.question < b.question ? -1 : 1))
    .slice(0, top);
}
