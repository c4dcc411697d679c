/** Chat templates in Jinja, as GGUF files and Hugging Face models carry them. */
import { Template } from "@huggingface/jinja";
import { messageOf, UserError } from "../core/errors.ts";
import type { ConversationMessage } from "./conversation.ts";

/**
 * Renders a Jinja chat template for the next message of the assistant. A template that refuses a
 * system message, or leaves it out, gets it in front of the first message of the user.
 */
export function renderChatTemplate(
  source: string,
  messages: readonly ConversationMessage[],
  tokens: { bos: string; eos: string },
): string {
  let template: Template;
  try {
    template = new Template(source);
  } catch (error) {
    throw new UserError(`the chat template is not valid Jinja: ${messageOf(error)}`);
  }
  const render = (list: readonly ConversationMessage[]): string =>
    template.render({
      messages: list.map(({ role, content }) => ({ role, content })),
      add_generation_prompt: true,
      bos_token: tokens.bos,
      eos_token: tokens.eos,
    });
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const [first, ...rest] = messages.filter(({ role }) => role !== "system");
  const asItIs = attempt(() => render(messages));
  const says = (prompt: string): boolean => system.every((text) => prompt.includes(text.trim()));
  if (typeof asItIs === "string" && says(asItIs)) return asItIs;
  const inFront =
    system.length > 0 && first
      ? attempt(() =>
          render([{ ...first, content: [...system, first.content].join("\n\n") }, ...rest]),
        )
      : asItIs;
  if (typeof inFront === "string") return inFront;
  throw new UserError(`the chat template could not be rendered: ${inFront.message}`);
}

function attempt(act: () => string): string | Error {
  try {
    return act();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
