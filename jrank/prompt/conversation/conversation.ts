/**
 * The prompt of a conversation by a template with FastChat's fields, and whether a format shows a
 * system message (found out by showing it another one).
 */
import type { ConversationTemplate } from "./conversation_template.ts";
import { SEPARATOR_STYLES, type SeparatorStyle, type Turn } from "./separator_styles.ts";

/** A message of the conversation so far. */
export interface ConversationMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/**
 * The prompt that makes the model write the next message of the assistant. A system message in the
 * conversation takes the place of the template's own words; where a format has no place for one
 * (Gemma's, rinna's), it stands before the user's first message, as Gemma's publishers advise.
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
  if (asked === "") return renderTurns(template, template.system_message, said);
  if (showsSystemMessage(template, conversation)) return renderTurns(template, asked, said);
  return renderTurns(template, template.system_message, systemInFront(conversation));
}

/** Whether a system message has a place of its own in the format. */
export function showsSystemMessage(
  template: ConversationTemplate,
  conversation: readonly ConversationMessage[],
): boolean {
  if (!hasPlaceForSystem(template)) return false;
  return showsSystem(conversation, (messages) => {
    const [system, said] = [true, false].map((isSystem) =>
      messages.filter(({ role }) => (role === "system") === isSystem),
    ) as [ConversationMessage[], ConversationMessage[]];
    const asked = system.map(({ content }) => content).join("\n\n");
    return renderTurns(template, asked, said);
  });
}

/** The styles that write something between any system message and the first turn. */
const SET_SYSTEM_APART: ReadonlySet<SeparatorStyle> = new Set<SeparatorStyle>([
  "ADD_COLON_SINGLE",
  "ADD_COLON_TWO",
  "ADD_COLON_SPACE_SINGLE",
  "ADD_NEW_LINE_SINGLE",
  "CHATGLM",
  "ROBIN",
  "FALCON_CHAT",
  "METAMATH",
  "YUAN2",
  "CLLM",
  "DEFAULT",
]);
/** Marks of a format; words that take their place would break it. */
const MARKS = /<[|｜]|<s>|<bos>|<<SYS>>|\[INST\]|^###/;

/** Whether other words can stand for the template's own and leave a prompt of the same format. */
function hasPlaceForSystem({
  system_template,
  system_message,
  sep_style,
}: ConversationTemplate): boolean {
  if (system_template !== "{system_message}") return true;
  if (MARKS.test(system_message)) return false;
  return system_message !== "" || SET_SYSTEM_APART.has(sep_style);
}

function renderTurns(
  template: ConversationTemplate,
  systemMessage: string,
  said: readonly ConversationMessage[],
): string {
  const { newline, roles } = template;
  const turns: Turn[] = [
    ...template.messages.map(([role, text]) => ({ role, text })),
    ...said.map(({ role, content }) => ({ role: roles[role === "user" ? 0 : 1], text: content })),
  ].map(({ role, text }) => ({
    role,
    text: newline === "\n" ? text : text.replace(/\r?\n/g, () => newline),
  }));
  return SEPARATOR_STYLES[template.sep_style]({
    system: template.system_template.replaceAll("{system_message}", () => systemMessage),
    hasSystem: systemMessage !== "",
    turns: [...turns, { role: roles[1], text: null }],
    sep: template.sep,
    sep2: template.sep2 ?? template.sep,
    roles,
    name: template.name,
  });
}

interface Said {
  role: string;
  content: string;
}

/** Words that no question has; only letters and digits, which no template changes but in case. */
const SENTINEL = "zqsystemplace";

/**
 * Whether all system messages reach the prompt. Their own words prove nothing, because a question
 * may have them too; so other words are put in their place. A format that throws has no place.
 */
export function showsSystem<M extends Said>(
  messages: readonly M[],
  render: (messages: readonly M[]) => string,
): boolean {
  const marked = messages.map((message, k) =>
    message.role === "system" ? { ...message, content: `${SENTINEL}${k}end` } : message,
  );
  let prompt: string;
  try {
    prompt = render(marked).toLowerCase();
  } catch {
    return false;
  }
  return marked.every(({ role, content }) => role !== "system" || prompt.includes(content));
}

/** The conversation with its system messages in front of the first message of the user. */
export function systemInFront<M extends Said>(messages: readonly M[]): M[] {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const said = messages.filter(({ role }) => role !== "system");
  const [first, ...rest] = said;
  if (first === undefined || system.length === 0) return said;
  return [{ ...first, content: [...system, first.content].join("\n\n") }, ...rest];
}
