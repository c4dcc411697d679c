/** Whether a format shows a system message, found out by showing it another one. */

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
