/** Ratings by group (category, turn …) side by side, where the published ranking has them. */
import type { SiteRanking } from "../../core/site_data.ts";
import { shownInterval, shownRating } from "../../words/shown_number.ts";
import type { App } from "../parts/app.ts";
import { fill, h, name } from "../parts/dom.ts";

/** A table with a row a model and a column a group, sortable; nothing without groups. */
export function groupsSection(app: App, { ranking }: SiteRanking): HTMLElement[] {
  const { board, words } = app;
  const groups = (ranking.by?.groups ?? []).filter(({ refused }) => refused === undefined);
  if (ranking.by === undefined || groups.length === 0) return [];
  const cells = groups.map(({ ratings }) => new Map(ratings.map((row) => [row.model_id, row])));
  const body = h("tbody");
  const head = h("tr");
  let sortedBy = -1;
  const draw = (): void => {
    const cells_ = cells[sortedBy];
    const rows = [...ranking.ranking];
    if (cells_) {
      const rating = (id: string): number => cells_.get(id)?.rating ?? Number.NEGATIVE_INFINITY;
      rows.sort((a, b) => rating(b.model_id) - rating(a.model_id));
    }
    fill(
      head,
      [words.model, ...groups.map(({ value }) => value)].map((text, k) =>
        h(
          "th",
          {
            scope: "col",
            class: k === 0 ? "column-model" : "numeric",
            "aria-sort": k === sortedBy + 1 ? "descending" : null,
          },
          h(
            "button",
            {
              type: "button",
              title: words.sortBy(text),
              "data-key": `group ${k}`,
              click: () => {
                sortedBy = k - 1;
                draw();
                head.querySelector<HTMLElement>(`[data-key="group ${k}"]`)?.focus();
              },
            },
            name(text),
          ),
        ),
      ),
    );
    fill(
      body,
      rows.map(({ model_id, display_name }) =>
        h(
          "tr",
          {},
          h(
            "th",
            { scope: "row", class: "column-model" },
            name(board.models.find(({ id }) => id === model_id)?.name ?? display_name),
          ),
          cells.map((group) => {
            const row = group.get(model_id);
            return h(
              "td",
              { class: "numeric", title: row ? shownInterval(row, ranking) : null },
              shownRating(row?.rating, ranking),
              row === undefined || row.rank === null ? "" : ` (${row.rank})`,
            );
          }),
        ),
      ),
    );
  };
  draw();
  return [
    h(
      "section",
      {},
      h("h2", {}, words.byGroup(ranking.by.field)),
      h("p", { class: "quiet" }, words.byGroupText),
      h(
        "div",
        { class: "table-frame", role: "region", tabindex: 0, "aria-label": words.categories },
        h("table", { class: "grades" }, h("thead", {}, head), body),
      ),
    ),
  ];
}
