/** What a config may say about a model: a part of config_schema.ts. */
import { z } from "zod";
import { LICENSES, PROVIDERS } from "../core/types.ts";
import { priceSchema } from "./prices_file.ts";

export const count = z.int().min(1);
export const temperature = z.number().min(0).max(2);

export const sampling = {
  max_tokens: count.optional().describe("Most tokens of a reply"),
  temperature: temperature.optional().describe("0 is 0; absent: the category's default"),
  top_p: z.number().gt(0).max(1).optional().describe("Nucleus sampling"),
  top_k: count.optional().describe("Only the k likeliest tokens"),
  repetition_penalty: z
    .number()
    .gt(0)
    .optional()
    .describe("1 is none; API servers other than vLLM and llama.cpp may refuse it"),
};

const common = {
  id: z.string().min(1).describe("The name in files and charts"),
  path: z.string().min(1).describe("The model's name at its provider, or the path of a GGUF file"),
  display_name: z.string().min(1).optional().describe("The name in charts"),
  license: z.enum(LICENSES).optional().describe("Decides the colour in charts"),
  system_prompt: z.string().optional().describe("Said before the conversation"),
  ...sampling,
  parallel: count.optional().describe("Most calls at a time, at each server"),
  seed: z.int().optional().describe("Of sampling; choice k uses seed + k"),
};

export const localModel = z
  .strictObject({
    ...common,
    conversation_template: z
      .string()
      .min(1)
      .optional()
      .describe("A name or path of a conversation template; absent: the one inside the file"),
    lora: z
      .array(z.strictObject({ path: z.string().min(1), scale: z.number().optional() }))
      .optional()
      .describe("LoRA adapters: `path` (GGUF) and `scale` (1)"),
    gpu: z
      .enum(["auto", "cuda", "metal", "vulkan", "cpu"])
      .optional()
      .describe("auto (the default) takes what there is"),
    threads: count.optional().describe("Absent: from the number of cores"),
    context_size: count.optional().describe("Tokens of prompt and answer together, a sequence"),
    flash_attention: z.boolean().optional().describe("Faster where the hardware has it"),
  })
  .describe("A GGUF file, run in this process");

const apiFields = {
  ...common,
  provider: z.enum(PROVIDERS).optional().describe("Absent: told from the model's name or base_url"),
  base_url: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe("An OpenAI-compatible server, or several that share the work"),
  api_key_env: z
    .string()
    .min(1)
    .optional()
    .describe("The environment variable that holds the key (never the key itself)"),
  api_version: z.string().min(1).optional().describe("Of Azure; absent: OPENAI_API_VERSION"),
  extra_body: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Passed to the server as it is"),
  requests_per_minute: z.number().gt(0).optional().describe("The provider's limit, kept"),
  tokens_per_minute: z.number().gt(0).optional().describe("The provider's limit, kept"),
  batch: z
    .boolean()
    .optional()
    .describe("Through the provider's batches: half the price, within a day"),
  timeout_s: z.number().gt(0).optional().describe("Seconds until a call is tried again"),
  check_prompt_tokens: z
    .boolean()
    .optional()
    .describe("false: a server that says it read less than was sent does not end the run"),
  price: priceSchema.optional().describe("US dollars per million tokens"),
};

export const apiModel = z.strictObject({ ...apiFields, path: common.path.optional() });

export const judgeModel = z.strictObject({
  ...localModel.shape,
  ...apiFields,
  path: common.path.optional(),
});
