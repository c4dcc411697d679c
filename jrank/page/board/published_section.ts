/** Rankings that cannot be made again from what is there, as they were published. */
import type { SiteBoard, SitePublished } from "../../core/site_data.ts";
import type { PageWords } from "../../words/page_en.ts";
import { shownNumber } from "../../words/shown_number.ts";
import type { App } from "../parts/app.ts";
import { h, name, plain } from "../parts/dom.ts";
import { fileLink } from "./files_section.ts";

/** A table for each; nothing where there is none. */
export function publishedSection({ board, words }: App): HTMLElement[] {
  if (board.published.length === 0) return [];
  return [
    h(
      "section",
      {},
      h("h2", {}, words.publishedElsewhere),
      h("p", {}, words.publishedAsIs),
      board.published.map((one) => publishedTable(one, board, words)),
    ),
  ];
}

function publishedTable(
  { judge, date, json, rows }: SitePublished,
  board: SiteBoard,
  words: PageWords,
) {
  const isAlone = board.rankings.length === 0 && board.published.length === 1;
  return h(
    "details",
    { class: "panel", "data-key": json, open: isAlone },
    h("summary", {}, words.published(plain(judge), plain(date.slice(0, 10)))),
    h(
      "div",
      { class: "scrolling" },
      h(
        "table",
        { class: "ranking" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            [words.model, words.rating, words.bounds].map((head) =>
              h("th", { scope: "col" }, head),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          rows.map((row) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, name(row.name)),
              h("td", {}, shownNumber(row.rating)),
              h("td", {}, `${shownNumber(row.lower)} … ${shownNumber(row.upper)}`),
            ),
          ),
        ),
      ),
    ),
    h("p", {}, h("a", fileLink(board, json), "JSON")),
  );
}
