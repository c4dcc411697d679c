/** The flags of gen_judgment.ts, and which of them go together. */
import { UsageError } from "../../core/errors.ts";
import type { Provider } from "../../core/types.ts";
import type { Goal } from "../../schedule/schedule.ts";
import type { Mode, ScheduleName } from "../../schedule/schedules.ts";
import type { Stale } from "../ranking/counted_rows.ts";

export interface GenJudgmentsFlags {
  benchName: string;
  dataDir?: string;
  judgeModel: string[];
  /** A config in place of config.json here; false: none. */
  config?: string | false;
  provider?: Provider;
  baseUrl?: string[];
  apiKeyEnv?: string;
  temperature?: number;
  maxTokens?: number;
  judgeFile?: string;
  judgePrompt?: string;
  promptLanguage?: string;
  mode: Mode;
  n?: number;
  stopHalfWidth?: number;
  stopSeparated?: boolean;
  minutes?: number;
  extend?: number;
  baselineModel?: string;
  modelList?: string[];
  parallel?: number;
  firstN?: number;
  judgeTurns?: number;
  schedule?: ScheduleName;
  goal?: Goal["name"];
  topK?: number;
  newModel?: string;
  anchor?: string;
  bothOrders?: boolean;
  judgeOwn?: boolean;
  referenceName?: string;
  referenceCategories?: string[];
  repair: boolean;
  rejudge?: string;
  stale?: Stale;
  budgetUsd?: number;
  budgetTotalUsd?: number;
  acceptRefusals?: boolean;
  retryRefused?: boolean;
  prices?: string;
  seed?: number;
  batch?: boolean;
  batchRound?: number;
  detach?: boolean;
  dryRun?: boolean;
  strict?: boolean;
  yes?: boolean;
  skipConfirm?: boolean;
}

/** Throws `UsageError` where flags contradict one another or something is missing. */
export function checkFlags(flags: GenJudgmentsFlags): void {
  checkTargets(flags);
  if (flags.mode === "pairwise-baseline" && flags.baselineModel === undefined) {
    throw new UsageError("--mode pairwise-baseline needs --baseline-model");
  }
}

/** Throws `UsageError` where flags of batches are given and no judge is asked through them. */
export function checkBatchFlags(
  { detach, batchRound }: Pick<GenJudgmentsFlags, "detach" | "batchRound">,
  inBatches: boolean,
): void {
  if (inBatches) return;
  if (detach) throw new UsageError("--detach goes with --batch");
  if (batchRound !== undefined) throw new UsageError("--batch-round goes with --batch");
}

/** What says how much is judged. */
function checkTargets(flags: GenJudgmentsFlags): void {
  const { mode, n, stopHalfWidth, stopSeparated, extend, goal, newModel, topK } = flags;
  const hasTarget = stopHalfWidth !== undefined || stopSeparated === true;
  if (mode !== "pairwise-n") {
    if (hasTarget || extend !== undefined) {
      throw new UsageError(
        `--stop-half-width, --stop-separated and --extend are for --mode pairwise-n; ${mode} judges everything`,
      );
    }
    return;
  }
  if (stopHalfWidth !== undefined && !(stopHalfWidth > 0)) {
    throw new UsageError(`--stop-half-width must be above 0, got ${stopHalfWidth}`);
  }
  if (extend !== undefined && (hasTarget || n !== undefined)) {
    throw new UsageError("--extend says how much is judged; leave out --n and the stop rules");
  }
  if (n === undefined && extend === undefined) {
    if (!hasTarget) {
      throw new UsageError(
        "--mode pairwise-n needs --n, the number of judgments to collect, or --stop-half-width, --stop-separated or --extend",
      );
    }
    if (flags.schedule === "fewest-matches") {
      throw new UsageError("--schedule fewest-matches needs --n even with a stop rule");
    }
  }
  if ((goal === "new-model") !== (newModel !== undefined)) {
    throw new UsageError("--goal new-model and --new-model <id> go together");
  }
  if (flags.anchor !== undefined && (goal !== "new-model" || hasTarget)) {
    throw new UsageError(
      "--anchor is for --goal new-model, with --n or --extend: the stop rules need the board's own judgments",
    );
  }
  if ((goal === "top-k") !== (topK !== undefined)) {
    throw new UsageError("--goal top-k and --top-k <number> go together");
  }
}
