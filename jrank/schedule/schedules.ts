/** The table of schedules: `--mode`, `--schedule`, their help and their errors read it. */
import type { Mode } from "../core/types.ts";
import { adaptiveSchedule } from "./adaptive.ts";
import { allPairsSchedule, baselineSchedule } from "./all_pairs.ts";
import { fewestMatchesSchedule } from "./fewest_matches.ts";
import type { Field, Schedule, ScheduleOptions } from "./schedule.ts";

export type ScheduleFactory = (field: Field, options: ScheduleOptions) => Schedule;

/** Rules for pairwise-n: which matches to play until n are collected. */
export const SCHEDULES = {
  adaptive: {
    describe: "the match that teaches most, balanced over questions and orders",
    create: adaptiveSchedule,
  },
  "fewest-matches": {
    describe: "the original's rule: a random match of a model with the fewest matches",
    create: fewestMatchesSchedule,
  },
} as const satisfies Record<string, { describe: string; create: ScheduleFactory }>;

export type ScheduleName = keyof typeof SCHEDULES;

/** What is judged. `n` tells whether the number of judgments is asked for. */
export const MODES = {
  "pairwise-n": {
    describe: "pairs chosen by --schedule until n judgments are collected",
    bothOrders: false,
    create: undefined,
  },
  "pairwise-all": {
    describe: "every pair of models on every question",
    bothOrders: true,
    create: allPairsSchedule,
  },
  "pairwise-baseline": {
    describe: "every model against the baseline on every question",
    bothOrders: true,
    create: baselineSchedule,
  },
  single: { describe: "one grade for every answer", bothOrders: false, create: undefined },
} as const satisfies Record<
  Mode,
  { describe: string; bothOrders: boolean; create: ScheduleFactory | undefined }
>;

export type { Mode };
