/** The loop that pairs and grades share: calls in a pool, each row on disk before it counts. */
import { type Backend, CallError } from "../backend/backend.ts";
import { isFree } from "../backend/prices.ts";
import { addUsage } from "../backend/usage.ts";
import type { BatchStore, BatchTask } from "../core/batch.ts";
import { UserError } from "../core/errors.ts";
import type { Usage } from "../core/types.ts";
import { describeProblem, openAppender } from "../store/jsonl.ts";
import { eitherOf, openAsked } from "./batching.ts";
import type { Context } from "./command.ts";
import { formatCost, plural } from "./format.ts";
import type { Model } from "./models.ts";
import { runPool } from "./pool.ts";
import { startStage } from "./progress.ts";
import type { RunStage } from "./run_journal.ts";
import { costsMoney, createSpending } from "./spending.ts";

export interface JudgingSettings {
  parallel: number;
  /** Whether to ask once more when a reply has no verdict. */
  repair: boolean;
  judgeOwnAnswers: boolean;
  /** For all judges of a run together. */
  budgetUsd: number | undefined;
  /** What the run has spent before this judge. */
  spentUsd?: number | undefined;
  minutes: number | undefined;
  /** Whether to hand batches over and return, in place of waiting for them. */
  detach: boolean;
}

/** Why judging ended: everything wanted was there, a target was reached, or a limit came first. */
export interface StopReason {
  kind: "n" | "half-width" | "separated" | "budget" | "minutes" | "interrupted" | "incomplete";
  /** For people. */
  text: string;
}

export interface JudgeReport {
  judge: string;
  /** Judgments stored in all, of those that this run is about. */
  stored: number;
  /** Judgments that this run added. */
  added: number;
  /** Of those, without a verdict. */
  withoutVerdict: number;
  /** Tasks whose calls failed; a rerun tries them again. */
  failed: number;
  /** Tasks in batches that were not waited for; a later run collects them. */
  waiting: number;
  /** What all calls of this run used, as far as the server said; those that failed included. */
  usage: Usage;
  /** Calls that used something whose cost is not known. */
  withoutCost: number;
  /** Why it ended before everything was judged. */
  stopped: StopReason | undefined;
}

/** A run whose first so many replies have no verdict would only cost money. */
const NO_VERDICT_AT_ALL = 20;

/** A report in one line. */
export function describeReport(report: JudgeReport): string {
  const { judge, stored, added, withoutVerdict, waiting, stopped } = report;
  if (added === 0 && report.failed === 0 && waiting === 0 && isTarget(stopped)) {
    return `Judgments of ${judge}: ${plural(stored, "judgment")} are there, which is enough: ${stopped?.text}; nothing was called or paid for.`;
  }
  if (added === 0 && report.failed === 0 && waiting === 0 && stopped === undefined) {
    return `Judgments of ${judge}: all ${plural(stored, "judgment")} are there already; nothing was called or paid for.`;
  }
  return [
    `Judgments of ${judge}: ${added} new, ${stored} in all`,
    ...(withoutVerdict > 0 ? [`${withoutVerdict} of the new ones without a verdict`] : []),
    ...usedWords(report),
    ...(waiting > 0 ? [`${waiting} in batches; the same command collects them later`] : []),
    ...(stopped ? [`stopped${isTarget(stopped) ? "" : " early"}: ${stopped.text}`] : []),
  ].join("; ");
}

/** Tokens and cost of what a run added; a cost that is not known is said to be so. */
function usedWords({ usage, withoutCost }: JudgeReport): string[] {
  const { input_tokens, output_tokens, cost_usd } = usage;
  if (input_tokens === undefined && output_tokens === undefined) return [];
  const count = (tokens = 0): string => tokens.toLocaleString("en-US");
  const tokens = `${count(input_tokens)} tokens in and ${count(output_tokens)} out`;
  if (withoutCost === 0) return cost_usd ? [`${tokens}, ${formatCost(cost_usd)}`] : [tokens];
  return [
    cost_usd === undefined
      ? `${tokens}, cost unknown`
      : `${tokens}, ${formatCost(cost_usd)} and the unknown cost of ${withoutCost}`,
  ];
}

/**
 * First what lies in batches, then the rest. What was handed over is paid for, so no budget and no
 * time keeps it from being collected; what it cost counts in the budget of the rest.
 */
export async function collectThenJudge<Settings extends JudgingSettings>(
  settings: Settings,
  { interrupt }: Context,
  stretches: {
    /** Undefined where no batch is open. */
    collect: ((settings: Settings) => Promise<JudgeReport>) | undefined;
    judge(settings: Settings): Promise<JudgeReport>;
  },
): Promise<JudgeReport> {
  const free = { ...settings, budgetUsd: undefined, minutes: undefined };
  const collected = await stretches.collect?.(free);
  if (collected && (collected.waiting > 0 || interrupt.stopping.aborted)) return collected;
  const spentUsd = (settings.spentUsd ?? 0) + (collected?.usage.cost_usd ?? 0);
  return addReports(collected, await stretches.judge({ ...settings, spentUsd }));
}

/** The report of two stretches of one job; the second knows what is stored in all. */
function addReports(first: JudgeReport | undefined, second: JudgeReport): JudgeReport {
  if (first === undefined) return second;
  return {
    ...second,
    added: first.added + second.added,
    withoutVerdict: first.withoutVerdict + second.withoutVerdict,
    failed: first.failed + second.failed,
    usage: addUsage(first.usage, second.usage),
    withoutCost: first.withoutCost + second.withoutCost,
  };
}

/** Whether it ended because what was wanted is reached, and not because a limit came first. */
function isTarget(stopped: StopReason | undefined): boolean {
  return stopped?.kind === "half-width" || stopped?.kind === "separated";
}

/** What is judged, and how a task becomes a row. */
export interface Judging<Task, Row> {
  judge: Model;
  kind: "pairs" | "grades";
  settings: JudgingSettings;
  /** Hands out tasks; `left` is above 0 as long as there may be more. */
  schedule: { next(): Task | undefined; release(task: Task): void; readonly left: number };
  file: string;
  /** The batches of this judge. */
  store: BatchStore;
  /** What a task is called in batches. */
  taskOf(task: Task): BatchTask;
  perform(task: Task, backend: Backend, named: BatchTask): Promise<Row>;
  settled(task: Task, row: Row): void;
  isWithoutVerdict(row: Row): boolean;
  /** A target that is reached; `now` when the answer must know every verdict there is. */
  enough?(now: boolean): StopReason | undefined;
  describe(task: Task): string;
}

/** Judges until nothing is left, the budget or the time is used up, or it is interrupted. */
export async function judgeAll<Task, Row extends { usage?: Usage }>(
  judging: Judging<Task, Row>,
  context: Context,
): Promise<JudgeReport> {
  const { judge, settings, schedule } = judging;
  const { log, interrupt, now } = context;
  const report: JudgeReport = {
    ...{ judge: judge.spec.id, stored: 0, added: 0, withoutVerdict: 0, failed: 0, waiting: 0 },
    ...{ usage: {}, withoutCost: 0, stopped: undefined },
  };
  if (schedule.left === 0) return report;
  report.stopped = judging.enough?.(true);
  if (report.stopped) return report;

  const asked = schedule.left;
  const spending = createSpending(judge, settings);
  const backend = await openAsked(
    judge,
    { store: judging.store, detach: settings.detach, parallel: settings.parallel },
    context,
  );
  const appender = openAppender<Row>(judging.file, (problem) => log(describeProblem(problem)));
  context.journal?.begins();
  const stage = await startStage(`Judgments of ${judge.spec.id}`, {
    total: schedule.left,
    log,
    now,
    // Batches tell their own progress, in lines.
    bar: context.interactive && !judge.spec.batch,
    showTimeLeft: !judge.spec.batch,
    showCost: costsMoney(judge.spec),
  });
  const deadline = settings.minutes === undefined ? undefined : now() + settings.minutes * 60_000;
  let inFlight = 0;
  let unread: UserError | undefined;
  const limitReached = (): StopReason | undefined => {
    if (spending.isBlind && settings.budgetUsd !== undefined) {
      const text = "the server does not say what calls use, so the budget cannot be kept";
      return { kind: "budget", text };
    }
    // With calls in flight it is seen later what they leave of the budget.
    if (!spending.allowsAnother() && inFlight === 0) {
      return { kind: "budget", text: `the budget of $${settings.budgetUsd} is used up` };
    }
    if (deadline !== undefined && now() >= deadline) {
      return { kind: "minutes", text: `${settings.minutes} minutes have passed` };
    }
    return undefined;
  };
  try {
    await runPool<Task>({
      next: () => {
        if (unread) return undefined;
        report.stopped ??= limitReached();
        // What is in flight may turn out cheaper than feared.
        if (report.stopped !== undefined || !spending.allowsAnother()) return undefined;
        if (judging.enough?.(false)) {
          // The verdicts in flight may change it; it is decided when they are here.
          if (inFlight > 0) return undefined;
          report.stopped = judging.enough(true);
          if (report.stopped) return undefined;
        }
        const task = schedule.next();
        if (task === undefined) return undefined;
        spending.started();
        inFlight++;
        return task;
      },
      hasMore: () => report.stopped === undefined && schedule.left > 0,
      parallel: backend.concurrency,
      stopping: eitherOf(interrupt.stopping, backend.handedOver),
      aborting: eitherOf(interrupt.aborting, backend.handedOver),
      perform: async (task) => {
        let usage: Usage | undefined;
        const named = judging.taskOf(task);
        try {
          const row = await judging.perform(task, backend, named);
          usage = row.usage;
          appender.append(row);
          backend.settled?.(named.id);
          judging.settled(task, row);
          report.added++;
          if (judging.isWithoutVerdict(row)) report.withoutVerdict++;
          if (report.withoutVerdict === NO_VERDICT_AT_ALL && report.added === NO_VERDICT_AT_ALL) {
            unread = new UserError(
              `none of the first ${report.added} replies of ${judge.spec.id} has a verdict, so the run was stopped. They are stored in ${judging.file}: see what the judge wrote, correct the prompt or its output_format, and read them again with --reparse.`,
            );
          }
          stage.done(usage?.cost_usd);
        } catch (error) {
          if (error instanceof CallError) usage ??= error.usage;
          throw error;
        } finally {
          report.usage = addUsage(report.usage, usage);
          if (usage && usage.cost_usd === undefined && !isFree(judge.spec)) report.withoutCost++;
          spending.ended(usage);
          inFlight--;
          if (usage === undefined && backend.handedOver?.aborted) report.waiting++;
        }
      },
      failed: (task, reason) => {
        schedule.release(task);
        report.failed++;
        stage.failed();
        if (reason) stage.note(`${judging.describe(task)} is left open: ${reason}`);
      },
    });
    if (unread) throw unread;
  } finally {
    stage.finish();
    appender.close();
    await backend.close();
    context.journal?.ended(stageOf(judging.kind, asked, report));
  }
  return report;
}

function stageOf(kind: RunStage["kind"], asked: number, report: JudgeReport): RunStage {
  const { judge, added, withoutVerdict, failed, waiting, usage, withoutCost, stopped } = report;
  return {
    ...{ kind, model: judge, asked, done: added, without_verdict: withoutVerdict, failed },
    ...(waiting > 0 && { in_batches: waiting }),
    ...{ usage, cost_unknown: withoutCost },
    ...(stopped && { stopped: stopped.text }),
  };
}
