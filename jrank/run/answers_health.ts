/** Tells what is wrong with the answers before their judging is paid for. */
import { UserError } from "../core/errors.ts";
import type { Question } from "../core/types.ts";
import { checkHealth, describeFinding } from "../prompt/health.ts";
import { findAnswers, type ModelAnswers } from "../store/benchmark.ts";

/** Lists findings by model; with `strict` they are an error. */
export function reportHealth(
  questions: readonly Question[],
  answers: ReadonlyMap<string, ModelAnswers>,
  ids: readonly string[],
  { strict, log }: { strict: boolean; log(text: string): void },
): void {
  const own = ids.flatMap((id): [string, ModelAnswers][] => {
    const found = findAnswers(answers, id);
    return found ? [[id, found]] : [];
  });
  const findings = checkHealth(
    questions,
    new Map(own.map(([id, { byQuestion }]) => [id, [...byQuestion.values()]])),
  );
  if (findings.length === 0) return;
  const lines = findings.map((finding) => `  ${describeFinding(finding)}`);
  if (strict) {
    throw new UserError(
      `the answers have faults (without --strict they are only reported):\n${lines.join("\n")}`,
    );
  }
  log(["Worth a look before judging:", ...lines].join("\n"));
}
