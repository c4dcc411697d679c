/** GGUF models in this process, through node-llama-cpp. */

import { basename } from "node:path";
import { LlamaCompletion, type LlamaModel, type Token } from "node-llama-cpp";
import { say } from "../../core/message.ts";
import { toReply } from "../api/reply_text.ts";
import { type Backend, type BackendSpec, CallError } from "../call/backend.ts";
import { type Loading, locateGguf } from "./gguf_file.ts";
import { readGgufTemplate } from "./gguf_template.ts";
import { heldMark, withoutMark } from "./held_mark.ts";
import { adaptersOf, contextOf, loadGguf, sequencePool } from "./llama_model.ts";
import {
  checkSpeaker,
  type GgufTemplate,
  speakerOf,
  systemNotice,
  templateDifference,
} from "./speaker.ts";

const DEFAULT_CONTEXT = 4096;
/** How far back a repetition is punished, in tokens. */
const REPETITION_WINDOW = 64;

/** Tokens of a prompt; marks such as <|im_start|> become single tokens. */
function tokensOf(model: LlamaModel, prompt: string): Token[] {
  const tokens = model.tokenize(prompt, true);
  // The completion puts the beginning-of-sequence token in front itself: never two of them.
  const { bos, shouldPrependBosToken } = model.tokens;
  while (shouldPrependBosToken && bos !== null && tokens[0] === bos) tokens.shift();
  return tokens;
}

/**
 * The text with its marks where a model writes in channels (gpt-oss); they are tokens that a plain
 * text leaves out, and "analysis" would run into the answer. Undefined for all other models.
 */
function withChannels(model: LlamaModel, said: readonly Token[]): string | undefined {
  const text = model.detokenize(said, true);
  return text.includes("<|channel|>") ? text : undefined;
}

/** Tokens that are kept free for a mark behind the text. */
const MARK_TOKENS = 24;

const templateIn = (model: LlamaModel): GgufTemplate => ({
  chatTemplate: model.fileInfo.metadata.tokenizer?.chat_template,
  bos: model.tokens.bosString ?? "",
  eos: model.tokens.eosString ?? "",
});

/** Loads a model. Several calls at a time share one context (`local.parallel`, 1 by default). */
export async function createLlamaCppBackend(spec: BackendSpec, loading: Loading): Promise<Backend> {
  const local = spec.local ?? {};
  const file = await locateGguf(spec.path, say`model file`, loading);
  await readGgufTemplate(file, loading);
  const adapters = await adaptersOf(spec, loading);
  const { model, threads, dispose } = await loadGguf(spec, file, loading);
  try {
    const inside = templateIn(model);
    const speaker = speakerOf(local.conversation_template, inside, { id: spec.id, path: file });
    checkSpeaker(speaker, spec.id);
    if (local.conversation_template !== undefined) {
      const difference = templateDifference(speaker, inside);
      if (difference !== undefined) {
        loading.log(
          say`Notice: ${spec.id} is asked with the template ${speaker.metadata.template}, which is not the one inside ${basename(file)}: ${difference}.`,
        );
      }
    }
    const parallel = local.parallel ?? spec.parallel ?? 1;
    const contextSize = local.context_size ?? Math.min(model.trainContextSize, DEFAULT_CONTEXT);
    if (contextSize > model.trainContextSize) {
      loading.log(
        say`Notice: ${spec.id} was trained with ${model.trainContextSize} tokens; answers beyond them (context_size is ${contextSize}) may be worse.`,
      );
    }
    const context = await contextOf(spec, model, { contextSize, parallel, threads, adapters });
    let isNoticed = false;
    const pool = sequencePool(Array.from({ length: parallel }, () => context.getSequence()));
    return {
      id: spec.id,
      concurrency: parallel,
      metadata: {
        ...speaker.metadata,
        file: basename(file),
        context_size: contextSize,
        ...(adapters.length > 0 && {
          lora: adapters.map(({ filePath, scale }) => ({ file: basename(filePath), scale })),
        }),
      },
      async generate({ messages: plain, params, structured, mayBeEmpty }, { signal }) {
        const marked = structured?.marked;
        const messages = marked?.messages ?? plain;
        const prompt = speaker.render(messages);
        const notice = isNoticed ? undefined : systemNotice(speaker, messages);
        if (notice) loading.log(`${spec.id}: ${notice}`);
        isNoticed ||= notice !== undefined;
        const tokens = tokensOf(model, prompt);
        const room = contextSize - tokens.length - 1 - (marked ? MARK_TOKENS : 0);
        if (room <= 0) {
          throw new CallError(
            "call",
            say`${spec.id}: the prompt has ${tokens.length} tokens, the context only ${contextSize}; raise context_size (--context-size)`,
          );
        }
        const sequence = await pool.take();
        const completion = new LlamaCompletion({
          contextSequence: sequence,
          autoDisposeSequence: false,
        });
        try {
          signal.throwIfAborted();
          await sequence.clearHistory();
          const before = sequence.tokenMeter.getState();
          const said: Token[] = [];
          const { response, metadata } = await completion.generateCompletionWithMeta(tokens, {
            onToken: (more) => said.push(...more),
            signal,
            disableContextShift: true,
            maxTokens: Math.min(params.max_tokens ?? contextSize, room),
            temperature: params.temperature ?? 0,
            ...(params.top_p !== undefined && { topP: params.top_p }),
            ...(params.top_k !== undefined && { topK: params.top_k }),
            ...(params.seed !== undefined && { seed: params.seed }),
            repeatPenalty:
              params.repetition_penalty === undefined || params.repetition_penalty === 1
                ? false
                : { penalty: params.repetition_penalty, lastTokens: REPETITION_WINDOW },
            customStopTriggers: [
              ...speaker.stopTexts,
              ...speaker.stopTokens.map((id) => [id as Token]),
              ...(params.stop ?? []),
            ],
            ...(params.response_schema && {
              grammar: await model.llama.createGrammarForJsonSchema(
                params.response_schema as Parameters<
                  typeof model.llama.createGrammarForJsonSchema
                >[0],
              ),
            }),
          });
          const held = marked && (await heldMark(model, sequence, { tokens, said, mark: marked }));
          const used = sequence.tokenMeter.diff(before);
          const answer = speaker.read(withChannels(model, said) ?? response);
          const reply = {
            // Who takes an empty answer looks at the blank lines, too.
            content: mayBeEmpty ? answer : answer.trim(),
            finish_reason: metadata.stopReason === "maxTokens" ? "length" : "stop",
            usage: {
              input_tokens: used.usedInputTokens,
              output_tokens: used.usedOutputTokens,
              cost_usd: 0,
            },
            prompt,
          };
          if (!held || !marked) return toReply(reply);
          const reasons = withoutMark(answer.trim(), marked);
          return toReply({
            ...reply,
            content: `${reasons}${reasons === "" ? "" : "\n\n"}${held.text}`,
            structured: "mark",
            ...(held.choices && { choices: held.choices }),
          });
        } finally {
          completion.dispose();
          pool.giveBack(sequence);
        }
      },
      close: async () => {
        await context.dispose();
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
