/** What answers cost, beside how good they are: from the usage that is stored with them. */
import type { BackendSpec } from "../../../backend/call/backend.ts";
import { isFree, priceOf } from "../../../backend/call/price_table.ts";
import { withCost } from "../../../backend/call/usage.ts";
import type { Ranking, RankingCosts } from "../../../core/ranking.ts";
import type { Usage } from "../../../core/types.ts";
import type { ModelAnswers } from "../../../store/answers/benchmark.ts";

/** What one model's answers used, on average; null where no answer says it. */
export type AnswerCost = Omit<RankingCosts["models"][number], "unbeaten">;

/** The mean of what is known, and of how many it is known. */
function meanOf(values: readonly (number | undefined)[]): { mean: number | null; known: number } {
  const known = values.filter((value): value is number => value !== undefined);
  const sum = known.reduce((all, value) => all + value, 0);
  return { mean: known.length === 0 ? null : sum / known.length, known: known.length };
}

/**
 * Costs of models by their ids. What an answer cost is what was stored with it; else its tokens at the price
 * that the config or the table has now. An answer of several choices counts as so many.
 */
export function answerCosts(
  answers: ReadonlyMap<string, ModelAnswers>,
  specOf: (model: string) => BackendSpec | undefined,
): AnswerCost[] {
  return [...answers].flatMap(([model_id, { byQuestion }]) => {
    const spec = specOf(model_id);
    const price = spec && (spec.price || !isFree(spec)) ? priceOf(spec) : undefined;
    const used = [...byQuestion.values()].map(({ usage = {}, choices }): Usage => {
      const share = Math.max(1, choices.length);
      const whole = usage.cost_usd === undefined ? withCost(usage, price) : usage;
      return Object.fromEntries(
        Object.entries(whole).map(([field, value]) => [field, value / share]),
      );
    });
    const of = (field: keyof Usage) => meanOf(used.map((usage) => usage[field]));
    const cost = of("cost_usd");
    const output = of("output_tokens");
    const seconds = of("seconds");
    if (cost.known + output.known + seconds.known === 0) return [];
    return [
      {
        model_id,
        answers: used.length,
        cost_usd: cost.mean,
        cost_known: cost.known,
        input_tokens: of("input_tokens").mean,
        output_tokens: output.mean,
        seconds: seconds.mean,
      },
    ];
  });
}

/** Costs beside a ranking; nothing where no answer says what it used. */
export function rankingCosts(
  costs: readonly AnswerCost[] | undefined,
  { ranking }: Pick<Ranking, "ranking">,
): Pick<Ranking, "costs"> {
  const rowOf = new Map(ranking.map((row) => [row.model_id, row]));
  const known = (costs ?? []).filter(({ model_id }) => rowOf.has(model_id));
  if (known.length === 0) return {};
  const priced = known.flatMap(({ model_id, cost_usd }) => {
    const rating = rowOf.get(model_id)?.rating;
    return cost_usd === null || typeof rating !== "number" ? [] : [{ model_id, cost_usd, rating }];
  });
  const isBeaten = (one: (typeof priced)[number]): boolean =>
    priced.some(
      (other) =>
        other.rating >= one.rating &&
        other.cost_usd <= one.cost_usd &&
        (other.rating > one.rating || other.cost_usd < one.cost_usd),
    );
  const unbeaten = new Set(priced.filter((one) => !isBeaten(one)).map(({ model_id }) => model_id));
  const best = ranking.find(({ rank }) => rank !== null);
  const sharesLetter = ({ model_id }: { model_id: string }): boolean =>
    [...(best?.tie_group ?? "")].some((letter) => rowOf.get(model_id)?.tie_group.includes(letter));
  const [cheapest] = priced.filter(sharesLetter).sort((a, b) => a.cost_usd - b.cost_usd);
  return {
    costs: {
      models: known.map((row) => ({ ...row, unbeaten: unbeaten.has(row.model_id) })),
      best: best?.model_id ?? null,
      cheapest_with_the_best: cheapest?.model_id ?? null,
    },
  };
}
