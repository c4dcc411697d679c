/** The ratings of groups that lean on the whole (`--by`). */
import type { RankingGroups, ShrinkageRefused } from "../../../core/ranking.ts";
import { groupEffects } from "../../../stats/questions/group_effects.ts";
import type { CountedVotes } from "../../../store/votes/read_votes.ts";
import type { Ranked } from "./rank.ts";

/** More models than these take minutes. */
const MOST_MODELS = 200;

/** The ratings of groups that lean on the whole, or why there are none. */
export function shrunkenGroups(
  { ranking, numbers }: Pick<Ranked, "ranking" | "numbers">,
  groups: ReadonlyMap<string, Pick<CountedVotes, "comparisons">>,
): Pick<RankingGroups, "shrinkage" | "shrinkage_refused"> {
  const refused = (why: ShrinkageRefused) => ({ shrinkage_refused: why });
  const { fit } = numbers;
  if (fit === null) return refused({ kind: "win-rates" });
  if (ranking.anchor) return refused({ kind: "board" });
  if (ranking.reweighted) return refused({ kind: "reweighted" });
  const rows = [...groups].map(([value, { comparisons }]) => ({ value, comparisons }));
  const { models, strengths, structure, parameters, homeAdvantage } = fit;
  const main = structure.component[structure.status.indexOf("ok")] ?? structure.component[0];
  const placed = [...models.keys()].filter(
    (i) => Number.isFinite(strengths[i]) && structure.component[i] === main,
  );
  if (placed.length > MOST_MODELS) return refused({ kind: "many-models", most: MOST_MODELS });
  const { likelihood, x, prior } = parameters;
  const effects = groupEffects(
    rows.map(({ comparisons }) => comparisons),
    {
      likelihood,
      tie: likelihood.tie === null ? 0 : x[x.length - 1],
      homeAdvantage,
      precision: prior.isFlat ? 0 : prior.precision[0],
      models: placed,
      confidence: ranking.confidence,
    },
  );
  if (effects === null) return refused({ kind: "few-groups" });
  const points = ranking.scale / Math.log(ranking.base);
  const rating = (value: number | undefined): number | null =>
    value === undefined ? null : ranking.init_rating + points * value;
  const gap = (value: number | undefined): number | null =>
    value === undefined ? null : points * value;
  const { spread, dispersion, degrees } = effects;
  return {
    shrinkage: {
      spread: points * spread.value,
      spread_lower: points * spread.lower,
      spread_upper: points * spread.upper,
      dispersion,
      degrees_of_freedom: degrees,
      groups: effects.groups.map(({ strengths: own, deviations, ownShare }, g) => ({
        value: rows[g].value,
        own_share: ownShare,
        ratings: ranking.ranking.map(({ model_id }) => {
          const at = placed.indexOf(models.indexOf(model_id));
          const [strength, deviation] = [own[at], deviations[at]];
          return {
            model_id,
            rating: rating(strength?.value),
            ci_lower: rating(strength?.lower),
            ci_upper: rating(strength?.upper),
            deviation: gap(deviation?.value),
            deviation_lower: gap(deviation?.lower),
            deviation_upper: gap(deviation?.upper),
          };
        }),
      })),
    },
  };
}
