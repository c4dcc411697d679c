/** The verdict of the format `last`: 1, 2 or 3 on the last line, or what the judge says instead. */
import type { Verdict } from "./verdict.ts";
import { readBrackets } from "./verdict_brackets.ts";
import { readConclusion } from "./verdict_conclusion.ts";
import { findDigit, findFirstDigit } from "./verdict_digit.ts";

/** The choices repeated from the instruction, one a line; they state nothing. */
const LEGEND =
  /^\W{0,6}1\s*[:=.)][^\n]*\n\W{0,6}2\s*[:=.)][^\n]*\n\W{0,6}3\s*[:=.)][^\n]*(?:どちら|同等|互角|引き?分け|優劣|neither|tie|equal|choose|무승부|동등|우열)[^\n]*$/gim;

/** A verdict stands at the end, or else at the beginning. */
const LONGEST = 8000;

/**
 * An explicit digit counts first, the last one in the text; one in the course of the text gives way
 * to a conclusion in words behind it. Then brackets, then a conclusion in words, then a digit alone
 * on the first line.
 */
export function readLast(reply: string): Verdict | undefined {
  const text = reply.slice(-LONGEST).replace(LEGEND, "");
  const digit = findDigit(text);
  if (digit) {
    const behind = digit.isFinal ? undefined : readConclusion(text.slice(digit.at));
    if (behind?.kind === "winner" && behind.winner !== digit.winner) return behind;
    return { kind: "winner", winner: digit.winner, form: "digit" };
  }
  const worded = readBrackets(text) ?? readConclusion(text);
  if (worded) return worded;
  const first = findFirstDigit(reply.slice(0, LONGEST).replace(LEGEND, ""));
  return first && { kind: "winner", winner: first.winner, form: "digit on the first line" };
}
