/** Answers out of lm-evaluation-harness: the `samples_*.jsonl` that `--log_samples` writes. */
import type { ImportedAnswer } from "./import_format.ts";
import type { Row } from "./vote.ts";

const isObject = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a row has the harness' fields. */
export const isSample = (row: Row): boolean => "doc_id" in row && "resps" in row;

/**
 * A sample. What the model said is `resps` (`filtered_resps` is what a filter left of it for
 * scoring); repeats are further choices. Tasks that only compare likelihoods hold no text.
 */
export function readSample(row: Row): ImportedAnswer {
  const said = repliesOf(row.resps);
  if (!said.every((reply) => typeof reply === "string")) {
    throw new Error("the sample holds likelihoods, not text; only generating tasks have answers");
  }
  const doc = isObject(row.doc) ? row.doc : {};
  const id = doc.question_id ?? doc.id;
  return {
    ...((typeof id === "string" || typeof id === "number") && { question: String(id) }),
    texts: [...textsIn(doc), ...promptsIn(row.arguments)],
    ...(typeof row.doc_id === "number" && { place: row.doc_id }),
    choices: said.map((reply, index) => ({ index, turns: [reply as string] })),
    kept: {},
  };
}

/** `resps` is a list of requests, each a list of repeats. */
function repliesOf(resps: unknown): unknown[] {
  const [first] = Array.isArray(resps) ? resps : [];
  const replies = Array.isArray(first) ? first : [first];
  if (replies.length === 0 || replies[0] === undefined) throw new Error('"resps" is empty');
  return replies;
}

/** The texts of a document, the first turns of its lists among them. */
function textsIn(doc: Row): string[] {
  return Object.values(doc).flatMap((value) => {
    const first = Array.isArray(value) ? value[0] : value;
    return typeof first === "string" ? [first] : [];
  });
}

/** The prompt, and the last message of the user where the prompt is a conversation as JSON. */
function promptsIn(argument: unknown): string[] {
  const prompt = firstText(argument);
  if (prompt === undefined) return [];
  try {
    const messages: unknown = JSON.parse(prompt);
    if (!Array.isArray(messages)) return [prompt];
    return messages
      .filter((message) => isObject(message) && message.role === "user")
      .map((message) => String((message as Row).content))
      .slice(-1);
  } catch {
    return [prompt];
  }
}

/** The first text in nested lists and objects: `[[prompt, {…}]]` or `{gen_args_0: {arg_0: …}}`. */
function firstText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return firstText(value[0]);
  return isObject(value) ? firstText(Object.values(value)[0]) : undefined;
}
