/** When the judging of pairs ends, why it did, and what is kept of it. */
import { joined, type Said, say } from "../../../core/message.ts";
import type { Field, Goal } from "../../../schedule/schedule.ts";
import { createStopRule, type ReachedTarget, type StopRule } from "../../../schedule/stop_rule.ts";
import { type Benchmark, stopRecordFile } from "../../../store/answers/benchmark.ts";
import { readStopRecord, type StopRecord } from "../../../store/books/stop_record.ts";
import { writeWhole } from "../../../store/files/write_whole.ts";
import { plural } from "../../command/format.ts";
import type { JudgeReport, StopReason } from "./judging_report.ts";

/** What ends judging in pairwise-n before n, in the words of the config. */
export interface Targets {
  /** Elo. */
  halfWidth: number | undefined;
  separated: boolean | undefined;
}

const ELO = 400 / Math.LN10;

/** The rule that watches for the targets, of a new model where there is one; undefined without targets. */
export function stopRuleOf(
  { halfWidth, separated }: Targets,
  field: Field,
  goal: Goal,
): StopRule | undefined {
  if (halfWidth === undefined && !separated) return undefined;
  return createStopRule(field, {
    halfWidth: halfWidth === undefined ? undefined : halfWidth / ELO,
    separated,
    model: goal.name === "new-model" ? goal.model : undefined,
  });
}

/** The reason, in words, when a rule has reached its target. */
export function targetReason(
  rule: StopRule,
  { halfWidth }: Targets,
  { now, goal }: { now: boolean; goal: Goal },
): StopReason | undefined {
  const kind: ReachedTarget | undefined = rule.reached({ now });
  if (kind === undefined || rule.standing === undefined) return undefined;
  if (goal.name === "new-model") {
    const half = ELO * rule.standing.halfWidths[goal.model];
    const text =
      kind === "half-width"
        ? say`the new model's CR3 interval reaches at most ${halfWidth ?? 0} Elo to each side (${half.toFixed(1)})`
        : say`the new model is told apart from its neighbours`;
    return { kind, text };
  }
  const widest = ELO * Math.max(...rule.standing.halfWidths);
  const text =
    kind === "half-width"
      ? say`every CR3 interval reaches at most ${halfWidth ?? 0} Elo to each side (the widest ${widest.toFixed(1)})`
      : say`all ${plural(rule.standing.apart.length, "pair")} of neighbours are told apart`;
  return { kind, text };
}

/** How far from its targets a rule was when the judgments were used up. */
export function unmetTarget(
  rule: StopRule,
  { halfWidth, separated }: Targets,
  { now }: { now: boolean },
): Said | undefined {
  if (rule.reached({ now }) !== undefined) return undefined;
  const { standing } = rule;
  if (standing === undefined) return say`too few to look at the stop rule`;
  const widest = ELO * Math.max(...standing.halfWidths);
  const told = standing.apart.filter((isTold) => isTold).length;
  const width = Number.isFinite(widest)
    ? say`the widest CR3 interval reaches ${widest.toFixed(1)} Elo to each side, not ${halfWidth ?? 0}`
    : say`an interval is not determined`;
  const parts = [
    ...(halfWidth === undefined ? [] : [width]),
    ...(separated
      ? [say`${told} of ${plural(standing.apart.length, "pair")} of neighbours told apart`]
      : []),
  ];
  return joined(parts);
}

/** Judgments wanted in all by `--extend`, or by one that was interrupted. */
export function extendedTo(
  bench: Benchmark,
  judgeId: string,
  { stored, extend, log }: { stored: number; extend: number; log(text: Said): void },
): number {
  const record = readStopRecord(stopRecordFile(bench, judgeId));
  const unfinished = record?.extend_to;
  // With fewer judgments than then it is about other contestants or questions.
  const isOurs = record !== undefined && record.judgments <= stored;
  if (!isOurs || unfinished === undefined || unfinished <= stored) return stored + extend;
  log(say`Going on with the extension to ${plural(unfinished, "judgment")} that was not finished.`);
  return unfinished;
}

/** Keeps how far an extension is to go before it makes a call: a run that is killed writes nothing more. */
export function keepExtension(
  { bench, judgeId }: { bench: Benchmark; judgeId: string },
  { stored, schedule, extendTo }: { stored: number; schedule: string; extendTo: number },
): void {
  const record: StopRecord = {
    reason: "interrupted",
    text: "it was interrupted",
    judgments: stored,
    schedule,
    extend_to: extendTo,
  };
  writeWhole(stopRecordFile(bench, judgeId), `${JSON.stringify(record)}\n`);
}

/** Keeps why judging ended. A rerun that changes nothing writes the same bytes. */
export function keepStopReason(
  { bench, judgeId }: { bench: Benchmark; judgeId: string },
  report: JudgeReport,
  {
    interrupted,
    left,
    schedule,
    extendTo,
    isWhole,
    unmet,
  }: {
    interrupted: boolean;
    left: number;
    schedule: string;
    extendTo: number | undefined;
    /** Whether no other match can be played. */
    isWhole: boolean;
    /** What is missing for the targets. */
    unmet: Said | undefined;
  },
): void {
  if (report.stored === 0) return;
  const { kind, text: said } = reasonOf(report, { interrupted, left, isWhole, unmet });
  const record: StopRecord = {
    reason: kind,
    text: String(said),
    judgments: report.stored,
    schedule,
    ...(extendTo !== undefined && { extend_to: extendTo }),
  };
  writeWhole(stopRecordFile(bench, judgeId), `${JSON.stringify(record)}\n`);
}

function reasonOf(
  { stopped, missing, stored, waiting }: JudgeReport,
  {
    interrupted,
    left,
    isWhole,
    unmet,
  }: { interrupted: boolean; left: number; isWhole: boolean; unmet: Said | undefined },
): StopReason {
  if (stopped) return stopped;
  if (waiting > 0) {
    return { kind: "interrupted", text: say`${plural(waiting, "judgment")} still in batches` };
  }
  if (interrupted) return { kind: "interrupted", text: say`it was interrupted` };
  if (missing > 0 || left > 0) {
    return { kind: "incomplete", text: say`${plural(missing, "call")} failed for good` };
  }
  const whole = isWhole
    ? say`all ${plural(stored, "judgment")} that can be made are there`
    : say`all ${plural(stored, "judgment")} that were asked for are there`;
  return { kind: "n", text: unmet === undefined ? whole : say`${whole}; ${unmet}` };
}
