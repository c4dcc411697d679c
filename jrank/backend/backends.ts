/** The table of providers. A row's module is loaded when it is used, so the others cost nothing. */

import { missingPackage, type OptionalPackage, UserError } from "../core/errors.ts";
import { joined, type Said, say } from "../core/message.ts";
import { PROVIDERS, type Provider } from "../core/types.ts";
import {
  azureEndpoints,
  baseUrlsOf,
  type Environment,
  keyOf,
  onlyBaseUrl,
} from "./api/connection.ts";
import type { BatchProvider } from "./batch/batch_provider.ts";
import type { Backend, BackendSpec } from "./call/backend.ts";
import { createFleet } from "./call/fleet.ts";

export interface BackendContext {
  env: Environment;
  log(text: Said): void;
  /** Aborted: give up opening (a download may take long). */
  signal?: AbortSignal;
}

interface ProviderRow {
  describe: string;
  /** Environment variables that may hold the key, the usual one first; empty: none is needed. */
  keys: readonly string[];
  baseUrl?: string;
  /** The optional package that speaks to it. */
  needs?: OptionalPackage;
  create(spec: BackendSpec, context: BackendContext): Promise<Backend>;
  /** Its batches at half the price, where it has them. */
  batches?(spec: BackendSpec, context: BackendContext): Promise<BatchProvider>;
}

const OPENAI_KEYS = ["OPENAI_API_KEY"];
/** The newest that is generally available; OPENAI_API_VERSION or api_version choose another. */
const AZURE_API_VERSION = "2024-10-21";

export const BACKENDS: Record<Provider, ProviderRow> = {
  openai: {
    describe: "OpenAI, or with base_url any server that speaks its chat protocol",
    keys: OPENAI_KEYS,
    create: openAiCompatible,
    async batches(spec, context) {
      const { createOpenAiBatches } = await import("./batch/openai_batch.ts");
      return createOpenAiBatches(spec, {
        ...connectionOf(spec, context),
      });
    },
  },
  azure: {
    describe: "a deployment on Azure OpenAI (path is the deployment)",
    keys: ["AZURE_OPENAI_API_KEY", "AZURE_OPENAI_KEY"],
    create: azure,
  },
  anthropic: {
    describe: "Anthropic",
    keys: ["ANTHROPIC_API_KEY"],
    needs: "@anthropic-ai/sdk",
    async create(spec, context) {
      const { createAnthropicBackend } = await import("./api/anthropic.ts");
      return overBaseUrls(spec, context, (baseUrl) =>
        createAnthropicBackend(spec, {
          apiKey: apiKeyOf(spec, context),
          baseUrl,
          log: context.log,
        }),
      );
    },
    async batches(spec, context) {
      const { createAnthropicBatches } = await import("./batch/anthropic_batch.ts");
      return createAnthropicBatches(spec, {
        ...connectionOf(spec, context),
      });
    },
  },
  google: {
    describe: "Google's Gemini, through its OpenAI-compatible endpoint",
    keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai/",
    create: openAiCompatible,
  },
  cohere: {
    describe: "Cohere, through its OpenAI-compatible endpoint",
    keys: ["COHERE_API_KEY", "CO_API_KEY"],
    baseUrl: "https://api.cohere.ai/compatibility/v1",
    create: openAiCompatible,
  },
  mistral: {
    describe: "Mistral, whose endpoint is OpenAI-compatible",
    keys: ["MISTRAL_API_KEY"],
    baseUrl: "https://api.mistral.ai/v1",
    create: openAiCompatible,
  },
  llama_cpp: {
    describe: "a GGUF file, run in this process (path is the file, an hf: URI or a URL)",
    keys: [],
    needs: "node-llama-cpp",
    async create(spec, context) {
      const { createLlamaCppBackend } = await import("./local/llama_cpp.ts");
      return createLlamaCppBackend(spec, context);
    },
  },
  recorded: {
    describe: "answers that already lie in the benchmark",
    keys: [],
    async create(spec) {
      const { createRecordedBackend } = await import("./offline.ts");
      return createRecordedBackend(spec);
    },
  },
  offline: {
    describe: "a judge that needs no model: overlap with a reference answer",
    keys: [],
    async create(spec) {
      const { createOfflineBackend } = await import("./offline.ts");
      return createOfflineBackend(spec);
    },
  },
};

function overBaseUrls(
  spec: BackendSpec,
  context: BackendContext,
  create: (baseUrl: string | undefined) => Backend,
): Backend {
  return createFleet(urlsOf(spec, context).map(create));
}

const apiKeyOf = (spec: BackendSpec, { env }: BackendContext): string =>
  keyOf(spec, env, BACKENDS[spec.provider].keys);
const urlsOf = (spec: BackendSpec, { env }: BackendContext): (string | undefined)[] =>
  baseUrlsOf(spec, env, BACKENDS[spec.provider].baseUrl);

/** One key and one address, for batches. */
const connectionOf = (spec: BackendSpec, context: BackendContext) => ({
  apiKey: apiKeyOf(spec, context),
  baseUrl: onlyBaseUrl(spec, context.env, BACKENDS[spec.provider].baseUrl),
});

async function openAiCompatible(spec: BackendSpec, context: BackendContext): Promise<Backend> {
  const apiKey = apiKeyOf(spec, context);
  const { createOpenAiBackend } = await import("./api/openai.ts");
  const speaker = await speakerOf(spec);
  return overBaseUrls(spec, context, (baseUrl) =>
    createOpenAiBackend(spec, { apiKey, baseUrl, log: context.log, speaker }),
  );
}

/** What writes the prompts where a template is named for a server. */
async function speakerOf({ id, conversation_template: name }: BackendSpec) {
  if (name === undefined) return undefined;
  const { checkSpeaker, namedSpeaker } = await import("./local/speaker.ts");
  // The server puts the mark of the beginning before a prompt itself.
  const speaker = namedSpeaker(name, { bos: "", eos: "" });
  checkSpeaker(speaker, id);
  return speaker;
}

async function azure(spec: BackendSpec, context: BackendContext): Promise<Backend> {
  const apiKey = apiKeyOf(spec, context);
  const endpoints = azureEndpoints(spec, context.env);
  const apiVersion = spec.api_version ?? (context.env.OPENAI_API_VERSION || AZURE_API_VERSION);
  const { createOpenAiBackend } = await import("./api/openai.ts");
  return createFleet(
    endpoints.map((endpoint) =>
      createOpenAiBackend(spec, {
        apiKey,
        baseUrl: undefined,
        azure: { endpoint, apiVersion },
        log: context.log,
      }),
    ),
  );
}

/** Opens a model. A missing key or file is a `UserError` now, before anything is paid for. */
export async function createBackend(spec: BackendSpec, context: BackendContext): Promise<Backend> {
  requirePackage(spec);
  return BACKENDS[spec.provider].create(spec, context);
}

/** Throws a `UserError` where the package that a model's provider needs is not installed. */
export function requirePackage({ id, provider }: BackendSpec): void {
  const { needs } = BACKENDS[provider];
  try {
    if (needs !== undefined) import.meta.resolve(needs);
  } catch (fault) {
    throw missingPackage(fault, say`"${id}" (provider ${provider})`);
  }
}

/** The batches of a model's provider. */
export async function createBatches(
  spec: BackendSpec,
  context: BackendContext,
): Promise<BatchProvider> {
  const { batches } = BACKENDS[spec.provider];
  requirePackage(spec);
  if (batches) return batches(spec, context);
  throw noBatches(spec);
}

/** Throws a `UserError` for a model that is to be asked through batches its provider has not. */
export function requireBatches(spec: BackendSpec): void {
  if (spec.conversation_template !== undefined && (spec.provider !== "openai" || spec.batch)) {
    throw new UserError(
      say`"${spec.id}": conversation_template is for GGUF files and for servers that continue texts (provider openai, without batch); chats of ${spec.provider} have a template of their own`,
    );
  }
  if (spec.batch && !BACKENDS[spec.provider].batches) throw noBatches(spec);
}

function noBatches(spec: BackendSpec): UserError {
  const known = PROVIDERS.filter((provider) => BACKENDS[provider].batches);
  return new UserError(
    say`"${spec.id}" cannot be asked through batches: ${spec.provider} has none here; ${joined(known, " and ")} have. Leave out --batch, or set "batch": false for this model`,
  );
}

/** The provider that a model's name tells of, where the config names none. */
export function guessProvider(path: string, hasBaseUrl: boolean): Provider | undefined {
  if (hasBaseUrl) return "openai";
  const name = path.toLowerCase();
  if (name.endsWith(".gguf") || name.startsWith("hf:")) return "llama_cpp";
  if (/^(?:gpt-|chatgpt|o[134](?:-|$)|text-davinci)/.test(name)) return "openai";
  if (name.startsWith("claude")) return "anthropic";
  if (name.startsWith("gemini")) return "google";
  if (name.startsWith("command")) return "cohere";
  if (/^(?:(?:open-)?mi[sx]tral|ministral|magistral|codestral|pixtral)-/.test(name))
    return "mistral";
  return PROVIDERS.find((provider) => provider === name);
}
