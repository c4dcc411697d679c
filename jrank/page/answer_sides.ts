/** Two answers to a question side by side, and what was said of them. */
import type { SiteQuestion } from "../core/site_data.ts";
import type { App } from "./app.ts";
import { h, plain } from "./dom.ts";
import { type BoardGame, modelName } from "./game.ts";
import { judgmentCards } from "./judgment_cards.ts";
import { prose } from "./markdown.ts";

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
  const sides = Array.from({ length: turns }, (_, turn) =>
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
  );
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
  return [...sides, ...references, judgmentCards(app, question, games, a, b)];
}
