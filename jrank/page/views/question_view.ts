/** One question: its answers side by side, what the judges said of them, and all its games. */

import { type App, indexIn, type View } from "../parts/app.ts";
import { select } from "../parts/controls.ts";
import { loadQuestion } from "../parts/data.ts";
import { fill, h, name } from "../parts/dom.ts";
import { type BoardGame, gamesWhere, matchHash, modelName, verdictText } from "../parts/game.ts";
import { prose } from "../parts/markdown.ts";
import { changed, goTo, hashOf } from "../parts/route.ts";
import { answerSides } from "./answer_sides.ts";

export const questionView: View = (app) => {
  const { board, words, route } = app;
  const index = indexIn(board.questions, route.params.get("id"));
  if (index === undefined) return { title: words.question, content: [h("h1", {}, words.notFound)] };
  const question = board.questions[index];
  const games = gamesWhere(board, (game) => game.question === index);
  const [a, b] = pairOf(app, index, games);
  const texts = h("div", { "aria-busy": "true" }, h("p", {}, words.loading));
  const content = [
    neighbours(app, index),
    h("h1", {}, words.question, " ", name(question.id)),
    h("p", { class: "tags" }, h("span", { class: "tag" }, name(question.category))),
    ...question.turns.map((turn, k) =>
      h(
        "section",
        { class: "asked", "aria-label": words.turn(k + 1) },
        question.turns.length > 1 ? h("h2", {}, words.turn(k + 1)) : null,
        prose(turn),
      ),
    ),
    picker(app, a, b),
    texts,
    ...(games.length === 0
      ? []
      : [
          gamesTable(app, games, a, b),
          h(
            "p",
            {},
            h(
              "a",
              { class: "button", href: hashOf("", { question: question.id }) },
              words.rankThis,
            ),
          ),
        ]),
  ];
  if (!board.has_texts) fill(texts, h("p", {}, words.noTexts));
  else {
    loadQuestion(index).then(
      (loaded) => {
        fill(texts, answerSides(app, loaded, games, a, b));
        texts.removeAttribute("aria-busy");
      },
      (error: unknown) => {
        fill(texts, h("p", { role: "alert" }, words.failed(String(error))));
      },
    );
  }
  return { title: `${words.question} ${question.id}`, content };
};

/** The models of the address; without them those of the first game, or the first that answered. */
function pairOf({ board, route }: App, index: number, games: readonly BoardGame[]) {
  const { answered } = board.questions[index];
  const [game] = games;
  const a = indexIn(board.models, route.params.get("a")) ?? game?.first ?? answered[0] ?? 0;
  const met = games.find(({ first, second }) => first === a || second === a);
  const other = met && (met.first === a ? met.second : met.first);
  const b =
    indexIn(board.models, route.params.get("b")) ??
    other ??
    answered.find((model) => model !== a) ??
    0;
  return [a, b] as const;
}

function neighbours({ board, words, route }: App, index: number): HTMLElement {
  const link = (to: number, text: string, rel: string) =>
    board.questions[to] === undefined
      ? null
      : h(
          "a",
          { class: "button", rel, href: changed(route, { id: board.questions[to].id }) },
          text,
        );
  return h(
    "nav",
    { class: "neighbours", "aria-label": words.questions },
    link(index - 1, `← ${words.previous}`, "prev"),
    h("a", { class: "button", href: hashOf("answers") }, words.answers),
    link(index + 1, `${words.next} →`, "next"),
  );
}

function picker(app: App, a: number, b: number): HTMLElement {
  const { board, words, route } = app;
  const choices = board.models.map((model) => ({ value: model.id, text: model.name }));
  const id = (model: number): string => board.models[model]?.id ?? "";
  const go = (values: Record<string, string>): void => {
    goTo(changed(route, { a: id(a), b: id(b), ...values }));
  };
  return h(
    "div",
    { class: "fields picker" },
    select(words.first, choices, id(a), (value) => go({ a: value })),
    h(
      "button",
      { type: "button", "data-key": "swap", click: () => go({ a: id(b), b: id(a) }) },
      `⇄ ${words.swap}`,
    ),
    select(words.second, choices, id(b), (value) => go({ b: value })),
    board.judges.length === 0
      ? null
      : h("a", { class: "button", href: hashOf("pair", { a: id(a), b: id(b) }) }, words.pairOf),
  );
}

/** Every game of the question; each leads to its two answers. */
function gamesTable(app: App, games: readonly BoardGame[], a: number, b: number): HTMLElement {
  const { board, words } = app;
  return h(
    "details",
    { class: "panel", "data-key": "games" },
    h("summary", {}, `${words.gamesOfQuestion} (${games.length})`),
    h(
      "ul",
      { class: "games" },
      games.map((game) => {
        const isShown = [game.first, game.second].every((model) => model === a || model === b);
        return h(
          "li",
          { class: isShown ? "current" : null },
          h(
            "a",
            { href: matchHash(app, game.question, game.first, game.second) },
            modelName(app, game.first),
            " : ",
            modelName(app, game.second),
          ),
          ` ${verdictText(app, game)} `,
          h("span", { class: "quiet" }, name(board.judges[game.judge].id)),
        );
      }),
    ),
  );
}
