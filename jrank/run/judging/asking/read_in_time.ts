/** Reading a verdict, with an end. */
import { inTime, TookTooLong } from "../../../backend/call/in_time.ts";
import type { Verdict } from "../../../prompt/verdict/verdict.ts";
import { readVerdict } from "../../../prompt/verdict/verdicts.ts";

/** Replies take a millisecond; one that takes this long was made to. */
const LONGEST_MS = 3_000;
/**
 * Characters of a reply, and of what the judge was shown, that are read in milliseconds whatever they
 * are: texts of 50,000 characters that were made to take long are (tests/prompt/linear_time).
 */
const SHORT_REPLY = 4_000;
const SHORT_PROMPT = 40_000;

/** As `readVerdict`; a reply that takes too long to read has no verdict. */
export const readInTime: typeof readVerdict = (text, format, options = {}): Verdict => {
  const read = (): Verdict => readVerdict(text, format, options);
  const shown = (options.shown ?? []).reduce((sum, { length }) => sum + length, 0);
  // Watching the time costs more than reading a short reply.
  if (text.length <= SHORT_REPLY && shown <= SHORT_PROMPT) return read();
  try {
    return inTime(LONGEST_MS, read);
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error;
    return { kind: "none", reason: `the reply cannot be read: ${error.message}` };
  }
};
