/** Starts the page on which people vote: its pairs come from the program's server, or from a folder. */

import type { SiteLanguage } from "../core/site_data.ts";
import type { AnnotationProgress, AnnotationSet, Choice } from "../schedule/annotation_data.ts";
import { PAGE_WORDS } from "../words/page_ja.ts";
import { fill, h, plain } from "./parts/dom.ts";
import { initialTheme, recall, remember, themeButton } from "./parts/light_or_dark.ts";
import { folderSource, serverSource, type VoteSource } from "./voting/vote_source.ts";
import {
  choiceOf,
  endNodes,
  failure,
  nameForm,
  pairNodes,
  progressNodes,
  type ShownPair,
  sendBack,
  shownTo,
  voteOn,
} from "./voting/vote_view.ts";

/** A second press of a key right after a pair came is a slip. */
const SLIP_MS = 250;

initialTheme();
if (document.documentElement.dataset.source === "server") {
  document.addEventListener("DOMContentLoaded", () => start(serverSource()));
} else {
  window.jrankData = (_name, json) => start(folderSource(JSON.parse(json) as AnnotationSet));
}

function start(source: VoteSource): void {
  const [header, main, footer] = ["header", "main", "footer"].map(
    (tag) => document.querySelector(tag) as HTMLElement,
  );
  let language: SiteLanguage = languageHere();
  let rater: string | undefined;
  let progress: AnnotationProgress | undefined;
  let shown: ShownPair | undefined;
  let before: ShownPair | undefined;
  let shownAt = 0;
  let isBusy = false;
  let fault: unknown;

  const render = (): void => {
    const words = PAGE_WORDS[language];
    document.documentElement.lang = language;
    document.title = words.voting.title;
    const otherLanguage = (): void => {
      language = words.otherLanguage;
      remember("language", language);
      render();
    };
    fill(
      header,
      progress === undefined
        ? h("p", { class: "site-title" }, words.voting.title)
        : h("div", { class: "progress" }, progressNodes(words, progress)),
      h(
        "div",
        { class: "tools" },
        rater === undefined ? null : h("bdi", { class: "quiet" }, plain(rater)),
        h(
          "button",
          { type: "button", lang: words.otherLanguage, click: otherLanguage },
          words.other,
        ),
        themeButton(words),
      ),
    );
    const notice = fault === undefined ? null : failure(words, fault);
    const goBack = before === undefined ? undefined : back;
    if (rater === undefined || progress === undefined) {
      fill(main, notice, nameForm(words, rater ?? recall("rater") ?? "", enter));
    } else if (shown === undefined) {
      fill(main, notice, endNodes(words, progress, goBack));
    } else {
      fill(main, notice, pairNodes(words, shown, { choose, back: goBack }));
    }
    const { file } = source;
    const name = rater;
    fill(
      footer,
      source.keepsNothing?.()
        ? h("p", { class: "notice", role: "alert" }, words.voting.keepsNothing)
        : null,
      file === undefined || name === undefined ? null : sendBack(words, () => file(name)),
    );
  };
  const show = (next: AnnotationProgress, name: string): void => {
    progress = next;
    shown = next.pair === null ? undefined : shownTo(name, next.pair);
    shownAt = Date.now();
    fault = undefined;
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      await work();
      window.scrollTo(0, 0);
    } catch (error) {
      fault = error;
    }
    isBusy = false;
    render();
  };
  const enter = (name: string): Promise<void> =>
    attempt(async () => {
      show(await source.next(name), name);
      rater = name;
      remember("rater", name);
    });
  const choose = (choice: Choice): Promise<void> =>
    attempt(async () => {
      if (shown === undefined || rater === undefined) return;
      const voted = shown;
      const next = await source.vote(rater, voteOn(voted, choice, shownAt / 1000));
      show(next, rater);
      before = voted;
    });
  const back = (): void => {
    shown = before;
    before = undefined;
    shownAt = Date.now();
    render();
    window.scrollTo(0, 0);
  };
  document.addEventListener("keydown", (event) => {
    const { key, repeat, ctrlKey, metaKey, altKey, target } = event;
    if (repeat || ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return;
    if (shown === undefined || isBusy || Date.now() - shownAt < SLIP_MS) return;
    const choice = choiceOf(key);
    if (choice !== undefined) {
      event.preventDefault();
      choose(choice);
    } else if (key.toLowerCase() === "b" && before !== undefined) back();
  });
  render();
}

/** What the rater chose before, or else what the browser speaks. */
function languageHere(): SiteLanguage {
  const stored = recall("language");
  if (stored === "ja" || stored === "en") return stored;
  return navigator.language.toLowerCase().startsWith("ja") ? "ja" : "en";
}
