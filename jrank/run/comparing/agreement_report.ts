/** The numbers of how far raters agree. */
import { createRandom } from "../../core/random.ts";
import type { AgreementReport } from "../../report/tables/agreement_tables.ts";
import { comparisonsFrom } from "../../stats/data/comparisons.ts";
import { kendallTauB, spearmanRho } from "../../stats/numeric/rank_correlation.ts";
import { rankModels } from "../../stats/rank/rank_models.ts";
import { groupAgreement, pairAgreement } from "../../stats/raters/rater_agreement.ts";
import {
  type Rater,
  ratingsOf,
  swapConsistency,
  swappedPairs,
} from "../../stats/raters/ratings.ts";

/** The numbers, pure: the same raters and seed give the same report. */
export function agreementReport(
  raters: readonly Rater[],
  {
    order,
    confidence,
    bootstrapN,
    seed,
  }: { order: "shown" | "either"; confidence: number; bootstrapN: number; seed: number },
): AgreementReport {
  const ratings = ratingsOf(raters, { order });
  const strengths = raters.map(strengthsOf);
  const optionsFor = (label: string) => ({
    confidence,
    rounds: bootstrapN,
    random: createRandom(seed, `agreement/${label}`),
  });
  const pairs = raters.flatMap((_, a) =>
    raters.slice(a + 1).map((_, k) => {
      const b = a + 1 + k;
      const rankings = alike(strengths[a] as Strengths, strengths[b] as Strengths);
      return { ...pairAgreement(ratings, a, b, optionsFor(`${a}/${b}`)), rankings };
    }),
  );
  return {
    order,
    confidence,
    raters: raters.map(({ name, games }, k) => {
      const tally = ratings.tallies[k];
      return {
        name,
        games: games.length,
        without_verdict: tally?.withoutVerdict ?? 0,
        without_question: tally?.withoutQuestion ?? 0,
        repeated: tally?.repeated ?? 0,
        swapped: swapConsistency(swappedPairs(games), { confidence }),
      };
    }),
    pairs,
    ...(raters.length > 2 && { all: groupAgreement(ratings, optionsFor("all")) }),
  };
}

type Strengths = Map<string, number>;

/** The strengths that a rater's games determine. */
function strengthsOf({ games }: Rater): Strengths {
  const decided = games.flatMap(({ first, second, outcome, weight }) =>
    outcome === "error" ? [] : [{ first, second, outcome, weight }],
  );
  if (decided.length === 0) return new Map();
  const { ranking } = rankModels(comparisonsFrom(decided), { seed: 1, ci: "cr3", bootstrapN: 0 });
  return new Map(
    ranking.flatMap(({ model_id, rating }) => (rating === null ? [] : [[model_id, rating]])),
  );
}

function alike(a: Strengths, b: Strengths) {
  const models = [...a.keys()].filter((model) => b.has(model)).sort();
  const columns = [a, b].map((all) => models.map((model) => all.get(model) as number));
  const [one = [], two = []] = columns;
  return {
    models: models.length,
    kendall_tau: kendallTauB(one, two),
    spearman_rho: spearmanRho(one, two),
  };
}
