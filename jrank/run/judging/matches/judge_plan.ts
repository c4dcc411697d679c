/** What is still to be judged, and in which order. */

import { UserError } from "../../../core/errors.ts";
import { type Said, say } from "../../../core/message.ts";
import {
  capacity,
  type Goal,
  type KnownStrengths,
  type Match,
} from "../../../schedule/schedule.ts";
import { MODES, SCHEDULES } from "../../../schedule/schedules.ts";
import { batchFolder } from "../../../store/answers/benchmark.ts";
import { judgmentFiles, publishedBaseline } from "../../../store/answers/judgment_files.ts";
import { openBatchStore } from "../../../store/books/batch_files.ts";
import { type PlayedRow, readPlayed } from "../../../store/votes/played.ts";
import { plural } from "../../command/format.ts";
import type { Contestant } from "../../models/model_answers.ts";
import { isOwn } from "../../models/models.ts";
import { tellOtherAsked } from "../../models/served_models.ts";
import type { KnownStrength } from "../../ranking/numbers/published_board.ts";
import type { Item } from "../asking/items.ts";
import { type ItemPrompt, promptChooser } from "../asking/judge_prompts.ts";
import { promptsUsed } from "../asking/prompts_used.ts";
import { verdictNotices, verdictUse } from "../asking/verdict_kind.ts";
import { type CostEstimate, estimateJudging } from "./estimate.ts";
import { boardOf, type JudgeBoard, roundOf } from "./judge_board.ts";
import type { JudgeJob, JudgeSettings } from "./judge_job.ts";
import { openMatches, type ScheduleStamp, type StampedMatch } from "./open_matches.ts";
import { settleRejudging, textsOf } from "./rejudging.ts";
import { extendedTo, stopRuleOf } from "./stopping.ts";

function goalOf({ goal, topK, newModel }: JudgeSettings, models: readonly Contestant[]): Goal {
  if (goal === "top-k") return { name: goal, k: topK ?? 3 };
  if (goal !== "new-model") return { name: goal };
  const model = models.findIndex(({ id }) => id === newModel);
  if (model === -1) {
    throw new UserError(
      say`the new model "${newModel ?? ""}" is not among the contestants with answers: ${models.map(({ id }) => id).join(", ")}`,
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
function judged(job: JudgeJob, log: (text: Said) => void): Contestant[] {
  const { judge, contestants, settings } = job;
  const own = contestants.filter((contestant) => isOwn(judge, contestant));
  const models = contestants
    .filter((contestant) => settings.judgeOwnAnswers || !isOwn(judge, contestant))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  if (own.length > 0) {
    const as = own.map(({ id }) => id).filter((id) => id !== judge.spec.id);
    const named = as.length === 0 ? "" : say` (as ${as.join(", ")})`;
    log(
      settings.judgeOwnAnswers
        ? say`Warning: ${judge.spec.id} judges its own answers too; judges tend to favour them.`
        : say`Warning: ${judge.spec.id} is a contestant too${named}. It does not judge matches in which it plays, so it gets no rating from itself (judge_own_answers: true allows it).`,
    );
  }
  if (models.length < 2) {
    throw new UserError(
      say`${judge.spec.id} has ${plural(models.length, "contestant")} to judge; a comparison needs two. Name more models, or generate their answers first.`,
    );
  }
  return models;
}

/** The schedule of a job: the next match when asked. `wanted` judgments in pairwise-n, or all. */
function scheduleOf(
  job: JudgeJob,
  board: JudgeBoard,
  { wanted, goal, log }: { wanted: number | undefined; goal: Goal; log(text: Said): void },
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
        say`n is ${n.toLocaleString("en-US")}, but only ${plural(most, "different game")} can be played; all of them will be judged.`,
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
      say`the baseline "${settings.baseline ?? ""}" is not among the contestants with answers: ${models.map(({ id }) => id).join(", ")}`,
    );
  }
  return mode.create(field, { ...options, baseline });
}

/**
 * What is still to be judged, without calling anyone. `begunExtension`: the judgments wanted in all by
 * an extension that this run has begun already; `aside`: matches whose calls failed for good in it.
 */
export function planJudging(
  job: JudgeJob,
  log: (text: Said) => void,
  { begunExtension, aside = [] }: { begunExtension?: number | undefined; aside?: Match[] } = {},
) {
  const models = judged(job, log);
  const { whole, promptOf, uses, verdicts, problems, ...rejudging } = storedBoard(job, models);
  const { again, dropped, kept, changed, what, now } = rejudging;
  tellOtherAsked(job.judge.spec.id, job.judge.spec.path, { stored: whole.rows, log });
  const played = whole.field.played.filter((_, k) => !dropped.has(k));
  const board = { ...whole, field: { ...whole.field, played, aside } };
  const stored = played.length;
  const { extend, targets, n, mode } = job.settings;
  const extendTo =
    extend === undefined || begunExtension !== undefined
      ? begunExtension
      : extendedTo(job.bench, job.judge.spec.id, { stored, extend, log });
  const goal = goalOf(job.settings, models);
  const schedule = scheduleOf(job, board, { wanted: extendTo ?? n, goal, log });
  const left = schedule.left + again.length;
  for (const notice of verdictNotices(job.judge.spec.id, verdicts, { left, kept })) {
    log(notice);
  }
  const isWatched = mode === "pairwise-n" && extendTo === undefined;
  const rule = isWatched ? stopRuleOf(targets, board.field, goal) : undefined;
  // What cannot be played is no part of an extension that a later run has to finish.
  const most = capacity(board.field);
  const reachable = extendTo === undefined ? undefined : Math.max(stored, Math.min(extendTo, most));
  return {
    board,
    schedule,
    goal,
    rule,
    extendTo: reachable,
    promptOf,
    uses,
    problems,
    stored,
    again,
    changed,
    what,
    now,
    withoutVerdict: played.filter(({ winner }) => winner === "error").length,
  };
}

/** What is stored of a job, and what of it is judged again or does not count any more. */
function storedBoard(job: JudgeJob, models: readonly Contestant[]) {
  const { bench, judge, settings } = job;
  const baseline = settings.baseline ?? publishedBaseline(bench);
  const files = judgmentFiles(bench, judge.spec.id, "pair").map((file) =>
    readPlayed(file, { baseline }),
  );
  const stored = files.flatMap(({ rows }) => rows);
  const problems = files.flatMap((one) => one.problems);
  const store = openBatchStore(batchFolder(bench, judge.spec.id, "pair"));
  const read = {
    stored: stored.filter(({ winner }) => winner !== "error"),
    gameOf: (row: PlayedRow) =>
      [row.question, row.turn, row.model1_id, row.model2_id, row.judge[1]].join("\n"),
  };
  const verdicts = verdictUse(judge, settings.verdict, read, store);
  const { choose, counted, uses } = promptChooser(
    { ...job.prompts, type: "pairwise" },
    job.questions,
    stored.map((row) => ({ question: row.question, prompt: row.judge[1] })),
    verdicts,
  );
  const rows = counted(stored, ({ question }) => question);
  const promptOf = ({ question, turn, key }: Item) => choose(question, turn, key);
  const whole = boardOf(job, models, rows, (item) => promptOf(item).prompt.name);
  return { whole, promptOf, uses, verdicts, problems, ...rejudgingOf(job, whole, promptOf) };
}

/** Judgments of a job whose texts have changed since, counted in words. */
export function changedPairs(job: JudgeJob): Said | undefined {
  return storedBoard(job, job.contestants).changed;
}

/** Which of the board's games are judged again, and which (by their places) do not count any more. */
function rejudgingOf(
  job: JudgeJob,
  { models, rows, field }: JudgeBoard,
  promptOf: (item: Item) => ItemPrompt,
) {
  const { bench, judge, settings } = job;
  const now = textsOf({ ...job, contestants: models }, promptOf);
  const stored = field.played.map(({ first, second, winner }, place) => ({
    ...(rows[place] as PlayedRow),
    place,
    hasVerdict: winner !== "error",
    models: [models[first]?.id ?? "", models[second]?.id ?? ""],
  }));
  const found = settleRejudging(stored, now, { bench, judge, settings, kind: "pair" });
  const anew = new Set([...found.again, ...found.dropped]);
  return {
    /** The verdicts that go on to count. */
    kept: stored.filter((row) => row.hasVerdict && !anew.has(row)),
    changed: found.changed,
    what: found.what,
    now,
    dropped: new Set([...found.dropped].map(({ place }) => place)),
    again: found.again.map(({ place, schedule }): StampedMatch => {
      const { item, first, second } = field.played[place] as Match;
      const stamp = schedule as ScheduleStamp | undefined;
      return { item, first, second, ...(stamp && { stamp }) };
    }),
  };
}

/** What is still to be judged, for estimating it and for doing it. */
export type JudgePlan = ReturnType<typeof planJudging>;

/** What judging the rest will cost, from the lengths of real prompts. */
export function estimatePairs(job: JudgeJob, plan: JudgePlan): Promise<CostEstimate> {
  const { board, schedule, rule, promptOf, stored, uses, again, changed } = plan;
  const { models } = board;
  const ableOn = ({ key, turn }: Item) =>
    models.filter(({ turnsOf }) => (turnsOf(key)?.length ?? 0) >= turn);
  const items = board.items.filter((item) => ableOn(item).length > 1);
  const batches = openBatchStore(batchFolder(job.bench, job.judge.spec.id, "pair"));
  const inBatches = openMatches(batches, board.field.played, playersOf({ board, promptOf })).length;
  const more = rule?.reached({ now: true }) ? 0 : Math.max(0, schedule.left - inBatches);
  const calls = more + again.length;
  const isMost = rule !== undefined;
  const prompts = promptsUsed(board.items, promptOf, uses);
  const counts = { stored, inBatches, calls, isMost, prompts, again: again.length, changed };
  return estimateJudging(job.judge, counts, (below) => {
    const item = items[below(items.length)] as Item;
    const able = ableOn(item);
    const turns = (): readonly string[] => able[below(able.length)]?.turnsOf(item.key) ?? [];
    const references = job.prompts.references.get(item.key);
    const { question, turn } = item;
    return {
      question,
      turn,
      references,
      prompt: promptOf(item).prompt,
      answers: [turns(), turns()],
    };
  });
}

/** Those who play, as the names of batches tell them. */
export function playersOf({ board, promptOf }: Pick<JudgePlan, "board" | "promptOf">) {
  const { items, models, sequenceId } = board;
  return { items, models, sequenceId, promptNameOf: (item: Item) => promptOf(item).prompt.name };
}
