/** The words of a ranking's table, in English; their shape is that of every language. */
import { namesEn, type TermUnit } from "./names_en.ts";

const number = (count: number): string => count.toLocaleString("en-US");

export const tablesEn = {
  rank: "Rank",
  model: "Model",
  rating: "Rating",
  winRate: "Win rate",
  inGroup: "In group",
  inGroupText: (mean: string) =>
    `The judgments do not place groups of models against each other. "In group" is the letter of a model's group and its rating among that group's models alone, whose mean is ${mean}: compare within a letter only.`,
  interval: (level: string) => `${level} interval`,
  ifEqual: "If equal",
  ranks: "Ranks (each)",
  aheadOfNext: "P(> next)",
  matches: "Matches",
  tied: "Tied (all)",
  statuses: namesEn.shortStatuses,
  title: (benchmark: string, judge: string, compute: string) =>
    `${benchmark}, judged by ${judge} (${compute})`,
  tiedText: (level: string) =>
    `"Ranks (each)" are right for one model at a time with ${level}; models that share a letter under "Tied (all)" are not told apart, all comparisons being right together with ${level}. That takes more, so a model may stand at one rank and share a letter.`,
  winRateUnit: namesEn.winRateUnit,
  judgments: (judgments: string, judge: string, leftOut: readonly [string, number][]) => {
    const left = leftOut.map(([reason, count]) => `${count} ${reason}`);
    return `${judgments} judgment${judgments === "1" ? "" : "s"} by ${judge}${left.length > 0 ? `; left out: ${left.join(", ")}` : ""}.`;
  },
  home: (points: string, range: string | null) =>
    `Being shown first is worth ${points}${range === null ? "" : ` (${range})`} points.`,
  control: (terms: readonly string[], level: string) => [
    `Controlled for ${terms.join("; ")}.`,
    `"If equal" are ratings as if answers did not differ in that (${level} intervals). Part of it is quality, so read them beside the ratings, not in their place.`,
  ],
  unit: ({ unit }: TermUnit): string => unit,
  term: (name: string, unit: string, effect: string, range: string) =>
    `${name}: ${effect} points (${range}) for ${unit}`,
  groups: {
    title: (field: string) => `By ${field}: rating and rank from the rows of each alone.`,
    own: "The ratings of a group are around the mean of its own models: compare orders and gaps.",
    ungrouped: (rows: number, field: string) =>
      `${number(rows)} rows say nothing in the field ${field} and are in no group.`,
    open: (value: string, models: readonly string[]) =>
      `In ${value} the judgments do not determine ${models.join(", ")}; its own file says what would.`,
    refused: (value: string, why: string) => `There is no ranking of ${value}: ${why}`,
    shrunken: {
      title: (field: string, level: string) =>
        `By ${field}, leaning on the whole where it says little itself (± half of the ${level} interval):`,
      spread: (points: string, range: string) =>
        `From one to the next a rating varies by a standard deviation of ${points} points (${range}).`,
      shares: (shares: readonly string[]) =>
        `So much of the ratings is its own, and the rest that of the whole: ${shares.join(", ")}.`,
      apart: (model: string, value: string, points: string, range: string) =>
        `${model} in ${value} ${points} (${range})`,
      beyond: (all: readonly string[]) =>
        `Away from its rating over all, each taken alone: ${all.join("; ")}.`,
      none: "No model is told apart from its rating over all.",
      refused: (why: string) => `There are no ratings that lean on the whole: ${why}.`,
    },
  },
  reweighted: "Every pair of models counts alike, however often it was played (--reweight).",
  stopped: (judgments: number, _reason: string, why: string) =>
    `Judging ended at ${judgments} judgments: ${why}.`,
  widths: (mean: string, widest: string) =>
    `Intervals by question reach ${mean} on average (the widest ${widest})`,
  allPlayed: (now: string) =>
    `${now}; every match has been played, so only more questions narrow them.`,
  more: (now: string, more: number, mean: string, widest: string, floor: string | null) =>
    `${now}; another ${more} judgments would make it about ${mean} (${widest})${floor === null ? "" : `, and on these questions it stays above ${floor} however many follow`}.`,
  fewestMatches: {
    unreachable:
      "The original's rule (fewest matches) could not reach this precision with all matches there are (estimated; see outlook.how in the JSON).",
    alike:
      "The original's rule (fewest matches) would need about as many for this precision: no calls saved (estimated; see outlook.how in the JSON).",
    saved: (needed: number, saved: number) =>
      `The original's rule (fewest matches) would need about ${number(needed)} judgments for this precision: about ${number(saved)} calls saved (estimated; see outlook.how in the JSON).`,
    cheaper: (needed: number) =>
      `The original's rule (fewest matches) would need about ${number(needed)} judgments for the same half-width on average, fewer than these, which were not chosen for it (estimated; see outlook.how in the JSON).`,
  },
};

export type TableWords = typeof tablesEn;
