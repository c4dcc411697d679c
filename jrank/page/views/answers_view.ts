/** The list of questions, with a search in questions and, where the reader wants it, in all texts. */

import type { RankingItem } from "../../core/ranking.ts";
import type { SiteQuestion } from "../../core/site_data.ts";
import { shownNumber } from "../../words/shown_number.ts";
import type { App, View } from "../parts/app.ts";
import { publishedOf } from "../parts/board_filter.ts";
import { checkbox, folded, searchField, selectOrNone } from "../parts/controls.ts";
import { loadQuestion } from "../parts/data.ts";
import { fill, h, name, plain } from "../parts/dom.ts";
import { changed, goTo, hashOf } from "../parts/route.ts";

const SHOWN = 200;

export const answersView: View = (app) => {
  const { board, words, route } = app;
  const list = h("ul", { class: "questions" });
  const state = h("p", { class: "quiet", role: "status" });
  const category = route.params.get("category") ?? "";
  const items = itemsOf(app);
  const kind = route.params.get("kind") ?? "";
  const isBySlope = route.params.get("order") === "slope";
  let inTexts = route.params.get("in") === "texts";
  let run = 0;

  const search = async (text: string): Promise<void> => {
    const own = ++run;
    const wanted = folded(text.trim());
    const found: number[] = [];
    const candidates = board.questions.flatMap((question, k) =>
      (category === "" || question.category === category) &&
      (kind === "" || items.get(question.id)?.kind === kind)
        ? [k]
        : [],
    );
    const slopeOf = (k: number): number =>
      items.get(board.questions[k].id)?.slope ?? Number.NEGATIVE_INFINITY;
    if (isBySlope) candidates.sort((a, b) => slopeOf(b) - slopeOf(a));
    for (const [done, k] of candidates.entries()) {
      const { id, turns } = board.questions[k];
      const isHit =
        wanted === "" ||
        [id, ...turns].some((one) => folded(one).includes(wanted)) ||
        (inTexts &&
          board.has_texts &&
          textsOf(await loadQuestion(k)).some((one) => folded(one).includes(wanted)));
      // The reader has typed on: this search is no longer wanted.
      if (own !== run) return;
      if (isHit) found.push(k);
      if (inTexts && wanted !== "")
        state.textContent = words.searching(done + 1, candidates.length);
    }
    draw(found);
  };
  const draw = (found: readonly number[]): void => {
    state.textContent = words.found(found.length);
    fill(
      list,
      found.slice(0, SHOWN).map((k) => questionItem(app, k, items.get(board.questions[k].id))),
      found.length > SHOWN ? h("li", { class: "quiet" }, `… ${found.length - SHOWN}`) : null,
    );
  };
  const start = (text: string): void => {
    history.replaceState(
      null,
      "",
      changed(route, { find: text === "" ? null : text, in: inTexts ? "texts" : null }),
    );
    query = text;
    search(text).catch((error: unknown) => {
      state.textContent = words.failed(String(error));
    });
  };
  let query = route.params.get("find") ?? "";
  start(query);

  const go = (values: Record<string, string | null>): void => {
    goTo(
      changed(route, {
        find: query === "" ? null : query,
        in: inTexts ? "texts" : null,
        ...values,
      }),
    );
  };
  const categories = [...new Set(board.questions.map((question) => question.category))];
  const facts = publishedOf(app)?.facts[words.language].questions ?? [];
  return {
    title: words.answers,
    content: [
      h("h1", {}, words.answers),
      ...(facts.length === 0
        ? []
        : [
            h(
              "details",
              { class: "panel", "data-key": "items" },
              h("summary", {}, words.aboutQuestions),
              facts.map((text) => h("p", {}, plain(text))),
            ),
          ]),
      h(
        "div",
        { class: "fields" },
        searchField(words.findQuestion, query, start),
        board.has_texts
          ? checkbox(words.alsoTexts, inTexts, (isOn) => {
              inTexts = isOn;
              start(query);
            })
          : null,
        categories.length > 1
          ? selectOrNone(words.category, words.all, categories, category, (value) =>
              go({ category: value }),
            )
          : null,
        ...(items.size === 0 ? [] : itemChoices(app, kind, isBySlope, go)),
      ),
      state,
      list,
    ],
  };
};

const textsOf = ({ answers, references, judgments }: SiteQuestion): string[] => [
  ...answers.flatMap(({ turns }) => turns),
  ...references,
  ...judgments.map(({ text }) => text),
];

/** What each question tells of the models, where the ranking says it. */
function itemsOf(app: App): Map<string, RankingItem> {
  const items = publishedOf(app)?.ranking.items ?? [];
  return new Map(items.map((item) => [item.question, item]));
}

function itemChoices(
  { words }: App,
  kind: string,
  isBySlope: boolean,
  go: (values: Record<string, string | null>) => void,
): HTMLElement[] {
  return [
    selectOrNone(
      words.itemKind,
      words.all,
      Object.entries(words.itemKinds).map(([value, text]) => ({ value, text })),
      kind,
      (value) => go({ kind: value }),
    ),
    selectOrNone(
      words.sorting,
      words.asStored,
      [{ value: "slope", text: words.bySlope }],
      isBySlope ? "slope" : "",
      (value) => go({ order: value }),
    ),
  ];
}

function questionItem(
  { board, words }: App,
  index: number,
  item: RankingItem | undefined,
): HTMLElement {
  const { id, category, turns } = board.questions[index];
  const text = plain((turns[0] ?? "").replace(/\s+/g, " "));
  return h(
    "li",
    {},
    h(
      "a",
      { href: hashOf("question", { id }) },
      h("span", { class: "tag" }, name(category)),
      h("span", { class: "id" }, name(id)),
      h("bdi", { class: "text" }, text.length > 160 ? `${text.slice(0, 160)}…` : text),
      item === undefined
        ? null
        : h(
            "span",
            { class: "quiet" },
            words.slope(
              `${shownNumber(item.slope, 2)} (${shownNumber(item.lower, 2)} … ${shownNumber(item.upper, 2)})`,
            ),
            item.kind === "usual" ? "" : ` · ${words.itemKinds[item.kind]}`,
          ),
    ),
  );
}
