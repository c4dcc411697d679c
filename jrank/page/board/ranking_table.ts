/** The leaderboard: a table that sorts by any column and finds models by name. */
import { groupRatings } from "../../words/shown_number.ts";
import type { App } from "../parts/app.ts";
import { folded } from "../parts/controls.ts";
import { fill, h } from "../parts/dom.ts";
import { type Scale, scaleAxis, scaleOf } from "../parts/interval_bar.ts";
import { keep } from "../parts/route.ts";
import type { BoardRow, Head } from "./board_rows.ts";
import { type Column, columnsOf, groupScales } from "./ranking_columns.ts";

interface Sorting {
  key: string;
  descending: boolean;
}

function sorted(rows: readonly BoardRow[], column: Column, descending: boolean): BoardRow[] {
  const sign = descending ? -1 : 1;
  return rows
    .map((row, place) => ({ row, place, value: column.value(row) }))
    .sort((a, b) => {
      // What is unknown stands last, whichever way the table is sorted.
      if (a.value === null || b.value === null) {
        return Number(a.value === null) - Number(b.value === null) || a.place - b.place;
      }
      return (a.value < b.value ? -sign : a.value > b.value ? sign : 0) || a.place - b.place;
    })
    .map(({ row }) => row);
}

/** Draws the table; `find` and `only` hide models by their names and by their licences. */
export function rankingTable(app: App, rows: readonly BoardRow[], head: Head) {
  const { words, route } = app;
  const scale = scaleOf(rows.map(({ row }) => row));
  const all = columnsOf(app, head, scale, rows);
  const own = groupRatings(rows.map(({ row }) => row));
  const groups = [undefined, ...groupScales(rows)] as const;
  let columns = all;
  // Sorting, search, licence and columns stand in the address.
  const [key = "rank", direction] = (route.params.get("sort") ?? "").split(" ");
  let sorting: Sorting = { key: key || "rank", descending: direction === "down" };
  let wanted = route.params.get("find") ?? "";
  let licensed = route.params.get("license") ?? "";
  const listed = (name: string): Set<string> =>
    new Set((route.params.get(name) ?? "").split(",").filter((one) => one !== ""));
  const hidden = listed("hide");
  // Columns that the reader asked for stay on narrow screens.
  const asked = listed("show");
  const isShown = ({ key, minor, extra }: Column): boolean =>
    asked.has(key) || (!hidden.has(key) && !extra && !(minor && NARROW.matches));
  const body = h("tbody");
  const headRow = h("tr");
  if (!rows.some(({ license }) => license === licensed)) licensed = "";

  const classOf = ({ key, minor, numeric }: Column): string =>
    [`column-${key}`, asked.has(key) ? "kept" : minor && "minor", numeric && "numeric"]
      .filter(Boolean)
      .join(" ");
  const frame = h(
    "div",
    {
      class: `table-frame${rows.length > LONG ? " long" : ""}`,
      role: "region",
      tabindex: 0,
      "aria-label": words.leaderboard,
    },
    h("table", { class: "ranking" }, h("thead", {}, headRow), body),
  );

  const groupHead = (letter: string, its: Scale): HTMLElement =>
    h(
      "tr",
      { class: "group-head" },
      columns.map((one) =>
        one.key === "model"
          ? h("th", { class: classOf(one), scope: "row" }, words.groupOf(letter))
          : h(
              "td",
              { class: classOf(one) },
              one.key === "bar" ? scaleAxis(its, (value) => axisText(value, head)) : null,
            ),
      ),
    );
  const rowOf = (row: BoardRow): HTMLElement =>
    h(
      "tr",
      { "data-model": row.id },
      columns.map((one) =>
        h(
          one.key === "model" ? "th" : "td",
          {
            class: classOf(one),
            scope: one.key === "model" ? "row" : null,
            "data-value": one.value(row),
            "data-column": one.key,
          },
          one.cell(row),
        ),
      ),
    );

  const draw = (): void => {
    columns = all.filter(({ key, extra }) => asked.has(key) || (!extra && !hidden.has(key)));
    frame.classList.toggle("wide", asked.size > 0);
    const column = columns.find(({ key }) => key === sorting.key) ?? columns[0];
    const shown = sorted(rows, column, sorting.descending).filter(
      ({ id, name: shownName, license }) =>
        (licensed === "" || license === licensed) &&
        [id, shownName].some((one) => folded(one).includes(folded(wanted.trim()))),
    );
    fill(
      headRow,
      columns.map((one) => {
        const isSorted = one.key === column.key;
        const direction = sorting.descending ? "descending" : "ascending";
        return h(
          "th",
          {
            scope: "col",
            class: classOf(one),
            "aria-sort": isSorted ? direction : null,
          },
          h(
            "button",
            {
              type: "button",
              title: words.sortBy(one.label),
              "data-key": `sort ${one.key}`,
              click: () => {
                sorting = {
                  key: one.key,
                  descending: isSorted ? !sorting.descending : firstDescending(one),
                };
                keep(route, "sort", `${sorting.key}${sorting.descending ? " down" : ""}`);
                draw();
                headRow.querySelector<HTMLElement>(`[data-key="sort ${one.key}"]`)?.focus();
              },
            },
            one.label,
          ),
          one.key === "bar" && scale ? scaleAxis(scale, (value) => axisText(value, head)) : null,
        );
      }),
    );
    // Each group that the others do not bound stands together, on its own scale.
    fill(
      body,
      groups.flatMap((group) => {
        const letter = group?.[0];
        const members = shown.filter(({ id }) => own.get(id)?.letter === letter);
        if (members.length === 0) return [];
        return [...(group === undefined ? [] : [groupHead(...group)]), ...members.map(rowOf)];
      }),
    );
  };
  draw();
  return {
    wanted,
    licensed,
    element: frame,
    find(text: string): void {
      wanted = text;
      keep(route, "find", text);
      draw();
    },
    /** Those of one licence; of all where it is empty. */
    only(license: string): void {
      licensed = license;
      keep(route, "license", license);
      draw();
    },
    /** The columns that a reader may hide: all but the model. */
    columns: all.filter((one) => one.key !== "model"),
    isShown,
    show(column: Column, isWanted: boolean): void {
      const { key, minor, extra } = column;
      hidden.delete(key);
      asked.delete(key);
      // What is shown without being asked for is not asked for, so that addresses stay short.
      if (!isWanted) hidden.add(key);
      else if (extra || (minor && NARROW.matches)) asked.add(key);
      if (extra) hidden.delete(key);
      keep(route, "hide", [...hidden].join(","));
      keep(route, "show", [...asked].join(","));
      draw();
    },
  };
}

/** Screens on which minor columns are left out, as in `style.css`. */
const NARROW = matchMedia("(max-width: 56rem)");
/** Rows of a table that scrolls within itself on narrow screens, so that its head stays in sight. */
const LONG = 20;

/** Numbers are looked at from the best, ranks and names from the first. */
const firstDescending = ({ key, numeric }: Column): boolean =>
  numeric === true && key !== "rank" && key !== "ranks";

const axisText = (value: number, head: Head): string =>
  head.compute === "winrate" ? `${Math.round(value * 100)} %` : String(Math.round(value));
