/** The judges that flags name, as the config that lies there describes them. */

import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { plainName } from "../../store/answers/model_names.ts";
import type { JudgeModelConfig } from "../../store/config/model_settings.ts";
import type { FoundConfig } from "../command/command_settings.ts";
import { fieldsOf, givenFlags, MODEL_FLAGS } from "../command/options.ts";
import { asJudge, judgeOf, type Model, toModel, withFlags } from "../models/models.ts";

/** The config's entry of a judge; a name that only looks like one is an error. */
function entryOf(
  { config, file }: Pick<FoundConfig, "config" | "file">,
  id: string,
): JudgeModelConfig | undefined {
  const { judge_models } = config.models;
  const found = judge_models.find((judge) => judge.id === id);
  if (found) return found;
  const like = judge_models.find((judge) => plainName(judge.id) === plainName(id));
  if (like === undefined) return undefined;
  throw new UserError(
    say`--judge-model "${id}" is not a judge of ${file}, but "${like.id}" is. Did you mean "${like.id}"?`,
  );
}

/** The judges of the flags: the config's where it has them, with flags over its fields. */
export function judgesNamed(
  flags: Readonly<Record<string, unknown>> & { judgeModel: string[] },
  here: Pick<FoundConfig, "config" | "file"> | undefined,
  log: (text: Said) => void,
): Model[] {
  const given = givenFlags(flags, MODEL_FLAGS.judge);
  const fields: Partial<JudgeModelConfig> = fieldsOf(given);
  const over = given.map(({ name }) => `--${name}`);
  return flags.judgeModel.map((id) => {
    const entry = here && entryOf(here, id);
    if (here === undefined || entry === undefined) return unconfigured(id, fields, here);
    const judge = judgeOf(here.config, entry, fields);
    const { provider, path } = judge.spec;
    const flagged = over.length === 0 ? "" : `, with ${over.join(", ")} over it`;
    log(`The judge ${id} is the one of ${here.file} (${provider}: ${path})${flagged}.`);
    return judge;
  });
}

/** A judge that flags alone describe. */
function unconfigured(
  id: string,
  fields: Partial<JudgeModelConfig>,
  here: Pick<FoundConfig, "config" | "file"> | undefined,
): Model {
  try {
    return asJudge(toModel(withFlags<Partial<JudgeModelConfig> & { id: string }>({ id }, fields)));
  } catch (error) {
    if (!(error instanceof UserError) || here === undefined) throw error;
    const judges = here.config.models.judge_models.map((judge) => judge.id);
    throw new UserError(
      say`${error}. ${here.file} has the judges: ${judges.join(", ")}.${suggest(id, judges)}`,
    );
  }
}
