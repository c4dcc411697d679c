/**
 * Backends without a model behind them: the offline judge, and answers that already lie in the
 * benchmark.
 */

import { say } from "../core/message.ts";
import { measureAnswer, offlineRating, offlineWinner } from "../prompt/offline/offline_judge.ts";
import { explainPair, explainRating } from "../prompt/offline/offline_words.ts";
import { instructionLanguageOf } from "../prompt/text_language.ts";
import { ratingText, winnerText } from "../prompt/verdict/verdict_schema.ts";
import { type OutputFormat, outputFormatOf } from "../prompt/verdict/verdicts.ts";
import {
  type Backend,
  type BackendSpec,
  CallError,
  type ChatRequest,
  type RequestSubject,
} from "./call/backend.ts";

type Judged = Exclude<RequestSubject, { kind: "answer" }>;

/**
 * A judge that measures overlap with reference answers. It answers `pair` and `single` requests
 * about questions that have a reference answer for the judged turn (`references`, else the
 * question's own `reference`); others are a `CallError`.
 */
export function createOfflineBackend(spec: BackendSpec): Backend {
  return {
    id: spec.id,
    concurrency: 1,
    metadata: { judge: "offline", measure: "chrF2 and required facts" },
    async generate(request, { signal }) {
      signal.throwIfAborted();
      return { text: replyTo(request), finish_reason: "stop", usage: {} };
    },
    close: async () => {},
  };
}

function replyTo({ messages, subject }: ChatRequest): string {
  if (subject.kind === "answer") {
    throw new CallError(
      "stop",
      say`the offline judge is no model and answers no questions; use it as a judge only`,
    );
  }
  const references = referencesOf(subject);
  const { question, turn } = subject;
  const measure = (answer: readonly string[]) =>
    measureAnswer(answer[turn - 1] ?? "", references, { turn, facts: question.required_facts });
  // The instructions decide; a prompt without a system message is one of questions and answers.
  const language = instructionLanguageOf(messages[0]?.content ?? "", "ja");
  if (subject.kind === "single") {
    const measured = measure(subject.answer);
    const rating = ratingText(
      offlineRating(measured),
      formatOf(subject, "[[rating]]"),
      subject.scale,
    );
    return `${explainRating(measured, { language })}\n\n${rating}`;
  }
  const [first, second] = [measure(subject.answers[0]), measure(subject.answers[1])];
  const winner = offlineWinner(first, second);
  const verdict = winnerText(winner, formatOf(subject, "last"));
  return `${explainPair(first, second, { winner, language })}\n\n${verdict}`;
}

function referencesOf({ question, turn, references }: Judged): readonly string[] {
  const found = references ?? question.reference ?? [];
  if ((found[turn - 1] ?? "").trim() !== "") return found;
  throw new CallError(
    "call",
    say`the offline judge needs a reference answer for question ${question.question_id}, turn ${turn}: add it in reference_answer/, or use a model as the judge`,
  );
}

/** The format that the prompt asks for; a prompt in a format that nobody knows gets the usual one. */
function formatOf({ output_format }: Judged, usual: OutputFormat): OutputFormat {
  return (output_format === undefined ? undefined : outputFormatOf(output_format)) ?? usual;
}

/** Finds nothing anew: what is not recorded cannot be had. */
export function createRecordedBackend(spec: BackendSpec): Backend {
  return {
    id: spec.id,
    concurrency: 1,
    metadata: {},
    async generate() {
      throw new CallError(
        "stop",
        say`${spec.id} is "recorded": only answers that exist can be used`,
      );
    },
    close: async () => {},
  };
}
