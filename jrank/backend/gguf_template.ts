/** What a GGUF file says about prompts, read from its head without loading the model. */
import { readGgufFileInfo } from "node-llama-cpp";
import { messageOf, UserError } from "../core/errors.ts";
import { type Loading, locateGguf } from "./gguf_file.ts";
import type { GgufTemplate } from "./speaker.ts";

/** The template and the marks inside a file; a file that is no GGUF is a `UserError`. */
export async function readGgufTemplate(path: string, loading: Loading): Promise<GgufTemplate> {
  const file = await locateGguf(path, "model file", loading);
  const { tokenizer } = await readGgufFileInfo(file).then(
    ({ metadata }) => metadata,
    (error: unknown) => {
      throw new UserError(`${file} cannot be read as a GGUF model: ${messageOf(error)}`);
    },
  );
  const textOf = (id: number | undefined): string =>
    id === undefined ? "" : (tokenizer?.ggml?.tokens?.[id] ?? "");
  return {
    chatTemplate: tokenizer?.chat_template,
    bos: textOf(tokenizer?.ggml?.bos_token_id),
    eos: textOf(tokenizer?.ggml?.eos_token_id),
  };
}
