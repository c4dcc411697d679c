/**
 * A real llama-architecture model that says one fixed text and ends. Its embeddings are one-hot and
 * its blocks are zero, so the output matrix is a table: after this token, that one. Each piece of
 * the text is a token of its own; after any other token (the end of a prompt) the text begins.
 */
import { ggufBytes, type MetadataValue, type Tensor } from "./gguf_file.ts";

const CHATML = `{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}`;

/** Token types of the format. */
const KIND = { normal: 1, unknown: 2, control: 3, userDefined: 4, byte: 6 };
const HEAD = 32;
const EOS = 2;

export interface ScriptedModel {
  /** What it says to everything. */
  says: string;
  /** Its chat template; null for none. */
  chatTemplate?: string | null;
  contextLength?: number;
}

/** Pieces of the text such that no piece occurs twice. */
function uniquePieces(text: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of text) {
    piece += character;
    if (piece.length >= 3 && !pieces.includes(piece)) {
      pieces.push(piece);
      piece = "";
    }
  }
  if (piece !== "") pieces.push((pieces.pop() ?? "") + piece);
  return pieces;
}

interface Vocabulary {
  tokens: string[];
  kinds: number[];
  /** Ids of the pieces of the text, in order. */
  script: number[];
  endOfTurn: number;
}

function vocabularyOf(text: string): Vocabulary {
  const tokens = ["<unk>", "<s>", "</s>"];
  const kinds = [KIND.unknown, KIND.control, KIND.control];
  const add = (token: string, kind: number): number => {
    kinds.push(kind);
    return tokens.push(token) - 1;
  };
  for (let byte = 0; byte < 256; byte++) {
    add(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`, KIND.byte);
  }
  add("<|im_start|>", KIND.control);
  const endOfTurn = add("<|im_end|>", KIND.control);
  add("▁", KIND.normal);
  const script = uniquePieces(text).map((piece) => add(piece, KIND.userDefined));
  return { tokens, kinds, script, endOfTurn };
}

/** output[next][current]: the logit of `next` after `current`. */
function nextTokenTable(size: number, width: number, script: readonly number[]): Float32Array {
  const table = new Float32Array(size * width);
  // RMS norm turns a one-hot vector of this width into one of length sqrt(width).
  const certain = 30 / Math.sqrt(width);
  const after = new Map(script.map((id, k) => [id, script[k + 1] ?? EOS]));
  for (let current = 0; current < size; current++) {
    const next = after.get(current) ?? (script[0] as number);
    table[next * width + current] = certain;
  }
  return table;
}

/** The bytes of the model's file, about a megabyte. */
export function scriptedGguf({
  says,
  chatTemplate = CHATML,
  contextLength = 2048,
}: ScriptedModel): Buffer {
  const { tokens, kinds, script, endOfTurn } = vocabularyOf(says);
  const size = tokens.length;
  const width = Math.ceil(size / HEAD) * HEAD;
  const embeddings = new Float32Array(size * width);
  for (let token = 0; token < size; token++) embeddings[token * width + token] = 1;
  const zeros = (name: string, ...dimensions: number[]): Tensor => ({
    ...{ name, dimensions },
    data: new Float32Array(dimensions.reduce((product, n) => product * n, 1)),
  });
  const ones = (name: string): Tensor => ({
    ...{ name, dimensions: [width] },
    data: new Float32Array(width).fill(1),
  });
  const tensors: Tensor[] = [
    { name: "token_embd.weight", dimensions: [width, size], data: embeddings },
    ones("blk.0.attn_norm.weight"),
    zeros("blk.0.attn_q.weight", width, width),
    zeros("blk.0.attn_k.weight", width, HEAD),
    zeros("blk.0.attn_v.weight", width, HEAD),
    zeros("blk.0.attn_output.weight", width, width),
    ones("blk.0.ffn_norm.weight"),
    zeros("blk.0.ffn_gate.weight", width, HEAD),
    zeros("blk.0.ffn_up.weight", width, HEAD),
    zeros("blk.0.ffn_down.weight", HEAD, width),
    ones("output_norm.weight"),
    {
      name: "output.weight",
      dimensions: [width, size],
      data: nextTokenTable(size, width, script),
    },
  ];
  const number = (value: number): MetadataValue => ({ type: "u32", value });
  const text = (value: string): MetadataValue => ({ type: "string", value });
  const metadata: Record<string, MetadataValue> = {
    "general.architecture": text("llama"),
    "general.name": text("scripted"),
    "general.file_type": number(0),
    "llama.vocab_size": number(size),
    "llama.context_length": number(contextLength),
    "llama.embedding_length": number(width),
    "llama.block_count": number(1),
    "llama.feed_forward_length": number(HEAD),
    "llama.rope.dimension_count": number(HEAD),
    "llama.attention.head_count": number(width / HEAD),
    "llama.attention.head_count_kv": number(1),
    "llama.attention.layer_norm_rms_epsilon": { type: "f32", value: 1e-5 },
    "tokenizer.ggml.model": text("llama"),
    "tokenizer.ggml.pre": text("default"),
    "tokenizer.ggml.tokens": { type: "strings", value: tokens },
    "tokenizer.ggml.scores": { type: "f32s", value: tokens.map(() => 0) },
    "tokenizer.ggml.token_type": { type: "i32s", value: kinds },
    "tokenizer.ggml.bos_token_id": number(1),
    "tokenizer.ggml.eos_token_id": number(EOS),
    "tokenizer.ggml.unknown_token_id": number(0),
    "tokenizer.ggml.eot_token_id": number(endOfTurn),
    "tokenizer.ggml.add_bos_token": { type: "bool", value: true },
    "tokenizer.ggml.add_space_prefix": { type: "bool", value: false },
    ...(chatTemplate !== null && { "tokenizer.chat_template": text(chatTemplate) }),
  };
  return ggufBytes(metadata, tensors);
}
