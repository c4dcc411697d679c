/** Two or more rankings in one picture: judges, dates, settings. */

import { kendallTauB, spearmanRho } from "../../stats/numeric/rank_correlation.ts";
import { wordsOf } from "../../words/charts.ts";
import { ratingFormat, ratingTicks, titleBlock, tooltip } from "../captions.ts";
import type { Channel, ChartOptions, VegaLiteSpec } from "../chart.ts";
import { besideNames, MODEL_AXIS, shortened } from "../responsive.ts";
import { axisSide, spec } from "../theme.ts";

/** A ranking as it is compared; null is what its data do not determine. */
export interface ComparedRanking {
  label: string;
  rows: readonly {
    model_id: string;
    name: string;
    rating: number | null;
    lower: number | null;
    upper: number | null;
  }[];
}

/** How alike two rankings order the models that both rate. */
interface Likeness {
  labels: readonly [string, string];
  models: number;
  tau: number | null;
  rho: number | null;
}

interface OverplotOptions extends ChartOptions {
  /** Of the intervals, such as 0.95. */
  confidence: number;
  isRate: boolean;
  scale: number;
}

/** The rank correlations of every two rankings. */
export function likenesses(rankings: readonly ComparedRanking[]): Likeness[] {
  return rankings.flatMap((one, k) =>
    rankings.slice(k + 1).map((other) => {
      const ratings = ratingsOf(other);
      const common = [...ratingsOf(one)].filter(([id]) => ratings.has(id));
      const a = common.map(([, rating]) => rating);
      const b = common.map(([id]) => ratings.get(id) as number);
      return {
        labels: [one.label, other.label] as const,
        models: common.length,
        tau: kendallTauB(a, b),
        rho: spearmanRho(a, b),
      };
    }),
  );
}

function ratingsOf({ rows }: ComparedRanking): Map<string, number> {
  return new Map(
    rows.flatMap(({ model_id, rating }) => (rating === null ? [] : [[model_id, rating]])),
  );
}

/**
 * Ratings are relative to the models of their ranking: moves each ranking so that the models that
 * all rate have the mean that they have in the first. Tells whether anything moved.
 */
export function alignRankings(rankings: readonly ComparedRanking[]): {
  aligned: ComparedRanking[];
  moved: boolean;
} {
  const ratings = rankings.map(ratingsOf);
  const common = [...(ratings[0]?.keys() ?? [])].filter((id) =>
    ratings.every((one) => one.has(id)),
  );
  const means = ratings.map(
    (one) => common.reduce((sum, id) => sum + (one.get(id) as number), 0) / common.length,
  );
  if (common.length === 0) return { aligned: [...rankings], moved: false };
  const shifts = means.map((mean) => means[0] - mean);
  const aligned = rankings.map(({ label, rows }, k) => {
    const move = (value: number | null) => (value === null ? null : value + shifts[k]);
    return {
      label,
      rows: rows.map((row) => ({
        ...row,
        rating: move(row.rating),
        lower: move(row.lower),
        upper: move(row.upper),
      })),
    };
  });
  return { aligned, moved: shifts.some((shift) => Math.abs(shift) > 0.5) };
}

/** Draws every model that some ranking rates, the best of the first ranking on top. */
export function overplotChart(
  rankings: readonly ComparedRanking[],
  options: OverplotOptions,
): VegaLiteSpec | undefined {
  const words = wordsOf(options);
  const { aligned, moved } = options.isRate
    ? { aligned: rankings, moved: false }
    : alignRankings(rankings);
  const names = namesOf(aligned);
  const values = aligned.flatMap(({ label, rows }) =>
    rows.flatMap(({ model_id, rating, lower, upper }) =>
      rating === null || options.skip?.includes(model_id)
        ? []
        : [{ model: names.get(model_id) as string, id: model_id, label, rating, lower, upper }],
    ),
  );
  if (values.length === 0) return undefined;
  const models = [...new Set(values.map(({ model }) => model))];
  const labels = rankings.map(({ label }) => label);
  const side = axisSide(models.length);
  const many = side === "top";
  const y: Channel<"y"> = {
    field: "model",
    type: "nominal",
    scale: { domain: models },
    axis: MODEL_AXIS,
  };
  const yOffset: Channel<"yOffset"> = {
    field: "label",
    type: "nominal",
    scale: { domain: labels, paddingOuter: 0.4 },
  };
  // The legend begins where the names end.
  const legend = besideNames(models, 1000);
  const color: Channel<"color"> = {
    field: "label",
    type: "nominal",
    scale: { domain: labels, range: "category" },
    legend: {
      title: options.legendTitle ?? null,
      orient: "top",
      labelExpr: shortened("datum.label", legend),
      labelLimit: { expr: legend },
      titleLimit: 0,
      columns: 1,
      symbolOpacity: 1,
    },
  };
  const format = ratingFormat({
    compute: options.isRate ? "winrate" : "mle",
    scale: options.scale,
  });
  const x = (field: string): Channel<"x"> => ({
    field,
    type: "quantitative",
    title: options.isRate ? words.winRateAxis : words.rating,
    scale: { zero: false, nice: true },
    axis: { orient: side, ...ratingTicks(options.isRate) },
  });
  const hover = tooltip(
    ["id", words.tip.model],
    ["label", words.tip.ranking],
    ["rating", words.tip.rating, format],
    ["lower", words.tip.from, format],
    ["upper", words.tip.to, format],
  );
  const facts = [
    ...correlationFacts(likenesses(rankings), words),
    [words.oneInterval(options.confidence), ...(moved ? [words.moved] : [])].join(" · "),
  ];
  const opacity = { condition: { param: "chosen", value: 1 }, value: 0.15 };
  return spec(
    {
      title: titleBlock(
        isLong(labels) ? words.overplotOf(labels.length) : words.overplot(labels),
        facts,
        options,
      ),
      height: models.length * (labels.length * (many ? 7 : 10) + (many ? 4 : 8)),
      data: { name: "rankings", values },
      layer: [
        {
          transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
          mark: { type: "rule", strokeWidth: 2 },
          encoding: {
            y,
            yOffset,
            color,
            opacity,
            x: x("lower"),
            x2: { field: "upper" },
            tooltip: hover,
          },
        },
        {
          params: [
            { name: "chosen", select: { type: "point", fields: ["label"] }, bind: "legend" },
          ],
          mark: { type: "point", filled: true, size: many ? 30 : 55 },
          encoding: { ...{ y, yOffset, color, opacity }, x: x("rating"), tooltip: hover },
        },
      ],
    },
    options,
  );
}

/** The name of each model in the first ranking that has it; names of two models get their ids. */
function namesOf(rankings: readonly ComparedRanking[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { rows } of rankings) {
    for (const { model_id, name } of rows) if (!names.has(model_id)) names.set(model_id, name);
  }
  const all = [...names.values()];
  const shared = new Set(all.filter((name, k) => all.indexOf(name) !== k));
  return new Map([...names].map(([id, name]) => [id, shared.has(name) ? `${name} (${id})` : name]));
}

/** Whether a line of these would be longer than the chart; the legend has them all. */
function isLong(labels: readonly string[]): boolean {
  return labels.join(", ").length > 60;
}

/** Up to three pairs in full, more as ranges. */
function correlationFacts(pairs: readonly Likeness[], words: ReturnType<typeof wordsOf>): string[] {
  const show = (value: number | null): string => (value === null ? "–" : value.toFixed(2));
  if (pairs.length <= 3) {
    return pairs.map(({ labels, models, tau, rho }) =>
      words.likeness(pairs.length > 1 ? labels : [], show(tau), show(rho), models),
    );
  }
  const range = (values: (number | null)[]): string => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? "–" : `${show(Math.min(...known))} … ${show(Math.max(...known))}`;
  };
  const models = Math.min(...pairs.map((pair) => pair.models));
  return [
    words.likeness(
      [],
      range(pairs.map(({ tau }) => tau)),
      range(pairs.map(({ rho }) => rho)),
      models,
    ),
  ];
}
