/** What a number of judgments will buy, before the first one is made. */

import { studentTQuantile } from "../../stats/numeric/student_t.ts";
import {
  evenMatches,
  expectedPrecision,
  type Noise,
  type PairMatches,
} from "../../stats/uncertainty/precision.ts";
import { evenShare, randomShare } from "../../stats/uncertainty/question_effect.ts";
import type { Goal } from "../schedule.ts";
import type { ScheduleName } from "../schedules.ts";
import { expectedMatches } from "./expected_design.ts";

interface PlanInput {
  /** True strengths as assumed, in natural-log units. */
  strengths: Float64Array;
  schedule: ScheduleName;
  goal: Goal;
  /** Of judgments; `questions` is where the plan starts from. */
  noise: Noise;
  confidence: number;
}

/** What n judgments give; half-widths in natural-log units. */
interface PlanPoint {
  n: number;
  mean: number;
  widest: number;
  neighboursRight: number;
  pairsRight: number;
  tau: number;
}

/** Answers for any number of judgments and questions; the work is done once, when it is made. */
export interface Plan {
  /** Most judgments there can be: every pair in both orders on every question. */
  capacity(questions: number): number;
  at(n: number, questions: number): PlanPoint;
  /** Fewest judgments for which every half-width is at most `halfWidth`; Infinity where none will do. */
  judgmentsFor(halfWidth: number, questions: number): number;
  /** The half-width that stays however many judgments are bought. */
  floor(questions: number): number;
  /**
   * Questions for a half-width: the fewest that allow it at all (were there judgments without end), and
   * enough that questions are half of the variance at most and as many matches can be played as it takes.
   */
  questionsFor(halfWidth: number): { least: number; enough: number };
  /** From so many judgments on, twice the questions narrow more than twice the judgments. */
  questionsHelpFrom(questions: number): number;
}

/** Distance of the numbers of judgments at which designs are computed; between them lies the next one. */
const GRID = 1.02;

/** Makes a plan; looks at most at `most` judgments. */
export function createPlan(input: PlanInput, most: number): Plan {
  const { strengths, schedule, goal, noise, confidence } = input;
  const m = strengths.length;
  const grid: number[] = [];
  for (let n = 2 * m; n < most * GRID; n = Math.max(n + 1, Math.round(n * GRID))) grid.push(n);
  const designs: PairMatches[] =
    schedule === "adaptive"
      ? expectedMatches(strengths, grid, { goal })
      : grid.map((n) => evenMatches(m, n));
  const shareOf = (design: PairMatches, questions: number): number =>
    schedule === "adaptive" ? evenShare(design, m, questions) : randomShare(m);
  /** The design of n: the grid's nearest, stretched to n. */
  const designOf = (n: number): PairMatches => {
    const next = grid.findIndex((count) => count >= n);
    const k = next === -1 ? grid.length - 1 : next;
    const factor = n / (grid[k] ?? n);
    return (designs[k] ?? evenMatches(m, n)).map((count) => count * factor);
  };
  const precision = (design: PairMatches, questions: number) =>
    expectedPrecision(
      strengths,
      design,
      { ...noise, questions, share: shareOf(design, questions) },
      { confidence },
    );
  const at = (n: number, questions: number): PlanPoint => {
    const { halfWidths, ...rest } = precision(designOf(n), questions);
    const sum = halfWidths.reduce((total, half) => total + half, 0);
    return { n, mean: sum / m, widest: Math.max(...halfWidths), ...rest };
  };
  const capacity = (questions: number): number => m * (m - 1) * questions;
  const judgmentsFor = (halfWidth: number, questions: number): number => {
    const top = Math.min(most, capacity(questions));
    return grid.find((n) => n <= top && at(n, questions).widest <= halfWidth) ?? Infinity;
  };
  const floor = (questions: number): number =>
    studentTQuantile(
      (1 + confidence) / 2,
      questions > 1 ? questions - 1 : Number.POSITIVE_INFINITY,
    ) *
    noise.questionEffect *
    Math.sqrt((1 - 1 / m) / questions);
  return {
    capacity,
    at,
    judgmentsFor,
    floor,
    questionsFor(halfWidth) {
      const fewest = (target: number): number => {
        for (let q = 2; q < 1e6; q = Math.ceil(q * 1.01 + 0.1)) if (floor(q) <= target) return q;
        return Infinity;
      };
      let enough = fewest(halfWidth / Math.SQRT2);
      const isShort = (q: number): boolean =>
        capacity(q) < most && !Number.isFinite(judgmentsFor(halfWidth, q));
      while (isShort(enough)) enough = Math.ceil(enough * 1.05);
      return { least: fewest(halfWidth), enough };
    },
    questionsHelpFrom(questions) {
      return (
        grid.find((n) => {
          const isPlayable = 2 * n <= Math.min(most, capacity(questions));
          return isPlayable && at(n, 2 * questions).mean < at(2 * n, questions).mean;
        }) ?? Infinity
      );
    },
  };
}
