/** The contract of an input format: how a row of somebody's file says who beat whom. */
import type { Said } from "../../core/message.ts";
import type { Vote } from "../../core/types.ts";

export type Row = Readonly<Record<string, unknown>>;

export interface FormatOptions {
  /** FastChat's two games of a pair: both count, or one that is a tie unless they agree. */
  games: "both" | "consistent";
  /** Arena-Hard's rows do not name the baseline. */
  baseline: string | undefined;
  /** What labels mean that are not plain. */
  labels?: WinnerLabels | undefined;
}

/** What a label of a verdict means: an outcome, or that it is the name of a model. */
export type LabelMeaning = Vote["outcome"] | "name";
export type WinnerLabels = Readonly<Record<string, LabelMeaning>>;

export interface VoteFormat {
  describe: Said;
  /** Whether a row looks like this format. */
  matches(row: Row): boolean;
  /** The games of a row; throws an Error that says what is wrong with it. */
  read(row: Row, options: FormatOptions): Vote[];
}
