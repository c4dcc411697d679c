/** What a config says about how models are shown and ranked. */
import { parsePrior } from "../../stats/prior.ts";
import type { ConfigFile } from "../../store/config_schema.ts";
import type { Model } from "../models.ts";
import { DEFAULT_SEED } from "../settings.ts";

/** Labels of models in tables and charts. */
export function labelsOf(models: readonly Model[]) {
  return new Map(
    models.map(({ spec, displayName, license }) => [spec.id, { displayName, license }]),
  );
}

/** What the config says about the ranking. */
export function rankOptionsOf(config: ConfigFile) {
  return {
    compute: config.compute ?? ("mle" as const),
    seed: config.seed ?? DEFAULT_SEED,
    ...(config.scale !== undefined && { scale: config.scale }),
    ...(config.base !== undefined && { base: config.base }),
    ...(config.init_rating !== undefined && { initRating: config.init_rating }),
    ...(config.bootstrap_n !== undefined && { bootstrapN: config.bootstrap_n }),
    ...(config.bootstrap_unit !== undefined && { bootstrapUnit: config.bootstrap_unit }),
    ...(config.ci !== undefined && { ci: config.ci }),
    ...(config.confidence !== undefined && { confidence: config.confidence }),
    ...(config.ties !== undefined && { ties: config.ties }),
    ...(config.home_advantage !== undefined && { homeAdvantage: config.home_advantage }),
    ...(config.prior !== undefined && { prior: parsePrior(config.prior) ?? ("flat" as const) }),
  };
}
