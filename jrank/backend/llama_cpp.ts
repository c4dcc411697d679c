/** GGUF models in this process, through node-llama-cpp. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import {
  getLlama,
  LlamaCompletion,
  type LlamaContextSequence,
  LlamaLogLevel,
  type LlamaModel,
  resolveModelFile,
  type Token,
} from "node-llama-cpp";
import { messageOf, UserError } from "../core/errors.ts";
import { renderChatTemplate } from "../prompt/chat_template.ts";
import { renderConversation } from "../prompt/conversation.ts";
import { type Backend, type BackendSpec, CallError, type Message } from "./backend.ts";
import { toReply } from "./reply_text.ts";
import { findTemplate } from "./template_file.ts";

const DEFAULT_CONTEXT = 4096;
/** How far back a repetition is punished, in tokens. */
const REPETITION_WINDOW = 64;

/** How this model wants to be spoken to. */
interface Speaker {
  render(messages: readonly Message[]): string;
  stops: readonly (string | readonly Token[])[];
  metadata: Record<string, unknown>;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function speakerOf(spec: BackendSpec, model: LlamaModel): Speaker {
  const bos = model.tokens.bosString ?? "";
  const eos = model.tokens.eosString ?? "";
  const named = spec.local?.conversation_template;
  if (named !== undefined) {
    const found = findTemplate(named);
    const metadata = { template: basename(found.file), template_sha256: sha256(found.source) };
    if (found.kind === "conversation") {
      const { template } = found;
      return {
        render: (messages) => renderConversation(template, messages),
        stops: [...template.stop_str, ...template.stop_token_ids.map((id) => [id as Token])],
        metadata,
      };
    }
    const { source } = found;
    return {
      render: (messages) => renderChatTemplate(source, messages, { bos, eos }),
      stops: [],
      metadata,
    };
  }
  const own = model.fileInfo.metadata.tokenizer?.chat_template;
  if (own === undefined) {
    throw new UserError(
      `${spec.id}: ${basename(spec.path)} has no chat template inside; name one with conversation_template (--conv-template)`,
    );
  }
  return {
    render: (messages) => renderChatTemplate(own, messages, { bos, eos }),
    stops: [],
    metadata: { template: "inside the GGUF file", template_sha256: sha256(own) },
  };
}

/** The path of the model's file; URIs are fetched by node-llama-cpp's resolver. */
async function resolvePath(path: string, log: (text: string) => void): Promise<string> {
  if (/^(?:hf|huggingface|https?):/.test(path)) {
    log(`Fetching ${path} …`);
    return resolveModelFile(path, { cli: process.stderr.isTTY === true });
  }
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new UserError(`there is no model file ${file}; check the path of the model`);
  }
  return file;
}

async function loadModel(
  spec: BackendSpec,
  file: string,
  log: (text: string) => void,
): Promise<{ model: LlamaModel; dispose(): Promise<void> }> {
  const local = spec.local ?? {};
  const threads = local.threads ?? availableParallelism();
  const gpu = local.gpu === "cpu" ? false : (local.gpu ?? "auto");
  const llama = await getLlama({
    gpu,
    build: "never",
    maxThreads: threads,
    logLevel: LlamaLogLevel.error,
    // llama.cpp says why a file cannot be loaded only here.
    logger: (_level, message) => log(`${spec.id}: ${message.trim()}`),
  }).catch((error: unknown) => {
    throw new UserError(`${spec.id}: llama.cpp cannot run with gpu ${gpu}: ${messageOf(error)}`);
  });
  const model = await llama
    .loadModel({ modelPath: file, ...(gpu === false && { gpuLayers: 0 }) })
    .catch(async (error: unknown) => {
      await llama.dispose();
      throw new UserError(
        `${spec.id}: ${file} cannot be loaded as a GGUF model: ${messageOf(error)}. Fetch or convert the file again.`,
      );
    });
  return {
    model,
    dispose: async () => {
      await model.dispose();
      await llama.dispose();
    },
  };
}

/** Hands out the sequences of a context, one user at a time. */
function sequencePool(sequences: LlamaContextSequence[]) {
  const free = [...sequences];
  const waiting: ((sequence: LlamaContextSequence) => void)[] = [];
  return {
    take: async (): Promise<LlamaContextSequence> =>
      free.pop() ?? new Promise((resolve) => waiting.push(resolve)),
    giveBack(sequence: LlamaContextSequence): void {
      const next = waiting.shift();
      if (next) next(sequence);
      else free.push(sequence);
    },
  };
}

/** Tokens of a prompt; marks such as <|im_start|> become single tokens. */
function tokensOf(model: LlamaModel, prompt: string): Token[] {
  const tokens = model.tokenize(prompt, true);
  // The completion puts the beginning-of-sequence token in front itself: never two of them.
  const { bos, shouldPrependBosToken } = model.tokens;
  while (shouldPrependBosToken && bos !== null && tokens[0] === bos) tokens.shift();
  return tokens;
}

/** Loads a model. Several calls at a time share one context (`local.parallel`, 1 by default). */
export async function createLlamaCppBackend(
  spec: BackendSpec,
  { log }: { log(text: string): void },
): Promise<Backend> {
  const local = spec.local ?? {};
  const file = await resolvePath(spec.path, log);
  const { model, dispose } = await loadModel(spec, file, log);
  try {
    const speaker = speakerOf(spec, model);
    const parallel = local.parallel ?? spec.parallel ?? 1;
    const contextSize = local.context_size ?? Math.min(model.trainContextSize, DEFAULT_CONTEXT);
    const context = await model.createContext({
      contextSize,
      sequences: parallel,
      threads: local.threads ?? availableParallelism(),
      ...(local.flash_attention !== undefined && { flashAttention: local.flash_attention }),
      ...(local.lora && {
        lora: {
          adapters: local.lora.map(({ path, scale = 1 }) => ({ filePath: resolve(path), scale })),
        },
      }),
    });
    const pool = sequencePool(Array.from({ length: parallel }, () => context.getSequence()));
    return {
      id: spec.id,
      concurrency: parallel,
      metadata: { ...speaker.metadata, file: basename(file), context_size: contextSize },
      async generate({ messages, params }, { signal }) {
        const prompt = speaker.render(messages);
        const tokens = tokensOf(model, prompt);
        if (tokens.length + 1 >= contextSize) {
          throw new CallError(
            "call",
            `${spec.id}: the prompt has ${tokens.length} tokens, the context only ${contextSize}; raise context_size`,
          );
        }
        const sequence = await pool.take();
        const completion = new LlamaCompletion({
          contextSequence: sequence,
          autoDisposeSequence: false,
        });
        try {
          await sequence.clearHistory();
          const before = sequence.tokenMeter.getState();
          const { response, metadata } = await completion.generateCompletionWithMeta(tokens, {
            signal,
            disableContextShift: true,
            maxTokens: params.max_tokens ?? contextSize,
            temperature: params.temperature ?? 0,
            ...(params.top_p !== undefined && { topP: params.top_p }),
            ...(params.top_k !== undefined && { topK: params.top_k }),
            ...(params.seed !== undefined && { seed: params.seed }),
            repeatPenalty:
              params.repetition_penalty === undefined || params.repetition_penalty === 1
                ? false
                : { penalty: params.repetition_penalty, lastTokens: REPETITION_WINDOW },
            customStopTriggers: [
              ...speaker.stops.map((stop) => (typeof stop === "string" ? stop : [...stop])),
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
          const used = sequence.tokenMeter.diff(before);
          return toReply({
            content: response.trim(),
            finish_reason: metadata.stopReason === "maxTokens" ? "length" : "stop",
            usage: {
              input_tokens: used.usedInputTokens,
              output_tokens: used.usedOutputTokens,
              cost_usd: 0,
            },
            prompt,
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
