/**
 * Numbers that stand on their own, so that the core is tested where ../shared is absent. Counts are
 * facts of the sources named; nothing else of them is kept.
 */

import { type Counts, collapse } from "../../jrank/stats/data/collapse.ts";
import type { ComparisonInput } from "../../jrank/stats/data/comparisons.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";

/**
 * The Rakuda benchmark of 2023 judged by GPT-4 (github.com/yuzu-ai/japanese-llm-ranking,
 * reviews of 2023-08-12): models, best first, with the reference values of STATISTICS.md 2.3.
 * Standard errors are in Elo.
 */
export const RAKUDA = {
  models: [
    "gpt-4:20230713",
    "gpt-3.5-turbo-0301:20230614",
    "stabilityai/StableBeluga2",
    "rwkv-world-jp-v1",
    "rwkv-world-jpn-55",
    "super-torin-sama-alpha2",
    "stabilityai/japanese-stablelm-instruct-alpha-7b",
    "rinna/japanese-gpt-neox-3.6b-instruction-ppo",
    "izumi-lab/stormy-7b-10ep",
    "rinna/japanese-gpt-neox-3.6b-instruction-sft-v2",
    "cyberagent/open-calm-7b",
    "rinna/japanese-gpt-neox-3.6b",
  ],
  /** STATISTICS.md 6: marginal 95 % ranks. */
  ranks: [
    "1 1",
    "2 2",
    "3 4",
    "3 5",
    "4 6",
    "5 7",
    "6 7",
    "8 11",
    "8 11",
    "8 11",
    "8 12",
    "11 12",
  ].map((ranks) => ranks.split(" ").map(Number)),
  logit: [
    3.037574, 2.255405, 1.084425, 0.61404, 0.314957, -0.068204, -0.387654, -1.070913, -1.235071,
    -1.291802, -1.342743, -1.910014,
  ],
  elo: [
    1527.681, 1391.804, 1188.384, 1106.67, 1054.714, 988.152, 932.658, 813.963, 785.446, 775.591,
    766.742, 668.197,
  ],
  fisher: [
    46.927, 39.09, 35.096, 33.006, 32.371, 27.304, 33.398, 29.348, 29.664, 29.508, 29.826, 35.198,
  ],
  hc0: [
    53.118, 35.752, 34.902, 26.197, 30.066, 25.985, 28.609, 26.984, 27.252, 24.986, 27.102, 34.777,
  ],
  cr1: [
    47.127, 38.876, 47.654, 28.51, 35.011, 41.824, 38.152, 26.681, 27.251, 31.284, 38.869, 35.725,
  ],
  cr3: [
    47.298, 39.417, 48.219, 28.816, 35.317, 42.27, 38.697, 27.054, 27.598, 31.765, 39.466, 35.88,
  ],
  mapElo: [
    1517.343, 1384.902, 1186.325, 1105.757, 1054.334, 989.425, 933.855, 817.123, 788.641, 778.894,
    770.193, 673.209,
  ],
  mapCr3: [
    44.893, 37.891, 47.219, 28.426, 34.488, 41.594, 38.066, 26.745, 27.222, 31.133, 38.841, 35.09,
  ],
};

/** Models of the table below, by name. */
const SORTED = [...RAKUDA.models].sort();

/** Wins of the first, wins of the second and ties: a row for the model shown first, in the order of the names. */
const GAMES = `
- 0.17.0 1.11.0 0.4.3 4.2.4 2.7.0 3.5.3 0.1.0 2.10.2 0.3.0 0.3.0 3.9.3
13.0.0 - 1.10.1 16.0.0 12.1.0 9.0.0 5.0.0 8.0.0 14.0.1 4.2.0 6.0.0 9.0.0
8.0.0 14.4.0 - 8.1.0 37.1.0 11.1.0 6.0.0 2.0.0 26.2.1 3.0.0 6.0.0 8.0.0
2.3.2 1.13.0 1.7.0 - 5.2.4 4.8.0 1.7.4 0.7.0 2.8.0 0.5.0 0.6.0 4.11.1
2.5.4 2.10.0 0.9.0 1.6.1 - 1.8.2 0.6.2 0.4.0 1.6.0 0.1.0 - 2.10.1
3.5.4 0.9.0 1.6.0 1.4.3 6.1.2 - 3.3.3 0.5.1 0.5.1 1.4.0 0.4.1 2.5.1
2.4.2 0.12.0 0.18.0 1.3.2 4.2.2 2.6.1 - 1.3.0 1.9.3 0.7.1 0.6.2 0.10.1
9.0.1 0.2.0 0.9.0 5.0.0 2.0.0 8.0.0 8.2.0 - 2.0.1 2.12.2 8.0.2 6.1.0
6.0.1 1.10.0 1.10.0 3.1.1 7.1.0 6.1.2 13.1.1 1.1.0 - 2.1.0 0.1.0 5.3.1
10.2.0 0.4.1 1.7.0 7.0.1 5.1.0 6.2.0 3.0.0 12.3.2 1.1.0 - 10.2.2 4.1.1
2.4.1 1.12.0 0.7.0 5.1.1 - 5.1.1 6.2.2 1.10.0 0.1.0 3.7.0 - 1.3.0
10.1.0 1.13.0 1.9.0 9.3.2 10.1.0 10.2.0 4.3.1 4.5.0 2.5.1 2.4.0 5.2.1 -
`;

/** The 1,174 judgments, counted. */
export function rakudaCounts(): Counts {
  const rows: ComparisonInput[] = GAMES.trim()
    .split("\n")
    .flatMap((line, i) =>
      line.split(" ").flatMap((cell, j) =>
        cell === "-"
          ? []
          : cell.split(".").map((count, outcome) => ({
              first: SORTED[i],
              second: SORTED[j],
              outcome: (outcome + 1) as 1 | 2 | 3,
              weight: Number(count),
            })),
      ),
    );
  return collapse(comparisonsFrom(rows.filter((row) => row.weight !== 0)));
}

/**
 * The worked example of Wikipedia's article on the Bradley-Terry model: 22 games of four teams,
 * strengths with geometric mean 1, rounded.
 */
export const WORKED_EXAMPLE = {
  strength: { A: 0.64, B: 1.043, C: 0.66, D: 2.27 } as Record<string, number>,
  rows: (
    [
      ["A", "B", 2, 3],
      ["A", "D", 1, 4],
      ["B", "C", 5, 3],
      ["C", "D", 1, 3],
    ] as const
  ).flatMap(([first, second, won, lost]): ComparisonInput[] => [
    { first, second, outcome: 1, weight: won },
    { first, second, outcome: 2, weight: lost },
  ]),
};
