/** Answers on their way in: gathered row by row until their turns and choices are together. */
import { createHash } from "node:crypto";
import { UserError } from "../core/errors.ts";
import type { Answer, Choice, Question } from "../core/types.ts";
import { questionKey } from "./benchmark.ts";
import type { ImportedAnswer } from "./import_format.ts";

/** By model ("" where rows name none) and question. */
export type Drafts = Map<string, Map<string, Draft>>;

export interface Draft {
  question: Question;
  choices: Choice[];
  kept: Readonly<Record<string, unknown>>;
  source: { format: string; file: string };
}

/** Puts an answer to its question; a second one must be another turn, or say the same. */
export function place(
  own: Map<string, Draft>,
  question: Question,
  answer: ImportedAnswer,
  source: Draft["source"],
): void {
  const key = questionKey(question.question_id);
  const asked = question.turns.length;
  const before = own.get(key);
  const { turn, kept } = answer;
  if (turn !== undefined) {
    const said = before?.choices[0]?.turns ?? [];
    if (turn > asked) throw new Error(`question ${key} has ${asked} turns, not ${turn}`);
    if (turn !== said.length + 1) {
      throw new Error(
        `turn ${turn} of question ${key} ${turn <= said.length ? "occurs twice" : "comes before its earlier turns"}`,
      );
    }
    const turns = [...said, answer.choices[0]?.turns[0] as string];
    own.set(key, { question, choices: [{ index: 0, turns }], kept, source });
    return;
  }
  const most = Math.max(...answer.choices.map(({ turns }) => turns.length));
  if (most > asked) throw new Error(`it has ${most} turns, question ${key} has ${asked}`);
  if (before === undefined) {
    own.set(key, { question, choices: [...answer.choices], kept, source });
    return;
  }
  // The harness writes a sample once for every filter.
  const texts = (choices: readonly Choice[]): string => JSON.stringify(choices.map((c) => c.turns));
  if (texts(before.choices) !== texts(answer.choices)) {
    throw new Error(`question ${key} was answered by an earlier row already, with other words`);
  }
}

/** Gives rows without a model their name. */
export function renamed(drafts: Drafts, modelId: string | undefined): Drafts {
  const models = [...drafts.keys()];
  if (modelId !== undefined) {
    if (models.length > 1) {
      throw new UserError(
        `the files hold answers of ${models.map((model) => `"${model}"`).join(", ")}; --model-id can name only one model`,
      );
    }
    return new Map([...drafts.values()].map((own) => [modelId, own]));
  }
  if (drafts.has("")) {
    throw new UserError("the rows do not say which model answered; name it with --model-id");
  }
  return drafts;
}

/** The record of a draft; the same text gets the same id. */
export function toAnswer(model: string, { question, choices, kept, source }: Draft): Answer {
  const { question_id } = question;
  const hash = createHash("sha256")
    .update(JSON.stringify([model, question_id, choices]))
    .digest("hex");
  return {
    question_id,
    answer_id: hash.slice(0, 22),
    model_id: model,
    choices,
    ...(source.format !== "fastchat" && {
      generation: { imported_from: source.format, file: source.file },
    }),
    ...kept,
  };
}
