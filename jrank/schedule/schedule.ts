/**
 * The contract of a schedule: which match to judge next. Models and items are indices into lists
 * that the caller keeps; an item is one turn of one question.
 */
import type { SoftVerdict } from "../core/types.ts";

/** One game: two models' answers to an item, `first` shown first. */
export interface Match {
  item: number;
  first: number;
  second: number;
  /** Its place in the sequence of the schedule that chose it, where the schedule keeps one. */
  index?: number;
  /** The probability with which its pair was drawn, for reweighting; where the schedule knows it. */
  propensity?: number;
}

/** A match that is stored, with its verdict; `index` only when this very schedule chose it. */
export interface PlayedMatch extends Match {
  winner: 1 | 2 | 3 | "error";
  /** Its probabilities, of a soft verdict; `winner` is the likeliest. */
  soft?: SoftVerdict | undefined;
}

/** What a schedule may choose from, and what has been played. */
export interface Field {
  /** How many models there are. */
  models: number;
  /** How many items there are. */
  items: number;
  /** Whether the model has an answer to the item. */
  canPlay(model: number, item: number): boolean;
  /**
   * Whether this very match may be played; absent: all between models with an answer. For replays of
   * verdicts that are stored.
   */
  isOffered?(match: Match): boolean;
  /** Index of the question that an item belongs to; turns of one question share it. */
  questionOf(item: number): number;
  /** What is stored, each game once. */
  played: readonly PlayedMatch[];
  /** Games that are not to be handed out though nothing is stored of them. */
  aside?: readonly Match[];
}

export interface ScheduleOptions {
  /** Judgments wanted in all, the stored ones included. */
  n: number;
  /** Play the match in both orders, one after the other. */
  bothOrders: boolean;
  /** Index of the model that everyone plays in `pairwise-baseline`. */
  baseline?: number;
  seed: number;
  /** How many calls may be in flight at a time. */
  parallel: number;
  /** Matches handed out together, in rounds; absent: one by one, `parallel` at a time. */
  round?: number;
  /** What adaptive schedules aim at. */
  goal: Goal;
  /** What is known of the models beforehand; absent: nothing. */
  known?: KnownStrengths;
  /** Rule 1 of the adaptive schedule, which had no long wave, to see what it did; absent: today's. */
  rule?: 1;
}

/**
 * What the judgments are for: `error-bars` (the narrowest intervals on average), `ranking` (narrow
 * intervals and neighbours told apart), `top-k` (the order at the top), `new-model` (one model's
 * place among the others).
 */
export type Goal =
  | { name: "error-bars" }
  | { name: "ranking" }
  | { name: "top-k"; k: number }
  | { name: "new-model"; model: number };

/** Strengths that are published already: what an adaptive schedule knows before any verdict. */
export interface KnownStrengths {
  /** By model, in natural-log units; NaN for models that are not known. */
  strengths: Float64Array;
  standardErrors: Float64Array;
}

/**
 * Hands out matches one at a time; a match counts as in flight from then on. No game is handed out
 * that is stored, set aside, or was handed out before.
 */
export interface Schedule {
  /**
   * The next match to judge, or undefined: when nothing is left to do, or when a verdict must come
   * first (then `left` is above 0).
   */
  next(): Match | undefined;
  /** Tells the verdict of a match that was handed out. */
  settle(match: PlayedMatch): void;
  /**
   * Tells that the call of a match that was handed out failed for good. The match is set aside;
   * where a number of judgments is wanted, another takes its place.
   */
  release(match: Match): void;
  /** How many matches this schedule will hand out yet, as far as it knows. */
  readonly left: number;
}

/** One number for a match, unique within a field. */
export function matchKey(match: Match, models: number): number {
  return (match.item * models + match.first) * models + match.second;
}

/** A schedule whose matches are known beforehand. */
export function fixedSchedule(matches: readonly Match[]): Schedule {
  let position = 0;
  return {
    next: () => matches[position++],
    settle: () => {},
    release: () => {},
    get left() {
      return Math.max(0, matches.length - position);
    },
  };
}

/** All ordered matches that the field allows: the most judgments there can be. */
export function capacity(field: Field): number {
  let total = 0;
  for (let item = 0; item < field.items; item++) {
    let players = 0;
    for (let model = 0; model < field.models; model++) if (field.canPlay(model, item)) players++;
    total += players * (players - 1);
  }
  return total;
}
