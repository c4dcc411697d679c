/** What answers cost, beside how good they are. */
import type { Language } from "../../core/message.ts";
import type { Ranking } from "../../core/ranking.ts";
import { tableWords } from "../../words/language.ts";
import { shownDollars, shownNumber, shownRating } from "../../words/shown_number.ts";
import { type TextTable, visible } from "./text_table.ts";

/** The table with its title and notes; undefined where no answer says what it used. */
export function costTable(
  ranking: Ranking,
  language: Language,
): { title: string; table: TextTable; notes: string[] } | undefined {
  const { costs } = ranking;
  if (costs === undefined) return undefined;
  const words = tableWords(language);
  const said = words.costs;
  const byId = new Map(costs.models.map((row) => [row.model_id, row]));
  const nameOf = (id: string): string =>
    visible(ranking.ranking.find(({ model_id }) => model_id === id)?.display_name ?? id);
  const rows = ranking.ranking.map((row) => {
    const cost = byId.get(row.model_id);
    return [
      visible(row.display_name),
      shownRating(row.rating, ranking),
      shownDollars(cost?.cost_usd),
      shownNumber(cost?.output_tokens),
      shownNumber(cost?.seconds, 1),
      cost?.unbeaten ? said.unbeaten : "",
    ];
  });
  const unknown = ranking.ranking
    .filter(({ model_id }) => (byId.get(model_id)?.cost_usd ?? null) === null)
    .map(({ display_name }) => visible(display_name));
  const partly = costs.models
    .filter(({ cost_known: known, answers }) => known > 0 && known < answers)
    .map(({ model_id, cost_known, answers }) => said.partly(nameOf(model_id), cost_known, answers));
  const { best, cheapest_with_the_best: cheapest } = costs;
  return {
    title: said.title,
    table: {
      head: [words.model, words.rating, said.dollars, said.tokens, said.seconds, ""],
      rows,
      aligns: "lrrrrl",
    },
    notes: [
      ...(best !== null && cheapest !== null
        ? [
            cheapest === best
              ? said.bestIsCheapest(nameOf(best))
              : said.cheapest(nameOf(cheapest), nameOf(best)),
          ]
        : []),
      ...(unknown.length === rows.length
        ? [said.unknownOfAll]
        : unknown.length > 0
          ? [said.unknown(unknown)]
          : []),
      ...partly,
    ],
  };
}
