/** Two models against each other, question by question. */
import { type App, indexIn, type View } from "../parts/app.ts";
import { publishedOf } from "../parts/board_filter.ts";
import { select } from "../parts/controls.ts";
import { h, name, plain, tableFrame } from "../parts/dom.ts";
import { expectedBy } from "../parts/expected.ts";
import {
  type BoardGame,
  gamesWhere,
  matchHash,
  modelName,
  verdictChip,
  winnerOf,
} from "../parts/game.ts";
import { chanceText } from "../parts/number_format.ts";
import { changed, goTo } from "../parts/route.ts";

export const pairView: View = (app) => {
  const { board, words, route } = app;
  const order = board.rankings[0]?.ranking.ranking.map(({ model_id }) => model_id) ?? [];
  const best = (place: number): number => indexIn(board.models, order[place]) ?? place;
  const a = indexIn(board.models, route.params.get("a")) ?? best(0);
  const b =
    indexIn(board.models, route.params.get("b")) ??
    mostPlayed(app, a) ??
    (a === best(0) ? best(1) : best(0));
  const games = gamesWhere(
    board,
    ({ first, second }) => (first === a && second === b) || (first === b && second === a),
  );
  const choices = board.models.map(({ id, name: text }) => ({ value: id, text }));
  const go = (values: Record<string, string>): void => {
    goTo(changed(route, { a: board.models[a]?.id, b: board.models[b]?.id, ...values }));
  };
  return {
    title: words.pairs,
    content: [
      h("h1", {}, words.pairOf),
      h(
        "div",
        { class: "fields picker" },
        select(words.first, choices, board.models[a]?.id ?? "", (value) => go({ a: value })),
        h(
          "button",
          {
            type: "button",
            "data-key": "swap",
            click: () => go({ a: board.models[b].id, b: board.models[a].id }),
          },
          `⇄ ${words.swap}`,
        ),
        select(words.second, choices, board.models[b]?.id ?? "", (value) => go({ b: value })),
      ),
      ...(games.length === 0
        ? [h("p", {}, words.neverMet)]
        : [pairSummary(app, games, a, b), questionTable(app, games, a, b)]),
    ],
  };
};

/** The model that another has met most often. */
function mostPlayed({ board }: App, model: number): number | undefined {
  const met = board.models.map(() => 0);
  for (const { first, second } of gamesWhere(board, () => true)) {
    if (first === model) met[second]++;
    if (second === model) met[first]++;
  }
  const most = Math.max(...met);
  return most > 0 ? met.indexOf(most) : undefined;
}

function questionTable(app: App, games: readonly BoardGame[], a: number, b: number): HTMLElement {
  const { board, words } = app;
  const byQuestion = new Map<number, BoardGame[]>();
  for (const game of games) {
    byQuestion.set(game.question, [...(byQuestion.get(game.question) ?? []), game]);
  }
  const rows = [...byQuestion].sort(([x], [y]) => x - y);
  return tableFrame(
    words.questions,
    [
      h("th", { scope: "col" }, words.question),
      [a, b].map((model) =>
        h("th", { scope: "col" }, modelName(app, model), " ", words.shownFirst),
      ),
    ],
    rows.map(([question, own]) => [
      h(
        "th",
        { scope: "row" },
        h(
          "a",
          { href: matchHash(app, question, a, b) },
          h("span", { class: "id" }, name(board.questions[question]?.id ?? "?")),
          " ",
          h(
            "bdi",
            { class: "quiet" },
            plain((board.questions[question]?.turns[0] ?? "").slice(0, 60)),
          ),
        ),
      ),
      [a, b].map((model) =>
        h(
          "td",
          {},
          own.filter(({ first }) => first === model).map((game) => verdictChip(app, game, a)),
        ),
      ),
    ]),
    "pairs",
  );
}

/** The record of a model against another, and what the ranking would predict. */
function pairSummary(app: App, games: readonly BoardGame[], a: number, b: number): HTMLElement {
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
  const b = game.first === a ? game.second : game.first;
  const expected = expectedBy(app, publishedOf(app))?.(a, b) ?? null;
  return expected === null ? undefined : app.words.predicted(chanceText(expected));
}
