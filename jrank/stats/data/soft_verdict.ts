/** Verdicts as probabilities of their three outcomes. */
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { SoftVerdict } from "../../core/types.ts";

/** Probabilities are told to so many decimals: more no judge knows, and a likelihood has its limits. */
const DECIMALS = 1e4;
/** Rounded numbers need not sum to 1 exactly. */
const TOLERANCE = 0.002;

/**
 * The probabilities that the first won, that the second won and of a tie, to four decimals and with
 * sum 1; less than .00005 is 0.
 * @throws UserError where they are no three numbers from 0 to 1 that sum to 1.
 */
export function softVerdict(value: unknown, place: Said): SoftVerdict {
  const given = Array.isArray(value) ? (value as unknown[]) : [];
  const isEach = given.every((p) => typeof p === "number" && p >= 0 && p <= 1);
  const sum = given.reduce<number>((total, p) => total + Number(p), 0);
  if (given.length !== 3 || !isEach || Math.abs(sum - 1) > TOLERANCE) {
    throw new UserError(
      say`${place} must be the probabilities that the first won, that the second won and of a tie: three numbers from 0 to 1 that sum to 1, got ${JSON.stringify(value)?.slice(0, 100) ?? "nothing"}`,
    );
  }
  const parts = (given as number[]).map((p) => Math.round((p / sum) * DECIMALS));
  const most = parts.indexOf(Math.max(...parts));
  parts[most] += DECIMALS - (parts[0] + parts[1] + parts[2]);
  return parts.map((part) => part / DECIMALS) as unknown as SoftVerdict;
}

/** The likeliest outcome; of equally likely ones a tie, which favours nobody. */
export function likeliest([first, second, tie]: SoftVerdict): 1 | 2 | 3 {
  if (first === second || tie >= Math.max(first, second)) return 3;
  return first > second ? 1 : 2;
}
