/** Conversation templates with FastChat's fields, checked: how a model wants to be spoken to. */
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { SEPARATOR_STYLES, type SeparatorStyle } from "./separator_styles.ts";

export interface ConversationTemplate {
  name: string;
  /** `{system_message}` in it is replaced. */
  system_template: string;
  system_message: string;
  /** Names of the user and of the assistant. */
  roles: readonly [string, string];
  /** Examples that come before every conversation: [role, text]. */
  messages: readonly (readonly [string, string])[];
  sep_style: SeparatorStyle;
  sep: string;
  sep2: string | null;
  stop_str: readonly string[];
  stop_token_ids: readonly number[];
  /** What a line end inside a turn is written as, for models that know none (rinna: `<NL>`). */
  newline: string;
}

type Fields = Record<string, unknown>;
type Fault = (message: Said) => UserError;

const KNOWN = [
  ...["name", "system_template", "system_message", "system", "roles", "messages", "offset"],
  ...["sep_style", "sep", "sep2", "stop_str", "stop_token_ids", "newline"],
  ...["$schema", "description"],
];

const isText = (value: unknown): value is string => typeof value === "string";

/** Checks a template read from a file. Style names may be FastChat's (`ADD_COLON_SINGLE`) in any case. */
export function parseConversationTemplate(value: unknown, file: string): ConversationTemplate {
  const fault: Fault = (message) => new UserError(say`${file}: ${message}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw fault(say`expected a JSON object`);
  }
  const fields = isText((value as Fields).prompt_template)
    ? fromJpBench(value as Fields & { prompt_template: string }, fault)
    : (value as Fields);
  const text = (name: string, otherwise?: string): string => {
    const found = fields[name] ?? otherwise;
    if (!isText(found)) throw fault(say`"${name}" must be a text`);
    return found;
  };
  for (const key of Object.keys(fields)) {
    if (!KNOWN.includes(key))
      throw fault(say`"${key}" is not a known field.${suggest(key, KNOWN)}`);
  }
  const { roles, stop_token_ids: ids = [] } = fields;
  if (!Array.isArray(roles) || roles.length !== 2 || !roles.every(isText)) {
    throw fault(say`"roles" must be two texts: the user and the assistant`);
  }
  if (ids !== null && !(Array.isArray(ids) && ids.every((id) => Number.isInteger(id) && id >= 0))) {
    throw fault(say`"stop_token_ids" must be a list of whole numbers`);
  }
  // FastChat's first templates have the whole of it in `system`.
  const system_message = text("system_message", text("system", ""));
  return {
    name: text("name", ""),
    ...(isText(fields.system_template)
      ? { system_template: fields.system_template, system_message }
      : splitSystem(system_message)),
    roles: roles as unknown as [string, string],
    messages: messagesOf(fields.messages ?? [], fault),
    sep_style: styleOf(text("sep_style"), fault),
    sep: text("sep", "\n"),
    sep2: fields.sep2 === undefined || fields.sep2 === null ? null : text("sep2"),
    stop_str: stopsOf(fields.stop_str ?? [], fault),
    stop_token_ids: (ids ?? []) as number[],
    newline: text("newline", "\n"),
  };
}

/**
 * jp-bench's config of a model as a template: what stands before and behind the instruction, and the
 * token that the model writes for a line end. The rest of that config says how it is run.
 */
function fromJpBench(
  { model_id, prompt_template, special_token_map }: Fields & { prompt_template: string },
  fault: Fault,
): Fields {
  const [before, behind, ...more] = prompt_template.split("{instruction}");
  if (before === undefined || behind === undefined || more.length > 0) {
    throw fault(say`"prompt_template" must hold {instruction} once`);
  }
  const tokens = Object.entries((special_token_map ?? {}) as Fields);
  const other = tokens.find(([, text]) => text !== "\n");
  if (other !== undefined || tokens.length > 1) {
    throw fault(
      say`"special_token_map" can name one token, which stands for a line end; got ${JSON.stringify(special_token_map)}`,
    );
  }
  return {
    name: isText(model_id) ? model_id : "",
    roles: [before, behind],
    sep_style: "NO_COLON_SINGLE",
    sep: "",
    ...(tokens[0] && { newline: tokens[0][0] }),
  };
}

function styleOf(given: string, fault: Fault): SeparatorStyle {
  const name = given.toUpperCase().replace(/^SEPARATORSTYLE\./, "");
  const styles = Object.keys(SEPARATOR_STYLES);
  if (styles.includes(name)) return name as SeparatorStyle;
  throw fault(
    say`sep_style "${given}" is unknown.${suggest(name, styles)} Known: ${styles.join(", ")}`,
  );
}

function messagesOf(value: unknown, fault: Fault): [string, string][] {
  const isMessage = (entry: unknown): entry is [string, string] =>
    Array.isArray(entry) && entry.length === 2 && entry.every(isText);
  if (Array.isArray(value) && value.every(isMessage)) return value;
  throw fault(say`"messages" must be a list of [role, text]`);
}

function stopsOf(value: unknown, fault: Fault): string[] {
  const stops = [value].flat();
  if (stops.every(isText)) return stops.filter((stop) => stop !== "");
  throw fault(say`"stop_str" must be a text or a list of texts`);
}

/** Llama 2's wrapping is not a part of the words, so that other words can take their place. */
function splitSystem(
  whole: string,
): Pick<ConversationTemplate, "system_template" | "system_message"> {
  const [, before, words, behind] =
    /^([\s\S]*<<SYS>>\n)([\s\S]+)(\n<<\/SYS>>\s*)$/.exec(whole) ?? [];
  return words === undefined
    ? { system_template: "{system_message}", system_message: whole }
    : { system_template: `${before}{system_message}${behind}`, system_message: words };
}
