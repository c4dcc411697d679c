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
const CERTAINTY = 30;

interface ScriptedModel {
  /** What it says to everything. */
  says: string;
  /** Bytes that SentencePiece falls back to, or GPT-2's pairs of bytes. */
  vocabulary?: "spm" | "bpe";
  /** How much likelier each next piece is than any other; a low one makes it stray by chance. */
  certainty?: number;
  /** Whether it begins again at its end, for ever. */
  loops?: boolean;
  /** Its chat template; null for none. */
  chatTemplate?: string | null;
  contextLength?: number;
}

const MARK = /(<\|\w+\|>)/;

/** Pieces of the text such that no piece occurs twice; a mark such as <|end|> is one. */
function uniquePieces(text: string): string[] {
  return text.split(MARK).flatMap((part) => (MARK.test(part) ? [part] : piecesOf(part)));
}

function piecesOf(text: string): string[] {
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

/** GPT-2's letters for bytes: printable ones are themselves, the others come from U+0100 on. */
function byteLetters(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    return String.fromCodePoint(printable ? byte : next++);
  });
}

function vocabularyOf(text: string, kind: "spm" | "bpe"): Vocabulary {
  const tokens = ["<unk>", "<s>", "</s>"];
  const kinds = [KIND.unknown, KIND.control, KIND.control];
  const add = (token: string, type: number): number => {
    kinds.push(type);
    return tokens.push(token) - 1;
  };
  if (kind === "bpe") {
    for (const letter of byteLetters()) add(letter, KIND.normal);
  } else {
    for (let byte = 0; byte < 256; byte++) {
      add(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`, KIND.byte);
    }
  }
  add("<|im_start|>", KIND.control);
  const endOfTurn = add("<|im_end|>", KIND.control);
  add(kind === "bpe" ? "th" : "▁", KIND.normal);
  const script = uniquePieces(text).map((piece) =>
    add(piece, MARK.test(piece) ? KIND.control : KIND.userDefined),
  );
  return { tokens, kinds, script, endOfTurn };
}

const widthOf = (size: number): number => Math.ceil(size / HEAD) * HEAD;

/** output[next][current]: the logit of `next` after `current`. */
function nextTokenTable(
  size: number,
  width: number,
  { script, certainty, end }: { script: readonly number[]; certainty: number; end: number },
): Float32Array {
  const table = new Float32Array(size * width);
  // RMS norm turns a one-hot vector of this width into one of length sqrt(width).
  const certain = certainty / Math.sqrt(width);
  const after = new Map(script.map((id, k) => [id, script[k + 1] ?? end]));
  for (let current = 0; current < size; current++) {
    const next = after.get(current) ?? script[0];
    table[next * width + current] = certain;
  }
  return table;
}

/** The bytes of the model's file, about a megabyte. */
export function scriptedGguf({
  says,
  chatTemplate = CHATML,
  contextLength = 2048,
  vocabulary = "spm",
  certainty = CERTAINTY,
  loops = false,
}: ScriptedModel): Buffer {
  const { tokens, kinds, script, endOfTurn } = vocabularyOf(says, vocabulary);
  const isBpe = vocabulary === "bpe";
  const end = loops ? script[0] : EOS;
  const size = tokens.length;
  const width = widthOf(size);
  const embeddings = new Float32Array(size * width);
  for (let token = 0; token < size; token++) embeddings[token * width + token] = 1;
  const zeros = (name: string, ...dimensions: number[]): Tensor => ({
    name,
    dimensions,
    data: new Float32Array(dimensions.reduce((product, n) => product * n, 1)),
  });
  const ones = (name: string): Tensor => ({
    name,
    dimensions: [width],
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
      data: nextTokenTable(size, width, { script, certainty, end }),
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
    "tokenizer.ggml.model": text(isBpe ? "gpt2" : "llama"),
    "tokenizer.ggml.pre": text(isBpe ? "gpt-2" : "default"),
    ...(isBpe && { "tokenizer.ggml.merges": { type: "strings", value: ["t h"] } }),
    "tokenizer.ggml.tokens": { type: "strings", value: tokens },
    ...(!isBpe && { "tokenizer.ggml.scores": { type: "f32s", value: tokens.map(() => 0) } }),
    "tokenizer.ggml.token_type": { type: "i32s", value: kinds },
    "tokenizer.ggml.bos_token_id": number(1),
    "tokenizer.ggml.eos_token_id": number(EOS),
    "tokenizer.ggml.unknown_token_id": number(0),
    "tokenizer.ggml.eot_token_id": number(endOfTurn),
    "tokenizer.ggml.add_bos_token": { type: "bool", value: !isBpe },
    "tokenizer.ggml.add_space_prefix": { type: "bool", value: false },
    ...(chatTemplate !== null && { "tokenizer.chat_template": text(chatTemplate) }),
  };
  return ggufBytes(metadata, tensors);
}

/**
 * The bytes of a LoRA adapter for the model that says a text: after its first piece comes its third,
 * if `weight` (times the scale it is used with) is more than the model's own certainty of 30.
 */
export function skippingLora({ says, weight = 60 }: { says: string; weight?: number }): Buffer {
  const { tokens, script } = vocabularyOf(says, "spm");
  const width = widthOf(tokens.length);
  const a = new Float32Array(width);
  const b = new Float32Array(tokens.length);
  a[script[0]] = 1;
  b[script[2]] = weight / Math.sqrt(width);
  return ggufBytes(
    {
      "general.architecture": { type: "string", value: "llama" },
      "general.type": { type: "string", value: "adapter" },
      "adapter.type": { type: "string", value: "lora" },
      "adapter.lora.alpha": { type: "f32", value: 1 },
    },
    [
      { name: "output.weight.lora_a", dimensions: [width, 1], data: a },
      { name: "output.weight.lora_b", dimensions: [1, tokens.length], data: b },
    ],
  );
}

/** The text without its second piece, as the adapter makes the model say it. */
export function skippedText(says: string): string {
  const [first = "", , ...rest] = uniquePieces(says);
  return first + rest.join("");
}
