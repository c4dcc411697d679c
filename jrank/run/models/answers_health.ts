/** Tells what is wrong with the answers before their judging is paid for. */

import { inTime, TookTooLong } from "../../backend/call/in_time.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { joined, say } from "../../core/message.ts";
import type { Answer, Question } from "../../core/types.ts";
import {
  describeFinding,
  type HealthFinding,
  healthSteps,
  type LookedAt,
} from "../../prompt/health/health.ts";
import type { ModelAnswers } from "../../store/answers/benchmark.ts";
import { findAnswers } from "../../store/answers/model_names.ts";
import type { Context } from "../command/command.ts";
import { breathing } from "../command/pool.ts";

/** Looking at an answer takes a millisecond; one that takes this long was made to. */
const LONGEST_MS = 3_000;
const MOMENT_MS = 50;

interface HealthOptions {
  strict: boolean;
  context: Context;
  among?: readonly string[];
}

/** What the checks find; none where one answer takes too long, which is told. */
async function findingsOf(
  questions: readonly Question[],
  answers: ReadonlyMap<string, readonly Answer[]>,
  context: Context,
): Promise<HealthFinding[]> {
  const steps = healthSteps(questions, answers);
  const breathe = breathing(context);
  let at: LookedAt | undefined;
  /** Looks at the next answers for a moment: watching the time costs more than looking at one. */
  const look = (): HealthFinding[] | undefined => {
    const until = context.now() + MOMENT_MS;
    do {
      const { done, value } = steps.next();
      if (done) return value;
      at = value;
    } while (context.now() < until);
    return undefined;
  };
  try {
    for (;;) {
      const found = inTime(LONGEST_MS, look);
      if (found) return found;
      await breathe();
    }
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error;
    context.log(
      say`Warning: the answers are not checked: looking at the one of ${at?.model_id ?? ""} to question ${at?.question_id ?? ""}, ${messageOf(error)}.`,
    );
    return [];
  }
}

/**
 * Lists findings about the models of `ids`; with `strict` they are an error. They are compared with
 * the models of `among`, by default with each other.
 */
export async function reportHealth(
  questions: readonly Question[],
  answers: ReadonlyMap<string, ModelAnswers>,
  ids: readonly string[],
  { strict, context, among = ids }: HealthOptions,
): Promise<void> {
  const { log } = context;
  const compared = [...new Set([...ids, ...among])].flatMap((id): [string, ModelAnswers][] => {
    const found = findAnswers(answers, id);
    return found ? [[id, found]] : [];
  });
  const all = await findingsOf(
    questions,
    new Map(compared.map(([id, { byQuestion }]) => [id, [...byQuestion.values()]])),
    context,
  );
  const findings = all.filter(({ model_id }) => ids.includes(model_id));
  if (findings.length === 0) return;
  const lines = joined(
    findings.map((finding) => say`  ${describeFinding(finding)}`),
    "\n",
  );
  if (strict) {
    throw new UserError(
      say`the answers have faults (without --strict they are only reported):\n${lines}`,
    );
  }
  log(say`Worth a look before judging:\n${lines}`);
}
