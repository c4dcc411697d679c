/** The judge that needs no model; what it measures is in `prompt/offline_verdict.ts`. */
import type { Question } from "../core/types.ts";
import { offlineGrade, offlinePairJudgment, offlineScore } from "../prompt/offline_verdict.ts";
import { type Backend, type BackendSpec, CallError } from "./backend.ts";

function referenceFor(
  question: Question,
  turn: number,
  references: readonly string[] | undefined,
): string {
  const reference = references?.[turn - 1];
  if (reference === undefined) {
    throw new CallError(
      "call",
      `the offline judge needs a reference answer to turn ${turn} of question ${question.question_id}`,
    );
  }
  return reference;
}

/** Judges by overlap with the reference answer; the same question always gets the same words. */
export function createOfflineBackend(spec: BackendSpec): Backend {
  return {
    id: spec.id,
    concurrency: 1,
    metadata: { offline: true },
    async generate({ subject }) {
      if (subject.kind === "answer") {
        throw new CallError("stop", "the offline judge writes no answers; it only judges");
      }
      const { question, turn, references } = subject;
      const reference = referenceFor(question, turn, references);
      const scored = (texts: readonly string[]) =>
        offlineScore(question, turn, texts[turn - 1] ?? "", reference);
      const text =
        subject.kind === "pair"
          ? offlinePairJudgment(scored(subject.answers[0]), scored(subject.answers[1]))
          : offlineGrade(scored(subject.answer));
      return { text, finish_reason: "stop", usage: { cost_usd: 0 } };
    },
    close: async () => {},
  };
}
