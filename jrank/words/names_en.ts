/** The program's own names for people, in English; their shape is that of every language. */
import type { License, RatingStatus } from "../core/types.ts";

export const namesEn = {
  licenses: {
    closed: "closed",
    "non-commercial": "non-commercial",
    open: "open",
    unknown: "unknown",
  } satisfies Record<License, string>,
  /** Why a model has no rating. */
  statuses: {
    ok: "",
    undefeated: "undefeated: no upper bound",
    winless: "winless: no lower bound",
    separated: "not comparable with the rest",
    disconnected: "no matches that connect it",
  } satisfies Record<RatingStatus, string>,
  /** The same where there is little room. */
  shortStatuses: {
    ok: "",
    undefeated: "undefeated",
    winless: "winless",
    separated: "not comparable",
    disconnected: "disconnected",
  } satisfies Record<RatingStatus, string>,
  /** Tie models and ways to compute; one without words here goes by its own name. */
  methods: {
    half: "half a win each",
    davidson: "Davidson",
    "rao-kupper": "Rao-Kupper",
    mle: "maximum likelihood",
    map: "with a weak prior",
    winrate: "win rates",
    mcmc: "posterior sampling",
  } as Record<string, string>,
  /** Charts by the end of their file names. */
  charts: {
    ranking: "Ratings with intervals",
    winrate: "Win rates",
    head_to_head: "Head to head",
    groups: "By group",
    costs: "Rating and cost",
    evolution: "Ratings over the number of matches",
    rank: "Ranks",
    position_bias: "Position bias",
    posterior: "Plausible ratings",
    corner: "Plausible ratings, two by two",
    differences: "Differences",
    history: "History",
    radar: "Categories",
    combined_ranking: "The judges compared",
  } as Record<string, string>,
  /** The judge that is no model, where a chart says so. */
  offline: "offline judge: measures overlap with reference answers, not quality",
  /** What intervals of win rates are. */
  winRateUnit: (unit: "question" | "judgment" = "judgment"): string =>
    unit === "question"
      ? "Intervals of win rates are Wilson's with questions as the unit: judgments of one question go together."
      : "Intervals of win rates are Wilson's with judgments as the unit: they take judgments for independent, which those of one question are not.",
  /** Reasons to leave out a row; one without words here stands as it is. */
  leftOut: {} as Record<string, string>,
};

export type Names = typeof namesEn;

/** What one unit of a term of `--control` is, as a ranking file has it. */
export interface TermUnit {
  readonly unit: string;
  readonly deviation?: number;
  readonly beyond?: string;
}
