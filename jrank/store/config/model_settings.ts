/** What a config may say about a model: entries of `models`, and the flags of one model. */
import { LICENSES, PROVIDERS, VERDICT_KINDS } from "../../core/types.ts";
import {
  adapters,
  address,
  numeric,
  object,
  oneOf,
  text,
  type Written,
  whole,
  yes,
} from "./setting.ts";

/** How a model samples, whoever it is. */
export const sampling = {
  max_tokens: whole(1, "Most tokens of a reply"),
  temperature: numeric(
    { least: 0, most: 2 },
    "0 is 0; absent: by category for answers, 0 for a judge",
    { also: ["force-temperature"] },
  ),
  top_p: numeric({ above: 0, most: 1 }, "Nucleus sampling"),
  top_k: whole(1, "Only the k likeliest tokens"),
  repetition_penalty: numeric(
    { above: 0 },
    "1 is none; API servers other than vLLM and llama.cpp may refuse it",
  ),
};

const SHOWN = "how a model is shown is said once, for all rankings, charts and pages";

const common = {
  id: text("The name in files and charts", {
    noFlag: "--model-id and --judge-model name the entry",
  }),
  path: text("The model's name at its provider, or the path of a GGUF file", {
    noFlag: "--model and --model-path, each of its command",
  }),
  display_name: text("The name in charts", { noFlag: SHOWN }),
  license: oneOf(LICENSES, "Decides the colour in charts", { noFlag: SHOWN }),
  link: text("A page about the model, for the website", {
    pattern: /^https?:\/\/[^\s"'<>]+$/,
    noFlag: SHOWN,
  }),
  system_prompt: text("Said before the conversation", { least: 0 }),
  ...sampling,
  parallel: whole(1, "Most calls at a time, at each server; of a GGUF file, questions at a time"),
  seed: whole(undefined, "Of sampling; choice k uses seed + k"),
};

const conversation_template = text(
  "A name or path of a conversation template; absent: the one inside the GGUF file, or the server's own. With one, a server is sent finished prompts (/completions)",
  { flag: "conv-template", also: ["conversation-template"] },
);

const local = {
  conversation_template,
  lora: adapters("LoRA adapters: `path` (GGUF) and `scale` (1)", {
    flag: "lora-path",
    value: "paths",
  }),
  gpu: oneOf(["auto", "cuda", "metal", "vulkan", "cpu"], "auto (the default) takes what there is"),
  threads: whole(1, "Absent: from the number of cores"),
  context_size: whole(16, "Tokens of prompt and answer together, a sequence"),
  flash_attention: yes("Faster where the hardware has it; absent: where model and hardware allow"),
};

const api = {
  provider: oneOf(PROVIDERS, "Absent: told from the model's name or base_url"),
  base_url: address("An OpenAI-compatible server, or several that share the work"),
  api_key_env: text("The environment variable that holds the key (never the key itself)"),
  api_version: text("Of Azure; absent: OPENAI_API_VERSION"),
  conversation_template,
  extra_body: object<Record<string, unknown>>(
    'Passed to the server, as {"reasoning_effort": "low"}',
  ),
  requests_per_minute: numeric({ above: 0 }, "The provider's limit, kept"),
  tokens_per_minute: numeric({ above: 0 }, "The provider's limit, kept"),
  batch: yes("Through the provider's batches: half the price, within a day"),
  timeout_s: numeric({ above: 0 }, "Seconds until a call is tried again (600)"),
  check_prompt_tokens: yes(
    "false: a server that says it read less than was sent does not end the run",
  ),
  price: object<{ input: number; output: number; cached?: number | undefined }>(
    "US dollars per million tokens",
  ),
};

export const localModel = { ...common, ...local };
export const apiModel = { ...common, ...api };
const EACH = "--verdict and --soft are for all judges of a command";
const judging = {
  verdict: oneOf(VERDICT_KINDS, "As verdict, of this judge", { noFlag: EACH }),
  soft: yes("As soft, of this judge", { noFlag: EACH }),
};
export const judgeModel = { ...localModel, ...api, ...judging };

export type LocalModelConfig = Written<typeof localModel> & { id: string; path: string };
export type ApiModelConfig = Written<typeof apiModel> & { id: string };
export type JudgeModelConfig = Written<typeof judgeModel> & { id: string };
