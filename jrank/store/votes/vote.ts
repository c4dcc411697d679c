/** The contract of an input format: how a row of somebody's file says who beat whom. */

/** One game, whatever the file called it. */
export interface Vote {
  /** The model shown first. */
  first: string;
  second: string;
  /** 1: the first won, 2: the second won, 3: a tie, "error": no usable verdict. */
  outcome: 1 | 2 | 3 | "error";
  /** How many games it stands for; 1 unless the row is a count. */
  weight: number;
  question?: string;
  turn?: number;
  judge?: string;
}

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
  describe: string;
  /** Whether a row looks like this format. */
  matches(row: Row): boolean;
  /** The games of a row; throws an Error that says what is wrong with it. */
  read(row: Row, options: FormatOptions): Vote[];
}
