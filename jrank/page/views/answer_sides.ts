/** Two answers side by side, and below them the cards of their judgments. */
import type { SiteQuestion } from "../../core/site_data.ts";
import type { App } from "../parts/app.ts";
import { h, name, plain } from "../parts/dom.ts";
import { type BoardGame, modelName, verdictText, winnerOf } from "../parts/game.ts";
import { judgeWords, prose } from "../parts/markdown.ts";
import { differencePanel } from "./word_diff.ts";

/** The answers turn by turn, then what the judges said of them. */
export function answerSides(
  app: App,
  question: SiteQuestion,
  games: readonly BoardGame[],
  a: number,
  b: number,
): Node[] {
  const { words } = app;
  const answers = [a, b].map((model) => question.answers.find((one) => one.model === model));
  const turns = Math.max(1, ...answers.map((answer) => answer?.turns.length ?? 0));
  const sides = Array.from({ length: turns }, (_, turn) => [
    h(
      "div",
      { class: "sides" },
      [a, b].map((model, side) => {
        const text = answers[side]?.turns[turn];
        const note = answers[side]?.notes[turn];
        return h(
          "article",
          { class: `answer side-${side}` },
          h("h2", {}, modelName(app, model), turns > 1 ? ` · ${words.turn(turn + 1)}` : ""),
          text === undefined ? h("p", { class: "quiet" }, words.noAnswer) : prose(text),
          note ? h("p", { class: "quiet" }, plain(note)) : null,
        );
      }),
    ),
    a !== b && answers.every((answer) => answer?.turns[turn] !== undefined)
      ? differencePanel(
          app,
          answers.map((answer) => answer?.turns[turn] ?? "") as [string, string],
          `difference ${turn}`,
        )
      : null,
  ]);
  const references = question.references.map((text, turn) =>
    h(
      "details",
      { class: "panel", "data-key": `reference ${turn}` },
      h(
        "summary",
        {},
        words.reference,
        question.references.length > 1 ? ` · ${words.turn(turn + 1)}` : "",
      ),
      prose(text),
    ),
  );
  return [
    ...sides.flat().filter((one) => one !== null),
    ...references,
    judgmentCards(app, question, games, a, b),
  ];
}

/** A card for every game of the two models, in either order, and for every grade of theirs. */
function judgmentCards(
  app: App,
  { judgments, grades }: SiteQuestion,
  games: readonly BoardGame[],
  a: number,
  b: number,
): HTMLElement {
  const { board, words } = app;
  const own = games.filter(
    ({ first, second }) => (first === a && second === b) || (first === b && second === a),
  );
  const cards = own.map((game) => {
    const said = judgments.find((one) => one.judge === game.judge && one.game === game.game);
    return h(
      "article",
      { class: "card" },
      h(
        "h3",
        {},
        name(board.judges[game.judge].id),
        board.judges[game.judge].person ? ` (${words.person})` : "",
        h(
          "span",
          { class: `verdict of-${[a, b].indexOf(winnerOf(game) ?? -1)}` },
          verdictText(app, game),
        ),
      ),
      h(
        "p",
        { class: "quiet" },
        `${words.order}: `,
        modelName(app, game.first),
        game.turn > 1 ? ` · ${words.turn(game.turn)}` : "",
        said && said.prompt !== "" ? [" · ", name(said.prompt)] : "",
      ),
      said && said.text !== ""
        ? judgeWords(said.text, [
            board.models[game.first]?.name ?? "?",
            board.models[game.second]?.name ?? "?",
          ])
        : null,
    );
  });
  const graded = grades
    .filter(({ model }) => model === a || model === b)
    .map(({ judge, model, turn, score, text }) =>
      h(
        "article",
        { class: "card" },
        h(
          "h3",
          {},
          modelName(app, model),
          h("span", { class: "verdict" }, score < 0 ? words.noScore : String(score)),
        ),
        h("p", { class: "quiet" }, name(judge), turn > 1 ? ` · ${words.turn(turn)}` : ""),
        prose(text),
      ),
    );
  return h(
    "section",
    {},
    board.judges.length === 0
      ? null
      : [
          h("h2", {}, words.judgmentsOfPair),
          cards.length === 0 ? h("p", {}, words.notJudged) : h("div", { class: "cards" }, cards),
        ],
    graded.length === 0 ? null : [h("h2", {}, words.grades), h("div", { class: "cards" }, graded)],
  );
}
