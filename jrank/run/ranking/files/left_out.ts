/** What a ranking leaves out, said aloud where it is much. */
import type { Count, Finding } from "../../../core/finding.ts";
import { type CountedVotes, NO_VERDICT, UNKNOWN_VERDICT } from "../../../store/votes/read_votes.ts";
import { OTHER_PROMPT, OUTDATED, SUPERSEDED } from "../../../store/votes/row_survey.ts";

/** Rows that are no rows; a reason beside those of reading votes. */
export const UNREADABLE = "a row that cannot be read";

/** What the user asked to leave out is no news. */
const CHOSEN = [
  ...["another judge", "a row that --where does not choose", "a duplicate"],
  ...["a model that is not listed", SUPERSEDED, OTHER_PROMPT, OUTDATED],
];
/** A larger share of the rows is told. */
const MOST = 0.01;
/** A label that comes so often means something, whatever its share. */
const OFTEN = 20;

/** Everything left out, by reason. */
export function leftOutOf({ leftOut, unreadable }: CountedVotes): Record<string, number> {
  return { ...leftOut, ...(unreadable > 0 && { [UNREADABLE]: unreadable }) };
}

/** That much was left out, or a label that comes often; undefined where neither is so. */
export function leftOutFinding(votes: CountedVotes): Finding | undefined {
  const told = Object.entries(leftOutOf(votes)).filter(([reason]) => !CHOSEN.includes(reason));
  const count = told.reduce((sum, [, some]) => sum + some, 0);
  const rows = votes.comparisons.first.length + count;
  const labelsOf = (reason: string): Count[] =>
    Object.entries(votes.labelsLeftOut[reason] ?? {})
      .map(([name, times]) => ({ name, count: times }))
      .sort((a, b) => b.count - a.count);
  const isOften = labelsOf(UNKNOWN_VERDICT).some((label) => label.count >= OFTEN);
  if (count <= MOST * rows && !isOften) return undefined;
  return {
    kind: "left-out",
    rows: count,
    of: rows,
    reasons: told.map(([name, some]) => ({ name, count: some, labels: labelsOf(name) })),
    labelsMayMean:
      labelsOf(NO_VERDICT).some(({ name }) => name !== "error") ||
      votes.labelsLeftOut[UNKNOWN_VERDICT] !== undefined,
  };
}
