/**
 * The table of health checks: what is worth knowing about answers before money is spent on judging
 * them. A check marks an answer; `health.ts` gathers the marks by model.
 */
import type { Answer, Question } from "../core/types.ts";
import {
  isEcho,
  isErrorMark,
  isLoop,
  isRefusal,
  isWrongLanguage,
  templateTokenIn,
} from "./health_text.ts";

/** An answer beside the other models' answers to the same question. */
export interface AnswerInContext {
  question: Question;
  answer: Answer;
  others: readonly Answer[];
  /** The letters and digits of the first choice's replies; every answer is compared with all others. */
  bareOf(answer: Answer): string;
}

export interface HealthCheck {
  /** What is wrong with the answers, as the end of "3 answers …". */
  describe: string;
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
export const repliesOf = (answer: Answer): string => (answer.choices[0]?.turns ?? []).join("\n");

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
  const median = lengths[Math.floor(lengths.length / 2)] as number;
  return median >= SHORT.median && own < SHORT.share * median;
}

/** In the order in which they are reported. */
export const HEALTH_CHECKS = {
  empty: {
    describe: "are empty",
    marks: ({ answer }) =>
      answer.choices.length === 0 ||
      answer.choices.some(
        ({ turns }) => turns.length === 0 || turns.some((reply) => reply.trim() === ""),
      ),
  },
  error_mark: {
    describe: 'are the mark of a failed call ("ERROR"), not an answer',
    marks: anyReply(isErrorMark),
  },
  truncated: {
    describe: "were cut off at the token limit",
    marks: ({ answer }) =>
      answer.choices.some(({ finish_reasons = [] }) =>
        finish_reasons.some((reason) => /^(?:length|max_tokens|max_output_tokens)$/i.test(reason)),
      ),
  },
  wrong_language: {
    describe: "are not in the language of the question",
    marks: anyReply(isWrongLanguage),
  },
  echo: { describe: "repeat the question", marks: anyReply(isEcho) },
  refusal: { describe: "decline to answer", marks: anyReply(isRefusal) },
  template_tokens: {
    describe: "contain pieces of a chat template (wrong template, or a stop string not set)",
    marks: anyReply((reply) => templateTokenIn(reply) !== undefined),
  },
  loop: { describe: "repeat themselves without end", marks: anyReply(isLoop) },
  identical: {
    describe: "are the same as another model's",
    marks: ({ answer, others, bareOf }) => {
      const own = bareOf(answer);
      return own.length >= FEWEST_IDENTICAL && others.some((other) => bareOf(other) === own);
    },
  },
  short: { describe: "are much shorter than the other models'", marks: isMuchShorter },
} as const satisfies Record<string, HealthCheck>;

export type HealthCheckName = keyof typeof HEALTH_CHECKS;
