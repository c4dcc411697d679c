/** Generates the answers that are missing. */
import { randomUUID } from "node:crypto";
import { type Backend, CallError, isRefusedForGood } from "../../backend/call/backend.ts";
import { isFree } from "../../backend/call/price_table.ts";
import { addUsage } from "../../backend/call/usage.ts";
import { joined, type Said, say } from "../../core/message.ts";
import type { Answer, Question, Usage } from "../../core/types.ts";
import {
  answerFile,
  type Benchmark,
  type ModelAnswers,
  questionKey,
  readAnswerFile,
  readAnswers,
  readQuestions,
} from "../../store/answers/benchmark.ts";
import { findAnswers } from "../../store/answers/model_names.ts";
import { tidyAnswers } from "../../store/answers/tidy_answers.ts";
import { type Appender, openAppender } from "../../store/files/appender.ts";
import { describeProblem } from "../../store/files/jsonl.ts";
import type { Context } from "../command/command.ts";
import { plural } from "../command/format.ts";
import { runPool } from "../command/pool.ts";
import { startStage } from "../command/progress.ts";
import { eitherOf, openAsked } from "../models/batching.ts";
import { costsMoney } from "../models/capped_budget.ts";
import type { Model } from "../models/models.ts";
import { watchServed } from "../models/served_models.ts";
import { answerBatches, answeredTasks } from "./answer_batches.ts";
import { type Answered, answerQuestion } from "./answer_question.ts";

interface AnswerJob {
  bench: Benchmark;
  model: Model;
  questions: readonly Question[];
  numChoices: number;
  parallel: number;
  /** Where to write, in place of the benchmark's own file. */
  file?: string;
  /** Whether to hand batches over and return, in place of waiting for them. */
  detach?: boolean;
}

export interface AnswerReport {
  answered: number;
  failed: number;
  /** Of those, refused for good. */
  refused: number;
  /** Questions in batches that were not waited for; a later run collects them. */
  waiting: number;
  /** Questions without an answer when it ended. */
  open: number;
  /** Why it ended before every question was asked. */
  stopped?: Said | undefined;
}

/** The questions that lack an answer with enough choices. */
export function openQuestions(
  questions: readonly Question[],
  answered: ReadonlyMap<string, Answer> | undefined,
  numChoices: number,
): Question[] {
  return questions.filter((question) => {
    const answer = answered?.get(questionKey(question.question_id));
    return (
      (answer?.choices.length ?? 0) < numChoices ||
      answer?.choices.some(({ turns }) => turns.length < question.turns.length) === true
    );
  });
}

/** What a model has answered: in the file named, or else in the benchmark. */
export function storedAnswers(
  bench: Benchmark,
  modelId: string,
  file: string | undefined,
): ModelAnswers | undefined {
  if (file !== undefined) return readAnswerFile(file, modelId, []);
  return findAnswers(readAnswers(bench).answers, modelId);
}

/** Asks the model what it has not answered yet; each answer is on disk before it counts. */
export async function answerQuestions(job: AnswerJob, context: Context): Promise<AnswerReport> {
  const { bench, model, questions, numChoices } = job;
  const { interrupt, log, now } = context;
  const stored = storedAnswers(bench, model.spec.id, job.file);
  const todo = openQuestions(questions, stored?.byQuestion, numChoices);
  const batches = answerBatches(job, { todo, stored, now: now() });
  if (todo.length === 0) return { answered: 0, failed: 0, refused: 0, waiting: 0, open: 0 };

  const file = stored?.file ?? answerFile(bench, model.spec.id);
  const backend = await openAsked(
    model,
    { parallel: job.parallel, detach: job.detach ?? false, store: batches },
    context,
  );
  tellOtherMaking(model.spec.id, backend, stored, log);
  const appender = openAppender<Answer>(file, (problem) => log(describeProblem(problem)));
  const stage = await startStage(say`Answers of ${model.spec.id}`, {
    language: context.language,
    total: todo.length,
    log,
    now,
    bar: context.interactive && !model.spec.batch,
    showTimeLeft: !model.spec.batch,
    showCost: costsMoney(model.spec),
  });
  const servedIn = (answer: Answer | undefined) =>
    (answer?.choices ?? []).flatMap(({ served_models = [] }) => served_models);
  const saw = watchServed({
    id: model.spec.id,
    asked: model.spec.path,
    log,
    known: [...(stored?.byQuestion.values() ?? [])].flatMap(servedIn),
  });
  const left = [...todo];
  let failed = 0;
  let refused = 0;
  let waiting = 0;
  let answered = 0;
  let usage: Usage = {};
  let withoutCost = 0;
  let stopped: Said | undefined;
  context.journal?.begins();
  try {
    await runPool<Question>({
      next: () =>
        stopped === undefined && backend.hasRoom?.() !== false ? left.shift() : undefined,
      hasMore: () => stopped === undefined && left.length > 0,
      parallel: backend.concurrency,
      stopping: eitherOf(interrupt.stopping, backend.handedOver),
      aborting: eitherOf(interrupt.aborting, backend.handedOver),
      perform: async (question) => {
        const before = stored?.byQuestion.get(questionKey(question.question_id));
        let last = before;
        const keep = (found: Answered): void => {
          last = store(appender, { model, backend, question, before: last, found, now: now() });
        };
        const found = await answerQuestion(backend, question, {
          model,
          numChoices,
          stored: before,
          keep,
          signal: interrupt.aborting,
        });
        keep(found);
        for (const served of servedIn(last)) saw(served);
        usage = addUsage(usage, found.spent);
        stage.spent(found.spent.cost_usd);
        if (found.spent.cost_usd === undefined && !isFree(model.spec)) withoutCost++;
        for (const task of answeredTasks(question, found.choices)) backend.settled?.(task);
        if (found.failure !== undefined && backend.handedOver?.aborted) waiting++;
        if (found.failure instanceof CallError && found.failure.kind === "budget") {
          stopped ??= found.failure.said;
          return;
        }
        if (found.failure !== undefined) throw found.failure;
        answered++;
        stage.done();
      },
      failed: (question, reason, error) => {
        failed++;
        if (isRefusedForGood(error)) refused++;
        stage.failed();
        if (reason) {
          stage.note(
            say`Question ${question.question_id} of ${model.spec.id} is left open: ${reason}`,
          );
        }
      },
    });
  } finally {
    stage.finish();
    await backend.close();
    context.journal?.ended({
      kind: "answers",
      model: model.spec.id,
      asked: todo.length,
      done: answered,
      failed,
      usage,
      cost_unknown: withoutCost,
      ...(stopped !== undefined && { stopped: String(stopped) }),
    });
    // Where the file went away this throws, and what lies there now is not ours to tidy.
    appender.close();
    tidyAnswers(file, readQuestions(bench).questions);
  }
  const open = todo.length - answered;
  if (failed > 0)
    log(
      say`${plural(failed, "question")} of ${model.spec.id} failed${refused > 0 ? say`, ${refused} of them refused for good` : ""}.`,
    );
  if (stopped !== undefined) log(say`Answers of ${model.spec.id}: stopped, because ${stopped}.`);
  return { answered, failed, refused, waiting, open, stopped };
}

/**
 * Appends what is new of an answer, complete or not, and gives it; the last line of a question
 * counts, and all lines of a question have the same answer_id.
 */
function store(
  appender: Appender<Answer>,
  made: {
    model: Model;
    backend: Backend;
    question: Question;
    before: Answer | undefined;
    found: Answered;
    now: number;
  },
): Answer | undefined {
  const { model, backend, question, before, found, now } = made;
  const { choices, prompt, usage } = found;
  const replies = (list: Answer["choices"]): number =>
    list.reduce((sum, { turns }) => sum + turns.length, 0);
  if (replies(choices) === replies(before?.choices ?? [])) return before;
  const answer: Answer = {
    ...before,
    question_id: question.question_id,
    answer_id: before?.answer_id || randomUUID(),
    model_id: model.spec.id,
    choices,
    ...(prompt !== undefined && { prompt }),
    ...(Object.keys(backend.metadata).length > 0 && { generation: backend.metadata }),
    usage,
    tstamp: now / 1000,
  };
  appender.append(answer);
  return answer;
}

/** Says when the answers that are there were made with another file, template or adapter. */
function tellOtherMaking(
  id: string,
  { metadata }: Backend,
  stored: ModelAnswers | undefined,
  log: (text: Said) => void,
): void {
  const facts = { template_sha256: "template", file: "model file", lora: "LoRA adapter" };
  const made = [...(stored?.byQuestion.values() ?? [])].flatMap(({ generation }) =>
    typeof generation === "object" && generation !== null
      ? [generation as Record<string, unknown>]
      : [],
  );
  const other = Object.entries(facts).flatMap(([fact, name]) =>
    made.some(
      (then) => "template" in then && JSON.stringify(then[fact]) !== JSON.stringify(metadata[fact]),
    )
      ? [name]
      : [],
  );
  if (other.length === 0) return;
  log(
    say`Warning: stored answers of ${id} were made with another ${joined(other, " and ")} than now; --regenerate asks all of them anew.`,
  );
}
