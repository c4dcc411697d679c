/**
 * The decisions of the offline judge. It understands nothing: it measures how much an answer shares
 * with a reference answer, and how many of the required facts it says. Good for trying the program,
 * for tests, and to notice for free that a model got worse; no measure of quality.
 */
import { chrF } from "./chrf.ts";
import { factsOfTurn, saysFact } from "./required_facts.ts";

/** What was measured of one answer. */
export interface OfflineMeasure {
  /** chrF with the reference answer, 0 to 1. */
  overlap: number;
  factsFound: number;
  /** 0 where the question requires none at this turn. */
  factsWanted: number;
  /** 0 to 100. */
  score: number;
}

/** Answers whose scores are no further apart than this many points of 100 tie. */
export const TIE_MARGIN = 5;

/**
 * Measures an answer to one turn. The score is 100 times (overlap + 2 × share of the facts said) / 3:
 * a wrong fact in the right words must not win. Where the question requires no facts, it is 100 times
 * the overlap. `references`
 * holds one text a turn, and `turn` counts from 1.
 */
export function measureAnswer(
  answer: string,
  references: readonly string[],
  { turn, facts = [] }: { turn: number; facts?: readonly (readonly string[])[] | undefined },
): OfflineMeasure {
  const wanted = factsOfTurn(facts, references, turn);
  const found = wanted.filter((spellings) => saysFact(answer, spellings)).length;
  const overlap = chrF(answer, references[turn - 1] ?? "");
  const share = wanted.length === 0 ? overlap : found / wanted.length;
  return {
    overlap,
    factsFound: found,
    factsWanted: wanted.length,
    score: (100 * (overlap + 2 * share)) / 3,
  };
}

/** The better of two measured answers, or 3 where they are within the margin. */
export function offlineWinner(first: OfflineMeasure, second: OfflineMeasure): 1 | 2 | 3 {
  const lead = first.score - second.score;
  if (Math.abs(lead) <= TIE_MARGIN) return 3;
  return lead > 0 ? 1 : 2;
}

/** A whole rating from 1 to 10 for a score from 0 to 100. */
export function offlineRating({ score }: OfflineMeasure): number {
  return Math.round(1 + (9 * score) / 100);
}
