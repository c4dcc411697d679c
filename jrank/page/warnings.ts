/** Warnings in the language of the page. */
import { h, plain } from "./dom.ts";
import { japaneseWarning } from "./warning_words.ts";
import type { Words } from "./words.ts";

/** A list item for each warning; one that has no translation says that it is English. */
export function warningList(words: Words, warnings: readonly string[]): HTMLElement {
  return h(
    "ul",
    { class: "warnings" },
    warnings.map((warning) => {
      const translated = words.language === "ja" ? japaneseWarning(warning) : warning;
      return translated === undefined
        ? h("li", { lang: "en" }, plain(warning))
        : h("li", {}, plain(translated));
    }),
  );
}
