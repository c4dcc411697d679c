/** What a ranking leaves out, said aloud where it is much. */
import { NO_VERDICT, type ReadVotes, UNKNOWN_VERDICT } from "../../store/read_votes.ts";
import { OTHER_PROMPT, OUTDATED, SUPERSEDED } from "../../store/row_survey.ts";
import { listSome } from "../format.ts";

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
export function leftOutOf({ leftOut, unreadable }: ReadVotes): Record<string, number> {
  return { ...leftOut, ...(unreadable > 0 && { [UNREADABLE]: unreadable }) };
}

/** The warning that much was left out, or a label that comes often; undefined where neither is so. */
export function leftOutWarning(votes: ReadVotes): string | undefined {
  const told = Object.entries(leftOutOf(votes)).filter(([reason]) => !CHOSEN.includes(reason));
  const count = told.reduce((sum, [, some]) => sum + some, 0);
  const rows = votes.comparisons.first.length + count;
  const isOften = Object.values(votes.labelsLeftOut[UNKNOWN_VERDICT] ?? {}).some(
    (some) => some >= OFTEN,
  );
  if (count <= MOST * rows && !isOften) return undefined;
  const parts = told.map(([reason, some]) => `${some} ${reason}${labelsOf(votes, reason)}`);
  const share = ((100 * count) / rows).toPrecision(2);
  return `${count} of ${rows} rows (${+share} %) were left out: ${parts.join("; ")}. Those that are left need not be like them.${adviceOf(votes)}`;
}

/** ` ("inconsistent" 9, "C" 3)`, the most frequent first. */
function labelsOf({ labelsLeftOut }: ReadVotes, reason: string): string {
  const labels = Object.entries(labelsLeftOut[reason] ?? {}).sort((a, b) => b[1] - a[1]);
  if (labels.length === 0) return "";
  return ` (${listSome(labels.map(([label, count]) => `${JSON.stringify(label)} ${count}`))})`;
}

function adviceOf({ labelsLeftOut }: ReadVotes): string {
  const known = Object.keys(labelsLeftOut[NO_VERDICT] ?? {}).some((label) => label !== "error");
  return known || labelsLeftOut[UNKNOWN_VERDICT] ? " --winner-labels says what labels mean." : "";
}
