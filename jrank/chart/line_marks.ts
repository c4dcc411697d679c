/** Ratings as lines with bands, named at their right ends: what evolution and history share. */
import type { ChartWords } from "../words/charts.ts";
import type { Channel, Layer, Layers, Position, Selection } from "./chart.ts";
import { atMost, NAMES_LIMIT, shortened } from "./responsive.ts";
import { MOST_SERIES } from "./theme.ts";

/** Pixels from one name to the next. */
const LABEL_STEP = 15;
/** Of lines in pictures; the names stand beside them. */
export const LINES_WIDTH = 600;
/** Beyond so many models bands hide each other; they show under the pointer only. */
export const CROWD = 9;

/** A point of a line; rows without a rating are gaps. */
interface LinePoint {
  model: string;
  rating: number | null;
  lower: number | null;
  upper: number | null;
}

interface LineOptions {
  /** Names of the models, the best first. */
  models: readonly string[];
  /** Of the points, in the order of x. */
  values: readonly LinePoint[];
  /** The points that decide the scale of the ratings; others may lie beyond it and are clipped. */
  settled?: readonly LinePoint[];
  x: Channel<"x">;
  /** Title and axis of the ratings. */
  y: Pick<Position, "title" | "axis">;
  tooltip: Channel<"tooltip">;
  /** Whether each point gets a dot. */
  dots: boolean;
}

/**
 * Size, layers and highlighting of the lines. A name at the end of its line needs no legend, can be
 * read at any number of models, and highlights its line under the pointer. Undefined where the last
 * points have no rating.
 */
export function lineLayers(options: LineOptions): Omit<Layers, "title"> | undefined {
  const { models, values, settled = values, x, y, tooltip, dots } = options;
  const crowded = models.length > CROWD;
  const last = models.flatMap((model) => {
    const point = values.findLast((one) => one.model === model);
    return point && point.rating !== null ? [{ ...point, rating: point.rating }] : [];
  });
  const ends = last.map(({ model, rating }) => ({ model, end: rating }));
  if (ends.length === 0) return undefined;
  const height = Math.max(360, ends.length * LABEL_STEP);
  // Early intervals are wide as the page; the scale holds the ratings and, where they are drawn, the
  // last intervals, and bands are clipped.
  const shown = [
    ...settled.map(({ rating }) => rating),
    ...(crowded ? [] : last.flatMap(({ lower, upper }) => [lower, upper])),
  ].filter((end) => end !== null);
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const margin = (crowded ? 0.1 : 0.05) * (most - least || Math.abs(most) || 1);
  const domain: [number, number] = [least - margin, most + margin];
  const places = spread(
    ends.map(({ end }) => end),
    { least: (LABEL_STEP * (domain[1] - domain[0])) / height, domain },
  );
  const names = {
    name: "ends",
    values: withOthers(
      ends.map((end, k) => ({ ...end, place: places[k] })),
      models,
    ),
  };
  const scaled = (field: string): Channel<"y"> => ({
    field,
    type: "quantitative",
    scale: { domain, zero: false, nice: false },
    ...y,
  });
  const coloured = models.slice(0, MOST_SERIES);
  const color: Channel<"color"> = {
    field: "model",
    type: "nominal",
    scale: { domain: coloured, range: "category" },
    legend: null,
  };
  const lead = atMost(!crowded ? 15 : models.length > 60 ? 140 : 60, 0.08);
  // Layers share no selection; where nothing is under the pointer, all hold for every model.
  const selections = ["byLine", "byRest", "byPoint", "byName"];
  const fade = { and: selections.map((param) => ({ param })) };
  const opacity = { condition: { test: fade, value: 1 }, value: 0.1 };
  const pointedAt = { or: selections.map((param) => ({ param, empty: false })) };
  const bandOpacity = crowded
    ? { condition: { test: pointedAt, value: 0.2 }, value: 0 }
    : { condition: { test: fade, value: 0.12 }, value: 0.02 };
  const pointed = (name: string): Selection => ({
    name,
    select: { type: "point", fields: ["model"], on: "pointerover", clear: "pointerout" },
  });
  const rest = models.length > coloured.length;
  const onlyColoured = rest ? [{ filter: "!datum.other" }] : [];
  const onlyOthers = [{ filter: "datum.other" }];
  const leader = (style: object): Layer => ({
    data: names,
    transform: "color" in style ? onlyColoured : onlyOthers,
    mark: { type: "rule", strokeWidth: 1, aria: false, ...("color" in style ? {} : style) },
    encoding: {
      x: { value: { expr: "width + 3" } },
      x2: { value: { expr: `width + ${lead}` } },
      y: scaled("end"),
      y2: { field: "place" },
      ...("color" in style ? { color } : {}),
      opacity,
    },
  });
  const cut = cutsOf(values, { domain, x: x as { field: string }, bands: !crowded });
  return {
    height,
    layer: [
      {
        transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }, ...onlyColoured],
        mark: { type: "area", clip: true, aria: false },
        encoding: {
          x,
          y: scaled("lower"),
          y2: { field: "upper" },
          color,
          opacity: bandOpacity,
        },
      },
      // The others are grey, behind those that have a colour.
      ...(rest
        ? [
            {
              params: [pointed("byRest")],
              transform: onlyOthers,
              mark: { type: "line" as const, clip: true, strokeWidth: 1, style: "others" },
              encoding: {
                x,
                y: scaled("rating"),
                detail: { field: "model" },
                opacity: faint(fade),
              },
            },
          ]
        : []),
      {
        params: rest ? [pointed("byLine")] : [pointed("byLine"), pointed("byRest")],
        transform: onlyColoured,
        mark: { type: "line", clip: true, strokeWidth: crowded ? 1.6 : 2 },
        encoding: { x, y: scaled("rating"), color, opacity },
      },
      {
        // A line has one tooltip only, so its points have theirs, seen or unseen.
        transform: [{ filter: "isValid(datum.rating)" }, ...(dots ? onlyColoured : [])],
        params: [pointed("byPoint")],
        mark: { type: "point", clip: true, filled: true, size: 30, aria: false },
        encoding: {
          x,
          y: scaled("rating"),
          color,
          tooltip,
          opacity: dots ? opacity : { value: 0 },
        },
      },
      ...(dots && rest
        ? [
            {
              transform: [{ filter: "isValid(datum.rating)" }, ...onlyOthers],
              mark: {
                type: "point" as const,
                clip: true,
                filled: true,
                size: 14,
                style: "others",
                aria: false,
              },
              encoding: { x, y: scaled("rating"), tooltip, opacity: faint(fade) },
            },
          ]
        : []),
      // Marks of which there are none would leave Vega's scale without an extent.
      ...(["triangle-up", "triangle-down"] as const).flatMap((shape): Layer[] => {
        const marks = cut.filter((one) => one.shape === shape);
        if (marks.length === 0) return [];
        return [
          {
            data: { values: marks },
            mark: { type: "point", shape, style: "cut", filled: true, size: 28, yOffset: 0 },
            encoding: { x, y: scaled("at"), opacity: { value: 0.9 } },
          },
        ];
      }),
      leader({ color }),
      ...(rest ? [leader({ style: "others" })] : []),
      {
        params: [pointed("byName")],
        data: names,
        mark: {
          type: "text",
          align: "left",
          baseline: "middle",
          style: "name",
          fontSize: 12,
          limit: NAMES_LIMIT,
        },
        encoding: {
          x: { value: { expr: `width + ${lead} + 4` } },
          y: scaled("place"),
          text: { value: { expr: shortened("datum.model") } },
          opacity,
        },
      },
    ],
  };
}

/**
 * The rows with a mark on those of models that have no colour of their own. A filter by names would
 * put them into an expression, where Vega fails at a model called "constructor".
 */
export function withOthers<Row extends { model: string }>(
  rows: readonly Row[],
  models: readonly string[],
): (Row & { other?: true })[] {
  const others = new Set(models.slice(MOST_SERIES));
  return rows.map((row) => (others.has(row.model) ? { ...row, other: true } : row));
}

/** Grey lines stay where another is pointed at, fainter. */
const faint = (fade: object) =>
  ({ condition: { test: fade, value: 0.55 }, value: 0.12 }) as Channel<"opacity">;

/** Where lines, or bands that are seen, go on beyond the scale: one mark for each place and side. */
function cutsOf(
  values: readonly LinePoint[],
  { domain, x, bands }: { domain: readonly [number, number]; x: { field: string }; bands: boolean },
) {
  const cuts = new Map<string, { shape: "triangle-up" | "triangle-down"; at: number }>();
  for (const point of values) {
    if (point.rating === null) continue;
    const at = (point as unknown as Record<string, unknown>)[x.field];
    const ends = [point.rating, ...(bands ? [point.lower, point.upper] : [])];
    const known = ends.filter((end) => end !== null);
    if (Math.max(...known) > domain[1]) {
      cuts.set(`${at} up`, { [x.field]: at, shape: "triangle-up", at: domain[1] } as never);
    }
    if (Math.min(...known) < domain[0]) {
      cuts.set(`${at} down`, { [x.field]: at, shape: "triangle-down", at: domain[0] } as never);
    }
  }
  return [...cuts.values()];
}

/** What is to be said of lines: which have a colour, and that some go on beyond the scale. */
export function lineNotes(
  lines: Pick<Layers, "layer">,
  models: number,
  words: ChartWords,
): string[] {
  const isCut = JSON.stringify(lines.layer).includes('"cut"');
  return [
    ...(models > MOST_SERIES ? [words.coloured(MOST_SERIES, models)] : []),
    ...(isCut ? [words.cut] : []),
  ];
}

/**
 * Ratings are relative to the mean of the models that there are, so each newcomer moves all others.
 * Moves the points of every x so that the models that have a rating at all of them keep the mean
 * that they have at the last; tells whether anything moved. Fewer than two such models fix nothing.
 */
export function centred<P extends LinePoint>(
  points: readonly P[],
  xOf: (point: P) => unknown,
): { points: P[]; moved: boolean } {
  const at = new Map<unknown, P[]>();
  for (const point of points) at.set(xOf(point), [...(at.get(xOf(point)) ?? []), point]);
  const ratingsOf = (group: readonly P[]): Map<string, number> =>
    new Map(group.flatMap(({ model, rating }) => (rating === null ? [] : [[model, rating]])));
  const rated = [...at.values()].map(ratingsOf).filter(({ size }) => size > 0);
  const last = rated.at(-1);
  const fixed = [...(last?.keys() ?? [])].filter((model) => rated.every((one) => one.has(model)));
  if (!last || fixed.length < 2 || rated.every((one) => one.size === fixed.length)) {
    return { points: [...points], moved: false };
  }
  const mean = (ratings: ReadonlyMap<string, number>): number =>
    fixed.reduce((sum, model) => sum + (ratings.get(model) as number), 0) / fixed.length;
  const wanted = mean(last);
  let moved = false;
  const result = [...at.values()].flatMap((group) => {
    const ratings = ratingsOf(group);
    const shift = ratings.size === 0 ? 0 : wanted - mean(ratings);
    moved ||= Math.abs(shift) > 0.5;
    const move = (value: number | null) => (value === null ? null : value + shift);
    return group.map((point) => ({
      ...point,
      rating: move(point.rating),
      lower: move(point.lower),
      upper: move(point.upper),
    }));
  });
  return { points: result, moved };
}

/**
 * Moves values apart so that they are at least `least` from each other and all within the domain,
 * if they fit, with as little movement as in a row of books: overlapping neighbours form a block
 * around their mean. The result has the order of the input.
 */
export function spread(
  values: readonly number[],
  { least, domain }: { least: number; domain: readonly [number, number] },
): number[] {
  const order = values.map((_, k) => k).sort((a, b) => values[a] - values[b]);
  const blocks: { members: number[]; centre: number }[] = [];
  const [low, high] = domain;
  const within = (centre: number, size: number): number => {
    const half = ((size - 1) * least) / 2;
    return Math.max(low + half, Math.min(high - half, centre));
  };
  for (const k of order) {
    let block = { members: [k], centre: within(values[k], 1) };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      const room = ((last.members.length + block.members.length) * least) / 2;
      if (block.centre - last.centre >= room) break;
      blocks.pop();
      const members = [...last.members, ...block.members];
      const mean = members.reduce((sum, m) => sum + values[m], 0) / members.length;
      block = { members, centre: within(mean, members.length) };
    }
    blocks.push(block);
  }
  const result = new Array<number>(values.length);
  for (const { members, centre } of blocks) {
    members.forEach((k, place) => {
      result[k] = centre + (place - (members.length - 1) / 2) * least;
    });
  }
  return result;
}
