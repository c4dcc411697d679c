/** From a config to the settings of judging. */
import type { Caps } from "../../backend/budget.ts";
import type { ConfigFile } from "../../store/config_schema.ts";
import type { JudgeSettings } from "../judging/judge_job.ts";
import type { JudgingSettings } from "../judging/judging_limits.ts";
import { DEFAULT_BATCH_ROUND, DEFAULT_PARALLEL, DEFAULT_SEED } from "../settings.ts";

/** What comes first of limits that may not be given. */
function leastOf(...limits: (number | undefined)[]): number | undefined {
  const given = limits.filter((limit) => limit !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}

/** The caps on what a run, and all runs, may cost. */
export function capsOf(config: ConfigFile): Caps {
  return {
    runUsd: leastOf(config.budget_usd, config.stop?.budget_usd),
    totalUsd: config.budget_total_usd,
  };
}

/** What pairs and grades share. */
export function judgingSettingsOf(config: ConfigFile): JudgingSettings {
  return {
    parallel: config.parallel ?? DEFAULT_PARALLEL,
    repair: config.repair ?? true,
    judgeOwnAnswers: config.judge_own_answers ?? false,
    minutes: config.stop?.minutes,
    stale: config.stale,
    detach: false,
  };
}

/** The judging of pairs that a config asks for. */
export function judgeSettingsOf(config: ConfigFile): JudgeSettings {
  const mode = config.evaluation_mode ?? "pairwise-n";
  if (mode === "single") throw new Error("single grading has settings of its own");
  return {
    ...judgingSettingsOf(config),
    mode,
    n: leastOf(config.n, config.stop?.n),
    targets: { halfWidth: config.stop?.half_width, separated: config.stop?.separated },
    extend: undefined,
    schedule: config.schedule ?? "adaptive",
    goal: config.goal ?? "ranking",
    topK: config.top_k_models,
    newModel: config.new_model,
    known: undefined,
    bothOrders: config.both_orders,
    baseline: config.models.baseline_model,
    seed: config.seed ?? DEFAULT_SEED,
    batchRound: config.batch_round ?? DEFAULT_BATCH_ROUND,
  };
}
