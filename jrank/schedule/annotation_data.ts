/** The contract between what people vote on (`run/annotating`) and the page that shows it (`page/voting`). */

/** Two answers to a question, without the names of who wrote them. */
export interface AnnotationPair {
  /** Tells nobody but the program which models these are. */
  readonly id: string;
  /** The user's messages, up to the one whose replies are compared. */
  readonly turns: readonly string[];
  readonly references: readonly string[];
  /** The replies of both, a text a turn. */
  readonly answers: readonly [readonly string[], readonly string[]];
}

export const CHOICES = ["first", "second", "tie", "skip"] as const;
export type Choice = (typeof CHOICES)[number];

/** What a person said of a pair. */
export interface AnnotationVote {
  readonly pair: string;
  /** As the person saw the answers. */
  readonly choice: Choice;
  /** Whether the person saw the second of `answers` first. */
  readonly turned: boolean;
  /** How long the pair was looked at. */
  readonly seconds: number;
  /** Seconds since 1970. */
  readonly time: number;
}

/** Where a person stands, and what is next. */
export interface AnnotationProgress {
  readonly done: number;
  readonly wanted: number;
  /** How long a vote takes, so far; null before the first. */
  readonly secondsEach: number | null;
  /** Null where all is done. */
  readonly pair: AnnotationPair | null;
}

/** What a folder that is sent to somebody holds. */
export interface AnnotationSet {
  readonly title: string;
  /** Tells this set from every other. */
  readonly set: string;
  readonly pairs: readonly AnnotationPair[];
}

/** The file that a person sends back. */
export interface VotesSentBack {
  readonly made_by: "jrank annotate";
  readonly set: string;
  readonly rater: string;
  readonly votes: readonly AnnotationVote[];
}

/** The middle of the times that votes took: one long pause moves it little. */
export function usualSeconds(seconds: readonly number[]): number | null {
  const sorted = seconds.toSorted((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.floor((sorted.length - 1) / 2)];
}
