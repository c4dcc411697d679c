/** The columns of the leaderboard. */
import { groupRatings, shownCount, shownInGroup, shownRanks } from "../../words/shown_number.ts";
import type { App } from "../parts/app.ts";
import { folded } from "../parts/controls.ts";
import { h, name, plain } from "../parts/dom.ts";
import { intervalBar, type Scale } from "../parts/interval_bar.ts";
import {
  chanceText,
  dayText,
  intervalText,
  levelText,
  percentText,
  ratingText,
} from "../parts/number_format.ts";
import { hashOf } from "../parts/route.ts";
import type { BoardRow, Head } from "./board_rows.ts";

export interface Column {
  key: string;
  label: string;
  /** Shown on wide screens only. */
  minor?: boolean;
  numeric?: boolean;
  value(row: BoardRow): number | string | null;
  cell(row: BoardRow): Node | string;
}

/** The columns; win rates have no ranks beside them, and licences nobody knows no column. */
export function columnsOf(
  { words }: App,
  head: Head,
  scale: Scale | undefined,
  rows: readonly BoardRow[],
): Column[] {
  const isRate = head.compute === "winrate";
  const level = levelText(head.confidence);
  const number = (value: number | null): string => ratingText(value, head);
  const bounds = ({ row }: BoardRow): string => intervalText(row, head);
  const own = groupRatings(rows.map(({ row }) => row));
  const columns: Column[] = [
    {
      key: "rank",
      label: words.rank,
      numeric: true,
      // Models that nothing bounds have no rank, and still stand where the ranking has them.
      value: ({ place }) => place,
      cell: ({ row }) => (row.rank === null ? "–" : String(row.rank)),
    },
    {
      key: "model",
      label: words.model,
      value: (row) => folded(row.name),
      cell: (row) => modelCell(row, words, bounds(row)),
    },
    {
      key: "rating",
      label: isRate ? words.winRate : words.rating,
      numeric: true,
      value: ({ row }) => row.rating,
      cell: ({ row }) => number(row.rating),
    },
    {
      key: "group",
      label: words.inGroup,
      numeric: true,
      value: ({ id }) => own.get(id)?.rating ?? null,
      cell: ({ id }) => shownInGroup(own.get(id), head),
    },
    {
      key: "bar",
      label: words.interval(level),
      value: ({ row }) =>
        row.ci_lower === null || row.ci_upper === null ? null : row.ci_upper - row.ci_lower,
      cell: ({ row, license }) =>
        scale
          ? intervalBar(
              row,
              license,
              scale,
              words.ratingIs(number(row.rating), number(row.ci_lower), number(row.ci_upper)),
            )
          : "–",
    },
    {
      key: "bounds",
      label: words.bounds,
      numeric: true,
      minor: true,
      value: ({ row }) => row.ci_lower,
      cell: bounds,
    },
    {
      key: "controlled",
      label: words.controlled,
      numeric: true,
      minor: true,
      value: ({ controlled }) => controlled?.rating ?? null,
      cell: ({ controlled }) => (controlled ? `${number(controlled.rating)}` : "–"),
    },
    {
      key: "ranks",
      label: words.rankRange,
      numeric: true,
      value: ({ row }) => row.rank_lower,
      cell: ({ row }) => shownRanks(row.rank_lower, row.rank_upper),
    },
    {
      key: "tied",
      label: words.tied,
      minor: true,
      value: ({ row }) => row.tie_group,
      cell: ({ row }) => row.tie_group,
    },
    {
      key: "confident",
      label: words.confident,
      numeric: true,
      minor: true,
      value: ({ row }) => row.stronger_than_next_confidence,
      cell: ({ row }) => chanceText(row.stronger_than_next_confidence),
    },
    {
      key: "winRate",
      label: words.winRate,
      numeric: true,
      minor: true,
      value: ({ row }) => row.win_rate,
      cell: ({ row }) => percentText(row.win_rate),
    },
    {
      key: "matches",
      label: words.matches,
      numeric: true,
      minor: true,
      value: ({ row }) => row.n_matches,
      cell: ({ row }) => shownCount(row.n_matches),
    },
    {
      key: "license",
      label: words.license,
      minor: true,
      value: (row) => row.license,
      cell: ({ license }) =>
        h("span", { class: `license license-${license}` }, words.licenses[license]),
    },
    {
      key: "newest",
      label: words.newest,
      minor: true,
      value: (row) => row.newest,
      cell: ({ newest }) => dayText(newest),
    },
  ];
  const hidden = [
    ...(isRate ? ["winRate", "ranks", "confident"] : []),
    ...(own.size === 0 ? ["group"] : []),
    ...(rows.every(({ controlled }) => controlled === undefined) ? ["controlled"] : []),
    ...(rows.every(({ license }) => license === "unknown") ? ["license"] : []),
    ...(rows.every(({ newest }) => newest === 0) ? ["newest"] : []),
  ];
  return columns.filter(({ key }) => !hidden.includes(key));
}

/** The model, and below it what small screens have no column for. */
function modelCell(
  { id, name: shown, row, license }: BoardRow,
  words: App["words"],
  bounds: string,
) {
  const status = words.statuses[row.status];
  return h(
    "div",
    { class: "model" },
    h("a", { href: hashOf("pair", { a: id }), title: plain(id) }, name(shown)),
    status === "" ? null : h("span", { class: "status" }, status),
    row.rank_lower === null || row.rank_upper === null
      ? null
      : h(
          "span",
          { class: "below-ranks" },
          `${words.rankRange}: ${shownRanks(row.rank_lower, row.rank_upper)}`,
        ),
    h(
      "span",
      { class: "below" },
      [
        bounds,
        percentText(row.win_rate),
        words.matchesOf(row.n_matches),
        license === "unknown" ? "–" : words.licenses[license],
      ]
        .filter((text) => text !== "–")
        .join(" · "),
    ),
  );
}
