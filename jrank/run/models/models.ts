/** The contestants and judges of a config. */

import { guessProvider, requireBatches } from "../../backend/backends.ts";
import type { BackendSpec } from "../../backend/call/backend.ts";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { License, Provider, VerdictKind } from "../../core/types.ts";
import type { Config } from "../../store/config/config.ts";
import type {
  ApiModelConfig,
  JudgeModelConfig,
  LocalModelConfig,
} from "../../store/config/model_settings.ts";

/** A contestant or a judge. */
export interface Model {
  spec: BackendSpec;
  displayName: string;
  license: License;
  /** A page about it. */
  link?: string;
  systemPrompt: string | undefined;
  /** Of a judge: contestants that are the same model under another id. */
  alsoNamed?: readonly string[];
  /** Of a judge: its own settings, which go before those for all judges. */
  verdict?: VerdictKind | undefined;
  soft?: boolean | undefined;
  sampling: {
    temperature?: number | undefined;
    top_p?: number | undefined;
    top_k?: number | undefined;
    repetition_penalty?: number | undefined;
    max_tokens?: number | undefined;
    seed?: number | undefined;
  };
}

export type AnyModelConfig = Omit<Partial<LocalModelConfig>, "path"> &
  Partial<JudgeModelConfig> & { id: string };

function providerOf(model: AnyModelConfig): Provider {
  const path = model.path ?? model.id;
  const provider = model.provider ?? guessProvider(path, model.base_url !== undefined);
  if (provider === undefined) {
    throw new UserError(
      say`model "${model.id}": which provider has "${path}" cannot be told from its name; set provider (--provider), or base_url (--base-url) for a server of your own`,
    );
  }
  return provider;
}

/** Fields that are there have a value. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** A model of any of the config's lists. */
export function toModel(model: AnyModelConfig, provider: Provider = providerOf(model)): Model {
  const defined = <T extends object>(fields: T): Defined<T> =>
    Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ) as Defined<T>;
  const spec: BackendSpec = {
    id: model.id,
    provider,
    path: model.path ?? model.id,
    ...defined({
      base_url: model.base_url,
      api_version: model.api_version,
      api_key_env: model.api_key_env,
      conversation_template: provider === "llama_cpp" ? undefined : model.conversation_template,
      extra_body: model.extra_body,
      batch: model.batch,
      requests_per_minute: model.requests_per_minute,
      tokens_per_minute: model.tokens_per_minute,
      parallel: model.parallel,
      timeout_s: model.timeout_s,
      check_prompt_tokens: model.check_prompt_tokens,
      price: model.price,
    }),
    ...(provider === "llama_cpp" && {
      local: defined({
        conversation_template: model.conversation_template,
        lora: model.lora?.map(({ path, scale }) => ({
          path,
          ...(scale !== undefined && { scale }),
        })),
        gpu: model.gpu,
        threads: model.threads,
        context_size: model.context_size,
        flash_attention: model.flash_attention,
        parallel: model.parallel,
      }),
    }),
  };
  requireBatches(spec);
  return {
    spec,
    displayName: model.display_name ?? model.id,
    license: model.license ?? "unknown",
    ...defined({ link: model.link }),
    systemPrompt: model.system_prompt,
    verdict: model.verdict,
    soft: model.soft,
    sampling: {
      temperature: model.temperature,
      top_p: model.top_p,
      top_k: model.top_k,
      repetition_penalty: model.repetition_penalty,
      max_tokens: model.max_tokens,
      seed: model.seed,
    },
  };
}

/** The contestants of a config, with its settings for all of them filled in. */
export function contestantsOf(config: Config): Model[] {
  const { local_models, api_models } = config.models;
  return [
    ...local_models.map((model) => contestantOf(config, model, { provider: "llama_cpp" })),
    ...api_models.map((model) => contestantOf(config, model)),
  ];
}

/** A contestant as a config describes it, with `flags` over its entry. */
export function contestantOf(
  config: Config,
  entry: LocalModelConfig | ApiModelConfig,
  flags: Partial<AnyModelConfig> = {},
): Model {
  const own = withFlags<AnyModelConfig>(entry, flags);
  const isUnbatched = ["recorded", "llama_cpp"].includes(own.provider ?? "");
  // A recorded contestant is asked nothing, and a local one has no batches.
  const model = toModel(isUnbatched ? own : withBatches(own, config));
  return {
    ...model,
    systemPrompt: model.systemPrompt ?? config.system_prompt,
    sampling: {
      temperature: model.sampling.temperature ?? config.temperature,
      top_p: model.sampling.top_p ?? config.top_p,
      top_k: model.sampling.top_k ?? config.top_k,
      repetition_penalty: model.sampling.repetition_penalty ?? config.repetition_penalty,
      max_tokens: model.sampling.max_tokens ?? config.max_token_length,
      seed: model.sampling.seed,
    },
  };
}

/** Labels of models in tables and charts. */
export function labelsOf(models: readonly Model[]) {
  return new Map(
    models.map(({ spec, displayName, license, link }) => [
      spec.id,
      { displayName, license, ...(link !== undefined && { link }) },
    ]),
  );
}

/** The judges that judge: the first `num_judges` of the list, or all of it. */
export function judgesOf(config: Config): Model[] {
  const { judge_models } = config.models;
  return judge_models.slice(0, config.num_judges).map((model) => judgeOf(config, model));
}

/** A judge as a config describes it, with `flags` over its entry. */
export function judgeOf(
  config: Config,
  model: JudgeModelConfig,
  flags: Partial<JudgeModelConfig> = {},
): Model {
  const judge = asJudge(toModel(withFlags(withBatches(model, config), flags)));
  return {
    ...judge,
    alsoNamed: contestantsOf(config)
      .filter((contestant) => isSameModel(judge.spec, contestant.spec))
      .map(({ spec }) => spec.id),
  };
}

/** Providers that are not reached at an address. */
const WITHOUT_ADDRESS: readonly (Provider | undefined)[] = ["offline", "recorded", "llama_cpp"];

/** An entry of a config with flags over it; an address makes it a model behind a server. */
export function withFlags<M extends AnyModelConfig>(model: M, flags: Partial<M>): M {
  const given = Object.fromEntries(
    Object.entries(flags).filter(([, value]) => value !== undefined),
  );
  const isMoved = flags.base_url !== undefined && WITHOUT_ADDRESS.includes(model.provider);
  return { ...model, ...(isMoved && { provider: undefined }), ...given };
}

/** Whether a contestant is the judge's model; recorded answers tell that by their id alone. */
function isSameModel(judge: BackendSpec, contestant: BackendSpec): boolean {
  const { provider, path, base_url } = contestant;
  if (provider === "recorded") {
    return judge.base_url === undefined && [contestant.id, path].includes(judge.path);
  }
  const isSamePlace = JSON.stringify(base_url) === JSON.stringify(judge.base_url);
  return provider === judge.provider && path === judge.path && isSamePlace;
}

/** Whether a contestant's answers are the judge's own. */
export function isOwn(
  { spec, alsoNamed = [] }: Model,
  contestant: { id: string; alsoNamed: readonly string[] },
): boolean {
  const { id } = contestant;
  return id === spec.id || contestant.alsoNamed.includes(spec.id) || alsoNamed.includes(id);
}

/** The config's `batch` for a model that says nothing of its own. */
function withBatches<M extends { batch?: boolean | undefined }>(model: M, config: Config): M {
  return config.batch ? { ...model, batch: model.batch ?? true } : model;
}

/** The model as a judge: it samples at temperature 0 unless it is told otherwise. */
export function asJudge(model: Model): Model {
  const temperature = model.sampling.temperature ?? 0;
  return { ...model, sampling: { ...model.sampling, temperature } };
}
