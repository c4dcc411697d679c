/**
 * A board whose truth is known: models with strengths, questions on which answers turn out better
 * or worse than usual, and a judge. What schedules, intervals and stopping rules claim is tried on
 * it.
 *
 * The judge prefers the first answer by a latent score
 *
 *     L = alpha + alpha_q + b_i - b_j + u_iq - u_jq + e_ijq + logistic noise
 *
 * and calls a tie when |L| < tau. u is how well model i happens to answer question q, e what this
 * pair on this question has of its own (the same in both orders), alpha_q the question's own
 * preference for the first place; all normal.
 */
import type { Random } from "../../core/random.ts";
import { fitPairPoints } from "./bradley_terry.ts";

/** Standard deviations in natural-log units. */
interface QuestionEffects {
  /** Of a model's answer to a question. */
  answer: number;
  /** Of a pair on a question. */
  pair: number;
  /** Of a question's preference for the first place. */
  place: number;
  /** Half-width of the tie region of the latent score. */
  tie: number;
}

/**
 * Named settings. S0: textbook Bradley-Terry, questions do not matter. S1: as GPT-4 judged the
 * Rakuda benchmark in 2023 (about half of the noise is which question was drawn). S2: a judge that
 * is nearly deterministic given the two answers, as GPT-4 on jp-bench. Of the verdicts about 10 % are
 * ties in S0 and S1, 3 % in S2.
 */
export const SCENARIOS = {
  S0: { answer: 0, pair: 0, place: 0, tie: 0.34 },
  S1: { answer: 1.3, pair: 0.5, place: 0.2, tie: 0.48 },
  S2: { answer: 4.5, pair: 1, place: 0.2, tie: 0.4 },
} as const satisfies Record<string, QuestionEffects>;

/**
 * Strengths of 14 models in Elo around 0: those of the GPT-4 ranking of Rakuda v2, published on
 * 2023-09-27.
 */
export const RAKUDA_STRENGTHS: readonly number[] = [
  472, 354, 286, 89, 45, 17, 16, -29, -79, -101, -161, -236, -326, -347,
];

export interface SyntheticBoard {
  readonly models: number;
  readonly questions: number;
  /** The latent score of a match without the logistic noise, which is drawn at every call. */
  difference(first: number, second: number, question: number): number;
  /** The latent score's standard deviation over questions, and its mean for each match. */
  readonly latent: { readonly sd: number; mean(first: number, second: number): number };
  /** One verdict: 1, 2 or 3 (a tie), drawn anew at every call. */
  judge(first: number, second: number, question: number, random: Random): 1 | 2 | 3;
  /**
   * What infinitely many judgments of every pair on these very questions would say: Bradley-Terry
   * strengths in natural-log units with mean 0.
   */
  readonly ofTheseQuestions: Float64Array;
  /** The same over the population that the questions were drawn from. */
  readonly ofThePopulation: Float64Array;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Expected score of the first at a latent difference, the logistic noise integrated out. */
const expectedScore = (difference: number, tie: number): number =>
  (logistic(difference - tie) + logistic(difference + tie)) / 2;

/** Mean of f over a normal distribution: the trapezoid rule, which converges fast for it. */
export function normalMean(sd: number, f: (x: number) => number): number {
  if (sd === 0) return f(0);
  let sum = 0;
  let weights = 0;
  for (let z = -7; z <= 7; z += 0.125) {
    const weight = Math.exp((-z * z) / 2);
    sum += weight * f(sd * z);
    weights += weight;
  }
  return sum / weights;
}

/** Strengths fitted to the complete design with the given expected scores of the first. */
function fitComplete(models: number, score: (i: number, j: number) => number): Float64Array {
  const pairs = models * (models - 1);
  const games = {
    models: new Array<string>(models).fill(""),
    first: new Uint16Array(pairs),
    second: new Uint16Array(pairs),
    won: new Float64Array(pairs),
    lost: new Float64Array(pairs),
  };
  for (let i = 0, g = 0; i < models; i++) {
    for (let j = 0; j < models; j++) {
      if (i === j) continue;
      games.first[g] = i;
      games.second[g] = j;
      games.won[g] = score(i, j);
      games.lost[g] = 1 - games.won[g];
      g++;
    }
  }
  return fitPairPoints(games).strengths;
}

/**
 * Draws a board. `strengths` are Bradley-Terry strengths of the population in natural-log units;
 * the latent ones are stretched so that question effects leave them as they are.
 */
export function createSyntheticBoard(options: {
  strengths: readonly number[];
  questions: number;
  effects: QuestionEffects;
  homeAdvantage?: number;
  random: Random;
}): SyntheticBoard {
  const { strengths, questions, effects, homeAdvantage = 0, random } = options;
  const m = strengths.length;
  const variance = 2 * effects.answer ** 2 + effects.pair ** 2 + effects.place ** 2;
  // A logistic curve averaged over a normal of variance v is nearly a logistic curve, flatter by
  // sqrt(1 + 0.346 v) (Zeger, Liang and Albert, Biometrics 44, 1988).
  const stretch = Math.sqrt(1 + 0.346 * variance);
  const latent = Float64Array.from(strengths, (strength) => strength * stretch);
  const alpha = homeAdvantage * stretch;
  const answer = Float64Array.from(
    { length: m * questions },
    () => effects.answer * random.normal(),
  );
  const place = Float64Array.from({ length: questions }, () => effects.place * random.normal());
  const pair = Float64Array.from(
    { length: ((m * (m - 1)) / 2) * questions },
    () => effects.pair * random.normal(),
  );
  const pairEffect = (i: number, j: number, q: number): number => {
    const [low, high, sign] = i < j ? [i, j, 1] : [j, i, -1];
    return sign * pair[((high * (high - 1)) / 2 + low) * questions + q];
  };
  const difference = (i: number, j: number, q: number): number =>
    alpha +
    place[q] +
    latent[i] -
    latent[j] +
    answer[i * questions + q] -
    answer[j * questions + q] +
    pairEffect(i, j, q);
  return {
    models: m,
    questions,
    difference,
    latent: { sd: Math.sqrt(variance), mean: (i, j) => alpha + latent[i] - latent[j] },
    judge(first, second, question, draws) {
      const u = draws.next();
      const score = difference(first, second, question) + Math.log(u / (1 - u));
      return Math.abs(score) < effects.tie ? 3 : score > 0 ? 1 : 2;
    },
    ofTheseQuestions: fitComplete(m, (i, j) => {
      let sum = 0;
      for (let q = 0; q < questions; q++) sum += expectedScore(difference(i, j, q), effects.tie);
      return sum / questions;
    }),
    ofThePopulation: fitComplete(m, (i, j) =>
      normalMean(Math.sqrt(variance), (x) =>
        expectedScore(alpha + latent[i] - latent[j] + x, effects.tie),
      ),
    ),
  };
}
