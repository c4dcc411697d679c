/** Single grading: a judge gives every answer a score of its own. */

import type { BatchStore, BatchTask } from "../../core/batch.ts";
import { say } from "../../core/message.ts";
import type { Question, SingleJudgment } from "../../core/types.ts";
import { scaleOf, scaleText } from "../../prompt/judge/grade_scale.ts";
import type { JudgePrompt } from "../../prompt/judge/judge_prompt.ts";
import { DEFAULT_SCALE } from "../../prompt/verdict/grades.ts";
import {
  type Benchmark,
  batchFolder,
  judgmentFile,
  questionKey,
} from "../../store/answers/benchmark.ts";
import { readSingleJudgments } from "../../store/answers/judgment_files.ts";
import { openBatchStore } from "../../store/books/batch_files.ts";
import {
  dropRejudgeRecord,
  keepRejudgeRecord,
  readRejudgeRecord,
} from "../../store/books/stop_record.ts";
import { describeProblem } from "../../store/files/jsonl.ts";
import type { Context } from "../command/command.ts";
import { openTasks, refuseToPayTwice, settleStored } from "../models/batching.ts";
import type { Contestant } from "../models/model_answers.ts";
import { isOwn, type Model } from "../models/models.ts";
import { tellOtherAsked, watchServed } from "../models/served_models.ts";
import { askJudge } from "./asking/ask_judge.ts";
import { type Item, itemsOf } from "./asking/items.ts";
import { type PromptChoice, promptChooser } from "./asking/judge_prompts.ts";
import { promptsUsed } from "./asking/prompts_used.ts";
import { verdictNotices, verdictUse } from "./asking/verdict_kind.ts";
import { collectThenJudge, judgeAll } from "./judge_all.ts";
import { type CostEstimate, estimateJudging } from "./matches/estimate.ts";
import type { JudgingSettings } from "./matches/judging_limits.ts";
import type { JudgeReport } from "./matches/judging_report.ts";
import { settleRejudging, textsOf } from "./matches/rejudging.ts";

export interface GradeJob {
  bench: Benchmark;
  judge: Model;
  contestants: readonly Contestant[];
  questions: readonly Question[];
  prompts: Omit<PromptChoice, "type">;
  settings: JudgingSettings;
}

/** One answer to grade. */
interface Grade {
  item: Item;
  contestant: Contestant;
}

/** The scale of a grade, stored where it is not 1 to 10, so that it can be read again. */
function scaleStored(prompt: JudgePrompt): { grade_scale?: string } {
  const scale = scaleOf(prompt);
  const isUsual = scale?.min === DEFAULT_SCALE.min && scale.max === DEFAULT_SCALE.max;
  return scale && !isUsual ? { grade_scale: scaleText(scale) } : {};
}

/** The score of a row without a usable rating, as LLM Judge writes it. */
const NO_SCORE = -1;

/** A stored grade as judging anew sees it. */
function gradedRow(
  grade: Grade,
  { tstamp = 0, judge, hashes, score, verdict_kind }: SingleJudgment,
) {
  const { item, contestant } = grade;
  return {
    grade,
    question: item.key,
    turn: item.turn,
    models: [contestant.id],
    judge,
    hashes,
    tstamp,
    hasVerdict: score !== NO_SCORE,
    verdict_kind,
  };
}

/** The grades that are missing, and how many there are already. */
export function planGrading(job: GradeJob) {
  const { bench, judge, contestants, questions, settings } = job;
  const { rows: stored, problems } = readSingleJudgments(bench, judge.spec.id);
  const store = openBatchStore(batchFolder(bench, judge.spec.id, "single"));
  const read = {
    stored: stored.filter(({ score }) => score !== NO_SCORE),
    gameOf: (row: SingleJudgment) =>
      [row.question_id, row.turn, row.model, row.judge[1]].join("\n"),
  };
  const verdicts = verdictUse(judge, settings.verdict, read, store);
  const { choose, counted, uses } = promptChooser(
    { ...job.prompts, type: "single" },
    questions,
    stored.map((row) => ({ question: questionKey(row.question_id), prompt: row.judge[1] })),
    verdicts,
  );
  const rows = counted(stored, ({ question_id }) => questionKey(question_id));
  const promptOf = ({ question, turn, key }: Item) => choose(question, turn, key);
  const keyOf = (model: string, question: string, turn: number, prompt: string): string =>
    JSON.stringify([model, question, turn, prompt]);
  const ids = new Map(
    contestants.flatMap(({ id, alsoNamed }) => alsoNamed.map((name) => [name, id])),
  );
  const newest = new Map(
    rows.map((row) => {
      const key = questionKey(row.question_id);
      return [keyOf(ids.get(row.model) ?? row.model, key, row.turn, row.judge[1]), row];
    }),
  );
  const graded = new Set(newest.keys());
  const wanted: Grade[] = itemsOf(questions).flatMap((item) =>
    contestants
      .filter((contestant) => settings.judgeOwnAnswers || !isOwn(judge, contestant))
      .filter(({ turnsOf }) => (turnsOf(item.key)?.length ?? 0) >= item.turn)
      .map((contestant) => ({ item, contestant })),
  );
  const notGraded = settings.judgeOwnAnswers
    ? []
    : contestants.filter((contestant) => isOwn(judge, contestant)).map(({ id }) => id);
  const taskOf = ({ item, contestant }: Grade): BatchTask => ({
    id: keyOf(contestant.id, item.key, item.turn, promptOf(item).prompt.name),
  });
  const there = wanted.flatMap((grade) => {
    const row = newest.get(taskOf(grade).id);
    return row ? [gradedRow(grade, row)] : [];
  });
  const now = textsOf({ questions, contestants, prompts: job.prompts }, promptOf);
  const found = settleRejudging(there, now, { bench, judge, settings, kind: "single" });
  const anew = new Set([...found.again, ...found.dropped].map(({ grade }) => grade));
  const missing = wanted.filter((grade) => !graded.has(taskOf(grade).id) || anew.has(grade));
  const kept = there.filter(({ grade }) => !anew.has(grade));
  return {
    missing,
    notGraded,
    graded,
    promptOf,
    uses,
    verdicts,
    taskOf,
    problems,
    rows: [...newest.values()],
    kept: kept.filter(({ hasVerdict }) => hasVerdict),
    stored: kept.length,
    again: found.again,
    changed: found.changed,
    what: found.what,
    withoutVerdict: kept.filter(({ hasVerdict }) => !hasVerdict).length,
  };
}

/** What is still to be graded. */
type GradePlan = ReturnType<typeof planGrading>;

/** The missing grades that lie in batches of earlier runs. */
function inBatches(
  store: BatchStore,
  missing: readonly Grade[],
  taskOf: (grade: Grade) => BatchTask,
): Grade[] {
  const open = new Set(openTasks(store, () => false).map(({ id }) => id));
  return missing.filter((grade) => open.has(taskOf(grade).id));
}

/** What grading the rest will cost, from the lengths of real prompts. */
export function estimateGrades(
  job: GradeJob,
  plan: GradePlan = planGrading(job),
): Promise<CostEstimate> {
  const { missing, stored, promptOf, uses, taskOf, again, changed } = plan;
  const store = openBatchStore(batchFolder(job.bench, job.judge.spec.id, "single"));
  const left = inBatches(store, missing, taskOf).length;
  const counts = { stored, inBatches: left, calls: missing.length - left, isMost: false };
  const prompts = promptsUsed(itemsOf(job.questions), promptOf, uses);
  return estimateJudging(
    job.judge,
    { ...counts, prompts, again: again.length, changed },
    (below) => {
      const { item, contestant } = missing[below(missing.length)] as Grade;
      const { question, turn, key } = item;
      const references = job.prompts.references.get(key);
      return {
        question,
        turn,
        references,
        prompt: promptOf(item).prompt,
        answers: [contestant.turnsOf(key) ?? []],
      };
    },
  );
}

/** Grades what is missing; what earlier runs left in batches is among it. */
export async function gradeAnswers(job: GradeJob, context: Context): Promise<JudgeReport> {
  const { bench, judge, settings } = job;
  const { log, now } = context;
  const plan = planGrading(job);
  const { missing, graded, stored, promptOf, taskOf, problems, again, what } = plan;
  for (const problem of problems) log(describeProblem(problem));
  if (plan.notGraded.length > 0) {
    log(
      say`${judge.spec.id} does not grade its own answers (${plan.notGraded.join(", ")}); judge_own_answers: true (--judge-own-answers) has it do so, as LLM Judge does.`,
    );
  }
  const store = openBatchStore(batchFolder(bench, judge.spec.id, "single"));
  settleStored(store, { isStored: (id) => graded.has(id), now: now() });
  const open = inBatches(store, missing, taskOf);
  refuseToPayTwice(judge, store, open.length);
  const isOpen = new Set(open);
  const others = missing.filter((grade) => !isOpen.has(grade));
  const { id, path } = judge.spec;
  tellOtherAsked(id, path, { stored: plan.rows, log });
  for (const notice of verdictNotices(id, plan.verdicts, {
    left: missing.length,
    kept: plan.kept,
  })) {
    log(notice);
  }
  const known = plan.rows.map(({ served_model }) => served_model);
  const saw = watchServed({ id, asked: path, known, log });
  const tools = { store, taskOf, promptOf, context, saw };
  if (what !== undefined && again.length > 0) {
    const begun = readRejudgeRecord(bench, judge.spec.id, { kind: "single", what });
    const record = begun ?? { what, before: now() / 1000 };
    keepRejudgeRecord(bench, judge.spec.id, { kind: "single", record });
  }
  const report = await collectThenJudge(settings, context, {
    asked: missing.length,
    collect:
      open.length === 0 ? undefined : (free) => gradeThese(open, { ...job, settings: free }, tools),
    judge: (rest) => gradeThese(others, { ...job, settings: rest }, tools),
  });
  const isWhole =
    report.failed === 0 && report.stopped === undefined && !context.interrupt.stopping.aborted;
  if (isWhole && again.length > 0) dropRejudgeRecord(bench, judge.spec.id, "single");
  const unread = plan.withoutVerdict + report.withoutVerdict;
  return { ...report, stored: stored + report.added, unread };
}

/** Grades a list of answers. */
function gradeThese(
  grades: readonly Grade[],
  { bench, judge, settings, prompts }: GradeJob,
  {
    store,
    taskOf,
    promptOf,
    context,
    saw,
  }: Pick<ReturnType<typeof planGrading>, "taskOf" | "promptOf"> & {
    store: BatchStore;
    context: Context;
    /** Told which model answered. */
    saw(served: string | undefined): void;
  },
): Promise<JudgeReport> {
  const { interrupt, now } = context;
  const waiting = [...grades];
  return judgeAll<Grade, SingleJudgment>(
    {
      judge,
      kind: "grades",
      settings,
      store,
      taskOf,
      schedule: {
        next: () => waiting.shift(),
        release: () => {},
        get left() {
          return waiting.length;
        },
      },
      file: judgmentFile(bench, judge.spec.id, "single"),
      perform: async ({ item, contestant }, backend, task) => {
        const { prompt, format, structured } = promptOf(item);
        const { verdict, kind, ...judged } = await askJudge(backend, {
          question: item.question,
          turn: item.turn,
          answers: [contestant.turnsOf(item.key) ?? []],
          references: prompts.references.get(item.key),
          prompt,
          format,
          params: judge.sampling,
          structured,
          soft: false,
          repair: settings.repair,
          signal: interrupt.aborting,
          task,
        });
        const { shown, judgment, usage, hashes, served_model } = judged;
        return {
          question_id: item.question.question_id,
          model: contestant.id,
          judge: [judge.spec.id, prompt.name],
          user_prompt: shown,
          judgment,
          score: verdict.kind === "score" ? verdict.score : NO_SCORE,
          turn: item.turn,
          ...scaleStored(prompt),
          ...(kind === "structured" && { verdict_kind: kind }),
          hashes,
          asked_model: judge.spec.path,
          ...(served_model !== undefined && { served_model }),
          usage,
          tstamp: now() / 1000,
        };
      },
      settled: (_, { served_model }) => saw(served_model),
      isWithoutVerdict: ({ score }) => score === NO_SCORE,
      describe: ({ item, contestant }) =>
        say`the grade of ${contestant.id} on question ${item.question.question_id}${item.turn > 1 ? say`, turn ${item.turn}` : ""}`,
    },
    context,
  );
}
