/** The models that flags name, as the config that lies there describes them. */

import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { Provider } from "../../core/types.ts";
import type { ModelAnswers } from "../../store/answers/benchmark.ts";
import { modelIdOf, plainName } from "../../store/answers/model_names.ts";
import type { ApiModelConfig, LocalModelConfig } from "../../store/config/model_settings.ts";
import type { FoundConfig } from "../command/command_settings.ts";
import { type Flag, fieldsOf, givenFlags, MODEL_FLAGS } from "../command/options.ts";
import {
  type AnyModelConfig,
  asJudge,
  contestantOf,
  judgeOf,
  type Model,
  toModel,
  withFlags,
} from "./models.ts";

type Flags = Readonly<Record<string, unknown>>;
type Here = Pick<FoundConfig, "config" | "file"> | undefined;

/** The config's entry that a name means: by its id, or by the id that `idOf` gives it. */
function entryNamed<Entry extends { id: string }>(
  entries: readonly Entry[],
  name: string,
  idOf = (id: string): string => id,
): Entry | undefined {
  return entries.find(({ id }) => id === name || idOf(id) === name);
}

/** What flags say of a model, as fields of an entry. */
function fieldsGiven(flags: Flags, known: readonly Flag[]): Partial<AnyModelConfig> {
  return fieldsOf(givenFlags(flags, known));
}

/** Which contestant is meant, and what it is. */
export interface ContestantFlags extends Flags {
  /** Of an entry of the config, or a new one. */
  modelId: string;
  /** Absent: that of the config's entry. */
  path?: string;
  provider?: Provider;
}

/** The contestant: the config's entry of that id with flags over it, or what flags alone describe. */
export function contestantNamed(
  flags: ContestantFlags,
  {
    here,
    answers,
    log,
  }: { here: Here; answers: ReadonlyMap<string, ModelAnswers>; log(text: Said): void },
): Model {
  const { modelId, provider } = flags;
  const { local_models, api_models } = here?.config.models ?? { local_models: [], api_models: [] };
  const isLocal = provider === "llama_cpp";
  const entries: (LocalModelConfig | ApiModelConfig)[] = isLocal ? local_models : api_models;
  const entry = entryNamed(entries, modelId, (id) => modelIdOf(answers, id));
  // `--model ID` without an id of its own means the config's model of that id.
  const isById = flags.path === modelId || flags.path === entry?.id;
  const path = entry && isById ? entry.path : flags.path;
  const given = fieldsGiven(flags, isLocal ? MODEL_FLAGS.local : MODEL_FLAGS.api);
  const fields = { ...given, path, provider };
  if (here && entry) {
    const model = contestantOf(here.config, { ...entry, id: modelId }, fields);
    log(
      `${modelId} is the model of ${here.file} (${model.spec.provider}: ${model.spec.path}); flags come before its entry.`,
    );
    return model;
  }
  if (flags.path === undefined) {
    const ids = entries.map(({ id }) => id);
    throw new UserError(
      here === undefined
        ? say`there is no config.json here that could say what "${modelId}" is; add --model (or --model-path)`
        : say`${here.file} has no such model "${modelId}"; it has: ${ids.join(", ") || say`none`}.${suggest(modelId, ids)} Or add --model (or --model-path)`,
    );
  }
  const same = entries.find((one) => one.path === flags.path);
  if (here && same) {
    log(
      say`Note: ${here.file} calls the model ${flags.path} "${same.id}"; as "${modelId}" it is another contestant. --model-id ${same.id} joins them.`,
    );
  }
  return toModel({ ...fields, id: modelId });
}

/** The judges of the flags: the config's where it has them, with flags over its fields. */
export function judgesNamed(
  flags: Flags & { judgeModel: string[] },
  here: Here,
  log: (text: Said) => void,
): Model[] {
  const fields = fieldsGiven(flags, MODEL_FLAGS.judge);
  const over = givenFlags(flags, MODEL_FLAGS.judge).map(({ name }) => `--${name}`);
  const entries = here?.config.models.judge_models ?? [];
  return flags.judgeModel.map((id) => {
    const entry = entryNamed(entries, id);
    if (here === undefined || entry === undefined) {
      checkSpelling(id, entries, here?.file);
      return unconfiguredJudge(id, fields, here);
    }
    const judge = judgeOf(here.config, entry, fields);
    const { provider, path } = judge.spec;
    const flagged = over.length === 0 ? "" : `, with ${over.join(", ")} over it`;
    log(`The judge ${id} is the one of ${here.file} (${provider}: ${path})${flagged}.`);
    return judge;
  });
}

/** Throws where a name only looks like that of a judge. */
function checkSpelling(id: string, judges: readonly { id: string }[], file = ""): void {
  const like = judges.find((judge) => plainName(judge.id) === plainName(id));
  if (like === undefined) return;
  throw new UserError(
    say`--judge-model "${id}" is not a judge of ${file}, but "${like.id}" is. Did you mean "${like.id}"?`,
  );
}

/** A judge that flags alone describe. */
function unconfiguredJudge(id: string, fields: Partial<AnyModelConfig>, here: Here): Model {
  try {
    return asJudge(toModel(withFlags<AnyModelConfig>({ id }, fields)));
  } catch (error) {
    if (!(error instanceof UserError) || here === undefined) throw error;
    const judges = here.config.models.judge_models.map((judge) => judge.id);
    throw new UserError(
      say`${error}. ${here.file} has the judges: ${judges.join(", ")}.${suggest(id, judges)}`,
    );
  }
}
