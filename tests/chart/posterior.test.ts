import { describe, expect, it } from "vitest";
import type { ChartSource, RatingDraws, VegaLiteSpec } from "../../jrank/chart/chart.ts";
import { cornerChart, niceTicks } from "../../jrank/chart/kinds/corner.ts";
import { posteriorChart } from "../../jrank/chart/kinds/posterior_ridges.ts";
import { createRandom } from "../../jrank/core/random.ts";
import type { Compute } from "../../jrank/core/types.ts";
import { chartSource, randomGames } from "../support/chart_source.ts";
import { schemaErrors } from "../support/vega_lite_schema.ts";

const ids = ["a", "b", "c", "d", "e", "f", "g"];
const board = chartSource(randomGames(ids, { games: 300, seed: 5 }));

/** Draws around 1000 for every model, b always 50 above a. */
function drawsOf(count: number, change: (values: Float64Array) => void = () => {}): RatingDraws {
  const random = createRandom(1);
  const values = Float64Array.from(
    { length: count * ids.length },
    () => 1000 + 30 * random.normal(),
  );
  for (let d = 0; d < count; d++) {
    values[d * ids.length + 1] = values[d * ids.length] + 50;
  }
  change(values);
  return { models: ids, values };
}

interface Cell {
  row: string;
  column: string;
  share: number;
  value: number;
  x: number;
  x2: number;
  y: number;
  y2: number;
}

interface Summary {
  model: string;
  note: string;
  median: number | null;
  upper: number | null;
}

const summaries = (spec: VegaLiteSpec | undefined): Summary[] =>
  (spec as { layer: { data: { values: Summary[] } }[] }).layer.flatMap(({ data }) => data.values);
const source = (draws: RatingDraws, compute: Compute = "mcmc"): ChartSource => ({
  ...board,
  ranking: { ...board.ranking, compute },
  draws,
});

describe("the corner plot", () => {
  const cornerOf = (draws: RatingDraws, options = {}) => cornerChart(source(draws), options);

  it("draws each two of the chosen models, as valid Vega-Lite", () => {
    const spec = cornerOf(drawsOf(400), { posteriorModels: ["a", "b", "c"] });
    expect(schemaErrors(spec)).toEqual([]);
    const layers = (spec as { layer: { data: { name?: string; values: Cell[] } }[] }).layer;
    const named = (name: string): Cell[] =>
      layers.find(({ data }) => data.name === name)?.data.values ?? [];
    // b follows a in every draw.
    expect(
      named("correlations")
        .map(({ value }) => value)
        .sort()
        .at(-1),
    ).toBeCloseTo(1, 12);
    expect(named("correlations")).toHaveLength(3);
    const shares = new Map<string, number>();
    for (const { row, column, share } of named("bins")) {
      shares.set(`${row}/${column}`, (shares.get(`${row}/${column}`) ?? 0) + share);
    }
    expect(shares.size).toBe(3);
    for (const share of shares.values()) expect(share).toBeGreaterThan(0.95);
    for (const { x, x2, y, y2 } of named("bins")) {
      expect([x, x2, y, y2].every((at) => at >= 0 && at <= 3)).toBe(true);
    }
  });

  it("leaves out draws that do not tell, and says how many; draws nothing from few", () => {
    const draws = drawsOf(400, (values) => {
      for (let d = 0; d < 100; d++) values[d * 7] = Number.NaN;
    });
    const spec = cornerOf(draws, { posteriorModels: ["a", "c"] }) as {
      title: { subtitle: string[] };
    };
    expect(spec.title.subtitle.join(" ")).toContain("left out: 25 % of the draws");
    expect(cornerOf(draws, { posteriorModels: ["a"] })).toBe(undefined);
    expect(cornerOf(drawsOf(40), {})).toBe(undefined);
  });
});

it("niceTicks gives round numbers inside the bounds", () => {
  expect(niceTicks(1164, 1403, 2)).toEqual([1200, 1300, 1400]);
  expect(niceTicks(-0.3, 0.31, 2)).toEqual([-0.2, 0, 0.2]);
  expect(niceTicks(0.9, 1.1, 2).length).toBeGreaterThan(0);
});

describe("the posterior chart", () => {
  it("draws the chosen models and their differences, as valid Vega-Lite", () => {
    const spec = posteriorChart(source(drawsOf(400)), { posteriorModels: ["a", "b"] });
    expect(schemaErrors(spec)).toEqual([]);
    const rows = summaries(spec);
    expect(rows.map(({ model }) => model).sort()).toEqual(expect.arrayContaining(["a", "b"]));
    expect(rows).toHaveLength(3);
  });

  it("takes the best five where none are chosen, and all pairs of them", () => {
    const spread = drawsOf(400, (values) => {
      const random = createRandom(2);
      values.forEach((value, k) => {
        values[k] = value + random.normal();
      });
    });
    const rows = summaries(posteriorChart(source(spread), {}));
    expect(rows).toHaveLength(5 + 10);
    const best = board.ranking.ranking.slice(0, 5).map(({ model_id }) => model_id);
    expect(rows.slice(0, 5).map(({ model }) => model)).toEqual(best);
  });

  it("says how often one is ahead, and of what", () => {
    const draws = drawsOf(400, (values) => {
      for (let d = 0; d < 400; d++)
        values[d * 7 + 2] = 1000 + (d % 4 === 0 ? -1 : 1) * (60 + d / 9);
      for (let d = 0; d < 400; d++) values[d * 7 + 3] = 1000;
    });
    const options = { posteriorModels: ["c", "d"] };
    const note = (compute: Compute): string => {
      const rows = summaries(posteriorChart(source(draws, compute), options));
      return rows.at(-1)?.note as string;
    };
    const ahead = board.ranking.ranking.findIndex(({ model_id }) => model_id === "c");
    const behind = board.ranking.ranking.findIndex(({ model_id }) => model_id === "d");
    const share = ahead < behind ? "75.0" : "25.0";
    expect(note("mcmc")).toBe(`${share} % of draws`);
    expect(note("mle")).toBe(`${share} % of rounds`);
  });

  it("draws no curve beyond the draws, which would contradict what is said beside it", () => {
    const draws = drawsOf(400, (values) => {
      for (let d = 0; d < 400; d++) values[d * 7 + 2] = 1000 + 0.1 * d;
    });
    const spec = posteriorChart(source(draws, "mle"), { posteriorModels: ["c"] });
    const ats = [...JSON.stringify(spec).matchAll(/"at":([\d.]+)/g)].map(([, at]) => Number(at));
    expect(ats.length).toBeGreaterThan(20);
    expect(Math.min(...ats)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...ats)).toBeLessThanOrEqual(1040);
  });

  it("counts draws that leave a rating open: in words, intervals and shares", () => {
    const draws = drawsOf(400, (values) => {
      // a: a quarter of the draws far above or unknown; g: always 1000 ± something.
      for (let d = 0; d < 100; d++) values[d * 7] = d < 50 ? Number.POSITIVE_INFINITY : Number.NaN;
      for (let d = 100; d < 400; d++) values[d * 7] = 2000 + d / 100;
    });
    const rows = summaries(posteriorChart(source(draws), { posteriorModels: ["a", "g"] }));
    const a = rows.find(({ model }) => model === "a");
    expect(a).toMatchObject({ note: "25 % undetermined", median: null, upper: null });
    const forward = rows.at(-1)?.model === "a − g";
    const share = forward ? "87.5–100 % of draws" : "0–12.5 % of draws";
    expect(rows.at(-1)?.note).toBe(`${share} · 25 % undetermined`);
  });

  it("draws nothing from too few draws, or none", () => {
    expect(posteriorChart(source(drawsOf(10)), {})).toBe(undefined);
    expect(posteriorChart({ ranking: board.ranking }, {})).toBe(undefined);
  });
});
