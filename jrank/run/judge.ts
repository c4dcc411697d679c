/** Has a judge compare answers until nothing is left to do; each game is on disk before it counts. */
import { createHash } from "node:crypto";
import type { Backend } from "../backend/backend.ts";
import type { BatchStore, BatchTask } from "../core/batch.ts";
import { UserError } from "../core/errors.ts";
import type { PairJudgment, Question } from "../core/types.ts";
import {
  capacity,
  type Field,
  fixedSchedule,
  type Goal,
  type KnownStrengths,
  type PlayedMatch,
} from "../schedule/schedule.ts";
import { MODES, type Mode, SCHEDULES, type ScheduleName } from "../schedule/schedules.ts";
import { openBatchStore } from "../store/batch_files.ts";
import { type Benchmark, batchFolder, judgmentFile } from "../store/benchmark.ts";
import { describeProblem } from "../store/jsonl.ts";
import { type PlayedRow, readPlayed } from "../store/played.ts";
import { askJudge } from "./ask_judge.ts";
import { refuseToPayTwice, settleStored } from "./batching.ts";
import type { Contestant } from "./board.ts";
import type { Context } from "./command.ts";
import { type Estimate, estimateJudging } from "./estimate.ts";
import { plural } from "./format.ts";
import { type Item, itemsOf } from "./items.ts";
import { collectThenJudge, type JudgeReport, type JudgingSettings, judgeAll } from "./judge_all.ts";
import { type ItemPrompt, type PromptChoice, promptChooser } from "./judge_prompts.ts";
import type { Model } from "./models.ts";
import {
  openMatches,
  type ScheduleStamp,
  type StampedMatch,
  stampOf,
  taskOfMatch,
} from "./open_matches.ts";
import type { KnownStrength } from "./published_board.ts";
import { extendedTo, keepStopReason, stopRuleOf, type Targets, targetReason } from "./stopping.ts";

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

/** All there is to play, and what has been played of it. */
interface Board {
  items: Item[];
  models: readonly Contestant[];
  field: Field;
  sequenceId: string;
}

/** Matches in one round of batches; undefined where matches are judged call by call. */
function roundOf({ judge, settings }: JudgeJob): number | undefined {
  return judge.spec.batch ? settings.batchRound : undefined;
}

/** Names the sequence of an adaptive schedule: everything but the verdicts that decides it. */
function sequenceIdOf(
  job: JudgeJob,
  items: readonly Item[],
  models: readonly Contestant[],
): string {
  const { schedule, seed, goal, topK, newModel, parallel } = job.settings;
  const round = roundOf(job);
  const parts = [
    ...[
      schedule,
      seed,
      goal,
      topK ?? 0,
      newModel ?? "",
      round === undefined ? parallel : `round ${round}`,
    ],
    models.map(({ id }) => id),
    items.map(({ key, turn }) => [key, turn]),
    ...(job.settings.known ? [[...job.settings.known]] : []),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}

function boardOf(
  job: JudgeJob,
  models: readonly Contestant[],
  rows: readonly PlayedRow[],
  promptNameOf: (item: Item) => string,
): Board {
  const items = itemsOf(job.questions);
  const sequenceId = sequenceIdOf(job, items, models);
  const itemIndex = new Map(items.map(({ key, turn }, k) => [`${turn}/${key}`, k]));
  const modelIndex = new Map(models.map(({ id }, k) => [id, k]));
  const seen = new Set<number>();
  const played: PlayedMatch[] = [];
  for (const row of rows) {
    const item = itemIndex.get(`${row.turn}/${row.question}`);
    const first = modelIndex.get(row.model1_id);
    const second = modelIndex.get(row.model2_id);
    if (item === undefined || first === undefined || second === undefined) continue;
    if (first === second || row.judge[1] !== promptNameOf(items[item] as Item)) continue;
    const key = (item * models.length + first) * models.length + second;
    if (seen.has(key)) continue;
    seen.add(key);
    const stamp = row.schedule as ScheduleStamp | undefined;
    played.push({
      item,
      first,
      second,
      winner: row.winner,
      ...(stamp?.id === sequenceId && { index: stamp.index }),
    });
  }
  const field: Field = {
    models: models.length,
    items: items.length,
    canPlay: (model, item) => {
      const { key, turn } = items[item] as Item;
      return (models[model]?.turnsOf(key)?.length ?? 0) >= turn;
    },
    questionOf: (item) => (items[item] as Item).questionIndex,
    played,
  };
  return { items, models, field, sequenceId };
}

function goalOf({ goal, topK, newModel }: JudgeSettings, models: readonly Contestant[]): Goal {
  if (goal === "top-k") return { name: goal, k: topK ?? 3 };
  if (goal !== "new-model") return { name: goal };
  const model = models.findIndex(({ id }) => id === newModel);
  if (model === -1) {
    throw new UserError(
      `the new model "${newModel ?? ""}" is not among the contestants with answers: ${models.map(({ id }) => id).join(", ")}`,
    );
  }
  return { name: goal, model };
}

/** What a published board says of the models. */
function knownOf(
  known: ReadonlyMap<string, KnownStrength>,
  models: readonly Contestant[],
): KnownStrengths {
  const of = (field: keyof KnownStrength) =>
    Float64Array.from(models, ({ id }) => known.get(id)?.[field] ?? Number.NaN);
  return { strengths: of("strength"), standardErrors: of("standardError") };
}

/** The contestants that this judge may judge, in a fixed order. */
function judged(job: JudgeJob, log: (text: string) => void): Contestant[] {
  const { judge, contestants, settings } = job;
  const own = contestants.filter(({ id }) => id === judge.spec.id);
  const models = contestants
    .filter(({ id }) => settings.judgeOwnAnswers || id !== judge.spec.id)
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  if (own.length > 0) {
    log(
      settings.judgeOwnAnswers
        ? `Warning: ${judge.spec.id} judges its own answers too; judges tend to favour them.`
        : `Warning: ${judge.spec.id} is a contestant too. It does not judge matches in which it plays, so it gets no rating from itself (judge_own_answers: true allows it).`,
    );
  }
  if (models.length < 2) {
    throw new UserError(
      `${judge.spec.id} has ${plural(models.length, "contestant")} to judge; a comparison needs two. Name more models, or generate their answers first.`,
    );
  }
  return models;
}

/** The schedule of a job: the next match when asked. `wanted` judgments in pairwise-n, or all. */
function scheduleOf(
  job: JudgeJob,
  board: Board,
  { wanted, goal, log }: { wanted: number | undefined; goal: Goal; log(text: string): void },
) {
  const { settings } = job;
  const round = roundOf(job);
  const { field, models } = board;
  const mode = MODES[settings.mode];
  const bothOrders = settings.bothOrders ?? mode.bothOrders;
  const most = capacity(field);
  let n = most;
  if (settings.mode === "pairwise-n") {
    n = wanted ?? most;
    if (n > most) {
      log(
        `n is ${n.toLocaleString("en-US")}, but only ${plural(most, "different game")} can be played; all of them will be judged.`,
      );
      n = most;
    }
  }
  const options = {
    n,
    bothOrders,
    seed: settings.seed,
    parallel: settings.parallel,
    ...(round !== undefined && { round }),
    goal,
    ...(settings.known && { known: knownOf(settings.known, models) }),
  };
  if (mode.create === undefined) return SCHEDULES[settings.schedule].create(field, options);
  const baseline = models.findIndex(({ id }) => id === settings.baseline);
  if (settings.mode === "pairwise-baseline" && baseline === -1) {
    throw new UserError(
      `the baseline "${settings.baseline ?? ""}" is not among the contestants with answers: ${models.map(({ id }) => id).join(", ")}`,
    );
  }
  return mode.create(field, { ...options, baseline });
}

/**
 * What is still to be judged, without calling anyone. `begunExtension`: the judgments wanted in all by
 * an extension that this run has begun already.
 */
export function planJudging(job: JudgeJob, log: (text: string) => void, begunExtension?: number) {
  const models = judged(job, log);
  const choose = promptChooser({ ...job.prompts, type: "pairwise" });
  const promptOf = ({ question, turn, key }: Item) => choose(question, turn, key);
  const { rows, problems } = readPlayed(judgmentFile(job.bench, job.judge.spec.id, "pair"));
  const board = boardOf(job, models, rows, (item) => promptOf(item).prompt.name);
  const stored = board.field.played.length;
  const { extend, targets, n, mode } = job.settings;
  const extendTo =
    extend === undefined || begunExtension !== undefined
      ? begunExtension
      : extendedTo(job.bench, job.judge.spec.id, { stored, extend, log });
  const goal = goalOf(job.settings, models);
  const schedule = scheduleOf(job, board, { wanted: extendTo ?? n, goal, log });
  const isWatched = mode === "pairwise-n" && extendTo === undefined;
  const rule = isWatched ? stopRuleOf(targets, board.field, goal) : undefined;
  return { board, schedule, goal, rule, extendTo, promptOf, problems, stored };
}

/** What is still to be judged, for estimating it and for doing it. */
export type JudgePlan = ReturnType<typeof planJudging>;

/** What judging the rest will cost, from the lengths of real prompts. */
export function estimatePairs(job: JudgeJob, plan: JudgePlan): Promise<Estimate> {
  const { board, schedule, rule, promptOf, stored } = plan;
  const { models } = board;
  const ableOn = ({ key, turn }: Item) =>
    models.filter(({ turnsOf }) => (turnsOf(key)?.length ?? 0) >= turn);
  const items = board.items.filter((item) => ableOn(item).length > 1);
  const batches = openBatchStore(batchFolder(job.bench, job.judge.spec.id, "pair"));
  const inBatches = openMatches(batches, board.field.played, playersOf({ board, promptOf })).length;
  const calls = rule?.reached({ now: true }) ? 0 : Math.max(0, schedule.left - inBatches);
  const isMost = rule !== undefined;
  return estimateJudging(job.judge, { stored, inBatches, calls, isMost }, (below) => {
    const item = items[below(items.length)] as Item;
    const able = ableOn(item);
    const turns = (): readonly string[] => able[below(able.length)]?.turnsOf(item.key) ?? [];
    const references = job.prompts.references.get(item.key);
    const { question, turn } = item;
    return {
      ...{ question, turn, references, prompt: promptOf(item).prompt },
      answers: [turns(), turns()],
    };
  });
}

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
  const stored = new Set(played.map((match) => taskOfMatch(match, players).id));
  settleStored(store, { isStored: (id) => stored.has(id), now: context.now() });
  const open = openMatches(store, played, players);
  refuseToPayTwice(judge, store, open.length);
  if (open.length > 0) {
    log(`In batches of an earlier run of ${judge.spec.id}: ${plural(open.length, "judgment")}.`);
  }
  let plan = before;
  const report = await collectThenJudge(job.settings, context, {
    collect:
      open.length === 0
        ? undefined
        : (settings) => {
            const left = { ...before, schedule: fixedSchedule(open), rule: undefined };
            return judgePlan({ ...job, settings }, left, { store, context });
          },
    judge: (settings) => {
      if (open.length > 0) plan = planJudging(job, () => {}, before.extendTo);
      return judgePlan({ ...job, settings }, plan, { store, context });
    },
  });
  keepStopReason({ bench, judgeId: judge.spec.id }, report, {
    interrupted: interrupt.stopping.aborted || report.waiting > 0,
    left: plan.schedule.left,
    schedule: job.settings.mode === "pairwise-n" ? job.settings.schedule : job.settings.mode,
    extendTo: plan.extendTo,
  });
  return report;
}

/** Judges what a schedule hands out. */
async function judgePlan(
  job: JudgeJob,
  plan: Pick<JudgePlan, "board" | "schedule" | "goal" | "rule" | "promptOf" | "stored">,
  { store, context }: { store: BatchStore; context: Context },
): Promise<JudgeReport> {
  const { bench, judge } = job;
  const { interrupt, now } = context;
  const { board, schedule, goal, rule, promptOf, stored } = plan;
  const report = await judgeAll<StampedMatch, PairJudgment>(
    {
      ...{ judge, kind: "pairs", settings: job.settings, schedule, store },
      file: judgmentFile(bench, judge.spec.id, "pair"),
      taskOf: (match) => taskOfMatch(match, playersOf(plan)),
      perform: (match, backend, task) =>
        judgeMatch(job, board, match, { backend, promptOf, task, signal: interrupt.aborting, now }),
      settled: (match, row) => {
        schedule.settle({ ...match, winner: row.winner });
        rule?.settle({ ...match, winner: row.winner });
      },
      ...(rule && { enough: (now) => targetReason(rule, job.settings.targets, { now, goal }) }),
      isWithoutVerdict: (row) => row.winner === "error",
      describe: (match) => {
        const { question } = board.items[match.item] as Item;
        return `A match on question ${question.question_id}`;
      },
    },
    context,
  );
  return { ...report, stored: stored + report.added };
}

function playersOf({ board, promptOf }: Pick<JudgePlan, "board" | "promptOf">) {
  const { items, models, sequenceId } = board;
  return { items, models, sequenceId, promptNameOf: (item: Item) => promptOf(item).prompt.name };
}

async function judgeMatch(
  job: JudgeJob,
  board: Board,
  match: StampedMatch,
  tools: {
    backend: Backend;
    task: BatchTask;
    promptOf(item: Item): ItemPrompt;
    signal: AbortSignal;
    now(): number;
  },
): Promise<PairJudgment> {
  const item = board.items[match.item] as Item;
  const [first, second] = [board.models[match.first], board.models[match.second]] as [
    Contestant,
    Contestant,
  ];
  const { prompt, format } = tools.promptOf(item);
  const { verdict, shown, judgment, usage } = await askJudge(tools.backend, {
    question: item.question,
    turn: item.turn,
    answers: [first.turnsOf(item.key) ?? [], second.turnsOf(item.key) ?? []],
    references: job.prompts.references.get(item.key),
    ...{ prompt, format },
    params: job.judge.sampling,
    repair: job.settings.repair,
    ...{ signal: tools.signal, task: tools.task },
  });
  const stamp = stampOf(match, board.sequenceId);
  return {
    question_id: item.question.question_id,
    model1_id: first.id,
    model2_id: second.id,
    winner: verdict.kind === "winner" ? verdict.winner : "error",
    judge: [job.judge.spec.id, prompt.name],
    prompt: shown,
    judgment,
    turn: item.turn,
    ...(verdict.kind === "winner" && verdict.grade !== undefined && { grade: verdict.grade }),
    ...(stamp && { schedule: stamp }),
    usage,
    tstamp: tools.now() / 1000,
  };
}
