/** Rows that a reader of the page may sort. */
import type { RankingRow } from "../core/ranking.ts";
import { wordsOf } from "../words/charts.ts";
import type { Channel, ChartOptions, Param, Selection, Transform } from "./chart.ts";
import { MODEL_AXIS } from "./responsive.ts";

/** What the rows of a sortable chart carry: their places by each order. */
export interface SortKeys {
  place: number;
  by_win_rate: number;
  by_matches: number;
  by_name: number;
}

/** The places of the rows; `place` is the order in which they come. */
export function placesOf(rows: readonly RankingRow[]): SortKeys[] {
  const orderBy = (compare: (a: RankingRow, b: RankingRow) => number): number[] => {
    const order = rows.map((_, k) => k);
    order.sort((a, b) => compare(rows[a] as RankingRow, rows[b] as RankingRow) || a - b);
    const places = new Array<number>(rows.length);
    order.forEach((k, place) => {
      places[k] = place;
    });
    return places;
  };
  const byWinRate = orderBy((a, b) => (b.win_rate ?? -1) - (a.win_rate ?? -1));
  const byMatches = orderBy((a, b) => b.n_matches - a.n_matches);
  const byName = orderBy((a, b) =>
    a.display_name < b.display_name ? -1 : a.display_name > b.display_name ? 1 : 0,
  );
  return rows.map((_, place) => ({
    place,
    by_win_rate: byWinRate[place],
    by_matches: byMatches[place],
    by_name: byName[place],
  }));
}

/** The choice of an order, and the vertical axis that follows it. */
export function sortable(
  first: "rating" | "win_rate",
  options: ChartOptions,
): { param: Param; transform: Transform; y: Channel<"y"> } {
  const { tip, sortBy, name } = wordsOf(options);
  const orders = { place: tip[first], ...(first === "rating" && { by_win_rate: tip.win_rate }) };
  const all = { ...orders, by_matches: tip.matches, by_name: name };
  return {
    param: {
      name: "order_by",
      value: "place",
      bind: {
        input: "select",
        name: sortBy,
        options: Object.keys(all),
        labels: Object.values(all),
      },
    },
    transform: { calculate: "datum[order_by]", as: "order" },
    y: {
      field: "model",
      type: "nominal",
      axis: MODEL_AXIS,
      sort: { field: "order", op: "min", order: "ascending" },
    },
  };
}

/** Clicking a licence in the legend fades the others: the selection, and the opacity that follows. */
export const LICENSE_CHOICE: Selection = {
  name: "chosen",
  select: { type: "point", fields: ["license"] },
  bind: "legend",
};

/** The opacity of a mark whose licence is chosen, or where none is. */
export function chosenOpacity(shown: number): Channel<"opacity"> {
  return { condition: { param: "chosen", value: shown }, value: shown / 6 };
}
