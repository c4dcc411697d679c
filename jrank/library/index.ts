/**
 * What a first user of the library needs: a ranking of comparisons, and what it tells its reader.
 * `jrank/stats`, `jrank/schedule`, `jrank/chart` and `jrank/judge` have the rest. Runs in Node and in
 * a browser.
 */
export { UserError } from "../core/errors.ts";
export type { Finding } from "../core/finding.ts";
export {
  type ComparisonInput,
  type Comparisons,
  comparisonsFrom,
} from "../stats/data/comparisons.ts";
export {
  rankSolved as rankModels,
  type SolvedOptions as RankOptions,
} from "../stats/rank/rank_models.ts";
export type { RankedModels } from "../stats/rank/ranked_models.ts";
export type { RankedRow } from "../stats/rank/ranked_rows.ts";
export { findingText } from "../words/findings.ts";
