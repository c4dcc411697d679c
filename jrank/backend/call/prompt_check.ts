/** Notices a server that cuts prompts without a word, as Ollama does at its num_ctx. */
import { type Said, say } from "../../core/message.ts";
import { type Backend, type BackendSpec, CallError } from "./backend.ts";
import { tokenCounter } from "./usage.ts";

/** Prompts of fewer tokens fit any context; numbers of tokens below it are no context's size. */
const SHORTEST_PROMPT = 1000;
const SMALLEST_CONTEXT = 256;
/** The share of its prompt that a server may say it read, whatever its tokenizer. */
const LEAST_SHARE = 0.5;
/** A share that tells together with the size of a context, reported for two different prompts. */
const SUSPECT_SHARE = 0.87;

/**
 * The backend of a server of one's own, whose first reply to a prompt that it did not read whole
 * ends the run: what it says about the rest is worth nothing.
 */
export function withPromptCheck(backend: Backend, spec: BackendSpec): Backend {
  if (spec.base_url === undefined || spec.check_prompt_tokens === false) return backend;
  /** By the number that was reported: the prompt's own number. */
  const suspects = new Map<number, number>();

  const isCut = async (texts: readonly string[], read: number): Promise<number | undefined> => {
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    if (read < SMALLEST_CONTEXT || characters < read) return undefined;
    const count = await tokenCounter();
    const sent = texts.reduce((sum, text) => sum + count(text), 0);
    if (sent < SHORTEST_PROMPT || read >= sent * SUSPECT_SHARE) return undefined;
    if (read < sent * LEAST_SHARE) return sent;
    if (read % SMALLEST_CONTEXT !== 0) return undefined;
    const other = suspects.get(read);
    suspects.set(read, sent);
    return other === undefined || other === sent ? undefined : sent;
  };

  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    async generate(request, options) {
      const reply = await backend.generate(request, options);
      const { input_tokens: read } = reply.usage;
      // What follows a reply may come from a cache, and some servers do not count that.
      const isFirst = request.messages.every(({ role }) => role !== "assistant");
      if (read === undefined || !isFirst) return reply;
      const texts = request.messages.map(({ content }) => content);
      const sent = await isCut(texts, read);
      if (sent === undefined) return reply;
      throw new CallError("stop", describeCut(spec.id, read, sent), { usage: reply.usage });
    },
  };
}

function describeCut(id: string, read: number, sent: number): Said {
  const [few = "", many = ""] = [read, sent].map((tokens) => tokens.toLocaleString("en-US"));
  return say`${id}: the server read ${few} tokens of a prompt of about ${many}, so it cut the prompt without a word, and what it says about it is worth nothing. Give it a larger context (Ollama: start it with OLLAMA_CONTEXT_LENGTH=${contextFor(sent)}, or num_ctx in a Modelfile; llama.cpp: -c; vLLM: --max-model-len) and run again. If its count is known to be wrong, set "check_prompt_tokens": false for this model.`;
}

/** A power of two with room for the prompt and a reply. */
function contextFor(sent: number): number {
  return 2 ** Math.ceil(Math.log2(sent * 1.5 + 1024));
}
