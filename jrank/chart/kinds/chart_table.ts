/** The table of charts: what is drawn of a ranking, in the order in which pages show them, and under which names it is published. */
import type { Chart } from "../chart.ts";
import { cornerChart } from "./corner.ts";
import { costChart } from "./cost_chart.ts";
import { evolutionChart } from "./evolution.ts";
import { groupsChart } from "./group_ratings.ts";
import { headToHeadChart } from "./head_to_head_chart.ts";
import { historyChart } from "./history.ts";
import { positionBiasChart } from "./position_bias.ts";
import { posteriorChart } from "./posterior_ridges.ts";
import { rankingChart } from "./ranking_chart.ts";
import { ranksChart } from "./ranks.ts";
import { winRateChart } from "./win_rates.ts";

export const CHARTS = {
  ranking: {
    describe: "ratings with their intervals",
    fileName: (compute) => `${compute}_ranking`,
    build: rankingChart,
  },
  rank: {
    describe: "ranks with their intervals",
    fileName: (compute) => `${compute}_rank`,
    build: ranksChart,
  },
  winrate: {
    describe: "win rates with their intervals",
    fileName: () => "winrate",
    build: winRateChart,
  },
  head_to_head: {
    describe: "every model against every other: shares won, and what the ratings expect",
    fileName: (compute) => (compute === "winrate" ? "winrate_head_to_head" : "head_to_head"),
    build: headToHeadChart,
  },
  groups: {
    describe: "ratings by group of rows (--by), and how far they are from the whole",
    fileName: (compute) => `${compute}_groups`,
    build: groupsChart,
  },
  costs: {
    describe: "ratings against what an answer costs",
    fileName: (compute) => `${compute}_costs`,
    build: costChart,
  },
  evolution: {
    describe: "ratings over the number of matches",
    fileName: (compute) => `${compute}_evolution`,
    build: evolutionChart,
  },
  history: {
    describe: "ratings over the rankings made so far",
    fileName: (compute) => `${compute}_history`,
    build: historyChart,
  },
  position_bias: {
    describe: "whether the judge prefers a position",
    fileName: (compute) => (compute === "winrate" ? "winrate_position_bias" : "position_bias"),
    build: positionBiasChart,
  },
  posterior: {
    describe: "densities of the ratings and of their differences",
    fileName: (compute) => `${compute}_posterior`,
    build: posteriorChart,
  },
  corner: {
    describe: "how the ratings vary together",
    fileName: (compute) => `${compute}_corner`,
    build: cornerChart,
  },
} as const satisfies Record<string, Chart>;
