/** A cross table: the share that each model won against each other, and what the ratings expect. */

import { wordsOf } from "../../words/charts.ts";
import { chartNames, namesInFull, shownRows, titleOf, tooltip } from "../captions.ts";
import type {
  Channel,
  ChartOptions,
  ChartSource,
  Layer,
  Layers,
  Transform,
  VegaLiteSpec,
} from "../chart.ts";
import {
  BETWEEN,
  besideNames,
  MODEL_AXIS,
  namesRoom,
  type Place,
  panelsOf,
  panelTitle,
} from "../responsive.ts";
import { textWidth } from "../text_width.ts";
import { spec } from "../theme.ts";

/** Up to so many models there is room for numbers in the cells. */
const NUMBERED = 32;

/** So many models of the board have rows and columns: cells of more are a pixel, and hundreds of thousands. */
const MOST = 100;

/** One direction of a pair; models by their place on the board, shares rounded for size. */
interface Cell {
  row: number;
  column: number;
  games: number;
  wins: number;
  losses: number;
  ties: number;
  share: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  /** P(tie) by a tie model; absent where ties are half wins. */
  tie?: number;
}

/** Draws two matrices, rows and columns in the order of the board; columns go by number. */
export function headToHeadChart(
  { ranking, headToHead = [] }: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const board = shownRows(ranking, options);
  const rows = board.slice(0, MOST);
  const cells = cellsOf(
    rows.map(({ model_id }) => model_id),
    headToHead,
  );
  if (cells.length === 0) return undefined;
  const words = wordsOf(options);
  const names = chartNames(rows);
  const models = rows.map(({ model_id }, k) => ({
    place: k + 1,
    model: `${names.get(model_id)}\u2003${k + 1}`,
  }));
  const full = Object.fromEntries(
    rows.flatMap(({ model_id }, k) => {
      const name = names.get(model_id) as string;
      const whole = namesInFull(rows)[name];
      return whole === undefined ? [] : [[`${name}\u2003${k + 1}`, whole]];
    }),
  );
  // The numbers lie over their cells, so they tell the same.
  const hover = tooltip(
    ["name", words.tip.model, full],
    ["against", words.tip.opponent, full],
    ["games", words.tip.matches, ","],
    ["wins", words.tip.wins, ","],
    ["losses", words.tip.losses, ","],
    ["ties", words.tip.ties, ","],
    ["share", words.tip.share, ".1%"],
    ["expected", words.tip.expected, ".1%"],
    ["lower", words.tip.from, ".1%"],
    ["upper", words.tip.to, ".1%"],
    ...(cells.some(({ tie }) => tie !== undefined)
      ? [["tie", words.tip.tieChance, ".1%"] as const]
      : []),
  );
  const isSized = rows.length > NUMBERED;
  const step = isSized ? 14 : 36;
  const met = new Set(
    cells.flatMap(({ row, column, games }) => (games > 0 ? [`${row}/${column}`] : [])),
  );
  const unmet = isSized
    ? []
    : models.flatMap(({ place: row }) =>
        models.flatMap(({ place: column }) =>
          row === column || met.has(`${row}/${column}`) ? [] : [{ row, column }],
        ),
      );
  const hasExpected = cells.some(({ expected }) => expected !== null);
  const namesDrawn = models.map(({ model }) => model);
  const count = hasExpected ? 2 : 1;
  const title = Math.ceil(textWidth(words.expected, 13) * 1.1);
  const { params, places } = matrices(namesDrawn, {
    count,
    step,
    least: isSized ? 7 : NUMBER,
    title,
  });
  const panel = (field: "share" | "expected", place: Place): Layers => {
    const x: Channel<"x"> = {
      field: "column",
      type: "ordinal",
      scale: { domain: models.map(({ place }) => place), range: place.x },
      axis: {
        title: null,
        orient: "top",
        offset: place.top,
        labelAngle: 0,
        ticks: false,
        domain: false,
        grid: false,
        labelOverlap: "greedy",
        labelSeparation: 2,
        labelFontSize: step > 20 ? 12 : 9,
      },
    };
    const y: Channel<"y"> = {
      field: "name",
      type: "nominal",
      scale: { domain: namesDrawn, range: place.y },
      axis: {
        ...MODEL_AXIS,
        orient: "left",
        labelFontSize: step > 20 ? 12 : 11,
        labelOpacity: place.labelOpacity,
      },
    };
    const filter = { filter: `isValid(datum.${field})` };
    const isStrong = `abs(datum.${field} - 0.5) > 0.35`;
    const count = (strong: boolean): Layer => ({
      transform: [filter, { filter: strong ? isStrong : `!(${isStrong})` }],
      mark: {
        type: "text",
        style: strong ? "onStrong" : "onWeak",
        dy: 11,
        fontSize: 8,
        opacity: HAS_ROOM,
        aria: false,
      },
      encoding: { x, y, text: { field: "games", format: ",~r" }, tooltip: hover },
    });
    const none: Layer = {
      data: { name: "unmet", values: unmet },
      transform: [nameOf("row", "name")],
      mark: { type: "text", style: "quiet", text: "–", opacity: HAS_ROOM, aria: false },
      encoding: { x, y },
    };
    const text = (style: string, condition: string): Layer => ({
      transform: [filter, { filter: condition }],
      mark: { type: "text", style, opacity: HAS_ROOM, aria: false },
      encoding: { x, y, text: { field: "percent", type: "nominal" }, tooltip: hover },
    });
    const numbers = isSized
      ? []
      : [
          ...[text("onWeak", `!(${isStrong})`), text("onStrong", isStrong)],
          ...(field === "share" ? [count(false), count(true), none] : []),
        ];
    return {
      transform: [
        nameOf("row", "name"),
        nameOf("column", "against"),
        { calculate: percentOf(field), as: "percent" },
      ],
      layer: [
        {
          transform: [filter],
          mark:
            isSized && field === "share"
              ? { type: "square", opacity: 1, aria: false }
              : { type: "rect", aria: false },
          encoding: {
            x,
            y,
            ...(isSized && field === "share" && { size: gamesSize(step) }),
            color: {
              field,
              type: "quantitative",
              scale: { domain: [0, 1], domainMid: 0.5, range: "diverging", interpolate: "rgb" },
              legend: {
                title: null,
                format: ".0%",
                orient: "bottom",
                gradientLength: { expr: besideNames(namesDrawn, 240) },
                values: [0, 0.25, 0.5, 0.75, 1],
              },
            },
            tooltip: hover,
          },
        },
        ...numbers,
        panelTitle(field === "share" ? words.observed : words.expected, {
          x: place.x,
          y: `${place.y[0].expr} - 28`,
        }),
      ],
    };
  };
  return spec(
    {
      title: titleOf(ranking, words.headToHead, options, [
        ...(rows.length < board.length ? [words.firstOf(rows.length, board.length)] : []),
        words.crossTable(isSized),
      ]),
      datasets: { models },
      data: { name: "pairs", values: cells },
      params,
      height: 200,
      resolve: { scale: { x: "independent", y: "independent", size: "independent" } },
      layer: [panel("share", places[0]), ...(hasExpected ? [panel("expected", places[1])] : [])],
    },
    options,
    count * Math.max(rows.length * step, title) + (count - 1) * BETWEEN,
  );
}

/** Pixels that the number of a cell asks for. */
const NUMBER = 22;
const HAS_ROOM = { expr: `cell < ${NUMBER} ? 0 : 1` };

interface Matrices {
  count: 1 | 2;
  /** Pixels from row to row, and the least from column to column. */
  step: number;
  least: number;
  /** What the titles of the matrices ask for. */
  title: number;
}

/**
 * The places of one or two matrices, beside each other where every cell has its least width, and
 * with rows as low as their names where no cell has a number.
 */
function matrices(names: readonly string[], { count, step, least, title }: Matrices) {
  const n = names.length;
  const left = `(room - ${namesRoom(names)} - 20)`;
  const { params, places } = panelsOf(count, {
    height: `${n} * (${left} / ${n} < ${NUMBER} ? ${Math.min(step, LOW)} : ${step})`,
    gap: 64,
    stacked: `${left} < ${2 * Math.max(n * least, title) + BETWEEN}`,
    most: `${Math.max(1.5 * n * step, title)}`,
  });
  return { params: [...params, { name: "cell", expr: `panel_width / ${n}` }], places };
}

/** Pixels of a row that holds no number. */
const LOW = 16;

/** The name of a model by its place. */
const nameOf = (field: string, as: string): Transform => ({
  lookup: field,
  from: { data: { name: "models" }, key: "place", fields: ["model"] },
  as: [as],
});

/** A cell is full from so many games on. */
const FULL = 10;

const gamesSize = (step: number): Channel<"size"> => ({
  field: "games",
  type: "quantitative",
  scale: { type: "linear", domain: [0, FULL], range: [0, step ** 2], clamp: true },
  legend: null,
});

/** Whole percents; what the ratings expect is never certain. */
function percentOf(field: "share" | "expected"): string {
  const whole = `round(100 * datum.${field})`;
  if (field === "share") return whole;
  return `${whole} === 100 ? ">99" : ${whole} === 0 ? "<1" : ${whole}`;
}

function cellsOf(order: readonly string[], pairs: NonNullable<ChartSource["headToHead"]>): Cell[] {
  const place = new Map(order.map((model, k) => [model, k + 1]));
  const round = (value: number): number => Math.round(value * 1e4) / 1e4;
  return pairs
    .flatMap((pair): Cell[] => {
      const { model, opponent, wins, losses, ties, expected, lower, upper, probabilities } = pair;
      const row = place.get(model);
      const column = place.get(opponent);
      if (row === undefined || column === undefined) return [];
      const games = wins + losses + ties;
      const direction = { row, column, games, ties };
      const share = games === 0 ? null : (wins + ties / 2) / games;
      const known = (value: number | null, mirrored = false): number | null =>
        value === null ? null : round(mirrored ? 1 - value : value);
      const tie = probabilities && { tie: round(probabilities[2]) };
      return [
        {
          ...direction,
          wins,
          losses,
          share: known(share),
          expected: known(expected),
          lower: known(lower),
          upper: known(upper),
          ...tie,
        },
        {
          ...direction,
          row: column,
          column: row,
          wins: losses,
          losses: wins,
          share: known(share, true),
          expected: known(expected, true),
          lower: known(upper, true),
          upper: known(lower, true),
          ...tie,
        },
      ];
    })
    .sort((a, b) => a.row - b.row || a.column - b.column);
}
