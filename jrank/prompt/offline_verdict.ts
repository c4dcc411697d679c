/**
 * The verdict of the offline judge: how close an answer is to the reference answer, and how many of
 * the facts that the question asks for are in it. It measures overlap, not quality; it is good for
 * trying the program, for tests, and for noticing that answers got worse.
 */
import type { Question } from "../core/types.ts";
import { chrF } from "./chrf.ts";

/** Scores closer than this are a tie. */
export const TIE_WITHIN = 0.05;

export interface OfflineScore {
  chrF: number;
  /** Facts found, of how many; undefined where the question lists none. */
  facts: { found: number; of: number } | undefined;
  /** chrF, or half of it and half the share of facts; from 0 to 1. */
  score: number;
}

const normalized = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");

/**
 * Measures the answer to one turn against its reference. Facts (`required_facts`: lists of accepted
 * spellings) belong to the first turn.
 */
export function offlineScore(
  question: Question,
  turn: number,
  answer: string,
  reference: string,
): OfflineScore {
  const overlap = chrF(answer, reference);
  const wanted = turn === 1 ? (question.required_facts ?? []) : [];
  if (wanted.length === 0) return { chrF: overlap, facts: undefined, score: overlap };
  const text = normalized(answer);
  const found = wanted.filter((spellings) =>
    spellings.some((spelling) => text.includes(normalized(spelling))),
  ).length;
  return {
    chrF: overlap,
    facts: { found, of: wanted.length },
    score: (overlap + found / wanted.length) / 2,
  };
}

const DISCLOSURE =
  "オフライン審査：言語モデルの判断ではなく、参考解答との文字n-gramの一致度（chrF）と必要な事実の有無だけを測ったものです。";

function describe(name: string, { chrF: overlap, facts, score }: OfflineScore): string {
  const factText = facts ? `、事実 ${facts.found}/${facts.of}` : "";
  return `${name}：chrF ${overlap.toFixed(3)}${factText}、総合 ${score.toFixed(3)}`;
}

/** The judge's words about a pair, ending in 1, 2 or 3 alone on the last line. */
export function offlinePairJudgment(first: OfflineScore, second: OfflineScore): string {
  const difference = first.score - second.score;
  const winner = Math.abs(difference) < TIE_WITHIN ? 3 : difference > 0 ? 1 : 2;
  return [
    DISCLOSURE,
    describe("アシスタント1", first),
    describe("アシスタント2", second),
    `差 ${Math.abs(difference).toFixed(3)}（${TIE_WITHIN}未満は優劣なし）`,
    "",
    String(winner),
  ].join("\n");
}

/** The judge's words about one answer, ending in a rating from 1 to 10. */
export function offlineGrade(score: OfflineScore): string {
  const rating = Math.min(10, Math.max(1, 1 + Math.round(score.score * 9)));
  return [DISCLOSURE, describe("回答", score), "", `評点：[[${rating}]]`].join("\n");
}
