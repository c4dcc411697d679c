/** Starts the page: waits for the data, then shows what the address names. */
import type { SiteBoard, SiteLanguage } from "../core/site_data.ts";
import type { PageWords } from "../words/page_en.ts";
import { PAGE_WORDS } from "../words/page_ja.ts";
import { boardView } from "./board/board_view.ts";
import type { App, View } from "./parts/app.ts";
import { receiveData } from "./parts/data.ts";
import { fill, h, plain } from "./parts/dom.ts";
import { initialTheme, recall, remember, themeButton } from "./parts/light_or_dark.ts";
import { hashOf, routeOf } from "./parts/route.ts";
import { answersView } from "./views/answers_view.ts";
import { gradesView } from "./views/grades_view.ts";
import { judgeView } from "./views/judge_view.ts";
import { modelView } from "./views/model_view.ts";
import { pairView } from "./views/pair_view.ts";
import { questionView } from "./views/question_view.ts";
import { scoresView } from "./views/scores_view.ts";

const VIEWS: Record<string, View> = {
  "": boardView,
  answers: answersView,
  question: questionView,
  pair: pairView,
  judge: judgeView,
  model: modelView,
  grades: gradesView,
  scores: scoresView,
};

const NAVIGATION = [
  ["", "leaderboard"],
  ["answers", "answers"],
  ["pair", "pairs"],
  ["judge", "judges"],
  ["grades", "grades"],
  ["scores", "scores"],
] as const satisfies readonly (readonly [string, keyof PageWords])[];

initialTheme();
receiveData((board) => start(board));

function start(board: SiteBoard): void {
  const header = document.querySelector("header") as HTMLElement;
  const main = document.querySelector("main") as HTMLElement;
  const footer = document.querySelector("footer") as HTMLElement;
  let language = languageOf(board);
  let shown: string | undefined;

  const render = (): void => {
    const words = PAGE_WORDS[language];
    const route = routeOf(location.hash);
    document.documentElement.lang = language;
    fill(header, headerOf(board, words, route.view, switchLanguage));
    fill(footer, h("p", {}, words.made));
    const { title, content } = contentOf({ board, words, route });
    document.title = title === "" ? plain(board.title) : `${plain(title)} – ${plain(board.title)}`;
    const restore = keepPlace(main);
    fill(main, content);
    const place = `${route.view}?${route.params.get("id") ?? ""}`;
    if (shown === undefined || shown === place) restore();
    else {
      // A new page begins at its top, and screen readers are told.
      window.scrollTo(0, 0);
      main.focus({ preventScroll: true });
    }
    shown = place;
  };
  const switchLanguage = (): void => {
    language = PAGE_WORDS[language].otherLanguage;
    remember("language", language);
    render();
  };
  window.addEventListener("hashchange", render);
  render();
}

function contentOf(app: App): ReturnType<View> {
  const view = Object.hasOwn(VIEWS, app.route.view) ? VIEWS[app.route.view] : undefined;
  if (!view) return { title: "", content: [h("h1", {}, app.words.notFound)] };
  try {
    return view(app);
  } catch (error) {
    const message = app.words.failed(error instanceof Error ? error.message : String(error));
    return { title: "", content: [h("p", { role: "alert" }, message)] };
  }
}

/** What the reader chose here, else what the browser asks for, else the publisher's. */
function languageOf(board: SiteBoard): SiteLanguage {
  const stored = recall("language");
  const own = navigator.languages.map((one) => one.slice(0, 2));
  return [stored, ...own].find((one) => one === "ja" || one === "en") ?? board.language;
}

function headerOf(
  board: SiteBoard,
  words: PageWords,
  view: string,
  switchLanguage: () => void,
): Node[] {
  const at = view === "question" ? "answers" : view === "model" ? "" : view;
  return [
    h("a", { class: "skip", href: "#main", click: skipToMain }, words.skip),
    h("p", { class: "site-title" }, h("a", { href: hashOf("") }, h("bdi", {}, plain(board.title)))),
    h(
      "nav",
      { "aria-label": words.menu },
      NAVIGATION.filter(([target]) => hasPage(board, target)).map(([target, word]) =>
        h(
          "a",
          { href: hashOf(target), "aria-current": at === target ? "page" : null },
          words[word],
        ),
      ),
    ),
    h(
      "div",
      { class: "tools" },
      h(
        "button",
        { type: "button", lang: words.otherLanguage, click: switchLanguage },
        words.other,
      ),
      themeButton(words),
    ),
  ];
}

/** Pages about pairs need pairs, and one about grades needs grades. */
function hasPage({ judges, grades, scores }: SiteBoard, view: string): boolean {
  if (view === "answers") return true;
  if (view === "scores") return scores !== undefined;
  return view === "grades" ? grades.length > 0 : judges.length > 0;
}

/** The fragment names the page that is shown, so the link to the content must not change it. */
function skipToMain(event: Event): void {
  event.preventDefault();
  (document.querySelector("main") as HTMLElement).focus();
}

/** Remembers them now; the returned function brings them back in the new content. */
function keepPlace(root: Element): () => void {
  const active = document.activeElement;
  const focused =
    active instanceof HTMLElement && root.contains(active) ? active.dataset.key : undefined;
  const open = new Set(
    [...root.querySelectorAll<HTMLDetailsElement>("details[data-key]")]
      .filter((details) => details.open)
      .map((details) => details.dataset.key),
  );
  return () => {
    for (const details of root.querySelectorAll<HTMLDetailsElement>("details[data-key]")) {
      if (open.has(details.dataset.key)) details.open = true;
    }
    if (focused === undefined) return;
    const again = root.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`);
    again?.focus({ preventScroll: true });
  };
}
