/** The health of answers: what a person should look at before paying for their judging. */
import type { Answer, Question, QuestionId } from "../core/types.ts";
import {
  HEALTH_CHECKS,
  type HealthCheck,
  type HealthCheckName,
  repliesOf,
} from "./health_checks.ts";
import { bareText } from "./health_text.ts";

/** What one check found in one model's answers. */
export interface HealthFinding {
  model_id: string;
  check: HealthCheckName;
  /** The questions whose answers are marked, in the benchmark's order. */
  question_ids: QuestionId[];
  /** How many answers of the model were looked at. */
  n_answers: number;
}

/**
 * Looks at every model's answers to the questions given. Findings are by model (in the order of
 * `answers`) and check; a model about which there is nothing to say does not appear. Answers to
 * other questions are left out.
 */
export function checkHealth(
  questions: readonly Question[],
  answers: ReadonlyMap<string, readonly Answer[]>,
): HealthFinding[] {
  const steps = healthSteps(questions, answers);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** An answer that is looked at. */
export interface LookedAt {
  model_id: string;
  question_id: QuestionId;
}

/** As `checkHealth`, answer by answer: it stops before each and can be let go on, or not. */
export function* healthSteps(
  questions: readonly Question[],
  answers: ReadonlyMap<string, readonly Answer[]>,
): Generator<LookedAt, HealthFinding[]> {
  const byQuestion = new Map(
    [...answers].map(([model, list]) => [
      model,
      new Map(list.map((answer) => [String(answer.question_id), answer])),
    ]),
  );
  const bare = new Map<Answer, string>();
  const bareOf = (answer: Answer): string => {
    const known = bare.get(answer) ?? bareText(repliesOf(answer));
    bare.set(answer, known);
    return known;
  };
  const findings: HealthFinding[] = [];
  for (const [model_id, own] of byQuestion) {
    const marked = new Map<HealthCheckName, QuestionId[]>();
    let n_answers = 0;
    for (const question of questions) {
      const id = String(question.question_id);
      const answer = own.get(id);
      if (!answer) continue;
      yield { model_id, question_id: question.question_id };
      n_answers++;
      const others = [...byQuestion]
        .filter(([model]) => model !== model_id)
        .flatMap(([, list]) => list.get(id) ?? []);
      for (const [name, check] of Object.entries(HEALTH_CHECKS) as [
        HealthCheckName,
        HealthCheck,
      ][]) {
        if (!check.marks({ question, answer, others, bareOf })) continue;
        marked.set(name, [...(marked.get(name) ?? []), question.question_id]);
      }
    }
    for (const check of Object.keys(HEALTH_CHECKS) as HealthCheckName[]) {
      const question_ids = marked.get(check);
      if (question_ids) findings.push({ model_id, check, question_ids, n_answers });
    }
  }
  return findings;
}

/** Question ids named in a message. */
const NAMED = 5;

/** One line: `momiji-3b: 3 of 24 answers are empty (questions 4, 7, 9)`. */
export function describeFinding({
  model_id,
  check,
  question_ids,
  n_answers,
}: HealthFinding): string {
  const named = question_ids.slice(0, NAMED).join(", ");
  const more = question_ids.length > NAMED ? ", …" : "";
  const which = `question${question_ids.length === 1 ? "" : "s"} ${named}${more}`;
  return `${model_id}: ${question_ids.length} of ${n_answers} answers ${HEALTH_CHECKS[check].describe} (${which})`;
}
