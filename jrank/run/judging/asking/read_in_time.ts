/** Reading a verdict, with an end. */
import { inTime, TookTooLong } from "../../../backend/call/in_time.ts";
import type { Verdict } from "../../../prompt/verdict/verdict.ts";
import { readVerdict } from "../../../prompt/verdict/verdicts.ts";

/** Replies take a millisecond; one that takes this long was made to. */
const LONGEST_MS = 3_000;

/** As `readVerdict`; a reply that takes too long to read has no verdict. */
export const readInTime: typeof readVerdict = (...about): Verdict => {
  try {
    return inTime(LONGEST_MS, () => readVerdict(...about));
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error;
    return { kind: "none", reason: `the reply cannot be read: ${error.message}` };
  }
};
