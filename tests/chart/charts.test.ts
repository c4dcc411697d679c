import { describe, expect, it } from "vitest";
import { chartNames, tooltip } from "../../jrank/chart/captions.ts";
import type { ChartOptions, ChartSource, Layers, VegaLiteSpec } from "../../jrank/chart/chart.ts";
import { CHARTS } from "../../jrank/chart/kinds/chart_table.ts";
import { radarChart } from "../../jrank/chart/kinds/radar.ts";
import { centred, lineLayers, lineNotes } from "../../jrank/chart/line_marks.ts";
import { inTheme } from "../../jrank/chart/theme.ts";
import { chartPage, escapeHtml, jsonInScript } from "../../jrank/report/html.ts";
import { renderPng } from "../../jrank/report/picture/render_png.ts";
import { renderChart, renderInThemes } from "../../jrank/report/render.ts";
import { rankingCsv, rankingMarkdown, rankingTable } from "../../jrank/report/tables/table.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { headToHead } from "../../jrank/stats/rank/head_to_head.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { chartsEn } from "../../jrank/words/charts_en.ts";
import { chartSource, longName, randomGames, rankingOf } from "../support/chart_source.ts";
import { schemaErrors } from "../support/vega_lite_schema.ts";

const HOSTILE = '<script>alert(1)</script>"|`日本語\u202eモデル';
const models = ["a/b:c", HOSTILE, "とても長い名前のモデル".repeat(5), "=SUM(A1)"];
const games = Array.from({ length: 160 }, (_, k) => ({
  first: models[k % 4] as string,
  second: models[(k + 1 + (k % 3)) % 4] as string,
  outcome: (1 + ((k * 7) % 3)) as 1 | 2 | 3,
  cluster: `q${k % 20}`,
})).filter(({ first, second }) => first !== second);
const undefeated = { first: "winner", second: "a/b:c", outcome: 1 as const, cluster: "q1" };
const comparisons = comparisonsFrom([...games, undefeated]);
const source: ChartSource = {
  ...chartSource(comparisons, { seed: 1, bootstrapN: 200 }),
  rankChances: {
    models: ["a/b:c", HOSTILE],
    chances: [
      [0.7, 0.3],
      [0.3, 0.7],
    ],
  },
};
const { ranking } = source;

interface Cell {
  row: number;
  column: number;
  wins: number;
  losses: number;
  share: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
}

/** The rows of columns. */
const rowsOf = ({ models: ids, clusters, first, second, outcome, cluster }: Comparisons) =>
  Array.from(first, (i, k) => ({
    first: ids[i] as string,
    second: ids[second[k]] as string,
    outcome: outcome[k] as 1 | 2 | 3,
    cluster: clusters[cluster?.[k] as number] as string,
  }));

const specs: [string, VegaLiteSpec][] = [
  ...Object.entries(CHARTS).map(([name, { build }]): [string, VegaLiteSpec] => [
    name,
    build(source, { language: "ja", note: "note" }) as VegaLiteSpec,
  ]),
  [
    "radar",
    radarChart(["x", "y", "z"], [{ name: HOSTILE, values: [1, null, 9] }], {
      most: 10,
    }) as VegaLiteSpec,
  ],
];

describe.each(specs)("the %s chart", (name, spec) => {
  it("is valid Vega-Lite with its data inside", () => {
    expect(schemaErrors(spec)).toEqual([]);
    expect(JSON.stringify(spec)).not.toContain('"url"');
    // What it shows, for those who hear it.
    if (name !== "radar") expect(spec.description).toContain("rakuda");
  });

  it("is drawn, the same every time, in both themes as in each of them", async () => {
    const { vega, svg } = await renderChart(spec);
    expect(svg).not.toMatch(/NaN|Infinity|<script/);
    // Ticks of ratings are written as ratings are: 1050.
    expect(svg).not.toMatch(/>\d,\d{3}</);
    // Pictures of the kinds that a ranking has are made, and looked at, in publish.test.ts.
    if (name === "radar") {
      const png = await renderPng(svg);
      expect(Buffer.from(png).subarray(1, 4).toString()).toBe("PNG");
    }
    const both = await renderInThemes(spec);
    // As they are written: the compiler's own objects are plain in JSON.
    expect(JSON.stringify(both.vega)).toBe(JSON.stringify(vega));
    expect(both.svg).toBe(svg);
    expect(both.dark).toBe((await renderChart(inTheme(spec, "dark"))).svg);
    expect(both.dark).not.toBe(both.svg);
  });

  it("is drawn right where models are called as a colour or as what all objects have", async () => {
    const text = JSON.stringify(spec).replaceAll("a/b:c", "#FE0002");
    const named = JSON.parse(text.replaceAll("=SUM(A1)", "constructor")) as VegaLiteSpec;
    const { vega, svg, dark } = await renderInThemes(named);
    const alone = await renderChart(named);
    expect([JSON.stringify(vega), svg]).toEqual([JSON.stringify(alone.vega), alone.svg]);
    expect(dark.split("#FE0002").length).toBe(svg.split("#FE0002").length);
  });

  it("makes a page that no name can break out of", () => {
    const page = chartPage(spec, { title: HOSTILE }).join("");
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("Content-Security-Policy");
  });
});

describe("boards of every size", () => {
  it.each([2, 3, 15, 60])("%i models", (size) => {
    const ids = Array.from({ length: size }, (_, k) => longName(k + 1));
    const options = { seed: 1, bootstrapN: 120 };
    const board = chartSource(randomGames(ids, { games: 20 * size, seed: size }), options);
    for (const [name, { build }] of Object.entries(CHARTS)) {
      const drawn = build(board, { theme: size % 2 === 0 ? "light" : "dark", language: "en" });
      expect([name, schemaErrors(drawn)]).toEqual([name, []]);
      if (["position_bias", "posterior", "corner"].includes(name)) continue;
      const text = JSON.stringify(drawn);
      expect([name, ids.filter((id) => !text.includes(id))]).toEqual([name, []]);
    }
  });
});

it("radar: as many models have a colour as there are colours; it says how many have none", () => {
  const series = Array.from({ length: 12 }, (_, k) => ({ name: `m${k}`, values: [k, 1, 2] }));
  const drawn = radarChart(["x", "y", "z"], series, { most: 12 }) as {
    title: { subtitle: string[] };
  };
  expect(schemaErrors(drawn)).toEqual([]);
  expect(drawn.title.subtitle).toEqual(["in colour: the first 8 of 12"]);
  for (const { name } of series) expect(JSON.stringify(drawn)).toContain(`"${name}"`);
});

it("history: the axis names the dates of the rankings, with the time where two have one day", async () => {
  const drawn = async (...dates: string[]): Promise<string> => {
    const history = dates.map((date) => ({ ...ranking, date }));
    return (await renderChart(CHARTS.history.build({ ...source, history }, {}) as VegaLiteSpec))
      .svg;
  };
  // Labels that would overlap stay in the picture, unseen.
  const labelsOf = (svg: string): string[] =>
    [...svg.matchAll(/<text([^>]*)>(20\d\d-[^<]*)</g)].flatMap(([, attributes, text]) =>
      attributes?.includes('opacity="0"') ? [] : [text as string],
    );
  const days = await drawn("2026-01-15T09:00:00.000Z", "2026-02-20T09:00:00.000Z");
  expect(labelsOf(days)).toEqual(["2026-01-15", "2026-02-20"]);
  const hours = await drawn("2026-01-15T09:00:00.000Z", "2026-01-15T21:30:00.000Z");
  expect(labelsOf(hours)).toEqual(["2026-01-15 09:00", "2026-01-15 21:30"]);
  const months = await drawn(
    ...Array.from({ length: 28 }, (_, k) => `2026-02-${`${k + 1}`.padStart(2, "0")}T09:00:00.000Z`),
  );
  expect(labelsOf(months).length).toBeLessThan(12);
});

describe("boards that the data do not determine", () => {
  const pair = (first: string, second: string, k: number) =>
    ({ first, second, outcome: k % 3 === 0 ? 2 : 1, cluster: `q${k}` }) as const;
  const rows = Array.from({ length: 30 }, (_, k) => [pair("a", "b", k), pair("x", "y", k)]).flat();
  it.each(["mle", "map"] as const)(
    "are drawn without numbers from nowhere: %s",
    async (compute) => {
      const board = chartSource(comparisonsFrom(rows), { seed: 1, bootstrapN: 60, compute });
      for (const { build } of Object.values(CHARTS)) {
        const drawn = build(board, {});
        if (!drawn) continue;
        expect(schemaErrors(drawn)).toEqual([]);
        expect((await renderChart(drawn)).svg).not.toMatch(/NaN|Infinity/);
      }
      expect(CHARTS.evolution.build(board, {})).toBe(undefined);
      expect(CHARTS.posterior.build(board, {})).toBe(undefined);
    },
  );
});

describe("groups that met only among themselves", () => {
  const game = (a: string, b: string, k: number) => {
    const [first, second] = k % 2 ? [a, b] : [b, a];
    return { first, second, outcome: k % 3 === 0 ? 2 : 1, cluster: `q${k}` } as const;
  };
  const boardOf = (...pairs: [string, string][]) => {
    const votes = Array.from({ length: 30 }, (_, k) => pairs.map(([a, b]) => game(a, b, k))).flat();
    return chartSource(comparisonsFrom(votes), { seed: 1, bootstrapN: 60 });
  };
  type Drawn = {
    data: { values: Record<string, number | string | null>[] };
    title: { subtitle: string[] };
    layer: { layer?: unknown[]; encoding?: { x?: { scale: { domain: number[] } } } }[];
  };

  it("are drawn and listed each on its own scale, with their own intervals", async () => {
    const board = boardOf(["a", "b"], ["x", "y"]);
    const { data, title, layer } = CHARTS.ranking.build(board, {}) as unknown as Drawn;
    const rows = data.values.filter(({ id }) => id !== undefined);
    for (const { model_id, ...row } of board.ranking.ranking) {
      expect(row.rating).toBe(null);
      expect(rows.find(({ id }) => id === model_id)).toMatchObject({
        rating: row.rating_in_group,
        from: row.ci_lower_in_group,
        to: row.ci_upper_in_group,
        lower: row.lower_in_group,
        upper: row.upper_in_group,
      });
    }
    expect(rows.map(({ band }) => band)).toEqual([0, 0, 1, 1]);
    expect(layer.map((one) => one.layer?.length)).toEqual([9, 9]);
    // A line of numbers stands above each, in whatever order its rows are.
    for (const key of ["place", "by_win_rate", "by_matches", "by_name"]) {
      const lines = new Map(data.values.map((row) => [row.model, row]));
      const order = [...lines.values()].sort((a, b) => Number(a[key]) - Number(b[key]));
      expect(order.map(({ id, band }) => [id === undefined, band])).toEqual(
        [0, 1].flatMap((band) => [
          [true, band],
          [false, band],
          [false, band],
        ]),
      );
    }
    expect(title.subtitle.join(" ")).toContain("are not comparable");
    const table = String(await rankingTable(board.ranking, "en"));
    expect(table).toContain("In group");
    for (const text of [table, rankingMarkdown(board.ranking, "en")]) {
      expect(text).toMatch(/A 1\d\d\d \(\d+ … \d+\)/);
      expect(text).toMatch(/B 1\d\d\d \(\d+ … \d+\)/);
    }
    expect(rankingCsv(board.ranking)).toContain(
      String(board.ranking.ranking[0]?.ci_upper_in_group),
    );
  });

  it("leave the chart of a board that stands as it is: a pair of newcomers is only told", () => {
    const three = [
      ["a", "b"],
      ["b", "c"],
      ["a", "c"],
    ] as [string, string][];
    const drawn = ([boardOf(...three), boardOf(...three, ["x", "y"])] as const).map(
      (board) => CHARTS.ranking.build(board, {}) as unknown as Drawn,
    );
    const [alone, together] = drawn as [Drawn, Drawn];
    // The one advantage of place is learnt from all games, so intervals move by less than a point.
    const rounded = (value: unknown) => (typeof value === "number" ? Math.round(value / 2) : value);
    const numbers = ({ data }: Drawn) =>
      data.values
        .filter(({ rating }) => rating !== null)
        .map(({ id, rating, from, to }) => [id, rating, from, to].map(rounded));
    expect(numbers(together)).toEqual(numbers(alone));
    const [scale, other] = drawn.map(({ layer }) => layer[0]?.encoding?.x?.scale.domain);
    expect(scale?.map(rounded)).toEqual(other?.map(rounded));
    const told = together.data.values.filter(({ id }) => id === "x" || id === "y");
    expect(told.map(({ status }) => status)).toEqual([
      expect.stringMatching(/ · A \d+ \(\d+ … \d+\)$/),
      expect.stringMatching(/ · A \d+ \(\d+ … \d+\)$/),
    ]);
  });
});

describe("lines over matches and dates", () => {
  const point = (model: string, x: number, rating: number | null) => ({
    model,
    x,
    rating,
    lower: rating,
    upper: rating,
  });
  it("do not move when a model joins", () => {
    // A mean of 1000 over whoever is there: the newcomer at 1300 pulls the others down.
    const points = [
      ...[point("a", 1, 1100), point("b", 1, 900), point("c", 1, null)],
      ...[point("a", 2, 950), point("b", 2, 750), point("c", 2, 1300)],
    ];
    const { points: moved, moved: isMoved } = centred(points, ({ x }) => x);
    expect(isMoved).toBe(true);
    expect(moved.map(({ rating }) => rating)).toEqual([950, 750, null, 950, 750, 1300]);
    expect(centred(points.slice(0, 2), ({ x }) => x).moved).toBe(false);
  });

  it("begin at the first rating, on a scale that holds the last intervals", () => {
    const drawn = CHARTS.evolution.build(source, {}) as unknown as {
      data: {
        values: {
          matches: number;
          rating: number | null;
          upper: number | null;
          lower: number | null;
        }[];
      };
    };
    const { values } = drawn.data;
    const rated = values.filter(({ rating }) => rating !== null).map(({ matches }) => matches);
    const last = values.filter(({ matches }) => matches === Math.max(...rated));
    const text = JSON.stringify(drawn);
    const [, x] = /"scale":\{"nice":false,"domain":(\[[\d,]+\])/.exec(text) ?? [];
    expect(JSON.parse(x as string)).toEqual([Math.min(...rated), Math.max(...rated)]);
    const [, y] = /"scale":\{"domain":(\[[\d.,-]+\]),"zero":false/.exec(text) ?? [];
    const [low, high] = JSON.parse(y as string) as [number, number];
    const ends = last.flatMap(({ lower, upper }) => [lower, upper]).filter((end) => end !== null);
    expect(ends.length).toBeGreaterThan(3);
    expect(Math.min(...ends)).toBeGreaterThan(low);
    expect(Math.max(...ends)).toBeLessThan(high);
  });

  it("colour the first models only, and mark what is cut", () => {
    const models = Array.from({ length: 12 }, (_, k) => `m${k}`);
    const values = models.flatMap((model, k) => [
      point(model, 1, k === 0 ? 3000 : 1000 - k),
      point(model, 2, 1100 - 10 * k),
    ]);
    const lines = lineLayers({
      models,
      values,
      settled: values.filter(({ x }) => x === 2),
      x: { field: "x", type: "quantitative" },
      y: {},
      tooltip: tooltip(["model", "model"]),
      dots: false,
    });
    const text = JSON.stringify(lines);
    expect(text).toContain(`"domain":${JSON.stringify(models.slice(0, 8))}`);
    expect(text).toContain('"shape":"triangle-up","at"');
    expect(text).not.toContain('"shape":"triangle-down","at"');
    expect(lineNotes(lines as Layers, 12, chartsEn)).toEqual([
      "in colour: the first 8 of 12",
      chartsEn.cut,
    ]);
  });
});

it("names beyond 60 characters lose their middle, and have it in the tooltip", () => {
  const long = (end: string): string => `${"very-long-name-".repeat(6)}${end}`;
  const board = chartSource(randomGames([long("v1"), long("v2"), "c"], { games: 60, seed: 2 }));
  const names = [...chartNames(board.ranking.ranking).values()];
  expect(names.map((name) => [...name].length)).toEqual(names.map((n) => (n === "c" ? 1 : 60)));
  expect(new Set(names).size).toBe(3);
  const short = names.filter((name) => name !== "c");
  const drawing = Object.entries(CHARTS).filter(([, { build }]) => {
    const text = JSON.stringify(build(board, {})) ?? "";
    const drawn = short.filter((name) => text.includes(name));
    for (const name of drawn) expect(text).toContain(long(name.slice(-2)));
    return drawn.length > 0;
  });
  expect(drawing.map(([name]) => name)).toEqual(
    expect.arrayContaining(["rank", "posterior", "corner"]),
  );
});

describe("head to head", () => {
  it("tells how many games there were, and no games from half of them", async () => {
    const games = [
      ...Array.from({ length: 8 }, (_, k) => ({
        ...{ first: k % 2 ? "a" : "b", second: k % 2 ? "b" : "a" },
        outcome: k % 3 === 0 ? (2 as const) : (1 as const),
        cluster: `q${k}`,
      })),
      { first: "b", second: "c", outcome: 1 as const, cluster: "q1" },
      { first: "c", second: "b", outcome: 1 as const, cluster: "q2" },
    ];
    const board = chartSource(comparisonsFrom(games));
    const { svg } = await renderChart(CHARTS.head_to_head.build(board, {}) as VegaLiteSpec);
    const small = [...svg.matchAll(/font-size="8px"[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(small.sort()).toEqual(["2", "2", "8", "8"]);
    expect(svg.split(">–<").length - 1).toBe(2);
  });

  it("of many models draws cells by their games", () => {
    const ids = Array.from({ length: 40 }, (_, k) => `m${k}`);
    const board = chartSource(randomGames(ids, { games: 600, seed: 3 }));
    const text = JSON.stringify(CHARTS.head_to_head.build(board, {}));
    expect(text).toContain('"type":"square"');
    expect(text).toContain("full from 10 games on");
  });

  it("of hundreds of models shows the first of the board, and says so", () => {
    const ids = Array.from({ length: 103 }, (_, k) => `m${k}`);
    const games = randomGames(ids, { games: 900, seed: 3 });
    const numbers = rankModels(games, { seed: 1, bootstrapN: 2 });
    const board = {
      ranking: rankingOf(numbers, { seed: 1 }),
      headToHead: headToHead(games, numbers),
    };
    const cells = (spec: unknown): Cell[] => (spec as { data: { values: Cell[] } }).data.values;
    const chart = CHARTS.head_to_head.build(board, {});
    expect(JSON.stringify(chart)).toContain("the first 100 of 103 models");
    expect(Math.max(...cells(chart).map(({ row }) => row))).toBe(100);
    const skip = board.ranking.ranking.slice(0, 3).map(({ model_id }) => model_id);
    expect(JSON.stringify(CHARTS.head_to_head.build(board, { skip }))).not.toContain(
      "of 100 models",
    );
  });

  it("shows both sides of a pair, and nothing that is not known", () => {
    const games = randomGames(["a", "b", "c"], { games: 40, seed: 1 });
    const board = chartSource(comparisonsFrom([...rowsOf(games), undefeated]));
    const { data } = CHARTS.head_to_head.build(board, {}) as { data: { values: Cell[] } };
    const order = board.ranking.ranking.map(({ model_id }) => model_id);
    const cell = (row: string, column: string): Cell | undefined =>
      data.values.find((one) => order[one.row - 1] === row && order[one.column - 1] === column);
    const [ab, ba] = [cell("a", "b") as Cell, cell("b", "a") as Cell];
    expect(ab.wins).toBe(ba.losses);
    expect((ab.share as number) + (ba.share as number)).toBeCloseTo(1, 3);
    expect((ab.expected as number) + (ba.expected as number)).toBeCloseTo(1, 3);
    expect(ab.lower as number).toBeCloseTo(1 - (ba.upper as number), 3);
    expect(cell("winner", "a/b:c")).toMatchObject({ games: 1, share: 1, expected: null });
    expect(cell("winner", "b")).toBe(undefined);
  });
});

describe("charts", () => {
  it("draw nothing where there is nothing, and leave out what is skipped", () => {
    expect(CHARTS.evolution.build({ ranking }, {})).toBe(undefined);
    const options: ChartOptions = { skip: ["a/b:c"] };
    expect(JSON.stringify(CHARTS.ranking.build(source, options))).not.toContain('"a/b:c"');
    expect(CHARTS.ranking.build({ ranking: { ...ranking, ranking: [] } }, {})).toBe(undefined);
  });

  it("give words, not a number, to a model that the data do not determine", () => {
    const { data } = CHARTS.ranking.build(source, {}) as { data: { values: object[] } };
    expect(data.values).toContainEqual(
      expect.objectContaining({ id: "winner", rating: null, status: "undefeated: no upper bound" }),
    );
  });

  it("show a dash, never 0, for a number that is not known", () => {
    const { value } = tooltip(["rating", "Rating", ".0f"]) as { value: { expr: string } };
    expect(value.expr).toBe(
      '{"Rating": isValid(datum["rating"]) ? format(datum["rating"], ".0f") : "–"}',
    );
  });

  it("say who judged, how much, and what must be said", () => {
    const { title } = CHARTS.ranking.build(source, { note: "offline judge", title: "T" }) as {
      title: { text: string; subtitle: string[] };
    };
    expect(title.text).toBe("T");
    expect(title.subtitle.join()).toMatch(/Judge: j.*161 judgments.*offline judge/);
  });
});

it("charts with a title of the publisher's still say what they show and how to read it", () => {
  const blockOf = (chart: keyof typeof CHARTS) => {
    const drawn = CHARTS[chart].build(source, { title: "T", subtitle: "S", byline: "B" });
    return drawn?.title as { text: string; subtitle: string[] };
  };
  expect(blockOf("ranking")).toMatchObject({
    text: "T",
    subtitle: ["S", "thick: 68 %, thin: 95 % interval", "B"],
  });
  expect(blockOf("winrate")).toMatchObject({
    text: "T: win rates",
    subtitle: ["S", "95 % intervals by question", "B"],
  });
  expect(blockOf("head_to_head").subtitle[1]).toContain("row against column");
});

describe("tables", () => {
  it("are safe to paste: Markdown, CSV and the terminal", async () => {
    const markdown = rankingMarkdown(ranking, "en");
    expect(markdown).not.toContain("<script");
    // The board, its groups (each on their own, and as they lean on the whole), and the costs.
    const tables = markdown.split(/\n(?!\|)/).filter((block) => block.includes("\n|"));
    expect(tables).toHaveLength(4);
    for (const table of tables) {
      const lines = table.split("\n").filter((line) => line.startsWith("|"));
      const columns = lines.map((line) => line.replaceAll("\\|", "").split("|").length);
      expect(new Set(columns).size).toBe(1);
    }
    const csv = rankingCsv(ranking);
    expect(csv).toContain("'=SUM(A1)");
    expect(csv).toContain('"<script>alert(1)</script>""|`日本語\u202eモデル"');
    const table = String(await rankingTable(ranking, "en"));
    expect(table).not.toContain("\u202e");
    expect(table).toContain("undefeated");
  });

  it("escape what HTML and scripts would read", () => {
    expect(escapeHtml(`<a href="x">'&`)).toBe("&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
    expect(jsonInScript("</script>\u2028")).toBe('"\\u003c/script>\\u2028"');
  });
});
