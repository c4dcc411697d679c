/** Conversation templates with FastChat's fields: how a model wants to be spoken to. */
import { UserError } from "../core/errors.ts";
import { suggest } from "../core/suggest.ts";
import type { Turn } from "./separator_style.ts";
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
}

type Fields = Record<string, unknown>;

/** Checks a template read from a file. Style names may be FastChat's (`ADD_COLON_SINGLE`) in any case. */
export function parseConversationTemplate(value: unknown, file: string): ConversationTemplate {
  const fault = (message: string): UserError => new UserError(`${file}: ${message}`);
  if (typeof value !== "object" || value === null) throw fault("expected a JSON object");
  const fields = value as Fields;
  const text = (name: string, otherwise?: string): string => {
    const found = fields[name] ?? otherwise;
    if (typeof found !== "string") throw fault(`"${name}" must be a text`);
    return found;
  };
  const known = [
    ...["name", "system_template", "system_message", "system", "roles", "messages", "offset"],
    ...["sep_style", "sep", "sep2", "stop_str", "stop_token_ids", "$schema", "description"],
  ];
  for (const key of Object.keys(fields)) {
    if (!known.includes(key)) throw fault(`"${key}" is not a known field.${suggest(key, known)}`);
  }
  const styleName = text("sep_style")
    .toUpperCase()
    .replace(/^SEPARATORSTYLE\./, "");
  const styles = Object.keys(SEPARATOR_STYLES);
  if (!styles.includes(styleName)) {
    throw fault(
      `sep_style "${text("sep_style")}" is unknown.${suggest(styleName, styles)} Known: ${styles.join(", ")}`,
    );
  }
  const { roles, messages = [], stop_str, stop_token_ids, sep2 } = fields;
  if (!Array.isArray(roles) || roles.length !== 2 || !roles.every((r) => typeof r === "string")) {
    throw fault('"roles" must be two texts: the user and the assistant');
  }
  if (!Array.isArray(messages)) throw fault('"messages" must be a list of [role, text]');
  const ids = stop_token_ids ?? [];
  if (!Array.isArray(ids) || !ids.every((id) => Number.isInteger(id))) {
    throw fault('"stop_token_ids" must be a list of whole numbers');
  }
  return {
    name: text("name", ""),
    system_template: text("system_template", "{system_message}"),
    // FastChat's first templates have the whole of it in `system`.
    system_message: text("system_message", text("system", "")),
    roles: roles as unknown as [string, string],
    messages: messages as [string, string][],
    sep_style: styleName as SeparatorStyle,
    sep: text("sep", "\n"),
    sep2: typeof sep2 === "string" ? sep2 : null,
    stop_str: [stop_str ?? []]
      .flat()
      .filter((stop): stop is string => typeof stop === "string" && stop !== ""),
    stop_token_ids: ids as number[],
  };
}

/** A message of the conversation so far. */
export interface ConversationMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/**
 * The prompt that makes the model write the next message of the assistant. A system message in the
 * conversation takes the place of the template's own; where a format has no place for one (Gemma's),
 * it stands before the user's first message, as its publishers advise.
 */
export function renderConversation(
  template: ConversationTemplate,
  conversation: readonly ConversationMessage[],
): string {
  const asked = conversation
    .filter(({ role }) => role === "system")
    .map(({ content }) => content)
    .join("\n\n");
  const said = conversation.filter(({ role }) => role !== "system");
  const prompt = renderTurns(template, asked || template.system_message, said);
  if (prompt.includes(asked)) return prompt;
  const [first, ...rest] = said;
  if (first === undefined) return prompt;
  const content = `${asked}\n\n${first.content}`;
  return renderTurns(template, template.system_message, [{ ...first, content }, ...rest]);
}

function renderTurns(
  template: ConversationTemplate,
  systemMessage: string,
  said: readonly ConversationMessage[],
): string {
  const turns: Turn[] = [
    ...template.messages.map(([role, text]) => ({ role, text })),
    ...said.map(({ role, content }) => ({
      role: template.roles[role === "user" ? 0 : 1],
      text: content,
    })),
    { role: template.roles[1], text: null },
  ];
  return SEPARATOR_STYLES[template.sep_style]({
    system: template.system_template.replaceAll("{system_message}", () => systemMessage),
    hasSystem: systemMessage !== "",
    turns,
    sep: template.sep,
    sep2: template.sep2 ?? template.sep,
    roles: template.roles,
    name: template.name,
  });
}
