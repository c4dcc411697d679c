/** Warnings in the language of the page. */
import type { Finding } from "../../core/finding.ts";
import { warningTexts } from "../../words/findings.ts";
import type { PageWords } from "../../words/page_en.ts";
import { h, plain } from "./dom.ts";

/** A list item for each warning; one that is in another language than the page says so. */
export function warningList(
  words: PageWords,
  ranking: { findings?: readonly Finding[]; warnings: readonly string[] },
): HTMLElement {
  return h(
    "ul",
    { class: "warnings" },
    warningTexts(ranking, words.language).map(({ text, language }) =>
      h("li", language === words.language ? {} : { lang: language }, plain(text)),
    ),
  );
}
