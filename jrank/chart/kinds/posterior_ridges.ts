/** How far ratings and their differences are known: the densities of their draws. */
import { density } from "../../stats/numeric/density.ts";
import { quantilesOf } from "../../stats/numeric/quantile.ts";
import { type ChartWords, wordsOf } from "../../words/charts.ts";
import { ratingFormat, ratingTicks, titleOf, tooltip } from "../captions.ts";
import type { Channel, ChartOptions, ChartSource, Layer, Layers, VegaLiteSpec } from "../chart.ts";
import { chosenDraws, type ModelDraws } from "../chosen_draws.ts";
import { NAMES_LIMIT, NARROW, panelTitle, shortened } from "../responsive.ts";
import { spec } from "../theme.ts";

/**
 * Draws the chosen models and the difference of every two of them, with the share of draws in which
 * the first is ahead. A draw that does not determine a rating is left out of its density, and the
 * words beside it say how many are; intervals count it.
 */
export function posteriorChart(
  source: ChartSource,
  options: ChartOptions,
): VegaLiteSpec | undefined {
  const { ranking } = source;
  const words = wordsOf(options);
  const isPosterior = ranking.compute === "mcmc";
  const models = chosenDraws(source, options).map((model, series) => ({ series, ...model }));
  const format = ratingFormat(ranking);
  const shared = { series: models.length, format, words };
  const single = drawnRidges(
    models.map((model) => ridgeOf([model], model.series, model.draws, words.undetermined)),
  );
  if (single.length === 0) return undefined;
  const differences = drawnRidges(
    models.flatMap((one, k) =>
      models.slice(k + 1).map((other) => {
        const gaps = one.draws.map((value, d) => value - other.draws[d]);
        const behind = { name: `− ${other.name}`, whole: `− ${other.whole}` };
        const ridge = ridgeOf([one, behind], one.series, gaps, words.undetermined);
        const notes = [words.ahead(aheadShare(gaps), isPosterior), ridge.note];
        return { ...ridge, note: notes.filter((note) => note !== undefined).join(" · ") };
      }),
    ),
  );
  const second = heightOf(single) + GAP;
  const height = differences.length === 0 ? heightOf(single) : second + heightOf(differences);
  const upper = { title: words.ratingsOf(isPosterior), x: words.rating, zero: false, top: 0 };
  const lower = { title: words.differencesOf, x: words.difference, zero: true, top: second };
  return spec(
    {
      title: titleOf(ranking, words.posterior(isPosterior), options, [
        words.drawsInterval(isPosterior),
      ]),
      height,
      resolve: { scale: { x: "independent", y: "independent" } },
      layer: [
        ridgePanel(single, { ...upper, ...shared, height }),
        ...(differences.length > 0
          ? [ridgePanel(differences, { ...lower, ...shared, height })]
          : []),
      ],
    },
    options,
  );
}

function ridgeOf(
  names: readonly Pick<ModelDraws, "name" | "whole">[],
  series: number,
  draws: Float64Array,
  undetermined: (share: number) => string,
): Ridge {
  const missing = 1 - draws.filter(Number.isFinite).length / draws.length;
  const name = names.map((one) => one.name);
  const model = names.map(({ whole }) => whole).join(" ");
  return { name, model, series, draws, ...(missing > 0 && { note: undetermined(missing) }) };
}

/**
 * The share of draws above 0, equal ones by half: a range where some draws do not tell, from those
 * being behind to those being ahead.
 */
function aheadShare(gaps: Float64Array): [number, number] {
  const unknown = gaps.filter(Number.isNaN).length;
  const ahead = gaps.reduce(
    (sum, gap) => (Number.isNaN(gap) ? sum : sum + (Math.sign(gap) + 1) / 2),
    0,
  );
  return [ahead / gaps.length, (ahead + unknown) / gaps.length];
}

const STEP = 46;
/** Between the panels: an axis, its title, and the title of the next. */
const GAP = 84;
/** With fewer draws a density would show the draws, not what they were drawn from. */
const LEAST_DRAWS = 20;

/** A tail lower than this share of a row is a line that only widens the scale. */
const FLAT = 0.004;

interface Ridge {
  /** One line or two. */
  name: readonly string[];
  /** Whole, for tooltips. */
  model: string;
  /** ChartWords at the right end. */
  note?: string;
  /** The colour that it has, by number from 0. */
  series: number;
  /** Infinite or NaN where a draw does not tell. */
  draws: Float64Array;
}

/** A ridge with its density. */
type DrawnRidge = Ridge & { curve: NonNullable<ReturnType<typeof density>> };

/** Pixels of a panel. */
const heightOf = (drawn: readonly DrawnRidge[]): number => STEP * (drawn.length + 0.55);

interface RidgeOptions {
  /** Where the panel begins, in pixels, and how high the whole chart is. */
  top: number;
  height: number;
  title: string;
  /** Title of the axis. */
  x: string;
  /** How many colours there are. */
  series: number;
  /** Whether 0 is marked. */
  zero: boolean;
  /** Of the numbers in tooltips. */
  format: string;
  words: ChartWords;
}

/** The ridges that have draws enough. */
function drawnRidges(ridges: readonly Ridge[]): DrawnRidge[] {
  return ridges.flatMap((ridge) => {
    const known = ridge.draws.filter(Number.isFinite);
    const curve = known.length < LEAST_DRAWS ? null : density(known);
    return curve ? [{ ...ridge, curve: within(curve, known) }] : [];
  });
}

/** A curve between the least and the greatest draw: beyond, it would contradict "all rounds". */
function within({ x, y }: DrawnRidge["curve"], draws: Float64Array): DrawnRidge["curve"] {
  const [least, most] = [
    draws.reduce((a, b) => Math.min(a, b)),
    draws.reduce((a, b) => Math.max(a, b)),
  ];
  const kept = x.flatMap((at, k) => (at >= least && at <= most ? [k] : []));
  return { x: kept.map((k) => x[k]), y: kept.map((k) => y[k]) };
}

/** A ridge for each name, in its own part of the view and on its own scale. */
function ridgePanel(
  drawn: readonly DrawnRidge[],
  { title, x, series, zero, format, words, top, height }: RidgeOptions,
): Layers {
  const bottom = top + heightOf(drawn);
  const all = drawn.flatMap(({ curve }) => [curve.x[0], curve.x.at(-1) as number]);
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.max(...all) - Math.min(...all))));
  const round = (value: number): number => Number(value.toFixed(Math.min(digits, 12)));
  // Each ridge is as high as the others, so that a wide one can still be seen.
  const curves = drawn.flatMap(({ series: own, curve }, k) => {
    const most = Math.max(...curve.y);
    return curve.x.flatMap((at, p) => {
      const height = (0.8 * curve.y[p]) / most;
      if (height < FLAT) return [];
      return {
        ridge: k,
        series: own,
        at: round(at),
        base: -k,
        top: Number((height - k).toFixed(4)),
      };
    });
  });
  const summaries = drawn.map(({ name, model, note = "", series: own, draws }, k) => {
    const quantile = quantilesOf(draws);
    const at = (p: number): number | null => {
      const value = quantile(p);
      return value === null ? null : round(value);
    };
    return {
      name: name[0],
      other: name[1] ?? null,
      model,
      note,
      series: own,
      base: -k,
      below: -k - 0.08,
      middle: -k + 0.2,
      median: at(0.5),
      lower: at(0.025),
      upper: at(0.975),
      lower68: at(0.16),
      upper68: at(0.84),
    };
  });
  const along = (field: string): Channel<"x"> => ({
    field,
    type: "quantitative",
    title: x,
    scale: { zero: false, nice: true },
    axis: { orient: "bottom", offset: bottom - height, grid: false, ...ratingTicks() },
  });
  const up = (field: string): Channel<"y"> => ({
    field,
    type: "quantitative",
    axis: null,
    scale: { domain: [0.4 - drawn.length, 0.95], range: [bottom, top], nice: false, zero: false },
  });
  const domain = Array.from({ length: series }, (_, k) => k);
  const color: Channel<"color"> = {
    field: "series",
    type: "nominal",
    legend: null,
    scale: { domain, range: "category" },
  };
  const hover = tooltip(
    ["model", words.tip.model],
    ["median", words.tip.median, format],
    ["lower", words.tip.from95, format],
    ["upper", words.tip.to95, format],
    ["lower68", words.tip.from68, format],
    ["upper68", words.tip.to68, format],
    ["note", words.tip.note],
  );
  const rule = (from: string, to: string, strokeWidth: number): Layer => ({
    transform: [{ filter: `isValid(datum.${from}) && isValid(datum.${to})` }],
    mark: { type: "rule", strokeWidth, strokeCap: "round", aria: false },
    encoding: { x: along(from), x2: { field: to }, y: up("below"), color, tooltip: hover },
  });
  // Where there is no room on both sides, what is said of a ridge stands below its name.
  const [one, other] = [shortened("datum.name"), shortened("datum.other")];
  const left = `isValid(datum.other) ? [${one}, ${other}, ${NARROW} ? datum.note : ""] : [${one}, ${NARROW} ? datum.note : ""]`;
  const beside = (align: "right" | "left", x: string, shown: string): Layer => ({
    mark: {
      type: "text",
      style: "name",
      fontSize: 12,
      align,
      baseline: "middle",
      limit: NAMES_LIMIT,
      aria: false,
    },
    encoding: { x: { value: { expr: x } }, y: up("middle"), text: { value: { expr: shown } } },
  });
  const nought: Layer = {
    data: { values: [{ none: 0 }] },
    mark: { type: "rule", style: "line", strokeDash: [4, 3] },
    encoding: { x: along("none"), y: { value: top }, y2: { value: bottom } },
  };
  return {
    data: { values: summaries },
    layer: [
      {
        data: { values: curves },
        mark: { type: "area", opacity: 0.35, line: { strokeWidth: 1.2 }, aria: false },
        encoding: {
          x: along("at"),
          y: up("base"),
          y2: { field: "top" },
          color,
          detail: { field: "ridge" },
        },
      },
      ...(zero ? [nought] : []),
      rule("lower", "upper", 1.2),
      rule("lower68", "upper68", 4),
      {
        transform: [{ filter: "isValid(datum.median)" }],
        mark: { type: "point", filled: true, size: 45, opacity: 1 },
        encoding: { x: along("median"), y: up("below"), color, tooltip: hover },
      },
      beside("right", "-10", left),
      beside("left", "width + 10", `${NARROW} ? "" : datum.note`),
      panelTitle(title, { x: [{ expr: "0" }, { expr: "width" }], y: `${top - 8}` }),
    ],
  };
}
