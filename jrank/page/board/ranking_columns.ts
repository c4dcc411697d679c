/** The columns of the leaderboard. */
import {
  groupRatings,
  shownCount,
  shownDollars,
  shownNumber,
  shownRanks,
} from "../../words/shown_number.ts";
import type { App } from "../parts/app.ts";
import { folded } from "../parts/controls.ts";
import { h, name, plain } from "../parts/dom.ts";
import { intervalBar, type Scale, scaleOf } from "../parts/interval_bar.ts";
import {
  chanceText,
  dayText,
  intervalText,
  levelText,
  percentText,
  ratingText,
} from "../parts/number_format.ts";
import { modelHash } from "../parts/route.ts";
import type { BoardRow, Head } from "./board_rows.ts";

export interface Column {
  key: string;
  label: string;
  /** Shown on wide screens only. */
  minor?: boolean;
  /** Shown where the reader asks for it. */
  extra?: boolean;
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
  const own = groupRatings(rows.map(({ row }) => row));
  const bounds = ({ id, row }: BoardRow): string => intervalText(own.get(id) ?? row, head);
  const scales = groupScales(rows);
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
      key: "change",
      label: words.change,
      numeric: true,
      minor: true,
      value: (row) => changeOf(row),
      cell: (row) => changeCell(row, words),
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
      cell: ({ id }) => {
        const group = own.get(id);
        return group === undefined ? "–" : `${group.letter} ${number(group.rating)}`;
      },
    },
    {
      key: "bar",
      label: words.interval(level),
      value: ({ row }) =>
        row.ci_lower === null || row.ci_upper === null ? null : row.ci_upper - row.ci_lower,
      cell: ({ id, row, license }) => {
        const group = own.get(id);
        const { rating, ci_lower, ci_upper, ...ends } = group ?? row;
        const [its, label] = [
          group ? scales.get(group.letter) : scale,
          words.ratingIs(number(rating), number(ci_lower), number(ci_upper)),
        ];
        return its
          ? intervalBar({ ...ends, rating, ci_lower, ci_upper }, license, its, label)
          : "–";
      },
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
      key: "cost",
      label: words.costs.dollars,
      numeric: true,
      extra: true,
      value: ({ costs }) => costs?.cost_usd ?? null,
      cell: ({ costs }) => shownDollars(costs?.cost_usd),
    },
    {
      key: "tokens",
      label: words.costs.tokens,
      numeric: true,
      extra: true,
      value: ({ costs }) => costs?.output_tokens ?? null,
      cell: ({ costs }) => shownNumber(costs?.output_tokens),
    },
    {
      key: "seconds",
      label: words.costs.seconds,
      numeric: true,
      extra: true,
      value: ({ costs }) => costs?.seconds ?? null,
      cell: ({ costs }) => shownNumber(costs?.seconds, 1),
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
  const lacks = (key: "cost_usd" | "output_tokens" | "seconds"): boolean =>
    rows.every(({ costs }) => (costs?.[key] ?? null) === null);
  const hidden = [
    ...(rows.every(({ before }) => before === undefined) ? ["change"] : []),
    ...(lacks("cost_usd") ? ["cost"] : []),
    ...(lacks("output_tokens") ? ["tokens"] : []),
    ...(lacks("seconds") ? ["seconds"] : []),
    ...(isRate ? ["winRate", "ranks", "confident"] : []),
    ...(own.size === 0 ? ["group"] : []),
    ...(rows.every(({ controlled }) => controlled === undefined) ? ["controlled"] : []),
    ...(rows.every(({ license }) => license === "unknown") ? ["license"] : []),
    ...(rows.every(({ newest }) => newest === 0) ? ["newest"] : []),
  ];
  return columns.filter(({ key }) => !hidden.includes(key));
}

/** The scale of each group that the judgments do not place against the rest, by its letter. */
export function groupScales(rows: readonly BoardRow[]): Map<string, Scale> {
  const own = [...groupRatings(rows.map(({ row }) => row)).values()];
  return new Map(
    own.flatMap(({ letter }) => {
      const scale = scaleOf(own.filter((one) => one.letter === letter));
      return scale ? [[letter, scale] as const] : [];
    }),
  );
}

/** Places that a model has gained since the ranking before; null where it is in one of them only. */
function changeOf({ row, before }: BoardRow): number | null {
  return before === undefined || before.rank === null || row.rank === null
    ? null
    : before.rank - row.rank;
}

function changeCell(row: BoardRow, words: App["words"]): Node | string {
  const { before } = row;
  const change = changeOf(row);
  if (before === undefined) return "–";
  if (change === null) return before.rank === null ? words.isNew : "–";
  const said = words.changeFrom(String(before.rank), before.date.slice(0, 10));
  const text = change === 0 ? "=" : `${change > 0 ? "▲" : "▼"}${Math.abs(change)}`;
  const kind = change === 0 ? "quiet" : change > 0 ? "up" : "down";
  return h(
    "span",
    { class: `change ${kind}`, title: said },
    text,
    h("span", { class: "hidden" }, ` ${said}`),
  );
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
    h("a", { href: modelHash(id), title: plain(id) }, name(shown)),
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
