/** Checks of stored lines: from `unknown` to a record, with a message that says what is wrong. */
import { RowError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type {
  Answer,
  Choice,
  Judgment,
  Question,
  QuestionId,
  SingleJudgment,
  Winner,
} from "../../core/types.ts";
import { UnknownVerdict } from "./jsonl.ts";

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RowError(say`expected a JSON object, got ${short(value)}`);
  }
  return value as Fields;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function wrong(field: string, wanted: Said, found: unknown): RowError {
  return new RowError(
    found === undefined
      ? say`"${field}" is missing (${wanted})`
      : say`"${field}" must be ${wanted}, got ${short(found)}`,
  );
}

function textOf(fields: Fields, field: string): string {
  const value = fields[field];
  if (typeof value !== "string") throw wrong(field, say`a text`, value);
  return value;
}

function idOf(fields: Fields, field: string): string {
  const value = textOf(fields, field);
  if (value === "") throw wrong(field, say`a text that is not empty`, value);
  return value;
}

/** Arena-Hard's second version calls it `uid`. */
function questionIdOf(fields: Fields): QuestionId {
  const value = fields.question_id ?? fields.uid;
  if (typeof value === "number" || (typeof value === "string" && value !== "")) return value;
  throw wrong("question_id", say`a text or a number`, value);
}

function textsOf(value: unknown, field: string): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw wrong(field, say`a list of texts`, value);
  }
  return value as string[];
}

/** Turns as texts; Arena-Hard's first version has an object with the text of each. */
function turnsOf(value: unknown, field: string): string[] {
  const isObject = (turn: unknown): turn is Fields => typeof turn === "object" && turn !== null;
  const plain = Array.isArray(value)
    ? value.map((turn: unknown) => (isObject(turn) && "content" in turn ? turn.content : turn))
    : value;
  return textsOf(plain, field);
}

/**
 * A question. In place of `turns` Rakuda's first format has one `text`, and Arena-Hard's second
 * version one `prompt`.
 */
export function parseQuestion(value: unknown): Question {
  const fields = fieldsOf(value);
  const { text, prompt, uid: _, ...rest } = fields;
  const alone = [text, prompt].find((one) => typeof one === "string");
  const turns = turnsOf(fields.turns ?? (alone === undefined ? undefined : [alone]), "turns");
  if (turns.length === 0) throw wrong("turns", say`at least one text`, turns);
  return {
    ...(fields.turns === undefined ? rest : fields),
    question_id: questionIdOf(fields),
    category: typeof fields.category === "string" ? fields.category : "general",
    turns,
    ...(fields.reference !== undefined && { reference: textsOf(fields.reference, "reference") }),
  };
}

function parseChoice(value: unknown, position: number): Choice {
  const fields = fieldsOf(value);
  return {
    ...fields,
    index: typeof fields.index === "number" ? fields.index : position,
    turns: turnsOf(fields.turns, `choices[${position}].turns`),
  };
}

/** Arena-Hard's second version: a conversation, whose replies are texts or objects with the answer. */
function fromMessages({ messages, ...fields }: Fields): Fields {
  const replies = (messages as unknown[]).flatMap((message) => {
    const { role, content } = (message ?? {}) as Fields;
    if (role !== "assistant") return [];
    const isObject = typeof content === "object" && content !== null;
    return [isObject ? (content as Fields).answer : content];
  });
  return {
    ...fields,
    question_id: fields.question_id ?? fields.uid,
    answer_id: fields.answer_id ?? fields.ans_id,
    model_id: fields.model_id ?? fields.model,
    choices: [{ index: 0, turns: replies }],
  };
}

/**
 * An answer; `model` is the id to use where the line has none. Reads Rakuda's `text` and both
 * versions of Arena-Hard too.
 */
export function parseAnswer(value: unknown, model: string): Answer {
  const given = fieldsOf(value);
  const isConversation = given.choices === undefined && Array.isArray(given.messages);
  const fields = isConversation ? fromMessages(given) : given;
  const choices =
    fields.choices === undefined && typeof fields.text === "string"
      ? [{ index: 0, turns: [fields.text] }]
      : fields.choices;
  if (!Array.isArray(choices) || choices.length === 0) {
    throw wrong("choices", say`a list of at least one choice`, choices);
  }
  return {
    ...fields,
    question_id: questionIdOf(fields),
    answer_id: typeof fields.answer_id === "string" ? fields.answer_id : "",
    model_id: typeof fields.model_id === "string" ? fields.model_id : model,
    choices: choices.map(parseChoice),
  } as Answer;
}

const WINNERS: readonly unknown[] = [1, 2, 3, "error"];

/** jp-bench names the judge and the prompt in fields of their own. */
function judgeOf(fields: Fields): [string, string] {
  const { judge_model, judge_prompt = "" } = fields;
  const judge =
    fields.judge ?? (judge_model === undefined ? undefined : [judge_model, judge_prompt]);
  if (Array.isArray(judge) && judge.length >= 1 && judge.every((x) => typeof x === "string")) {
    return [judge[0] as string, (judge[1] as string | undefined) ?? ""];
  }
  throw wrong("judge", say`[model, prompt name]`, judge);
}

function turnOf(fields: Fields): number {
  const turn = fields.turn ?? 1;
  if (typeof turn !== "number" || !Number.isInteger(turn) || turn < 1) {
    throw wrong("turn", say`a whole number from 1`, turn);
  }
  return turn;
}

/** A game in our schema. */
export function parsePairJudgment(value: unknown): Judgment {
  const fields = fieldsOf(value);
  if (!WINNERS.includes(fields.winner)) {
    throw new UnknownVerdict(wrong("winner", say`1, 2, 3 or "error"`, fields.winner).said);
  }
  return {
    ...fields,
    question_id: questionIdOf(fields),
    model1_id: idOf(fields, "model1_id"),
    model2_id: idOf(fields, "model2_id"),
    winner: fields.winner as Winner,
    judge: judgeOf(fields),
    prompt: typeof fields.prompt === "string" ? fields.prompt : "",
    judgment: typeof fields.judgment === "string" ? fields.judgment : "",
    turn: turnOf(fields),
  };
}

/** A grade in the schema that LLM Judge and this program share. */
export function parseSingleJudgment(value: unknown): SingleJudgment {
  const fields = fieldsOf(value);
  const { score } = fields;
  if (typeof score !== "number" || !Number.isFinite(score)) {
    throw wrong("score", say`a number (-1 for none)`, score);
  }
  return {
    ...fields,
    question_id: questionIdOf(fields),
    model: idOf(fields, "model"),
    judge: judgeOf(fields),
    user_prompt: typeof fields.user_prompt === "string" ? fields.user_prompt : "",
    judgment: typeof fields.judgment === "string" ? fields.judgment : "",
    score,
    turn: turnOf(fields),
  };
}
