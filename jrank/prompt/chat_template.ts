/** Chat templates in Jinja, as GGUF files and Hugging Face models carry them. */
import { Template } from "@huggingface/jinja";
import { messageOf, UserError } from "../core/errors.ts";
import type { ConversationMessage } from "./conversation.ts";

/**
 * Renders a Jinja chat template for the next message of the assistant. A template that refuses a
 * system message gets it in front of the first message of the user.
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
  try {
    return render(messages);
  } catch (error) {
    const system = messages.filter(({ role }) => role === "system");
    const [first, ...rest] = messages.filter(({ role }) => role !== "system");
    if (system.length === 0 || !first) {
      throw new UserError(`the chat template could not be rendered: ${messageOf(error)}`);
    }
    const content = [...system.map((message) => message.content), first.content].join("\n\n");
    return render([{ ...first, content }, ...rest]);
  }
}
