/** Has a judge compare answers until nothing is left to do; each game is on disk before it counts. */

import type { Backend } from "../../backend/call/backend.ts";
import type { BatchStore, BatchTask } from "../../core/batch.ts";
import { say } from "../../core/message.ts";
import type { Judgment } from "../../core/types.ts";
import { capacity, fixedSchedule, type Match } from "../../schedule/schedule.ts";
import { likeliest } from "../../stats/data/soft_verdict.ts";
import { batchFolder, judgmentFile } from "../../store/answers/benchmark.ts";
import { openBatchStore } from "../../store/books/batch_files.ts";
import {
  dropRejudgeRecord,
  keepRejudgeRecord,
  readRejudgeRecord,
} from "../../store/books/stop_record.ts";
import { describeProblem } from "../../store/files/jsonl.ts";
import type { Context } from "../command/command.ts";
import { plural } from "../command/format.ts";
import { refuseToPayTwice, settleStored } from "../models/batching.ts";
import type { Contestant } from "../models/model_answers.ts";
import { watchServed } from "../models/served_models.ts";
import { askJudge } from "./asking/ask_judge.ts";
import type { Item } from "./asking/items.ts";
import type { ItemPrompt } from "./asking/judge_prompts.ts";
import { collectThenJudge, judgeAll } from "./judge_all.ts";
import type { JudgeBoard } from "./matches/judge_board.ts";
import type { JudgeJob } from "./matches/judge_job.ts";
import { type JudgePlan, planJudging, playersOf } from "./matches/judge_plan.ts";
import type { JudgeReport } from "./matches/judging_report.ts";
import {
  openMatches,
  type StampedMatch,
  stampOf,
  storedAmong,
  taskOfMatch,
} from "./matches/open_matches.ts";
import { keepExtension, keepStopReason, targetReason, unmetTarget } from "./matches/stopping.ts";

/**
 * Judges what is missing; first what earlier runs left in batches. `planned` is the plan as it was
 * made under the lock; without it one is made.
 */
export async function judgePairs(
  job: JudgeJob,
  context: Context,
  planned?: JudgePlan,
): Promise<JudgeReport> {
  const { bench, judge } = job;
  const { log, interrupt } = context;
  const store = openBatchStore(batchFolder(bench, judge.spec.id, "pair"));
  const before = planned ?? planJudging(job, log);
  for (const problem of before.problems) log(describeProblem(problem));
  const { played } = before.board.field;
  const players = playersOf(before);
  settleStored(store, { isStored: storedAmong(played, players), now: context.now() });
  const open = openMatches(store, played, players);
  refuseToPayTwice(judge, store, open.length);
  if (open.length > 0) {
    log(say`In batches of an earlier run of ${judge.spec.id}: ${plural(open.length, "judgment")}.`);
  }
  let plan = before;
  /** Judgments without a verdict that came after the plan was made. */
  let unreadNow = 0;
  const aside: Match[] = [];
  const saw = watchServed({
    id: judge.spec.id,
    asked: judge.spec.path,
    log,
    known: before.board.rows.map(({ served_model }) => served_model),
  });
  const tools = { store, context, saw, failed: (match: Match) => aside.push(match) };
  const { again } = before;
  const asked = before.schedule.left + again.length;
  const { mode } = job.settings;
  const schedule = mode === "pairwise-n" ? job.settings.schedule : mode;
  const { stored, extendTo } = before;
  if (extendTo !== undefined && asked > 0) {
    keepExtension({ bench, judgeId: judge.spec.id }, { stored, schedule, extendTo });
  }
  const report = await collectThenJudge(job.settings, context, {
    asked,
    collect:
      open.length === 0
        ? undefined
        : (settings) => {
            const left = { ...before, schedule: fixedSchedule(open), rule: undefined };
            return judgePlan({ ...job, settings }, left, tools);
          },
    again: again.length === 0 ? undefined : (settings) => judgeAgain(job, before, settings, tools),
    judge: async (settings) => {
      if (open.length + again.length > 0) {
        plan = planJudging(withoutAgain(job), () => {}, {
          begunExtension: before.extendTo,
          aside,
        });
      }
      const judged = await judgePlan({ ...job, settings }, plan, tools);
      unreadNow = judged.withoutVerdict;
      return judged;
    },
  });
  const interrupted = interrupt.stopping.aborted || report.waiting > 0;
  const { left } = plan.schedule;
  const { targets } = job.settings;
  const isThrough = left === 0 && report.missing === 0 && !interrupted;
  const rule = isThrough && report.stopped === undefined ? plan.rule : undefined;
  // Fewer than were asked for, though nothing came in between: there is nothing else to judge.
  const isUsedUp =
    left === 0 && !interrupted && report.stopped === undefined && report.added < asked;
  if (isUsedUp && report.missing < asked - report.added) {
    log(
      say`${judge.spec.id}: ${plural(asked - report.added, "judgment")} of those asked for cannot be made: no other match is left.`,
    );
  }
  // The last judgments may reach a target, too.
  if (rule) report.stopped = targetReason(rule, targets, { now: true, goal: plan.goal });
  const unmet = rule && unmetTarget(rule, targets, { now: true });
  if (unmet !== undefined) {
    log(say`${judge.spec.id}: all ${plural(report.stored, "judgment")} are made; ${unmet}.`);
  }
  report.unread = plan.withoutVerdict + unreadNow;
  keepStopReason({ bench, judgeId: judge.spec.id }, report, {
    interrupted,
    left,
    unmet,
    isWhole: report.stored >= capacity(plan.board.field) || isUsedUp,
    schedule,
    // What cannot be judged is no part of an extension that a later run has to finish.
    extendTo: isUsedUp && plan.extendTo !== undefined ? report.stored : plan.extendTo,
  });
  return report;
}

/** The job when what was to be judged again has been. */
function withoutAgain(job: JudgeJob): JudgeJob {
  const { stale } = job.settings;
  const settings = { ...job.settings, rejudge: undefined };
  return { ...job, settings: stale === "rejudge" ? { ...settings, stale: "keep" } : settings };
}

/** Judges stored matches again; what is left of it when it ends early, the same command goes on with. */
async function judgeAgain(
  job: JudgeJob,
  plan: JudgePlan,
  settings: JudgeJob["settings"],
  tools: Parameters<typeof judgePlan>[2],
): Promise<JudgeReport> {
  const { bench, judge } = job;
  const { what, again, stored } = plan;
  const { now, interrupt } = tools.context;
  const { id } = judge.spec;
  if (what !== undefined && !readRejudgeRecord(bench, id, { kind: "pair", what })) {
    keepRejudgeRecord(bench, id, { kind: "pair", record: { what, before: now() / 1000 } });
  }
  const report = await judgePlan(
    { ...job, settings },
    { ...plan, schedule: fixedSchedule(again), rule: undefined },
    tools,
  );
  const isWhole =
    report.failed === 0 && report.stopped === undefined && !interrupt.stopping.aborted;
  if (isWhole) dropRejudgeRecord(bench, id, "pair");
  return { ...report, stored };
}

/** Judges what a schedule hands out. */
async function judgePlan(
  job: JudgeJob,
  plan: Pick<JudgePlan, "board" | "schedule" | "goal" | "rule" | "promptOf" | "stored">,
  {
    store,
    context,
    saw,
    failed,
  }: {
    store: BatchStore;
    context: Context;
    /** Told which model answered. */
    saw(served: string | undefined): void;
    failed(match: Match): void;
  },
): Promise<JudgeReport> {
  const { bench, judge } = job;
  const { interrupt, now } = context;
  const { board, schedule, goal, rule, promptOf, stored } = plan;
  let withoutChances = 0;
  const report = await judgeAll<StampedMatch, Judgment>(
    {
      judge,
      kind: "pairs",
      settings: job.settings,
      store,
      schedule: {
        next: () => schedule.next(),
        release: (match) => {
          schedule.release(match);
          failed(match);
        },
        get left() {
          return schedule.left;
        },
      },
      file: judgmentFile(bench, judge.spec.id, "pair"),
      taskOf: (match) => taskOfMatch(match, playersOf(plan)),
      perform: (match, backend, task) =>
        judgeMatch(job, board, match, { backend, promptOf, task, signal: interrupt.aborting, now }),
      settled: (match, row) => {
        saw(row.served_model);
        const { winner, soft_verdict: soft } = row;
        schedule.settle({ ...match, winner });
        rule?.settle({ ...match, winner, soft });
        if (softWanted(job) && winner !== "error" && soft === undefined) withoutChances++;
      },
      ...(rule && { enough: (now) => targetReason(rule, job.settings.targets, { now, goal }) }),
      isWithoutVerdict: (row) => row.winner === "error",
      describe: (match) => {
        const { question, turn } = board.items[match.item] as Item;
        const [one, two] = [match.first, match.second].map((model) => board.models[model]?.id);
        return say`${one} against ${two} on question ${question.question_id}${turn > 1 ? say`, turn ${turn}` : ""}`;
      },
    },
    context,
  );
  if (withoutChances > 0) {
    context.log(
      say`${judge.spec.id}: no probabilities came with ${plural(withoutChances, "judgment")}; their verdicts are hard ones.`,
    );
  }
  return { ...report, stored: stored + report.added };
}

/** Whether the judge's probabilities are wanted: its own setting goes before that for all. */
const softWanted = ({ judge, settings }: JudgeJob): boolean => judge.soft ?? settings.soft;

async function judgeMatch(
  job: JudgeJob,
  board: JudgeBoard,
  match: StampedMatch,
  tools: {
    backend: Backend;
    task: BatchTask;
    promptOf(item: Item): ItemPrompt;
    signal: AbortSignal;
    now(): number;
  },
): Promise<Judgment> {
  const item = board.items[match.item] as Item;
  const [first, second] = [board.models[match.first], board.models[match.second]] as [
    Contestant,
    Contestant,
  ];
  const { prompt, format, structured } = tools.promptOf(item);
  const { verdict, soft, kind, ...judged } = await askJudge(tools.backend, {
    question: item.question,
    turn: item.turn,
    answers: [first.turnsOf(item.key) ?? [], second.turnsOf(item.key) ?? []],
    references: job.prompts.references.get(item.key),
    prompt,
    format,
    params: job.judge.sampling,
    structured,
    soft: softWanted(job),
    repair: job.settings.repair,
    signal: tools.signal,
    task: tools.task,
  });
  const { shown, judgment, usage, hashes, served_model } = judged;
  const stamp = stampOf(match, board.sequenceId);
  const winner = verdict.kind === "winner" ? verdict.winner : "error";
  return {
    question_id: item.question.question_id,
    model1_id: first.id,
    model2_id: second.id,
    winner: soft ? likeliest(soft) : winner,
    judge: [job.judge.spec.id, prompt.name],
    prompt: shown,
    judgment,
    turn: item.turn,
    ...(verdict.kind === "winner" && verdict.grade !== undefined && { grade: verdict.grade }),
    ...(soft && { soft_verdict: soft }),
    ...(kind === "structured" && { verdict_kind: kind }),
    ...(stamp && { schedule: stamp }),
    hashes,
    asked_model: job.judge.spec.path,
    ...(served_model !== undefined && { served_model }),
    usage,
    tstamp: tools.now() / 1000,
  };
}
