/** How two models stand against each other: by judge, in both orders, and by the ratings. */
import type { App } from "./app.ts";
import { publishedOf } from "./board_choice.ts";
import { h, name } from "./dom.ts";
import { percentText } from "./format.ts";
import { type BoardGame, modelName, winnerOf } from "./game.ts";

/** The record of a model against another, and what the ranking would predict. */
export function pairSummary(
  app: App,
  games: readonly BoardGame[],
  a: number,
  b: number,
): HTMLElement {
  const { board, words } = app;
  const nameOf = (model: number) => modelName(app, model);
  const lines = board.judges.flatMap(({ id }, judge) => {
    const own = games.filter((game) => game.judge === judge && game.outcome !== 0);
    if (own.length === 0) return [];
    const wins = own.filter((game) => winnerOf(game) === a).length;
    const ties = own.filter(({ outcome }) => outcome === 3).length;
    return [h("li", {}, name(id), ": ", words.record(wins, own.length - wins - ties, ties))];
  });
  const predicted = predictionText(app, games, a);
  return h(
    "div",
    { class: "summary" },
    h("p", {}, h("strong", {}, nameOf(a), " : ", nameOf(b))),
    h("ul", {}, lines),
    h("p", {}, bothOrdersText(app, games)),
    predicted === undefined ? null : h("p", {}, predicted),
    h("p", { class: "quiet" }, words.chips),
  );
}

/** Pairs that a judge saw in both orders, and how often the two verdicts agreed. */
function bothOrdersText({ words }: App, games: readonly BoardGame[]): string {
  const seen = new Map<string, BoardGame[]>();
  for (const game of games) {
    const key = `${game.judge}/${game.question}/${game.turn}`;
    seen.set(key, [...(seen.get(key) ?? []), game]);
  }
  const both = [...seen.values()].filter(
    (list) => new Set(list.map(({ first }) => first)).size > 1,
  );
  const agree = both.filter((list) => new Set(list.map((game) => winnerOf(game))).size === 1);
  return words.bothOrders(agree.length, both.length);
}

/** The chance that the ratings give the first model; nothing where a rating is not determined. */
function predictionText(app: App, [game]: readonly BoardGame[], a: number): string | undefined {
  const { board, words } = app;
  const { ranking } = publishedOf(app);
  const b = game.first === a ? game.second : game.first;
  const rating = (model: number): number | null =>
    ranking.ranking.find(({ model_id }) => model_id === board.models[model].id)?.rating ?? null;
  const [one, two] = [rating(a), rating(b)];
  // Other tie models give a tie a chance of its own, which the ratings alone do not tell.
  if (one === null || two === null || ranking.compute === "winrate" || ranking.ties !== "half") {
    return undefined;
  }
  return words.predicted(percentText(1 / (1 + ranking.base ** ((two - one) / ranking.scale)), 0));
}
