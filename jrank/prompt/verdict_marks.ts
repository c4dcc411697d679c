/** Which of several explicit marks counts: two that contradict each other are no verdict. */
import type { Verdict } from "./verdict.ts";

export interface Mark {
  verdict: Verdict;
  /** Where it begins and ends. */
  at: number;
  end: number;
  /** Called final; alone, labelled or at the end; or only mentioned within a sentence. */
  rank: "final" | "standing" | "passing";
}

/** A judge that changes its mind says so. */
const CORRECTS =
  /\b(?:wait|hmm|actually|on (?:further |second |closer )?(?:reflection|thoughts?|inspection)|correct(?:ion|ed|ing)|misread|mistaken|I was wrong|that (?:is|was) wrong|chang(?:e|ed|es|ing)|revis(?:e|ed|ing)|reconsider\w*|re-?(?:read|examin|check|think)\w*|instead|at first|initial(?:ly)?|first (?:I |thought|guess|impression|reaction)|draft|lower|raise|adjust\w*|leaned|considered|tempted|would have|looking again)\b|訂正|撤回|修正|改め|いや、|いえ、|待って|見直|読み直|考え直|再考|再検討|やはり|最初|当初|はじめ|初め|一度は|一見|と考えましたが|정정|수정|다시|처음|아니[,요]|잠깐|更正|纠正|修正|等等|重新|起初|其实|再看/i;

const same = (a: Verdict, b: Verdict): boolean =>
  a.kind === b.kind &&
  (a.kind === "winner" && b.kind === "winner"
    ? a.winner === b.winner
    : a.kind !== "score" || (b.kind === "score" && a.score === b.score));

/** The start of the sentence in which a place lies. */
function sentenceStart(text: string, at: number): number {
  const from = Math.max(0, at - 200);
  const before = text.slice(from, at);
  return (
    from + Math.max(...["。", "\n", ". ", "! ", "? "].map((end) => before.lastIndexOf(end))) + 1
  );
}

/**
 * The verdict of marks in the order of the text. One that is only mentioned gives way to one that
 * stands as a verdict, and one before a final one to that. The last counts where the text tells that
 * the judge changed its mind.
 */
export function chosenMark(text: string, marks: readonly Mark[]): Verdict | undefined {
  const standing = marks.filter(({ rank }) => rank !== "passing");
  const able = standing.length > 0 ? standing : marks;
  const final = able.findLastIndex(({ rank }) => rank === "final");
  const counted = able.filter(({ rank }, k) => rank === "final" || k > final);
  const last = counted.at(-1);
  const other = last && counted.findLast(({ verdict }) => !same(verdict, last.verdict));
  if (!last || !other) return last?.verdict;
  if (CORRECTS.test(text.slice(sentenceStart(text, other.at), last.at))) return last.verdict;
  return { kind: "none", reason: "two verdicts in the reply contradict each other" };
}
