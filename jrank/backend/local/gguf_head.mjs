// A worker, so that a file which claims to have more than any memory holds can be given up: reads
// what each GGUF file that it is sent says about prompts. Plain JavaScript, because a worker starts
// without tsx.
import { parentPort } from "node:worker_threads";
import { readGgufFileInfo } from "node-llama-cpp";

async function headOf(file) {
  const { metadata } = await readGgufFileInfo(file, { logWarnings: false });
  const tokenizer = metadata?.tokenizer;
  const textOf = (id) => {
    const text = tokenizer?.ggml?.tokens?.[Number(id)];
    return id === undefined || typeof text !== "string" ? "" : text;
  };
  const template = tokenizer?.chat_template;
  return {
    chatTemplate: typeof template === "string" ? template : undefined,
    bos: textOf(tokenizer?.ggml?.bos_token_id),
    eos: textOf(tokenizer?.ggml?.eos_token_id),
  };
}

parentPort.on("message", async (file) => {
  parentPort.postMessage(
    await headOf(file).then(
      (head) => ({ head }),
      (error) => ({ error }),
    ),
  );
});
