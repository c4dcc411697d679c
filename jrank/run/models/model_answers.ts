/** Who plays: contestants with their answers, as judging sees them. */
import { type Message, type Said, say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import { type ModelAnswers, questionKey } from "../../store/answers/benchmark.ts";
import { modelAliases, modelIdOf, suggestModel } from "../../store/answers/model_names.ts";
import { listSome, plural } from "../command/format.ts";

export interface Contestant {
  id: string;
  /** Other names of it that stored judgments may say. */
  alsoNamed: readonly string[];
  /** The first choice's reply to each turn of a question; undefined where there is no answer. */
  turnsOf(questionKey: string): readonly string[] | undefined;
}

/**
 * Contestants of the given names, each once and under its one id; names without any answer are told
 * apart.
 */
export function contestantsFrom(
  answers: ReadonlyMap<string, ModelAnswers>,
  names: readonly string[],
): { contestants: Contestant[]; withoutAnswers: string[] } {
  const others = [...modelAliases(answers)];
  const contestants = new Map<string, Contestant>();
  const withoutAnswers: string[] = [];
  for (const name of names) {
    const id = modelIdOf(answers, name);
    const found = answers.get(id);
    if (!found || found.byQuestion.size === 0) withoutAnswers.push(name);
    else {
      contestants.set(id, {
        id,
        alsoNamed: others.flatMap(([other, of]) => (of === id ? [other] : [])),
        turnsOf: (key) => found.byQuestion.get(key)?.choices[0]?.turns,
      });
    }
  }
  return { contestants: [...contestants.values()], withoutAnswers };
}

/** Names of contestants without answers, as an error says them. */
export function namesWithoutAnswers(
  answers: ReadonlyMap<string, ModelAnswers>,
  names: readonly string[],
): Message {
  const known = listSome([...answers.keys()], 20) || say`nobody`;
  const meant = names.map((name) => suggestModel(answers, name)).find((text) => text !== "") ?? "";
  return say`${listSome(names)} (there are answers of: ${known}).${meant}`;
}

/** Says which names mean a model that goes by another id; `where` they stand. */
export function tellOtherNames(
  answers: ReadonlyMap<string, ModelAnswers>,
  names: readonly string[],
  { where, log }: { where: Said; log(text: Said): void },
): void {
  const other = [...new Set(names)]
    .map((name) => [name, modelIdOf(answers, name)] as const)
    .filter(([name, id]) => name !== id);
  if (other.length === 0) return;
  const shown = listSome(other.map(([name, id]) => say`"${name}" is "${id}"`));
  log(say`${where}: ${shown}, as the files of answers say; the id inside the file is used.`);
}

/** Warns of contestants that lack answers to some questions. */
export function tellIncomplete(
  contestants: readonly Contestant[],
  questions: readonly Question[],
  log: (text: Said) => void,
): void {
  for (const { id, turnsOf } of contestants) {
    const missing = questions.filter(
      ({ question_id, turns }) => (turnsOf(questionKey(question_id))?.length ?? 0) < turns.length,
    ).length;
    if (missing === 0) continue;
    if (missing === questions.length) {
      log(
        say`Warning: ${id} has no complete answer to any question here, so it is not judged. Its file of answers may be another benchmark's: gen_api_model_answer.ts (gen_local_model_answer.ts) makes answers to these questions, --model-list leaves it out.`,
      );
      continue;
    }
    log(
      say`Warning: ${id} has no complete answer to ${plural(missing, "question")} of ${questions.length}; it is judged on the others.`,
    );
  }
}
