/**
 * Which match to judge next, for a harness of one's own: pure functions, the same in Node and in a
 * browser. A schedule is made of a `Field` (what may be played, what has been) and hands out matches
 * one at a time; tell it each verdict (`settle`) or that a call failed for good (`release`).
 */
export { adaptiveSchedule } from "./adaptive.ts";
export { allPairsSchedule, baselineSchedule } from "./all_pairs.ts";
export { fewestMatchesSchedule } from "./fewest_matches.ts";
export {
  capacity,
  type Field,
  fixedSchedule,
  type Goal,
  type KnownStrengths,
  type Match,
  type PlayedMatch,
  type Schedule,
  type ScheduleOptions,
} from "./schedule.ts";
export { MODES, SCHEDULES, type ScheduleFactory, type ScheduleName } from "./schedules.ts";
