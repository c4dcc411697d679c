/** Chat templates in Jinja, as GGUF files and Hugging Face models carry them. */
import { saidBy, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { type ConversationMessage, showsSystem, systemInFront } from "./conversation.ts";
import { jinjaTemplate } from "./jinja.ts";

type Render = (messages: readonly ConversationMessage[]) => string;

/**
 * Reads a chat template that renders the next message of the assistant; a `UserError` where it is not
 * valid. A template that refuses a system message, or leaves it out, gets it in front of the first
 * message of the user. The marks are the model's own.
 */
export function chatTemplate(
  source: string,
  tokens: { bos: string; eos: string },
): { render: Render; showsSystem(messages: readonly ConversationMessage[]): boolean } {
  let template: ReturnType<typeof jinjaTemplate>;
  try {
    template = jinjaTemplate(source);
  } catch (error) {
    throw new UserError(say`the chat template is not valid Jinja: ${saidBy(error)}`);
  }
  const renderAsIs: Render = (messages) =>
    template({
      messages: messages.map(({ role, content }) => ({ role, content })),
      add_generation_prompt: true,
      bos_token: tokens.bos,
      eos_token: tokens.eos,
    });
  const shows = (messages: readonly ConversationMessage[]): boolean =>
    showsSystem(messages, renderAsIs);
  const render: Render = (messages) => {
    const hasSystem = messages.some(({ role }) => role === "system");
    try {
      return renderAsIs(hasSystem && !shows(messages) ? systemInFront(messages) : messages);
    } catch (error) {
      throw new UserError(say`the chat template could not be rendered: ${saidBy(error)}`);
    }
  };
  return { render, showsSystem: shows };
}
