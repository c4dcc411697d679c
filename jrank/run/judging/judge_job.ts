/** What a judge is asked to compare, and how. */
import type { Question } from "../../core/types.ts";
import type { Goal } from "../../schedule/schedule.ts";
import type { Mode, ScheduleName } from "../../schedule/schedules.ts";
import type { Benchmark } from "../../store/benchmark.ts";
import type { Contestant } from "../board.ts";
import type { Model } from "../models.ts";
import type { KnownStrength } from "../ranking/published_board.ts";
import type { PromptChoice } from "./judge_prompts.ts";
import type { JudgingSettings } from "./judging_limits.ts";
import type { Targets } from "./stopping.ts";

export interface JudgeSettings extends JudgingSettings {
  mode: Exclude<Mode, "single">;
  /** Most judgments in pairwise-n; undefined: all there can be, until a target is reached. */
  n: number | undefined;
  targets: Targets;
  /** So many judgments more than are stored, whatever n and the targets say. */
  extend: number | undefined;
  schedule: ScheduleName;
  goal: Goal["name"];
  topK: number | undefined;
  newModel: string | undefined;
  /** A published board: strengths and standard errors by model, in natural-log units. */
  known: ReadonlyMap<string, KnownStrength> | undefined;
  bothOrders: boolean | undefined;
  baseline: string | undefined;
  seed: number;
  /** Matches of an adaptive schedule in one round of batches. */
  batchRound: number;
}

export interface JudgeJob {
  bench: Benchmark;
  judge: Model;
  contestants: readonly Contestant[];
  questions: readonly Question[];
  prompts: Omit<PromptChoice, "type">;
  settings: JudgeSettings;
}
