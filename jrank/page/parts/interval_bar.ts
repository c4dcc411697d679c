/** Intervals as pictures in the cells of a table, all on one scale. */
import type { License } from "../../core/types.ts";
import { type RatingEnds, roundNumbers } from "../../words/shown_number.ts";
import { s } from "./dom.ts";

export interface Scale {
  low: number;
  high: number;
}

/** A scale that holds every number of the rows, with room at both ends; none without numbers. */
export function scaleOf(rows: readonly RatingEnds[]): Scale | undefined {
  const ends = rows
    .flatMap((row) => [row.rating, row.lower, row.upper, row.ci_lower, row.ci_upper])
    .filter((value) => value !== null);
  if (ends.length === 0) return undefined;
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const room = (high - low || 1) * 0.04;
  return { low: low - room, high: high + room };
}

const ticksOf = ({ low, high }: Scale): number[] => roundNumbers(low, high);

const at = (value: number, { low, high }: Scale): string =>
  `${(((value - low) / (high - low)) * 100).toFixed(2)}%`;

/** A thin line for the whole interval, a thick one for 68 %, a dot for the rating. */
export function intervalBar(
  row: RatingEnds,
  license: License,
  scale: Scale,
  label: string,
): SVGElement {
  const { rating, lower, upper, ci_lower, ci_upper } = row;
  const line = (from: number, to: number, name: string): SVGElement =>
    s("line", { class: name, x1: at(from, scale), x2: at(to, scale), y1: "50%", y2: "50%" });
  return s(
    "svg",
    {
      class: `interval license-${license}`,
      width: "100%",
      height: 22,
      role: "img",
      "aria-label": label,
    },
    ticksOf(scale).map((tick) =>
      s("line", {
        class: "tick",
        x1: at(tick, scale),
        x2: at(tick, scale),
        y1: 0,
        y2: "100%",
      }),
    ),
    // An open side runs to the edge, dashed: there is no bound to draw.
    rating !== null && (ci_lower === null) !== (ci_upper === null)
      ? line(ci_lower ?? scale.low, ci_upper ?? scale.high, "open-side")
      : null,
    ci_lower !== null && ci_upper !== null ? line(ci_lower, ci_upper, "whole") : null,
    lower !== null && upper !== null ? line(lower, upper, "inner") : null,
    rating === null ? null : s("circle", { cx: at(rating, scale), cy: "50%", r: 5 }),
  );
}

/** The numbers of the scale, for the head of the column. */
export function scaleAxis(scale: Scale, format: (value: number) => string): SVGElement {
  return s(
    "svg",
    { class: "axis", "aria-hidden": "true", width: "100%", height: 16 },
    ticksOf(scale).map((tick) =>
      s("text", { x: at(tick, scale), y: 12, "text-anchor": anchorOf(tick, scale) }, format(tick)),
    ),
  );
}

/** Numbers near an end of the scale keep within it, however narrow the column is. */
function anchorOf(tick: number, { low, high }: Scale): "start" | "middle" | "end" {
  const share = (tick - low) / (high - low);
  return share < 0.12 ? "start" : share > 0.88 ? "end" : "middle";
}
