/**
 * What a config holds, as it is written and with every setting filled in. Nothing here needs the
 * library that checks configs (`read_config.ts`): a ranking by flags alone is spared its loading.
 */
import { type Said, say } from "../../core/message.ts";
import type { ApiModelConfig, JudgeModelConfig, LocalModelConfig } from "./model_settings.ts";
import { type Resolved, resolved, type Written } from "./setting.ts";
import { general, publish, site, wandb } from "./settings.ts";

/** The models of a config. */
interface Models {
  local_models?: LocalModelConfig[] | undefined;
  api_models?: ApiModelConfig[] | undefined;
  judge_models: JudgeModelConfig[];
  baseline_model?: string | undefined;
}

type Publish = Written<typeof publish> & { folder: string };
type Wandb = Written<typeof wandb> & { project: string };

/** A config as it is written. */
export interface ConfigFile extends Omit<Written<typeof general>, "benchmark_name"> {
  $schema?: string | undefined;
  benchmark_name: string;
  models: Models;
  site?: Written<typeof site> | undefined;
  publish?: Publish | undefined;
  wandb?: Wandb | undefined;
}

/** A config with every setting filled in. */
export type Config = Omit<Resolved<typeof general>, "benchmark_name" | "num_judges"> & {
  readonly benchmark_name: string;
  readonly num_judges: number;
  readonly models: {
    readonly local_models: LocalModelConfig[];
    readonly api_models: ApiModelConfig[];
    readonly judge_models: JudgeModelConfig[];
    readonly baseline_model: string | undefined;
  };
  /** Whether the website folder is written at the end of the main job. */
  readonly makes_site: boolean;
  readonly site: Resolved<typeof site> & { readonly language: "ja" | "en" };
  readonly publish: (Resolved<typeof publish> & { readonly folder: string }) | undefined;
  /** Whether an offline run of W&B is written at the end of the main job. */
  readonly wandb: (Resolved<typeof wandb> & { readonly project: string }) | undefined;
};

/** Fills in every default, those that depend on other settings too. */
export function resolveConfig(file: ConfigFile): Config {
  const settings = resolved(general, file);
  const { local_models = [], api_models = [], judge_models, baseline_model } = file.models;
  const onSite = resolved(site, file.site);
  const { title, language } = settings.charts;
  return {
    ...settings,
    num_judges: Math.min(settings.num_judges ?? judge_models.length, judge_models.length),
    benchmark_name: file.benchmark_name,
    models: { local_models, api_models, judge_models, baseline_model },
    makes_site: file.site !== undefined,
    site: {
      ...onSite,
      title: onSite.title ?? title,
      language: onSite.language ?? language,
    },
    publish: file.publish && { ...resolved(publish, file.publish), folder: file.publish.folder },
    wandb: file.wandb && { ...resolved(wandb, file.wandb), project: file.wandb.project },
  };
}

/** The judgments that Rakuda's original collects, whatever its config says. */
const ORIGINAL_N = 200;

const wantsN = ({ evaluation_mode, n, stop }: ConfigFile): boolean =>
  (evaluation_mode ?? general.evaluation_mode.default) === "pairwise-n" &&
  [n, stop?.n, stop?.half_width].every((limit) => limit === undefined) &&
  !stop?.separated;

/** The config with what Rakuda's original does where its own config leaves it open. */
export const asOriginal = (config: ConfigFile): ConfigFile =>
  wantsN(config) ? { ...config, n: ORIGINAL_N } : config;

/** What of a config, as it is written, is taken in the original's meaning. */
export function originalMeanings(written: ConfigFile): Said[] {
  const { num_judges, models } = written;
  const judges = models.judge_models.length;
  const isMore = num_judges !== undefined && num_judges > judges;
  return [
    ...(isMore
      ? [
          say`num_judges is ${num_judges} and judge_models names ${judges}: all of them judge (Rakuda's original reads num_judges nowhere).`,
        ]
      : []),
    ...(wantsN(written)
      ? [
          say`The config does not say n: ${ORIGINAL_N} judgments by each judge, as Rakuda's original always collects. "n" (--n) asks for another number.`,
        ]
      : []),
  ];
}
