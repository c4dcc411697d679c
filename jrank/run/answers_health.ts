/** Tells what is wrong with the answers before their judging is paid for. */
import { UserError } from "../core/errors.ts";
import type { Question } from "../core/types.ts";
import { checkHealth, describeFinding } from "../prompt/health.ts";
import type { ModelAnswers } from "../store/benchmark.ts";
import { findAnswers } from "../store/model_names.ts";

/**
 * Lists findings about the models of `ids`; with `strict` they are an error. They are compared with
 * the models of `among`, by default with each other.
 */
export function reportHealth(
  questions: readonly Question[],
  answers: ReadonlyMap<string, ModelAnswers>,
  ids: readonly string[],
  options: { strict: boolean; log(text: string): void; among?: readonly string[] },
): void {
  const { strict, log, among = ids } = options;
  const compared = [...new Set([...ids, ...among])].flatMap((id): [string, ModelAnswers][] => {
    const found = findAnswers(answers, id);
    return found ? [[id, found]] : [];
  });
  const findings = checkHealth(
    questions,
    new Map(compared.map(([id, { byQuestion }]) => [id, [...byQuestion.values()]])),
  ).filter(({ model_id }) => ids.includes(model_id));
  if (findings.length === 0) return;
  const lines = findings.map((finding) => `  ${describeFinding(finding)}`);
  if (strict) {
    throw new UserError(
      `the answers have faults (without --strict they are only reported):\n${lines.join("\n")}`,
    );
  }
  log(["Worth a look before judging:", ...lines].join("\n"));
}
