/** The leaderboard of scores: totals, parts and categories with their intervals, and a radar. */
import {
  type Score,
  type ScoreBoard,
  type ScorePart,
  type ScoreRow,
  shownScore,
} from "../../core/scores/score_board.ts";
import { averageOf, placesOf } from "../../stats/scores/make_board.ts";
import type { App, View } from "../parts/app.ts";
import { select } from "../parts/controls.ts";
import { h, name, plain, s, tableFrame } from "../parts/dom.ts";
import { intervalBar, scaleAxis, scaleOf } from "../parts/interval_bar.ts";
import { levelText } from "../parts/number_format.ts";
import { changed, goTo } from "../parts/route.ts";

/** A column of scores. */
interface ScoreColumn {
  key: string;
  title: string;
  scale: number | null;
  of(row: ScoreRow): Score | null | undefined;
}

export const scoresView: View = (app) => {
  const { board, words, route } = app;
  const { scores } = board;
  if (!scores) return { title: words.scores, content: [h("h1", {}, words.notFound)] };
  const parts = [...new Set(scores.rows.flatMap((row) => row.parts.map((part) => part.name)))];
  const wanted = route.params.get("id");
  const shown = parts.find((part) => part === wanted);
  const columns = shown === undefined ? overview(app, scores, parts) : columnsOf(scores, shown);
  const level = levelText(scores.confidence);
  return {
    title: words.scores,
    content: [
      h("h1", {}, words.scores),
      ...(scores.test_mode ? [h("p", { role: "note" }, words.scoresOfTestMode)] : []),
      select(
        words.scorePart,
        [
          { value: "", text: words.scoreTotal },
          ...parts.map((part) => ({ value: part, text: part })),
        ],
        shown ?? "",
        (id) => {
          goTo(changed(route, { id: id === "" ? null : id, by: null }));
        },
      ),
      h("p", {}, words.scoresText(level)),
      table(app, scores, columns),
      ...(shown === undefined ? [] : radar(scores, shown)),
      ...(scores.warnings.length > 0
        ? [
            h("h2", {}, words.warnings),
            h(
              "ul",
              { class: "warnings" },
              scores.warnings.map((warning) => h("li", { lang: "en" }, plain(warning))),
            ),
          ]
        : []),
    ],
  };
};

const partIn = ({ parts }: ScoreRow, wanted: string): ScorePart | undefined =>
  parts.find((part) => part.name === wanted);

/** The total and the mean of each part. */
function overview({ words }: App, scores: ScoreBoard, parts: readonly string[]): ScoreColumn[] {
  const scaleIn = (part: string): number | null =>
    scores.rows.map((row) => partIn(row, part)).find((found) => found)?.scale ?? null;
  return [
    { key: "total", title: words.scoreTotal, scale: 1, of: ({ overall }) => overall },
    ...parts.map((part) => ({
      key: part,
      title: part,
      scale: scaleIn(part),
      of: (row: ScoreRow) => {
        const found = partIn(row, part);
        return found && averageOf(found);
      },
    })),
  ];
}

/** The mean of a part, its categories, then the rest of its columns. */
function columnsOf({ rows }: ScoreBoard, wanted: string): ScoreColumn[] {
  const parts = rows.flatMap((row) => partIn(row, wanted) ?? []);
  const averages = parts.flatMap(({ average }) => average ?? []);
  const categories = parts.flatMap((part) => part.categories);
  const others = parts.flatMap((part) => Object.keys(part.scores)).sort();
  return [...new Set([...averages, ...categories, ...others])].map((key) => ({
    key,
    title: key,
    scale: parts[0]?.scale ?? null,
    of: (row) => partIn(row, wanted)?.scores[key],
  }));
}

function table({ words, route }: App, { rows }: ScoreBoard, columns: ScoreColumn[]) {
  const by = columns.find(({ key }) => key === route.params.get("by")) ?? columns[0];
  const numberOf = (row: ScoreRow): number => by?.of(row)?.score ?? Number.NEGATIVE_INFINITY;
  const sorted = [...rows].sort((a, b) => numberOf(b) - numberOf(a));
  const places = placesOf(sorted.map((row) => by?.of(row)));
  const ends = sorted.map((row) => endsOf(by?.of(row)));
  const scale = scaleOf(ends);
  const head = (column: ScoreColumn): HTMLElement =>
    h(
      "th",
      {
        scope: "col",
        class: "numeric",
        "aria-sort": column === by ? "descending" : null,
      },
      h(
        "a",
        {
          href: changed(route, { by: column.key }),
          title: words.sortBy(column.title),
          "data-key": `by ${column.key}`,
        },
        name(column.title),
      ),
    );
  const axis = scale && scaleAxis(scale, (value) => shownScore(value, by?.scale ?? null));
  return tableFrame(
    words.scores,
    [
      h("th", { scope: "col", class: "column-model" }, words.model),
      h("th", { scope: "col", class: "numeric" }, words.scorePlaces),
      by && head(by),
      scale && h("th", { scope: "col", class: "column-bar" }, axis),
      columns.filter((column) => column !== by).map(head),
    ],
    sorted.map((row, k) => [
      h("th", { scope: "row", class: "column-model" }, name(row.display_name)),
      h("td", { class: "numeric" }, placeText(places[k] ?? null)),
      by && cell(by.of(row), by.scale),
      scale &&
        h(
          "td",
          { class: "column-bar" },
          intervalBar(
            ends[k] as ReturnType<typeof endsOf>,
            "unknown",
            scale,
            textOf(by?.of(row), by?.scale ?? null),
          ),
        ),
      columns.filter((column) => column !== by).map((column) => cell(column.of(row), column.scale)),
    ]),
  );
}

const endsOf = (score: Score | null | undefined) => ({
  rating: score?.score ?? null,
  lower: null,
  upper: null,
  ci_lower: score?.ci_lower ?? null,
  ci_upper: score?.ci_upper ?? null,
});

const placeText = (place: readonly [number, number] | null): string =>
  place === null ? "–" : place[0] === place[1] ? String(place[0]) : `${place[0]}–${place[1]}`;

/** A score as a text; a star where parts of it are missing. */
function textOf(score: Score | null | undefined, scale: number | null): string {
  if (score?.score == null) return "–";
  return `${shownScore(score.score, scale)}${score.missing === undefined ? "" : "*"}`;
}

function cell(score: Score | null | undefined, scale: number | null): HTMLElement {
  const { ci_lower: low = null, ci_upper: high = null, missing } = score ?? {};
  const bounds =
    low === null || high === null
      ? null
      : h(
          "div",
          { class: "score-bounds" },
          `${shownScore(low, scale)} … ${shownScore(high, scale)}`,
        );
  return h(
    "td",
    { class: "numeric", title: missing === undefined ? null : plain(missing.join(", ")) },
    textOf(score, scale),
    bounds,
  );
}

/** Colours that are told apart by readers of every kind of sight (Okabe and Ito). */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
const SIZE = 360;

/** The categories of a part, one closed line a model; none with fewer than three of them. */
function radar({ rows }: ScoreBoard, wanted: string): Node[] {
  const series = rows
    .flatMap((row) => {
      const part = partIn(row, wanted);
      return part ? [{ name: row.display_name, part }] : [];
    })
    .slice(0, COLORS.length);
  const axes = [...new Set(series.flatMap(({ part }) => part.categories))];
  if (axes.length < 3) return [];
  const most = series[0]?.part.scale ?? 1;
  const at = (k: number, share: number): [number, number] => {
    const angle = (2 * Math.PI * k) / axes.length - Math.PI / 2;
    const radius = 0.36 * SIZE * share;
    return [SIZE * 0.7 + radius * Math.cos(angle), SIZE / 2 + radius * Math.sin(angle)];
  };
  const points = (shares: readonly number[]): string =>
    shares
      .map((share, k) =>
        at(k, share)
          .map((one) => one.toFixed(1))
          .join(","),
      )
      .join(" ");
  const label = series.map((one) => one.name).join(", ");
  return [
    s(
      "svg",
      {
        class: "radar",
        role: "img",
        "aria-label": plain(label),
        viewBox: `0 0 ${SIZE * 1.4} ${SIZE}`,
        width: SIZE * 1.4,
        height: SIZE,
      },
      [0.25, 0.5, 0.75, 1].map((ring) =>
        s("polygon", {
          points: points(axes.map(() => ring)),
          fill: "none",
          stroke: "currentColor",
          "stroke-opacity": 0.2,
        }),
      ),
      axes.map((axis, k) => {
        const [x, y] = at(k, 1.12);
        const anchor = Math.abs(x - SIZE * 0.7) < 4 ? "middle" : x > SIZE * 0.7 ? "start" : "end";
        return s(
          "text",
          { x, y: y + 4, "text-anchor": anchor, "font-size": 12, fill: "currentColor" },
          plain(axis),
        );
      }),
      series.map(({ part }, k) =>
        s("polygon", {
          points: points(axes.map((axis) => (part.scores[axis]?.score ?? 0) / most)),
          fill: COLORS[k] as string,
          "fill-opacity": 0.08,
          stroke: COLORS[k] as string,
          "stroke-width": 2,
        }),
      ),
    ),
    h(
      "ul",
      { class: "series" },
      series.map(({ name: shown }, k) =>
        h(
          "li",
          {},
          s(
            "svg",
            { width: 14, height: 14, "aria-hidden": "true" },
            s("circle", { cx: 7, cy: 7, r: 5, fill: COLORS[k] as string }),
          ),
          " ",
          name(shown),
        ),
      ),
    ),
  ];
}
