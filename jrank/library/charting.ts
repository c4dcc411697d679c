/**
 * Charts of rankings as Vega-Lite specs, plain JSON: pure functions, the same in Node and in a
 * browser. Each takes what is drawn (`ChartSource`: a ranking file, or `chartSourceFrom` a ranking in
 * memory) and gives nothing where the source lacks what it shows. The types are vega-lite's own.
 */
export type {
  Chart,
  ChartOptions,
  ChartSource,
  JudgePositions,
  RankChances,
  RatingDraws,
  VegaLiteSpec,
} from "../chart/chart.ts";
export { CHARTS } from "../chart/kinds/chart_table.ts";
export { cornerChart } from "../chart/kinds/corner.ts";
export { evolutionChart } from "../chart/kinds/evolution.ts";
export { headToHeadChart } from "../chart/kinds/head_to_head_chart.ts";
export { historyChart } from "../chart/kinds/history.ts";
export { positionBiasChart } from "../chart/kinds/position_bias.ts";
export { posteriorChart } from "../chart/kinds/posterior_ridges.ts";
export { rankingChart } from "../chart/kinds/ranking_chart.ts";
export { ranksChart } from "../chart/kinds/ranks.ts";
export { winRateChart } from "../chart/kinds/win_rates.ts";
export { chartSourceFrom, type RankingAbout, rankingOf } from "../chart/ranked_source.ts";
export { inTheme } from "../chart/theme.ts";
