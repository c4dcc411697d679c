/** The flags of gen_api_model_answer.ts and gen_local_model_answer.ts. */
import type { Provider } from "../../core/types.ts";

/** What a contestant is, and which of its answers are asked for. */
export interface GenAnswersFlags {
  benchName: string;
  dataDir?: string;
  /** Of an entry of the config, or a new one. */
  modelId: string;
  /** Absent: that of the config's entry. */
  path?: string;
  /** A config in place of config.json here; false: none. */
  config?: string | false;
  provider?: Provider;
  baseUrl?: string[];
  convTemplate?: string;
  loraPath?: string[];
  questionBegin?: number;
  questionEnd?: number;
  answerFile?: string;
  temperature?: number;
  topP?: number;
  topK?: number;
  repetitionPenalty?: number;
  maxTokens?: number;
  numChoices?: number;
  gpu?: "auto" | "cuda" | "metal" | "vulkan" | "cpu";
  threads?: number;
  contextSize?: number;
  flashAttention?: boolean;
  parallel?: number;
  seed?: number;
  batch?: boolean;
  detach?: boolean;
  systemPrompt?: string;
  apiKeyEnv?: string;
  apiVersion?: string;
  extraBody?: Record<string, unknown>;
  regenerate?: boolean;
  strict?: boolean;
  yes?: boolean;
  prices?: string;
  budgetUsd?: number;
  budgetTotalUsd?: number;
  acceptRefusals?: boolean;
  retryRefused?: boolean;
}
