/** What judging came to. */

import { addUsage } from "../../../backend/call/usage.ts";
import { joined, type Message, type Said, say } from "../../../core/message.ts";
import type { Usage } from "../../../core/types.ts";
import { formatCost, plural } from "../../command/format.ts";
import type { RunStage } from "../../command/run_journal.ts";
import type { SetAside } from "./set_aside.ts";

/** Why judging ended: everything wanted was there, a target was reached, or a limit came first. */
export interface StopReason {
  kind: "n" | "half-width" | "separated" | "budget" | "minutes" | "interrupted" | "incomplete";
  /** For people. */
  text: Said;
}

export interface JudgeReport {
  judge: string;
  /** Judgments stored in all, of those that this run is about. */
  stored: number;
  /** Judgments that this run added. */
  added: number;
  /** Of those, without a verdict. */
  withoutVerdict: number;
  /** Of all that are stored, those without a verdict. */
  unread: number;
  /** Tasks whose calls failed for good; they were set aside. */
  failed: number;
  /** Which, and why, where the error that ends the run does not say it. */
  aside: SetAside[];
  /** Judgments that are missing because of it: nothing else could be judged in their place. */
  missing: number;
  /** Tasks in batches that were not waited for; a later run collects them. */
  waiting: number;
  /** What all calls of this run used, as far as the server said; those that failed included. */
  usage: Usage;
  /** Calls that used something whose cost is not known. */
  withoutCost: number;
  /** Why it ended before everything was judged. */
  stopped: StopReason | undefined;
}

/**
 * Judgments that are missing, and how many of them were refused for good: those are settled where
 * the user accepts refusals.
 */
export function missingOf(reports: readonly JudgeReport[]): { missing: number; refused: number } {
  const refused = ({ aside, missing }: JudgeReport): number =>
    Math.min(missing, aside.filter(({ isRefused }) => isRefused).length);
  return {
    missing: reports.reduce((sum, report) => sum + report.missing, 0),
    refused: reports.reduce((sum, report) => sum + refused(report), 0),
  };
}

/** A report in one line. */
export function describeReport(report: JudgeReport): Message {
  const { judge, stored, added, withoutVerdict, waiting, stopped } = report;
  if (added === 0 && report.failed === 0 && waiting === 0 && isTarget(stopped)) {
    return say`Judgments of ${judge}: ${plural(stored, "judgment")} are there, which is enough: ${stopped?.text ?? ""}; nothing was called or paid for.`;
  }
  if (added === 0 && report.failed === 0 && waiting === 0 && stopped === undefined) {
    return say`Judgments of ${judge}: all ${plural(stored, "judgment")} are there already; nothing was called or paid for.`;
  }
  const parts: Said[] = [
    say`Judgments of ${judge}: ${added} new, ${stored} in all`,
    ...(withoutVerdict > 0 ? [say`${withoutVerdict} of the new ones without a verdict`] : []),
    ...usedWords(report),
    ...(waiting > 0 ? [say`${waiting} in batches; the same command collects them later`] : []),
    ...(stopped
      ? [isTarget(stopped) ? say`stopped: ${stopped.text}` : say`stopped early: ${stopped.text}`]
      : []),
  ];
  return joined(parts, "; ");
}

/** Tokens and cost of what a run added; a cost that is not known is said to be so. */
function usedWords({ usage, withoutCost }: JudgeReport): Message[] {
  const { input_tokens, output_tokens, cost_usd } = usage;
  if (input_tokens === undefined && output_tokens === undefined) return [];
  const count = (tokens = 0): string => tokens.toLocaleString("en-US");
  const tokens = say`${count(input_tokens)} tokens in and ${count(output_tokens)} out`;
  if (withoutCost === 0) return cost_usd ? [say`${tokens}, ${formatCost(cost_usd)}`] : [tokens];
  return [
    cost_usd === undefined
      ? say`${tokens}, cost unknown`
      : say`${tokens}, ${formatCost(cost_usd)} and the unknown cost of ${withoutCost}`,
  ];
}

/** The report of two stretches of one job; the second knows what is stored in all. */
export function addReports(first: JudgeReport | undefined, second: JudgeReport): JudgeReport {
  if (first === undefined) return second;
  return {
    ...second,
    added: first.added + second.added,
    withoutVerdict: first.withoutVerdict + second.withoutVerdict,
    failed: first.failed + second.failed,
    aside: [...first.aside, ...second.aside],
    usage: addUsage(first.usage, second.usage),
    withoutCost: first.withoutCost + second.withoutCost,
  };
}

/** Whether it ended because what was wanted is reached, and not because a limit came first. */
function isTarget(stopped: StopReason | undefined): boolean {
  return stopped?.kind === "half-width" || stopped?.kind === "separated";
}

/** The report as a line of the run's summary. */
export function stageOf(kind: RunStage["kind"], asked: number, report: JudgeReport): RunStage {
  const { judge, added, withoutVerdict, failed, waiting, usage, withoutCost, stopped } = report;
  return {
    kind,
    model: judge,
    asked,
    done: added,
    without_verdict: withoutVerdict,
    failed,
    ...(waiting > 0 && { in_batches: waiting }),
    usage,
    cost_unknown: withoutCost,
    ...(stopped && { stopped: String(stopped.text) }),
  };
}
