/** What a question asks for besides an answer: how it is to be sampled, and a system message. */
import { RowError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { foreignField, type Question } from "../../core/types.ts";

export interface QuestionRequest {
  temperature?: number;
  top_p?: number;
  top_k?: number;
  max_tokens?: number;
  seed?: number;
  stop?: readonly string[];
  system?: string;
  /** Whether nothing is an answer too. */
  may_be_empty?: boolean;
}

type Numbers = "temperature" | "top_p" | "top_k" | "max_tokens" | "seed";

/** Fields of questions with numbers, as benchmarks name them. */
const NUMBERS: Readonly<
  Record<string, { as: Numbers; least: number; most: number; whole: boolean }>
> = {
  required_temperature: { as: "temperature", least: 0, most: 2, whole: false },
  temperature: { as: "temperature", least: 0, most: 2, whole: false },
  top_p: { as: "top_p", least: 0, most: 1, whole: false },
  top_k: { as: "top_k", least: 0, most: Number.MAX_SAFE_INTEGER, whole: true },
  max_tokens: { as: "max_tokens", least: 1, most: Number.MAX_SAFE_INTEGER, whole: true },
  max_new_tokens: { as: "max_tokens", least: 1, most: Number.MAX_SAFE_INTEGER, whole: true },
  max_completion_tokens: { as: "max_tokens", least: 1, most: Number.MAX_SAFE_INTEGER, whole: true },
  max_output_tokens: { as: "max_tokens", least: 1, most: Number.MAX_SAFE_INTEGER, whole: true },
  seed: { as: "seed", least: 0, most: Number.MAX_SAFE_INTEGER, whole: true },
};
const SYSTEM = ["system", "system_prompt", "system_message"];
const STOP = ["stop", "stop_str", "stop_sequences"];

/** Fields that ask for something that is not done; the rest of a question describes it. */
const NOT_OBEYED = [
  ...["tools", "tool_choice", "functions", "function_call", "response_format", "json_schema"],
  ...["image", "images", "image_url", "audio", "video", "file", "files", "documents", "context"],
  ...["messages", "history", "conversation", "few_shot", "examples", "input", "prompt", "prefill"],
  ...["n", "num_choices", "presence_penalty", "frequency_penalty", "logit_bias", "min_tokens"],
  ...["repetition_penalty", "min_p", "reasoning_effort", "thinking"],
];

const isGiven = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== "" &&
  !(Array.isArray(value) && value.length === 0);

/** The fields of a question that ask for something nobody does; a text that its turns say too does not. */
export function fieldsNotObeyed(question: Question): string[] {
  const said = question.turns.join("\n");
  return NOT_OBEYED.filter((field) => {
    const value = foreignField(question, field);
    return isGiven(value) && !(typeof value === "string" && said.includes(value.trim()));
  });
}

function texts(field: string, value: unknown): string[] {
  const list = [value].flat();
  if (list.every((text) => typeof text === "string")) return list.filter((text) => text !== "");
  throw new RowError(
    say`"${field}" must be a text or a list of texts, got ${JSON.stringify(value)}`,
  );
}

/** What a question asks for; an Error says what is wrong with a field. */
export function requestOf(question: Question): QuestionRequest {
  const request: QuestionRequest = {};
  for (const [field, { as, least, most, whole }] of Object.entries(NUMBERS)) {
    const value = foreignField(question, field);
    if (!isGiven(value) || request[as] !== undefined) continue;
    if (
      typeof value !== "number" ||
      !(value >= least && value <= most) ||
      (whole && value % 1 !== 0)
    ) {
      const wanted = `${whole ? "a whole number" : "a number"} from ${least}${most < 1e9 ? ` to ${most}` : ""}`;
      throw new RowError(say`"${field}" must be ${wanted}, got ${JSON.stringify(value)}`);
    }
    request[as] = value;
  }
  if (foreignField(question, "may_be_empty") === true) request.may_be_empty = true;
  const stop = STOP.flatMap((field) =>
    isGiven(foreignField(question, field)) ? texts(field, foreignField(question, field)) : [],
  );
  if (stop.length > 0) request.stop = [...new Set(stop)];
  for (const field of SYSTEM) {
    const value = foreignField(question, field);
    if (!isGiven(value) || request.system !== undefined) continue;
    if (typeof value !== "string") {
      throw new RowError(say`"${field}" must be a text, got ${JSON.stringify(value)}`);
    }
    if (value.trim() !== "") request.system = value;
  }
  return request;
}

/**
 * The turns as a judge sees them: a system message that belongs to the question stands before the
 * first, because whether an answer is good depends on it.
 */
export function shownTurns(question: Question): readonly string[] {
  const turns = shown.get(question) ?? turnsWithSystem(question);
  shown.set(question, turns);
  return turns;
}

/** What was made for questions; one is judged often. */
const shown = new WeakMap<Question, readonly string[]>();

function turnsWithSystem(question: Question): readonly string[] {
  const { system } = requestOf(question);
  const [first = "", ...rest] = question.turns;
  return system === undefined ? question.turns : [`[System]\n${system}\n\n${first}`, ...rest];
}
