/** What a judge is asked to compare, and how. */
import { UsageError } from "../../../core/errors.ts";
import { say } from "../../../core/message.ts";
import type { Question } from "../../../core/types.ts";
import type { Goal } from "../../../schedule/schedule.ts";
import type { Mode, ScheduleName } from "../../../schedule/schedules.ts";
import type { Benchmark } from "../../../store/answers/benchmark.ts";
import type { Config } from "../../../store/config/config.ts";
import type { Contestant } from "../../models/model_answers.ts";
import type { Model } from "../../models/models.ts";
import { type KnownStrength, knownBoard } from "../../ranking/numbers/published_board.ts";
import type { PromptChoice } from "../asking/judge_prompts.ts";
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

/** What a run is asked to do this once, beside its config. */
export interface JudgingAct {
  /** Judgments to add to those that are stored, in place of the config's n and targets. */
  extend?: number | undefined;
  /** Which stored judgments to judge again: errors, all, none, or those of a prompt by its name. */
  rejudge?: string | undefined;
}

/** What pairs and grades share. */
export function judgingSettingsOf(config: Config, { rejudge }: JudgingAct): JudgingSettings {
  return {
    parallel: config.parallel,
    repair: config.repair,
    verdict: config.verdict,
    soft: config.soft,
    judgeOwnAnswers: config.judge_own_answers,
    minutes: config.stop.minutes,
    stale: config.stale,
    detach: config.detach,
    rejudge,
  };
}

/** The judging of pairs that a config asks for. */
export function judgeSettingsOf(config: Config, act: JudgingAct): JudgeSettings {
  const { evaluation_mode: mode, stop, anchor, new_model: newModel } = config;
  if (mode === "single") throw new Error("single grading has settings of its own");
  const isPlaced = mode === "pairwise-n" && config.goal === "new-model" && anchor !== undefined;
  if (isPlaced && (stop.half_width !== undefined || stop.separated)) {
    throw new UsageError(
      say`anchor (--anchor) goes with n or --extend: the stop rules need the board's own judgments`,
    );
  }
  return {
    ...judgingSettingsOf(config, act),
    mode,
    n: leastOf(config.n, stop.n),
    targets: { halfWidth: stop.half_width, separated: stop.separated },
    extend: act.extend,
    schedule: config.schedule,
    goal: config.goal,
    topK: config.top_k_models,
    newModel,
    known: isPlaced ? knownBoard(anchor, newModel) : undefined,
    bothOrders: config.both_orders,
    baseline: config.models.baseline_model,
    seed: config.seed,
    batchRound: config.batch_round,
  };
}

/** What comes first of limits that may not be given. */
function leastOf(...limits: (number | undefined)[]): number | undefined {
  const given = limits.filter((limit) => limit !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}

/** The models of `model_list`, and those that play whether they are listed or not; undefined: all. */
export function playing(config: Config): string[] | undefined {
  const { model_list: list, evaluation_mode: mode, models, goal, new_model } = config;
  const needed = [
    mode === "pairwise-baseline" ? models.baseline_model : undefined,
    goal === "new-model" ? new_model : undefined,
  ].filter((id) => id !== undefined);
  return list && [...new Set([...list, ...needed])];
}
