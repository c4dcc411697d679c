/**
 * The health of answers: what a person should look at before paying for their judging. A row of the
 * table marks an answer; the marks are gathered by model.
 */
import { type Message, say } from "../../core/message.ts";
import type { Answer, Question, QuestionId } from "../../core/types.ts";
import {
  bareText,
  isEcho,
  isErrorMark,
  isLoop,
  isRefusal,
  isWrongLanguage,
  templateTokenIn,
} from "./health_text.ts";

/** An answer beside the other models' answers to the same question. */
interface AnswerInContext {
  question: Question;
  answer: Answer;
  others: readonly Answer[];
  /** The letters and digits of the first choice's replies; every answer is compared with all others. */
  bareOf(answer: Answer): string;
}

interface HealthCheck {
  /** What is wrong with the answers, as the end of "3 answers …". */
  describe: Message;
  marks(context: AnswerInContext): boolean;
}

/** Marks an answer if one of its replies, in any choice, is marked. */
const anyReply =
  (marks: (reply: string, question: string) => boolean) =>
  ({ question, answer }: AnswerInContext): boolean =>
    answer.choices.some(({ turns }) =>
      turns.some((reply, turn) => marks(reply, question.turns[turn] ?? "")),
    );

/** The replies of the first choice. */
const repliesOf = (answer: Answer): string => (answer.choices[0]?.turns ?? []).join("\n");

/** Replies shorter than this may well be the same in two models. */
const FEWEST_IDENTICAL = 20;
/** "Much shorter": less than a fifth of the median of at least two others, itself not short. */
const SHORT = { share: 0.2, others: 2, median: 50 };

function isMuchShorter({ answer, others }: AnswerInContext): boolean {
  const lengths = others
    .map((other) => repliesOf(other).length)
    .filter((length) => length > 0)
    .sort((a, b) => a - b);
  const own = repliesOf(answer).length;
  if (own === 0 || lengths.length < SHORT.others) return false;
  const median = lengths[Math.floor(lengths.length / 2)];
  return median >= SHORT.median && own < SHORT.share * median;
}

/** In the order in which they are reported. */
export const HEALTH_CHECKS = {
  empty: {
    describe: say`are empty`,
    marks: ({ answer }) =>
      answer.choices.length === 0 ||
      answer.choices.some(
        ({ turns }) => turns.length === 0 || turns.some((reply) => reply.trim() === ""),
      ),
  },
  error_mark: {
    describe: say`are the mark of a failed call ("ERROR"), not an answer`,
    marks: anyReply(isErrorMark),
  },
  truncated: {
    describe: say`were cut off at the token limit`,
    marks: ({ answer }) =>
      answer.choices.some(({ finish_reasons = [] }) =>
        finish_reasons.some((reason) => /^(?:length|max_tokens|max_output_tokens)$/i.test(reason)),
      ),
  },
  wrong_language: {
    describe: say`are not in the language of the question`,
    marks: anyReply(isWrongLanguage),
  },
  echo: { describe: say`repeat the question`, marks: anyReply(isEcho) },
  refusal: { describe: say`decline to answer`, marks: anyReply(isRefusal) },
  template_tokens: {
    describe: say`contain pieces of a chat template (wrong template, or a stop string not set)`,
    marks: anyReply((reply) => templateTokenIn(reply) !== undefined),
  },
  loop: { describe: say`repeat themselves without end`, marks: anyReply(isLoop) },
  identical: {
    describe: say`are the same as another model's`,
    marks: ({ answer, others, bareOf }) => {
      const own = bareOf(answer);
      return own.length >= FEWEST_IDENTICAL && others.some((other) => bareOf(other) === own);
    },
  },
  short: { describe: say`are much shorter than the other models'`, marks: isMuchShorter },
} as const satisfies Record<string, HealthCheck>;

type HealthCheckName = keyof typeof HEALTH_CHECKS;

/** What one check found in one model's answers. */
export interface HealthFinding {
  model_id: string;
  check: HealthCheckName;
  /** The questions whose answers are marked, in the benchmark's order. */
  question_ids: QuestionId[];
  /** How many answers of the model were looked at. */
  n_answers: number;
}

/** An answer that is looked at. */
export interface LookedAt {
  model_id: string;
  question_id: QuestionId;
}

/**
 * Looks at every model's answers to the questions given, and stops before each answer. Findings are by
 * model (in the order of `answers`) and check; a model about which there is nothing to say does not
 * appear. Answers to other questions are left out.
 */
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
}: HealthFinding): Message {
  const named = question_ids.slice(0, NAMED).join(", ");
  const more = question_ids.length > NAMED ? ", …" : "";
  const which = question_ids.length === 1 ? say`question ${named}` : say`questions ${named}${more}`;
  return say`${model_id}: ${question_ids.length} of ${n_answers} answers ${HEALTH_CHECKS[check].describe} (${which})`;
}
