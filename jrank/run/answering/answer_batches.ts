/** Answers as tasks of batches: one for each choice of each question. */
import { createHash } from "node:crypto";
import type { BatchStore, BatchTask } from "../../core/batch.ts";
import type { Choice, Question } from "../../core/types.ts";
import {
  type Benchmark,
  batchFolder,
  type ModelAnswers,
  questionKey,
} from "../../store/answers/benchmark.ts";
import { openBatchStore } from "../../store/books/batch_files.ts";
import { openTasks, refuseToPayTwice, settleStored } from "../models/batching.ts";
import type { Model } from "../models/models.ts";

/** What the replies of one choice are called in batches. */
export function taskOfChoice({ question_id }: Question, index: number): BatchTask {
  return { id: JSON.stringify([questionKey(question_id), index]) };
}

/** The tasks of a question whose choices are complete. */
export function answeredTasks(question: Question, choices: readonly Choice[]): string[] {
  return choices.flatMap(({ turns }, index) =>
    turns.length >= question.turns.length ? [taskOfChoice(question, index).id] : [],
  );
}

/** The batches of a contestant; what is stored by now is done with. */
export function answerBatches(
  job: { bench: Benchmark; model: Model; questions: readonly Question[]; file?: string },
  {
    todo,
    stored,
    now,
  }: { todo: readonly Question[]; stored: ModelAnswers | undefined; now: number },
): BatchStore {
  const { bench, model, questions, file } = job;
  const folder = batchFolder(bench, model.spec.id, "answers");
  // Another file has batches of its own: what lies in them belongs there.
  const digest = file && createHash("sha256").update(file).digest("hex").slice(0, 8);
  const store = openBatchStore(digest ? `${folder}-${digest}` : folder);
  const answered = new Set(
    questions.flatMap((question) => {
      const answer = stored?.byQuestion.get(questionKey(question.question_id));
      return answeredTasks(question, answer?.choices ?? []);
    }),
  );
  const asked = new Set(todo.map(({ question_id }) => questionKey(question_id)));
  const isStored = (id: string): boolean => answered.has(id);
  settleStored(store, { isStored, now });
  const open = openTasks(store, isStored);
  const ours = open.filter(({ id }) => asked.has((JSON.parse(id) as [string])[0]));
  refuseToPayTwice(model, store, ours.length);
  return store;
}
