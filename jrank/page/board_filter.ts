/** The controls of the reader's filter; they write it to the address. */
import type { App } from "./app.ts";
import { ALL, type Choice, COMPUTES, resetHash, TIES } from "./board_choice.ts";
import { checkbox, select } from "./controls.ts";
import { h, name } from "./dom.ts";
import { changed, type Route } from "./route.ts";

const go = (hash: string): void => {
  location.hash = hash;
};

/** The address with one value of a key taken in or out; none at all means all. */
function toggled(route: Route, key: string, value: string, isIn: boolean): string {
  const values = route.params.getAll(key).filter((one) => one !== value);
  return changed(route, { [key]: isIn ? [...values, value] : values });
}

/** Where "all" means no choice, the first box that is cleared leaves the others chosen. */
function chosenOnly(
  { route }: App,
  key: string,
  all: readonly string[],
  value: string,
  isIn: boolean,
): string {
  const chosen = route.params.getAll(key);
  const before = chosen.length === 0 ? [...all] : chosen;
  const after = isIn ? [...before, value] : before.filter((one) => one !== value);
  return changed(route, { [key]: after.length === all.length ? [] : after });
}

/** The controls; `onOpen` is called when the reader unfolds or folds them. */
export function filterPanel(
  app: App,
  { published, filter }: Choice,
  onOpen: () => void,
): HTMLElement {
  const { board, words, route } = app;
  const { ranking } = published;
  const categories = [...new Set(board.questions.map(({ category }) => category))];
  const chosenCategories = route.params.getAll("category");
  const chosenQuestions = route.params.getAll("question");
  const dropped = route.params.getAll("drop");
  const isFiltered = filter !== undefined;
  const method = (id: string): string => words.methods[id] ?? id;
  return h(
    "details",
    {
      ...{ class: "panel", "data-key": "filter", open: isFiltered },
      toggle: () => onOpen(),
    },
    h("summary", {}, words.filter),
    h(
      "div",
      { class: "fields" },
      board.judges.length > 1
        ? select(
            words.judge,
            [
              { value: "", text: ranking.judge },
              { value: ALL, text: words.allJudges },
            ],
            route.params.get("judges") ?? "",
            (value) => go(changed(route, { judges: value === "" ? null : value })),
          )
        : null,
      select(
        words.compute,
        COMPUTES.map((value) => ({ value, text: method(value) })),
        filter?.compute ?? ranking.compute,
        (value) => go(changed(route, { by: value })),
      ),
      select(
        words.ties,
        TIES.map((value) => ({ value, text: method(value) })),
        filter?.ties ?? ranking.ties,
        (value) => go(changed(route, { ties: value })),
      ),
      checkbox(words.home, filter?.homeAdvantage ?? ranking.home_advantage !== null, (isOn) =>
        go(changed(route, { home: isOn ? "1" : "0" })),
      ),
    ),
    categories.length > 1
      ? h(
          "fieldset",
          {},
          h("legend", {}, words.categories),
          categories.map((category) =>
            checkbox(
              name(category),
              chosenCategories.length === 0 || chosenCategories.includes(category),
              (isIn) => go(chosenOnly(app, "category", categories, category, isIn)),
            ),
          ),
        )
      : null,
    h(
      "fieldset",
      {},
      h("legend", {}, words.models),
      ranking.ranking.map(({ model_id, display_name }) =>
        checkbox(name(display_name), !dropped.includes(model_id), (isIn) =>
          go(toggled(route, "drop", model_id, !isIn)),
        ),
      ),
    ),
    h(
      "details",
      { "data-key": "questions", open: chosenQuestions.length > 0 },
      h("summary", {}, words.questions),
      h(
        "fieldset",
        { class: "scrolling" },
        h("legend", { class: "hidden" }, words.questions),
        board.questions.map(({ id, turns }) =>
          checkbox(
            h("span", {}, name(id), " ", h("bdi", {}, (turns[0] ?? "").slice(0, 80))),
            chosenQuestions.length === 0 || chosenQuestions.includes(id),
            (isIn) =>
              go(
                chosenOnly(
                  app,
                  "question",
                  board.questions.map((question) => question.id),
                  id,
                  isIn,
                ),
              ),
          ),
        ),
      ),
    ),
    isFiltered ? h("p", {}, h("a", { class: "button", href: resetHash(app) }, words.reset)) : null,
  );
}
