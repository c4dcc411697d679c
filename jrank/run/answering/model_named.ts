/** The contestant that flags name, as the config that lies there describes it. */

import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { Provider } from "../../core/types.ts";
import { modelIdOf } from "../../store/answers/model_names.ts";
import type { ApiModelConfig, LocalModelConfig } from "../../store/config/model_settings.ts";
import type { FoundConfig } from "../command/command_settings.ts";
import { fieldsOf, givenFlags, MODEL_FLAGS } from "../command/options.ts";
import type { BenchmarkData } from "../models/benchmark_data.ts";
import { type AnyModelConfig, contestantOf, type Model, toModel } from "../models/models.ts";

type Entry = LocalModelConfig | ApiModelConfig;

/** What a contestant is, and which of its answers are asked for; settings in camel case. */
export interface GenAnswersFlags extends Readonly<Record<string, unknown>> {
  benchName: string;
  /** Of an entry of the config, or a new one. */
  modelId: string;
  /** Absent: that of the config's entry. */
  path?: string;
  /** A config in place of config.json here; false: none. */
  config?: string | false;
  provider?: Provider;
  questionBegin?: number;
  questionEnd?: number;
  answerFile?: string;
  regenerate?: boolean;
  yes?: boolean;
  retryRefused?: boolean;
}

/** The contestant: the config's entry of that id with flags over it, or what flags alone describe. */
export function modelNamed(
  flags: GenAnswersFlags,
  {
    here,
    answers,
    log,
  }: { here: FoundConfig | undefined; answers: BenchmarkData["answers"]; log(text: Said): void },
): Model {
  const { local_models, api_models } = here?.config.models ?? { local_models: [], api_models: [] };
  const entries: Entry[] = flags.provider === "llama_cpp" ? local_models : api_models;
  const entry = entries.find(
    ({ id }) => id === flags.modelId || modelIdOf(answers, id) === flags.modelId,
  );
  // `--model ID` without an id of its own means the config's model of that id.
  const isById = flags.path === flags.modelId || flags.path === entry?.id;
  const path = entry && isById ? entry.path : flags.path;
  const given: Partial<AnyModelConfig> = fieldsOf(
    givenFlags(flags, flags.provider === "llama_cpp" ? MODEL_FLAGS.local : MODEL_FLAGS.api),
  );
  const fields = { ...given, path, provider: flags.provider };
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
      say`Note: ${here.file} calls the model ${flags.path} "${same.id}"; as "${flags.modelId}" it is another contestant. --model-id ${same.id} joins them.`,
    );
  }
  return toModel({ ...fields, id: flags.modelId });
}

function unknown(id: string, entries: readonly Entry[], here: FoundConfig | undefined): UserError {
  const ids = entries.map((entry) => entry.id);
  return new UserError(
    here === undefined
      ? say`there is no config.json here that could say what "${id}" is; add --model (or --model-path)`
      : say`${here.file} has no such model "${id}"; it has: ${ids.join(", ") || say`none`}.${suggest(id, ids)} Or add --model (or --model-path)`,
  );
}
