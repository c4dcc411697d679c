/** Why judging ended, what it bought and what more would bring, in a few sentences. */
import type { Ranking, RankingOutlook } from "../core/types.ts";

/** Lines for under a ranking's table; none where nothing is known. */
export function outlookFacts({ mode, stop, outlook, reweighted }: Ranking): string[] {
  return [
    ...(reweighted === undefined
      ? []
      : ["Every pair of models counts alike, however often it was played (--reweight)."]),
    ...(stop ? [`Judging ended at ${stop.judgments} judgments: ${stop.text}.`] : []),
    // The other modes play a fixed set of matches: no more can follow, and no rule chose them.
    ...(outlook && mode === "pairwise-n" ? [widths(outlook), ...savings(outlook)] : []),
  ];
}

function widths(outlook: RankingOutlook): string {
  const points = (value: number): string => `±${value.toFixed(0)}`;
  const { half_width_mean, half_width_widest, more_judgments, floor } = outlook;
  const now = `Intervals by question reach ${points(half_width_mean)} on average (the widest ${points(half_width_widest)})`;
  if (more_judgments === 0)
    return `${now}; every match has been played, so only more questions narrow them.`;
  const later = `another ${more_judgments} judgments would make it about ${points(outlook.more_half_width_mean)} (${points(outlook.more_half_width_widest)})`;
  // From few judgments the question effect is rough, and its floor may lie above what they reach.
  const least =
    floor < 1 || floor >= outlook.more_half_width_mean
      ? ""
      : `, and on these questions it stays above ${points(floor)} however many follow`;
  return `${now}; ${later}${least}.`;
}

/** The estimate is good to about 5 %, so smaller differences are none. */
const ROUGHNESS = 0.05;
const ESTIMATED = "(estimated; see outlook.how in the JSON)";

function savings({ fewest_matches_judgments, saved_judgments }: RankingOutlook): string[] {
  const rule = "The original's rule (fewest matches)";
  if (fewest_matches_judgments === null) {
    return [`${rule} could not reach this precision with all matches there are ${ESTIMATED}.`];
  }
  const saved = saved_judgments ?? 0;
  if (Math.abs(saved) < ROUGHNESS * fewest_matches_judgments) {
    return [`${rule} would need about as many for this precision: no calls saved ${ESTIMATED}.`];
  }
  const needed = `${rule} would need about ${aboutTen(fewest_matches_judgments)} judgments`;
  return saved > 0
    ? [`${needed} for this precision: about ${aboutTen(saved)} calls saved ${ESTIMATED}.`]
    : [
        `${needed} for the same half-width on average, fewer than these, which were not chosen for it ${ESTIMATED}.`,
      ];
}

function aboutTen(count: number): string {
  return (10 * Math.round(count / 10)).toLocaleString("en-US");
}
