/** The judges that flags name, as the config that lies there describes them. */
import { UserError } from "../../core/errors.ts";
import { suggest } from "../../core/suggest.ts";
import type { ConfigFile, JudgeModelConfig } from "../../store/config_schema.ts";
import { plainName } from "../../store/model_names.ts";
import { asJudge, judgeOf, type Model, toModel, withFlags } from "../models.ts";
import type { FoundConfig } from "../settings.ts";
import type { GenJudgmentsFlags } from "./gen_judgments_flags.ts";

/** What flags say about every judge. */
function flaggedFields(flags: GenJudgmentsFlags): Partial<JudgeModelConfig> {
  return {
    provider: flags.provider,
    base_url: flags.baseUrl,
    batch: flags.batch,
    api_key_env: flags.apiKeyEnv,
    temperature: flags.temperature,
    max_tokens: flags.maxTokens,
    parallel: flags.parallel,
  };
}

/** The config's entry of a judge; a name that only looks like one is an error. */
function entryOf({ config, file }: FoundConfig, id: string): JudgeModelConfig | undefined {
  const { judge_models } = config.models;
  const found = judge_models.find((judge) => judge.id === id);
  if (found) return found;
  const like = judge_models.find((judge) => plainName(judge.id) === plainName(id));
  if (like === undefined) return undefined;
  throw new UserError(
    `--judge-model "${id}" is not a judge of ${file}, but "${like.id}" is. Did you mean "${like.id}"?`,
  );
}

/** The judges of the flags: the config's where it has them, with flags over its fields. */
export function judgesNamed(
  flags: GenJudgmentsFlags,
  here: FoundConfig | undefined,
  log: (text: string) => void,
): Model[] {
  const fields = flaggedFields(flags);
  const over = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name.replaceAll("_", "-")}`],
  );
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
  here: FoundConfig | undefined,
): Model {
  try {
    return asJudge(toModel(withFlags<Partial<JudgeModelConfig> & { id: string }>({ id }, fields)));
  } catch (error) {
    if (!(error instanceof UserError) || here === undefined) throw error;
    const judges = here.config.models.judge_models.map((judge) => judge.id);
    throw new UserError(
      `${error.message}. ${here.file} has the judges: ${judges.join(", ")}.${suggest(id, judges)}`,
    );
  }
}

/**
 * Flags with the settings of the config's judging where they say nothing: prompts, limits and what
 * decides the sequence of an adaptive schedule. How much is judged only flags say.
 */
export function withJudgingOf(config: ConfigFile, flags: GenJudgmentsFlags): GenJudgmentsFlags {
  const { stop = {} } = config;
  const budgets = [config.budget_usd, stop.budget_usd].filter((limit) => limit !== undefined);
  const settings: Partial<GenJudgmentsFlags> = {
    judgeFile: config.judge_file,
    judgePrompt: config.judge_prompt,
    promptLanguage: config.language,
    referenceName: config.reference_name,
    referenceCategories: config.reference_categories,
    judgeTurns: config.judge_turns,
    judgeOwn: config.judge_own_answers,
    stale: config.stale,
    parallel: config.parallel,
    seed: config.seed,
    firstN: config.first_n,
    bothOrders: config.both_orders,
    schedule: config.schedule,
    budgetUsd: budgets.length === 0 ? undefined : Math.min(...budgets),
    acceptRefusals: config.accept_refusals,
    budgetTotalUsd: config.budget_total_usd,
    minutes: stop.minutes,
    batchRound: config.batch_round,
  };
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  return {
    ...settings,
    ...(Object.fromEntries(given) as unknown as GenJudgmentsFlags),
    repair: flags.repair && (config.repair ?? true),
  };
}
