/** The models of a config under the ids that their files of answers say. */

import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { ModelAnswers } from "../../store/answers/benchmark.ts";
import { modelAliases, modelIdOf, plainName } from "../../store/answers/model_names.ts";
import type { ConfigFile } from "../../store/config/config.ts";
import { tellOtherNames } from "./model_answers.ts";

type Answers = ReadonlyMap<string, ModelAnswers>;

/**
 * The config with every contestant under its one id, wherever it names it. Two entries that are one
 * model, and an entry whose name only looks like that of stored answers, are errors: a model would
 * get two places on the board, and be paid for twice.
 */
export function withModelIds(
  config: ConfigFile,
  answers: Answers,
  { file, log }: { file: string; log(text: Said): void },
): ConfigFile {
  const { models, charts } = config;
  const entries = [...(models.local_models ?? []), ...(models.api_models ?? [])];
  const byPath = storedByPath(entries, answers);
  const idOf = (name: string): string => byPath.get(name) ?? modelIdOf(answers, name);
  const named = entries.map(({ id }) => id);
  for (const [id, path] of byPath) {
    log(
      say`${file}: the answers of "${id}" are those of "${path}", its path, as Rakuda's original stores them; it goes by that id.`,
    );
  }
  const seen = new Map<string, string>();
  for (const name of named) {
    checkNewName(answers, name);
    const other = seen.get(idOf(name));
    if (other !== undefined) {
      throw new UserError(
        say`${file}: "${other}" and "${name}" are one model: the file of its answers says "${idOf(name)}". Keep one of them`,
      );
    }
    seen.set(idOf(name), name);
  }
  const others = named.filter((name) => !byPath.has(name));
  tellOtherNames(answers, others, { where: file, log });
  const renamed = <M extends { id: string; path?: string | undefined }>(list: M[]): M[] =>
    list.map((model) => ({ ...model, id: idOf(model.id), path: model.path ?? model.id }));
  const ids = (list: string[]): string[] => list.map(idOf);
  return {
    ...config,
    models: {
      ...models,
      ...(models.local_models && { local_models: renamed(models.local_models) }),
      ...(models.api_models && { api_models: renamed(models.api_models) }),
      ...(models.baseline_model && { baseline_model: idOf(models.baseline_model) }),
    },
    ...(config.model_list && { model_list: ids(config.model_list) }),
    ...(config.new_model && { new_model: idOf(config.new_model) }),
    ...(charts && {
      charts: {
        ...charts,
        ...(charts.plot_skip_list && { plot_skip_list: ids(charts.plot_skip_list) }),
        ...(charts.posterior_models && { posterior_models: ids(charts.posterior_models) }),
      },
    }),
  };
}

/** What an entry of the original's config says. */
const ORIGINAL_KEYS = ["id", "path", "conversation_template"];

/**
 * Entries whose answers are stored under their path: Rakuda's original names the files of API models
 * so. An entry that says more than the original's is a contestant of its own.
 */
function storedByPath(
  entries: readonly { id: string; path?: string | undefined }[],
  answers: Answers,
): Map<string, string> {
  const ids = new Set(entries.map(({ id }) => id));
  return new Map(
    entries.flatMap(({ id, path = id, ...more }) => {
      const isOriginal = Object.keys(more).every((key) => ORIGINAL_KEYS.includes(key));
      const isThere = answers.has(modelIdOf(answers, id));
      const stored = modelIdOf(answers, path);
      return isOriginal && !isThere && !ids.has(path) && answers.has(stored) ? [[id, stored]] : [];
    }),
  );
}

/** Refuses a new name that readers would take for that of a model whose answers are there. */
export function checkNewName(answers: Answers, name: string): void {
  if (answers.has(modelIdOf(answers, name))) return;
  const known = [...answers.keys(), ...modelAliases(answers).keys()];
  const like = known.find((id) => plainName(id) === plainName(name));
  if (like === undefined) return;
  throw new UserError(
    say`there are no answers of "${name}", but of "${like}", which differs only in case or in the form of its letters. Did you mean "${like}"?`,
  );
}
