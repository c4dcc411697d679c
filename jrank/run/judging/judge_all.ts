/** The loop that pairs and grades share: calls in a pool, each row on disk before it counts. */

import { type Backend, CallError, isRefusedForGood } from "../../backend/call/backend.ts";
import { isFree } from "../../backend/call/price_table.ts";
import { addUsage } from "../../backend/call/usage.ts";
import type { BatchStore, BatchTask } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { Usage } from "../../core/types.ts";
import { openAppender } from "../../store/files/appender.ts";
import { describeProblem } from "../../store/files/jsonl.ts";
import type { Context } from "../command/command.ts";
import { runPool } from "../command/pool.ts";
import { startStage } from "../command/progress.ts";
import { eitherOf, openAsked } from "../models/batching.ts";
import { costsMoney } from "../models/capped_budget.ts";
import type { Model } from "../models/models.ts";
import { type JudgingSettings, limitsOf } from "./matches/judging_limits.ts";
import {
  addReports,
  type JudgeReport,
  type StopReason,
  stageOf,
} from "./matches/judging_report.ts";
import { asideLines } from "./matches/set_aside.ts";

/** A run whose first so many replies have no verdict would only cost money. */
const NO_VERDICT_AT_ALL = 20;

/**
 * First what lies in batches, then the rest. What was handed over is paid for, so no budget and no
 * time keeps it from being collected; what it cost counts in the budget of the rest.
 */
export async function collectThenJudge<Settings extends JudgingSettings>(
  settings: Settings,
  { interrupt, log }: Context,
  stretches: {
    /** Judgments wanted by all stretches together. */
    asked: number;
    /** Undefined where no batch is open. */
    collect: ((settings: Settings) => Promise<JudgeReport>) | undefined;
    /** What is stored and is judged again, before the rest; undefined where there is nothing. */
    again?: ((settings: Settings) => Promise<JudgeReport>) | undefined;
    judge(settings: Settings): Promise<JudgeReport>;
  },
): Promise<JudgeReport> {
  const free = { ...settings, minutes: undefined };
  /** Tells what was set aside, and for how many nothing else could be judged, where that is known. */
  const told = (report: JudgeReport, missing?: number): JudgeReport => {
    for (const line of asideLines(report.aside, missing)) log(line);
    return report;
  };
  const collected = await stretches.collect?.(free);
  if (collected && (collected.waiting > 0 || interrupt.stopping.aborted)) return told(collected);
  const repeated = await stretches.again?.(settings);
  const soFar = repeated ? addReports(collected, repeated) : collected;
  if (soFar && repeated && (repeated.stopped !== undefined || interrupt.stopping.aborted)) {
    return told(soFar);
  }
  const report = addReports(soFar, await stretches.judge(settings));
  // A limit that was reached first, and what waits in batches, leave no judgment missing.
  if (report.stopped !== undefined || report.waiting > 0 || interrupt.stopping.aborted) {
    return told(report);
  }
  report.missing = Math.min(report.failed, stretches.asked - report.added);
  return told(report, report.missing);
}

/** What is judged, and how a task becomes a row. */
interface Judging<Task, Row> {
  judge: Model;
  kind: "pairs" | "grades";
  settings: JudgingSettings;
  /**
   * Hands out tasks; `left` is above 0 as long as there may be more, and after a task was released
   * (its call failed for good) there may be another in its place.
   */
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
  /** Names a task for messages: "the match of a and b on question 3". */
  describe(task: Task): Said;
}

/** Judges until nothing is left, the budget or the time is used up, or it is interrupted. */
export async function judgeAll<Task, Row extends { usage?: Usage }>(
  judging: Judging<Task, Row>,
  context: Context,
): Promise<JudgeReport> {
  const { judge, settings, schedule } = judging;
  const { log, interrupt, now } = context;
  const report: JudgeReport = {
    judge: judge.spec.id,
    stored: 0,
    added: 0,
    withoutVerdict: 0,
    failed: 0,
    waiting: 0,
    aside: [],
    missing: 0,
    unread: 0,
    usage: {},
    withoutCost: 0,
    stopped: undefined,
  };
  if (schedule.left === 0) return report;
  report.stopped = judging.enough?.(true);
  if (report.stopped) return report;

  const asked = schedule.left;
  const backend = await openAsked(
    judge,
    { store: judging.store, detach: settings.detach, parallel: settings.parallel },
    context,
  );
  const appender = openAppender<Row>(judging.file, (problem) => log(describeProblem(problem)));
  context.journal?.begins();
  const stage = await startStage(say`Judgments of ${judge.spec.id}`, {
    language: context.language,
    total: schedule.left,
    log,
    now,
    // Batches tell their own progress, in lines.
    bar: context.interactive && !judge.spec.batch,
    showTimeLeft: !judge.spec.batch,
    showCost: costsMoney(judge.spec),
  });
  const limits = limitsOf(settings, now);
  let inFlight = 0;
  let asks = 0;
  let unread: UserError | undefined;
  try {
    await runPool<Task>({
      next: () => {
        if (unread) return undefined;
        report.stopped ??= limits.reached();
        // What is in flight may turn out cheaper than feared.
        if (report.stopped !== undefined || backend.hasRoom?.() === false) return undefined;
        if (judging.enough?.(false)) {
          // The verdicts in flight may change it; it is decided when they are here.
          if (inFlight > 0) return undefined;
          report.stopped = judging.enough(true);
          if (report.stopped) return undefined;
        }
        // Others are judged in the place of what was refused, unless everything is refused.
        if (report.added === 0 && asks >= asked) return undefined;
        const task = schedule.next();
        if (task === undefined) return undefined;
        asks++;
        inFlight++;
        return task;
      },
      // What is in flight may fail, and another take its place.
      hasMore: () => report.stopped === undefined && (schedule.left > 0 || inFlight > 0),
      parallel: backend.concurrency,
      stopping: eitherOf(interrupt.stopping, backend.handedOver),
      aborting: eitherOf(interrupt.aborting, backend.handedOver),
      perform: async (task) => {
        let usage: Usage | undefined;
        const named = judging.taskOf(task);
        try {
          const row = await judging.perform(task, backend, named);
          usage = row.usage;
          await appender.appendInTurn(row);
          backend.settled?.(named.id);
          judging.settled(task, row);
          report.added++;
          if (judging.isWithoutVerdict(row)) report.withoutVerdict++;
          if (report.withoutVerdict === NO_VERDICT_AT_ALL && report.added === NO_VERDICT_AT_ALL) {
            unread = new UserError(
              say`none of the first ${report.added} replies of ${judge.spec.id} has a verdict, so the run was stopped. They are stored in ${judging.file}: see what the judge wrote, correct the prompt or its output_format, and read them again with --reparse.`,
            );
          }
          stage.spent(usage?.cost_usd);
          stage.done();
        } catch (error) {
          if (error instanceof CallError) {
            usage ??= error.usage;
            stage.spent(error.usage?.cost_usd);
          }
          if (!(error instanceof CallError) || error.kind !== "budget") throw error;
          // No call that failed: the match stays open for a run with more money.
          schedule.release(task);
          report.stopped ??= { kind: "budget", text: error.said };
        } finally {
          report.usage = addUsage(report.usage, usage);
          if (usage && usage.cost_usd === undefined && !isFree(judge.spec)) report.withoutCost++;
          inFlight--;
          if (usage === undefined && backend.handedOver?.aborted) report.waiting++;
        }
      },
      failed: (task, reason, error) => {
        // It was remembered, and nobody was asked.
        const isRefused = isRefusedForGood(error);
        if (isRefused && error.usage === undefined) asks--;
        schedule.release(task);
        report.failed++;
        stage.failed();
        if (reason === undefined) return;
        report.aside.push({ task: judging.describe(task), reason, isRefused });
        stage.note(say`Set aside: ${judging.describe(task)}: ${reason}`);
      },
    });
    if (unread) throw unread;
  } finally {
    stage.finish();
    await backend.close();
    context.journal?.ended(stageOf(judging.kind, asked, report));
    appender.close();
  }
  return report;
}
