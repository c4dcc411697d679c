/**
 * Tokens a second of a GGUF model with one and with eight sequences in its context. The model is
 * made on the spot (26 million random weights in Q8_0); JRANK_BENCH_GGUF measures a file of one's own.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { BackendSpec } from "../jrank/backend/call/backend.ts";
import { createLlamaCppBackend } from "../jrank/backend/local/llama_cpp.ts";
import { createRandom } from "../jrank/core/random.ts";
import { ggufBytes, type MetadataValue, type Tensor } from "../tests/support/gguf_file.ts";

const WIDTH = 512;
const LAYERS = 8;
const INNER = 1376;
const HEADS = 8;
const QUESTIONS = 16;
const TOKENS = 48;

/** A llama-architecture model of random weights with a vocabulary of bytes. */
function randomModel(): Buffer {
  const random = createRandom(1, "weights");
  const noise = (name: string, ...dimensions: number[]): Tensor => {
    const data = new Float32Array(dimensions.reduce((product, n) => product * n, 1));
    for (let k = 0; k < data.length; k++) data[k] = (random.next() - 0.5) / 8;
    return { name, dimensions, data, type: "q8_0" };
  };
  const ones = (name: string): Tensor => ({
    name,
    dimensions: [WIDTH],
    data: new Float32Array(WIDTH).fill(1),
  });
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
  );
  const tokens = ["<unk>", "<s>", "</s>", ...bytes, "▁"];
  const kinds = [2, 3, 3, ...bytes.map(() => 6), 1];
  const layer = (k: number): Tensor[] => [
    ones(`blk.${k}.attn_norm.weight`),
    noise(`blk.${k}.attn_q.weight`, WIDTH, WIDTH),
    noise(`blk.${k}.attn_k.weight`, WIDTH, WIDTH),
    noise(`blk.${k}.attn_v.weight`, WIDTH, WIDTH),
    noise(`blk.${k}.attn_output.weight`, WIDTH, WIDTH),
    ones(`blk.${k}.ffn_norm.weight`),
    noise(`blk.${k}.ffn_gate.weight`, WIDTH, INNER),
    noise(`blk.${k}.ffn_up.weight`, WIDTH, INNER),
    noise(`blk.${k}.ffn_down.weight`, INNER, WIDTH),
  ];
  const number = (value: number): MetadataValue => ({ type: "u32", value });
  const text = (value: string): MetadataValue => ({ type: "string", value });
  return ggufBytes(
    {
      "general.architecture": text("llama"),
      "general.name": text("random"),
      "llama.vocab_size": number(tokens.length),
      "llama.context_length": number(2048),
      "llama.embedding_length": number(WIDTH),
      "llama.block_count": number(LAYERS),
      "llama.feed_forward_length": number(INNER),
      "llama.rope.dimension_count": number(WIDTH / HEADS),
      "llama.attention.head_count": number(HEADS),
      "llama.attention.head_count_kv": number(HEADS),
      "llama.attention.layer_norm_rms_epsilon": { type: "f32", value: 1e-5 },
      "tokenizer.ggml.model": text("llama"),
      "tokenizer.ggml.pre": text("default"),
      "tokenizer.ggml.tokens": { type: "strings", value: tokens },
      "tokenizer.ggml.scores": { type: "f32s", value: tokens.map(() => 0) },
      "tokenizer.ggml.token_type": { type: "i32s", value: kinds },
      "tokenizer.ggml.bos_token_id": number(1),
      "tokenizer.ggml.eos_token_id": number(2),
      "tokenizer.chat_template": text("{% for m in messages %}{{ m.content }}{% endfor %}"),
    },
    [
      noise("token_embd.weight", WIDTH, tokens.length),
      ...Array.from({ length: LAYERS }, (_, k) => layer(k)).flat(),
      ones("output_norm.weight"),
      noise("output.weight", WIDTH, tokens.length),
    ],
  );
}

/** Output tokens a second over all questions; loading and the first question are not counted. */
async function speed(path: string, local: BackendSpec["local"]): Promise<number> {
  const { signal } = new AbortController();
  const backend = await createLlamaCppBackend(
    { id: "bench", provider: "llama_cpp", path, local: { context_size: 512, ...local } },
    { log: () => {} },
  );
  const ask = async (k: number): Promise<number> => {
    const content = `Question ${k}: what is the highest mountain, and how high is it?`;
    const question = { question_id: k, category: "c", turns: [content] };
    const { usage } = await backend
      .generate(
        {
          messages: [{ role: "user", content }],
          params: { max_tokens: TOKENS, temperature: 0.7, seed: k },
          subject: { kind: "answer", question, turn: 1, choice: 0 },
        },
        { signal },
      )
      .catch(() => ({ usage: { output_tokens: 0 } }));
    return usage.output_tokens ?? 0;
  };
  await ask(0);
  const started = performance.now();
  let tokens = 0;
  let next = 1;
  const work = async (): Promise<void> => {
    while (next <= QUESTIONS) {
      const made = await ask(next++);
      tokens += made;
    }
  };
  await Promise.all(Array.from({ length: backend.concurrency }, work));
  const seconds = (performance.now() - started) / 1000;
  await backend.close();
  return tokens / seconds;
}

/** Prints the figures. */
export async function benchGeneration(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "jrank-bench-"));
  try {
    const named = process.env.JRANK_BENCH_GGUF;
    const file = named ?? join(folder, "random-26m.gguf");
    if (named === undefined) writeFileSync(file, randomModel());
    print(`${basename(file)}, ${QUESTIONS} questions, up to ${TOKENS} tokens each`);
    const one = await speed(file, { parallel: 1 });
    const eight = await speed(file, { parallel: 8 });
    print(
      `  1 sequence ${one.toFixed(0)} tokens/s, 8 sequences ${eight.toFixed(0)} tokens/s (${(eight / one).toFixed(1)} times)`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
