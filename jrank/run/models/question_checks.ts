/** What is looked at in questions before anything is sent. */

import { saidBy, UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import {
  fieldsNotObeyed,
  type QuestionRequest,
  requestOf,
} from "../../prompt/judge/question_request.ts";
import type { Benchmark } from "../../store/answers/benchmark.ts";
import { listSome, plural } from "../command/format.ts";
import type { Model } from "./models.ts";

/** Fails where a question has an empty turn, or asks for something impossible. */
export function checkQuestions({ folder }: Benchmark, questions: readonly Question[]): void {
  const faults = questions.flatMap((question) => {
    const { question_id, turns } = question;
    const empty = turns.findIndex((text) => text.trim() === "");
    if (empty !== -1) return [say`question ${question_id}: turn ${empty + 1} is empty`];
    try {
      requestOf(question);
      return [];
    } catch (error) {
      return [say`question ${question_id}: ${saidBy(error)}`];
    }
  });
  if (faults.length === 0) return;
  throw new UserError(
    say`the questions of ${folder} cannot be asked as they are: ${listSome(faults)}. Nothing was sent; mend these in the file of questions.`,
  );
}

/** Tells what questions ask for that is not done: by nobody, or because the model's settings say otherwise. */
export function tellQuestionFields(
  questions: readonly Question[],
  models: readonly Model[],
  log: (text: Said) => void,
): void {
  const unheard = new Map<string, number>();
  for (const question of questions) {
    for (const field of fieldsNotObeyed(question)) {
      unheard.set(field, (unheard.get(field) ?? 0) + 1);
    }
  }
  for (const [field, count] of unheard) {
    log(
      say`Warning: ${plural(count, "question")} ${count === 1 ? say`has` : say`have`} "${field}", which is not sent to the models. What matters of it belongs into the turns (or, where it is the same for all, into extra_body of the models).`,
    );
  }
  const requests = questions.map(requestOf);
  for (const { spec, sampling } of models) {
    for (const field of ["temperature", "top_p", "top_k", "seed"] as const) {
      const set = sampling[field];
      const other = requests.filter((asked: QuestionRequest) => (asked[field] ?? set) !== set);
      if (set === undefined || other.length === 0) continue;
      log(
        say`Notice: ${spec.id} answers at ${field} ${set}, as its settings say; ${plural(other.length, "question")} ${other.length === 1 ? say`asks` : say`ask`} for another one. Leave ${field} out to go by the questions.`,
      );
    }
  }
}
