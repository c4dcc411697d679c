/** The table of charts: what is drawn of a ranking, and under which names it is published. */
import type { Chart } from "./chart.ts";
import { evolutionChart } from "./evolution.ts";
import { rankingChart } from "./ranking.ts";
import { winRateChart } from "./win_rates.ts";

export const CHARTS = {
  ranking: {
    describe: "ratings with their intervals",
    fileName: (compute) => `${compute}_ranking`,
    build: rankingChart,
  },
  winrate: {
    describe: "win rates with their intervals",
    fileName: () => "winrate",
    build: winRateChart,
  },
  evolution: {
    describe: "ratings over the number of matches",
    fileName: (compute) => `${compute}_evolution`,
    build: evolutionChart,
  },
} as const satisfies Record<string, Chart>;
