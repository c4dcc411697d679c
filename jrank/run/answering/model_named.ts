/** The contestant that flags name, as the config that lies there describes it. */
import { UserError } from "../../core/errors.ts";
import { suggest } from "../../core/suggest.ts";
import type { ApiModelConfig, LocalModelConfig } from "../../store/config_schema.ts";
import { modelIdOf } from "../../store/model_names.ts";
import type { BenchmarkData } from "../benchmark_data.ts";
import { type AnyModelConfig, contestantOf, type Model, toModel } from "../models.ts";
import type { FoundConfig } from "../settings.ts";
import type { GenAnswersFlags } from "./gen_answers_flags.ts";

type Entry = LocalModelConfig | ApiModelConfig;

/** `PATH` or `PATH:SCALE` of a LoRA adapter. */
function loraOf(text: string): { path: string; scale?: number } {
  const match = /^(.*):(-?\d+(?:\.\d+)?)$/.exec(text);
  return match ? { path: match[1] as string, scale: Number(match[2]) } : { path: text };
}

/** What flags say about a contestant. */
function flaggedFields(flags: GenAnswersFlags): Partial<AnyModelConfig> {
  return {
    path: flags.path,
    provider: flags.provider,
    base_url: flags.baseUrl,
    batch: flags.batch,
    conversation_template: flags.convTemplate,
    lora: flags.loraPath?.map(loraOf),
    gpu: flags.gpu,
    threads: flags.threads,
    context_size: flags.contextSize,
    flash_attention: flags.flashAttention,
    system_prompt: flags.systemPrompt,
    api_key_env: flags.apiKeyEnv,
    api_version: flags.apiVersion,
    extra_body: flags.extraBody,
    temperature: flags.temperature,
    top_p: flags.topP,
    top_k: flags.topK,
    repetition_penalty: flags.repetitionPenalty,
    max_tokens: flags.maxTokens,
    seed: flags.seed,
    parallel: flags.parallel,
  };
}

/** The contestant: the config's entry of that id with flags over it, or what flags alone describe. */
export function modelNamed(
  flags: GenAnswersFlags,
  {
    here,
    answers,
    log,
  }: { here: FoundConfig | undefined; answers: BenchmarkData["answers"]; log(text: string): void },
): Model {
  const { local_models = [], api_models = [] } = here?.config.models ?? {};
  const entries: Entry[] = flags.provider === "llama_cpp" ? local_models : api_models;
  const entry = entries.find(
    ({ id }) => id === flags.modelId || modelIdOf(answers, id) === flags.modelId,
  );
  // `--model ID` without an id of its own means the config's model of that id.
  const isById = flags.path === flags.modelId || flags.path === entry?.id;
  const fields = flaggedFields(entry && isById ? { ...flags, path: entry.path } : flags);
  if (here && entry) {
    const model = contestantOf(here.config, { ...entry, id: flags.modelId }, fields);
    log(
      `${flags.modelId} is the model of ${here.file} (${model.spec.provider}: ${model.spec.path}); flags come before its entry.`,
    );
    return model;
  }
  if (flags.path === undefined) throw unknown(flags.modelId, entries, here);
  const same = entries.find(({ path }) => path === flags.path);
  if (here && same) {
    log(
      `Note: ${here.file} calls the model ${flags.path} "${same.id}"; as "${flags.modelId}" it is another contestant. --model-id ${same.id} joins them.`,
    );
  }
  return toModel({ ...fields, id: flags.modelId });
}

function unknown(id: string, entries: readonly Entry[], here: FoundConfig | undefined): UserError {
  const ids = entries.map((entry) => entry.id);
  return new UserError(
    here === undefined
      ? `there is no config.json here that could say what "${id}" is; add --model (or --model-path)`
      : `${here.file} has no such model "${id}"; it has: ${ids.join(", ") || "none"}.${suggest(id, ids)} Or add --model (or --model-path)`,
  );
}
