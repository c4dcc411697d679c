/** What can be told of a GGUF model before it is loaded. */

import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { BackendSpec } from "../call/backend.ts";
import { isFetched, localFile } from "./gguf_file.ts";
import { checkSpeaker, namedSpeaker, type Speaker, speakerOf } from "./speaker.ts";

function templateOf(name: string, id: string): Speaker {
  try {
    return namedSpeaker(name, { bos: "", eos: "" });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(say`${id}: ${error}`);
  }
}

/**
 * Throws a `UserError` where a file or the template is not there, or the template is wrong; the one
 * inside a file is read from the file's head.
 */
export async function checkLocal({ id, path, local = {} }: BackendSpec): Promise<void> {
  const { lora = [], conversation_template } = local;
  if (!isFetched(path)) localFile(path, say`model file of ${id}:`);
  for (const adapter of lora) {
    if (!isFetched(adapter.path)) localFile(adapter.path, say`LoRA adapter of ${id}:`);
  }
  if (conversation_template !== undefined) {
    checkSpeaker(templateOf(conversation_template, id), id);
  } else if (!isFetched(path)) {
    const { readGgufTemplate } = await import("./gguf_template.ts");
    const inside = await readGgufTemplate(path, { log: () => {} });
    checkSpeaker(speakerOf(undefined, inside, { id, path }), id);
  }
}
