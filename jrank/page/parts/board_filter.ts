/**
 * What the board shows: the reader's choice of judgments and method, in the address and as
 * controls.
 */
import type { Ranking } from "../../core/ranking.ts";
import type { SiteRanking } from "../../core/site_data.ts";
import { LIKELIHOODS, type TieModel } from "../../stats/fit/likelihoods.ts";
import type { App } from "./app.ts";
import { checkbox, folded, searchField, select, selectOrNone } from "./controls.ts";
import { h, name } from "./dom.ts";
import type { Filter } from "./rerank.ts";
import { changed, goTo, hashOf, type Route } from "./route.ts";

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
      class: "panel",
      "data-key": "filter",
      open: isFiltered,
      toggle: () => onOpen(),
    },
    h("summary", {}, words.filter),
    h(
      "div",
      { class: "fields" },
      board.judges.length > 1
        ? selectOrNone(
            words.judge,
            ranking.judge,
            [{ value: ALL, text: words.allJudges }],
            route.params.get("judges") ?? "",
            (value) => goTo(changed(route, { judges: value })),
          )
        : null,
      select(
        words.compute,
        COMPUTES.map((value) => ({ value, text: method(value) })),
        filter?.compute ?? ranking.compute,
        (value) => goTo(changed(route, { by: value })),
      ),
      select(
        words.ties,
        TIES.map((value) => ({ value, text: method(value) })),
        filter?.ties ?? ranking.ties,
        (value) => goTo(changed(route, { ties: value })),
      ),
      checkbox(words.home, filter?.homeAdvantage ?? ranking.home_advantage !== null, (isOn) =>
        goTo(changed(route, { home: isOn ? "1" : "0" })),
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
              (isIn) => goTo(chosenOnly(app, "category", categories, category, isIn)),
            ),
          ),
        )
      : null,
    modelChoice(app, ranking, dropped),
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
              goTo(
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

/** A search that hides boxes needs more of them than this. */
const FEW = 12;

/** The models to rank: a box each, all or none at once, and beyond a dozen a search among them. */
function modelChoice({ words, route }: App, { ranking }: Ranking, dropped: readonly string[]) {
  const boxes = ranking.map(({ model_id, display_name }) =>
    checkbox(name(display_name), !dropped.includes(model_id), (isIn) =>
      goTo(toggled(route, "drop", model_id, !isIn)),
    ),
  );
  const drop = (text: string, models: readonly string[]) =>
    h(
      "button",
      {
        type: "button",
        "data-key": `drop ${text}`,
        click: () => goTo(changed(route, { drop: models })),
      },
      text,
    );
  const find = (text: string): void => {
    boxes.forEach((box, k) => {
      const { model_id, display_name } = ranking[k];
      const isFound = [model_id, display_name].some((one) => folded(one).includes(folded(text)));
      box.hidden = !isFound;
    });
  };
  return h(
    "fieldset",
    { class: ranking.length > FEW ? "scrolling" : null },
    h("legend", {}, words.models),
    ranking.length > FEW
      ? h(
          "div",
          { class: "fields" },
          searchField(words.findAmong, "", find),
          drop(words.allOfThem, []),
          drop(
            words.noneOfThem,
            ranking.map(({ model_id }) => model_id),
          ),
        )
      : null,
    boxes,
  );
}

/** What is shown: a published ranking as it stands, or a filter to rank by. */
export interface Choice {
  published: SiteRanking;
  /** Undefined where the published ranking itself is shown. */
  filter: Filter | undefined;
}

const COMPUTES = ["mle", "map", "mcmc", "winrate"] as const satisfies readonly Filter["compute"][];
const TIES = Object.keys(LIKELIHOODS) as TieModel[];
/** Keys of the address that make a filter. */
const KEYS = ["judges", "category", "question", "drop", "ties", "by", "home"];
/** The value of `judges` that means all of them. */
const ALL = "*";

/** The ranking that the address names, or else the first. */
export function publishedOf({ board, route }: App): SiteRanking {
  const wanted = route.params.get("ranking");
  return board.rankings.find((one) => keyOf(one) === wanted) ?? board.rankings[0];
}

/** Names a ranking in addresses. */
export function keyOf({ ranking }: SiteRanking): string {
  return `${ranking.judge}/${ranking.compute}`;
}

/** Reads the address. */
export function choiceOf(app: App): Choice {
  const { board, route } = app;
  const { params } = route;
  const published = publishedOf(app);
  if (published.judge === -1 || !KEYS.some((key) => params.has(key))) {
    return { published, filter: undefined };
  }
  const dropped = new Set(params.getAll("drop"));
  const ranked = new Set(published.ranking.ranking.map(({ model_id }) => model_id));
  const models = board.models.flatMap(({ id }, k) =>
    ranked.has(id) && !dropped.has(id) ? [k] : [],
  );
  const { ties, compute, home_advantage } = published.ranking;
  return {
    published,
    filter: {
      judges: params.get("judges") === ALL ? board.judges.map((_, k) => k) : [published.judge],
      questions: questionsOf(app),
      models: new Set(models),
      compute: COMPUTES.find((one) => one === (params.get("by") ?? compute)) ?? "mle",
      ties: TIES.find((one) => one === (params.get("ties") ?? ties)) ?? "half",
      homeAdvantage: params.has("home") ? params.get("home") === "1" : home_advantage !== null,
    },
  };
}

function questionsOf({ board, route }: App): Set<number> | null {
  const categories = route.params.getAll("category");
  const questions = route.params.getAll("question");
  if (categories.length === 0 && questions.length === 0) return null;
  return new Set(
    board.questions.flatMap(({ id, category }, k) =>
      (categories.length === 0 || categories.includes(category)) &&
      (questions.length === 0 || questions.includes(id))
        ? [k]
        : [],
    ),
  );
}

/** The published ranking without a filter. */
export function resetHash(app: App): string {
  return hashOf("", { ranking: app.route.params.get("ranking") });
}
