/** Ratings as lines with bands, named at their right ends: what evolution and history share. */
import type { Channel, Layers, Position, Selection } from "./chart.ts";

/** Pixels from one name to the next. */
const LABEL_STEP = 15;
const WIDTH = 600;
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
export function lineLayers(options: LineOptions): Layers | undefined {
  const { models, values, settled = values, x, y, tooltip, dots } = options;
  const ends = models.flatMap((model) => {
    const last = values.findLast((point) => point.model === model);
    return last && last.rating !== null ? [{ model, end: last.rating }] : [];
  });
  if (ends.length === 0) return undefined;
  const height = Math.max(360, ends.length * LABEL_STEP);
  // Early intervals are wide as the page; the scale follows the ratings, and bands are clipped.
  const ratings = settled.flatMap(({ rating }) => (rating === null ? [] : [rating]));
  const [least, most] = [Math.min(...ratings), Math.max(...ratings)];
  const margin = 0.1 * (most - least || Math.abs(most) || 1);
  const domain: [number, number] = [least - margin, most + margin];
  const places = spread(
    ends.map(({ end }) => end),
    { least: (LABEL_STEP * (domain[1] - domain[0])) / height, domain },
  );
  const names = {
    name: "ends",
    values: ends.map((end, k) => ({ ...end, place: places[k] })),
  };
  const scaled = (field: string): Channel<"y"> => ({
    field,
    type: "quantitative",
    scale: { domain, zero: false, nice: false },
    ...y,
  });
  const color: Channel<"color"> = {
    field: "model",
    type: "nominal",
    scale: { domain: [...models], range: "category" },
    legend: null,
  };
  const crowded = models.length > CROWD;
  const lead = !crowded ? 15 : models.length > 60 ? 140 : 60;
  // Layers share no selection; where nothing is under the pointer, all hold for every model.
  const selections = ["byLine", "byPoint", "byName"];
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
  return {
    width: WIDTH,
    height,
    layer: [
      {
        transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: "area", clip: true, aria: false },
        encoding: {
          x,
          y: scaled("lower"),
          y2: { field: "upper" },
          color,
          opacity: bandOpacity,
        },
      },
      {
        params: [pointed("byLine")],
        mark: { type: "line", clip: true, strokeWidth: crowded ? 1.2 : 2 },
        encoding: { x, y: scaled("rating"), color, opacity },
      },
      {
        // A line has one tooltip only, so its points have theirs, seen or unseen.
        transform: [{ filter: "isValid(datum.rating)" }],
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
      {
        data: names,
        mark: { type: "rule", strokeWidth: 1, aria: false },
        encoding: {
          x: { value: WIDTH + 3 },
          x2: { value: WIDTH + lead },
          y: scaled("end"),
          y2: { field: "place" },
          color,
          opacity,
        },
      },
      {
        params: [pointed("byName")],
        data: names,
        mark: { type: "text", align: "left", baseline: "middle", style: "name", fontSize: 12 },
        encoding: {
          x: { value: WIDTH + lead + 4 },
          y: scaled("place"),
          text: { field: "model" },
          opacity,
        },
      },
    ],
  };
}

/** Where names at the ends of lines stand, so that none covers another. */
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
