/** Votes of people: who is a person among the judges. */
import { UsageError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";

/** Stands in a row where a judge's prompt has its name. */
export const PEOPLE_PROMPT = "people";

const PREFIX = "person-";
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} _.-]{0,39}$/u;

/** Whether a judge of the benchmark is a person. */
export function isPerson(judge: string): boolean {
  return judge.startsWith(PREFIX);
}

/**
 * The judge that a person is.
 * @throws UsageError where the name could not be that of a file.
 */
export function personOf(name: string): string {
  const tidy = name.normalize("NFC").trim();
  if (NAME.test(tidy)) return PREFIX + tidy;
  throw new UsageError(
    say`a rater's name is 1 to 40 letters, digits, spaces and - _ . , got ${JSON.stringify(name.slice(0, 60))}`,
  );
}
