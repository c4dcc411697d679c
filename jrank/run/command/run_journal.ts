/** A summary of each run that called models: what was asked, done, failed, used and paid. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { addUsage } from "../../backend/call/usage.ts";
import { messageOf } from "../../core/errors.ts";
import type { Usage } from "../../core/types.ts";
import { writeWhole } from "../../store/files/write_whole.ts";

/** One model's part in a run. */
export interface RunStage {
  kind: "answers" | "pairs" | "grades";
  model: string;
  /** Tasks that were open when it began. */
  asked: number;
  done: number;
  /** Of the done ones, without a verdict. */
  without_verdict?: number;
  failed: number;
  /** In batches that were not waited for. */
  in_batches?: number;
  usage: Usage;
  /** Of the done ones, those whose cost nobody knows: no price, or a server that tells no usage. */
  cost_unknown: number;
  /** Why it ended before everything was done. */
  stopped?: string | undefined;
}

/** What a use case tells about its calls. */
export interface RunJournal {
  /** Calls are about to be made. */
  begins(): void;
  ended(stage: RunStage): void;
}

/** How a run ended; `running` is what a killed one leaves behind, `waiting` one with open batches. */
type RunStatus = "running" | "done" | "waiting" | "incomplete" | "interrupted" | "failed";

/** The content of `runs/<start>_<command>.json`. */
export interface RunSummary {
  schema_version: 1;
  command: string;
  benchmark: string;
  status: RunStatus;
  message?: string;
  /** ISO 8601. */
  started: string;
  ended: string | null;
  asked: Record<string, unknown>;
  stages: (Omit<RunStage, "usage"> & Omit<Usage, "cost_usd"> & { cost_usd: number | null })[];
  total: { done: number; failed: number; cost_usd: number | null } & Omit<Usage, "cost_usd">;
}

/** Dollars, or null where a part of them is unknown. */
const costOf = ({ usage, cost_unknown }: Pick<RunStage, "usage" | "cost_unknown">) =>
  cost_unknown > 0 ? null : (usage.cost_usd ?? 0);

/** The summary as it stands. */
export function runSummary(
  stages: readonly RunStage[],
  run: Omit<RunSummary, "schema_version" | "stages" | "total">,
): RunSummary {
  const usage = stages.reduce<Usage>((sum, stage) => addUsage(sum, stage.usage), {});
  const sum = (count: (stage: RunStage) => number): number =>
    stages.reduce((total, stage) => total + count(stage), 0);
  return {
    schema_version: 1,
    ...run,
    stages: stages.map(({ usage: used, ...stage }) => ({
      ...stage,
      ...used,
      cost_usd: costOf({ usage: used, cost_unknown: stage.cost_unknown }),
    })),
    total: {
      done: sum(({ done }) => done),
      failed: sum(({ failed }) => failed),
      ...usage,
      cost_usd: costOf({ usage, cost_unknown: sum(({ cost_unknown }) => cost_unknown) }),
    },
  };
}

/** A free name in the folder of a benchmark's runs: the start, to the second, and the command. */
function freeFile(folder: string, started: string, command: string): string {
  const stem = `${started.slice(0, 19).replaceAll(":", "-")}Z_${command.replace(/\.ts$/, "")}`;
  for (let k = 1; ; k++) {
    const file = join(folder, `${stem}${k === 1 ? "" : `-${k}`}.json`);
    if (!existsSync(file)) return file;
  }
}

/** The errors that a person or a later run mends, by name. */
const STATUS_OF_ERROR: Record<string, RunStatus> = {
  Incomplete: "incomplete",
  Interrupted: "interrupted",
};

/**
 * Does a run with a journal, and keeps its summary in `<benchmark folder>/runs`. A run that calls
 * nobody leaves nothing.
 */
export async function withJournal(
  run: {
    bench: { name: string; folder: string };
    command: string;
    asked: Record<string, unknown>;
    now(): number;
    /** Another that is told as well. */
    journal?: RunJournal | undefined;
  },
  perform: (journal: RunJournal) => Promise<void>,
): Promise<void> {
  const { bench, command, asked, now } = run;
  const started = new Date(now()).toISOString();
  const stages: RunStage[] = [];
  let file: string | undefined;
  const keep = (status: RunStatus, message?: string): void => {
    if (file === undefined) return;
    const summary = runSummary(stages, {
      command,
      benchmark: bench.name,
      status,
      ...(message !== undefined && { message }),
      started,
      ended: status === "running" ? null : new Date(now()).toISOString(),
      asked,
    });
    writeWhole(file, `${JSON.stringify(summary, null, 2)}\n`);
  };
  try {
    await perform({
      begins() {
        file ??= freeFile(join(bench.folder, "runs"), started, command);
        keep("running");
      },
      ended(stage) {
        stages.push(stage);
        run.journal?.ended(stage);
        keep("running");
      },
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    try {
      keep(STATUS_OF_ERROR[name] ?? "failed", messageOf(error));
    } catch {
      // A full disk, for example; what ended the run is what counts.
    }
    throw error;
  }
  keep(stages.some(({ in_batches = 0 }) => in_batches > 0) ? "waiting" : "done");
}
