/** What simulated runs are judged on. */
import type { Random } from "../../core/random.ts";
import { collapse } from "../../stats/data/collapse.ts";
import type { Comparisons } from "../../stats/data/comparisons.ts";
import { fitBradleyTerry } from "../../stats/fit/bradley_terry.ts";
import { type Match, matchKey } from "../schedule.ts";

/** What can be judged in a simulation: a synthetic board, or stored verdicts. */
export interface Arena {
  readonly models: number;
  readonly questions: number;
  judge(first: number, second: number, question: number, random: Random): 1 | 2 | 3;
  /** Absent: every match. */
  isOffered?(match: Match): boolean;
  /** Strengths in natural-log units with mean 0: of these questions, and of their population. */
  readonly ofTheseQuestions: Float64Array;
  /** Null where nobody knows it. */
  readonly ofThePopulation: Float64Array | null;
}

/**
 * Stored verdicts as an arena: only what was judged is offered, and judging it again says what is
 * stored (one of them at random where it is stored more than once). The truth of these questions is
 * the fit to all verdicts, so a run that plays everything is without error.
 */
export function replayArena(comparisons: Comparisons): Arena {
  const { models, clusters, first, second, outcome, cluster } = comparisons;
  const stored = new Map<number, (1 | 2 | 3)[]>();
  if (cluster === undefined) throw new Error("a replay needs the questions of the judgments");
  const keyOf = (match: Match): number => matchKey(match, models.length);
  for (let k = 0; k < first.length; k++) {
    const key = keyOf({ item: cluster[k], first: first[k], second: second[k] });
    stored.set(key, [...(stored.get(key) ?? []), outcome[k] as 1 | 2 | 3]);
  }
  return {
    models: models.length,
    questions: clusters.length,
    judge(i, j, item, random) {
      const verdicts = stored.get(keyOf({ item, first: i, second: j })) ?? [];
      const verdict = verdicts[random.below(verdicts.length)];
      if (verdict === undefined) throw new Error("a match was judged that is not offered");
      return verdict;
    },
    isOffered: (match) => stored.has(keyOf(match)),
    ofTheseQuestions: fitBradleyTerry(collapse(comparisons)).strengths,
    ofThePopulation: null,
  };
}
