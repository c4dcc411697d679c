/** How far an earlier rule of the adaptive schedule spreads ratings: it is played again on a board that is known. */
import { createRandom, type Random } from "../../core/random.ts";
import { type Counts, collapse } from "../../stats/data/collapse.ts";
import { fitBradleyTerry } from "../../stats/fit/bradley_terry.ts";
import type { Covariance } from "../../stats/uncertainty/covariance.ts";
import { adaptiveSchedule } from "../adaptive.ts";
import { spreadOf } from "../adaptive_fit.ts";
import { comparisonsOf } from "../stop_rule.ts";
import type { Arena } from "./arena.ts";
import { playSchedule } from "./simulation.ts";

/** A board as its judgments show it. */
export interface SpreadBoard {
  /** In natural-log units, all finite. */
  readonly strengths: Float64Array;
  /** Strengths, then what else was fitted. */
  readonly covariance: Covariance;
  readonly homeAdvantage: number;
  readonly counts: Counts;
  readonly questions: number;
}

export interface ReplayedSpread {
  readonly replays: number;
  /**
   * The slope of fitted on true strengths, on average: how many times too far apart ratings are. NaN where
   * such boards hardly ever determine all ratings, or the strengths are not told from their errors.
   */
  readonly slope: number;
  /** Its standard error over the replays. */
  readonly standardError: number;
}

/**
 * Plays rule 1 of the adaptive schedule anew on strengths like those of the board, and fits what comes of
 * it: a parametric bootstrap of the schedule itself. The strengths are those of the board shrunk to the
 * spread that they have beside their errors, so what is too far apart already is not played again.
 */
export function replayedSpread(
  board: SpreadBoard,
  { replays, seed }: { replays: number; seed: number | string },
): ReplayedSpread {
  const arena = arenaOf(board);
  const n = board.counts.count.reduce((sum, count) => sum + count, 0);
  const truth = arena.ofTheseQuestions;
  const slopes = Array.from({ length: replays }, (_, r) => {
    const random = createRandom(seed, `replay ${r}`);
    for (let board = 0; board < MOST_BOARDS; board++) {
      const { played } = playSchedule(arena, {
        create: adaptiveSchedule,
        rule: 1,
        n,
        seed: random.below(2 ** 31),
      });
      const comparisons = comparisonsOf(played, {
        models: arena.models,
        questionOf: (item) => item,
      });
      const { strengths } = fitBradleyTerry(collapse(comparisons), { homeAdvantage: true });
      // A board without a finite rating would not have been published.
      if (strengths.every(Number.isFinite)) return slopeOf(strengths, truth);
    }
    return Number.NaN;
  });
  const slope = slopes.reduce((sum, one) => sum + one, 0) / replays;
  const variance = slopes.reduce((sum, one) => sum + (one - slope) ** 2, 0) / (replays - 1);
  return { replays, slope, standardError: Math.sqrt(variance / replays) };
}

/** Boards of one replay, until all its ratings are finite. */
const MOST_BOARDS = 20;

function arenaOf({ strengths, covariance, homeAdvantage, counts, questions }: SpreadBoard): Arena {
  const models = strengths.length;
  const ofStrengths = Float64Array.from(
    { length: models * models },
    (_, k) => covariance.values[Math.floor(k / models) * covariance.size + (k % models)],
  );
  const { variance, error } = spreadOf(strengths, ofStrengths, models);
  const mean = strengths.reduce((sum, b) => sum + b, 0) / models;
  const shrink = Math.sqrt(variance / (variance + error));
  const truth = strengths.map((b) => shrink * (b - mean));
  const score = (first: number, second: number): number =>
    1 / (1 + Math.exp(truth[second] - truth[first] - homeAdvantage));
  // Ties take as much from wins as from losses, so expected scores stay; likelier the closer a match is.
  let ties = 0;
  let closeness = 0;
  counts.count.forEach((count, k) => {
    const p = score(counts.first[k], counts.second[k]);
    if (counts.outcome[k] === 3) ties += count;
    closeness += count * p * (1 - p);
  });
  const tieRate = Math.min(2, ties / closeness);
  return {
    models,
    questions,
    judge(first, second, _, random: Random) {
      const p = score(first, second);
      const tied = tieRate * p * (1 - p);
      const u = random.next();
      if (u < p - tied / 2) return 1;
      return u < p + tied / 2 ? 3 : 2;
    },
    ofTheseQuestions: truth,
    ofThePopulation: null,
  };
}

function slopeOf(fitted: Float64Array, truth: Float64Array): number {
  let products = 0;
  let squares = 0;
  for (let i = 0; i < truth.length; i++) {
    products += fitted[i] * truth[i];
    squares += truth[i] ** 2;
  }
  return products / squares;
}
